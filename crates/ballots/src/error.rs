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
}
