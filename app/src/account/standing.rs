//! In what qualities the reader may speak with a landlord.

use crate::site::{context::Ctx, error::AppError};
use palier_store::landlord::Landlord;
use palier_store::standing::{self, Standing};

/// The reader's standing with a landlord today; nothing for who is not signed in.
///
/// # Errors
/// When the database does not answer.
pub async fn of(ctx: &Ctx, landlord: &Landlord) -> Result<Standing, AppError> {
    match &ctx.session {
        Some(session) => {
            let today = ctx.today(&landlord.zone);
            Ok(standing::of(&ctx.site.db, session.account_id, landlord.id, today).await?)
        }
        None => Ok(Standing::default()),
    }
}
