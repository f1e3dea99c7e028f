//! Ballots: made, bound to their voter, audited.

use palier_ballots::check::{Ciphertext, check_answer, check_ballot, check_ballot_signature};
use palier_ballots::make::{BallotSeed, Booth, Choices, Opening};
use palier_ballots::wire::{AnswerText, BallotText, parse, print};
use palier_ballots::{
    Belenios2048, Credential, Ed25519, Election, ElectionId, Error, Group, Making, SecretScalar,
};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;
use sha2::{Digest, Sha256};

use super::whole::{Plan, SIMPLE, Stream, holders, run, template};

fn election<G: Making>(plan: &Plan, seed: u64) -> Election<G> {
    let mut rng = Stream::new(seed);
    let id = ElectionId::parse("EssaiDePaLier1").unwrap();
    let texts = holders::<G>(plan, &mut rng).texts;
    let bytes = palier_ballots::conduct::election::<G>(&template(plan), &id, &texts).unwrap();
    Election::read(&bytes).unwrap()
}

fn voter<G: Group>(seed: u64) -> SecretScalar<G> {
    let id = ElectionId::parse("EssaiDePaLier1").unwrap();
    Credential::random(&mut StdRng::seed_from_u64(seed)).derive(&id)
}

fn ballot<G: Making>(election: &Election<G>, key: &SecretScalar<G>, choices: &str) -> Vec<u8> {
    let mut rng = StdRng::seed_from_u64(21);
    let seed = BallotSeed::random(key, &mut rng);
    let choices = Choices::parse(choices).unwrap();
    let sealed = Booth::new(election).seal(key, choices, seed, &mut rng);
    sealed.unwrap().cast().bytes().to_vec()
}

const TWO: Plan = Plan {
    questions: &[(3, 0, 2, true), (4, 1, 4, false)],
    ..SIMPLE
};

#[test]
fn every_allowed_choice_makes_a_ballot_that_checks() {
    let election = election::<Ed25519>(&TWO, 1);
    let key = voter::<Ed25519>(2);
    for first in ["1000", "0000", "0100", "0010", "0011", "0101"] {
        for second in ["1000", "1111", "0101"] {
            let bytes = ballot(&election, &key, &format!("{first}.{second}"));
            let public = key.public();
            let checked = check_ballot(&election, &bytes, |_| Some(&public)).map(|_| ());
            assert_eq!(checked, Ok(()), "{first}.{second}");
        }
    }
}

#[test]
fn a_choice_that_is_not_allowed_makes_no_ballot() {
    let election = election::<Ed25519>(&TWO, 1);
    let key = voter::<Ed25519>(2);
    let refused = |text: &str| {
        let mut rng = StdRng::seed_from_u64(3);
        let seed = BallotSeed::random(&key, &mut rng);
        let choices = Choices::parse(text).unwrap();
        let sealed = Booth::new(&election).seal(&key, choices, seed, &mut rng);
        sealed.err().unwrap()
    };
    let at = |question: usize, cause| Error::At {
        place: format!("choices[{question}]"),
        cause: Box::new(cause),
    };
    let first = at(0, Error::ChoicesCount { min: 0, max: 2 });
    assert_eq!(refused("1100.1000"), first, "blank and an answer");
    assert_eq!(refused("0111.1000"), first, "three of two");
    let second = at(1, Error::ChoicesCount { min: 1, max: 4 });
    assert_eq!(refused("0100.0000"), second, "none of one");
    let length = |expected, found| Error::Length { expected, found };
    assert_eq!(refused("010.1000"), at(0, length(4, 3)));
    assert_eq!(refused("0100"), length(2, 1));
    assert_eq!(Choices::parse("0200.1000"), Err(Error::Choices));
    let two = Choices::new(vec![vec![0, 2, 0, 0], vec![1, 0, 0, 0]]);
    assert_eq!(two.fit(election.questions()), Err(at(0, Error::Choices)));
}

/// The proofs of an answer against what they are bound to, each changed in turn.
fn bound<G: Making>() {
    let (election, other) = (election::<G>(&TWO, 1), election::<G>(&TWO, 2));
    let [key, foreign] = [2, 3].map(voter::<G>);
    let bytes = ballot(&election, &key, "0110.0100");
    let text: BallotText = parse(&bytes).unwrap();
    let name = |election: &Election<G>, key: &SecretScalar<G>| {
        format!("{}|{}", election.fingerprint(), G::encode(&key.public()))
    };
    let holds = |election: &Election<G>, question: usize, voter: &str, answer: &AnswerText| {
        check_answer(election, &election.questions()[question], voter, answer).is_ok()
    };
    let own = name(&election, &key);
    assert!(holds(&election, 0, &own, &text.answers[0]));
    assert!(holds(&election, 1, &own, &text.answers[1]));
    // Another voter, another election, another question.
    assert!(!holds(
        &election,
        0,
        &name(&election, &foreign),
        &text.answers[0]
    ));
    assert!(!holds(&election, 0, &name(&other, &key), &text.answers[0]));
    assert!(!holds(&other, 0, &own, &text.answers[0]));
    assert!(!holds(&election, 1, &own, &text.answers[0]));
    // Two choices exchanged, with their proofs.
    let mut exchanged = text.answers[1].clone();
    exchanged.choices.swap(0, 1);
    exchanged.individual_proofs.swap(0, 1);
    assert!(!holds(&election, 1, &own, &exchanged));
    // A signature on another ballot, or by another voter.
    let proof = &text.signature.proof;
    assert!(check_ballot_signature::<G>(&key.public(), &text.signature.hash, proof).is_ok());
    assert!(check_ballot_signature::<G>(&key.public(), "another", proof).is_err());
    assert!(check_ballot_signature::<G>(&foreign.public(), &text.signature.hash, proof).is_err());
}

