//! The steps of an election, who takes each, and under which article.

use crate::landlord::kind::LandlordKind;
use serde::{Deserialize, Serialize};

/// A step that the law sets a date for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// CAL-01: the national protocol is signed, by associations holding at least half of the votes.
    NationalProtocol,
    /// CAL-02: the local protocol is settled after concertation, and validated by the board.
    LocalProtocol,
    /// CAL-03: the election notice is posted.
    Notice,
    /// CAL-04: candidate lists have been received.
    ListsReceived,
    /// CAL-05: the last day on which a lease that gives the vote can have been signed.
    LeaseCutOff,
    /// CAL-06: lists are made known to electors; sub-tenant lists are received.
    ListsKnown,
    /// CAL-07: disputes on registration go to court.
    RegistrationDisputes,
    /// CAL-08: ballot papers and affiliations are sent.
    BallotsSent,
    /// CAL-09: the vote closes and is counted at the seat.
    VoteCloses,
    /// CAL-10: results are posted in all buildings; the record goes to each list and the prefect.
    ResultsPosted,
    /// CAL-12: the last day of a challenge.
    ChallengeEnds,
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// National bodies of landlords and tenants.
    NationalBodies,
    /// The landlord.
    Landlord,
    /// The agents of the lists.
    ListAgents,
    /// The landlord's tally board.
    TallyBoard,
    /// Electors and lists who dispute.
    Electors,
    /// Nobody: the day passes by itself.
    Nobody,
}

impl Step {
    /// All of them, in the order of their days.
    pub const ALL: [Self; 11] = [
        Self::NationalProtocol,
        Self::LocalProtocol,
        Self::Notice,
        Self::ListsReceived,
        Self::LeaseCutOff,
        Self::ListsKnown,
        Self::RegistrationDisputes,
        Self::BallotsSent,
        Self::VoteCloses,
        Self::ResultsPosted,
        Self::ChallengeEnds,
    ];

    /// Its name in texts that are kept, and in the identifiers of a calendar.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NationalProtocol => "national_protocol",
            Self::LocalProtocol => "local_protocol",
            Self::Notice => "notice",
            Self::ListsReceived => "lists_received",
            Self::LeaseCutOff => "lease_cut_off",
            Self::ListsKnown => "lists_known",
            Self::RegistrationDisputes => "registration_disputes",
            Self::BallotsSent => "ballots_sent",
            Self::VoteCloses => "vote_closes",
            Self::ResultsPosted => "results_posted",
            Self::ChallengeEnds => "challenge_ends",
        }
    }

    /// Who takes it.
    #[must_use]
    pub fn actor(self) -> Actor {
        match self {
            Self::NationalProtocol => Actor::NationalBodies,
            Self::ListsReceived => Actor::ListAgents,
            Self::LeaseCutOff => Actor::Nobody,
            Self::RegistrationDisputes | Self::ChallengeEnds => Actor::Electors,
            Self::VoteCloses => Actor::TallyBoard,
            Self::LocalProtocol
            | Self::Notice
            | Self::ListsKnown
            | Self::BallotsSent
            | Self::ResultsPosted => Actor::Landlord,
        }
    }

    /// Whether somebody has to do something, and can be late.
    #[must_use]
    pub fn is_a_duty(self) -> bool {
        !matches!(self.actor(), Actor::Nobody | Actor::Electors)
    }
}

/// The article that holds the calendar and the lists of a kind of landlord.
#[must_use]
pub fn article(kind: LandlordKind) -> &'static str {
    match kind {
        LandlordKind::Oph => "CCH R.421-7",
        LandlordKind::Esh => "CCH R.422-2-1",
        LandlordKind::Sem => "CCH R.481-6",
        LandlordKind::Cooperative => "CCH L.422-3-1",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_has_one_name_everywhere() {
        for step in Step::ALL {
            assert_eq!(serde_json::to_value(step).unwrap(), step.name());
        }
    }
}
