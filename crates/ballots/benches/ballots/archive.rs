//! Whole archives of invented voters, written ballot by ballot.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Seek as _, Write as _};
use std::path::Path;

use palier_ballots::archive::Writer;
use palier_ballots::check::{check_ballot, check_partial_decryption};
use palier_ballots::conduct::{self, Tally, append};
use palier_ballots::make::{BallotSeed, Booth, Choices};
use palier_ballots::wire::print;
use palier_ballots::{
    Credential, Election, ElectionId, Making, PublicCredentials, SecretScalar, decrypt,
};
use rayon::prelude::*;

use super::Outcome;
use super::whole::{SIMPLE, Stream, UUID, holders, template};

/// How many ballots are made together.
const BATCH: usize = 512;

/// What the voters choose, in turn.
const CHOICES: [&str; 3] = ["010000", "100000", "000001"];

/// Writes the archive of an election with one trustee, in which so many of the electors vote once;
/// gives back the lengths at which its ballots ended and its tally stood.
pub fn write<G: Making>(path: &Path, electors: usize, voters: usize) -> Outcome<[u64; 2]> {
    let mut rng = Stream::new(7);
    let id = ElectionId::parse(UUID)?;
    let made = holders::<G>(&SIMPLE, &mut rng);
    let bytes = conduct::election::<G>(&template(&SIMPLE), &id, &made.texts)?;
    let election = Election::<G>::read(&bytes)?;
    let codes: Vec<_> = (0..electors)
        .map(|_| Credential::random(&mut rng))
        .collect();
    let secrets: Vec<SecretScalar<G>> = codes.par_iter().map(|code| code.derive(&id)).collect();
    let publics: Vec<G::Element> = secrets.par_iter().map(SecretScalar::public).collect();
    let list = PublicCredentials::new::<G>(publics.iter().map(|key| (key, 1)))?;

    let mut file = BufWriter::new(File::create_new(path)?);
    let (mut writer, head) = Writer::start(1_790_000_000)?;
    file.write_all(&head)?;
    let setup = append::setup(&mut writer, &bytes, &print(&made.texts), &list)?;
    file.write_all(&setup)?;
    let booth = Booth::new(&election);
    let mut tally = Tally::new(election.questions());
    for (batch, keys) in secrets[..voters].chunks(BATCH).enumerate() {
        let start = batch * BATCH;
        let cast = keys.par_iter().enumerate().map(|(at, key)| {
            let voter = start + at;
            let mut rng = Stream::new(1_000 + u64::try_from(voter).unwrap_or(0));
            let choices = Choices::parse(CHOICES[voter % CHOICES.len()])?;
            let seed = BallotSeed::random(key, &mut rng);
            let cast = booth.seal(key, choices, seed, &mut rng)?.cast();
            let checked = check_ballot(&election, cast.bytes(), |_| Some(&publics[voter]));
            Ok((checked.map_err(|fault| fault.error)?, cast))
        });
        for made in cast.collect::<Vec<Result<_, palier_ballots::Error>>>() {
            let (checked, cast) = made?;
            tally.add(checked, 1);
            file.write_all(&append::ballot(&mut writer, &cast)?)?;
        }
    }
    file.write_all(&append::end_of_ballots(&mut writer)?)?;
    let ended = file.stream_position()?;
    file.write_all(&append::encrypted_tally(&mut writer, &tally.records())?)?;
    let tallied = file.stream_position()?;
    let sum = tally.sum();
    let mut factors = HashMap::new();
    let fingerprint = election.fingerprint();
    for (owner, key) in &made.keys {
        let text = decrypt(fingerprint, key, &sum, &mut rng);
        let (made, verdict) =
            check_partial_decryption::<G>(fingerprint, &key.public(), &sum, &text)?;
        verdict?;
        factors.insert(*owner, made);
        file.write_all(&append::partial_decryption(&mut writer, *owner, &text)?)?;
    }
    let result = conduct::result::<G>(&sum, tally.weight(), &made.texts, &factors)?;
    file.write_all(&append::result(&mut writer, &result)?)?;
    file.flush()?;
    Ok([ended, tallied])
}
