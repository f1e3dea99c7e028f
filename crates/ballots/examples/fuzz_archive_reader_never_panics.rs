//! Whatever the bytes, the archive reader answers, whatever the pieces; what it takes, it writes back.
//!
//! `cargo run --release -p palier-ballots --example fuzz_archive_reader_never_panics -- SECONDS SEED`

#[path = "../../domain/examples/fuzz/mod.rs"]
mod fuzz;

use palier_ballots::archive::{Head, Reader, Writer};
use palier_ballots::wire::{HeaderText, parse};
use std::process::ExitCode;

const ARCHIVE: &[u8] = include_bytes!("../tests/vectors/33-unicode-ed25519/zz2u1U4w54jfnG.bel");

fn main() -> ExitCode {
    // The header alone, the setup, the setup with two ballots, and the end without its beginning.
    let corpus = [
        b"".as_slice(),
        &ARCHIVE[..1024],
        &ARCHIVE[..6144],
        &ARCHIVE[..15_360],
        &ARCHIVE[20_992..],
    ];
    fuzz::run("archive_reader_never_panics", &corpus, |bytes| {
        let at_once = read(&[bytes]);
        let pieces: Vec<&[u8]> = bytes.chunks(700).collect();
        assert_eq!(at_once, read(&pieces));
        // An archive whose structure is right is made of nothing but what was read.
        assert!(Head::read([bytes]).is_err() || at_once == bytes);
    })
}

/// Reads as far as it goes and writes what was read.
fn read(pieces: &[&[u8]]) -> Vec<u8> {
    let mut reader = Reader::new();
    let mut written = Vec::new();
    let mut writer = None;
    for piece in pieces {
        reader.push(piece);
        while let Ok(Some(record)) = reader.next_record() {
            let writer = writer.get_or_insert_with(|| {
                let header: HeaderText = parse(&record.body).expect("the reader read it");
                Writer::resume(header.timestamp.seconds().expect("so too"), None)
            });
            // An event that does not parse is for the board to refuse, and is not written.
            written.extend(writer.record(&record).unwrap_or_default());
        }
    }
    written
}
