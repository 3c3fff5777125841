//! The shipped data of help desks: all of it is read, leads somewhere, and back.

use super::super::Vocabulary;
use super::*;

#[test]
fn every_file_of_the_data_is_read() {
    let mut files: Vec<String> = std::fs::read_dir("packs/helpdesk")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.retain(|name| name != "canonical.toml");
    files.sort();
    let mut ids: Vec<String> = SHIPPED_IDS.iter().map(|id| format!("{id}.toml")).collect();
    ids.sort();
    assert_eq!(files, ids);
    assert_eq!(Platform::all().len(), SHIPPED_IDS.len());
}

#[test]
fn what_the_build_script_compiled_is_what_the_files_say() {
    for (id, platform) in SHIPPED_IDS.iter().zip(Platform::all()) {
        let text = std::fs::read_to_string(format!("packs/helpdesk/{id}.toml")).unwrap();
        let facts: Facts<String> = toml::from_str(&text).unwrap();
        assert_eq!(platform.title, facts.title);
        assert_eq!(platform.shape, facts.shape, "{id}");
        assert_eq!(platform.names.len(), facts.names.list.len(), "{id}");
        assert_eq!(platform.fallback, facts.fallback.as_ref().map(|fallback| fallback.written.as_str()), "{id}");
        let numbers = facts.names.list.iter().map(|name| name.source);
        let printed = [&facts.empty, &facts.unknown].into_iter().flatten().map(|printed| printed.source);
        let numbers = numbers.chain(printed).chain(facts.shape.map(|shape| shape.source));
        let wrong: Vec<usize> = numbers.filter(|number| !(1..=facts.sources.len()).contains(number)).collect();
        assert!(wrong.is_empty(), "{id}: {wrong:?} are numbers of no source");
    }
}

#[test]
fn every_name_is_found_and_leads_somewhere() {
    let vocabulary = Vocabulary::default();
    let mut wrong = Vec::new();
    for platform in Platform::all() {
        let id = platform.id;
        if platform.names.is_empty() || platform.delimiters.is_empty() {
            wrong.push(format!("{id}: no names, or nothing around them"));
        }
        for name in &platform.names {
            let canonical = name.canonical.map(|canonical| canonical.replace("<key>", "x"));
            if canonical.as_deref().is_some_and(|canonical| vocabulary.variable(canonical).is_none()) {
                wrong.push(format!("{id}: {} leads to nothing canonical", name.written));
            }
            if name.source.is_empty() || name.inner == name.written || name.meaning.is_empty() {
                wrong.push(format!("{id}: {} lacks a source, a meaning or delimiters", name.written));
            }
            if platform.name(&name.example()).is_none() {
                wrong.push(format!("{id}: {} is not found", name.written));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(platform: &str, inner: &str, expected: Option<&str>) {
    let found = Platform::named(platform).and_then(|platform| platform.name(inner));
    assert_eq!(found.and_then(|found| found.canonical).as_deref(), expected, "{platform} {inner}");
}

#[test]
fn names_lead_to_canonical_ones() {
    check("zendesk", "ticket.requester.first_name", Some("customer.first_name"));
    check("Zendesk", "ticket.ticket_field_360", Some("ticket.custom.360"));
    check("zendesk", "ticket.ticket_field_option_title_360", Some("ticket.custom.360.label"));
    check("zendesk", "ticket.organization.name", Some("customer.company"));
    check("help-scout", "customer.firstName", Some("customer.first_name"));
    check("gorgias", "ticket.messages.-1.body_text", Some("ticket.last_message"));
    check("gorgias", "ticket.messages[-1].body_text", Some("ticket.last_message"));
    check("otobo", "CUSTOMER_SUBJECT[10]", Some("ticket.subject"));
    check("zendesk", "ticket.requester.frist_name", None);
    check("nothing", "ticket.id", None);
}

#[test]
fn help_desks_that_have_a_name_are_found() {
    let with = |inner: &str| -> Vec<&str> {
        let mut ids: Vec<&str> = Platform::all_with(inner).iter().map(|found| found.platform).collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(with("ticket.requester.name"), ["freshdesk", "zendesk"]);
    assert_eq!(with("ticket.requester.firstname"), ["freshdesk"]);
    assert_eq!(with("contact.custom_attribute.colour"), ["chatwoot"]);
    assert_eq!(with("nothing.of.the.kind"), Vec::<&str>::new());
    let all: Vec<&Platform> = Platform::all().iter().collect();
    let nearest = Platform::nearest(&all, "ticket.requester.frist_name");
    assert_eq!(nearest.map(|found| found.name.inner), Some("ticket.requester.first_name"));
}

#[test]
fn canonical_names_lead_back() {
    let written = |platform: &str, canonical: &str| {
        Platform::named(platform).and_then(|platform| platform.written(canonical)).map(|name| name.written)
    };
    assert_eq!(written("zammad", "customer.first_name"), Some("#{ticket.customer.firstname}"));
    assert_eq!(written("zendesk", "agent.name"), Some("{{current_user.name}}"));
    assert_eq!(written("front", "order.total"), None);
}
