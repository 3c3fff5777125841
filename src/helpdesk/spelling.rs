//! Which of many names is spelt most like one that is not known.

/// Longer than any known name: such a name has no neighbour, and comparing it would cost time.
const LONGEST: usize = 80;

/// Compares names with one that is not known, and remembers how near the nearest was.
pub(super) struct Spellings {
    plain: String,
    length: usize,
    letters: u32,
    best: Option<usize>,
}

impl Spellings {
    pub(super) fn new(unknown: &str) -> Self {
        let plain = if unknown.len() <= LONGEST { plain(unknown) } else { String::new() };
        Self { length: plain.chars().count(), letters: letters(&plain), plain, best: None }
    }

    /// Whether a name is near enough to be what was meant, and nearer than all before.
    pub(super) fn nearer(&mut self, name: &str) -> bool {
        let most = match self.length {
            0..=3 => return false,
            4..=7 => 1,
            _ => 2,
        };
        if name.len().abs_diff(self.plain.len()) > most + separators(name) + 1 {
            return false;
        }
        // A change brings in or takes out one letter at most, so most names are told apart at a glance.
        let letters = letters(name);
        let apart = |one: u32, other: u32| (one & !other).count_ones() as usize > most;
        if apart(self.letters, letters) || apart(letters, self.letters) {
            return false;
        }
        let distance = strsim::osa_distance(&self.plain, &plain(name));
        let nearer = distance <= most && self.best.is_none_or(|best| distance < best);
        if nearer {
            self.best = Some(distance);
        }
        nearer
    }
}

/// A bit for each letter from a to z that a name has.
fn letters(name: &str) -> u32 {
    let letters = name.bytes().filter(u8::is_ascii_alphabetic);
    letters.fold(0, |all, letter| all | 1 << (letter.to_ascii_lowercase() - b'a'))
}

fn separators(name: &str) -> usize {
    name.bytes().filter(|byte| matches!(byte, b'_' | b'-' | b' ')).count()
}

/// Without regard to case and to how words are joined; dots stay, since they say what belongs to what.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}
