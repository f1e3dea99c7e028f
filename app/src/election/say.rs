//! The words for stages and roles.

use crate::i18n::T;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;

/// The steps of an election as a visitor sees them, and which of them it is at.
#[must_use]
pub fn progress(t: T, stage: Stage) -> (Vec<&'static str>, usize) {
    let names = vec![
        t.election_step_protocol(),
        t.election_step_lists(),
        t.election_step_roll(),
        t.election_step_seal(),
        t.election_step_vote(),
        t.election_step_count(),
        t.election_step_result(),
    ];
    let at = match stage {
        Stage::Draft => 0,
        Stage::Announced => 1,
        Stage::ListsClosed | Stage::RollPublished => 2,
        Stage::RollFrozen
        | Stage::KeysMade
        | Stage::CodesSealed
        | Stage::Rehearsed
        | Stage::Sealed => 3,
        Stage::Open => 4,
        Stage::Frozen | Stage::Tallied | Stage::Decrypted | Stage::Counted => 5,
        Stage::Proclaimed | Stage::Final | Stage::Annulled | Stage::Archived => 6,
    };
    (names, at)
}

/// Where an election stands, in words.
#[must_use]
pub fn stage(t: T, stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => t.election_stage_draft(),
        Stage::Announced => t.election_stage_announced(),
        Stage::ListsClosed => t.election_stage_lists_closed(),
        Stage::RollPublished => t.election_stage_roll_published(),
        Stage::RollFrozen => t.election_stage_roll_frozen(),
        Stage::KeysMade => t.election_stage_keys_made(),
        Stage::CodesSealed => t.election_stage_codes_sealed(),
        Stage::Rehearsed => t.election_stage_rehearsed(),
        Stage::Sealed => t.election_stage_sealed(),
        Stage::Open => t.election_stage_open(),
        Stage::Frozen => t.election_stage_frozen(),
        Stage::Tallied => t.election_stage_tallied(),
        Stage::Decrypted => t.election_stage_decrypted(),
        Stage::Counted => t.election_stage_counted(),
        Stage::Proclaimed => t.election_stage_proclaimed(),
        Stage::Final => t.election_stage_final(),
        Stage::Annulled => t.election_stage_annulled(),
        Stage::Archived => t.election_stage_archived(),
    }
}

/// The class of a stage's tag.
#[must_use]
pub fn tag(stage: Stage) -> &'static str {
    match stage {
        Stage::Open => "tag open",
        Stage::Proclaimed | Stage::Final | Stage::Annulled | Stage::Archived => "tag done",
        _ => "tag soon",
    }
}

/// Who somebody is in an election.
#[must_use]
pub fn role(t: T, role: ElectionRole) -> &'static str {
    match role {
        ElectionRole::ElectionOfficer => t.election_role_officer(),
        ElectionRole::Commission => t.election_role_commission(),
        ElectionRole::TallyBoard => t.election_role_tally_board(),
        ElectionRole::CodeAuthorities => t.election_role_code_authorities(),
        ElectionRole::Platform => t.election_role_platform(),
        ElectionRole::Administrator => t.election_role_administrator(),
        ElectionRole::LandlordStaff => t.election_role_landlord_staff(),
        ElectionRole::ListAgent => t.election_role_list_agent(),
        ElectionRole::Elector => t.election_role_elector(),
        ElectionRole::Visitor => t.election_role_visitor(),
    }
}
