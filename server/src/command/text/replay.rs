//! `palier text replay`: the adopted text, made again from the decisions.

use super::files::{Replay, print};
use crate::cli::Failure;
use crate::command::utf8;
use palier_domain::charter::replay::{Process, replay as made_again};

/// Prints the adopted text when the decisions give it byte for byte; else says where they do not.
pub(super) fn replay(options: &Replay) -> Result<(), Failure> {
    let file = options.export.display();
    let process: Process = serde_json::from_str(&utf8(&options.export)?)
        .map_err(|error| Failure::new(format!("{file} is no export of a text: {error}")))?;
    let versions =
        made_again(&process).map_err(|error| Failure::new(format!("{file}: {error}")))?;
    print(versions.last().map_or("", |last| &last.text))
}
