//! An election being counted.

use super::checks::Checks;
use super::credentials::Credentials;
use super::decryption::{Factors, combine};
use super::groups::{AnyElection, Events};
use super::trustees::Trustees;
use super::unchecked;
use crate::archive::{Record, Step};
use crate::check::{CheckedBallot, Ciphertext, check_ballot, check_partial_decryption};
use crate::rule::{Fault, Refusal, Rule};
use crate::wire::{
    self, EncryptedTallyText, EventType, OwnedText, PartialDecryptionText, ResultText,
    SizedTallyText,
};
use crate::{Election, Error, Group};

/// Everything that is known of an election while its archive is read.
pub(crate) struct Counting<G: Group> {
    election: Election<G>,
    trustees: Trustees<G>,
    credentials: Credentials<G>,
    /// The sum of the last ballots, weights counted.
    sum: Vec<Vec<Ciphertext<G>>>,
    ballots: u64,
    voters: u64,
    weight: u64,
    owners: Vec<u64>,
    factors: Factors<G>,
    tolerated: Vec<Refusal>,
    result: Option<Vec<Vec<u64>>>,
}

impl<G: Group> Counting<G> {
    /// Opens the election of a Setup event: its four records.
    pub fn open(records: &[Record], legacy: bool, checks: &mut Checks) -> Result<Self, Refusal> {
        let [election, trustees, credentials, _setup] = records else {
            return Err(unchecked(Rule::References));
        };
        // The setup record was read to follow its references.
        checks.pass(Rule::Canonical);
        let read = Election::<G>::read(&election.body)
            .map_err(|e| Fault::new(Rule::Election, e).of_record(&election.file()));
        let read = checks.count(Rule::Election, read)?;
        checks.pass(Rule::Membership);
        let holders = Trustees::read(&trustees.body, read.key(), legacy, checks)
            .map_err(|fault| fault.of_record(&trustees.file()))?;
        let listed = Credentials::read(&credentials.body)
            .map_err(|fault| fault.of_record(&credentials.file()));
        let listed = checks.count(Rule::Canonical, listed)?;
        checks.pass_many(Rule::Credentials, listed.len());
        checks.pass_many(Rule::Membership, listed.len());
        let questions = read.questions().iter();
        Ok(Self {
            sum: questions
                .map(|question| vec![Ciphertext::zero(); question.choices()])
                .collect(),
            election: read,
            trustees: holders,
            credentials: listed,
            ballots: 0,
            voters: 0,
            weight: 0,
            owners: Vec::new(),
            factors: Factors::<G>::new(),
            tolerated: Vec::new(),
            result: None,
        })
    }

    /// Adds a checked ballot; the voter's earlier one counts no longer.
    fn add(&mut self, ballot: &CheckedBallot<G>, file: &str) -> Result<(), Refusal> {
        let vote = self.credentials.vote(&ballot.credential, &ballot.answers);
        let (weight, before) = vote.ok_or_else(|| unchecked(Rule::BallotCredential))?;
        if before.is_none() {
            let heavier = self.weight.checked_add(weight);
            let too_heavy = || Refusal::new(file, Rule::TallySize, "the weights do not fit");
            self.weight = heavier.ok_or_else(too_heavy)?;
            self.voters += 1;
        }
        let new = ballot.answers.iter().flatten();
        let sum = self.sum.iter_mut().flatten();
        for (sum, ciphertext) in sum.zip(new) {
            *sum = sum.add(&ciphertext.weigh(weight));
        }
        let old = before.iter().flatten().flatten();
        let sum = self.sum.iter_mut().flatten();
        for (sum, ciphertext) in sum.zip(old) {
            *sum = sum.subtract(&ciphertext.weigh(weight));
        }
        Ok(())
    }

    /// Compares the encrypted tally with the sum of the ballots.
    fn tally(&mut self, records: &[Record], checks: &mut Checks) -> Result<(), Refusal> {
        let [tally, sized] = records else {
            return Err(unchecked(Rule::References));
        };
        let text: EncryptedTallyText = parse(tally, checks)?;
        let own: Vec<Vec<_>> = self
            .sum
            .iter()
            .map(|question| question.iter().map(Ciphertext::print).collect())
            .collect();
        let same = || {
            let lengths = |t: &EncryptedTallyText| t.iter().map(Vec::len).collect::<Vec<_>>();
            if lengths(&text) != lengths(&own) {
                return Err("its lists have other lengths than the questions".to_owned());
            }
            let pairs = text.iter().flatten().zip(own.iter().flatten());
            match pairs
                .enumerate()
                .find(|(_, (found, expected))| found != expected)
            {
                Some((at, _)) => Err(format!("ciphertext {at} is not the sum of the ballots")),
                None => Ok(()),
            }
        };
        let outcome = same().map_err(|culprit| Refusal::new(tally.file(), Rule::Tally, culprit));
        checks.count(Rule::Tally, outcome)?;
        let size: SizedTallyText = parse(sized, checks)?;
        let found = (size.num_tallied, size.total_weight.0);
        let expected = (self.voters, self.weight);
        let outcome = if found == expected {
            Ok(())
        } else {
            let culprit = format!(
                "{} ballots of weight {}, not {} of {}",
                found.0, found.1, expected.0, expected.1
            );
            Err(Refusal::new(sized.file(), Rule::TallySize, culprit))
        };
        checks.count(Rule::TallySize, outcome)?;
        Ok(())
    }