#[test]
fn a_proof_fails_for_another_voter_election_or_question() {
    bound::<Ed25519>();
    bound::<Belenios2048>();
}

fn audited<G: Making>() -> usize {
    let election = election::<G>(&SIMPLE, 1);
    let booth = Booth::new(&election);
    let mut rng = StdRng::seed_from_u64(5);
    let mut seal = || {
        let seed = BallotSeed::random(&voter::<G>(2), &mut rng);
        let choices = Choices::parse("000010").unwrap();
        booth.seal(&voter::<G>(2), choices, seed, &mut rng).unwrap()
    };
    let sealed = seal();
    let tracking_number = sealed.tracking_number();
    let printed = sealed.open(election.id()).print();
    assert!(printed.len() <= 600, "{printed}");
    let elsewhere = Booth::new(&election);
    let audited = elsewhere.audit(Opening::parse(&printed).unwrap()).unwrap();
    assert_eq!(audited.tracking_number, tracking_number);
    assert_eq!(audited.choices.expose(), "000010");

    // A device that encrypted something else cannot open it as what the voter chose.
    let pretended = printed.replace("000010", "010000");
    let refused = elsewhere.audit(Opening::parse(&pretended).unwrap());
    assert_eq!(refused, Err(Error::ProofRefused));
    // Each ballot has its own seed.
    assert_ne!(seal().tracking_number(), tracking_number);
    printed.len()
}

#[test]
fn an_opening_of_at_most_600_bytes_makes_the_same_tracking_number_elsewhere() {
    let lengths = [audited::<Ed25519>(), audited::<Belenios2048>()];
    assert!(lengths[0] < 250, "{lengths:?}");
}

