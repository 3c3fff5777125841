//! Which rules are told of what stands in other macros.

/// The rules that are found only with other macros around: no example of one macro alone can show them.
pub const ACROSS_MACROS: [&str; 9] = [
    "library/duplicate",
    "library/duplicate-id",
    "library/never-rendered",
    "library/stale",
    "template/missing-parameter",
    "template/missing-snippet",
    "template/render-cycle",
    "template/unknown-parameter",
    "template/unused-parameter",
];