    /// Checks a partial decryption; one of a threshold that does not hold is kept out and named.
    fn decryption(&mut self, records: &[Record], checks: &mut Checks) -> Result<(), Refusal> {
        let [partial, owned] = records else {
            return Err(unchecked(Rule::References));
        };
        let owner = parse::<OwnedText>(owned, checks)?.owner;
        let of = self.trustees.len();
        let refused = |culprit| Refusal::new(owned.file(), Rule::DecryptionOwner, culprit);
        let place = self.trustees.place(owner);
        let place = place.ok_or_else(|| refused(format!("owner {owner} of {of} trustees")));
        let place = place.and_then(|place| match self.owners.contains(&owner) {
            false => Ok(place),
            true => Err(refused(format!("a second one by trustee {owner}"))),
        });
        let place = checks.count(Rule::DecryptionOwner, place)?;
        self.owners.push(owner);
        let text: PartialDecryptionText = parse(partial, checks)?;
        let part = &self.trustees.parts[place.0];
        let fingerprint = self.election.fingerprint();
        let read = check_partial_decryption(fingerprint, &part.keys[place.1], &self.sum, &text);
        let of_trustee = |e: Error| {
            Fault::new(Rule::DecryptionProof, e.at(format!("trustee {owner}")))
                .of_record(&partial.file())
        };
        let (factors, verdict) = read.map_err(|e| {
            let refusal = of_trustee(e);
            checks.expect(refusal.rule);
            refusal
        })?;
        checks.pass_many(Rule::Membership, factors.iter().map(Vec::len).sum());
        match checks.count(Rule::DecryptionProof, verdict.map_err(of_trustee)) {
            Ok(()) => {
                self.factors.insert(place, factors);
                Ok(())
            }
            Err(refusal) if part.single => Err(refusal),
            Err(refusal) => {
                self.tolerated.push(refusal);
                Ok(())
            }
        }
    }

    /// Compares the result with what the partial decryptions give.
    fn decrypted(&mut self, records: &[Record], checks: &mut Checks) -> Result<(), Refusal> {
        let [record] = records else {
            return Err(unchecked(Rule::References));
        };
        let shape: Vec<usize> = self.sum.iter().map(Vec::len).collect();
        let combined = combine(&self.trustees, &self.factors, &shape).map_err(|(part, held)| {
            let needed = self.trustees.parts[part].threshold;
            let culprit = format!(
                "part {part} of the trustees has {held} valid partial decryptions, {needed} needed"
            );
            Refusal::new(record.file(), Rule::DecryptionThreshold, culprit)
        });
        let combined = checks.count(Rule::DecryptionThreshold, combined)?;
        let text: ResultText = parse(record, checks)?;
        let counts: Vec<Vec<u64>> = text
            .result
            .iter()
            .map(|question| question.iter().map(|count| count.0).collect())
            .collect();
        let outcome = self.compare(&counts, &combined);
        let outcome = outcome.map_err(|culprit| Refusal::new(record.file(), Rule::Result, culprit));
        checks.count(Rule::Result, outcome)?;
        self.result = Some(counts);
        Ok(())
    }

    /// Says what is wrong with a result.
    ///
    /// No logarithm is taken: beta minus the factor is count·g for one count below the order.
    fn compare(&self, counts: &[Vec<u64>], factors: &[Vec<G::Element>]) -> Result<(), String> {
        let lengths = |lists: &[Vec<_>]| lists.iter().map(Vec::len).collect::<Vec<_>>();
        let shape: Vec<usize> = self.sum.iter().map(Vec::len).collect();
        if lengths(counts) != shape {
            return Err("its lists have other lengths than the questions".to_owned());
        }
        for (question, counts) in counts.iter().enumerate() {
            let ciphertexts = self.sum[question].iter().zip(&factors[question]);
            for (choice, (count, (ciphertext, factor))) in
                counts.iter().zip(ciphertexts).enumerate()
            {
                let message = G::add(&ciphertext.beta, &G::negate(factor));
                if G::multiply_generator(&G::small(*count)) != message {
                    return Err(format!(
                        "choice {choice} of question {question} is not {count}"
                    ));
                }
            }
            if !self.fits(question, counts) {
                return Err(format!(
                    "question {question} does not fit a weight of {}",
                    self.weight
                ));
            }
        }
        Ok(())
    }

