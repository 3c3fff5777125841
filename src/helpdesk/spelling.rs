//! Which of many names is spelt most like one that is not known.

/// Longer than any known name: such a name has no neighbour, and comparing it would cost time.
const LONGEST: usize = 80;

/// Names that unknown ones are compared with.
#[derive(Clone, Debug, Default)]
pub(super) struct Spellings {
    names: Vec<Spelling>,
}

/// A name as it is compared.
#[derive(Clone, Debug)]
struct Spelling {
    plain: String,
    /// Characters of `plain`.
    length: usize,
    letters: u32,
}

impl Spelling {
    fn of(name: &str) -> Self {
        let plain = plain(name);
        Self { length: plain.chars().count(), letters: letters(&plain), plain }
    }
}

/// A name that is not known.
pub(super) struct Unknown {
    spelling: Spelling,
    /// How many letters may be wrong.
    most: usize,
}

impl Unknown {
    /// `None` where the name is too short or too long to say what was meant.
    pub(super) fn new(name: &str) -> Option<Self> {
        let spelling = Some(name).filter(|name| name.len() <= LONGEST).map(Spelling::of)?;
        let most = match spelling.length {
            0..=3 => return None,
            4..=7 => 1,
            _ => 2,
        };
        Some(Self { spelling, most })
    }
}

impl Spellings {
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        Self { names: names.map(Spelling::of).collect() }
    }

    /// The place of the name that was most likely meant, the first of equals, and how many letters are wrong.
    pub(super) fn nearest(&self, unknown: &Unknown) -> Option<(usize, usize)> {
        let Unknown { spelling, most } = unknown;
        // A change brings in or takes out one letter at most, so most names are told apart at a glance.
        let apart = |one: u32, other: u32| (one & !other).count_ones() as usize > *most;
        let differs = |name: &Spelling| {
            name.length.abs_diff(spelling.length) > *most
                || apart(spelling.letters, name.letters)
                || apart(name.letters, spelling.letters)
        };
        let near = self.names.iter().enumerate().filter(|(_, name)| !differs(name));
        let distances = near.map(|(place, name)| (place, strsim::osa_distance(&spelling.plain, &name.plain)));
        distances.filter(|(_, distance)| distance <= most).min_by_key(|(_, distance)| *distance)
    }
}

/// A bit for each letter from a to z that a name has.
fn letters(name: &str) -> u32 {
    let letters = name.bytes().filter(u8::is_ascii_alphabetic);
    letters.fold(0, |all, letter| all | 1 << (letter.to_ascii_lowercase() - b'a'))
}

/// Without regard to case and to how words are joined; dots stay, since they say what belongs to what.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}
