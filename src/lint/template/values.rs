//! The values that something may have, as far as conditions tell: a set that is never smaller than the truth.

use std::collections::BTreeSet;

/// The most texts or stretches of numbers that are kept apart: past that the set grows, which is always allowed.
const MOST: usize = 64;

/// A set of values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Values {
    nil: bool,
    no: bool,
    yes: bool,
    numbers: Vec<Stretch>,
    texts: Texts,
    /// Lists, and whatever else there is.
    other: bool,
}

/// Numbers from one to another.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stretch {
    from: Bound,
    to: Bound,
}

/// An end of a stretch, and whether it is part of it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bound {
    at: f64,
    inside: bool,
}

/// A set of texts.
#[derive(Clone, Debug, PartialEq)]
enum Texts {
    Only(BTreeSet<String>),
    Except(BTreeSet<String>),
}

const ALL_NUMBERS: Stretch =
    Stretch { from: Bound { at: f64::NEG_INFINITY, inside: true }, to: Bound { at: f64::INFINITY, inside: true } };

impl Values {
    pub(super) fn none() -> Self {
        let texts = Texts::Only(BTreeSet::new());
        Self { nil: false, no: false, yes: false, numbers: Vec::new(), texts, other: false }
    }

    pub(super) fn all() -> Self {
        let texts = Texts::Except(BTreeSet::new());
        Self { nil: true, no: true, yes: true, numbers: vec![ALL_NUMBERS], texts, other: true }
    }

    /// What counts as true alone: all but nil and false.
    pub(super) fn truthy() -> Self {
        Self { nil: false, no: false, ..Self::all() }
    }

    /// What can be read: all that counts as true, without the empty text.
    pub(super) fn something() -> Self {
        Self::truthy().and(&Self::text("").complement())
    }

    pub(super) fn text(text: &str) -> Self {
        Self { texts: Texts::Only(BTreeSet::from([text.to_owned()])), ..Self::none() }
    }

    pub(super) fn any_text() -> Self {
        Self { texts: Texts::Except(BTreeSet::new()), ..Self::none() }
    }

    pub(super) fn boolean(value: bool) -> Self {
        Self { yes: value, no: !value, ..Self::none() }
    }

    pub(super) fn nil() -> Self {
        Self { nil: true, ..Self::none() }
    }

    pub(super) fn other() -> Self {
        Self { other: true, ..Self::none() }
    }

    /// The numbers from `from` to `to`; `None` is without end, `true` means with the end itself.
    pub(super) fn numbers(from: Option<(f64, bool)>, to: Option<(f64, bool)>) -> Self {
        let bound = |(at, inside)| Bound { at, inside };
        let stretch = Stretch { from: from.map_or(ALL_NUMBERS.from, bound), to: to.map_or(ALL_NUMBERS.to, bound) };
        Self { numbers: Vec::from_iter((!stretch.is_empty()).then_some(stretch)), ..Self::none() }
    }

    pub(super) fn is_empty(&self) -> bool {
        let texts = matches!(&self.texts, Texts::Only(texts) if texts.is_empty());
        !self.nil && !self.no && !self.yes && !self.other && self.numbers.is_empty() && texts
    }

    /// Whether the empty text is among them.
    fn has_empty_text(&self) -> bool {
        match &self.texts {
            Texts::Only(texts) => texts.contains(""),
            Texts::Except(texts) => !texts.contains(""),
        }
    }

    /// Whether it is known that there is something to read.
    pub(super) fn are_something(&self) -> bool {
        let some_text = match &self.texts {
            Texts::Only(texts) => !texts.is_empty(),
            Texts::Except(_) => true,
        };
        !self.is_empty() && (!self.nil || (some_text && !self.has_empty_text()))
    }

    /// Whether zero is among them.
    pub(super) fn has_zero(&self) -> bool {
        self.numbers.iter().any(|stretch| {
            let after = stretch.from.at < 0.0 || (stretch.from.at == 0.0 && stretch.from.inside);
            after && (stretch.to.at > 0.0 || (stretch.to.at == 0.0 && stretch.to.inside))
        })
    }

    /// All that are not among these.
    pub(super) fn complement(&self) -> Self {
        let mut numbers = vec![ALL_NUMBERS];
        for stretch in &self.numbers {
            numbers = numbers.iter().flat_map(|left| left.without(*stretch)).collect();
        }
        let texts = match &self.texts {
            Texts::Only(texts) => Texts::Except(texts.clone()),
            Texts::Except(texts) => Texts::Only(texts.clone()),
        };
        Self { nil: !self.nil, no: !self.no, yes: !self.yes, numbers, texts, other: !self.other }
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        let pairs = self.numbers.iter().flat_map(|a| other.numbers.iter().filter_map(|b| a.and(*b)));
        let mut numbers: Vec<Stretch> = pairs.collect();
        if numbers.len() > MOST {
            numbers.clone_from(&self.numbers);
        }
        Self {
            nil: self.nil && other.nil,
            no: self.no && other.no,
            yes: self.yes && other.yes,
            numbers,
            texts: self.texts.and(&other.texts),
            other: self.other && other.other,
        }
    }

