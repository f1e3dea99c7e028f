//! `palier`: one binary that serves everything.

use std::process::ExitCode;

fn main() -> ExitCode {
    palier_server::cli::main()
}