    /// Whether the counts of a question can come from ballots of this weight.
    fn fits(&self, question: usize, counts: &[u64]) -> bool {
        let question = &self.election.questions()[question];
        let (blank, answers) = match counts {
            [blank, answers @ ..] if question.blank() => (*blank, answers),
            answers => (0, answers),
        };
        let Some(full) = self.weight.checked_sub(blank).map(u128::from) else {
            return false;
        };
        let sum: u128 = answers.iter().map(|count| u128::from(*count)).sum();
        let (min, max) = question.sums().into_inner();
        let bounds = full * u128::from(min)..=full * u128::from(max);
        bounds.contains(&sum) && answers.iter().all(|count| u128::from(*count) <= full)
    }
}

/// Reads a record in its canonical spelling, counted.
fn parse<T: serde::de::DeserializeOwned + serde::Serialize>(
    record: &Record,
    checks: &mut Checks,
) -> Result<T, Refusal> {
    let fault = |error| Fault::new(Rule::Canonical, error).of_record(&record.file());
    checks.count(Rule::Canonical, wire::parse(&record.body).map_err(fault))
}

/// Checks ballots alone, on all cores where the feature allows.
fn check_all<G: Group>(
    election: &Election<G>,
    credentials: &Credentials<G>,
    batch: &[Record],
) -> Vec<Result<CheckedBallot<G>, Fault>> {
    let check =
        |record: &Record| check_ballot(election, &record.body, |text| credentials.key(text));
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        batch.par_iter().map(check).collect()
    }
    #[cfg(not(feature = "parallel"))]
    batch.iter().map(check).collect()
}

impl<G: Group> AnyElection for Counting<G> {
    fn uuid(&self) -> &str {
        self.election.id().as_str()
    }

    fn group(&self) -> &'static str {
        G::NAME
    }

    fn ballots(&mut self, batch: &[Record], checks: &mut Checks) -> Result<(), Refusal> {
        let checked = check_all(&self.election, &self.credentials, batch);
        for (record, outcome) in batch.iter().zip(checked) {
            let number = self.ballots + 1;
            let ballot = outcome.map_err(|fault| {
                checks.expect(fault.rule);
                let error = fault.error.at(format!("ballot {number}"));
                Fault { error, ..fault }.of_record(&record.file())
            })?;
            for rule in [
                Rule::Canonical,
                Rule::BallotTwice,
                Rule::BallotElection,
                Rule::BallotCredential,
                Rule::BallotSignature,
                Rule::BallotProofs,
            ] {
                checks.pass(rule);
            }
            let elements: usize = ballot.answers.iter().map(|answer| 2 * answer.len()).sum();
            checks.pass_many(Rule::Membership, elements);
            self.add(&ballot, &record.file())?;
            self.ballots = number;
        }
        Ok(())
    }

    fn step(&mut self, step: &Step, checks: &mut Checks) -> Result<(), Refusal> {
        match step.event {
            EventType::EndBallots => Ok(()),
            EventType::EncryptedTally => self.tally(&step.records, checks),
            EventType::PartialDecryption => self.decryption(&step.records, checks),
            EventType::Result => self.decrypted(&step.records, checks),
            EventType::Setup | EventType::Ballot | EventType::Shuffle | EventType::EndShuffles => {
                let culprit = format!("{} where no question is shuffled", step.event);
                let file = format!("{}.event.json", step.hash);
                checks.count(Rule::Order, Err(Refusal::new(file, Rule::Order, culprit)))
            }
        }
    }

    fn complete(&self, checks: &Checks, events: &Events) -> Result<(), Refusal> {
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let of = |event: EventType| events.get(&event).copied().unwrap_or(0);
        let ballots = of(EventType::Ballot);
        let tallies = of(EventType::EncryptedTally);
        let decryptions = of(EventType::PartialDecryption);
        let results = of(EventType::Result);
        let certified = self.trustees.parts.iter().map(|part| part.certified);
        let certified = count(certified.sum());
        let expected = [
            (Rule::Beginning, 1),
            (Rule::Chain, events.values().sum()),
            (Rule::Order, events.values().sum()),
            (Rule::Election, of(EventType::Setup)),
            (Rule::ElectionKey, of(EventType::Setup)),
            (Rule::TrusteeProof, count(self.trustees.len())),
            (Rule::TrusteeCertificates, certified),
            (Rule::Credentials, count(self.credentials.len())),
            (Rule::BallotTwice, ballots),
            (Rule::BallotElection, ballots),
            (Rule::BallotCredential, ballots),
            (Rule::BallotSignature, ballots),
            (Rule::BallotProofs, ballots),
            (Rule::Tally, tallies),
            (Rule::TallySize, tallies),
            (Rule::DecryptionOwner, decryptions),
            (
                Rule::DecryptionProof,
                decryptions - count(self.tolerated.len()),
            ),
            (Rule::DecryptionThreshold, results),
            (Rule::Result, results),
        ];
        let short = expected.iter().find(|(rule, n)| checks.done(*rule) != *n);
        short.map_or(Ok(()), |(rule, _)| Err(unchecked(*rule)))
    }

    fn result(&self) -> Option<Vec<Vec<u64>>> {
        self.result.clone()
    }

    fn tolerated(&self) -> &[Refusal] {
        &self.tolerated
    }
}
