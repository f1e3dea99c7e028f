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
mod closing;
mod one;
mod process;

use std::error::Error;
use std::fs::File;
use std::path::Path;

use palier_ballots::{Belenios2048, Ed25519};
use process::Task;

/// Ballots of the archive that is verified with one thread and with two.
const MANY: usize = 10_000;

/// Ballots of the archive that shows the memory.
const MOST: usize = 100_000;

/// Electors of the election whose end is measured, and those of them who voted online.
const ELECTORS: usize = 120_000;
const VOTERS: usize = 20_000;

/// Names a file to which the archive of that election is copied, for a browser to verify.
const KEEP: &str = "PALIER_BENCH_KEEP";

/// Ballots of the archive that both programs verify.
const PAIRED: usize = 60;

/// How often the two programs take turns.
const TURNS: usize = 5;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    if let Some((task, file)) = process::asked() {
        return process::work(task, &file);
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
    archive::write::<Ed25519>(&file, MANY, MANY)?;
    for threads in [1, 2] {
        process::row(&file, MANY, threads)?;
    }
    let file = folder.join("most.bel");
    archive::write::<Ed25519>(&file, MOST, MOST)?;
    process::row(&file, MOST, 2)?;
    end_of_an_election(folder)?;

    let pair = folder.join("pair");
    std::fs::create_dir(&pair)?;
    archive::write::<Belenios2048>(&pair.join(format!("{}.bel", whole::UUID)), PAIRED, PAIRED)?;
    process::beside_belenios_tool(&pair, PAIRED, TURNS)
}

/// Tally, decryption and verification, each on the archive as it is then.
fn end_of_an_election(folder: &Path) -> Outcome<()> {
    println!("\n{VOTERS} ballots of {ELECTORS} electors, Ed25519, two threads");
    println!("{:<8} {:>10} {:>10}", "task", "seconds", "peak MiB");
    let file = folder.join("end.bel");
    let lengths = archive::write::<Ed25519>(&file, ELECTORS, VOTERS)?;
    for (task, length) in [Task::Tally, Task::Decrypt].into_iter().zip(lengths) {
        let part = folder.join("part.bel");
        std::fs::copy(&file, &part)?;
        File::options().write(true).open(&part)?.set_len(length)?;
        process::step(task, &part)?;
    }
    process::step(Task::Verify, &file)?;
    if let Some(keep) = std::env::var_os(KEEP) {
        std::fs::copy(&file, keep)?;
    }
    Ok(())
}