    pub(super) fn or(&self, other: &Self) -> Self {
        let mut numbers = self.numbers.clone();
        for stretch in &other.numbers {
            let new = numbers
                .iter()
                .fold(vec![*stretch], |left, known| left.iter().flat_map(|left| left.without(*known)).collect());
            numbers.extend(new);
        }
        if numbers.len() > MOST {
            numbers = vec![ALL_NUMBERS];
        }
        Self {
            nil: self.nil || other.nil,
            no: self.no || other.no,
            yes: self.yes || other.yes,
            numbers,
            texts: self.texts.or(&other.texts),
            other: self.other || other.other,
        }
    }
}

impl Stretch {
    fn is_empty(self) -> bool {
        self.from.at > self.to.at || (self.from.at == self.to.at && !(self.from.inside && self.to.inside))
    }

    fn and(self, other: Self) -> Option<Self> {
        let from = if later(self.from, other.from) { self.from } else { other.from };
        let to = if earlier(self.to, other.to) { self.to } else { other.to };
        Some(Self { from, to }).filter(|both| !both.is_empty())
    }

    /// What is left without another stretch.
    fn without(self, other: Self) -> Vec<Self> {
        let turned = |bound: Bound| Bound { at: bound.at, inside: !bound.inside };
        let before = Self { from: self.from, to: turned(other.from) };
        let after = Self { from: turned(other.to), to: self.to };
        let before = self.and(before).filter(|_| other.from.at != f64::NEG_INFINITY);
        let after = self.and(after).filter(|_| other.to.at != f64::INFINITY);
        before.into_iter().chain(after).collect()
    }
}

/// Whether a beginning lies after another.
fn later(a: Bound, b: Bound) -> bool {
    a.at > b.at || (a.at == b.at && !a.inside)
}

/// Whether an end lies before another.
fn earlier(a: Bound, b: Bound) -> bool {
    a.at < b.at || (a.at == b.at && !a.inside)
}

impl Texts {
    fn and(&self, other: &Self) -> Self {
        match (self, other) {
            (Texts::Only(a), Texts::Only(b)) => Texts::Only(a.intersection(b).cloned().collect()),
            (Texts::Only(only), Texts::Except(except)) | (Texts::Except(except), Texts::Only(only)) => {
                Texts::Only(only.difference(except).cloned().collect())
            }
            (Texts::Except(a), Texts::Except(b)) if a.len() + b.len() <= MOST => {
                Texts::Except(a.union(b).cloned().collect())
            }
            (Texts::Except(a), Texts::Except(_)) => Texts::Except(a.clone()),
        }
    }

    fn or(&self, other: &Self) -> Self {
        match (self, other) {
            (Texts::Except(a), Texts::Except(b)) => Texts::Except(a.intersection(b).cloned().collect()),
            (Texts::Only(only), Texts::Except(except)) | (Texts::Except(except), Texts::Only(only)) => {
                Texts::Except(except.difference(only).cloned().collect())
            }
            (Texts::Only(a), Texts::Only(b)) if a.len() + b.len() <= MOST => Texts::Only(a.union(b).cloned().collect()),
            (Texts::Only(_), Texts::Only(_)) => Texts::Except(BTreeSet::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(at: f64) -> Values {
        Values::numbers(Some((at, false)), None)
    }

    #[test]
    fn numbers_meet_and_part() {
        assert!(over(5.0).and(&over(5.0).complement()).is_empty());
        assert!(over(10.0).and(&over(5.0).complement()).is_empty());
        assert!(!over(5.0).and(&over(10.0).complement()).is_empty());
        let point = Values::numbers(Some((5.0, true)), Some((5.0, true)));
        assert!(over(5.0).and(&point).is_empty());
        assert!(!over(4.0).and(&point).is_empty());
        assert_eq!(point.complement().and(&point), Values::none());
        assert_eq!(point.complement().or(&point).and(&point), point);
        assert!(point.complement().or(&point).complement().is_empty());
    }

    #[test]
    fn texts_meet_and_part() {
        let (a, b) = (Values::text("a"), Values::text("b"));
        assert!(a.and(&b).is_empty());
        assert!(!a.complement().and(&b).is_empty());
        assert!(a.complement().or(&b.complement()).complement().is_empty());
        assert!(a.or(&b).and(&a.complement()).and(&b.complement()).is_empty());
        assert!(a.complement().has_empty_text() && !Values::text("").complement().has_empty_text());
    }

    #[test]
    fn sets_stay_small_and_never_lose_a_value() {
        let mut left = Values::all();
        for number in 0..1000 {
            left = left.and(&Values::text(&number.to_string()).complement());
            left = left.and(&Values::numbers(Some((number.into(), true)), Some((number.into(), true))).complement());
        }
        let Texts::Except(texts) = &left.texts else { panic!("all but some") };
        assert!(texts.len() <= MOST && left.numbers.len() <= MOST + 1);
        assert!(!left.and(&Values::text("x")).is_empty());
    }

    #[test]
    fn something_is_there() {
        assert!(Values::truthy().are_something() && Values::text("a").are_something());
        assert!(Values::text("").complement().are_something());
        assert!(!Values::truthy().complement().are_something() && !Values::all().are_something());
        assert!(!Values::text("a").complement().are_something() && !Values::none().are_something());
    }

    #[test]
    fn zero_is_found() {
        assert!(Values::all().has_zero() && !over(0.0).has_zero() && over(0.0).complement().has_zero());
    }
}
