//! Putting partial decryptions together (specification, section 4.19).

use std::collections::BTreeMap;

use super::trustees::{Part, Trustees};
use crate::Group;

/// The factors of those partial decryptions that hold, by part and place in the part.
pub(crate) type Factors<G> = BTreeMap<(usize, usize), Vec<Vec<<G as Group>::Element>>>;

/// The synthetic factor of each ciphertext, or the part of the trustees that is short of holders
/// with the number it has.
pub(crate) fn combine<G: Group>(
    trustees: &Trustees<G>,
    factors: &Factors<G>,
    shape: &[usize],
) -> Result<Vec<Vec<G::Element>>, (usize, usize)> {
    let mut sum: Vec<Vec<_>> = shape.iter().map(|n| vec![G::identity(); *n]).collect();
    for (at, part) in trustees.parts.iter().enumerate() {
        let held: Vec<_> = factors
            .range((at, 0)..(at + 1, 0))
            .take(part.threshold)
            .collect();
        if held.len() < part.threshold {
            return Err((at, held.len()));
        }
        let places: Vec<usize> = held.iter().map(|((_, place), _)| *place).collect();
        for ((_, place), factors) in held {
            let coefficient = lagrange::<G>(part, &places, *place);
            for (to, from) in sum.iter_mut().flatten().zip(factors.iter().flatten()) {
                let share = match &coefficient {
                    Some(coefficient) => G::multiply(from, coefficient),
                    None => *from,
                };
                *to = G::add(to, &share);
            }
        }
    }
    Ok(sum)
}

/// The Lagrange coefficient of a holder among those who took part; nothing for a single one.
fn lagrange<G: Group>(part: &Part<G>, places: &[usize], place: usize) -> Option<G::Scalar> {
    let index = |place: usize| G::small(u64::try_from(place + 1).unwrap_or(u64::MAX));
    let others = places.iter().filter(|other| **other != place);
    let one = (G::small(1), G::small(1));
    let (above, below) = others.fold(one, |(above, below), other| {
        let k = index(*other);
        (above * k, below * (k - index(place)))
    });
    (!part.single).then(|| above * G::invert_public(&below))
}
