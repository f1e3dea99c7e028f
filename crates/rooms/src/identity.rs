//! Who a member says it is.

use std::fmt;

use openmls::prelude::{BasicCredential, Credential};

use crate::RoomError;

/// The greatest length of an identity, in bytes.
const LONGEST: usize = 255;

/// The name of an account, as the members of a room see it.
///
/// It is a claim: whoever shows it must have compared the signature key with the account's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity(String);

impl Identity {
    /// Reads an identity: 1 to 255 bytes of text without control characters.
    ///
    /// # Errors
    /// [`RoomError::Identity`].
    pub fn parse(text: &str) -> Result<Self, RoomError> {
        if is_plain_text(text, LONGEST) {
            Ok(Self(text.to_owned()))
        } else {
            Err(RoomError::Identity { longest: LONGEST })
        }
    }

    /// The identity as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The credential that carries the identity in MLS.
    pub(crate) fn credential(&self) -> Credential {
        BasicCredential::new(self.0.clone().into_bytes()).into()
    }

    /// The identity that a credential carries.
    pub(crate) fn of(credential: &Credential) -> Result<Self, RoomError> {
        let refused = RoomError::Identity { longest: LONGEST };
        let Ok(basic) = BasicCredential::try_from(credential.clone()) else {
            return Err(refused);
        };
        match std::str::from_utf8(basic.identity()) {
            Ok(text) => Self::parse(text),
            Err(_) => Err(refused),
        }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Whether a name may be shown as it is.
pub(crate) fn is_plain_text(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_a_line_of_text() {
        assert!(Identity::parse("Ève Nguyễn").is_ok());
        for text in ["", "two\nlines", &"x".repeat(256)] {
            assert!(Identity::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_credential_that_is_no_text_is_refused() {
        let credential = BasicCredential::new(vec![0xff]).into();
        assert!(matches!(
            Identity::of(&credential),
            Err(RoomError::Identity { .. })
        ));
    }
}
