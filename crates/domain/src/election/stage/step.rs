//! The steps from stage to stage: who takes each, from where to where, under which conditions.

use super::super::calendar::step::article;
use super::super::protocol::rule::HOUSE;
use super::condition::Condition;
use super::{Stage, StageDates};
use crate::landlord::kind::LandlordKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// In what role somebody acts in an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum ElectionRole {
    /// Runs the election by the book.
    ElectionOfficer,
    /// The election commission.
    Commission,
    /// The tally board, whose members hold the key.
    TallyBoard,
    /// The two authorities that make the codes.
    CodeAuthorities,
    /// The platform, at an hour that was set.
    Platform,
    /// Runs the instance.
    Administrator,
    /// Works for the landlord.
    LandlordStaff,
    /// Files a list.
    ListAgent,
    /// Votes.
    Elector,
    /// Anybody else.
    Visitor,
}

impl ElectionRole {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::ElectionOfficer,
        Self::Commission,
        Self::TallyBoard,
        Self::CodeAuthorities,
        Self::Platform,
        Self::Administrator,
        Self::LandlordStaff,
        Self::ListAgent,
        Self::Elector,
        Self::Visitor,
    ];
}

/// A step of an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// The protocol is settled and the notice posted.
    Announce,
    /// Lists are judged and their order is drawn.
    CloseLists,
    /// Each person sees her line of the roll.
    PublishRoll,
    /// No line changes any more.
    FreezeRoll,
    /// The key exists, in shares.
    MakeKeys,
    /// The credentials exist, in halves.
    SealCodes,
    /// A rehearsal was held.
    Rehearse,
    /// Everything is fixed; the election opens by itself.
    Seal,
    /// Votes are taken.
    Open,
    /// No vote is taken any more.
    Freeze,
    /// Encrypted ballots are added up.
    Tally,
    /// The sums are decrypted.
    Decrypt,
    /// Paper joins, and seats are shared.
    Count,
    /// The result is posted.
    Proclaim,
    /// The result can no longer be challenged.
    EndChallenge,
    /// A court annulled the election.
    Annul,
    /// What must go is destroyed; results stay for the mandate.
    Archive,
}

impl Move {
    /// All of them, in their order.
    pub const ALL: [Self; 17] = [
        Self::Announce,
        Self::CloseLists,
        Self::PublishRoll,
        Self::FreezeRoll,
        Self::MakeKeys,
        Self::SealCodes,
        Self::Rehearse,
        Self::Seal,
        Self::Open,
        Self::Freeze,
        Self::Tally,
        Self::Decrypt,
        Self::Count,
        Self::Proclaim,
        Self::EndChallenge,
        Self::Annul,
        Self::Archive,
    ];

    /// From which stage to which; nothing if an election without online voting has no such step.
    #[must_use]
    fn between(self, online: bool) -> Option<(Stage, Stage)> {
        use Stage as S;
        let only_online = |from, to| online.then_some((from, to));
        match self {
            Self::Announce => Some((S::Draft, S::Announced)),
            Self::CloseLists => Some((S::Announced, S::ListsClosed)),
            Self::PublishRoll => Some((S::ListsClosed, S::RollPublished)),
            Self::FreezeRoll => Some((S::RollPublished, S::RollFrozen)),
            Self::MakeKeys => only_online(S::RollFrozen, S::KeysMade),
            Self::SealCodes => only_online(S::KeysMade, S::CodesSealed),
            Self::Rehearse => only_online(S::CodesSealed, S::Rehearsed),
            Self::Seal if online => Some((S::Rehearsed, S::Sealed)),
            Self::Seal => Some((S::RollFrozen, S::Sealed)),
            Self::Open => Some((S::Sealed, S::Open)),
            Self::Freeze => Some((S::Open, S::Frozen)),
            Self::Tally => only_online(S::Frozen, S::Tallied),
            Self::Decrypt => only_online(S::Tallied, S::Decrypted),
            Self::Count if online => Some((S::Decrypted, S::Counted)),
            Self::Count => Some((S::Frozen, S::Counted)),
            Self::Proclaim => Some((S::Counted, S::Proclaimed)),
            Self::EndChallenge => Some((S::Proclaimed, S::Final)),
            Self::Annul => Some((S::Proclaimed, S::Annulled)),
            Self::Archive => Some((S::Final, S::Archived)),
        }
    }

    /// Where it leads from a stage; nothing where it does not follow.
    #[must_use]
    pub fn from(self, stage: Stage, online: bool) -> Option<Stage> {
        // A court takes its time: its word holds after the result was final, and in the archives.
        if self == Self::Annul && matches!(stage, Stage::Final | Stage::Archived) {
            return Some(Stage::Annulled);
        }
        let (from, to) = self.between(online)?;
        (from == stage).then_some(to)
    }

