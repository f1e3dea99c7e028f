//! The protocol that is proposed to begin with: sound dates, sound boards, to be changed at will.

use super::super::key_plan::{KeyPlan, KeyPolicy};
use super::body::Body;
use super::channels::{Channels, OnlineHours, OnlineRules, Precedence};
use super::data::{Recommendation, Retention};
use super::roll::RollDates;
use super::{EmptyEnvelope, Protocol, Statements};
use crate::election::tie_break::TieChain;
use chrono::{Days, NaiveDate, NaiveTime};

/// Before work, at noon's end, after work.
const TURNOUT_HOURS: [u8; 3] = [10, 14, 18];
/// Characters of a campaign statement.
const STATEMENT: u32 = 4000;

impl Protocol {
    /// A protocol for a body and a day D, on all three channels; boards, key holders and code
    /// authorities are left to be named, which [`Protocol::broken_rules`] says.
    #[must_use]
    pub fn proposed(body: Body, day: NaiveDate) -> Self {
        let seats = body.seats().0;
        let before = |days| day.checked_sub_days(Days::new(days)).unwrap_or(day);
        let at = |date: NaiveDate, hour| {
            date.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default())
        };
        Self {
            body,
            seats,
            names: body.names(seats).unwrap_or(seats),
            day,
            extension_weeks: 0,
            channels: Channels {
                post: true,
                ballot_box: true,
                online: true,
            },
            online_hours: Some(OnlineHours {
                opens: at(before(14), 9),
                closes: at(day, 12),
            }),
            online: OnlineRules::default(),
            precedence: Precedence::default(),
            empty_envelope: EmptyEnvelope::default(),
            tie_chain: TieChain::default(),
            // Leases are cut off six weeks before, ballots leave two weeks before.
            roll: RollDates {
                published: before(41),
                corrections_until: before(25),
                frozen: before(21),
            },
            commission: Vec::new(),
            tally_board: Vec::new(),
            key_plan: Some(KeyPlan::proposed("", "", &[])),
            key_policy: KeyPolicy::default(),
            code_authorities: None,
            booth_hosts: Vec::new(),
            turnout_hours: TURNOUT_HOURS.to_vec(),
            statements: Statements {
                mailed: before(28),
                length: STATEMENT,
            },
            retention: Retention::default(),
            recommendation: Recommendation {
                title: String::new(),
                level: 3,
                since: day,
                until: None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rule::Field;
    use super::*;
    use crate::landlord::kind::LandlordKind;

    #[test]
    fn what_is_proposed_lacks_names_and_nothing_else() {
        let body = Body {
            kind: LandlordKind::Oph,
            dwellings: 12_480,
            board_members: 27,
        };
        let day = NaiveDate::from_ymd_opt(2030, 12, 3).expect("a day");
        let broken = Protocol::proposed(body, day).broken_rules();
        let fields: std::collections::BTreeSet<_> = broken.iter().map(|one| one.field).collect();
        let names = [
            Field::Commission,
            Field::TallyBoard,
            Field::KeyPlan,
            Field::CodeAuthorities,
            Field::Recommendation,
        ];
        assert_eq!(fields, names.into_iter().collect(), "{broken:?}");
    }
}
