//! The macro that a folder without any begins with.

/// Where it is put.
pub(super) const PATH: &str = "macros/first-reply.macro";

/// A first answer that says nothing that would upset anybody more.
pub(super) const TEXT: &str = r#"---
title: First reply
description: The first answer to somebody who is upset. Fill in the slots before you send it.
intent: acknowledge
---
Hi {{ customer.first_name | default: "there" }},

You were promised [[what was promised]], and it did not happen. Is that right? I can see how frustrating it is, and I'm sorry.

I have taken this on myself. I am looking into [[what you look into]] now, and I will write to you by [[when: day and time]] with what I found, whatever it is.

Is there anything that you need before then? Tell me, and I'll see to it.
"#;
