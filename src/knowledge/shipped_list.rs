//! Which packs are shipped: the build script compiles them, and the binary holds their text for a team's packs to add to.

/// Gives the names of the shipped packs, their paths without `packs/` and `.toml`, to a macro. Their order is the order of
/// lists and pages.
macro_rules! shipped_packs {
    ($with:ident) => {
        $with![
            "en/techniques",
            "en/classes",
            "en/tone/calm-command",
            "en/tone/tells-wrong",
            "en/tone/policy-wall",
            "en/tone/flat-refusal",
            "en/tone/dont-know",
            "en/tone/blame",
            "en/tone/overpromise",
            "en/tone/vague-time",
            "en/tone/no-owner",
            "en/tone/formulaic-apology",
            "en/tone/conditional-apology",
            "en/tone/hold-no-consent",
            "en/tone/threat",
            "en/tone/hedge",
            "en/tone/interrogate",
            "en/tone/indifference",
            "en/tone/negative-frame",
            "en/tone/jargon",
            "en/tone/rushing",
            "en/tone/parroting",
            "en/tone/hostile",
            "en/tone/shouting",
            "en/tone/demand",
            "en/tone/excuse",
            "en/tone/minimise",
            "en/tone/impatience",
            "en/tone/ticket-not-person",
            "en/tone/runaround",
            "en/tone/yes-but",
            "en/tone/canned-sympathy",
            "en/acts",
            "core/syntax",
            "core/meta",
        ]
    };
}
