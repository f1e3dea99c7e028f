//! What can be wrong with a value that came from outside.

/// Why a value was refused: the rule it broke and, where there is one, the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A part of a record was refused; `field` is its path in the record.
    #[error("{field}: {cause}")]
    Field {
        /// The path of the refused part, for instance `pok.challenge`.
        field: &'static str,
        /// What is wrong with it.
        #[source]
        cause: Box<Error>,
    },

    /// A part of a record was refused, at a place that depends on the record.
    #[error("{place}: {cause}")]
    At {
        /// The path of the refused part, for instance `answers[0].choices[2].alpha`.
        place: String,
        /// What is wrong with it.
        #[source]
        cause: Box<Error>,
    },

    /// The bytes are not the JSON that the record asks for.
    #[error("not the JSON of this record: {message}")]
    Json {
        /// What the parser says, with line and column.
        message: String,
    },
    /// The JSON reads, but printing it again gives other bytes.
    #[error("not printed in the one canonical form")]
    NotCanonical,
    /// A list has the wrong number of entries.
    #[error("{expected} entries are expected, not {found}")]
    Length {
        /// How many the election asks for.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A field that the election asks for is missing.
    #[error("missing")]
    Missing,
    /// A field stands where the election has no place for it.
    #[error("has no place in this election")]
    Unexpected,
    /// A value differs from the one it must repeat.
    #[error("{found} where {expected} belongs")]
    Differs {
        /// What must stand here.
        expected: String,
        /// What stands here.
        found: String,
    },
    /// A question is of a type that this crate does not count.
    #[error("questions of type {name} are not supported")]
    QuestionUnsupported {
        /// The type, as the election names it.
        name: String,
    },
    /// No answer can satisfy the bounds of a question.
    #[error("no answer satisfies min {min} and max {max} with {answers} answers")]
    QuestionBounds {
        /// The least number of answers to choose.
        min: u64,
        /// The greatest number of answers to choose.
        max: u64,
        /// How many answers there are.
        answers: usize,
    },
    /// A proof does not hold.
    #[error("the proof does not hold")]
    ProofRefused,
    /// The same public credential stands twice in the list.
    #[error("the public credential {credential} stands twice")]
    CredentialTwice {
        /// The credential.
        credential: String,
    },

    /// An element of the group has the wrong number of characters.
    #[error("a group element has {expected} characters, not {found}")]
    ElementLength {
        /// The length that the group asks for, in bytes of text.
        expected: usize,
        /// The length found, in bytes of text.
        found: usize,
    },
    /// An element holds a character that is not a lower-case hexadecimal digit.
    #[error("character {position} of the group element is not one of 0-9 and a-f")]
    ElementDigit {
        /// Where the character is, counted in bytes from 0.
        position: usize,
    },
    /// No point of the curve has this encoding.
    #[error("the group element is not on the curve")]
    ElementOffCurve,
    /// The point exists but is spelt in a way that the encoding forbids.
    #[error("the group element is not written in its canonical form")]
    ElementNotCanonical,
    /// The point is on the curve but outside the subgroup of prime order.
    #[error("the group element is outside the subgroup of prime order")]
    ElementOutsideSubgroup,
    /// The neutral element stands where it is meaningless, as in a public key.
    #[error("the group element is the identity, which means nothing here")]
    ElementIsIdentity,

    /// A number has no digit.
    #[error("the number is empty")]
    NumberEmpty,
    /// A number holds something else than decimal digits; a sign is refused too.
    #[error("character {position} of the number is not one of 0-9")]
    NumberDigit {
        /// Where the character is, counted in bytes from 0.
        position: usize,
    },
    /// A number starts with a zero that adds nothing.
    #[error("the number starts with a needless zero")]
    NumberLeadingZero,
    /// A number is not smaller than the order of the group.
    #[error("the number is not smaller than the order of the group")]
    NumberTooLarge,

    /// A proof of knowledge does not hold for the public key it comes with.
    #[error("the proof of knowledge of the secret key does not hold")]
    ProofOfKnowledge,

    /// A credential is not made of 5, 6, 5 and 6 characters joined by hyphens.
    #[error("a credential reads XXXXX-XXXXXX-XXXXX-XXXXXX")]
    CredentialShape,
    /// A credential holds a character outside the Base58 alphabet.
    #[error("character {position} of the credential is not a Base58 character")]
    CredentialCharacter {
        /// Where the character is, counted in bytes from 0, hyphens included.
        position: usize,
    },
    /// A code of Belenios 2.0 is not made of five times 3 characters joined by hyphens.
    #[error("a credential of Belenios 2.0 reads XXX-XXX-XXX-XXX-XXX")]
    EarlierCredentialShape,
    /// The check of a credential does not fit the rest of it.
    #[error("the credential was not copied exactly: its check does not fit")]
    CredentialChecksum,
    /// A credential in words has the wrong number of them.
    #[error("a credential has {expected} words, not {found}")]
    CredentialWords {
        /// How many words there must be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A word of a credential is not in the list.
    #[error("word {position} of the credential is not in the list")]
    CredentialWord {
        /// Which word, counted from 0.
        position: usize,
    },
    /// A line of the roll makes no credential.
    #[error("line {} of the roll: {cause}", .line + 1)]
    CredentialLine {
        /// The line, counted from 0; people are told the number from 1.
        line: usize,
        /// What is wrong with it.
        #[source]
        cause: Box<Error>,
    },
    /// A line of the roll has nothing in it.
    #[error("the line is blank")]
    VoterBlank,
    /// A line of the roll does not read as one.
    #[error("a line reads identifier or identifier,weight, the weight a whole number")]
    VoterShape,
    /// An identifier stands in the roll twice.
    #[error("{identifier} stands on line {} already", .before + 1)]
    VoterTwice {
        /// The identifier.
        identifier: String,
        /// Its first line, counted from 0.
        before: usize,
    },
    /// Two files of shares are of the same half.
    #[error("both files are of one half: one of a and one of b are needed")]
    SharesHalves,
    /// A weight is 0.
    #[error("a weight is at least 1")]
    WeightIsZero,
    /// All weights together are more than a result is counted up to.
    #[error("all weights up to here are more than {most} together: a result could not be counted")]
    WeightsTooLarge {
        /// What they may be at most.
        most: u64,
    },
    /// Two authorities' shares were not made for the same voters in the same order.
    #[error(
        "the two rolls do not name the same voters in the same order: give both authorities one file"
    )]
    RollsDiffer,
    /// Two authorities' shares do not cover the same lines.
    #[error("{a} shares, {b} shares and {weights} weights do not make one roll")]
    ShareCount {
        /// How many shares the first authority gives.
        a: usize,
        /// How many shares the second authority gives.
        b: usize,
        /// How many weights there are.
        weights: usize,
    },
    /// A link half is not 64 lower-case hexadecimal digits.
    #[error("a link half is 64 digits among 0-9 and a-f")]
    LinkHalf,

    /// A holder's seed is not 22 Base58 characters.
    #[error("a seed is made of 22 Base58 characters")]
    Seed,
    /// A threshold that cannot be reached or means nothing.
    #[error("{threshold} of {size} holders is no threshold")]
    ThresholdBounds {
        /// How many holders are to suffice.
        threshold: u64,
        /// How many there are.
        size: u64,
    },
    /// Neither a certificate nor a key of the holders belongs to the secret.
    #[error("the key belongs to none of the holders")]
    NotAHolder,
    /// What one holder sent is refused.
    #[error("holder {number}: {cause}")]
    Holder {
        /// The number of the holder, from 1.
        number: u64,
        /// What is wrong, with its place in the record.
        #[source]
        cause: Box<Error>,
    },
    /// A key is that of another holder.
    #[error("the key is that of another holder")]
    KeyRepeated,
    /// A message does not open with this key, or is not one.
    #[error("the message does not open with this key")]
    MessageUnreadable,
    /// A share or a key does not lie on the polynomial that was committed to.
    #[error("does not lie on the polynomials that the holders committed to")]
    ShareRefused,
    /// No count up to the bound fits the decrypted value.
    #[error("no count up to {bound} fits what was decrypted")]
    CountTooLarge {
        /// The largest count that was tried.
        bound: u64,
    },
    /// The archive that a holder was to decrypt is not valid.
    #[error("the archive is refused: {reason}")]
    ArchiveRefused {
        /// What the verification found.
        reason: String,
    },
    /// The ballots were not added up yet.
    #[error("the archive holds no tally yet")]
    NoTally,
    /// The holder decrypted another tally of this election before.
    #[error("another tally of this election was decrypted before")]
    OtherTally,
    /// Colleges whose sums are not decrypted.
    #[error("the sums of the colleges are not decrypted: {reason}")]
    Colleges {
        /// Why.
        reason: &'static str,
    },
    /// A part of the trustees has decrypted too little.
    #[error("part {part} of the trustees has too few partial decryptions")]
    DecryptionMissing {
        /// The part, counted from 0.
        part: usize,
    },
    /// A choice is something else than 0 or 1.
    #[error("a choice is 0 or 1")]
    Choices,
    /// The question does not allow this number of answers, or a blank vote chooses one.
    #[error("from {min} to {max} answers are chosen, and none in a blank vote")]
    ChoicesCount {
        /// The least number.
        min: u64,
        /// The greatest number.
        max: u64,
    },
    /// The text is not the opening of a ballot in a version that this software reads.
    #[error("not the opening of a ballot of this version")]
    Opening,
    /// The text is not a key file of a version that this software reads.
    #[error("not a key file of this version")]
    KeyFile,
    /// A line of a key file was not copied exactly.
    #[error("line {line} of the key file was not copied exactly")]
    KeyFileLine {
        /// The number of the line, as it stands before it.
        line: usize,
    },
    /// The passphrase does not open the key file.
    #[error("the passphrase does not open the key file, or the last lines of the file are missing")]
    Passphrase,
    /// The text is no file that two persons open together, or its two persons are one.
    #[error("not a file of two persons with two names and two passphrases")]
    TwoKeys,
    /// Two passphrases do not open a file together; which is wrong cannot be told.
    #[error("the two passphrases do not open the file together")]
    Passphrases,
    /// A passphrase is too short to protect anything.
    #[error("a passphrase has at least {least} characters: take four words at random")]
    PassphraseShort {
        /// How many characters it must have.
        least: usize,
    },
    /// A sealed key file was given without its passphrase.
    #[error("the key file is sealed: its passphrase is needed")]
    PassphraseMissing,
    /// A key file holds another kind of key than the step asks for.
    #[error("the key file holds {found}; this step needs {expected}")]
    KeyKind {
        /// What the step needs.
        expected: &'static str,
        /// What the file holds.
        found: &'static str,
    },
    /// A key belongs to another group than the election.
    #[error("the key is of the group {key}, the election of {election}")]
    KeyGroup {
        /// The group of the key.
        key: String,
        /// The group of the election.
        election: String,
    },
    /// No key can be made in the group.
    #[error("no key is made in the group {name}: take Ed25519 or BELENIOS-2048")]
    GroupUnsupported {
        /// The name that was given.
        name: String,
    },
    /// The election's keys come from other certificates than the holder checked.
    #[error(
        "the election has other certificates of its holders than those that this key was made with"
    )]
    OtherCertificates,

    /// An election identifier is too short to be one.
    #[error("an election identifier has at least {least} characters, not {found}")]
    ElectionIdLength {
        /// The smallest length Belenios allows.
        least: usize,
        /// The length found, in bytes of text.
        found: usize,
    },
    /// An election identifier holds a character outside the Base58 alphabet.
    #[error("character {position} of the election identifier is not a Base58 character")]
    ElectionIdCharacter {
        /// Where the character is, counted in bytes from 0.
        position: usize,
    },
}

impl Error {
    /// Says in which part of a record the error is.
    pub(crate) fn within(self, field: &'static str) -> Self {
        Self::Field {
            field,
            cause: Box::new(self),
        }
    }

    /// The error itself, without the places it was found at.
    pub fn root(&self) -> &Self {
        match self {
            Self::Field { cause, .. } | Self::At { cause, .. } | Self::Holder { cause, .. } => {
                cause.root()
            }
            error => error,
        }
    }

    /// Says at which computed place of a record the error is.
    pub(crate) fn at(self, place: impl Into<String>) -> Self {
        Self::At {
            place: place.into(),
            cause: Box::new(self),
        }
    }
}
