//! A holder's part from her first key to the tally, in texts alone.

use palier_ballots::conduct::Verified;
use palier_ballots::holder::{
    KeyFile, Made, Protection, certificates, certificates_fingerprint, check, decrypt, inputs,
    new_seed, new_single, output, polynomial, threshold,
};
use palier_ballots::threshold::Context;
use palier_ballots::wire::TrusteeText;
use palier_ballots::{Belenios2048, Ed25519, Error, Group, Making, SecretScalar, TrusteeKeyText};
use serde_json::Value;

use super::whole::{Holders, Plan, Run, SIMPLE, Stream, run, run_with};

const OPEN: Protection<'static> = Protection::Unprotected;

/// Two holders of three, and a server whose key is whole.
const PLAN: Plan = Plan {
    single: 0,
    ..SIMPLE
};

fn opened(text: &str) -> KeyFile {
    KeyFile::open(text, OPEN).unwrap()
}

/// What each party has after the six rounds, 2 of 3.
struct Rounds {
    seeds: Vec<Made>,
    certificates: String,
    polynomials: Vec<String>,
    inputs: Vec<String>,
    shares: Vec<Made>,
    part: String,
}

fn strs<T: AsRef<str>>(texts: &[T]) -> Vec<&str> {
    texts.iter().map(AsRef::as_ref).collect()
}

fn publics(made: &[Made]) -> Vec<&str> {
    made.iter().map(|made| &*made.public).collect()
}

/// Round 1 of some holders, each unprotected.
fn seeds(group: &str, size: u64, threshold: u64, rng: &mut Stream) -> Vec<Made> {
    let seed = |index| {
        let context = Context {
            size,
            threshold,
            index,
        };
        new_seed(group, context, OPEN, rng).unwrap()
    };
    (1..=size).map(seed).collect()
}

fn rounds(group: &str, rng: &mut Stream) -> Rounds {
    let seeds = seeds(group, 3, 2, rng);
    let certificates = certificates(&publics(&seeds), 2).unwrap();
    let polynomials: Vec<String> = seeds
        .iter()
        .map(|made| polynomial(&opened(&made.key_file), &certificates, rng).unwrap())
        .collect();
    let inputs = inputs(&certificates, &strs(&polynomials)).unwrap();
    let shares: Vec<Made> = seeds
        .iter()
        .zip(&inputs)
        .map(|(made, input)| {
            output(&opened(&made.key_file), &certificates, input, OPEN, rng).unwrap()
        })
        .collect();
    let part = threshold(&certificates, &strs(&polynomials), &publics(&shares)).unwrap();
    Rounds {
        seeds,
        certificates,
        polynomials,
        inputs,
        shares,
        part,
    }
}

/// The number in an unprotected key file.
fn secret<G: Group>(file: &str) -> SecretScalar<G> {
    let file: Value = serde_json::from_str(file).unwrap();
    SecretScalar::decode(file["secret"].as_str().unwrap()).unwrap()
}

/// An election of a server's key and two of three holders.
struct Conducted<G: Group> {
    server: Made,
    rounds: Rounds,
    run: Run<G>,
}

impl<G: Making> Conducted<G> {
    fn new(rng: &mut Stream) -> Self {
        let server = new_single(G::NAME, OPEN, rng).unwrap();
        let rounds = rounds(G::NAME, rng);
        let key: TrusteeKeyText = serde_json::from_str(&server.public).unwrap();
        let part = serde_json::from_str(&rounds.part).unwrap();
        let keys = [&server, &rounds.shares[0], &rounds.shares[2]];
        let holders = Holders {
            texts: vec![TrusteeText::Single(key), TrusteeText::Pedersen(part)],
            keys: [1, 2, 4]
                .into_iter()
                .zip(keys.map(|made| secret::<G>(&made.key_file)))
                .collect(),
        };
        let run = run_with(&PLAN, holders, rng);
        Self {
            server,
            rounds,
            run,
        }
    }

    /// The archive once the tally stands in it.
    fn tallied(&self) -> Verified {
        Verified::read(self.run.archive[..self.run.until_tally].chunks(4096)).unwrap()
    }
}

