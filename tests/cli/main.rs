//! The command line from outside: the built binary in folders made for each test.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod baseline;
mod budgets;
mod changed_since;
mod exit_status;
mod faults;
mod fix;
mod fmt;
mod folder;
mod formats;
mod help;
mod inputs;
mod options;
mod packs;
mod pages;
mod render;
mod report;
mod repository;
mod rules_test;
mod schema;
mod snippets;
