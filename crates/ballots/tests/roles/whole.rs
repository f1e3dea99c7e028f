//! A whole election run by this crate, for other tests to check.

use std::collections::HashMap;

use palier_ballots::archive::Writer;
use palier_ballots::check::{check_ballot, check_partial_decryption};
use palier_ballots::conduct::{self, Tally, Template, append};
use palier_ballots::make::{BallotSeed, Booth, CastBallot, Choices};
use palier_ballots::threshold::{Certificates, Context, Seed, certify};
use palier_ballots::wire::{TrusteeText, print};
use palier_ballots::{
    Credential, Election, ElectionId, Group, Making, PublicCredentials, SecretScalar, TrusteeKey,
    decrypt,
};
use std::convert::Infallible;

use rand::{TryCryptoRng, TryRng};
use sha2::{Digest, Sha256};

/// Hashes of a counter: a generator that stays the same whatever libraries do, for frozen vectors.
pub struct Stream {
    seed: u64,
    counter: u64,
}

impl Stream {
    pub fn new(seed: u64) -> Self {
        Self { seed, counter: 0 }
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        for chunk in to.chunks_mut(32) {
            let text = format!("stream|{}|{}", self.seed, self.counter);
            chunk.copy_from_slice(&Sha256::digest(text)[..chunk.len()]);
            self.counter += 1;
        }
        Ok(())
    }
}

impl TryCryptoRng for Stream {}

/// What an election is made of.
pub struct Plan {
    /// Answers, min, max and blank of each question.
    pub questions: &'static [(u64, u64, u64, bool)],
    /// The weight of each voter.
    pub weights: &'static [u64],
    /// How many single trustees there are.
    pub single: u64,
    /// Threshold and number of the holders of a threshold part, if there is one.
    pub threshold: Option<(u64, u64)>,
    /// Each ballot cast: the voter and the choices.
    pub ballots: &'static [(usize, &'static str)],
}

/// One choice of five or blank, two voters of three, one of them twice.
pub const SIMPLE: Plan = Plan {
    questions: &[(5, 1, 1, true)],
    weights: &[1, 1, 1],
    single: 1,
    threshold: None,
    ballots: &[(0, "010000"), (1, "100000"), (0, "000001")],
};

/// The server and two of three holders.
pub const THRESHOLD: Plan = Plan {
    single: 1,
    threshold: Some((2, 3)),
    ..SIMPLE
};

/// Weights above 2^30, and two trustees who must both take part.
pub const WEIGHTS: Plan = Plan {
    questions: &[(5, 1, 1, true)],
    weights: &[1, 70_000, 3_000_000_000],
    single: 2,
    threshold: None,
    ballots: &[(0, "010000"), (2, "000100"), (1, "010000")],
};

/// Several questions, with and without a blank vote, from none to three choices.
pub const UP_TO_THREE: Plan = Plan {
    questions: &[(6, 0, 3, false), (2, 0, 2, true), (1, 1, 1, false)],
    weights: &[1, 1, 1, 1],
    single: 1,
    threshold: None,
    ballots: &[
        (0, "000000.000.1"),
        (1, "110100.100.1"),
        (2, "000001.011.1"),
        (3, "010000.010.1"),
    ],
};

/// The identifier of every one of these elections.
pub const UUID: &str = "EssaiDePaLier1";

/// What a run leaves.
pub struct Run<G: Group> {
    /// The keys of the holders who take part, with their numbers.
    pub keys: Vec<(u64, SecretScalar<G>)>,
    /// The length of the archive once the tally stands in it.
    pub until_tally: usize,
    pub archive: Vec<u8>,
    pub ballots: Vec<CastBallot>,
    pub result: Vec<Vec<u64>>,
}

/// The trustees of an election: what is published, and each holder's key by her number.
pub struct Holders<G: Group> {
    pub texts: Vec<TrusteeText>,
    pub keys: Vec<(u64, SecretScalar<G>)>,
}