fn whole_election<G: Making>() {
    let mut rng = Stream::new(31);
    let conducted = Conducted::<G>::new(&mut rng);
    assert_eq!(conducted.run.result, [[1, 0, 0, 0, 0, 1]]);
    let archive = conducted.tallied();
    let published = String::from_utf8_lossy(&conducted.run.archive);
    let shares = &conducted.rounds.shares;
    for (owner, made) in [(1, &conducted.server), (2, &shares[0]), (4, &shares[2])] {
        let key = opened(&made.key_file);
        let standing = check(&archive, &key).unwrap();
        assert_eq!(
            (standing.owner, standing.holders, standing.decrypts),
            (owner, 4, true)
        );
        let made = decrypt(&archive, &key, None, &mut rng).unwrap();
        assert_eq!(made.owner, owner);
        assert_eq!(Some(&made.tally), standing.tally.as_ref());
        let text: Value = serde_json::from_str(&made.text).unwrap();
        assert_eq!(text["owner"], owner);
        let factors = text["decryption"]["decryption_factors"].to_string();
        assert!(published.contains(&factors), "holder {owner}");
    }
    let seed = opened(&conducted.rounds.seeds[1].key_file);
    let standing = check(&archive, &seed).unwrap();
    assert_eq!(
        (standing.owner, standing.threshold, standing.size),
        (3, 2, 3)
    );
    assert!(!standing.decrypts);
    let fingerprint = certificates_fingerprint(&conducted.rounds.certificates).unwrap();
    assert_eq!(standing.certificates, Some(fingerprint));
}

#[test]
fn a_holder_who_keeps_one_file_decrypts_with_it() {
    whole_election::<Ed25519>();
    whole_election::<Belenios2048>();
}

#[test]
fn a_tally_is_decrypted_again_but_never_a_second_one() {
    let mut rng = Stream::new(32);
    let conducted = Conducted::<Ed25519>::new(&mut rng);
    let archive = conducted.tallied();
    let key = opened(&conducted.server.key_file);
    let first = decrypt(&archive, &key, None, &mut rng).unwrap();
    let again = decrypt(&archive, &key, Some(&first.tally), &mut rng).unwrap();
    assert_eq!(again.tally, first.tally);
    let refused = decrypt(&archive, &key, Some("another"), &mut rng);
    assert_eq!(refused, Err(Error::OtherTally));
}

#[test]
fn a_key_that_is_no_holders_is_told_so() {
    let mut rng = Stream::new(33);
    let conducted = Conducted::<Ed25519>::new(&mut rng);
    let archive = conducted.tallied();
    let stranger = new_single("Ed25519", OPEN, &mut rng).unwrap();
    let stranger = opened(&stranger.key_file);
    assert_eq!(check(&archive, &stranger), Err(Error::NotAHolder));
    let refused = decrypt(&archive, &stranger, None, &mut rng);
    assert_eq!(refused, Err(Error::NotAHolder));
    let others = seeds("Ed25519", 3, 2, &mut rng);
    let other = opened(&others[0].key_file);
    assert_eq!(check(&archive, &other), Err(Error::NotAHolder));
}

#[test]
fn a_key_of_another_group_is_told_so() {
    let mut rng = Stream::new(34);
    let archive = Verified::read([run::<Ed25519>(&SIMPLE, 11).archive]).unwrap();
    let expected = Error::KeyGroup {
        key: "BELENIOS-2048".to_owned(),
        election: "Ed25519".to_owned(),
    };
    let single = new_single("BELENIOS-2048", OPEN, &mut rng).unwrap();
    let refused = check(&archive, &opened(&single.key_file));
    assert_eq!(refused, Err(expected.clone()));
    let refused = decrypt(&archive, &opened(&single.key_file), None, &mut rng);
    assert_eq!(refused, Err(expected.clone()));
    let seeds = seeds("BELENIOS-2048", 1, 1, &mut rng);
    let refused = check(&archive, &opened(&seeds[0].key_file));
    assert_eq!(refused, Err(expected));
    let unknown = new_single("RFC-3526-2048", OPEN, &mut rng).map(|_| ());
    let name = "RFC-3526-2048".to_owned();
    assert_eq!(unknown, Err(Error::GroupUnsupported { name }));
}

#[test]
fn a_seed_does_not_decrypt_and_another_key_plays_no_round() {
    let mut rng = Stream::new(35);
    let conducted = Conducted::<Ed25519>::new(&mut rng);
    let seed = opened(&conducted.rounds.seeds[0].key_file);
    let refused = decrypt(&conducted.tallied(), &seed, None, &mut rng);
    assert!(matches!(refused, Err(Error::KeyKind { .. })), "{refused:?}");
    for made in [&conducted.server, &conducted.rounds.shares[0]] {
        let key = opened(&made.key_file);
        let refused = polynomial(&key, &conducted.rounds.certificates, &mut rng);
        assert!(matches!(refused, Err(Error::KeyKind { .. })), "{refused:?}");
    }
}

#[test]
fn a_share_decrypts_only_with_the_certificates_that_its_holder_checked() {
    let mut rng = Stream::new(36);
    let conducted = Conducted::<Ed25519>::new(&mut rng);
    let file = &conducted.rounds.shares[0].key_file;
    let fingerprint = certificates_fingerprint(&conducted.rounds.certificates).unwrap();
    let moved = opened(&file.replace(&fingerprint, "another"));
    let archive = conducted.tallied();
    assert_eq!(check(&archive, &moved), Err(Error::OtherCertificates));
    let refused = decrypt(&archive, &moved, None, &mut rng);
    assert_eq!(refused, Err(Error::OtherCertificates));
}

