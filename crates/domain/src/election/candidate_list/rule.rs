//! The rules that a candidate list may break, each with the candidate's place and its article.

use super::super::calendar::step::article as body_article;
use crate::landlord::kind::LandlordKind;
use thiserror::Error;

/// A rule that a list, or one of its candidates, breaks.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ListRule {
    /// The list has no title.
    #[error("the list has no title")]
    TitleMissing,
    /// Another list bears the same title.
    #[error("another list bears this title")]
    TitleTaken,
    /// It came after the last day on which lists are received.
    #[error("the list was received {days} days late")]
    ReceivedLate {
        /// Days after the last one.
        days: u64,
    },
    /// Too many names, or too few.
    #[error("the list has {found} names instead of {names}")]
    NamesExactly {
        /// Names found.
        found: u64,
        /// Names needed.
        names: u64,
    },
    /// No national body is named.
    #[error("the list names no national body that its association is affiliated to")]
    AffiliationMissing,
    /// The national body is not known.
    #[error("no national body is named {body}")]
    BodyUnknown {
        /// The name given.
        body: String,
    },
    /// The national body sits at none of the three councils on the day of filing.
    #[error("{body} sits at none of the three national councils")]
    BodyWithoutSeat {
        /// The name given.
        body: String,
    },
    /// Nothing proves the affiliation.
    #[error("nothing proves the affiliation")]
    AffiliationUnproved,
    /// The association does not declare itself independent.
    #[error("the association does not declare itself independent of parties and organisations")]
    NotIndependent,
    /// The candidate has no name.
    #[error("the name is missing")]
    NameMissing,
    /// Women and men alternate, so each must be told.
    #[error("women and men alternate: it must be said who is which")]
    SexMissing,
    /// Two women or two men follow each other.
    #[error("women and men alternate: the candidate before is of the same sex")]
    SameSexAsBefore,
    /// The birth date is missing.
    #[error("the birth date is missing")]
    BirthMissing,
    /// Under eighteen on the day of the election.
    #[error("the candidate is under 18 on the day of the election")]
    TooYoung,
    /// The lease is missing.
    #[error("the lease is missing")]
    LeaseMissing,
    /// No such lease, or one of another landlord.
    #[error("this is no lease of this landlord")]
    LeaseNotOfThisLandlord,
    /// The lease is somebody else's.
    #[error("the candidate does not hold this lease")]
    LeaseNotHers,
    /// The lease is no lease of a dwelling.
    #[error("this lease is for no dwelling")]
    LeaseNotResidential,
    /// The lease has ended.
    #[error("this lease has ended")]
    LeaseEnded,
    /// Another candidate of the list stands with the same lease, or the same person again.
    #[error("candidate {position} stands with this lease already")]
    LeaseUsedAbove {
        /// Her place, from 1.
        position: usize,
    },
    /// The same person stands twice, with two leases.
    #[error("she is candidate {position} already")]
    PersonAbove {
        /// Her place, from 1.
        position: usize,
    },
    /// A candidate of another list stands with the same lease.
    #[error("a candidate of {list} stands with this lease already")]
    LeaseOnOtherList {
        /// The list.
        list: String,
    },
    /// The same person stands on another list.
    #[error("she stands on {list} already")]
    PersonOnOtherList {
        /// The list.
        list: String,
    },
    /// She works for the landlord.
    #[error("the landlord's staff cannot stand")]
    Staff,
    /// She may not sit on a board (CCH L.423-12).
    #[error("the candidate does not declare that nothing bars her from a board")]
    Barred,
    /// No payment document.
    #[error("a rent receipt, or what stands for it, is missing")]
    PaymentMissing,
    /// The delays granted are not kept to.
    #[error("the delays that were granted are not kept to")]
    DelaysNotKept,
    /// No signed candidacy form.
    #[error("the signed candidacy form is missing")]
    FormMissing,
}

/// A rule broken by a list or by one of its candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenListRule {
    /// The candidate's place, from 1; nothing if the list itself breaks it.
    pub position: Option<usize>,
    /// The rule.
    pub rule: ListRule,
    /// The article.
    pub article: &'static str,
}

impl ListRule {
    /// Names the article, for a kind of landlord.
    #[must_use]
    pub fn article(&self, kind: LandlordKind) -> &'static str {
        match self {
            Self::AffiliationMissing
            | Self::BodyUnknown { .. }
            | Self::BodyWithoutSeat { .. }
            | Self::AffiliationUnproved
            | Self::NotIndependent => match kind {
                LandlordKind::Oph => "CCH L.421-9",
                LandlordKind::Esh => "CCH L.422-2-1",
                LandlordKind::Sem => "CCH L.481-6",
                LandlordKind::Cooperative => "CCH L.422-3-1",
            },
            Self::Barred => "CCH L.423-12",
            _ => body_article(kind),
        }
    }
}
