//! What a macro does as a whole: its sentences with their acts and conditions, its techniques, its findings in numbers; and
//! whether packs keep what their examples promise.
//!
//! In: a macro and what is needed to judge it, or packs. Out: [`MacroReport`] or [`PackTest`], plain data. Does not know how
//! it is printed.

mod flow_facts;
mod macro_report;
mod pack_test;
mod people;
mod sentences;
mod techniques;
mod when;

pub use flow_facts::FlowFacts;
pub use macro_report::{MacroReport, report};
pub use pack_test::{PackFailure, PackFailureKind, PackTest, test_packs};
pub use sentences::SentenceReport;
