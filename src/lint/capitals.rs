//! Words written in capitals: which are English that is shouted, and which are only written so.
//!
//! A name in capitals (a bank, a product, an acronym nobody listed) looks like a shouted word, so a word counts as
//! shouted where it is known to be English, by the list or by its ending.

/// Words that support desks shout, lower case and sorted.
#[rustfmt::skip]
const ENGLISH: [&str; 544] = [
    "able", "about", "above", "absolutely", "accept", "access", "account", "action", "actually", "address", "advise",
    "after", "again", "against", "ago", "agree", "all", "allow", "allowed", "almost", "alone", "already", "also",
    "although", "always", "and", "angry", "another", "answer", "any", "anyone", "anything", "app", "apply",
    "appointment", "april", "are", "around", "article", "ask", "asked", "asking", "august", "available", "avoid",
    "aware", "away", "back", "bad", "bank", "because", "been", "before", "begin", "behind", "being", "believe",
    "below", "best", "better", "between", "big", "bill", "both", "box", "break", "bring", "broken", "business", "but",
    "buy", "call", "called", "calm", "came", "can", "can't", "cancel", "cancelled", "cannot", "card", "care",
    "careful", "carefully", "case", "cash", "change", "charge", "charged", "check", "choose", "claim", "clear",
    "clearly", "clever", "click", "close", "closed", "code", "come", "comes", "coming", "complain", "complaint",
    "complete", "completely", "confirm", "contact", "continue", "cost", "could", "couldn't", "courier", "customer",
    "customers", "damage", "damaged", "date", "day", "days", "deadline", "deal", "dear", "december", "decide", "delay",
    "delete", "deliver", "delivered", "delivery", "deposit", "did", "didn't", "different", "disconnect", "discount",
    "does", "doesn't", "doing", "don't", "done", "door", "down", "due", "during", "each", "early", "either", "else",
    "email", "emails", "end", "enough", "enter", "error", "even", "ever", "every", "everyone", "everything", "exactly",
    "exchange", "expect", "expired", "explain", "extra", "fail", "failed", "failure", "fault", "february", "fee",
    "file", "fill", "final", "find", "fine", "first", "fix", "follow", "for", "form", "found", "free", "friday",
    "from", "full", "get", "give", "given", "goes", "going", "gone", "good", "got", "great", "had", "happen",
    "happened", "happy", "hard", "has", "hasn't", "have", "haven't", "hear", "held", "hello", "help", "her", "here",
    "him", "his", "hold", "holiday", "hour", "hours", "how", "hurry", "immediate", "immediately", "important",
    "include", "information", "instead", "into", "invoice", "isn't", "issue", "it's", "item", "items", "its",
    "january", "july", "june", "just", "keep", "kept", "kind", "kindly", "know", "last", "late", "later", "least",
    "leave", "left", "less", "let", "letter", "like", "limited", "line", "link", "listen", "little", "long", "longer",
    "look", "lose", "lost", "low", "made", "mail", "make", "making", "manager", "many", "march", "matter", "may",
    "maybe", "mean", "message", "minute", "minutes", "miss", "missed", "missing", "mistake", "monday", "money",
    "month", "months", "more", "most", "move", "much", "must", "name", "need", "needed", "needs", "never", "new",
    "next", "nobody", "none", "not", "note", "nothing", "notice", "november", "now", "number", "october", "offer",
    "office", "often", "old", "once", "one", "online", "only", "open", "order", "orders", "other", "our", "out",
    "over", "own", "package", "page", "paid", "parcel", "parcels", "part", "pass", "password", "past", "pay",
    "payment", "payments", "people", "permanently", "person", "phone", "photo", "place", "please", "point", "policy",
    "possible", "post", "price", "problem", "product", "proof", "protected", "provide", "put", "question", "questions",
    "quick", "quickly", "quiet", "read", "reader", "ready", "really", "reason", "receipt", "receive", "received",
    "refund", "refunds", "refuse", "regret", "reject", "remember", "remind", "reminder", "remove", "rent", "reply",
    "report", "request", "required", "rest", "return", "returned", "returns", "review", "right", "rude", "rules",
    "safe", "sale", "same", "saturday", "save", "say", "says", "second", "see", "seen", "send", "sent", "september",
    "serious", "service", "set", "shall", "she", "ship", "shipped", "shipping", "shop", "shop's", "should",
    "shouldn't", "shout", "show", "shut", "sick", "sign", "simple", "simply", "since", "site", "slow", "soon", "sorry",
    "spend", "staff", "stand", "start", "state", "still", "stock", "stop", "store", "such", "sunday", "sure", "swear",
    "system", "take", "talk", "tea", "team", "tell", "terms", "than", "thank", "thanks", "that", "that's", "the",
    "their", "them", "then", "there", "these", "they", "thing", "things", "think", "this", "those", "through",
    "thursday", "ticket", "time", "times", "today", "told", "tomorrow", "tonight", "too", "took", "tracking", "tried",
    "true", "trust", "try", "trying", "tuesday", "twice", "type", "under", "understand", "unless", "until", "update",
    "upset", "urgent", "use", "used", "using", "very", "wait", "waiting", "want", "wanted", "warned", "warning", "was",
    "wasn't", "waste", "watch", "way", "wednesday", "week", "weeks", "well", "went", "were", "weren't", "what",
    "whatever", "when", "where", "whether", "which", "while", "who", "whole", "why", "will", "wish", "with", "without",
    "won't", "word", "work", "working", "worry", "would", "wouldn't", "write", "wrong", "year", "years", "yes",
    "yesterday", "yet", "you", "you're", "you've", "your", "yours",
];

