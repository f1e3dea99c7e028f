//! The passphrases of two members: from two files, or typed by each in turn.

use super::options::Both;
use crate::cli::Failure;
use crate::command::by_hand::files::secret;
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::process::{Command, Stdio};
use zeroize::Zeroizing;

/// New passphrases, in the order of the members: each types hers twice, since a slip would close the
/// file for good.
///
/// # Errors
/// Those of [`ask`], and when a member typed two that differ.
pub(super) fn ask_twice(
    options: &Both,
    members: [&str; 2],
) -> Result<[Zeroizing<String>; 2], Failure> {
    let first = ask(options, members)?;
    if options.passphrase_files.is_empty() {
        eprintln!("once more, so that no slip closes the file for good");
        let again = ask(options, members)?;
        for ((member, one), other) in members.iter().zip(&first).zip(&again) {
            if one != other {
                return Err(Failure::new(format!(
                    "{member} typed two that differ: nothing was made"
                )));
            }
        }
    }
    Ok(first)
}

/// The passphrases, in the order of the members.
///
/// # Errors
/// When only one file is given, or one of the two cannot be read.
pub(super) fn ask(options: &Both, members: [&str; 2]) -> Result<[Zeroizing<String>; 2], Failure> {
    match &options.passphrase_files[..] {
        [first, second] => Ok([secret(first)?, secret(second)?]),
        [] => {
            let _quiet = Quiet::begin();
            Ok([typed(members[0])?, typed(members[1])?])
        }
        _ => Err(Failure::new(
            "give --passphrase-file twice, once for each member, or not at all",
        )),
    }
}

fn typed(member: &str) -> Result<Zeroizing<String>, Failure> {
    let mut err = std::io::stderr().lock();
    // Whoever cannot read the question can still answer it.
    let _ = write!(err, "{member}, your passphrase: ");
    let _ = err.flush();
    let mut line = Zeroizing::new(String::with_capacity(1024));
    let read = std::io::stdin().lock().read_line(&mut line);
    let _ = writeln!(err);
    read.map_err(|error| Failure::new(format!("cannot read a passphrase: {error}")))?;
    if line.trim().is_empty() {
        return Err(Failure::new(format!("{member} gave no passphrase")));
    }
    Ok(Zeroizing::new(line.trim().to_owned()))
}

/// While it lives, a terminal does not show what is typed.
struct Quiet(bool);

impl Quiet {
    fn begin() -> Self {
        let terminal = std::io::stdin().is_terminal();
        if terminal {
            echo("-echo");
        }
        Self(terminal)
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        if self.0 {
            echo("echo");
        }
    }
}

/// A terminal that cannot be told shows what is typed, as any other.
fn echo(how: &str) {
    let _ = Command::new("stty")
        .arg(how)
        .stdin(Stdio::inherit())
        .stderr(Stdio::null())
        .status();
}
