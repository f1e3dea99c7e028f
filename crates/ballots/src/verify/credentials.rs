//! The list of public credentials (specification, section 4.8).

use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;

use crate::check::Ciphertext;
use crate::credential::Entry;
use crate::rule::{Fault, Rule};
use crate::wire::{self, CiphertextText};
use crate::{Error, Group};

/// The ciphertexts of each answer of a ballot.
type Answers<G> = Vec<Vec<Ciphertext<G>>>;

/// The listed credentials, and what each voted last.
pub(crate) struct Credentials<G: Group> {
    listed: HashMap<Box<str>, Voter<G>>,
}

/// One listed credential.
pub(crate) struct Voter<G: Group> {
    /// The public credential.
    pub key: G::Element,
    /// How often its ballot counts.
    pub weight: u64,
    /// The ciphertexts of its last ballot, spelt: an order of magnitude smaller than decoded.
    last: Option<Box<str>>,
}

impl<G: Group> Credentials<G> {
    /// Reads the list and refuses one that holds a credential twice.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let lines: Vec<String> = wire::parse(bytes).map_err(|e| Fault::new(Rule::Canonical, e))?;
        let mut listed = HashMap::with_capacity(lines.len());
        for Entry { name, key, weight } in each_entry::<G>(&lines)? {
            let last = None;
            match listed.entry(Box::from(name)) {
                Place::Vacant(place) => place.insert(Voter { key, weight, last }),
                Place::Occupied(_) => {
                    let credential = name.to_owned();
                    let twice = Error::CredentialTwice { credential };
                    return Err(Fault::new(Rule::Credentials, twice));
                }
            };
        }
        Ok(Self { listed })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// The key of a listed credential.
    pub fn key(&self, credential: &str) -> Option<&G::Element> {
        self.listed.get(credential).map(|voter| &voter.key)
    }

    /// Remembers what a voter voted last; gives the weight and what was voted before.
    pub fn vote(
        &mut self,
        credential: &str,
        answers: &[Vec<Ciphertext<G>>],
    ) -> Option<(u64, Option<Answers<G>>)> {
        let voter = self.listed.get_mut(credential)?;
        let before = voter.last.replace(pack(answers));
        Some((voter.weight, before.map(|text| unpack(&text))))
    }
}

/// Reads all entries, on all cores where the feature allows.
fn each_entry<G: Group>(lines: &[String]) -> Result<Vec<Entry<'_, G>>, Fault> {
    let read = |(at, line)| {
        Entry::read(line).map_err(|e: Error| Fault::new(Rule::Credentials, e.at(format!("[{at}]"))))
    };
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        let lines = lines.par_iter().map(String::as_str);
        lines.enumerate().map(read).collect()
    }
    #[cfg(not(feature = "parallel"))]
    lines
        .iter()
        .map(String::as_str)
        .enumerate()
        .map(read)
        .collect()
}

/// The ciphertexts as one text, which holds no decoded point.
fn pack<G: Group>(answers: &[Vec<Ciphertext<G>>]) -> Box<str> {
    let answers = answers.iter().map(|answer| {
        let elements: Vec<_> = answer.iter().flat_map(|c| [c.alpha, c.beta]).collect();
        G::encode_all(&elements).join(",")
    });
    answers.collect::<Vec<_>>().join(";").into()
}

/// The ciphertexts back from what [`pack`] made of checked ones.
fn unpack<G: Group>(text: &str) -> Answers<G> {
    let answer = |text: &str| {
        let elements: Vec<&str> = text.split(',').collect();
        let pairs = elements.as_chunks::<2>().0.iter();
        let ciphertexts = pairs.filter_map(|[alpha, beta]| {
            let text = CiphertextText {
                alpha: (*alpha).to_owned(),
                beta: (*beta).to_owned(),
            };
            Ciphertext::parse(&text).ok()
        });
        ciphertexts.collect()
    };
    text.split(';').map(answer).collect()
}
