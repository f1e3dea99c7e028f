//! The archive of an election: an old-style tar file that only grows (specification, section 4.4).
//!
//! * [`Reader`] takes bytes in pieces of any size and gives records;
//! * [`Board`] takes records and gives events with what they refer to;
//! * [`Writer`] makes the bytes of the next record or event.

mod board;
mod head;
mod reader;
mod record;
mod writer;

pub use board::{Board, Step};
pub use head::Head;
pub use reader::Reader;
pub use record::{Kind, Record};
pub use writer::Writer;

/// The size of a block: headers take one, and contents are padded to a multiple.
pub const BLOCK: usize = 512;

/// The name of the first record.
pub const FIRST: &str = "BELENIOS";

/// The header that stands before a record: old-style tar, as Belenios writes it.
///
/// Mode `0000644`, owner and group `0000000`, size and time in eleven octal digits, a checksum in
/// six, type `0`; everything else is zero. Nothing when a number or the name does not fit.
pub(crate) fn header(name: &str, size: u64, time: u64) -> Option<[u8; BLOCK]> {
    let mut block = [0; BLOCK];
    let mut put = |at: usize, text: &str| {
        block[at..at + text.len()].copy_from_slice(text.as_bytes());
    };
    let (size, time) = (format!("{size:011o}"), format!("{time:011o}"));
    if name.len() >= 100 || size.len() > 11 || time.len() > 11 {
        return None;
    }
    put(0, name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, &size);
    put(136, &time);
    // The checksum counts its own eight bytes as spaces.
    put(148, "        ");
    put(156, "0");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Some(block)
}

/// How many zero bytes follow a content of this size.
pub(crate) fn padding(size: usize) -> usize {
    size.next_multiple_of(BLOCK) - size
}
