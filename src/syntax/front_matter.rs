//! The YAML between the two `---` lines, typed, with a span for every key and value.

use super::Name;
use crate::text::Span;

/// Front matter as far as it could be read; what could not is a [`super::Mistake`] and absent here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// Everything from the first `---` through the second with its line break; `None` where there is none.
    pub span: Option<Span>,
    /// The YAML between the fences.
    pub yaml: Span,
    /// Top-level keys in source order, known or not, with the span of key and of value.
    pub entries: Vec<Entry>,
    /// `title`.
    pub title: Option<Name>,
    /// `id`.
    pub id: Option<Name>,
    /// `description`.
    pub description: Option<Name>,
    /// `subject`, placeholders and all.
    pub subject: Option<Name>,
    /// `intent`.
    pub intent: Option<(Intent, Span)>,
    /// `channels`.
    pub channels: Vec<(Channel, Span)>,
    /// `locale`.
    pub locale: Option<Name>,
    /// `tags`.
    pub tags: Vec<Name>,
    /// `owner`.
    pub owner: Option<Name>,
    /// `review_by` as `YYYY-MM-DD`.
    pub review_by: Option<Name>,
    /// `approval`.
    pub approval: Option<Name>,
    /// `slots`.
    pub slots: Vec<SlotDoc>,
    /// `platforms`.
    pub platforms: Vec<Name>,
    /// `format`: `markdown` or `html`.
    pub format: Option<Name>,
    /// `allow`.
    pub allow: Vec<Allowance>,
}

/// One top-level key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: Name,
    /// The value; empty at the end of the key's colon where there is none.
    pub value: Span,
}

/// A scalar of any type where the schema takes any (`actions`, `source.extra`).
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// What `slots` says of one slot.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotDoc {
    /// The slot's name.
    pub name: Name,
    /// What to write.
    pub description: Option<Name>,
    /// A sample.
    pub example: Option<Name>,
    /// Choices.
    pub options: Vec<Name>,
}

/// A rule or family switched off for the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Allowance {
    /// Rule id, or a family such as `tone/`.
    pub rule: Name,
    /// Why.
    pub reason: Name,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word that front matter uses.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            /// The value of a word of front matter.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// What a macro is for.
    Intent {
        /// Say that the problem was heard.
        Acknowledge = "acknowledge",
        /// Ask for what is missing.
        Clarify = "clarify",
        /// Say where things stand.
        Update = "update",
        /// Ask for time.
        Hold = "hold",
        /// Apologise.
        Apology = "apology",
        /// Say no to a request.
        Refusal = "refusal",
        /// Set a limit to behaviour.
        Boundary = "boundary",
        /// Bring in somebody else.
        Handoff = "handoff",
        /// Solve it.
        Resolution = "resolution",
        /// Make good.
        Compensation = "compensation",
        /// Come back to it.
        FollowUp = "follow-up",
        /// End the conversation.
        Closing = "closing",
        /// Anything else.
        General = "general",
    }
}

words! {
    /// Where a macro is sent.
    Channel {
        /// E-mail.
        Email = "email",
        /// Live chat.
        Chat = "chat",
        /// Text message.
        Sms = "sms",
        /// Public social media.
        Social = "social",
        /// Read aloud.
        Phone = "phone",
        /// Web form.
        Form = "form",
    }
}
