//! Going on without holders: as many as decrypt suffice, and it is decided, never assumed.

use super::KeyPlan;
use thiserror::Error;

/// Why the board does not go on without some holders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum GoingOnRefusal {
    /// Every holder opened her file.
    #[error("no holder is missing")]
    NobodyMissing,
    /// Fewer opened theirs than decrypt.
    #[error("{needed} holders must have opened their key files")]
    TooFew {
        /// As many as decrypt.
        needed: u64,
    },
}

/// The holders who are missing, from 1, given those who opened their files.
///
/// # Errors
/// [`GoingOnRefusal`] when none is, or fewer opened theirs than decrypt.
pub fn missing_holders(plan: &KeyPlan, opened: &[u64]) -> Result<Vec<u64>, GoingOnRefusal> {
    let all = 1..=u64::try_from(plan.shares.len()).unwrap_or_default();
    let (there, missing): (Vec<u64>, Vec<u64>) = all.partition(|holder| opened.contains(holder));
    if missing.is_empty() {
        return Err(GoingOnRefusal::NobodyMissing);
    }
    let needed = plan.threshold;
    if u64::try_from(there.len()).unwrap_or_default() < needed {
        return Err(GoingOnRefusal::TooFew { needed });
    }
    Ok(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_key_stops_nobody_while_enough_are_there() {
        let lists = [
            ("Chloé", "CNL"),
            ("David", "CLCV"),
            ("Élise", "CSF"),
            ("Farid", "AFOC"),
        ];
        let plan = KeyPlan::proposed("Alice", "Bruno", &lists);
        assert_eq!((plan.threshold, plan.shares.len()), (4, 6));
        assert_eq!(missing_holders(&plan, &[1, 2, 3, 5]), Ok(vec![4, 6]));
        let few = Err(GoingOnRefusal::TooFew { needed: 4 });
        assert_eq!(missing_holders(&plan, &[1, 2, 3]), few);
        assert_eq!(missing_holders(&plan, &[1, 1, 2, 3, 7]), few, "each once");
        let all = missing_holders(&plan, &[1, 2, 3, 4, 5, 6]);
        assert_eq!(all, Err(GoingOnRefusal::NobodyMissing));
    }
}
