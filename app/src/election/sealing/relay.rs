//! The relay of the holders' messages: which round and whose each is, and whether it holds.
//!
//! A message of round 1 says its number; those of rounds 3 and 5 are signed with the keys that round 1
//! certified. The last one of a round is checked with all the others: the server computes what
//! anybody can, and holds no secret.

use super::problem::SealProblem;
use palier_ballots::check::check_message_signature;
use palier_ballots::holder::{certificates, certificates_fingerprint, inputs, threshold};
use palier_ballots::threshold::{Certificates, OutputText, PolynomialText};
use palier_ballots::wire::{CertificateKeysText, SignedText, parse};
use palier_ballots::{Ed25519, Error, Group};
use palier_store::election::key_ceremony::KeyMessage;

/// The rounds of holders.
pub const ROUNDS: [i64; 3] = [1, 3, 5];

/// What has come so far.
#[derive(Clone, Debug)]
pub struct Relay {
    size: u64,
    threshold: u64,
    messages: Vec<KeyMessage>,
}

/// A message that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fits {
    /// 1, 3 or 5.
    pub round: i64,
    /// Whose, from 1.
    pub holder: i64,
    /// With it the rounds are over: the part of the trustees.
    pub trustees: Option<String>,
}

impl Relay {
    /// The relay of so many holders.
    #[must_use]
    pub fn new(size: u64, threshold: u64, messages: Vec<KeyMessage>) -> Self {
        Self {
            size,
            threshold,
            messages,
        }
    }

    /// The messages of a round, by holder.
    fn round(&self, round: i64) -> Vec<&str> {
        let of = self.messages.iter().filter(|one| one.round == round);
        of.map(|one| one.body.as_str()).collect()
    }

    /// Whether a holder's message of a round is there.
    #[must_use]
    pub fn has(&self, round: i64, holder: i64) -> bool {
        let there = |one: &KeyMessage| (one.round, one.holder) == (round, holder);
        self.messages.iter().any(there)
    }

    /// Whether all of a round are there.
    #[must_use]
    pub fn complete(&self, round: i64) -> bool {
        u64::try_from(self.round(round).len()) == Ok(self.size)
    }

    /// The round in which holders are awaited; nothing once all are over.
    #[must_use]
    pub fn now(&self) -> Option<i64> {
        ROUNDS.into_iter().find(|round| !self.complete(*round))
    }

    /// What round 2 makes: the file that holders take into rounds 3 and 5.
    #[must_use]
    pub fn certificates(&self) -> Option<String> {
        self.complete(1)
            .then(|| certificates(&self.round(1), self.threshold).ok())?
    }

    /// What holders compare aloud.
    #[must_use]
    pub fn fingerprint(&self) -> Option<String> {
        certificates_fingerprint(&self.certificates()?).ok()
    }

    /// What round 4 makes for a holder.
    #[must_use]
    pub fn input(&self, holder: u64) -> Option<String> {
        let certificates = self.certificates()?;
        let at = usize::try_from(holder.checked_sub(1)?).ok()?;
        let inputs = self
            .complete(3)
            .then(|| inputs(&certificates, &self.round(3)))?;
        inputs.ok()?.into_iter().nth(at)
    }

    /// Reads a message: its round, its holder, and whether it holds together with the others.
    ///
    /// # Errors
    /// [`SealProblem`].
    pub fn read(&self, body: &str) -> Result<Fits, SealProblem> {
        let (round, holder) = self.whose(body)?;
        if self.now() != Some(round) {
            return Err(SealProblem::NotNow);
        }
        let number = usize::try_from(holder).unwrap_or_default();
        let mut all: Vec<&str> = Vec::new();
        for one in self.messages.iter().filter(|one| one.round == round) {
            if one.holder != holder {
                all.push(&one.body);
            }
        }
        all.insert(number.saturating_sub(1).min(all.len()), body);
        let trustees = self.together(round, &all)?;
        Ok(Fits {
            round,
            holder,
            trustees,
        })
    }

    /// Whether the messages of a whole round hold together.
    fn together(&self, round: i64, all: &[&str]) -> Result<Option<String>, SealProblem> {
        if u64::try_from(all.len()) != Ok(self.size) {
            return Ok(None);
        }
        let said = |error: Error| SealProblem::said(&error);
        if round == 1 {
            return certificates(all, self.threshold)
                .map(|_| None)
                .map_err(said);
        }
        let certificates = self.certificates().ok_or(SealProblem::NotNow)?;
        if round == 3 {
            return inputs(&certificates, all).map(|_| None).map_err(said);
        }
        let part = threshold(&certificates, &self.round(3), all).map_err(said)?;
        Ok(Some(part))
    }

    fn whose(&self, body: &str) -> Result<(i64, i64), SealProblem> {
        let said = |error: Error| SealProblem::said(&error);
        if let Ok(text) = parse::<PolynomialText>(body.as_bytes()) {
            let signed = &text.coefexps;
            let author = self.checked()?.author(&signed.message, &signed.signature);
            return Ok((3, number(author)?));
        }
        if let Ok(text) = parse::<OutputText>(body.as_bytes()) {
            let key = &text.public_key;
            let signature = key.signature.as_ref().ok_or(SealProblem::OtherKey)?;
            let author = self.checked()?.author(&key.public_key, signature);
            return Ok((5, number(author)?));
        }
        let text: SignedText = parse(body.as_bytes()).map_err(said)?;
        let keys: CertificateKeysText = parse(text.message.as_bytes()).map_err(said)?;
        let context = keys.context.ok_or(SealProblem::OtherKey)?;
        let fits = context.group == Ed25519::NAME
            && context.size == self.size
            && context.threshold == self.threshold
            && (1..=self.size).contains(&context.index);
        if !fits {
            return Err(SealProblem::OtherKey);
        }
        let key = Ed25519::decode(&keys.verification).map_err(said)?;
        check_message_signature::<Ed25519>(&key, &text.message, &text.signature).map_err(said)?;
        let holder = i64::try_from(context.index).map_err(|_| SealProblem::OtherKey)?;
        Ok((1, holder))
    }

