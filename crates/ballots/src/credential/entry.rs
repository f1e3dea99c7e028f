//! One entry of the list of public credentials (specification, section 4.8).

use crate::{Error, Group};

/// A listed credential, read: `CRED` or `CRED,WEIGHT`.
pub(crate) struct Entry<'a, G: Group> {
    /// The credential as it is spelt.
    pub name: &'a str,
    /// The credential.
    pub key: G::Element,
    /// How often its ballot counts; 1 where nothing is said.
    pub weight: u64,
}

impl<'a, G: Group> Entry<'a, G> {
    /// Reads an entry.
    ///
    /// # Errors
    /// What is wrong with the element, [`Error::ElementIsIdentity`], or for the weight
    /// [`Error::NumberTooLarge`] and [`Error::NotCanonical`].
    pub fn read(text: &'a str) -> Result<Self, Error> {
        let (name, weight) = match text.split_once(',') {
            Some((name, weight)) => (name, Some(weight)),
            None => (text, None),
        };
        let key = G::decode(name)?;
        if key == G::identity() {
            return Err(Error::ElementIsIdentity);
        }
        let weight = match weight {
            None => 1,
            Some(text) => {
                let weight: u64 = text.parse().map_err(|_| Error::NumberTooLarge)?;
                if weight.to_string() != text {
                    return Err(Error::NotCanonical);
                }
                weight
            }
        };
        Ok(Self { name, key, weight })
    }
}
