//! Whether an amendment is talked of now, and by whom.

use crate::charter::load::Found;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::state::Beside;
use palier_domain::charter::amendment::table;
use palier_domain::charter::amendment::who::Who;
use palier_domain::charter::discussion::Phase;
use palier_store::amendment::{self, Amendment, Person};

/// Whether comments on an amendment are taken, from the reader or from whoever she is once signed
/// in.
///
/// # Errors
/// When the database does not answer.
pub async fn phase(ctx: &Ctx, found: &Found, amendment: &Amendment) -> Result<Phase, AppError> {
    let hats = match &ctx.session {
        Some(me) => {
            let person = Person {
                account: me.account_id,
                standing: &found.standing,
            };
            amendment::hats_of(&ctx.site.db, amendment, person).await?
        }
        None => vec![Who::Contributor(College::Tenants)],
    };
    let beside = Beside {
        version: found.text.status,
        rank: amendment.rank(),
    };
    Ok(
        match table::permits_any(Action::Comment, &hats, amendment.state, beside) {
            Ok(_) => Phase::Open,
            Err(_) => Phase::Closed,
        },
    )
}

/// Whether the reader has a voice there; who is not signed in may have one.
#[must_use]
pub fn speaks(ctx: &Ctx, found: &Found) -> bool {
    ctx.session.is_none() || !found.standing.qualities.is_empty()
}
