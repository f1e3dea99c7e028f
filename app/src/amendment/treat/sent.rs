//! The fields of a form, as they came.

use crate::site::forms::Complaint;
use crate::site::problem::Problem;

/// The fields of a form, as they came.
pub(crate) struct Sent(pub Vec<(String, String)>);

/// Characters of a reason.
const WORDS: usize = 4000;

impl Sent {
    /// A field; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Some words, without what browsers make of line ends.
    ///
    /// # Errors
    /// When they are too long.
    pub fn words(&self, name: &str) -> Result<String, Complaint> {
        let said = self.get(name).replace("\r\n", "\n").trim().to_owned();
        if said.chars().count() > WORDS {
            return Err(Complaint::about(name, Problem::AtMost { max: 4000 }));
        }
        Ok(said)
    }

    /// Words that must be there.
    ///
    /// # Errors
    /// When they are not, or too long.
    pub fn needed(&self, name: &str) -> Result<String, Complaint> {
        let said = self.words(name)?;
        if said.is_empty() {
            return Err(Complaint::about(name, Problem::Empty));
        }
        Ok(said)
    }

    /// All that is kept when it is refused.
    pub fn fields(&self) -> Vec<(&str, &str)> {
        let fields = self.0.iter();
        fields
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect()
    }
}
