//! What an earlier copy of an archive commits to.

use super::{Board, Kind, Reader};
use crate::rule::Refusal;

/// The hashes of an archive's events, which commit to everything before them.
///
/// Kept from an earlier copy, it shows a ballot that was dropped or two that were exchanged, with
/// the chain linked anew: such an archive is valid alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The hash of the first record.
    pub header: Option<String>,
    /// The hash of each event, by height.
    pub events: Vec<String>,
}

impl Head {
    /// Reads the head of an archive given in pieces; its chain is checked and nothing else.
    ///
    /// # Errors
    /// The [`Refusal`] of an archive whose structure is wrong.
    pub fn read<B: AsRef<[u8]>>(pieces: impl IntoIterator<Item = B>) -> Result<Self, Refusal> {
        let (mut reader, mut board, mut head) = (Reader::new(), Board::new(), Self::default());
        for piece in pieces {
            reader.push(piece.as_ref());
            while let Some(record) = reader.next_record()? {
                if record.kind == Kind::Header {
                    head.header = Some(record.hash.clone());
                }
                if let Some(step) = board.take(record)? {
                    head.events.push(step.hash);
                }
            }
        }
        reader.finish()?;
        board.finish()?;
        Ok(head)
    }
}
