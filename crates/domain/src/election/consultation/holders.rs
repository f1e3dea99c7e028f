//! Who holds the two halves of the key: two persons of different colleges, neither enough alone.
//!
//! Where one college is asked, the second is somebody who is not in it, a guarantor for instance:
//! two of one side never hold the key.

use thiserror::Error;

/// How many hold a part of the key: both must decrypt.
pub const HOLDERS: usize = 2;

/// The place of a holder who is in no college, where one college alone is asked.
pub const OUTSIDE: i64 = 0;

/// Holders who would not keep each other in check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HoldersError {
    /// Not two.
    #[error("two persons hold the key, and {0} are named")]
    Count(usize),
    /// Two of one college.
    #[error("both holders are of one college")]
    OneCollege,
    /// One is not on the roll of the college that she is said to be of.
    #[error("a holder is not of the college that is said")]
    OtherCollege,
}

/// Whom a holder is said to be of, and of whom she is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Of {
    /// The place of the college that she is named for.
    pub said: i64,
    /// The place of the college on whose roll her account is, if it is on one.
    pub enrolled: Option<i64>,
}

/// Checks the colleges of the holders, by the roll and not by what was typed; so many are asked.
///
/// An account is on the roll of one college alone, so two colleges are two accounts, and so are one
/// that is on the roll and one that is not.
///
/// # Errors
/// [`HoldersError`].
pub fn check(holders: &[Of], colleges: usize) -> Result<(), HoldersError> {
    let [one, other] = holders else {
        return Err(HoldersError::Count(holders.len()));
    };
    let is_of = |holder: &Of| match holder.enrolled {
        Some(enrolled) => enrolled == holder.said,
        None => colleges == 1 && holder.said == OUTSIDE,
    };
    if !is_of(one) || !is_of(other) {
        Err(HoldersError::OtherCollege)
    } else if one.said == other.said {
        Err(HoldersError::OneCollege)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(said: i64, enrolled: Option<i64>) -> Of {
        Of { said, enrolled }
    }

    #[test]
    fn two_of_different_colleges_hold_the_key() {
        let [one, two, three] = [1, 2, 3].map(|place| of(place, Some(place)));
        assert_eq!(check(&[one, three], 3), Ok(()));
        assert_eq!(check(&[two, two], 3), Err(HoldersError::OneCollege));
        assert_eq!(check(&[one], 3), Err(HoldersError::Count(1)));
        assert_eq!(check(&[one, two, three], 3), Err(HoldersError::Count(3)));
    }

    #[test]
    fn a_holder_is_of_the_college_whose_roll_she_is_on() {
        let (tenant, nobody) = (of(2, Some(1)), of(2, None));
        for holder in [tenant, nobody] {
            let checked = check(&[of(1, Some(1)), holder], 2);
            assert_eq!(checked, Err(HoldersError::OtherCollege));
        }
    }

    #[test]
    fn where_one_college_is_asked_the_other_holder_is_not_in_it() {
        let (member, outside) = (of(1, Some(1)), of(OUTSIDE, None));
        assert_eq!(check(&[member, outside], 1), Ok(()));
        assert_eq!(check(&[member, member], 1), Err(HoldersError::OneCollege));
        assert_eq!(check(&[outside, outside], 1), Err(HoldersError::OneCollege));
        let hidden = of(OUTSIDE, Some(1));
        let checked = check(&[member, hidden], 1);
        assert_eq!(checked, Err(HoldersError::OtherCollege));
        let among_several = check(&[member, outside], 2);
        assert_eq!(among_several, Err(HoldersError::OtherCollege));
    }
}
