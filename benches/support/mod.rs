//! What the benchmarks share: texts and phrases to measure with, and how a figure is told beside its budget.

// Each benchmark is a program of its own and uses its part of this.
#![allow(dead_code)]

pub(crate) mod budget;
pub(crate) mod folder;
pub(crate) mod macros;
pub(crate) mod phrases;
pub(crate) mod process;
pub(crate) mod random;
pub(crate) mod shapes;
