//! The binary: hands the command line to [`softspoken::cli`].

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A macro is a thousand small pieces: this allocator makes the check of many macros a sixth quicker. Huge pages are off (the
/// feature `no_thp`): they would add 20 MB to a server that rests.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    softspoken::cli::main()
}
