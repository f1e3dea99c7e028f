//! Who reads or acts, as amendments know her.

use super::letters::Mails;
use crate::charter::load::{Found, charter};
use crate::landlord::load;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use palier_domain::charter::amendment::state::Beside;
use palier_store::amendment::{Act, Amendment, By, Person};
use palier_store::landlord::Landlord;

/// Whoever asks, with the charter that she asks about.
pub struct Reader {
    /// The request.
    pub ctx: Ctx,
    /// The landlord.
    pub landlord: Landlord,
    /// Its charter, and what she is there.
    pub found: Found,
    /// The mails that what she does sends.
    pub mails: Mails,
}

impl Reader {
    /// Who asks about the charter of the landlord with that slug.
    ///
    /// # Errors
    /// When there is none for her, or the database does not answer.
    pub async fn of(ctx: &Ctx, slug: &str) -> Result<Self, AppError> {
        let landlord = load::by_slug(ctx, slug).await?;
        Ok(Self {
            found: charter(ctx, &landlord).await?,
            mails: Mails::new(ctx, &landlord),
            ctx: ctx.clone(),
            landlord,
        })
    }

    /// Her, where she is signed in.
    #[must_use]
    pub fn person(&self) -> Option<Person<'_>> {
        self.ctx.session.as_ref().map(|me| Person {
            account: me.account_id,
            standing: &self.found.standing,
        })
    }

    /// Her, or the error that sends to the sign-in page.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn me(&self) -> Result<Person<'_>, AppError> {
        self.person().ok_or(AppError::Forbidden)
    }

    /// What she does now.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn act(&self) -> Result<Act<'_>, AppError> {
        Ok(Act {
            by: By::Person(self.me()?),
            letters: &self.mails,
            now: self.ctx.now,
        })
    }

    /// The text beside an amendment.
    #[must_use]
    pub fn beside(&self, amendment: &Amendment) -> Beside {
        Beside {
            version: self.found.text.status,
            rank: amendment.rank(),
        }
    }

    /// An address below the landlord's charter.
    #[must_use]
    pub fn at(&self, below: &str) -> String {
        format!("/{}/charte/{below}", self.landlord.slug)
    }

    /// Where forms about an amendment are sent.
    #[must_use]
    pub fn api(&self, below: &str) -> String {
        format!("/api/amendment/{}/{below}", self.landlord.slug)
    }
}
