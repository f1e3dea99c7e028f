//! Treating amendments, deciding of them, merging in public.

mod act;
pub mod clock;
pub mod desk;
pub mod merge;
mod merge_forms;
pub mod one;
mod one_forms;
pub mod problem;
pub mod review;
mod review_forms;
pub mod rules;
mod rules_forms;
pub(crate) mod sent;
pub mod step;
pub mod vote;
mod vote_forms;
mod words;

pub use act::act;
pub use merge_forms::{publish, touch, undo};
pub use review_forms::{begin, say};
pub use rules_forms::{join, leave, set};
pub use vote_forms::record;
pub use words::InWords;

use crate::amendment::who::Reader;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use palier_domain::account::role::Role;
use palier_store::amendment;

/// Who has this desk by a role; the drafting committee has it too.
pub const ROLES: &[Role] = &[Role::Facilitator, Role::Guarantor, Role::LandlordStaff];

/// Who treats amendments, with the charter.
pub struct Treating {
    /// The reader.
    pub reader: Reader,
    /// She is of the drafting committee.
    pub committee: bool,
}

impl Treating {
    /// Who asks at the desk of a landlord's charter; for others there is nothing here.
    ///
    /// # Errors
    /// When she has nothing to do here, or the database does not answer.
    pub async fn of(ctx: &Ctx, slug: &str) -> Result<Self, AppError> {
        let reader = Reader::of(ctx, slug).await?;
        let me = reader.me()?.account;
        let of = amendment::committee(&ctx.site.db, reader.found.text.id).await?;
        let treating = Self {
            committee: of.contains(&me),
            reader,
        };
        if treating.committee || ROLES.iter().any(|role| treating.reader.holds(*role)) {
            Ok(treating)
        } else {
            Err(AppError::NotFound)
        }
    }

    /// An address at this desk.
    #[must_use]
    pub fn at(&self, below: &str) -> String {
        let slug = &self.reader.landlord.slug;
        format!("/{slug}/gestion/amendements{below}")
    }
}

impl Reader {
    /// Whether she holds a role here.
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        self.found.standing.roles.contains(&role)
    }

    /// Whether she runs the process: a facilitator, who does not work for the landlord.
    #[must_use]
    pub fn facilitates(&self) -> bool {
        self.holds(Role::Facilitator) && !self.holds(Role::LandlordStaff)
    }

    /// The words of what the rules do here.
    #[must_use]
    pub fn words(&self) -> InWords {
        InWords::at(&self.ctx.site.origin, &self.landlord.zone)
    }
}
