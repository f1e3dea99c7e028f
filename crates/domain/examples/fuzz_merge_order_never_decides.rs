//! Whatever the amendments, the order in which they are given decides nothing in a merge.
//!
//! `cargo run --release -p palier-domain --example fuzz_merge_order_never_decides -- SECONDS SEED`

mod fuzz;
#[path = "fuzz/round.rs"]
mod round;

use palier_domain::charter::merge::merge;
use std::process::ExitCode;

fn main() -> ExitCode {
    fuzz::run("merge_order_never_decides", round::CORPUS, |bytes| {
        let Some((base, mut amendments)) = round::read(bytes) else {
            return;
        };
        let expected = merge(&base, &amendments);
        for _ in 0..amendments.len().min(6) {
            amendments.rotate_left(1);
            assert_eq!(merge(&base, &amendments), expected);
        }
        amendments.reverse();
        assert_eq!(merge(&base, &amendments), expected);
        let twice: Vec<_> = amendments.iter().chain(&amendments).cloned().collect();
        assert_eq!(merge(&base, &twice), expected);
    })
}
