//! Archives verified by processes of their own.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use palier_ballots::verify::{Options, Verdict, Verifier};

use super::{Outcome, closing};

/// Names the archive that this program, started again, works on and does nothing else.
const ARCHIVE: &str = "PALIER_BENCH_ARCHIVE";

/// Names what it does.
const TASK: &str = "PALIER_BENCH_TASK";

/// How much is read at a time.
const PIECE: usize = 256 * 1024;

/// How many parts of a second the kernel counts processor time in (`getconf CLK_TCK` on Linux).
const TICKS: f64 = 100.0;

/// What is done with an archive.
#[derive(Clone, Copy)]
pub enum Task {
    /// Verify it whole.
    Verify,
    /// Verify what there is, and add the ballots up.
    Tally,
    /// Verify what there is, and decrypt the tally with the holder's key.
    Decrypt,
}

impl Task {
    /// All of them, in the order of an election's end.
    pub const ALL: [Self; 3] = [Self::Tally, Self::Decrypt, Self::Verify];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Tally => "tally",
            Self::Decrypt => "decrypt",
        }
    }
}

/// What the environment asks for, if this program was started again.
pub fn asked() -> Option<(Task, PathBuf)> {
    let task = std::env::var(TASK).ok()?;
    let task = Task::ALL.into_iter().find(|known| known.name() == task)?;
    Some((task, std::env::var_os(ARCHIVE).map(PathBuf::from)?))
}

/// Works on an archive piece by piece and prints the most memory that was resident, in KiB.
pub fn work(task: Task, file: &Path) -> Outcome<()> {
    match task {
        Task::Verify => verify(file),
        Task::Tally => closing::tally(file),
        Task::Decrypt => closing::decrypt(file),
    }?;
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|rest| rest.split_whitespace().next());
    println!("{}", peak.ok_or("the kernel does not say the peak")?);
    Ok(())
}

fn verify(file: &Path) -> Outcome<()> {
    let finished = Options {
        finished: true,
        ..Options::default()
    };
    let mut verifier = Verifier::new(finished);
    in_pieces(file, |piece| Ok(verifier.push(piece)))?;
    let report = verifier.finish();
    if report.verdict != Verdict::Valid {
        return Err(format!("refused: {:?}", report.refusal).into());
    }
    Ok(())
}

/// Reads a file piece by piece, as long as more is wanted.
pub fn in_pieces(file: &Path, mut take: impl FnMut(&[u8]) -> Outcome<bool>) -> Outcome<()> {
    let (mut file, mut piece) = (File::open(file)?, vec![0; PIECE]);
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 || !take(&piece[..read])? {
            return Ok(());
        }
    }
}

/// Verifies an archive in a process with so many threads and prints a line of the table.
pub fn row(file: &Path, ballots: usize, threads: usize) -> Outcome<()> {
    let (seconds, peak) = taken(Task::Verify, file, threads)?;
    let each = f64::from(u32::try_from(ballots)?) / seconds;
    println!("{ballots:>8} {threads:>8} {seconds:>10.2} {each:>12.0} {peak:>10.0}");
    Ok(())
}

/// Does a task in a process with two threads and prints a line of the table.
pub fn step(task: Task, file: &Path) -> Outcome<()> {
    let (seconds, peak) = taken(task, file, 2)?;
    println!("{:<8} {seconds:>10.2} {peak:>10.0}", task.name());
    Ok(())
}

/// Does a task in a process with so many threads; its seconds, and its peak of memory in MiB.
fn taken(task: Task, file: &Path, threads: usize) -> Outcome<(f64, f64)> {
    let start = Instant::now();
    let output = ours(task, file, threads)?
        .stderr(Stdio::inherit())
        .output()?;
    let seconds = start.elapsed().as_secs_f64();
    if !output.status.success() {
        return Err(format!("{}: not done", task.name()).into());
    }
    let peak: f64 = String::from_utf8(output.stdout)?.trim().parse()?;
    Ok((seconds, peak / 1024.0))
}

/// Verifies the one archive of a folder with each program in turns, and prints the processor time.
pub fn beside_belenios_tool(folder: &Path, ballots: usize, turns: usize) -> Outcome<()> {
    let archive = std::fs::read_dir(folder)?
        .next()
        .ok_or("no archive")??
        .path();
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..turns {
        own.push(seconds_of(ours(Task::Verify, &archive, 1)?)?);
        let mut tool = Command::new("belenios-tool");
        tool.args(["election", "verify", "--dir"]).arg(folder);
        theirs.push(seconds_of(tool)?);
    }
    let [own, theirs] = [own, theirs].map(|mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    });
    println!("\nthe same archive of {ballots} ballots in BELENIOS-2048, one core, {turns} turns");
    println!(
        "palier {own:.2} s, belenios-tool {theirs:.2} s of processor time: ratio {:.2}",
        theirs / own
    );
    Ok(())
}

/// This program, at a task.
fn ours(task: Task, file: &Path, threads: usize) -> Outcome<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.env(TASK, task.name()).env(ARCHIVE, file);
    command.env("RAYON_NUM_THREADS", threads.to_string());
    Ok(command)
}

/// The processor time of a program that must succeed, in seconds.
fn seconds_of(mut command: Command) -> Outcome<f64> {
    let before = children_ticks()?;
    let output = command.stdin(Stdio::null()).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok((children_ticks()? - before) / TICKS)
}

/// The processor time of the processes that ended, in ticks (proc(5), `cutime` and `cstime`).
fn children_ticks() -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").ok_or("no fields")?;
    let mut fields = fields.split(' ').skip(13);
    let mut next =
        || Ok::<f64, Box<dyn std::error::Error>>(fields.next().ok_or("no time")?.parse()?);
    Ok(next()? + next()?)
}
