//! The known word that a person most likely meant.

/// Longer than any word that is known: such a word has no neighbour, and comparing it would cost time.
const LONGEST: usize = 40;

/// The candidate that is close enough to `word` to be what was meant, or `None`. Case makes no difference; among equals
/// the first wins.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let most = match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = strsim::damerau_levenshtein(&word, candidate);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_close_words_are_offered() {
        let tags = ["if", "endif", "for", "unless", "capture"];
        assert_eq!(nearest("fro", tags), Some("for"));
        assert_eq!(nearest("endfi", tags), Some("endif"));
        assert_eq!(nearest("UNLES", tags), Some("unless"));
        assert_eq!(nearest("customer", tags), None);
        assert_eq!(nearest("", tags), None);
        assert_eq!(nearest(&"x".repeat(10_000), tags), None);
    }
}
