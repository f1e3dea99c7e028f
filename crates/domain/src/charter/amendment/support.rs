//! The support that an amendment needs before it is handed in: a figure of the text's rules.

use super::college::College;
use thiserror::Error;

/// The support of an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Support {
    /// The college of its author.
    pub college: College,
    /// Tenants who signed it with her.
    pub signatures: u64,
    /// Signatures that the text's rules ask of a tenant.
    pub threshold: u64,
}

/// Too few signed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{have} signatures where {needed} are needed")]
pub struct NotEnoughSupport {
    /// Signatures so far.
    pub have: u64,
    /// Signatures needed.
    pub needed: u64,
}

impl Support {
    /// How many signatures it needs: an association speaks for its members, the landlord for
    /// itself, and neither needs any.
    #[must_use]
    pub fn needed(&self) -> u64 {
        match self.college {
            College::Tenants => self.threshold,
            College::Associations | College::Landlord => 0,
        }
    }

    /// Whether enough signed it.
    ///
    /// # Errors
    /// [`NotEnoughSupport`] with both figures.
    pub fn check(&self) -> Result<(), NotEnoughSupport> {
        let (have, needed) = (self.signatures, self.needed());
        if have < needed {
            return Err(NotEnoughSupport { have, needed });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn support(college: College, signatures: u64) -> Support {
        Support {
            college,
            signatures,
            threshold: 3,
        }
    }

    #[test]
    fn a_tenant_needs_the_signatures_of_the_rules() {
        let short = NotEnoughSupport { have: 2, needed: 3 };
        assert_eq!(support(College::Tenants, 2).check(), Err(short));
        assert_eq!(support(College::Tenants, 3).check(), Ok(()));
    }

    #[test]
    fn an_association_and_the_landlord_need_none() {
        assert_eq!(support(College::Associations, 0).check(), Ok(()));
        assert_eq!(support(College::Landlord, 0).check(), Ok(()));
    }
}
