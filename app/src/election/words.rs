//! The words for steps, conditions, articles and refusals.

use super::say;
use crate::i18n::{Locale, T};
use leptos::prelude::*;
use palier_domain::election::calendar::step::{Actor, Step};
use palier_domain::election::protocol::rule::HOUSE;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::Move;
use palier_domain::election::stage::{Stage, StepRefusal};

/// What the address of a page says when a step was refused, and where the page says why.
pub const STEP: &str = "etape";

/// A step of an election.
#[must_use]
pub fn step(t: T, step: Move) -> &'static str {
    match step {
        Move::Announce => t.election_move_announce(),
        Move::CloseLists => t.election_move_close_lists(),
        Move::PublishRoll => t.election_move_publish_roll(),
        Move::FreezeRoll => t.election_move_freeze_roll(),
        Move::MakeKeys => t.election_move_make_keys(),
        Move::SealCodes => t.election_move_seal_codes(),
        Move::Rehearse => t.election_move_rehearse(),
        Move::Seal => t.election_move_seal(),
        Move::Open => t.election_move_open(),
        Move::Freeze => t.election_move_freeze(),
        Move::Tally => t.election_move_tally(),
        Move::Decrypt => t.election_move_decrypt(),
        Move::Count => t.election_move_count(),
        Move::Proclaim => t.election_move_proclaim(),
        Move::EndChallenge => t.election_move_end_challenge(),
        Move::Annul => t.election_move_annul(),
        Move::Archive => t.election_move_archive(),
    }
}

/// A condition of a step.
#[must_use]
pub fn condition(t: T, condition: Condition) -> &'static str {
    match condition {
        Condition::ProtocolSound => t.election_condition_protocol_sound(),
        Condition::ProtocolValidated => t.election_condition_protocol_validated(),
        Condition::NoticePosted => t.election_condition_notice_posted(),
        Condition::ListsJudged => t.election_condition_lists_judged(),
        Condition::ListAdmitted => t.election_condition_list_admitted(),
        Condition::OrderDrawn => t.election_condition_order_drawn(),
        Condition::RollMade => t.election_condition_roll_made(),
        Condition::CorrectionsDecided => t.election_condition_corrections_decided(),
        Condition::SharesCertified => t.election_condition_shares_certified(),
        Condition::HalvesProved => t.election_condition_halves_proved(),
        Condition::CredentialsMatchElectors => t.election_condition_credentials_match_electors(),
        Condition::RehearsalVoted => t.election_condition_rehearsal_voted(),
        Condition::BoxShownEmpty => t.election_condition_box_shown_empty(),
        Condition::FingerprintsPublished => t.election_condition_fingerprints_published(),
        Condition::KeyFilesReopened => t.election_condition_key_files_reopened(),
        Condition::OpeningHour => t.election_condition_opening_hour(),
        Condition::ClosingHour => t.election_condition_closing_hour(),
        Condition::MarksMatchBallots => t.election_condition_marks_match_ballots(),
        Condition::ArchiveVerified => t.election_condition_archive_verified(),
        Condition::ResultVerified => t.election_condition_result_verified(),
        Condition::PaperSettled => t.election_condition_paper_settled(),
        Condition::SeatsSettled => t.election_condition_seats_settled(),
        Condition::RecordChecked => t.election_condition_record_checked(),
        Condition::RecordSigned => t.election_condition_record_signed(),
        Condition::NoChallengePending => t.election_condition_no_challenge_pending(),
        Condition::CourtAnnulled => t.election_condition_court_annulled(),
        Condition::BundleMade => t.election_condition_bundle_made(),
        Condition::DestructionJournalled => t.election_condition_destruction_journalled(),
    }
}

/// Why a step would be refused, in words; inside nothing, that the protocol has no day.
#[must_use]
pub fn refusal(t: T, refusal: Option<&StepRefusal>, at: Stage) -> AnyView {
    let said = match refusal {
        None => t.election_refusal_no_day().to_owned(),
        Some(StepRefusal::OutOfOrder) => t.election_refusal_out_of_order(say::stage(t, at)),
        Some(StepRefusal::NotYours { needs }) => t.election_refusal_not_yours(say::role(t, *needs)),
        Some(StepRefusal::TooEarly { from }) => t.election_refusal_too_early(t.date(*from)),
        Some(StepRefusal::Missing(_)) => t.election_refusal_missing().to_owned(),
    };
    let missing = match refusal {
        Some(StepRefusal::Missing(conditions)) => conditions.as_slice(),
        _ => &[],
    };
    let missing = missing
        .iter()
        .map(|one| view! { <li>{condition(t, *one)}</li> })
        .collect_view();
    view! {
        <div class="summary rules" role="alert" id=STEP tabindex="-1">
            <p class="summary-title">{said}</p>
            <ul>{missing}</ul>
        </div>
    }
    .into_any()
}

/// A text that is cited: an article, several, or the practice of this house.
#[must_use]
pub fn article(t: T, article: &str) -> String {
    match (article, t.locale) {
        (HOUSE, _) => t.election_text_house().to_owned(),
        (_, Locale::Fr) => article.replace(" to ", &format!(" {} ", t.election_text_to())),
        (_, Locale::En) => article.to_owned(),
    }
}

/// A step of the calendar.
#[must_use]
pub fn calendar_step(t: T, step: Step) -> &'static str {
    match step {
        Step::NationalProtocol => t.calendar_step_national_protocol(),
        Step::LocalProtocol => t.calendar_step_local_protocol(),
        Step::Notice => t.calendar_step_notice(),
        Step::ListsReceived => t.calendar_step_lists_received(),
        Step::LeaseCutOff => t.calendar_step_lease_cut_off(),
        Step::ListsKnown => t.calendar_step_lists_known(),
        Step::RegistrationDisputes => t.calendar_step_registration_disputes(),
        Step::BallotsSent => t.calendar_step_ballots_sent(),
        Step::VoteCloses => t.calendar_step_vote_closes(),
        Step::ResultsPosted => t.calendar_step_results_posted(),
        Step::ChallengeEnds => t.calendar_step_challenge_ends(),
    }
}

/// The number of a step's rule among those of the calendar.
#[must_use]
pub fn calendar_rule(step: Step) -> &'static str {
    match step {
        Step::NationalProtocol => "CAL-01",
        Step::LocalProtocol => "CAL-02",
        Step::Notice => "CAL-03",
        Step::ListsReceived => "CAL-04",
        Step::LeaseCutOff => "CAL-05",
        Step::ListsKnown => "CAL-06",
        Step::RegistrationDisputes => "CAL-07",
        Step::BallotsSent => "CAL-08",
        Step::VoteCloses => "CAL-09",
        Step::ResultsPosted => "CAL-10",
        Step::ChallengeEnds => "CAL-12",
    }
}

/// Who takes a step of the calendar.
#[must_use]
pub fn actor(t: T, actor: Actor) -> &'static str {
    match actor {
        Actor::NationalBodies => t.calendar_actor_national_bodies(),
        Actor::Landlord => t.calendar_actor_landlord(),
        Actor::ListAgents => t.calendar_actor_list_agents(),
        Actor::TallyBoard => t.calendar_actor_tally_board(),
        Actor::Electors => t.calendar_actor_electors(),
        Actor::Nobody => t.calendar_actor_nobody(),
    }
}
