//! The places of a macro that lead to other files: the ids of the snippets that it renders.

use crate::syntax::{ItemKind, Macro, Name, TagKind};

/// The ids that a macro renders, each with its place inside the quotes, in source order.
pub fn rendered(parsed: &Macro) -> impl Iterator<Item = &Name> {
    parsed.items.iter().filter_map(|item| rendered_by(&item.kind))
}

/// The id that an item renders.
pub(super) fn rendered_by(kind: &ItemKind) -> Option<&Name> {
    match kind {
        ItemKind::Tag(tag) => match &tag.kind {
            TagKind::Render { id, .. } => id.as_ref(),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked::with_places;
    use super::*;

    #[test]
    fn ids_without_their_quotes() {
        let source = "{% render 'a/b' %} {% include \"c\", x: 'y' %} {% render %} {% render \"d";
        let places = rendered(&Macro::parse(source)).map(|id| id.span).collect();
        let expected = "{% render '«a/b»' %} {% include \"«c»\", x: 'y' %} {% render %} {% render \"«d»";
        assert_eq!(with_places(source, places), expected);
    }
}
