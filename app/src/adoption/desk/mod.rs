//! Running an adoption: the rules, the version before the colleges, what each said, the conclusion.

pub mod college;
mod conclude;
mod consult;
mod home;
mod keep;
mod keep_forms;
mod opening;
mod parts;
mod refuse;
mod rule_forms;
mod rules;

pub use conclude::{conclude, reopen};
pub use consult::begin;
pub use home::page;
pub use keep::keep;
pub use opening::open;
pub use refuse::{drop_one, refuse};
pub use rules::{page as rules_page, set};

use super::problem::AdoptionProblem;
use super::seen::Seen;
use crate::amendment::treat::sent::Sent;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use axum::response::Response;
use palier_domain::account::role::Role;
use palier_domain::charter::adoption::task::{Hats, Task, may};
use palier_domain::charter::amendment::college::College;
use palier_store::adoption::{self, Adoption};
use palier_store::amendment::By;

/// Who has this desk by a role; delegates of associations have it too.
pub const ROLES: &[Role] = &[Role::Facilitator, Role::LandlordStaff];

/// Whoever does something in an adoption.
pub(super) struct Running {
    pub ctx: Ctx,
    pub seen: Seen,
    hats: Hats,
}

impl Running {
    /// Who asks at the desk of a landlord's charter; for others there is nothing here.
    pub async fn of(ctx: &Ctx, slug: &str) -> Result<Self, AppError> {
        let seen = Seen::of(ctx, slug, None).await?;
        let hats = adoption::hats(By::Person(seen.reader.me()?));
        if hats.facilitator || hats.landlord_staff || hats.delegate {
            let ctx = ctx.clone();
            Ok(Self { ctx, seen, hats })
        } else {
            Err(AppError::NotFound)
        }
    }

    /// Whether that is hers to do.
    pub fn may(&self, task: Task) -> bool {
        may(task, self.hats).is_ok()
    }

    /// Her, as the store knows her.
    pub fn by(&self) -> Result<By<'_>, AppError> {
        Ok(By::Person(self.seen.reader.me()?))
    }

    /// The adoption of the latest version.
    pub fn current(&self) -> Option<&Adoption> {
        self.seen.current()
    }

    /// An address at this desk.
    pub fn at(&self, below: &str) -> String {
        format!(
            "/{}/gestion/adoption{below}",
            self.seen.reader.landlord.slug
        )
    }

    /// Where forms are sent.
    pub fn api(&self, below: &str) -> String {
        format!("/api/adoption/{}/{below}", self.seen.reader.landlord.slug)
    }

    /// The adoption that a form was shown for, if it is still the current one.
    pub fn shown_in(&self, sent: &Sent) -> Result<&Adoption, Refusal> {
        let current = self.current();
        let shown = current.filter(|one| one.version_id.to_string() == sent.get("version"));
        let changed = match current {
            Some(_) => AdoptionProblem::Changed,
            None => AdoptionProblem::NotNow,
        };
        shown.ok_or_else(|| Complaint::whole(changed).into())
    }

    /// Answers a form of a page of this desk.
    pub async fn ended(
        &self,
        (form, kept): (&str, &[(&str, &str)]),
        done: Result<(), Refusal>,
        page: &str,
    ) -> Result<Response, AppError> {
        match done {
            Ok(()) => {
                self.ctx.forget_form(form).await?;
                Ok(self.ctx.go(&format!("{page}?fait=1")))
            }
            Err(Refusal::Complaint(complaint)) => {
                self.ctx.refuse(form, kept, &complaint, page).await
            }
            Err(Refusal::Error(error)) => Err(error),
        }
    }
}

/// The box under what cannot be undone.
pub(super) fn confirmed(sent: &Sent) -> Result<(), Complaint> {
    if sent.get("confirm") == "true" {
        Ok(())
    } else {
        Err(Complaint::about("confirm", AdoptionProblem::Unconfirmed))
    }
}

/// A college in addresses of this desk.
pub(super) fn place(college: College) -> &'static str {
    match college {
        College::Tenants => "locataires",
        College::Associations => "associations",
        College::Landlord => "bailleur",
    }
}

/// The college at a place of this desk.
pub(super) fn at(place_in: &str) -> Result<College, AppError> {
    let mut all = College::ALL.into_iter();
    all.find(|one| place(*one) == place_in)
        .ok_or(AppError::NotFound)
}
