//! Seats and names per list, by the kind of landlord.

use super::rule::{Field, Rule};
use crate::landlord::kind::LandlordKind;
use serde::{Deserialize, Serialize};

/// What decides the number of tenant seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The kind of landlord.
    pub kind: LandlordKind,
    /// Dwellings let; decides for a SEM.
    pub dwellings: u64,
    /// Members of the board, tenants included; decides for an OPH.
    pub board_members: u64,
}

/// Below that many dwellings one seat is enough for a SEM (CCH L.481-6).
const SMALL_SEM: u64 = 300;

impl Body {
    /// The fewest tenant seats, and whether more are allowed.
    #[must_use]
    pub fn seats(&self) -> (u64, bool) {
        match self.kind {
            // At least one sixth of the board (CCH L.421-9).
            LandlordKind::Oph => (self.board_members.div_ceil(6).max(1), true),
            // Three (CCH L.422-2-1).
            LandlordKind::Esh => (3, false),
            // One, or two at least from 300 dwellings on (CCH L.481-6).
            LandlordKind::Sem if self.dwellings < SMALL_SEM => (1, true),
            LandlordKind::Sem => (2, true),
            // By-laws (CCH L.422-3-1).
            LandlordKind::Cooperative => (1, true),
        }
    }

    /// The names that each list has for a number of seats; nothing where by-laws say it.
    #[must_use]
    pub fn names(&self, seats: u64) -> Option<u64> {
        match self.kind {
            // Twice the seats (CCH R.421-7, R.422-2-1, R.481-6).
            LandlordKind::Oph | LandlordKind::Esh | LandlordKind::Sem => seats.checked_mul(2),
            LandlordKind::Cooperative => None,
        }
    }

    /// Whether women and men alternate on its lists: so say CCH R.421-7 and R.422-2-1, not R.481-6.
    #[must_use]
    pub fn alternates(&self) -> bool {
        matches!(self.kind, LandlordKind::Oph | LandlordKind::Esh)
    }

    pub(super) fn broken_rules(&self, seats: u64, names: u64) -> Vec<(Field, Rule)> {
        let mut broken = Vec::new();
        match self.seats() {
            (fixed, false) if seats != fixed => {
                broken.push((Field::Seats, Rule::SeatsExactly { seats: fixed }));
            }
            (least, _) if seats < least => {
                broken.push((Field::Seats, Rule::SeatsTooFew { least }));
            }
            _ => {}
        }
        match self.names(seats) {
            Some(exact) if names != exact => {
                broken.push((Field::Names, Rule::NamesExactly { names: exact }));
            }
            None if names < seats => {
                broken.push((Field::Names, Rule::NamesTooFew { least: seats }));
            }
            _ => {}
        }
        broken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(kind: LandlordKind, dwellings: u64, board_members: u64) -> Body {
        Body {
            kind,
            dwellings,
            board_members,
        }
    }

    #[test]
    fn an_office_gives_a_sixth_of_its_board_and_twice_the_names() {
        let office = body(LandlordKind::Oph, 12_480, 23);
        assert_eq!(office.broken_rules(4, 8), []);
        assert_eq!(office.broken_rules(5, 10), []);
        assert_eq!(
            office.broken_rules(3, 7),
            [
                (Field::Seats, Rule::SeatsTooFew { least: 4 }),
                (Field::Names, Rule::NamesExactly { names: 6 })
            ]
        );
    }

    #[test]
    fn a_company_has_three_seats_and_six_names() {
        let company = body(LandlordKind::Esh, 9000, 18);
        assert_eq!(company.broken_rules(3, 6), []);
        let fixed = (Field::Seats, Rule::SeatsExactly { seats: 3 });
        assert_eq!(company.broken_rules(4, 8), [fixed]);
    }

    #[test]
    fn a_mixed_company_has_a_second_seat_from_300_dwellings_on() {
        assert_eq!(body(LandlordKind::Sem, 299, 9).broken_rules(1, 2), []);
        let few = (Field::Seats, Rule::SeatsTooFew { least: 2 });
        assert_eq!(body(LandlordKind::Sem, 300, 9).broken_rules(1, 2), [few]);
    }

    #[test]
    fn a_cooperative_follows_its_by_laws() {
        let cooperative = body(LandlordKind::Cooperative, 500, 12);
        assert_eq!(cooperative.broken_rules(2, 3), []);
        let few = (Field::Names, Rule::NamesTooFew { least: 2 });
        assert_eq!(cooperative.broken_rules(2, 1), [few]);
    }
}
