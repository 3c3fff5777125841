//! Every dump of the fixtures, as it is read.

use expect_test::{Expect, expect};
use serde_json::Value;

use super::super::reply::{Action, Reply};
use super::*;

fn dump(platform: &str, file: &str) -> (String, Result<Dump, Fault>) {
    let text = std::fs::read_to_string(format!("tests/fixtures/helpdesk/{platform}/{file}")).unwrap();
    let form = if file.ends_with(".csv") { Form::Csv } else { Form::Json };
    let dump = read(Platform::named(platform).unwrap(), &text, form);
    (text, dump)
}

/// What is carried through.
fn carried(reply: &Reply) -> String {
    let mut out = String::new();
    let mut list = |mark: &str, words: &[String]| {
        if !words.is_empty() {
            out.push_str(&format!("  {mark} {}\n", words.join(" / ")));
        }
    };
    list("in", &reply.category);
    list("tags", &reply.tags);
    list("about", reply.description.as_slice());
    for Action { field, value, text, extra } in &reply.actions {
        let value = value.as_ref().map(|value| format!(" {value}")).unwrap_or_default();
        let text = text.map(|number| format!(" with text {number}")).unwrap_or_default();
        let extra = if extra.is_empty() { String::new() } else { format!(" and {}", Value::from(extra.clone())) };
        out.push_str(&format!("  does {field}{value}{text}{extra}\n"));
    }
    if !reply.extra.is_empty() {
        out.push_str(&format!("  {}\n", Value::from(reply.extra.clone())));
    }
    out
}

fn check(platform: &str, file: &str, expected: Expect) {
    let (text, read) = dump(platform, file);
    let form = if file.ends_with(".csv") { Form::Csv } else { Form::Json };
    let place = |at: usize| {
        let before = &text[..at];
        format!(
            "{}:{}",
            before.matches('\n').count() + 1,
            before.rsplit('\n').next().unwrap_or_default().chars().count() + 1
        )
    };
    let mut out = String::new();
    match read {
        Err(fault) => out.push_str(&format!("{}: {}\n", place(fault.at), fault.message)),
        Ok(dump) => {
            let all = dump.replies.iter().flat_map(|reply| &reply.texts).map(|text| &text.place);
            let places = super::places(Platform::named(platform).unwrap(), &text, form, all);
            for reply in &dump.replies {
                let id = reply.id.as_deref().unwrap_or("-");
                out.push_str(&format!("{id} “{}”", reply.title));
                out.push_str(&reply.locale.as_ref().map(|locale| format!(" [{locale}]")).unwrap_or_default());
                out.push_str(if reply.active == Some(false) { " off" } else { "" });
                out.push_str(
                    &reply.subject.as_ref().map(|(_, subject)| format!(" subject “{subject}”")).unwrap_or_default(),
                );
                out.push('\n');
                out.push_str(&carried(reply));
                for part in &reply.texts {
                    let value = places.get(&part.place).expect("a text has its place");
                    let starts = value.offsets(&text, &[0, part.body.len()]);
                    assert_eq!(starts, [value.span.start, value.span.end], "{}", part.place.pointer);
                    let channels = if part.channels.is_empty() {
                        String::new()
                    } else {
                        format!(" for {}", part.channels.join(", "))
                    };
                    let channels = match &part.part {
                        Some(name) => format!("{channels} as {name}"),
                        None => channels,
                    };
                    let note = if part.internal { " internal" } else { "" };
                    let words: String = part.body.chars().take(40).collect();
                    out.push_str(&format!(
                        "  {} {:?}{channels}{note} at {}: {words:?}\n",
                        part.place.pointer,
                        part.kind,
                        place(value.span.start)
                    ));
                }
            }
            dump.faults.iter().for_each(|fault| out.push_str(&format!("{}: {}\n", place(fault.at), fault.message)));
            dump.notes.iter().for_each(|note| out.push_str(&format!("note: {note}\n")));
        }
    }
    expected.assert_eq(&out);
}

