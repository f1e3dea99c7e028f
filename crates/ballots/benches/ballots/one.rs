//! One ballot at a time, on one core.

use std::hint::black_box;
use std::time::{Duration, Instant};

use palier_ballots::archive::Reader;
use palier_ballots::check::check_ballot;
use palier_ballots::make::{BallotSeed, Booth, Choices};
use palier_ballots::wire::{BallotText, parse};
use palier_ballots::{
    Credential, Ed25519, Election, ElectionId, Group, Making, Rfc3526, SecretScalar, conduct,
};

use super::Outcome;
use super::whole::{SIMPLE, Stream, UUID, holders, template};

/// An archive of the group in which nothing is made here.
const FOREIGN: &[u8] = include_bytes!("../../tests/vectors/20-basic-rfc3526/g6yCR9RDxgK6Hy.bel");

/// Prints what one multiplication of the curve's library takes, to know the machine by.
pub fn yardstick(rounds: u64) -> Outcome<()> {
    let mut rng = Stream::new(2);
    let keys = [
        SecretScalar::random(&mut rng),
        SecretScalar::<Ed25519>::random(&mut rng),
    ];
    let [a, b] = keys.map(|key| Ed25519::decode_scalar(&key.encode()));
    let (a, b, element) = (a?, b?, Ed25519::multiply_generator(&Ed25519::small(7)));
    let rounds: Vec<u64> = (0..rounds).collect();
    let each = median(&rounds, |n| {
        let a = a + Ed25519::small(*n);
        black_box(Ed25519::combine_public(
            black_box(&b),
            black_box(&a),
            black_box(&element),
        ));
        Ok(())
    })?;
    let each = each.as_secs_f64() * 1e6;
    println!("a·A + b·G on the curve: {each:.1} µs, the yardstick of the machine");
    Ok(())
}

/// Makes so many ballots, then verifies them, and prints the median of each.
pub fn made_and_verified<G: Making>(rounds: usize) -> Outcome<()> {
    let mut rng = Stream::new(1);
    let id = ElectionId::parse(UUID)?;
    let trustees = holders::<G>(&SIMPLE, &mut rng).texts;
    let bytes = conduct::election::<G>(&template(&SIMPLE), &id, &trustees)?;
    let election = Election::<G>::read(&bytes)?;
    let keys: Vec<SecretScalar<G>> = (0..rounds)
        .map(|_| Credential::random(&mut rng).derive(&id))
        .collect();
    let booth = Booth::new(&election);
    let mut ballots = Vec::with_capacity(rounds);
    let make = median(&keys, |key| {
        let seed = BallotSeed::random(key, &mut rng);
        let sealed = booth.seal(key, Choices::parse("010000")?, seed, &mut rng)?;
        ballots.push((key.public(), sealed.cast()));
        Ok(())
    })?;
    let verify = median(&ballots, |(key, cast)| {
        let checked = check_ballot(&election, cast.bytes(), |_| Some(key));
        black_box(checked.map_err(|fault| fault.error)?);
        Ok(())
    })?;
    let bytes = ballots.first().map_or(0, |(_, cast)| cast.bytes().len());
    print::<G>(Some(make), verify, bytes);
    Ok(())
}

/// Verifies the ballots of a foreign archive so many times.
pub fn verified_only(rounds: usize) -> Outcome<()> {
    let mut reader = Reader::new();
    reader.push(FOREIGN);
    let mut bodies = Vec::new();
    while let Some(record) = reader
        .next_record()
        .map_err(|refusal| refusal.to_string())?
    {
        bodies.push(record.body);
    }
    let election = Election::<Rfc3526>::read(bodies.get(1).ok_or("no election")?)?;
    let ballots = bodies
        .iter()
        .filter(|b| b.starts_with(b"{\"election_uuid\""));
    let ballots = ballots.map(|body| {
        let text: BallotText = parse(body)?;
        Ok((Rfc3526::decode(&text.credential)?, body))
    });
    let ballots: Vec<_> = ballots.collect::<Outcome<_>>()?;
    let some: Vec<_> = ballots.iter().cycle().take(rounds).collect();
    let verify = median(&some, |(key, body)| {
        let checked = check_ballot(&election, body, |_| Some(key));
        black_box(checked.map_err(|fault| fault.error)?);
        Ok(())
    })?;
    let bytes = ballots.first().map_or(0, |(_, body)| body.len());
    print::<Rfc3526>(None, verify, bytes);
    Ok(())
}

/// The median time of doing something with each of these.
fn median<T>(of: &[T], mut run: impl FnMut(&T) -> Outcome<()>) -> Outcome<Duration> {
    let mut times = Vec::with_capacity(of.len());
    for one in of {
        let start = Instant::now();
        run(one)?;
        times.push(start.elapsed());
    }
    times.sort();
    times
        .get(times.len() / 2)
        .copied()
        .ok_or("nothing to measure".into())
}

fn print<G: Group>(make: Option<Duration>, verify: Duration, bytes: usize) {
    let ms = |time: Duration| format!("{:.2}", time.as_secs_f64() * 1000.0);
    let make = make.map_or("-".to_owned(), ms);
    println!("{:<16} {make:>10} {:>10} {bytes:>8}", G::NAME, ms(verify));
}
