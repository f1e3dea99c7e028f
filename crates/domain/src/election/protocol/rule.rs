//! The rules that a protocol may break, each with its field and its article.

use super::super::calendar::step::article as body_article;
use super::super::key_plan::KeyRule;
use crate::landlord::kind::LandlordKind;
use chrono::NaiveDate;
use thiserror::Error;

/// A field of the protocol form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Tenant seats.
    Seats,
    /// Names on each list.
    Names,
    /// The day of the election.
    Day,
    /// Ways of voting.
    Channels,
    /// Hours of the online channel.
    OnlineHours,
    /// Which vote counts when somebody votes twice.
    Precedence,
    /// Minutes to finish after closing.
    Grace,
    /// How often ballots are published.
    Publication,
    /// Other sites that host the booth.
    BoothHosts,
    /// Dates of the roll.
    Roll,
    /// The election commission.
    Commission,
    /// The tally board.
    TallyBoard,
    /// Holders of the key.
    KeyPlan,
    /// Authorities that make the codes.
    CodeAuthorities,
    /// Campaign statements.
    Statements,
    /// What is kept, and for how long.
    Retention,
    /// The data-protection recommendation that is applied.
    Recommendation,
}

/// A rule that a protocol breaks.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Rule {
    /// Too few tenant seats.
    #[error("at least {least} tenant seats are needed")]
    SeatsTooFew {
        /// Seats needed.
        least: u64,
    },
    /// The number of tenant seats is fixed.
    #[error("there are exactly {seats} tenant seats")]
    SeatsExactly {
        /// Seats.
        seats: u64,
    },
    /// The number of names is fixed.
    #[error("a list has exactly {names} names")]
    NamesExactly {
        /// Names.
        names: u64,
    },
    /// A list could not fill its seats.
    #[error("a list needs at least {least} names")]
    NamesTooFew {
        /// Names needed.
        least: u64,
    },
    /// The day is outside of the window.
    #[error("the day is outside of the election window; the next window opens on {next}")]
    OutsideWindow {
        /// First day of the window to come.
        next: NaiveDate,
    },
    /// The window is extended by more than a minister may.
    #[error("the window is extended by {most} weeks at most")]
    ExtensionTooLong {
        /// Weeks.
        most: u8,
    },
    /// Nobody could vote.
    #[error("at least one way of voting is needed")]
    NoChannel,
    /// Online voting comes only in addition to post or ballot box.
    #[error("online voting comes only in addition to voting by post or in a ballot box")]
    OnlineAlone,
    /// The online channel has no hours.
    #[error("the online channel needs hours")]
    HoursMissing,
    /// Hours are given for a channel that is not there.
    #[error("hours are given, but nobody votes online")]
    HoursWithoutChannel,
    /// It would close before it opens, or as it opens.
    #[error("the online channel would close before it opens")]
    ClosesBeforeOpening,
    /// The vote closes on the day of the election.
    #[error("the online channel closes on the day of the election")]
    ClosesOnAnotherDay,
    /// An online ballot cannot be found again to be taken out.
    #[error("an online ballot cannot be taken out of the box again: the online vote must count")]
    OnlineMustCount,
    /// The grace is too long.
    #[error("a voter may finish within {most} minutes of closing at most")]
    GraceTooLong {
        /// Minutes.
        most: u16,
    },
    /// Ballots would be published never, or one by one.
    #[error("ballots are published at intervals of at least one minute, and at least one at once")]
    NeverPublished,
    /// Something that is no address of a site alone.
    #[error("{host} is no address such as https://amicale.example.org")]
    NotAHost {
        /// What was typed.
        host: String,
    },
    /// The roll is published before the cut-off, or too late for corrections.
    #[error("the roll is published between {first} and {last}")]
    RollPublished {
        /// The cut-off of leases.
        first: NaiveDate,
        /// The last useful day.
        last: NaiveDate,
    },
    /// Corrections end before the roll is published.
    #[error("corrections are taken for at least one day after the roll is published")]
    NoTimeForCorrections,
    /// The roll is frozen while corrections are taken, or after ballots were sent.
    #[error("the roll is frozen after the last correction and by {last}")]
    RollFrozen {
        /// The day on which ballots are sent.
        last: NaiveDate,
    },
    /// A board is too small.
    #[error("at least {least} members are needed")]
    TooFewMembers {
        /// Members needed.
        least: u64,
    },
    /// A member stands there twice.
    #[error("{member} stands there twice")]
    MemberTwice {
        /// The member.
        member: String,
    },
    /// Online ballots are encrypted, so somebody holds the key.
    #[error("the online channel needs holders of the key")]
    KeyPlanMissing,
    /// A rule of key plans.
    #[error(transparent)]
    Key(#[from] KeyRule),
    /// Online voters need codes.
    #[error("the online channel needs two authorities that make the codes")]
    AuthoritiesMissing,
    /// The two code authorities are no rivals.
    #[error("the two code authorities are the same, or stand for the same interest")]
    AuthoritiesNotRivals,
    /// The two codes would travel together.
    #[error("the two codes never share sender or envelope")]
    SameSender,
    /// Statements are mailed on one day, before the vote closes.
    #[error("statements are mailed on one day, before the vote closes")]
    StatementsTooLate,
    /// Statements would be of no length.
    #[error("statements have room for at least one character")]
    StatementsEmpty,
    /// Something is destroyed while the result can be challenged.
    #[error("nothing is destroyed within {days} days of the count: the result can be challenged")]
    DestroyedTooEarly {
        /// The days of the challenge.
        days: u16,
    },
    /// Results are kept for the whole mandate.
    #[error("results are kept for the mandate: {years} years at least")]
    ResultsTooShort {
        /// The years of a mandate.
        years: u16,
    },
    /// The recommendation does not apply on the day of the election.
    #[error("this recommendation does not apply on the day of the election")]
    RecommendationNotInForce,
    /// The recommendation has no name, or its level does not exist.
    #[error("the recommendation needs a title, and a level from 1 to 3")]
    RecommendationUnclear,
}