#[test]
fn zendesk() {
    check(
        "zendesk",
        "dynamic_content.json",
        expect![[r#"
            dc.signature_support “Signature support”
              in dc
              {"id":88,"placeholder":"{{dc.signature_support}}","default_locale_id":1,"outdated":false,"variants":[{"id":1,"locale_id":1,"default":true,"active":true,"outdated":false},{"id":2,"locale_id":8,"default":false,"active":true,"outdated":true},{"id":3,"locale_id":16,"default":false,"active":false,"outdated":false}]}
              /items/0/variants/0/content Html at 14:23: "<p>Your team at Harbour Cycles<br>We rid"
              /items/0/variants/1/content Html as de at 22:23: "<p>Ihr Team von Harbour Cycles</p>"
              /items/0/variants/2/content Html as 16 at 30:23: "<p>L’équipe Harbour Cycles</p>"
        "#]],
    );
    check(
        "zendesk",
        "escaped.json",
        expect![[r#"
            360041000011 “Returns::Bikes::Asked too late”
              in Returns / Bikes
              about For bikes that were ridden. Not for helmets.
              does status "pending"
              does comment_value_html with text 0
              does comment_mode_is_public "true"
              does current_tags "returns late_return"
              does custom_fields_360050000001 "bike_return"
              {"position":12,"restriction":{"type":"Group","id":360002,"ids":[360002,360007]},"x_of_tomorrow":{"kept":["as","it","stands",null,1.5]}}
              /macros/0/actions/1/value Html at 1:437: "<p>Hi {% if ticket.requester.first_name "
        "#]],
    );
    check(
        "zendesk",
        "first_page_only.json",
        expect![[r#"
            360041000014 “Close — no answer”
              does status "solved"
              does set_tags "closed_by_macro"
              {"position":41,"restriction":null}
            note: this is one page of several; the macros of the others are not in it
        "#]],
    );
    check(
        "zendesk",
        "list.json",
        expect![[r#"
            360041000014 “Close — no answer”
              does status "solved"
              does set_tags "closed_by_macro"
              {"position":41,"restriction":null}
            360041000013 “Internal::Ask the workshop” off
              in Internal
              does comment_mode_is_public false
              does comment_value "@workshop please look at the frame number of this one."
              does group_id "360007"
              {"position":40,"restriction":{"type":"User","id":42}}
              /1/actions/1/value MarkdownLines internal at 32:19: "@workshop please look at the frame numbe"
        "#]],
    );
    check(
        "zendesk",
        "macros.json",
        expect![[r#"
            360041000011 “Returns::Bikes::Asked too late”
              in Returns / Bikes
              about For bikes that were ridden. Not for helmets.
              does status "pending"
              does comment_value_html with text 0
              does comment_mode_is_public "true"
              does current_tags "returns late_return"
              does custom_fields_360050000001 "bike_return"
              {"position":12,"restriction":{"type":"Group","id":360002,"ids":[360002,360007]},"x_of_tomorrow":{"kept":["as","it","stands",null,1.5]}}
              /macros/0/actions/1/value Html at 20:21: "<p>Hi {% if ticket.requester.first_name "
            360041000012 “Delivery::Where is my parcel?” subject “Your order at Harbour Cycles”
              in Delivery
              does comment_value ["channel:all"] with text 0
              does comment_value ["channel:chat"] with text 1
              does subject
              does assignee_id "current_user"
              {"position":3,"restriction":null}
              /macros/1/actions/0/value/1 MarkdownLines at 68:14: "Hi {{ticket.requester.first_name}},\n\nyou"
              /macros/1/actions/1/value/1 MarkdownLines for chat as chat at 75:14: "Your parcel is on its way 📦 I am watchin"
            360041000013 “Internal::Ask the workshop” off
              in Internal
              does comment_mode_is_public false
              does comment_value "@workshop please look at the frame number of this one."
              does group_id "360007"
              {"position":40,"restriction":{"type":"User","id":42}}
              /macros/2/actions/1/value MarkdownLines internal at 101:21: "@workshop please look at the frame numbe"
            360041000014 “Close — no answer”
              does status "solved"
              does set_tags "closed_by_macro"
              {"position":41,"restriction":null}
            360041000015 “Delivery::where is my parcel”
              in Delivery
              does comment_value_html with text 0
              {"position":4,"restriction":{}}
              /macros/4/actions/0/value Html at 139:21: "<div class=\"zd-comment\" dir=\"auto\">Unfor"
        "#]],
    );
    check(
        "zendesk",
        "one.json",
        expect![[r#"
            360041000014 “Close — no answer”
              does status "solved"
              does set_tags "closed_by_macro"
              {"position":41,"restriction":null}
        "#]],
    );
    check(
        "zendesk",
        "pages.json",
        expect![[r#"
            360041000011 “Returns::Bikes::Asked too late”
              in Returns / Bikes
              about For bikes that were ridden. Not for helmets.
              does status "pending"
              does comment_value_html with text 0
              does comment_mode_is_public "true"
              does current_tags "returns late_return"
              does custom_fields_360050000001 "bike_return"
              {"position":12,"restriction":{"type":"Group","id":360002,"ids":[360002,360007]},"x_of_tomorrow":{"kept":["as","it","stands",null,1.5]}}
              /0/macros/0/actions/1/value Html at 21:23: "<p>Hi {% if ticket.requester.first_name "
            360041000012 “Delivery::Where is my parcel?” subject “Your order at Harbour Cycles”
              in Delivery
              does comment_value ["channel:all"] with text 0
              does comment_value ["channel:chat"] with text 1
              does subject
              does assignee_id "current_user"
              {"position":3,"restriction":null}
              /0/macros/1/actions/0/value/1 MarkdownLines at 69:16: "Hi {{ticket.requester.first_name}},\n\nyou"
              /0/macros/1/actions/1/value/1 MarkdownLines for chat as chat at 76:16: "Your parcel is on its way 📦 I am watchin"
            360041000013 “Internal::Ask the workshop” off
              in Internal
              does comment_mode_is_public false
              does comment_value "@workshop please look at the frame number of this one."
              does group_id "360007"
              {"position":40,"restriction":{"type":"User","id":42}}
              /1/macros/0/actions/1/value MarkdownLines internal at 115:23: "@workshop please look at the frame numbe"
            360041000014 “Close — no answer”
              does status "solved"
              does set_tags "closed_by_macro"
              {"position":41,"restriction":null}
            360041000015 “Delivery::where is my parcel”
              in Delivery
              does comment_value_html with text 0
              {"position":4,"restriction":{}}
              /1/macros/2/actions/0/value Html at 153:23: "<div class=\"zd-comment\" dir=\"auto\">Unfor"
        "#]],
    );
    check(
        "zendesk",
        "pages.jsonl",
        expect![[r#"
            360041000011 “Returns::Bikes::Asked too late”
              in Returns / Bikes
              about For bikes that were ridden. Not for helmets.
              does status "pending"
              does comment_value_html with text 0
              does comment_mode_is_public "true"
              does current_tags "returns late_return"
              does custom_fields_360050000001 "bike_return"
              {"position":12,"restriction":{"type":"Group","id":360002,"ids":[360002,360007]},"x_of_tomorrow":{"kept":["as","it","stands",null,1.5]}}
              /macros/0/actions/1/value Html at 1:437: "<p>Hi {% if ticket.requester.first_name "
            360041000012 “Delivery::Where is my parcel?” subject “Your order at Harbour Cycles”
              in Delivery
              does comment_value ["channel:all"] with text 0
              does comment_value ["channel:chat"] with text 1
              does subject
              does assignee_id "current_user"
              {"position":3,"restriction":null}
              /macros/1/actions/0/value/1 MarkdownLines at 1:1860: "Hi {{ticket.requester.first_name}},\n\nyou"
              /macros/1/actions/1/value/1 MarkdownLines for chat as chat at 1:2105: "Your parcel is on its way 📦 I am watchin"
            360041000013 “Internal::Ask the workshop” off
              in Internal
              does comment_mode_is_public false
              does comment_value "@workshop please look at the frame number of this one."
              does group_id "360007"
              {"position":40,"restriction":{"type":"User","id":42}}
              /macros/0/actions/1/value MarkdownLines internal at 2:208: "@workshop please look at the frame numbe"
            360041000014 “Close — no answer”
              does status "solved"
              does set_tags "closed_by_macro"
              {"position":41,"restriction":null}
            360041000015 “Delivery::where is my parcel”
              in Delivery
              does comment_value_html with text 0
              {"position":4,"restriction":{}}
              /macros/2/actions/0/value Html at 2:728: "<div class=\"zd-comment\" dir=\"auto\">Unfor"
        "#]],
    );
}

#[test]
fn freshdesk() {
    check(
        "freshdesk",
        "folders.json",
        expect![[r#"
            82000011 “Refund: where it is”
              in Orders & Refunds
              {"folder_id":82000001,"attachments":[{"id":7,"name":"refund.pdf","content_type":"application/pdf","size":19127,"attachment_url":"https://files.example/7"}]}
              /0/responses/0/content_html Html at 13:26: "<div dir=\"ltr\">\n Hi {{ticket.requester.f"
            82000012 “Read, and in my hands ’til noon”
              in Orders & Refunds
              {"folder_id":82000001,"visibility":2,"group_ids":[5,6],"attachments":[]}
              /0/responses/1/content_html Html at 36:26: "<div>Thank you for writing 🙂</div><div><"
            82000013 “Address change”
              in Delivery
              {"folder_id":82000002,"brand":"kept"}
              /1/responses/0/content_html Html at 51:26: "<p>You must send us the new address befo"
        "#]],
    );
    check(
        "freshdesk",
        "responses.json",
        expect![[r#"
            82000011 “Refund: where it is”
              in folder 82000001
              {"folder_id":82000001,"attachments":[{"id":7,"name":"refund.pdf","content_type":"application/pdf","size":19127,"attachment_url":"https://files.example/7"}]}
              /0/content_html Html at 7:22: "<div dir=\"ltr\">\n Hi {{ticket.requester.f"
            82000012 “Read, and in my hands ’til noon”
              in folder 82000001
              {"folder_id":82000001,"visibility":2,"group_ids":[5,6],"attachments":[]}
              /1/content_html Html at 30:22: "<div>Thank you for writing 🙂</div><div><"
            82000013 “Address change”
              in folder 82000002
              {"folder_id":82000002,"brand":"kept"}
              /2/content_html Html at 37:22: "<p>You must send us the new address befo"
        "#]],
    );
    check(
        "freshdesk",
        "with_folders.json",
        expect![[r#"
            82000011 “Refund: where it is”
              in Orders & Refunds
              {"folder_id":82000001,"attachments":[{"id":7,"name":"refund.pdf","content_type":"application/pdf","size":19127,"attachment_url":"https://files.example/7"}]}
              /canned_responses/0/content_html Html at 18:24: "<div dir=\"ltr\">\n Hi {{ticket.requester.f"
            82000012 “Read, and in my hands ’til noon”
              in Orders & Refunds
              {"folder_id":82000001,"visibility":2,"group_ids":[5,6],"attachments":[]}
              /canned_responses/1/content_html Html at 41:24: "<div>Thank you for writing 🙂</div><div><"
            82000013 “Address change”
              in Delivery
              {"folder_id":82000002,"brand":"kept"}
              /canned_responses/2/content_html Html at 48:24: "<p>You must send us the new address befo"
        "#]],
    );
}

#[test]
fn intercom() {
    check(
        "intercom",
        "macros.json",
        expect![[r#"
            9101 “Refund on its way”
              {"visible_to":"everyone","visible_to_team_ids":[],"available_on":["inbox","messenger"]}
              /data/0/body Html at 14:16: "<p>Hi <attribute key=\"user.first_name\" d"
            9102 “Steps 🛠”
              {"visible_to":"specific_teams","visible_to_team_ids":["789","101"],"available_on":["inbox"],"ai_assist":{"enabled":true}}
              /data/1/body Html at 31:16: "<p>Could you try this, <attribute key=\"u"
        "#]],
    );
}

#[test]
fn helpscout() {
    check(
        "helpscout",
        "hal.json",
        expect![[r#"
            5501 “Split a gift between charities”
              /_embedded/savedReplies/0/text Html at 7:18: "Hi {%customer.firstName,fallback=there%}"
              /_embedded/savedReplies/0/chatText Text for chat as chat at 8:22: "Yes, that works 🙂\n\nChoose a charity whil"
            5502 “Stock: back in some weeks”
              /_embedded/savedReplies/1/text Html at 13:18: "<p>Hello {%customer.firstName%},</p><p>i"
        "#]],
    );
    check(
        "helpscout",
        "saved_replies.json",
        expect![[r#"
            5501 “Split a gift between charities”
              /0/text Html at 5:14: "Hi {%customer.firstName,fallback=there%}"
              /0/chatText Text for chat as chat at 6:18: "Yes, that works 🙂\n\nChoose a charity whil"
            5502 “Stock: back in some weeks”
              /1/text Html at 11:14: "<p>Hello {%customer.firstName%},</p><p>i"
            5503 “Chat only”
              /2/chatText Text for chat as chat at 18:18: "One moment, I am looking it up."
        "#]],
    );
}

#[test]
fn gorgias() {
    check(
        "gorgias",
        "macros.json",
        expect![[r#"
            7301 “Order status: on its way” [en]
              does addTags {"tags":"where, parcel"} and {"title":"Add tags","type":"user"}
              does setResponseText with text 0 and {"title":"Add response text","type":"user"}
              does setStatus {"status":"closed"} and {"title":"Set status","type":"user"}
              {"external_id":"HC-1","intent":"shipping/status","archived_datetime":null}
              /data/0/actions/1/arguments/body_html Html at 24:27: "<div>Hi {{ticket.customer.firstname}},</"
            7302 “Statut de commande” [fr] off
              does setResponseText with text 0 and {"title":"Texte","type":"user"}
              {"external_id":null,"intent":null,"archived_datetime":"2026-05-01T09:00:00.000000"}
              /data/1/actions/0/arguments/body_text Text at 55:27: "Bonjour {{ticket.customer.firstname}},\n\n"
            7303 “Two forms that differ” [en]
              does setResponseText {"attachments":[{"url":"https://files.example/a.png","name":"a.png"}]} with text 0 and {"type":"user"}
              /data/2/actions/0/arguments/body_html Html at 71:27: "<div>Good morning</div>"
            7304 “Snooze only”
              does snoozeTicket {"snooze_timedelta":"1d"} and {"title":"Snooze","type":"user"}
        "#]],
    );
}

#[test]
fn front() {
    check(
        "front",
        "message_templates.json",
        expect![[r#"
            rsp_h1 “Late parcel” subject “Your parcel, {{recipient.first_name}}”
              in folder rsf_h2
              {"_links":{"related":{"parent_folder":"https://harbourcycles.api.frontapp.com/message_template_folders/rsf_h2"}},"attachments":[],"is_available_for_all_inboxes":true,"inbox_ids":null}
              /_results/0/body Html at 20:16: "<p>Hi {{recipient.first_name}},</p>\n<p>I"
            rsp_h2 “Survey”
              {"_links":{"related":{"parent_folder":null}},"attachments":[{"id":"fil_1","url":"https://files.example/x","filename":"map.png","content_type":"image/png","size":5000,"metadata":{"is_inline":true,"cid":"abc"}}],"is_available_for_all_inboxes":false,"inbox_ids":["inb_3"]}
              /_results/1/body Html at 36:16: "<div><p>How did we do? {{survey}}</p><di"
        "#]],
    );
    check(
        "front",
        "with_folders.json",
        expect![[r#"
            rsp_h1 “Late parcel” subject “Your parcel, {{recipient.first_name}}”
              in Delivery / Late / lost
              {"_links":{"related":{"parent_folder":"https://harbourcycles.api.frontapp.com/message_template_folders/rsf_h2"}},"attachments":[],"is_available_for_all_inboxes":true,"inbox_ids":null}
              /_results/0/body Html at 17:16: "<p>Hi {{recipient.first_name}},</p>\n<p>I"
            rsp_h2 “Survey”
              {"_links":{"related":{"parent_folder":null}},"attachments":[{"id":"fil_1","url":"https://files.example/x","filename":"map.png","content_type":"image/png","size":5000,"metadata":{"is_inline":true,"cid":"abc"}}],"is_available_for_all_inboxes":false,"inbox_ids":["inb_3"]}
              /_results/1/body Html at 33:16: "<div><p>How did we do? {{survey}}</p><di"
        "#]],
    );
}

#[test]
fn chatwoot() {
    check(
        "chatwoot",
        "canned_responses.json",
        expect![[r#"
            3 “late”
              /0/content MarkdownLines at 6:17: "Hi {{contact.first_name}},\n\nyour parcel "
            4 “Late”
              /1/content MarkdownLines at 14:17: "Line one  \nLine two\n\n1. Open the app\n2. "
            5 “bonjour/fr”
              {"attachments":[{"signed_id":"abc","file_type":"image"}],"team_id":7}
              /2/content MarkdownLines at 20:17: "Bonjour {{ contact.name }} !"
        "#]],
    );
    check(
        "chatwoot",
        "payload.json",
        expect![[r#"
            6 “thanks”
              /payload/0/content MarkdownLines at 7:19: "Thank you <3"
        "#]],
    );
}

#[test]
fn zammad() {
    check(
        "zammad",
        "text_modules.csv",
        expect![[r#"
            1 “Gruß: Antwort”
              tags gruss / antwort
              {"groups":""}
              /1/content HtmlIfTagged at 2:34: "<div>Hallo #{ticket.customer.firstname},"
            2 “Parcel late” off
              tags parcel
              about Only within the country
              {"groups":"Support~~~Returns"}
              /2/content HtmlIfTagged at 3:23: "Hello #{ticket.customer.firstname},\nI wi"
        "#]],
    );
    check(
        "zammad",
        "text_modules.json",
        expect![[r#"
            1 “Gruß: Antwort”
              tags gruss / antwort
              {"user_id":null,"foreign_id":null,"group_ids":[]}
              /0/content HtmlIfTagged at 7:17: "<div>Hallo #{ticket.customer.firstname},"
            2 “Parcel late” off
              tags parcel
              about Only for parcels within the country
              {"group_ids":[1,4],"locale":"en-us"}
              /1/content HtmlIfTagged at 21:17: "Hello #{ticket.customer.firstname}, tick"
        "#]],
    );
    check(
        "zammad",
        "text_modules_full.json",
        expect![[r#"
            1 “Gruß: Antwort”
              tags gruss / antwort
              {"user_id":null,"foreign_id":null,"group_ids":[]}
              /assets/TextModule/1/content HtmlIfTagged at 13:21: "<div>Hallo #{ticket.customer.firstname},"
            2 “Parcel late” off
              tags parcel
              about Only for parcels within the country
              {"group_ids":[1,4],"locale":"en-us"}
              /assets/TextModule/2/content HtmlIfTagged at 27:21: "Hello #{ticket.customer.firstname}, tick"
        "#]],
    );
}

#[test]
fn osticket() {
    check(
        "osticket",
        "canned_response.csv",
        expect![[r#"
            1 “What is Harbour Cycles?” [en_US]
              {"dept_id":"0","lang":"en_US"}
              /1/response Html at 2:40: "Hi %{ticket.name.first},\r\n<br>Your ticke"
        "#]],
    );
    check(
        "osticket",
        "canned_response.json",
        expect![[r#"
            1 “What is Harbour Cycles?” [en_US]
              {"dept_id":"0","lang":"en_US"}
              /2/data/0/response Html at 21:22: "Hi %{ticket.name.first},\n<br>\n<br>\nI hav"
            2 “Später” [de] off
              in department 3
              about <p>für den Winter</p>
              {"dept_id":"3"}
              /2/data/1/response Html at 32:22: "<p>Hallo %{ticket.name},</p><p>ich schau"
        "#]],
    );
    check(
        "osticket",
        "rows.json",
        expect![[r#"
            1 “What is Harbour Cycles?” [en_US]
              {"dept_id":"0","lang":"en_US"}
              /0/response Html at 7:18: "Hi %{ticket.name.first},\n<br>\n<br>\nI hav"
            2 “Später” [de] off
              in department 3
              about <p>für den Winter</p>
              {"dept_id":"3"}
              /1/response Html at 18:18: "<p>Hallo %{ticket.name},</p><p>ich schau"
        "#]],
    );
}

#[test]
fn broken_ones_say_what_and_where() {
    check(
        "chatwoot",
        "broken/content_missing.json",
        expect![[r#"
            1 “empty”
            2 “”
              /1/content MarkdownLines at 9:17: "No code"
            7:3: a macro without short_code
        "#]],
    );
    check(
        "freshdesk",
        "broken/error_answer.json",
        expect![[r#"
        1:1: the help desk answered with an error in the place of macros: “You have to be logged in to perform this action.”
    "#]],
    );
    check(
        "freshdesk",
        "broken/folders_without_texts.json",
        expect![[r#"
            82000011 “Refund: where it is”
              in Orders & Refunds
            82000012 “Read, and in my hands ’til noon”
              in Orders & Refunds
            1:1: no macro in it has a text
        "#]],
    );
    check(
        "front",
        "broken/error_answer.json",
        expect![[r#"
        1:1: the help desk answered with an error in the place of macros: “JSON Web Token is missing”
    "#]],
    );
    check(
        "front",
        "broken/first_page_only.json",
        expect![[r#"
            rsp_h1 “Late parcel” subject “Your parcel, {{recipient.first_name}}”
              in folder rsf_h2
              {"_links":{"related":{"parent_folder":"https://harbourcycles.api.frontapp.com/message_template_folders/rsf_h2"}},"attachments":[],"is_available_for_all_inboxes":true,"inbox_ids":null}
              /_results/0/body Html at 17:16: "<p>Hi {{recipient.first_name}},</p>\n<p>I"
            note: this is one page of several; the macros of the others are not in it
        "#]],
    );
    check(
        "gorgias",
        "broken/arguments_missing.json",
        expect![[r#"
            1 “No arguments”
              does setResponseText
            2 “No actions”
        "#]],
    );
    check(
        "helpscout",
        "broken/previews.json",
        expect![[r#"
            5501 “Split a gift between charities”
              {"preview":"Hi there, Yes, that works."}
            5503 “Chat only”
              {"preview":"","chatPreview":"One moment"}
            1:1: no macro in it has a text. The list of saved replies holds previews only; fetch each reply by its id
        "#]],
    );
    check(
        "intercom",
        "broken/error_answer.json",
        expect![[r#"
        1:1: the help desk answered with an error in the place of macros: “Access Token Invalid”
    "#]],
    );
    check(
        "intercom",
        "broken/without_texts.json",
        expect![[r#"
            9201 “Quick one”
              {"visible_to":"everyone","visible_to_team_ids":[],"available_on":["inbox"]}
            1:1: no macro in it has a text. Lists of 30 and more macros come without texts; fetch fewer at a time (`per_page=25`)
            note: this is one page of several; the macros of the others are not in it
        "#]],
    );
    check(
        "osticket",
        "broken/title_twice.json",
        expect![[r#"
            1 “What is Harbour Cycles?” [en_US]
              {"dept_id":"0","lang":"en_US"}
              /0/response Html at 7:18: "Hi %{ticket.name.first},\n<br>\n<br>\nI hav"
            9 “What is Harbour Cycles?” [en_US]
              {"dept_id":"0","lang":"en_US"}
              /1/response Html at 18:18: "Hi %{ticket.name.first},\n<br>\n<br>\nI hav"
            10 “ab” [en_US]
              {"dept_id":"0","lang":"en_US"}
              /2/response Html at 29:18: "Hi %{ticket.name.first},\n<br>\n<br>\nI hav"
        "#]],
    );
    check(
        "zammad",
        "broken/name_missing.json",
        expect![[r#"
            1 “”
              tags x
              /0/content HtmlIfTagged at 5:17: "<div>x</div>"
            2:3: a macro without name
        "#]],
    );
    check(
        "zendesk",
        "broken/actions_no_list.json",
        expect![[r#"
            360041000014 “Close — no answer”
              does status "solved"
              does set_tags "closed_by_macro"
              {"position":41,"restriction":null}
            9 “Odd”
              {"actions":{"field":"status","value":"open"}}
            24:18: the actions of this macro are no list
        "#]],
    );
    check(
        "zendesk",
        "broken/cut_short.json",
        expect![[r#"
        20:215: this is no JSON: it ends before what was begun is closed; was it cut short?
    "#]],
    );
    check(
        "zendesk",
        "broken/empty.json",
        expect![[r#"
        1:1: the file is empty
    "#]],
    );
    check(
        "zendesk",
        "broken/error_answer.json",
        expect![[r#"
        1:1: the help desk answered with an error in the place of macros: “Couldn't authenticate you”
    "#]],
    );
    check(
        "zendesk",
        "broken/id_twice.json",
        expect![[r#"
            360041000014 “Close — no answer”
              does status "solved"
              does set_tags "closed_by_macro"
              {"position":41,"restriction":null}
            360041000014 “Same id, other title”
              does status "solved"
              does set_tags "closed_by_macro"
              {"position":41,"restriction":null}
            21:5: two macros have the id 360041000014: “Close — no answer” and “Same id, other title”
        "#]],
    );
    check(
        "zendesk",
        "broken/tickets.json",
        expect![[r#"
        1:1: no macros of Zendesk are found in it: they stand at /macros, and this holds tickets, count
    "#]],
    );
    check(
        "zendesk",
        "broken/title_missing.json",
        expect![[r#"
            10 “”
              does comment_value with text 0
              /macros/0/actions/0/value MarkdownLines at 9:21: "Hello."
            11 “”
            12 “   ”
              does comment_value 5
            3:5: a macro without title
            13:5: a macro without title
        "#]],
    );
}

#[test]
fn a_number_of_many_digits_stays_that_number() {
    let dump = "[{\"id\": 12345678901234567890123, \"short_code\": \"a\", \"content\": \"b\"}, {\"id\": \"1e30\", \"short_code\": \"c\"}]";
    let dump = read(Platform::named("chatwoot").unwrap(), dump, Form::Json).unwrap();
    let ids: Vec<Option<&str>> = dump.replies.iter().map(|reply| reply.id.as_deref()).collect();
    assert_eq!(ids, [Some("12345678901234567890123"), Some("1e30")]);
}