/// Endings that English words of at least six letters have and acronyms have not.
const ENDINGS: [&str; 14] =
    ["able", "ally", "ance", "ation", "ence", "ible", "ing", "less", "ment", "ness", "sion", "tely", "tion", "ully"];

/// Acronyms that could be taken for a name, lower case and sorted.
const ACRONYMS: [&str; 24] = [
    "asap", "faq", "faqs", "gdpr", "hdmi", "html", "http", "https", "iban", "imei", "jpeg", "paypal", "pdf", "pdfs",
    "rsvp", "sepa", "swift", "uefi", "unicef", "url", "usb", "usps", "visa", "wifi",
];

/// Two letters in capitals that are no word.
const SHORT_ACRONYMS: [&str; 16] =
    ["ai", "cd", "eu", "gb", "hr", "id", "ip", "it", "mb", "pc", "pm", "tv", "uk", "un", "vr", "xl"];

/// What is written with a capital wherever it stands.
const CAPITALISED: [&str; 19] = [
    "april",
    "august",
    "december",
    "february",
    "friday",
    "i",
    "january",
    "july",
    "june",
    "march",
    "monday",
    "november",
    "october",
    "saturday",
    "september",
    "sunday",
    "thursday",
    "tuesday",
    "wednesday",
];

/// The letters of `word` in lower case, if it is written in capitals throughout.
pub(super) fn lower_case(word: &str) -> Option<String> {
    let shouted = |c: char| c.is_uppercase() || c == '\'' || c == '’';
    if word.is_empty() || !word.starts_with(char::is_uppercase) || !word.chars().all(shouted) {
        return None;
    }
    let straight = |c: char| if c == '’' { '\'' } else { c };
    Some(word.chars().map(straight).flat_map(char::to_lowercase).collect())
}

/// How many letters there are in a word.
pub(super) fn letters(lower: &str) -> usize {
    lower.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether a word (lower case) is English.
pub(super) fn is_english(lower: &str) -> bool {
    let known = ENGLISH.binary_search(&lower).is_ok();
    known || (letters(lower) >= 6 && ENDINGS.iter().any(|ending| lower.ends_with(ending)))
}

/// A word that was written in capitals, as it is written in the middle of a sentence: acronyms keep their capitals, and a
/// word that is not known is taken for a name.
pub(super) fn calm(written: &str, lower: &str) -> String {
    let spoken = written.to_lowercase();
    let stem = lower.split('\'').next().unwrap_or_default();
    let short = letters(lower) <= 2;
    let kept = if short { lower != "it" && SHORT_ACRONYMS.contains(&lower) } else { is_acronym(lower) };
    if kept {
        return written.to_owned();
    }
    if CAPITALISED.contains(&stem) || !(short || is_english(lower)) { capitalised(&spoken) } else { spoken }
}

/// Whether it is known as an acronym, or is too short or too poor in vowels for anything else.
pub(super) fn is_acronym(lower: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let unknown = !is_english(lower);
    ACRONYMS.contains(&lower) || (unknown && (letters(lower) <= 3 || !lower.contains(vowel)))
}

/// The word with its first letter as a capital.
pub(super) fn capitalised(word: &str) -> String {
    let mut rest = word.chars();
    match rest.next() {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(ENGLISH.is_sorted());
    }

    #[test]
    fn words_are_calmed_and_names_are_kept() {
        let check = |written: &str, expected: &str| {
            let lower = lower_case(written).expect("in capitals");
            assert_eq!(calm(written, &lower), expected);
        };
        check("PLEASE", "please");
        check("DON’T", "don’t");
        check("I'M", "I'm");
        check("MONDAY", "Monday");
        check("PDF", "PDF");
        check("DHL", "DHL");
        check("UK", "UK");
        check("IT", "it");
        check("FERNHILL", "Fernhill");
        check("CANCELLATION", "cancellation");
    }

    #[test]
    fn capitals_throughout_only() {
        assert_eq!(lower_case("ÉTÉ").as_deref(), Some("été"));
        assert_eq!(lower_case("Please"), None);
        assert_eq!(lower_case("PDFs"), None);
        assert_eq!(lower_case("A4"), None);
    }
}
