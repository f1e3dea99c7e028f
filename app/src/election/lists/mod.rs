//! Candidate lists: filed by associations, judged by the commission, shown in the drawn order.

pub mod candidate;
pub mod check;
pub mod file;
pub mod index;
pub mod judge;
pub mod one;
pub mod own;
pub mod paper;
pub mod photo;
pub mod receipt;
pub mod save;
pub mod say;
pub mod statements;

use super::load::{Found, found};
use crate::account::standing;
use crate::election::problem::SetupProblem;
use crate::site::forms::{Complaint, Refusal};
use crate::site::{context::Ctx, error::AppError};
use palier_domain::account::role::{Quality, Role};
use palier_domain::election::candidate_list::document::MOST;
use palier_domain::election::candidate_list::state::ListState;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::CandidateListId;
use palier_store::candidate_list::{self, CandidateList, ListError};
use uuid::Uuid;

/// Who files lists: delegates of associations, and the officer those that come on paper.
pub const FILERS: &[Role] = &[Role::AssociationDelegate, Role::ElectionOfficer];

/// The most that is read of a form with a document: one that is too large is read to its end, so that
/// the page can say so.
pub const TAKEN: usize = 4 * MOST;

/// A list that this reader may see in full, papers included.
pub struct Opened {
    /// The election, and what the reader is in it.
    pub found: Found,
    /// The list.
    pub list: CandidateList,
    /// Whether the reader files it.
    pub mine: bool,
}

impl Opened {
    /// The address of the list's page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}/listes/{}", self.found.address(), self.list.id)
    }

    /// Where the forms of the list are sent.
    #[must_use]
    pub fn api(&self, act: &str) -> String {
        let (landlord, election) = (&self.found.landlord, &self.found.election);
        format!(
            "/api/list/{}/{}/{}/{act}",
            landlord.slug, election.handle, self.list.id
        )
    }

    /// The same, for those who file it.
    ///
    /// # Errors
    /// For everybody else there is nothing here.
    pub fn to_file(self) -> Result<Self, AppError> {
        if self.mine {
            Ok(self)
        } else {
            Err(AppError::NotFound)
        }
    }
}

/// The list of an address: whoever files it sees it, commission and officer once it is filed.
///
/// # Errors
/// When there is none for this reader, or the database does not answer.
pub async fn opened(ctx: &Ctx, slug: &str, handle: &str, id: Uuid) -> Result<Opened, AppError> {
    let found = found(ctx, slug, handle).await?;
    let list = candidate_list::get(&ctx.site.db, CandidateListId(id)).await?;
    let list = list
        .filter(|list| list.election_id == found.election.id)
        .ok_or(AppError::NotFound)?;
    let officer = found.is(ElectionRole::ElectionOfficer);
    let mine = match list.association_id {
        Some(association) => {
            let standing = standing::of(ctx, &found.landlord).await?;
            standing
                .qualities
                .contains(&Quality::Association(association))
        }
        None => officer,
    };
    let judges = officer || found.is(ElectionRole::Commission);
    if mine || (judges && list.state != ListState::Draft) {
        Ok(Opened { found, list, mine })
    } else {
        Err(AppError::NotFound)
    }
}

/// What the store refused, as a complaint about the form.
#[must_use]
pub fn refused(error: ListError) -> Refusal {
    let problem = match error {
        ListError::Store(error) => return Refusal::Error(error.into()),
        ListError::Stage => SetupProblem::NoFiling,
        ListError::State => SetupProblem::ListMoved,
        ListError::Drawn => SetupProblem::OrderDrawn,
        ListError::OneEach => SetupProblem::OneListEach,
        ListError::NotAllJudged => SetupProblem::NotAllJudged,
        ListError::NoneAdmitted => SetupProblem::NoneAdmitted,
    };
    Complaint::whole(problem).into()
}
