//! Who holds the two halves of the key: two persons of different colleges, neither enough alone.

use thiserror::Error;

/// How many hold a part of the key: both must decrypt.
pub const HOLDERS: usize = 2;

/// Holders who would not keep each other in check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HoldersError {
    /// Not two.
    #[error("two persons hold the key, and {0} are named")]
    Count(usize),
    /// Two of one college.
    #[error("both holders are of one college")]
    OneCollege,
}

/// Checks the colleges of the holders, by their places.
///
/// # Errors
/// [`HoldersError`].
pub fn check(colleges: &[i64]) -> Result<(), HoldersError> {
    match colleges {
        [one, other] if one != other => Ok(()),
        [_, _] => Err(HoldersError::OneCollege),
        other => Err(HoldersError::Count(other.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_different_colleges_hold_the_key() {
        assert_eq!(check(&[1, 3]), Ok(()));
        assert_eq!(check(&[2, 2]), Err(HoldersError::OneCollege));
        assert_eq!(check(&[1]), Err(HoldersError::Count(1)));
        assert_eq!(check(&[1, 2, 3]), Err(HoldersError::Count(3)));
    }
}
