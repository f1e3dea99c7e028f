//! `palier trustee page`.

use super::options::Page;
use crate::assets;
use crate::cli::Failure;
use crate::command::by_hand::files::write_new;
use crate::holder_page::assemble;

/// Writes the offline page.
pub(super) fn page(options: &Page) -> Result<(), Failure> {
    let parts = assets::holder_page().ok_or_else(|| {
        Failure::new("this build carries no bundles: build it with `make build`, then run it again")
    })?;
    write_new(&options.out, assemble(&parts).as_bytes())?;
    println!("{}: open it in a browser", options.out.display());
    Ok(())
}