#[test]
fn nothing_is_said_about_an_archive_that_is_not_valid() {
    let mut archive = run::<Ed25519>(&SIMPLE, 11).archive;
    let at = archive.len() - 3000;
    archive[at] ^= 1;
    let refused = Verified::read(archive.chunks(1000)).map(|_| ());
    assert!(
        matches!(refused, Err(Error::ArchiveRefused { .. })),
        "{refused:?}"
    );
    let refused = Verified::read([&archive[..512]]).map(|_| ());
    assert!(
        matches!(refused, Err(Error::ArchiveRefused { .. })),
        "{refused:?}"
    );
}

#[test]
fn a_holder_refuses_certificates_of_another_size_and_without_hers() {
    let mut rng = Stream::new(37);
    let mine = new_seed(
        "Ed25519",
        Context {
            size: 3,
            threshold: 2,
            index: 1,
        },
        OPEN,
        &mut rng,
    )
    .unwrap();
    let mine = opened(&mine.key_file);
    for (size, least) in [(4, 2), (3, 3)] {
        let others = certificates(&publics(&seeds("Ed25519", size, least, &mut rng)), least);
        let refused = polynomial(&mine, &others.unwrap(), &mut rng);
        let Err(Error::Differs { expected, found }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(expected, "2 of 3 holders in Ed25519");
        assert_eq!(found, format!("{least} of {size} holders in Ed25519"));
    }
    let others = certificates(&publics(&seeds("Ed25519", 3, 2, &mut rng)), 2).unwrap();
    let refused = polynomial(&mine, &others, &mut rng);
    assert_eq!(refused, Err(Error::NotAHolder));
}

#[test]
fn a_holder_whose_certificate_or_share_is_wrong_is_named() {
    let mut rng = Stream::new(38);
    let Rounds {
        seeds,
        certificates: sent,
        mut polynomials,
        ..
    } = rounds("Ed25519", &mut rng);
    let number = |error: Error| match error {
        Error::Holder { number, .. } => number,
        other => panic!("{other:?}"),
    };
    // Holder 2 sends holder 3 what belongs to another polynomial of hers.
    let key = opened(&seeds[1].key_file);
    let other: Value = serde_json::from_str(&polynomial(&key, &sent, &mut rng).unwrap()).unwrap();
    let mut cheating: Value = serde_json::from_str(&polynomials[1]).unwrap();
    cheating["secrets"][2] = other["secrets"][2].clone();
    polynomials[1] = cheating.to_string();
    let received = inputs(&sent, &strs(&polynomials)).unwrap();
    let third = opened(&seeds[2].key_file);
    let refused = output(&third, &sent, &received[2], OPEN, &mut rng).map(|_| ());
    let said = refused.as_ref().unwrap_err().to_string();
    assert!(
        said.starts_with("holder 2: secrets[1]: does not lie on"),
        "{said}"
    );
    assert_eq!(number(refused.unwrap_err()), 2);
    // A certificate whose signature is another's.
    let mut forged: Value = serde_json::from_str(&sent).unwrap();
    forged["certs"][2]["signature"] = forged["certs"][0]["signature"].clone();
    let refused = polynomial(&third, &forged.to_string(), &mut rng).map(|_| ());
    assert_eq!(number(refused.unwrap_err()), 3);
}

#[test]
fn the_server_takes_what_holders_sent_in_any_order_and_says_who_is_missing() {
    let mut rng = Stream::new(39);
    let Rounds {
        seeds,
        certificates: sent,
        polynomials,
        inputs: expected,
        shares,
        part,
    } = rounds("Ed25519", &mut rng);
    let turned = |texts: Vec<&'_ str>| -> Vec<String> {
        texts.into_iter().rev().map(str::to_owned).collect()
    };
    let certs = turned(publics(&seeds));
    assert_eq!(certificates(&strs(&certs), 2), Ok(sent.clone()));
    let polynomials = turned(strs(&polynomials));
    assert_eq!(inputs(&sent, &strs(&polynomials)), Ok(expected));
    let outputs = turned(publics(&shares));
    let made = threshold(&sent, &strs(&polynomials), &strs(&outputs));
    assert_eq!(made, Ok(part));
    let said = |refused: Result<Vec<String>, Error>| refused.unwrap_err().to_string();
    assert_eq!(
        said(inputs(&sent, &strs(&polynomials[1..]))),
        "holder 3: missing"
    );
    let twice = [&polynomials[0], &polynomials[0], &polynomials[1]];
    assert_eq!(
        said(inputs(&sent, &strs(&twice))),
        "holder 3: the key is that of another holder"
    );
    let refused = threshold(&sent, &strs(&polynomials), &strs(&outputs[..2]));
    assert_eq!(refused.unwrap_err().to_string(), "holder 1: missing");
}
