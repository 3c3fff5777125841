//! The command line from outside: the built binary in folders made for each test.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so")]

mod bad_input;
mod baseline;
mod budgets;
mod cache;
mod changed_library;
mod changed_since;
mod checkstyle;
mod desk_diff;
mod dumps;
mod exit_status;
mod export;
mod export_unsent;
mod faults;
mod fix;
mod fmt;
mod folder;
mod formats;
mod github;
mod gitlab;
mod help;
mod import;
mod import_again;
mod import_apart;
mod import_linked;
mod import_plain;
mod init;
mod inputs;
mod json_lines;
mod junit;
mod named_configuration;
mod odd;
mod options;
mod packs;
mod pages;
mod rdjson;
mod render;
mod report;
mod repository;
mod rules_test;
mod sarif;
mod schema;
mod snippets;
mod statistics;
mod step_summary;