#[test]
fn an_opening_has_one_shape() {
    for text in [
        "",
        "palier-audit-2/a/b/c/d/e/f",
        "palier-audit-1/EssaiDePaLier1/01/x",
    ] {
        assert!(Opening::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_seed_used_twice_encrypts_two_votes_with_different_numbers() {
    let election = election::<Ed25519>(&SIMPLE, 1);
    let booth = Booth::new(&election);
    let alphas = |choices: &str, voted: u64| {
        let mut rng = StdRng::seed_from_u64(6);
        // The same seed whoever votes.
        let seed = BallotSeed::random(&voter::<Ed25519>(9), &mut rng);
        let choices = Choices::parse(choices).unwrap();
        let sealed = booth.seal(&voter(voted), choices, seed, &mut rng).unwrap();
        let text: BallotText = parse(sealed.cast().bytes()).unwrap();
        let answer = text.answers[0].choices.clone();
        answer
            .into_iter()
            .map(|choice| choice.alpha)
            .collect::<Vec<_>>()
    };
    let one = alphas("010000", 2);
    assert_eq!(one, alphas("010000", 2));
    for other in [alphas("001000", 2), alphas("010000", 3)] {
        assert!(one.iter().all(|alpha| !other.contains(alpha)));
    }
}

#[test]
fn the_signature_does_not_follow_from_the_seed() {
    let election = election::<Ed25519>(&SIMPLE, 1);
    let booth = Booth::new(&election);
    let sealed = |generator: u64| {
        let seed = BallotSeed::random(&voter::<Ed25519>(2), &mut StdRng::seed_from_u64(7));
        let choices = Choices::parse("010000").unwrap();
        let mut rng = StdRng::seed_from_u64(generator);
        let sealed = booth.seal(&voter(2), choices, seed, &mut rng).unwrap();
        parse::<BallotText>(sealed.cast().bytes()).unwrap()
    };
    let (one, other) = (sealed(1), sealed(2));
    assert_eq!(one.answers, other.answers);
    assert_eq!(one.signature.hash, other.signature.hash);
    assert_ne!(one.signature.proof, other.signature.proof);
}

#[test]
fn what_knows_a_vote_does_not_print_it() {
    let choices = Choices::parse("010000").unwrap();
    assert_eq!(format!("{choices:?}"), "Choices(..)");
    let seed = BallotSeed::random(&voter::<Ed25519>(2), &mut StdRng::seed_from_u64(7));
    assert_eq!(format!("{seed:?}"), "BallotSeed(..)");
}

/// Frozen: whatever changes these hashes changes what old seeds and openings mean.
#[test]
fn our_own_vectors_for_ed25519_are_frozen() {
    let run = run::<Ed25519>(&SIMPLE, 1);
    let hash = |bytes: &[u8]| hex::encode(Sha256::digest(bytes));
    let first: BallotText = parse(run.ballots[0].bytes()).unwrap();
    let found = [
        first.answers[0].choices[0].alpha.clone(),
        run.ballots[0].tracking_number(),
        hash(&run.archive),
    ];
    let frozen = [
        "07a25ad49808f4a653237008e7acf28999c62b647c76eb82b29b0650e483a7b4",
        "iIRVIOXxA/bmbMpNtSAqs9KFsbTpLqAq7HgaT0pJJxQ",
        "2e1f07d8437b810a6bc41e2dda7a50b63934837e89264f8bb54bd717b663be95",
    ];
    assert_eq!(found, frozen);
    assert_eq!(print(&first), run.ballots[0].bytes());
}

#[test]
fn an_opening_of_the_first_version_reads_for_good() {
    let election = election::<Ed25519>(&SIMPLE, 1);
    let booth = Booth::new(&election);
    let mut rng = Stream::new(8);
    let key = voter_of_vectors(&election);
    let seed = BallotSeed::random(&key, &mut rng);
    let choices = Choices::parse("100000").unwrap();
    let sealed = booth.seal(&key, choices, seed, &mut rng).unwrap();
    let found = [sealed.tracking_number(), sealed.open(election.id()).print()];
    let frozen = [
        "4GaqoCj646wr5/KvrPwF4WZVIEVJbJOsGpCwR1EZu7k",
        "palier-audit-1/EssaiDePaLier1/100000/1Sd4qZpOIdfBu5C6motV3pVthhDPY899j16IEvsrC_s/\
         ARG5bLTzXsd5glKlvcYwWNFXGe4OlQS1sYIlnxPTsCm7/\
         AAZTiuMTOztotW8LAI91y2l5j_G55tTVbGf1-JzfJLQr/AAzM6dlNJc3HvNRLyJZW3tvzbTdwzhgxPtkkwzNWW4CE",
    ];
    assert_eq!(found, frozen);
    let audited = booth.audit(Opening::parse(frozen[1]).unwrap()).unwrap();
    assert_eq!(audited.tracking_number, frozen[0]);
}

/// A voter whose code does not hang on a library's generator.
fn voter_of_vectors(election: &Election<Ed25519>) -> SecretScalar<Ed25519> {
    let code = Credential::parse("k3ns7-TzTnLQ-eq4gz-3gGx9W").unwrap();
    code.derive(election.id())
}

#[test]
fn a_broken_generator_gives_two_voters_different_seeds() {
    let election = election::<Ed25519>(&SIMPLE, 1);
    let opened = |voted: u64| {
        let mut rng = StdRng::seed_from_u64(8);
        let key = voter::<Ed25519>(voted);
        let seed = BallotSeed::random(&key, &mut rng);
        let choices = Choices::parse("010000").unwrap();
        let sealed = Booth::new(&election).seal(&key, choices, seed, &mut rng);
        let opening = sealed.unwrap().open(election.id()).print();
        opening.split('/').nth(3).unwrap().to_owned()
    };
    assert_eq!(opened(2), opened(2));
    assert_ne!(opened(2), opened(3));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_sum_of_ciphertexts_holds_the_sum_of_the_messages(
        votes in prop::collection::vec((0u64..1000, 1u64..50), 1..6), seed: u64,
    ) {
        fn sums<G: Making>(votes: &[(u64, u64)], seed: u64) -> Result<(), TestCaseError> {
            let mut rng = StdRng::seed_from_u64(seed);
            let secret = SecretScalar::<G>::random(&mut rng);
            let key = secret.public();
            let mut total = Ciphertext::<G>::zero();
            let mut expected = 0;
            for (message, weight) in votes {
                let r = SecretScalar::<G>::random(&mut rng);
                let r = G::decode_scalar(&r.encode())?;
                let message_point = G::multiply_generator(&G::small(*message));
                let ciphertext = Ciphertext {
                    alpha: G::multiply_generator(&r),
                    beta: G::add(&G::multiply(&key, &r), &message_point),
                };
                total = total.add(&ciphertext.weigh(*weight));
                expected += message * weight;
            }
            let x = G::decode_scalar(&secret.encode())?;
            let opened = G::add(&total.beta, &G::negate(&G::multiply(&total.alpha, &x)));
            prop_assert_eq!(palier_ballots::count::<G>(&opened, 300_000), Ok(expected));
            Ok(())
        }
        sums::<Ed25519>(&votes, seed)?;
        sums::<Belenios2048>(&votes[..1], seed)?;
    }
}