pub fn holders<G: Making>(plan: &Plan, rng: &mut Stream) -> Holders<G> {
    let mut holders = Holders {
        texts: Vec::new(),
        keys: Vec::new(),
    };
    for owner in 1..=plan.single {
        let secret = SecretScalar::<G>::random(rng);
        let text = TrusteeKey::publish(&secret, rng).print();
        holders.texts.push(TrusteeText::Single(text));
        holders.keys.push((owner, secret));
    }
    let Some((threshold, size)) = plan.threshold else {
        return holders;
    };
    let seeds: Vec<Seed> = (0..size).map(|_| Seed::random(rng)).collect();
    let texts = (1..).zip(&seeds).map(|(index, seed)| {
        let context = Context {
            size,
            threshold,
            index,
        };
        certify::<G, _>(seed, context, rng).unwrap()
    });
    let certificates = Certificates::<G>::check(texts.collect(), threshold).unwrap();
    let polynomials: Vec<_> = seeds
        .iter()
        .map(|seed| certificates.polynomial(seed, rng).unwrap())
        .collect();
    let inputs = certificates.inputs(&polynomials).unwrap();
    let outputs: Vec<_> = seeds
        .iter()
        .zip(&inputs)
        .map(|(seed, input)| certificates.output(seed, input, rng).unwrap())
        .collect();
    let part = certificates.finish(&polynomials, &outputs).unwrap();
    holders.texts.push(TrusteeText::Pedersen(part));
    for (index, (seed, output)) in (1..).zip(seeds.iter().zip(&outputs)) {
        let key = certificates
            .decryption_key(seed, &output.private_key)
            .unwrap();
        holders.keys.push((plan.single + index, key));
    }
    // The first holder of the threshold part stays away.
    holders.keys.remove(usize::try_from(plan.single).unwrap());
    holders
}

pub fn template(plan: &Plan) -> Template {
    let questions: Vec<_> = plan
        .questions
        .iter()
        .map(|(answers, min, max, blank)| {
            let answers: Vec<_> = (1..=*answers).map(|n| format!("Réponse {n}")).collect();
            let mut question = serde_json::json!({
                "answers": answers, "min": min, "max": max, "question": "Quelle réponse ?",
            });
            if *blank {
                question["blank"] = true.into();
            }
            question
        })
        .collect();
    let text = serde_json::json!({
        "description": "Un essai.", "name": "Essai", "questions": questions,
    });
    Template::read(text.to_string().as_bytes()).unwrap()
}

pub fn run<G: Making>(plan: &Plan, seed: u64) -> Run<G> {
    let mut rng = Stream::new(seed);
    let holders = holders::<G>(plan, &mut rng);
    run_with(plan, holders, &mut rng)
}

/// The same with these trustees.
pub fn run_with<G: Making>(plan: &Plan, holders: Holders<G>, rng: &mut Stream) -> Run<G> {
    let id = ElectionId::parse(UUID).unwrap();
    let Holders { texts, keys } = holders;
    let bytes = conduct::election::<G>(&template(plan), &id, &texts).unwrap();
    let election = Election::<G>::read(&bytes).unwrap();
    let credentials: Vec<SecretScalar<G>> = plan
        .weights
        .iter()
        .map(|_| Credential::random(rng).derive(&id))
        .collect();
    let publics: Vec<G::Element> = credentials.iter().map(SecretScalar::public).collect();
    let lines = publics.iter().zip(plan.weights.iter().copied());
    let list = PublicCredentials::new::<G>(lines).unwrap();

    let (mut writer, mut archive) = Writer::start(1_790_000_000).unwrap();
    archive.extend(append::setup(&mut writer, &bytes, &print(&texts), &list).unwrap());
    let booth = Booth::new(&election);
    let mut tally = Tally::new(election.questions());
    let mut ballots = Vec::new();
    for (voter, choices) in plan.ballots {
        let choices = Choices::parse(choices).unwrap();
        let seed = BallotSeed::random(&credentials[*voter], rng);
        let cast = booth
            .seal(&credentials[*voter], choices, seed, rng)
            .unwrap()
            .cast();
        let checked = check_ballot(&election, cast.bytes(), |_| Some(&publics[*voter])).unwrap();
        tally.add(checked, plan.weights[*voter]);
        archive.extend(append::ballot(&mut writer, &cast).unwrap());
        ballots.push(cast);
    }
    archive.extend(append::end_of_ballots(&mut writer).unwrap());
    archive.extend(append::encrypted_tally(&mut writer, &tally.records()).unwrap());
    let until_tally = archive.len();
    let sum = tally.sum();
    let mut factors = HashMap::new();
    for (owner, key) in &keys {
        let text = decrypt(election.fingerprint(), key, &sum, rng);
        let (made, verdict) =
            check_partial_decryption::<G>(election.fingerprint(), &key.public(), &sum, &text)
                .unwrap();
        verdict.unwrap();
        factors.insert(*owner, made);
        archive.extend(append::partial_decryption(&mut writer, *owner, &text).unwrap());
    }
    let text = conduct::result::<G>(&sum, tally.weight(), &texts, &factors).unwrap();
    archive.extend(append::result(&mut writer, &text).unwrap());
    let counts = |row: &Vec<palier_ballots::wire::Number>| row.iter().map(|n| n.0).collect();
    let result = text.result.iter().map(counts).collect();
    Run {
        keys,
        until_tally,
        archive,
        ballots,
        result,
    }
}
