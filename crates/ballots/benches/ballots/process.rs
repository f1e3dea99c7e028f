//! Archives verified by processes of their own.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use palier_ballots::verify::{Options, Verdict, Verifier};

use super::Outcome;

/// Names the archive that this program, started again, verifies and does nothing else.
const VERIFY: &str = "PALIER_BENCH_VERIFY";

/// How much is read at a time.
const PIECE: usize = 256 * 1024;

/// How many parts of a second the kernel counts processor time in (`getconf CLK_TCK` on Linux).
const TICKS: f64 = 100.0;

/// The archive that the environment names.
pub fn asked_to_verify() -> Option<PathBuf> {
    std::env::var_os(VERIFY).map(PathBuf::from)
}

/// Verifies an archive piece by piece and prints the most memory that was resident, in KiB.
pub fn verify(file: &Path) -> Outcome<()> {
    let finished = Options {
        finished: true,
        ..Options::default()
    };
    let (mut file, mut verifier) = (File::open(file)?, Verifier::new(finished));
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 || !verifier.push(&piece[..read]) {
            break;
        }
    }
    let report = verifier.finish();
    if report.verdict != Verdict::Valid {
        return Err(format!("refused: {:?}", report.refusal).into());
    }
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|rest| rest.split_whitespace().next());
    println!("{}", peak.ok_or("the kernel does not say the peak")?);
    Ok(())
}

/// Verifies an archive in a process with so many threads and prints a line of the table.
pub fn row(file: &Path, ballots: usize, threads: usize) -> Outcome<()> {
    let start = Instant::now();
    let output = ours(file, threads)?.stderr(Stdio::inherit()).output()?;
    let seconds = start.elapsed().as_secs_f64();
    if !output.status.success() {
        return Err("the archive was not verified".into());
    }
    let peak: f64 = String::from_utf8(output.stdout)?.trim().parse()?;
    let each = f64::from(u32::try_from(ballots)?) / seconds;
    let peak = peak / 1024.0;
    println!("{ballots:>8} {threads:>8} {seconds:>10.2} {each:>12.0} {peak:>10.0}");
    Ok(())
}

/// Verifies the one archive of a folder with each program in turns, and prints the processor time.
pub fn beside_belenios_tool(folder: &Path, ballots: usize, turns: usize) -> Outcome<()> {
    let archive = std::fs::read_dir(folder)?
        .next()
        .ok_or("no archive")??
        .path();
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..turns {
        own.push(seconds_of(ours(&archive, 1)?)?);
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

/// This program, verifying.
fn ours(file: &Path, threads: usize) -> Outcome<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.env(VERIFY, file);
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
