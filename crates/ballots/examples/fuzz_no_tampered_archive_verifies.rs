//! Whatever bytes of an archive are changed, and though every hash is made anew, it is refused.
//!
//! `cargo run --release -p palier-ballots --example fuzz_no_tampered_archive_verifies -- SECONDS SEED`

#[path = "../../domain/examples/fuzz/mod.rs"]
mod fuzz;
#[path = "../tests/support/relink.rs"]
#[expect(clippy::unwrap_used, reason = "the archives it works on are right")]
mod relink;

use palier_ballots::archive::{Kind, Record};
use palier_ballots::verify::{Options, Verdict, verify};
use relink::{changed, records, relinked};
use std::process::ExitCode;

const ARCHIVES: [&[u8]; 2] = [
    include_bytes!("../tests/vectors/33-unicode-ed25519/zz2u1U4w54jfnG.bel"),
    include_bytes!("../tests/vectors/33-smallthr-ed25519/Gim8v8pZeru6E1.bel"),
];

/// What the loop spoils: which archive, and then changes of five bytes each.
const CORPUS: [&[u8]; 4] = [
    b"\x00\x06\x00\x00\x20\x01",
    b"\x01\x02\x03\x00\x40\x02\x04\x01\x00\x80\x01",
    b"\x00\x10\x00\x01\x00\x01\x0e\x00\x00\x10\x02",
    b"\x01\x01\x00\x00\x30\x04\x03\x00\x00\x02\x01\x05\x00\x00\x20\x40",
];

fn main() -> ExitCode {
    let archives = ARCHIVES.map(records);
    fuzz::run("no_tampered_archive_verifies", &CORPUS, |bytes| {
        let Some((which, changes)) = bytes.split_first() else {
            return;
        };
        let original = &archives[usize::from(which % 2)];
        let mut records = original.clone();
        for change in changes.as_chunks::<5>().0 {
            apply(&mut records, *change);
        }
        if records == *original {
            return;
        }
        let report = verify([relinked(&records)], Options::default());
        assert_ne!(report.verdict, Verdict::Valid);
    })
}

/// Replaces one byte of one data record: which one, where (three bytes), and by what it differs.
fn apply(records: &mut [Record], [record, high, middle, low, bits]: [u8; 5]) {
    let data: Vec<usize> = (1..records.len())
        .filter(|at| records[*at].kind == Kind::Data)
        .collect();
    let record = &mut records[data[usize::from(record) % data.len()]];
    let mut body = record.body.to_vec();
    let at = [high, middle, low].map(usize::from);
    let at = ((at[0] * 256 + at[1]) * 256 + at[2]) % body.len();
    body[at] ^= bits;
    *record = changed(record, body);
}
