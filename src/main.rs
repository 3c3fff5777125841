//! The binary: hands the command line to [`softspoken::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    softspoken::cli::main()
}
