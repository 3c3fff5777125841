//! The two tables of filters, that of the language and that of what is known about them, speak of the same.

use softspoken::helpdesk::FILTER_FACTS;
use softspoken::syntax::FILTERS;

#[test]
fn facts_are_there_for_every_filter() {
    let of_syntax = FILTERS.iter().map(|filter| (filter.name, filter.least, filter.most, filter.named.to_vec()));
    let of_facts = FILTER_FACTS.iter().map(|filter| {
        let placed = filter.parameters.iter().filter(|parameter| !parameter.named);
        let least = placed.clone().filter(|parameter| !parameter.optional).count();
        let named = filter.parameters.iter().filter(|parameter| parameter.named).map(|parameter| parameter.name);
        (filter.name, least, placed.count(), named.collect())
    });
    let (of_syntax, of_facts): (Vec<_>, Vec<_>) = (of_syntax.collect(), of_facts.collect());
    assert_eq!(of_facts, of_syntax);
}
