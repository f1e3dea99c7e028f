//! The records of the setup (specification, section 3.1).

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::wire::{ElectionText, QuestionText, TrusteeText, print, read};
use crate::{Election, ElectionId, Error, Group, HashLayer, TrusteeKey};

/// What is to be decided: an election without its keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// What the election is about.
    pub description: String,
    /// Its title.
    pub name: String,
    /// The questions.
    pub questions: Vec<QuestionText>,
    /// Who runs the election.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub administrator: Option<String>,
    /// Who hands out the voters' codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_authority: Option<String>,
    /// The language of the texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Template {
    /// Reads a template.
    ///
    /// # Errors
    /// [`Error::Json`].
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        read(bytes)
    }
}

/// The record of an election, in the bytes that its fingerprint is taken of.
///
/// # Errors
/// What [`election_key`] refuses, and what [`Election::read`] would refuse of the outcome.
pub fn election<G: Group>(
    template: &Template,
    id: &ElectionId,
    trustees: &[TrusteeText],
) -> Result<Vec<u8>, Error> {
    let text = ElectionText {
        version: G::Hashes::VERSION,
        description: template.description.clone(),
        name: template.name.clone(),
        group: G::NAME.to_owned(),
        public_key: G::encode(&election_key::<G>(trustees)?),
        questions: template.questions.clone(),
        uuid: id.as_str().to_owned(),
        administrator: template.administrator.clone(),
        credential_authority: template.credential_authority.clone(),
        language: template.language.clone(),
    };
    let bytes = print(&text);
    Election::<G>::read(&bytes)?;
    Ok(bytes)
}

/// The key of an election: the sum of its trustees' keys (specification, section 3.1.1).
///
/// The parts were checked when they were made; here single keys are checked again, and threshold
/// parts are taken as [`crate::threshold::Certificates::finish`] gives them.
///
/// # Errors
/// [`Error::At`] naming the part, as `trustees[0]`; within it [`Error::KeyRepeated`] for a key of
/// an earlier part. A proof of knowledge can be copied with its key: whoever handed in another's would
/// be no holder, and without her part nothing could be decrypted.
pub fn election_key<G: Group>(trustees: &[TrusteeText]) -> Result<G::Element, Error> {
    let mut sum = G::identity();
    let mut keys = HashSet::new();
    for (at, trustee) in trustees.iter().enumerate() {
        let refuse = |cause: Error| cause.at(format!("trustees[{at}]"));
        let key = key_of::<G>(trustee).map_err(refuse)?;
        if holders_keys(trustee).any(|key| keys.contains(key)) {
            return Err(refuse(Error::KeyRepeated));
        }
        keys.extend(holders_keys(trustee));
        sum = G::add(&sum, &key);
    }
    if sum == G::identity() {
        return Err(Error::ElementIsIdentity);
    }
    Ok(sum)
}

/// The keys of the holders of one part.
fn holders_keys(trustee: &TrusteeText) -> impl Iterator<Item = &str> {
    let (single, several) = match trustee {
        TrusteeText::Single(text) => (Some(text.public_key.as_str()), &[][..]),
        TrusteeText::Pedersen(text) => (None, &text.verification_keys[..]),
    };
    let several = several.iter().map(|key| key.public_key.as_str());
    single.into_iter().chain(several)
}

/// The key of one part.
fn key_of<G: Group>(trustee: &TrusteeText) -> Result<G::Element, Error> {
    match trustee {
        TrusteeText::Single(text) => Ok(*TrusteeKey::<G>::verify(text)?.public_key()),
        TrusteeText::Pedersen(text) => {
            let mut sum = G::identity();
            for signed in &text.coefexps {
                let raw: crate::wire::CoefexpsText = read(signed.message.as_bytes())?;
                let first = raw.coefexps.first().ok_or(Error::Missing)?;
                sum = G::add(&sum, &G::decode(first)?);
            }
            Ok(sum)
        }
    }
}
