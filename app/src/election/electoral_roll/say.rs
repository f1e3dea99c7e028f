//! The words for reasons, kinds and outcomes.

use crate::i18n::T;
use palier_domain::election::electoral_roll::correction::{CorrectionKind, CorrectionOutcome};
use palier_domain::election::electoral_roll::occupancy::OccupancyReason;
use palier_domain::election::electoral_roll::title::LeftOut;

/// Why a tenancy gives no vote.
pub(super) fn left_out(t: T, reason: LeftOut) -> &'static str {
    match reason {
        LeftOut::NotResidential => t.electoral_left_out_not_residential(),
        LeftOut::NoNaturalPerson => t.electoral_left_out_no_person(),
        LeftOut::SignedTooLate => t.electoral_left_out_too_late(),
        LeftOut::Ended => t.electoral_left_out_ended(),
        LeftOut::PlanNotKept => t.electoral_left_out_plan(),
        LeftOut::NotApproved => t.electoral_left_out_not_approved(),
        LeftOut::VotesElsewhere => t.electoral_left_out_elsewhere(),
        LeftOut::Struck => t.electoral_left_out_struck(),
    }
}

/// What is said to be wrong.
pub(super) fn kind(t: T, kind: CorrectionKind) -> &'static str {
    match kind {
        CorrectionKind::NotListed => t.electoral_kind_not_listed(),
        CorrectionKind::Naming => t.electoral_kind_naming(),
        CorrectionKind::Household => t.electoral_kind_household(),
        CorrectionKind::Left => t.electoral_kind_left(),
        CorrectionKind::Other => t.electoral_kind_other(),
    }
}

/// What was decided, if anything was.
pub(super) fn outcome(t: T, outcome: Option<CorrectionOutcome>) -> (&'static str, &'static str) {
    match outcome {
        None => ("tag soon", t.electoral_waits()),
        Some(CorrectionOutcome::Accepted) => ("tag open", t.electoral_accepted()),
        Some(CorrectionOutcome::Refused) => ("tag late", t.electoral_refused()),
    }
}

/// What is wrong with a line of a file.
pub(super) fn line(t: T, reason: OccupancyReason) -> &'static str {
    match reason {
        OccupancyReason::EmptyFile => t.electoral_line_empty_file(),
        OccupancyReason::NotText => t.electoral_line_not_text(),
        OccupancyReason::UnknownColumn => t.electoral_line_unknown_column(),
        OccupancyReason::MissingColumn => t.electoral_line_missing_column(),
        OccupancyReason::Empty => t.electoral_line_empty(),
        OccupancyReason::TooLong => t.electoral_line_too_long(),
        OccupancyReason::NotADate => t.electoral_line_not_a_date(),
        OccupancyReason::NotYesNo => t.electoral_line_not_yes_no(),
        OccupancyReason::UnknownLease => t.electoral_line_unknown_lease(),
        OccupancyReason::UnknownEstate => t.electoral_line_unknown_estate(),
        OccupancyReason::UnknownPerson => t.electoral_line_unknown_person(),
        OccupancyReason::Repeated => t.electoral_line_repeated(),
        OccupancyReason::Differs => t.electoral_line_differs(),
        OccupancyReason::EndsBefore => t.electoral_line_ends_before(),
    }
}
