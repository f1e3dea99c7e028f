//! `palier ballot make`.

use super::options::Make;
use crate::cli::Failure;
use crate::command::by_hand::archive::ArchiveFile;
use crate::command::by_hand::files::write_together;
use crate::command::by_hand::{code, in_group, qr, refused, rng};
use palier_ballots::make::{BallotSeed, Booth, Choices};
use palier_ballots::{Credential, Election, Half, LinkHalf, Making, SecretScalar};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Makes a ballot.
pub(super) fn make(options: &Make) -> Result<(), Failure> {
    let archive = ArchiveFile::read(&options.archive)?;
    in_group!(archive.group(), G => make_in::<G>(options, &archive))
}

fn make_in<G: Making>(options: &Make, archive: &ArchiveFile) -> Result<(), Failure> {
    let of_input = |path: &PathBuf| path == Path::new("-");
    if options.ask && options.credential_file.iter().any(of_input) {
        return Err(Failure::new(
            "with --ask the standard input answers: put the code in a file",
        ));
    }
    let named = |error| refused(options.archive.display(), &error);
    let election = Election::<G>::read(archive.election_bytes()).map_err(named)?;
    let choices = Choices::read(&options.choices);
    let choices = choices.map_err(|error| refused("--choices", &error))?;
    choices
        .fit(election.questions())
        .map_err(|error| refused("--choices", &error))?;
    let codes = codes(&options.credential_file)?;
    let credential = secret::<G>(&codes, &election)?;
    listed(archive, &credential, codes.len())?;

    let rng = &mut rng();
    let seed = BallotSeed::random(&credential, rng);
    let sealed = Booth::new(&election).seal(&credential, choices, seed, rng);
    let sealed = sealed.map_err(|error| refused("--choices", &error))?;
    println!("tracking number {}", sealed.tracking_number());
    if options.open || (options.ask && asked()?) {
        return open(options, &sealed.open(election.id()).print());
    }
    let ballot = sealed.cast();
    let link = link(&codes, &election);
    let mut files = vec![("ballot.json", ballot.bytes())];
    files.extend(link.as_ref().map(|link| ("link.json", link.as_bytes())));
    write_together(&options.out, &files)?;
    let folder = options.out.display();
    println!("{folder}/ballot.json: for `palier election cast`, or whoever keeps the archive");
    if link.is_some() {
        println!("{folder}/link.json: for the server's eyes alone, with the ballot");
    }
    Ok(())
}

/// Reads whether the voter opens her ballot, which she says once its number is fixed.
fn asked() -> Result<bool, Failure> {
    println!("cast or open?");
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .map_err(|error| Failure::new(format!("cannot read the answer: {error}")))?;
    match line.trim() {
        "cast" => Ok(false),
        "open" => Ok(true),
        _ => Err(Failure::new(
            "neither cast nor open was said: the ballot is thrown away",
        )),
    }
}

fn open(options: &Make, opening: &str) -> Result<(), Failure> {
    let line = Zeroizing::new(format!("{opening}\n"));
    write_together(&options.out, &[("opening.txt", line.as_bytes())])?;
    if options.qr {
        qr::write(&options.out.join("opening.svg"), opening)?;
    }
    println!(
        "{}/opening.txt: for `palier ballot audit` on another machine; this ballot is never cast",
        options.out.display()
    );
    Ok(())
}

/// One code, or the two of a shared credential.
fn codes(paths: &[impl AsRef<Path>]) -> Result<Vec<Credential>, Failure> {
    let paths: Vec<&Path> = paths.iter().map(AsRef::as_ref).collect();
    if paths.len() > 2 {
        return Err(Failure::new("a credential has one code, or two halves"));
    }
    if paths.iter().filter(|path| **path == Path::new("-")).count() > 1 {
        return Err(Failure::new(
            "the standard input holds one code: put the other in a file",
        ));
    }
    paths.into_iter().map(code).collect()
}

/// The key of one code, or the sum of the two halves'.
fn secret<G: Making>(
    codes: &[Credential],
    election: &Election<G>,
) -> Result<SecretScalar<G>, Failure> {
    let keys = codes.iter().map(|code| code.derive::<G>(election.id()));
    let joined = keys.reduce(|one, other| one.join(&other));
    joined.ok_or_else(|| Failure::new("no code: name its file with --credential-file"))
}

/// Says so if the credential may not vote in this election.
fn listed<G: Making>(
    archive: &ArchiveFile,
    credential: &SecretScalar<G>,
    codes: usize,
) -> Result<(), Failure> {
    let public = G::encode(&credential.public());
    if archive.lists(&public)? {
        return Ok(());
    }
    let uuid = &archive.election().uuid;
    Err(Failure::new(if codes == 2 {
        format!(
            "these two codes do not make a credential of election {uuid}: are both of it, and of one voter?"
        )
    } else {
        format!(
            "this code is none of election {uuid}: is it of another one, or half of a shared credential?"
        )
    }))
}

/// What the cast of a shared credential shows to the server.
fn link<G: Making>(codes: &[Credential], election: &Election<G>) -> Option<Zeroizing<String>> {
    let [a, b] = codes else {
        return None;
    };
    let half = |code, half| Zeroizing::new(LinkHalf::of(code, election.id(), half).expose());
    let (a, b) = (half(a, Half::A), half(b, Half::B));
    Some(Zeroizing::new(format!(
        "{{\"r_a\":\"{}\",\"r_b\":\"{}\"}}",
        *a, *b
    )))
}
