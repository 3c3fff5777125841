//! The known word that a misspelt one most likely means.

/// The word among `words` that is spelt most like `text`, and whether they differ only in case, `-`, `_` and blanks, so
/// that there is no doubt. `None` where none is near.
pub fn nearest<'a>(text: &str, words: impl IntoIterator<Item = &'a str>) -> Option<(&'a str, bool)> {
    let text = plain(text);
    let mut best: Option<(usize, &str)> = None;
    for word in words {
        let other = plain(word);
        if other == text {
            return Some((word, true));
        }
        let length = other.chars().count();
        if length.abs_diff(text.chars().count()) > 2 {
            continue;
        }
        let distance = strsim::osa_distance(&text, &other);
        let allowed = if length < 5 { 1 } else { 2 };
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, word));
        }
    }
    best.map(|(_, word)| (word, false))
}

fn plain(text: &str) -> String {
    let kept = text.chars().filter(|character| !matches!(character, '-' | '_' | ' '));
    // Longer than any known word by far: what follows cannot bring the two nearer.
    kept.take(128).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        let words = ["title", "tags", "review_by"];
        assert_eq!(nearest("titel", words), Some(("title", false)));
        assert_eq!(nearest("Review-By", words), Some(("review_by", true)));
        assert_eq!(nearest("tag", words), Some(("tags", false)));
        assert_eq!(nearest("colour", words), None);
        assert_eq!(nearest("", words), None);
        assert_eq!(nearest(&"title".repeat(100_000), words), None);
    }
}
