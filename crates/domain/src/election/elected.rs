//! Who is elected, who stands by, and who follows when a seat falls vacant.
//!
//! Seats go in list order; the next name of the list replaces (CCH R.421-7, R.422-2-1, R.481-6).

use std::collections::BTreeSet;

/// What a list's seats make of its candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elected<'a, C> {
    /// Those who sit, in list order.
    pub seated: Vec<&'a C>,
    /// Those who follow, in list order.
    pub substitutes: Vec<&'a C>,
    /// Seats for which the list has no name left.
    pub vacant: u64,
}

/// Seats a list's candidates in their order, without those who left or declined since.
#[must_use]
pub fn elected<'a, C: Ord>(candidates: &'a [C], seats: u64, left: &BTreeSet<C>) -> Elected<'a, C> {
    let mut available = candidates.iter().filter(|c| !left.contains(c));
    let wanted = usize::try_from(seats).unwrap_or(usize::MAX);
    let seated: Vec<&C> = available.by_ref().take(wanted).collect();
    Elected {
        vacant: seats - super::share::count(&seated),
        seated,
        substitutes: available.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: [&str; 4] = ["Awa", "Bruno", "Chloé", "David"];

    #[test]
    fn seats_go_in_list_order() {
        let found = elected(&LIST, 2, &BTreeSet::new());
        assert_eq!(found.seated, [&"Awa", &"Bruno"]);
        assert_eq!(found.substitutes, [&"Chloé", &"David"]);
        assert_eq!(found.vacant, 0);
    }

    #[test]
    fn the_next_name_replaces_whoever_left_or_declined() {
        let found = elected(&LIST, 2, &BTreeSet::from(["Awa", "Chloé"]));
        assert_eq!(found.seated, [&"Bruno", &"David"]);
        assert!(found.substitutes.is_empty());
    }

    #[test]
    fn a_seat_that_no_name_is_left_for_is_vacant() {
        let found = elected(&LIST, 2, &BTreeSet::from(["Awa", "Bruno", "Chloé"]));
        assert_eq!(found.seated, [&"David"]);
        assert_eq!(found.vacant, 1);
    }
}
