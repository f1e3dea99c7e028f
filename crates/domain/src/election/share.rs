//! Whole units shared in proportion to weights, with integers only.
//!
//! Seats by votes, cents by votes: the arithmetic is the same, only ties are settled otherwise.

/// What one weight is given at once, and what it still claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Whole units: `floor(weight * units / total)`.
    pub base: u64,
    /// What is left of its claim, over the total weight: `weight * units mod total`.
    pub remainder: u128,
}

/// Units shared down to whole ones, before the rest is given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// Sum of the weights, never zero.
    pub total: u128,
    /// One part per weight, in their order.
    pub parts: Vec<Part>,
    /// Units not given yet; always fewer than the weights that claim a remainder.
    pub left: u64,
}

/// Who gets the units that were left, one each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rest {
    /// Places of the weights that get one for sure.
    pub sure: Vec<usize>,
    /// Places of the weights whose remainders are equal, and that cannot all be served.
    pub tied: Vec<usize>,
    /// Units for the tied ones: fewer than they are.
    pub contested: u64,
}

/// Shares units among weights; nothing when no weight counts.
#[must_use]
pub fn shares(units: u64, weights: &[u64]) -> Option<Shares> {
    let total: u128 = weights.iter().copied().map(u128::from).sum();
    if total == 0 {
        return None;
    }
    // Two factors of 64 bits: the product cannot overflow.
    let claim = |weight: u64| u128::from(weight) * u128::from(units);
    let parts: Vec<Part> = weights
        .iter()
        .map(|&weight| Part {
            // No more than all units, as no weight is above the total.
            base: u64::try_from(claim(weight) / total).unwrap_or(units),
            remainder: claim(weight) % total,
        })
        .collect();
    let given: u64 = parts.iter().map(|part| part.base).sum();
    Some(Shares {
        total,
        parts,
        left: units - given,
    })
}

impl Shares {
    /// Gives what is left to the largest remainders, as far as they differ.
    #[must_use]
    pub fn rest(&self) -> Rest {
        let Some(last) = self.left.checked_sub(1) else {
            return Rest::default();
        };
        let mut remainders: Vec<u128> = self.parts.iter().map(|part| part.remainder).collect();
        remainders.sort_unstable_by(|a, b| b.cmp(a));
        let cut = usize::try_from(last).ok().and_then(|at| remainders.get(at));
        let cut = cut.copied().unwrap_or_default();
        let places = |wanted: fn(&u128, &u128) -> bool| {
            let parts = self.parts.iter().enumerate();
            parts
                .filter(move |(_, part)| wanted(&part.remainder, &cut))
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        };
        let mut sure = places(u128::gt);
        let tied = places(u128::eq);
        let contested = self.left - count(&sure);
        if contested == count(&tied) {
            sure.extend(tied);
            sure.sort_unstable();
            return Rest {
                sure,
                ..Rest::default()
            };
        }
        Rest {
            sure,
            tied,
            contested,
        }
    }
}

/// How many, as the unit of the shares.
pub(super) fn count<T>(things: &[T]) -> u64 {
    u64::try_from(things.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_is_shared_among_no_weights() {
        assert_eq!(shares(5, &[]), None);
        assert_eq!(shares(5, &[0, 0]), None);
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let shared = shares(u64::MAX, &[u64::MAX, u64::MAX]).unwrap();
        assert_eq!(shared.parts[0].base, u64::MAX / 2);
        assert_eq!(shared.left, 1);
        assert_eq!(shared.rest().tied, [0, 1]);
    }

    proptest! {
        #[test]
        fn every_unit_is_given_or_contested(
            units in 0_u64..1000,
            weights in prop::collection::vec(0_u64..50, 1..12),
        ) {
            let Some(shared) = shares(units, &weights) else {
                prop_assert!(weights.iter().all(|weight| *weight == 0));
                return Ok(());
            };
            let rest = shared.rest();
            let given: u64 = shared.parts.iter().map(|part| part.base).sum();
            prop_assert_eq!(given + count(&rest.sure) + rest.contested, units);
            prop_assert!(rest.contested < count(&rest.tied) || rest.tied.is_empty());
            for at in rest.sure.into_iter().chain(rest.tied) {
                prop_assert!(shared.parts[at].remainder > 0, "a whole claim gets no more");
            }
        }
    }
}
