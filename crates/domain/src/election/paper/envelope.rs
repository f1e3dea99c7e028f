//! A postal envelope on the table of the tally board: opened and counted, or set aside unopened.
//!
//! Envelopes stay sealed and unscanned until the online vote is frozen; the online vote counts, and
//! postal envelopes of those who voted online are set aside unopened and counted as such (CGFP
//! R.211-578). A protocol with another precedence beside an online channel is refused, so on paper
//! alone the mark of the ballot box stands before an envelope that is opened after it.

use crate::election::official_record::figures::SetAside;
use crate::election::stage::Stage;
use serde::{Deserialize, Serialize};

/// What the board sees on the outer envelope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// It came in time and is signed.
    #[default]
    InOrder,
    /// It came too late.
    Late,
    /// It is not signed.
    Unsigned,
}

/// What becomes of an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is opened: its line is marked as having voted by post.
    Accepted,
    /// Set aside: its line voted another way.
    Double,
    /// Set aside: it came too late.
    Late,
    /// Set aside: it is not signed.
    Unsigned,
    /// Set aside: it is of nobody on the roll.
    Unknown,
}

/// Envelopes, by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelopes {
    /// Those that are opened.
    pub accepted: u64,
    /// Those that are not.
    pub set_aside: SetAside,
}

/// Judges an envelope of somebody on the roll; `voted` says whether her line has a mark.
#[must_use]
pub fn judge(seen: Seen, voted: bool) -> Verdict {
    match seen {
        Seen::Late => Verdict::Late,
        Seen::Unsigned => Verdict::Unsigned,
        Seen::InOrder if voted => Verdict::Double,
        Seen::InOrder => Verdict::Accepted,
    }
}

/// Whether received envelopes may be noted: their number per day, nothing else.
#[must_use]
pub fn may_note(stage: Stage) -> bool {
    (Stage::RollFrozen..=Stage::Decrypted).contains(&stage)
}

/// Whether envelopes may be entered and paper counted: after the online freeze, and before anybody
/// knows the online result.
#[must_use]
pub fn may_open(stage: Stage) -> bool {
    matches!(stage, Stage::Frozen | Stage::Tallied)
}

impl Envelopes {
    /// One more.
    pub fn add(&mut self, verdict: Verdict) {
        let one = match verdict {
            Verdict::Accepted => &mut self.accepted,
            Verdict::Double => &mut self.set_aside.double,
            Verdict::Late => &mut self.set_aside.late,
            Verdict::Unsigned => &mut self.set_aside.unsigned,
            Verdict::Unknown => &mut self.set_aside.unknown,
        };
        *one = one.saturating_add(1);
    }

    /// All of them.
    #[must_use]
    pub fn entered(&self) -> u64 {
        let set_aside = self.set_aside.sum().unwrap_or(u64::MAX);
        set_aside.saturating_add(self.accepted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_envelope_in_order_of_a_line_without_a_mark_is_opened() {
        for voted in [false, true] {
            assert_eq!(judge(Seen::Late, voted), Verdict::Late);
            assert_eq!(judge(Seen::Unsigned, voted), Verdict::Unsigned);
        }
        assert_eq!(judge(Seen::InOrder, true), Verdict::Double);
        assert_eq!(judge(Seen::InOrder, false), Verdict::Accepted);
    }

    #[test]
    fn no_envelope_is_opened_before_the_freeze_or_once_the_online_result_is_known() {
        let open: Vec<_> = [
            Stage::Sealed,
            Stage::Open,
            Stage::Frozen,
            Stage::Tallied,
            Stage::Decrypted,
            Stage::Counted,
        ]
        .map(may_open)
        .into();
        assert_eq!(open, [false, false, true, true, false, false]);
        assert!(may_note(Stage::Open) && !may_note(Stage::Counted) && !may_note(Stage::Draft));
    }

    #[test]
    fn each_envelope_is_counted_where_it_belongs() {
        let mut all = Envelopes::default();
        for verdict in [
            Verdict::Accepted,
            Verdict::Accepted,
            Verdict::Double,
            Verdict::Late,
            Verdict::Unsigned,
            Verdict::Unknown,
        ] {
            all.add(verdict);
        }
        assert_eq!((all.accepted, all.entered()), (2, 6));
        let SetAside {
            double,
            late,
            unsigned,
            unknown,
        } = all.set_aside;
        assert_eq!((double, late, unsigned, unknown), (1, 1, 1, 1));
    }
}