    fn checked(&self) -> Result<Certificates<Ed25519>, SealProblem> {
        if !self.complete(1) {
            return Err(SealProblem::NotNow);
        }
        let texts = self.round(1).into_iter().map(|text| parse(text.as_bytes()));
        let texts: Result<Vec<SignedText>, Error> = texts.collect();
        let checked = texts.and_then(|texts| Certificates::check(texts, self.threshold));
        checked.map_err(|error| SealProblem::said(&error))
    }
}

fn number(author: Option<usize>) -> Result<i64, SealProblem> {
    let at = author.ok_or(SealProblem::OtherKey)?;
    i64::try_from(at + 1).map_err(|_| SealProblem::OtherKey)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::stream::Stream;
    use palier_ballots::holder::{KeyFile, Protection, new_seed, output, polynomial};
    use palier_ballots::threshold::Context;

    struct Ceremony {
        relay: Relay,
        keys: Vec<KeyFile>,
        rng: Stream,
    }

    impl Ceremony {
        fn new() -> (Self, Vec<String>) {
            let mut rng = Stream::of("ceremony".to_owned());
            let mut keys = Vec::new();
            let mut public = Vec::new();
            for index in 1..=3 {
                let context = Context {
                    size: 3,
                    threshold: 2,
                    index,
                };
                let made = new_seed("Ed25519", context, Protection::Unprotected, &mut rng).unwrap();
                keys.push(KeyFile::open(&made.key_file, Protection::Unprotected).unwrap());
                public.push(made.public);
            }
            let relay = Relay::new(3, 2, Vec::new());
            (Self { relay, keys, rng }, public)
        }

        fn takes(&mut self, body: &str) -> Result<Fits, SealProblem> {
            let fits = self.relay.read(body)?;
            let kept = |one: &KeyMessage| (one.round, one.holder) != (fits.round, fits.holder);
            self.relay.messages.retain(kept);
            self.relay.messages.push(KeyMessage {
                round: fits.round,
                holder: fits.holder,
                body: body.to_owned(),
                received_at: "2030-11-01T09:00:00Z".parse().unwrap(),
            });
            self.relay
                .messages
                .sort_by_key(|one| (one.round, one.holder));
            Ok(fits)
        }
    }

    #[test]
    fn three_holders_make_a_key_in_any_order_and_the_server_checks_each_message() {
        let (mut ceremony, public) = Ceremony::new();
        for (round, holder) in [(2, 3), (0, 1), (1, 2)] {
            let fits = ceremony.takes(&public[round]).unwrap();
            assert_eq!((fits.round, fits.holder), (1, holder));
        }
        assert_eq!(ceremony.relay.now(), Some(3));
        assert_eq!(
            ceremony.takes(&public[0]),
            Err(SealProblem::NotNow),
            "round 1 is over"
        );
        let certificates = ceremony.relay.certificates().unwrap();
        let polynomials: Vec<String> = ceremony
            .keys
            .iter()
            .map(|key| polynomial(key, &certificates, &mut ceremony.rng).unwrap())
            .collect();
        for body in polynomials.iter().rev() {
            ceremony.takes(body).unwrap();
        }
        let mut trustees = None;
        for at in [1_usize, 0, 2] {
            let number = u64::try_from(at).unwrap() + 1;
            let input = ceremony.relay.input(number).unwrap();
            let protection = Protection::Unprotected;
            let key = &ceremony.keys[at];
            let made = output(key, &certificates, &input, protection, &mut ceremony.rng).unwrap();
            trustees = ceremony.takes(&made.public).unwrap().trustees;
        }
        assert!(trustees.unwrap().contains("\"threshold\":2"));
        assert_eq!(ceremony.relay.now(), None);
    }

    #[test]
    fn a_message_of_another_ceremony_or_changed_on_its_way_is_refused() {
        let (mut ceremony, public) = Ceremony::new();
        let context = Context {
            size: 4,
            threshold: 2,
            index: 1,
        };
        let rng = &mut Stream::of("another".to_owned());
        let other = new_seed("Ed25519", context, Protection::Unprotected, rng).unwrap();
        assert_eq!(ceremony.takes(&other.public), Err(SealProblem::OtherKey));
        let changed = public[0].replacen("\\\"index\\\":1", "\\\"index\\\":2", 1);
        assert_ne!(changed, public[0]);
        assert!(matches!(
            ceremony.takes(&changed),
            Err(SealProblem::Refused { .. })
        ));
        for body in &public {
            ceremony.takes(body).unwrap();
        }
        let certificates = ceremony.relay.certificates().unwrap();
        let good = polynomial(&ceremony.keys[0], &certificates, &mut ceremony.rng).unwrap();
        let foreign = good.replacen("\"challenge\":\"1", "\"challenge\":\"2", 9);
        let foreign = if foreign == good {
            good.replacen("\"challenge\":\"", "\"challenge\":\"1", 9)
        } else {
            foreign
        };
        assert!(ceremony.takes(&foreign).is_err());
        assert_eq!(ceremony.takes("{}").map_err(|_| ()), Err(()));
    }
}