/// A rule broken in a field, with the text that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The field.
    pub field: Field,
    /// The rule.
    pub rule: Rule,
    /// The text: an article, or the practice of this house where no text says it.
    pub article: &'static str,
}

/// A rule of this house, where no text says it.
pub const HOUSE: &str = "Palier";

impl Rule {
    /// Names where the rule comes from, for a kind of landlord.
    #[must_use]
    pub fn article(&self, kind: LandlordKind) -> &'static str {
        match self {
            Self::SeatsTooFew { .. } | Self::SeatsExactly { .. } => match kind {
                LandlordKind::Oph => "CCH L.421-9",
                LandlordKind::Esh => "CCH L.422-2-1",
                LandlordKind::Sem => "CCH L.481-6",
                LandlordKind::Cooperative => "CCH L.422-3-1",
            },
            Self::NamesExactly { .. }
            | Self::NamesTooFew { .. }
            | Self::OutsideWindow { .. }
            | Self::ExtensionTooLong { .. }
            | Self::NoChannel
            | Self::OnlineAlone
            | Self::ClosesOnAnotherDay
            | Self::DestroyedTooEarly { .. }
            | Self::ResultsTooShort { .. } => body_article(kind),
            Self::OnlineMustCount => "CGFP R.211-578",
            Self::GraceTooLong { .. } | Self::Key(KeyRule::TooManyForOne { .. }) => {
                "CGFP R.211-503 to R.211-585"
            }
            Self::Key(
                KeyRule::TooFewWithDelegates { .. }
                | KeyRule::SubstituteTwice { .. }
                | KeyRule::SubstituteOfAnother { .. },
            ) => "CGFP R.211-503 to R.211-585",
            Self::KeyPlanMissing
            | Self::Key(_)
            | Self::AuthoritiesMissing
            | Self::AuthoritiesNotRivals
            | Self::SameSender
            | Self::RecommendationNotInForce
            | Self::RecommendationUnclear => "CNIL 2019-053",
            Self::HoursMissing
            | Self::HoursWithoutChannel
            | Self::ClosesBeforeOpening
            | Self::NeverPublished
            | Self::NotAHost { .. }
            | Self::RollPublished { .. }
            | Self::NoTimeForCorrections
            | Self::RollFrozen { .. }
            | Self::TooFewMembers { .. }
            | Self::MemberTwice { .. }
            | Self::StatementsTooLate
            | Self::StatementsEmpty => HOUSE,
        }
    }
}
