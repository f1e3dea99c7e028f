//! What is wrong, as a code that pages translate.

use palier_ballots::Error;
use serde_json::{Value, json};

/// Why a task was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The code of the sentence that a page shows.
    pub code: &'static str,
    /// Where in what was handed in, if the place is known: `codes[1]`.
    pub field: Option<String>,
    /// The cause in English, or the value that the sentence names.
    pub detail: String,
}

impl Trouble {
    /// Trouble with nothing handed in at fault.
    pub(crate) fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            code,
            field: None,
            detail: detail.into(),
        }
    }

    /// The error of an answer.
    pub(crate) fn print(&self) -> Value {
        let mut error = json!({ "code": self.code, "detail": self.detail });
        if let Some(field) = &self.field {
            error["field"] = field.as_str().into();
        }
        error
    }

    /// Says which part of what was handed in is at fault, around what is known already.
    pub(crate) fn within(mut self, place: &str) -> Self {
        self.field = Some(match self.field {
            Some(inner) => format!("{place}.{inner}"),
            None => place.to_owned(),
        });
        self
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        let mut field = None;
        let mut cause = &error;
        loop {
            let (place, inner) = match cause {
                Error::Field { field, cause } => ((*field).to_owned(), cause),
                Error::At { place, cause } => (place.clone(), cause),
                Error::CredentialLine { line, cause } => (format!("lines[{line}]"), cause),
                Error::Holder { number, cause } => (format!("holders[{number}]"), cause),
                _ => break,
            };
            field = Some(match field {
                Some(outer) => format!("{outer}.{place}"),
                None => place,
            });
            cause = inner;
        }
        Self {
            code: code(cause),
            detail: detail(cause),
            field,
        }
    }
}

/// The value that the sentence of a code names, or the cause in English.
fn detail(error: &Error) -> String {
    match error {
        Error::KeyFileLine { line } => line.to_string(),
        Error::CredentialWord { position } | Error::CredentialCharacter { position } => {
            position.to_string()
        }
        Error::CredentialWords { found, .. } => found.to_string(),
        Error::GroupUnsupported { name } => name.clone(),
        // Elections in other groups were refused before.
        Error::KeyGroup { key, .. } => key.clone(),
        error => error.to_string(),
    }
}

/// The code of an error without its place. What only a tool's mistake brings about shares one.
fn code(error: &Error) -> &'static str {
    match error {
        Error::CredentialShape => "credential-shape",
        Error::CredentialCharacter { .. } => "credential-character",
        Error::CredentialChecksum => "credential-checksum",
        Error::CredentialWords { .. } => "credential-words",
        Error::CredentialWord { .. } => "credential-word",
        Error::Choices | Error::Length { .. } => "choices",
        Error::ChoicesCount { .. } => "choices-count",
        Error::QuestionUnsupported { .. } => "question-unsupported",
        Error::Opening => "opening",
        Error::Differs { .. } => "differs",
        Error::ProofRefused | Error::ProofOfKnowledge => "proof",
        Error::Seed => "seed",
        Error::ThresholdBounds { .. } => "threshold-bounds",
        Error::NotAHolder => "not-a-holder",
        Error::KeyRepeated => "key-repeated",
        Error::MessageUnreadable => "message-unreadable",
        Error::ShareRefused => "share-refused",
        Error::ArchiveRefused { .. } => "archive-refused",
        Error::NoTally => "no-tally",
        Error::OtherTally => "other-tally",
        Error::Colleges { .. } => "colleges",
        Error::KeyFile => "key-file",
        Error::KeyFileLine { .. } => "key-file-line",
        Error::Passphrase => "passphrase",
        Error::PassphraseShort { .. } => "passphrase-short",
        Error::PassphraseMissing => "passphrase-missing",
        Error::KeyKind { .. } => "key-kind",
        Error::KeyGroup { .. } | Error::GroupUnsupported { .. } => "group",
        Error::OtherCertificates => "other-certificates",
        _ => "unreadable",
    }
}
