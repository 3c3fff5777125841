//! What a macro does as a whole: its sentences with their acts and conditions, its techniques, its findings in numbers.
//!
//! In: a macro and what is needed to judge it. Out: [`MacroReport`], plain data. Does not know how it is printed.

mod macro_report;
mod paths;
mod when;

pub use macro_report::{MacroReport, SentenceReport, report};
pub use paths::MOST_PATHS;
