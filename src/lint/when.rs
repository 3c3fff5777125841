//! Under which conditions a finding of a phrase rule holds.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use super::Subject;
use super::neighbours::{Around, Neighbours};
use super::reframe::Wording;
use crate::message::{Word, conditions_around};
use crate::syntax::ItemKind;

/// How many edges may be gone along to find out about the findings of a macro. Past that, the conditions around their place
/// are told.
const MOST_WORK: usize = 300_000;

/// Conditions in the author's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct When {
    pub(super) conditions: Vec<String>,
    /// Whether so many conditions depend on one another that the path may not be possible.
    pub(super) inexact: bool,
}

/// Finds out about findings, one after the other.
pub(super) struct Whens<'a> {
    subject: &'a Subject<'a>,
    around: &'a Around<'a>,
    /// The words that something found begins with.
    found: Vec<Place>,
    readings: OnceCell<BTreeMap<Place, Vec<u32>>>,
    /// How many edges may still be gone along.
    work: usize,
}

/// What a path has met.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Met {
    Nothing,
    /// The sentence, which the next one may make milder.
    Sentence,
    Finding,
}

/// Where a word stands: file and first byte.
type Place = (u16, usize);

fn place(word: &Word) -> Place {
    (word.file, word.span.start)
}

impl<'a> Whens<'a> {
    /// `found` are the first words of all that will be asked about.
    pub(super) fn new<'w>(
        subject: &'a Subject<'a>,
        around: &'a Around<'a>,
        found: impl Iterator<Item = &'w Word>,
    ) -> Self {
        Self { subject, around, found: found.map(place).collect(), readings: OnceCell::new(), work: MOST_WORK }
    }

    /// The conditions under which what `wording` speaks of is found: in one of `sentences`, and, where a rule is named, with no
    /// sentence behind it that softens that rule.
    pub(super) fn of(
        &mut self,
        wording: &Wording,
        sentences: &[usize],
        softens: Option<usize>,
        neighbours: &mut Neighbours,
    ) -> When {
        if self.around.graph.choices.is_empty() {
            return When::default();
        }
        let words = wording.prose.words(wording.sentence).get(wording.found.tokens.clone()).unwrap_or_default();
        let softened = softens.is_some_and(|rule| self.some_soften(rule, sentences, neighbours));
        let item = self.one_passage(words).filter(|_| !softened && self.are_all_readings(words, sentences));
        if let Some(item) = item {
            return self.around_item(item);
        }
        let found = self.search(sentences, softens, neighbours);
        found.unwrap_or_else(|| self.around_item(self.item_at(words.first().map_or(0, |word| word.span.start))))
    }

    fn around_item(&self, item: usize) -> When {
        When { conditions: conditions_around(self.subject.source, self.subject.parsed, item), inexact: false }
    }

    fn item_at(&self, offset: usize) -> usize {
        self.subject.parsed.items.partition_point(|item| item.span.start <= offset).saturating_sub(1)
    }

    /// The item where `words` begin, where all stand in this macro and no tag stands between them.
    fn one_passage(&self, words: &[Word]) -> Option<usize> {
        if words.iter().any(|word| word.file != 0) {
            return None;
        }
        let start = words.iter().map(|word| word.span.start).min()?;
        let end = words.iter().map(|word| word.span.end).max()?;
        let first = self.item_at(start);
        let inside = self.subject.parsed.items.iter().skip(first).take_while(|item| item.span.start < end);
        let cut = inside.into_iter().any(|item| matches!(item.kind, ItemKind::Tag(_)));
        (!cut).then_some(first)
    }

    /// Whether every reading that has `words` is among `sentences`.
    fn are_all_readings(&self, words: &[Word], sentences: &[usize]) -> bool {
        let prose = self.around.prose();
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return true };
        let has = |index: usize| {
            let sentence = prose.sentences.get(index);
            let near = sentence.is_some_and(|it| it.span.start <= first.span.start && last.span.end <= it.span.end);
            near && self.around.is_received(index)
        };
        let with = self.readings().get(&place(first)).map_or(&[][..], Vec::as_slice);
        with.iter().map(|index| *index as usize).filter(|index| has(*index)).all(|index| sentences.contains(&index))
    }

    /// By the word that something found begins with: the sentences that have it.
    fn readings(&self) -> &BTreeMap<Place, Vec<u32>> {
        self.readings.get_or_init(|| {
            let prose = self.around.prose();
            let mut readings: BTreeMap<Place, Vec<u32>> = self.found.iter().map(|at| (*at, Vec::new())).collect();
            for (index, sentence) in (0..).zip(&prose.sentences) {
                for word in prose.words(sentence) {
                    if let Some(with) = readings.get_mut(&place(word)).filter(|with| with.last() != Some(&index)) {
                        with.push(index);
                    }
                }
            }
            readings
        })
    }

    /// Whether one of the sentences that may follow softens a rule.
    fn some_soften(&self, rule: usize, sentences: &[usize], neighbours: &mut Neighbours) -> bool {
        sentences.iter().any(|&index| self.around.after(index).into_iter().any(|next| neighbours.softens(rule, next)))
    }

    /// The fewest conditions of the shortest path.
    fn search(&mut self, sentences: &[usize], softens: Option<usize>, neighbours: &mut Neighbours) -> Option<When> {
        let graph = self.around.graph;
        let extent = graph.extent();
        self.work = self.work.checked_sub(extent)?;
        let mut milder: HashMap<usize, bool> = HashMap::new();
        let mut step = |node: usize, met: Met| {
            let sentence = graph.nodes.get(node).and_then(|node| node.sentence).map(|sentence| sentence as usize);
            match (met, sentence) {
                (Met::Finding, _) => Met::Finding,
                (_, Some(sentence)) if sentences.contains(&sentence) => {
                    if softens.is_some() {
                        Met::Sentence
                    } else {
                        Met::Finding
                    }
                }
                (Met::Sentence, Some(sentence)) => {
                    let rule = softens.unwrap_or_default();
                    let softened = *milder.entry(sentence).or_insert_with(|| neighbours.softens(rule, sentence));
                    if softened { Met::Nothing } else { Met::Finding }
                }
                (Met::Sentence, None) if node == graph.end() => Met::Finding,
                (met, _) => met,
            }
        };
        let arrivals = graph.arrivals(Met::Nothing, &[], &mut step);
        let at_end = arrivals.numbers_at(graph.end()).zip(arrivals.at_end());
        let found = at_end.filter(|(_, arrival)| arrival.state == Met::Finding);
        let (shortest, _) = found.min_by_key(|(_, arrival)| arrival.length)?;
        let shortest = graph.decisions(&arrivals, shortest);
        let work = &mut self.work;
        let needed = graph.needed(&shortest, |fixed| {
            *work = work.checked_sub(extent)?;
            let arrivals = graph.arrivals(Met::Nothing, fixed, &mut step);
            Some(arrivals.at_end().iter().all(|arrival| arrival.state == Met::Finding))
        });
        let conditions = graph.conditions(self.subject.source, self.subject.parsed, &needed);
        Some(When { conditions, inexact: arrivals.inexact && !graph.can_all_be(&shortest) })
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::{PackFile, load};
    use crate::lint::{Fixes, Settings, Subject, check as lint};
    use crate::message::NoSnippets;
    use crate::syntax::Macro;

    const PACK: &str = "[[rule]]\nid = \"tone/x\"\nseverity = \"warning\"\ntitle = \"X\"\nwhy = \"W\"\nmessage = \"{match}\"\n\
         soften = [\"instead\"]\n[[rule.case]]\nphrases = [\"(can not|cannot) help\", \"nay\"]\n";

    /// Severity, message and conditions of each finding.
    fn check(source: &str, expected: &[&str]) {
        let (knowledge, mistakes) = load(&[PackFile { name: "x.toml", text: PACK }]);
        assert_eq!(mistakes, []);
        let parsed = Macro::parse(source);
        let settings = Settings::default();
        let subject =
            Subject { source, parsed: &parsed, knowledge: &knowledge, settings: &settings, snippets: &NoSnippets };
        let shown: Vec<String> = lint(&subject, Fixes::None)
            .iter()
            .map(|found| format!("{} {} [{}]", found.severity.as_str(), found.message, found.when.join("; ")))
            .collect();
        assert_eq!(shown, expected, "{source:?}");
    }

    #[test]
    fn what_always_holds_has_no_condition() {
        check("{% if a %}Yes.{% endif %} Nay. {% if b %}Yes.{% endif %}", &["warning Nay []"]);
        check("{% if a %}Please, {% endif %}nay{% if b %}, sorry{% endif %}.", &["warning nay []"]);
        check("Nay.", &["warning Nay []"]);
    }

    #[test]
    fn conditions_around_a_place() {
        check("{% if a %}{% unless b %}Nay.{% endunless %}{% endif %}", &["warning Nay [a; not b]"]);
        check("{% case plan %}{% when 1 %}Yes.{% else %}Nay.{% endcase %}", &["warning Nay [not plan == 1]"]);
        check("{% for x in list %}Nay.{% endfor %}", &["warning Nay [x in list: one]"]);
        check("{% if a or b %}Yes.{% elsif c %}Nay.{% endif %}", &["warning Nay [not (a or b); c]"]);
    }

    #[test]
    fn of_a_case_every_fitting_passage_is_sent() {
        check(
            "{% case a %}{% when 1, 2 %}We can{% when 2 %} not help{% endcase %}.",
            &["warning can not help [a == 2]"],
        );
        check("{% case a %}{% when 1 %}We can{% when 2 %} not help{% when 3, 2 %}.{% endcase %}", &[]);
        check("{% case a %}{% when 1 %}Yes.{% when b %}Nay.{% else %}Yes.{% endcase %}", &["warning Nay [a == b]"]);
        check("{% case a %}{% when 1 %}Yes.{% when 1 %}Yes.{% else %}Nay.{% endcase %}", &["warning Nay [not a == 1]"]);
    }

    #[test]
    fn values_that_branches_give() {
        check(
            "{% if a %}{% assign x = 'can' %}{% else %}{% assign x = 'cannot' %}{% endif %}We {{ x }} help.",
            &["warning {{ x }} help [not a]"],
        );
        check(
            "{% assign x = 1 %}{% if a %}{% assign x = 2 %}{% endif %}We can{% if x == 2 %} not{% endif %} help.",
            &["warning can not help [x == 2]"],
        );
        check(
            "{% assign x = 1 %}{% if a %}{% assign x = 2 %}{% endif %}We can{% if x == 3 %} not{% endif %} help.",
            &[],
        );
        check(
            "{% assign x = 'y' %}{% if a %}{% if b %}{% assign x = 'cannot' %}{% endif %}{% endif %}We {{ x }} help.",
            &["warning {{ x }} help [a; b]"],
        );
    }

    #[test]
    fn a_phrase_that_tags_cut() {
        check("We can{% if closed %} not{% endif %} help.", &["warning can not help [closed]"]);
        check("We can{% if closed %}not{% endif %} help.", &["warning cannot help [closed]"]);
        check(
            "{% if z %}Yes. {% endif %}We can{% if a %} now{% else %} not{% endif %} help.",
            &["warning can not help [not a]"],
        );
        check("{% if a %}We can not{% else %}Yes{% endif %}{% if a %} help{% endif %}.", &["warning can not help [a]"]);
    }

    #[test]
    fn what_softens_on_some_paths_only() {
        check("Nay.{% if a %} Call instead.{% endif %} Bye.", &["warning Nay [not a]"]);
        check("Nay.{% if a %} Call instead.{% else %} Write instead.{% endif %} Bye.", &["information Nay []"]);
        check("Nay.{% if a %} Call instead.{% endif %}", &["warning Nay [not a]"]);
        check("{% if b %}Nay.{% endif %}{% if a %} Call instead.{% endif %} Bye.", &["warning Nay [b; not a]"]);
    }

    #[test]
    fn impossible_paths_yield_nothing() {
        check("{% if a %}We can{% endif %}{% unless a %} not help.{% endunless %}", &[]);
        check("{% assign tone = 'warm' %}{% if tone == 'cold' %}Nay.{% endif %}", &[]);
        check("{% case a %}{% when 1 %}We can{% else %}Yes{% endcase %}{% if a == 2 %} not{% endif %} help.", &[]);
    }
}
