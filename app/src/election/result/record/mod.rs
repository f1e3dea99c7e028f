//! The record (procès-verbal): read, printed, taken as a file; entered into and signed by those who
//! make it.

pub mod desk;
mod enter;
mod material;
mod operations;
pub mod page;
mod results;
mod sign;

pub use enter::enter;
pub use material::{Material, load};
pub use sign::{proclaim, sign};

use super::say::annulled;
use crate::i18n::T;
use crate::sheet::{Block, Sheet};
use crate::site::error::AppError;

/// The whole record: results, then operations, as the codified model keeps them apart (CGFP
/// R.211-503 to 585).
///
/// # Errors
/// When the count makes no result.
pub fn write(t: T, all: &Material) -> Result<Sheet, AppError> {
    let election = &all.known.found.election;
    let mut blocks = vec![
        Block::Heading(1, t.record_title().to_owned()),
        Block::Large(format!(
            "{}, {}",
            election.title, all.known.found.landlord.name
        )),
    ];
    // Nothing that was signed: it came later.
    blocks.extend(annulled(t, &all.known).map(Block::Strong));
    blocks.extend(results::write(t, all));
    blocks.extend(operations::write(t, all));
    Ok(Sheet {
        lang: t.locale.tag(),
        title: format!("{} – {}", t.record_title(), election.title),
        poster: false,
        blocks,
    })
}
