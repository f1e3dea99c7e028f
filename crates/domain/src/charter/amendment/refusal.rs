//! Why something may not be done with an amendment.

use thiserror::Error;

/// Why something may not be done with an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The facilitator is neutral: she proposes nothing, signs nothing, agrees for nobody.
    #[error("the facilitator proposes nothing")]
    FacilitatorProposesNothing,
    /// Only its author acts for it, or another delegate of her association.
    #[error("only its author may")]
    NotTheAuthor,
    /// It is somebody else's task.
    #[error("it is somebody else's task")]
    NotYourTask,
    /// Nobody signs, amends or judges her own amendment.
    #[error("the amendment is her own")]
    OwnAmendment,
    /// She signed it before.
    #[error("she signed it before")]
    SignedBefore,
    /// She did not sign it.
    #[error("she did not sign it")]
    NotSigned,
    /// The amendment has not come so far, or is past that.
    #[error("the amendment does not stand where this is done")]
    NotNow,
    /// The version takes no new amendments any more, or not yet.
    #[error("the text takes no new amendments now")]
    NotWritten,
    /// The version does not stand where this is done.
    #[error("the version does not stand where this is done")]
    WrongVersion,
    /// Its words do not fit the current version: its author must choose first.
    #[error("its words do not fit the current version")]
    DoesNotFit,
    /// Its words fit the current version: nothing is to choose.
    #[error("its words fit the current version")]
    Fits,
    /// An amendment of an amendment is not amended.
    #[error("an amendment of an amendment is not amended")]
    TooDeep,
    /// The version was returned by a college: only the clauses that it refused are open.
    #[error("that clause is not among those that reopened")]
    ClauseClosed,
}
