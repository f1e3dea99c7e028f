//! The rules that an archive is held to, and what is said when one is broken.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::Error;

/// A rule that a verifier applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// The file begins with a record named `BELENIOS`.
    Beginning,
    /// The bytes around each record are the ones a writer makes from its name, size and time.
    RecordBytes,
    /// Each record's name is the hash of its content.
    RecordName,
    /// Each event names the one before, and its height.
    Chain,
    /// Events come in the order of an election.
    Order,
    /// Each record is referred to by the event that follows it, and nothing else is there.
    References,
    /// Records, numbers and elements are written in their one spelling.
    Canonical,
    /// Elements are in the subgroup of prime order, and not the identity where it means nothing.
    Membership,
    /// The election is one that can be counted.
    Election,
    /// No public credential stands twice.
    Credentials,
    /// Each trustee proves that it knows its secret key.
    TrusteeProof,
    /// Certificates, commitments and keys of threshold trustees fit each other and are signed.
    TrusteeCertificates,
    /// The trustees' keys make the key of the election.
    ElectionKey,
    /// No ballot stands twice.
    BallotTwice,
    /// Each ballot is for this election.
    BallotElection,
    /// Each ballot is by a listed credential.
    BallotCredential,
    /// Each ballot is signed by its credential.
    BallotSignature,
    /// Each ballot has the shape of the questions, and its proofs hold.
    BallotProofs,
    /// The encrypted tally is the sum of the last ballot of each voter.
    Tally,
    /// The tally says how many ballots it adds up, and their weight.
    TallySize,
    /// Each partial decryption is by one trustee, and by no other before.
    DecryptionOwner,
    /// Each partial decryption proves that it was made with the trustee's key.
    DecryptionProof,
    /// Those without whom nothing may be decrypted took part.
    DecryptionThreshold,
    /// The result is what the partial decryptions give, and fits the number of ballots.
    Result,
    /// The archive extends an earlier copy of itself.
    Extends,
    /// The archive goes as far as its result.
    Finished,
}

impl Rule {
    /// The name of the rule in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Beginning => "begins-with-belenios",
            Self::RecordBytes => "record-bytes",
            Self::RecordName => "record-name",
            Self::Chain => "chain",
            Self::Order => "order",
            Self::References => "references",
            Self::Canonical => "canonical",
            Self::Membership => "group-membership",
            Self::Election => "election",
            Self::Credentials => "credentials",
            Self::TrusteeProof => "trustee-proof",
            Self::TrusteeCertificates => "trustee-certificates",
            Self::ElectionKey => "election-key",
            Self::BallotTwice => "ballot-not-twice",
            Self::BallotElection => "ballot-election",
            Self::BallotCredential => "ballot-credential",
            Self::BallotSignature => "ballot-signature",
            Self::BallotProofs => "ballot-proofs",
            Self::Tally => "tally",
            Self::TallySize => "tally-size",
            Self::DecryptionOwner => "decryption-owner",
            Self::DecryptionProof => "decryption-proof",
            Self::DecryptionThreshold => "decryption-threshold",
            Self::Result => "result",
            Self::Extends => "extends-earlier",
            Self::Finished => "finished",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Which rule an error breaks, before it is known which record it is in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{rule}: {error}")]
pub struct Fault {
    /// The rule.
    pub rule: Rule,
    /// What is wrong.
    #[source]
    pub error: Error,
}

impl Fault {
    /// An error found while checking a rule; a wrong spelling or a foreign element breaks its own.
    pub(crate) fn new(rule: Rule, error: Error) -> Self {
        let rule = match error.root() {
            Error::Json { .. }
            | Error::NotCanonical
            | Error::ElementLength { .. }
            | Error::ElementDigit { .. }
            | Error::ElementNotCanonical
            | Error::NumberEmpty
            | Error::NumberDigit { .. }
            | Error::NumberLeadingZero
            | Error::NumberTooLarge => Rule::Canonical,
            Error::ElementOffCurve | Error::ElementOutsideSubgroup | Error::ElementIsIdentity => {
                Rule::Membership
            }
            _ => rule,
        };
        Self { rule, error }
    }

    /// Says in which record the fault is.
    pub(crate) fn of_record(self, record: &str) -> Refusal {
        Refusal::new(record, self.rule, self.error.to_string())
    }
}

/// Why an archive is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{record}: {rule}: {culprit}")]
pub struct Refusal {
    /// The record: the name of its file in the archive.
    pub record: String,
    /// The rule that it breaks.
    pub rule: Rule,
    /// What breaks it, in words.
    pub culprit: String,
}

impl Refusal {
    /// A refusal of one record.
    pub(crate) fn new(record: impl Into<String>, rule: Rule, culprit: impl Into<String>) -> Self {
        Self {
            record: record.into(),
            rule,
            culprit: culprit.into(),
        }
    }
}
