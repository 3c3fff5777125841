//! The words that `intent` and `channels` take.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $(#[doc = $meaning:literal] $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $(#[doc = $meaning] $variant),* }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The words of all values, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word that front matter uses.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            /// What it is for, as a short sentence.
            pub fn meaning(self) -> &'static str {
                match self { $($name::$variant => $meaning.trim_ascii()),* }
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
