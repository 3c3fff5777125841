//! What front matter may say: one table that checks, hover, completion and the published JSON Schema print from.

use super::{Channel, Intent};

/// A key, what its value looks like and what it is for.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// Words that people write in its place.
    pub also: &'static [&'static str],
    /// What its value must be.
    pub shape: Shape,
    /// A value as an author would write it.
    pub example: &'static str,
    /// What it is for, for people who write macros.
    pub meaning: &'static str,
}

/// The form of a value.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Any text.
    Text,
    /// Words joined by `-`, in parts joined by `/`.
    Slug,
    /// A day of the calendar, `YYYY-MM-DD`.
    Date,
    /// A language tag such as `en-GB`.
    Locale,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// Text, a number, or `true` and `false`.
    Scalar,
    /// A list of such values.
    List(&'static Shape),
    /// These keys.
    Fields(&'static [Field]),
    /// Keys that the author names, each with such a value.
    Named(&'static Shape),
    /// Rule ids or families, each with the reason why it is switched off.
    Reasons,
    /// Whatever it is, it is kept as it stands.
    Anything,
}

/// The words of `format`.
pub(super) const FORMATS: &[&str] = &["markdown", "html"];

/// Every key of front matter, in the order of the documentation.
pub(super) const FIELDS: &[Field] = &[
    Field {
        name: "title",
        also: &["name", "heading"],
        shape: Shape::Text,
        example: "Refund asked for after the return window",
        meaning: "The name that an agent searches for.",
    },
    Field {
        name: "id",
        also: &["key", "slug"],
        shape: Shape::Slug,
        example: "refunds/late-return",
        meaning: "A name that stays the same, for `render` and for export. Without it the path of the file is used.",
    },
    Field {
        name: "description",
        also: &["summary", "about"],
        shape: Shape::Text,
        example: "For orders paid by card. Not for gift cards.",
        meaning: "When to use the macro, and when not.",
    },
    Field {
        name: "subject",
        also: &[],
        shape: Shape::Text,
        example: "\"About your order {{ order.id }}\"",
        meaning: "The subject line, for channels and help desks that have one. Placeholders are allowed.",
    },
    Field {
        name: "intent",
        also: &["category", "purpose", "type"],
        shape: Shape::Word(Intent::WORDS),
        example: "refusal",
        meaning: "What the macro is for. It chooses which rules about the flow of a message apply; `general` without it.",
    },
    Field {
        name: "channels",
        also: &[],
        shape: Shape::List(&Shape::Word(Channel::WORDS)),
        example: "[email, chat]",
        meaning: "Where the macro is sent. It decides how long a message may be and what greeting it needs.",
    },
    Field {
        name: "locale",
        also: &["language", "lang"],
        shape: Shape::Locale,
        example: "en-GB",
        meaning: "The language of the macro, as a language tag. It chooses the rules; without it the configuration does.",
    },
    Field {
        name: "tags",
        also: &["labels", "keywords"],
        shape: Shape::List(&Shape::Text),
        example: "[refunds, returns]",
        meaning: "Words to search by; they are exported with the macro.",
    },
    Field {
        name: "owner",
        also: &["author", "team"],
        shape: Shape::Text,
        example: "billing-content",
        meaning: "Who looks after the macro.",
    },
    Field {
        name: "review_by",
        also: &["review", "expires"],
        shape: Shape::Date,
        example: "2027-03-01",
        meaning: "The day on which the macro goes stale unless somebody has read it again.",
    },
    Field {
        name: "approval",
        also: &["approver", "approved_by"],
        shape: Shape::Text,
        example: "shift lead above £40",
        meaning: "Who must approve the message before it is sent.",
    },
    Field {
        name: "slots",
        also: &[],
        shape: Shape::Named(&Shape::Fields(SLOT)),
        example: "{ item: { description: what they bought } }",
        meaning: "What agents should fill in for each `[[ slot ]]` of the body.",
    },
    Field {
        name: "platforms",
        also: &["helpdesks", "targets"],
        shape: Shape::List(&Shape::Text),
        example: "[zendesk, freshdesk]",
        meaning: "The help desks that this macro is exported to, where it is not all that the configuration lists.",
    },
    Field {
        name: "format",
        also: &[],
        shape: Shape::Word(FORMATS),
        example: "html",
        meaning: "How the body is written. Without it the ending of the file decides, and `.macro` is Markdown.",
    },
    Field {
        name: "actions",
        also: &[],
        shape: Shape::List(&Shape::Fields(ACTION)),
        example: "[{ field: status, value: solved }]",
        meaning: "What the help desk does when the macro is used; passed through as it stands.",
    },
    Field {
        name: "source",
        also: &["origin"],
        shape: Shape::Fields(SOURCE),
        example: "{ platform: zendesk, id: 360001 }",
        meaning: "Where the macro was imported from.",
    },
    Field {
        name: "allow",
        also: &["disable", "ignore"],
        shape: Shape::Reasons,
        example: "{ tone/flat-refusal: legal wording }",
        meaning: "Rules, or families such as `tone/`, that are switched off in this file, each with the reason why.",
    },
];

/// What `slots` says of one slot.
pub(super) const SLOT: &[Field] = &[
    Field {
        name: "description",
        also: &["hint", "help"],
        shape: Shape::Scalar,
        example: "what they bought",
        meaning: "What to write in the slot.",
    },
    Field {
        name: "example",
        also: &["sample", "default"],
        shape: Shape::Scalar,
        example: "blue mug",
        meaning: "A sample, used in previews.",
    },
    Field {
        name: "options",
        also: &["choices", "values"],
        shape: Shape::List(&Shape::Scalar),
        example: "[today, tomorrow]",
        meaning: "The choices, where there is a fixed set.",
    },
];

/// One of `actions`.
pub(super) const ACTION: &[Field] = &[
    Field {
        name: "field",
        also: &["name"],
        shape: Shape::Scalar,
        example: "status",
        meaning: "The field of the help desk that is set.",
    },
    Field { name: "value", also: &[], shape: Shape::Anything, example: "solved", meaning: "What it is set to." },
    Field {
        name: "extra",
        also: &[],
        shape: Shape::Anything,
        example: "{ title: Set status }",
        meaning: "What else the help desk says of the action, kept word for word.",
    },
];

/// What `source` says.
pub(super) const SOURCE: &[Field] = &[
    Field { name: "platform", also: &["helpdesk"], shape: Shape::Text, example: "zendesk", meaning: "The help desk." },
    Field { name: "id", also: &[], shape: Shape::Scalar, example: "360001", meaning: "Its own number for the macro." },
    Field {
        name: "active",
        also: &["enabled"],
        shape: Shape::Boolean,
        example: "true",
        meaning: "Whether agents see the macro there.",
    },
    Field {
        name: "extra",
        also: &[],
        shape: Shape::Anything,
        example: "{ restriction: null }",
        meaning: "Fields of the help desk that have no counterpart here, kept word for word and never checked.",
    },
];