    /// Who takes it.
    #[must_use]
    pub fn role(self) -> ElectionRole {
        match self {
            Self::Announce
            | Self::PublishRoll
            | Self::FreezeRoll
            | Self::Rehearse
            | Self::EndChallenge
            | Self::Annul => ElectionRole::ElectionOfficer,
            Self::CloseLists | Self::Archive => ElectionRole::Commission,
            Self::SealCodes => ElectionRole::CodeAuthorities,
            // It opens and closes by itself; nobody can do it sooner or later.
            Self::Open | Self::Freeze => ElectionRole::Platform,
            Self::MakeKeys
            | Self::Seal
            | Self::Tally
            | Self::Decrypt
            | Self::Count
            | Self::Proclaim => ElectionRole::TallyBoard,
        }
    }

    /// What must hold.
    #[must_use]
    pub fn conditions(self, online: bool) -> &'static [Condition] {
        use Condition as C;
        match self {
            Self::Announce => &[C::ProtocolSound, C::ProtocolValidated, C::NoticePosted],
            Self::CloseLists => &[C::ListsJudged, C::ListAdmitted, C::OrderDrawn],
            Self::PublishRoll => &[C::RollMade],
            Self::FreezeRoll => &[C::CorrectionsDecided],
            Self::MakeKeys => &[C::SharesCertified],
            Self::SealCodes => &[C::HalvesProved, C::CredentialsMatchElectors],
            Self::Rehearse => &[C::RehearsalVoted],
            Self::Seal if online => &[
                C::BoxShownEmpty,
                C::FingerprintsPublished,
                C::KeyFilesReopened,
                C::CredentialsMatchElectors,
            ],
            Self::Seal => &[C::BoxShownEmpty, C::FingerprintsPublished],
            Self::Open => &[C::OpeningHour],
            Self::Freeze => &[C::ClosingHour],
            Self::Tally => &[C::MarksMatchBallots, C::ArchiveVerified],
            // Whoever counts paper knows no other part of the result. Nobody votes online alone
            // (CCH R.421-7, R.422-2-1), so there is always paper to settle.
            Self::Decrypt => &[C::PaperSettled, C::ResultVerified],
            Self::Count => &[C::PaperSettled, C::SeatsSettled],
            Self::Proclaim => &[C::RecordChecked, C::RecordSigned],
            Self::EndChallenge => &[C::NoChallengePending],
            Self::Annul => &[C::CourtAnnulled],
            Self::Archive => &[
                C::NoChallengePending,
                C::BundleMade,
                C::DestructionJournalled,
            ],
        }
    }

    /// The text under which it is taken, for a kind of landlord; this house's practice where no
    /// text says it.
    #[must_use]
    pub fn article(self, kind: LandlordKind) -> &'static str {
        match self {
            Self::Announce
            | Self::CloseLists
            | Self::Open
            | Self::Freeze
            | Self::Count
            | Self::Proclaim
            | Self::EndChallenge
            | Self::Annul => article(kind),
            Self::MakeKeys
            | Self::SealCodes
            | Self::Rehearse
            | Self::Seal
            | Self::Tally
            | Self::Decrypt
            | Self::Archive => "CNIL 2019-053",
            // No text says how the roll is published and corrected.
            Self::PublishRoll | Self::FreezeRoll => HOUSE,
        }
    }

    /// The first day on which it can be taken, if there is one.
    #[must_use]
    pub fn earliest(self, dates: &StageDates) -> Option<NaiveDate> {
        match self {
            // The day after the last one on which lists are received.
            Self::CloseLists => dates.lists_received.succ_opt(),
            Self::PublishRoll => Some(dates.roll_cut_off),
            Self::FreezeRoll => dates.corrections_until.succ_opt(),
            Self::Open => Some(dates.opens),
            Self::Freeze | Self::Tally | Self::Decrypt | Self::Count | Self::Proclaim => {
                Some(dates.closes)
            }
            Self::EndChallenge => dates.challenge_ends.succ_opt(),
            Self::Archive => Some(dates.destroyed),
            Self::Announce
            | Self::MakeKeys
            | Self::SealCodes
            | Self::Rehearse
            | Self::Seal
            | Self::Annul => None,
        }
    }

    /// The last day on which it is in time, if there is one; a late step is taken and told.
    #[must_use]
    pub fn latest(self, dates: &StageDates) -> Option<NaiveDate> {
        match self {
            Self::Announce => Some(dates.notice),
            Self::CloseLists => Some(dates.lists_known),
            Self::PublishRoll => Some(dates.roll_published),
            Self::FreezeRoll => Some(dates.roll_frozen),
            // The codes are printed and travel with the ballot papers.
            Self::MakeKeys | Self::SealCodes => Some(dates.ballots_sent),
            Self::Rehearse | Self::Seal => dates.opens.pred_opt(),
            Self::Open => Some(dates.opens),
            Self::Freeze | Self::Tally | Self::Decrypt | Self::Count | Self::Proclaim => {
                Some(dates.closes)
            }
            Self::EndChallenge | Self::Annul | Self::Archive => None,
        }
    }
}
