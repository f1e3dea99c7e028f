//! `palier credentials reprint-file` and `reprint`: lost letters, printed again by two members of the
//! commission together.

use super::letters::joined;
use super::options::{Heading, Reprint, ReprintFile};
use super::sheet::{Letter, page};
use super::{both, log};
use crate::cli::Failure;
use crate::command::by_hand::files::write_new;
use crate::command::by_hand::{refused, rng};
use crate::command::utf8;
use palier_ballots::{Credential, open_by_two, seal_for_two, two_members};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The fewest characters by which a line is named.
const LEAST: usize = 8;

/// What is sealed; the codes in it are as the letters have them.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    format: u64,
    heading: Heading,
    letters: Vec<SealedLetter>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct SealedLetter {
    line: String,
    names: String,
    address: Vec<String>,
    code: Zeroizing<String>,
}

/// Seals the letters of one authority for two members.
pub(super) fn seal(options: &ReprintFile) -> Result<(), Failure> {
    let [first, second] = &options.members[..] else {
        return Err(Failure::new(
            "give --member twice: two open the file together",
        ));
    };
    let members = [first.as_str(), second];
    let letters = joined(&options.sources)?;
    let count = letters.len();
    let content = Sealed {
        format: 1,
        heading: options.heading.clone(),
        letters: letters.into_iter().map(SealedLetter::of).collect(),
    };
    // Reserved at once: growing would leave copies behind that nothing wipes.
    let mut bytes = Zeroizing::new(Vec::with_capacity(2048 * (count + 1)));
    serde_json::to_writer(&mut *bytes, &content)
        .map_err(|error| Failure::new(format!("cannot write the letters: {error}")))?;
    let [one, other] = both::ask_twice(&options.both, members)?;
    let text = seal_for_two(members, [&one, &other], &bytes, &mut rng());
    let text = text.map_err(|error| refused("the file is not made", &error))?;
    write_new(&options.out, text.as_bytes())?;
    let file = options.out.display();
    println!("{file}: {count} letters, for {first} and {second} together");
    println!("now destroy the codes and the printed files: `palier credentials destroy`");
    println!(
        "after the vote has closed, destroy {file} in the same way and say so on the platform"
    );
    Ok(())
}

/// Prints one letter again.
pub(super) fn print(options: &Reprint) -> Result<(), Failure> {
    let named = |error: &palier_ballots::Error| refused(options.file.display(), error);
    let text = utf8(&options.file)?;
    let members = two_members(&text).map_err(|error| named(&error))?;
    let [one, other] = both::ask(&options.both, members)?;
    let bytes = open_by_two([&one, &other], &text).map_err(|error| named(&error))?;
    let content: Sealed =
        serde_json::from_slice(&bytes).map_err(|_| named(&palier_ballots::Error::TwoKeys))?;
    let Sealed {
        heading, letters, ..
    } = content;
    let letter = found(letters, options.line.trim())?.letter()?;
    let page = page(&heading, std::slice::from_ref(&letter))?;
    if options.out.exists() {
        let out = options.out.display();
        return Err(Failure::new(format!(
            "{out} is there already: move it away first"
        )));
    }
    // First the log: no letter is printed that it does not have.
    let number = log::add(&options.file, "reprinted", Some(&letter.line))?;
    write_new(&options.out, page.as_bytes())?;
    let (out, log) = (options.out.display(), log::beside(&options.file));
    println!("{out}: the letter of line {}", letter.line);
    println!("{}: its line {number}", log.display());
    println!("say on the platform that it was printed again, then destroy {out} once it left");
    Ok(())
}

/// The one letter whose line begins so.
fn found(letters: Vec<SealedLetter>, asked: &str) -> Result<SealedLetter, Failure> {
    let exact = letters.iter().position(|letter| letter.line == asked);
    let begins =
        |letter: &SealedLetter| asked.chars().count() >= LEAST && letter.line.starts_with(asked);
    let at: Vec<usize> = match exact {
        Some(at) => vec![at],
        None => (0..letters.len())
            .filter(|at| begins(&letters[*at]))
            .collect(),
    };
    match (&at[..], letters) {
        ([at], mut letters) => Ok(letters.swap_remove(*at)),
        ([], _) => Err(Failure::new(format!("no letter is of line {asked}"))),
        _ => Err(Failure::new(format!("several lines begin with {asked}"))),
    }
}

impl SealedLetter {
    fn of(letter: Letter) -> Self {
        Self {
            code: Zeroizing::new(letter.code.expose().to_owned()),
            line: letter.line,
            names: letter.names,
            address: letter.address,
        }
    }

    fn letter(self) -> Result<Letter, Failure> {
        let code = Credential::parse(&self.code);
        Ok(Letter {
            code: code.map_err(|error| refused("a code of the file", &error))?,
            line: self.line,
            names: self.names,
            address: self.address,
        })
    }
}
