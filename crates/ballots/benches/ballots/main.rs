//! What ballots cost: made and verified one by one, and whole archives of them.
//!
//! `make bench` runs it after the pages. One question, five answers or blank. The whole archives are
//! verified by a process of their own, which says how much memory it took at most; the last table sets
//! the same work beside Debian's `belenios-tool`, in turns, by processor time. All figures of a run
//! belong together: machines differ, ratios last.

#[path = "../../tests/roles/whole.rs"]
#[expect(clippy::unwrap_used, reason = "a bench that fails stops")]
#[expect(dead_code, reason = "the tests use more of it")]
mod whole;

mod archive;
mod one;
mod process;

use std::error::Error;
use std::path::Path;

use palier_ballots::{Belenios2048, Ed25519};

/// Ballots of the archive that is verified with one thread and with two.
const MANY: usize = 10_000;

/// Ballots of the archive that shows the memory.
const MOST: usize = 100_000;

/// Ballots of the archive that both programs verify.
const PAIRED: usize = 60;

/// How often the two programs take turns.
const TURNS: usize = 5;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    if let Some(file) = process::asked_to_verify() {
        return process::verify(&file);
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let done = run(&folder);
    std::fs::remove_dir_all(&folder)?;
    done
}

fn run(folder: &Path) -> Outcome<()> {
    println!("\none ballot on one core, one question of five answers or blank");
    println!(
        "{:<16} {:>10} {:>10} {:>8}",
        "group", "make ms", "verify ms", "bytes"
    );
    one::made_and_verified::<Ed25519>(200)?;
    one::yardstick(2_000)?;
    one::made_and_verified::<Belenios2048>(30)?;
    one::verified_only(20)?;

    println!("\nwhole archives, Ed25519");
    println!(
        "{:>8} {:>8} {:>10} {:>12} {:>10}",
        "ballots", "threads", "seconds", "ballots/s", "peak MiB"
    );
    let file = folder.join("many.bel");
    archive::write::<Ed25519>(&file, MANY)?;
    for threads in [1, 2] {
        process::row(&file, MANY, threads)?;
    }
    let file = folder.join("most.bel");
    archive::write::<Ed25519>(&file, MOST)?;
    process::row(&file, MOST, 2)?;

    let pair = folder.join("pair");
    std::fs::create_dir(&pair)?;
    archive::write::<Belenios2048>(&pair.join(format!("{}.bel", whole::UUID)), PAIRED)?;
    process::beside_belenios_tool(&pair, PAIRED, TURNS)
}
