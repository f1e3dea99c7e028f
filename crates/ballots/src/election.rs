//! An election whose record was read and checked.

use crate::wire::{ElectionText, HomomorphicText, QuestionText, print, read};
use crate::{ElectionId, Error, Group, HashLayer};

/// An election in one group, with what every check of a ballot needs.
pub struct Election<G: Group> {
    id: ElectionId,
    fingerprint: String,
    key: G::Element,
    table: G::Table,
    questions: Vec<Question>,
}

/// A homomorphic question that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    answers: usize,
    blank: bool,
    min: u64,
    max: u64,
}

impl<G: Group> Election<G> {
    /// Reads the record of an election (specification, section 4.10).
    ///
    /// # Errors
    /// [`Error::Json`] or [`Error::NotCanonical`] for its bytes, [`Error::QuestionUnsupported`] by
    /// name, and [`Error::Field`] or [`Error::At`] for a value that cannot be.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let text = election_text(bytes)?;
        let version = G::Hashes::VERSION;
        if text.version != version {
            let (expected, found) = (version.to_string(), text.version.to_string());
            return Err(differs(&expected, &found).within("version"));
        }
        if text.group != G::NAME {
            return Err(differs(G::NAME, &text.group).within("group"));
        }
        let key = G::decode(&text.public_key).map_err(|cause| cause.within("public_key"))?;
        if key == G::identity() {
            return Err(Error::ElementIsIdentity.within("public_key"));
        }
        let questions = text.questions.iter().enumerate().map(|(at, question)| {
            Question::read(question).map_err(|cause| cause.at(format!("questions[{at}]")))
        });
        Ok(Self {
            id: ElectionId::parse(&text.uuid).map_err(|cause| cause.within("uuid"))?,
            fingerprint: G::fingerprint(bytes),
            table: G::table(&key),
            key,
            questions: questions.collect::<Result<_, _>>()?,
        })
    }

    /// The identifier.
    pub fn id(&self) -> &ElectionId {
        &self.id
    }

    /// The fingerprint, which every ballot repeats.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The key that ballots are encrypted under.
    pub fn key(&self) -> &G::Element {
        &self.key
    }

    /// What was computed about the key.
    pub fn table(&self) -> &G::Table {
        &self.table
    }

    /// The questions.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }
}

/// Reads the record without deciding on a group; all but the values of a group is checked.
pub(crate) fn election_text(bytes: &[u8]) -> Result<ElectionText, Error> {
    let text: ElectionText = read(bytes)?;
    for (at, question) in text.questions.iter().enumerate() {
        if let QuestionText::Other { r#type, .. } = question {
            let name = r#type.clone();
            return Err(Error::QuestionUnsupported { name }.at(format!("questions[{at}]")));
        }
    }
    if print(&text) != bytes {
        return Err(Error::NotCanonical);
    }
    if text.questions.is_empty() {
        return Err(Error::Missing.within("questions"));
    }
    Ok(text)
}

impl Question {
    /// Reads a question and refuses one that no answer satisfies.
    ///
    /// # Errors
    /// [`Error::QuestionUnsupported`] or [`Error::QuestionBounds`].
    pub fn read(text: &QuestionText) -> Result<Self, Error> {
        match text {
            QuestionText::Homomorphic(text) => Self::of(text),
            QuestionText::Other { r#type, .. } => Err(Error::QuestionUnsupported {
                name: r#type.clone(),
            }),
        }
    }

    fn of(text: &HomomorphicText) -> Result<Self, Error> {
        let (min, max, answers) = (text.min, text.max, text.answers.len());
        let fits = u64::try_from(answers).is_ok_and(|answers| max <= answers);
        if min > max || !fits || answers == 0 {
            return Err(Error::QuestionBounds { min, max, answers });
        }
        let blank = text.blank == Some(true);
        Ok(Self {
            answers,
            blank,
            min,
            max,
        })
    }

    /// How many ciphertexts an answer has: one for each answer, and one for the blank vote.
    pub fn choices(&self) -> usize {
        self.answers + usize::from(self.blank)
    }

    /// Whether a blank vote is allowed; its ciphertext then comes first.
    pub fn blank(&self) -> bool {
        self.blank
    }

    /// How many answers may be chosen, from the least to the greatest number.
    pub fn sums(&self) -> std::ops::RangeInclusive<u64> {
        self.min..=self.max
    }
}

/// The error for a value that had to repeat another one.
pub(crate) fn differs(expected: &str, found: &str) -> Error {
    Error::Differs {
        expected: expected.to_owned(),
        found: found.to_owned(),
    }
}
