//! The choice of a language, kept in a cookie.

use super::{context::Ctx, cookies::Kind, error::AppError};
use crate::i18n::Locale;
use axum::extract::Form;
use axum::response::Response;
use palier_store::account;
use serde::Deserialize;

/// The form behind "English" and "Français".
#[derive(Debug, Deserialize)]
pub struct Choice {
    /// `fr` or `en`.
    locale: String,
    /// The page to come back to.
    #[serde(default)]
    back: String,
}

/// Keeps the language, for the mails of who is signed in too, and goes back to the page.
///
/// # Errors
/// When the database does not answer.
pub async fn choose(ctx: Ctx, Form(choice): Form<Choice>) -> Result<Response, AppError> {
    let locale = Locale::from_tag(&choice.locale).unwrap_or_default();
    if let Some(me) = &ctx.session {
        let mut tx = ctx.site.db.begin().await?;
        account::set_locale(&mut tx, me.account_id, locale.tag()).await?;
        tx.commit().await?;
    }
    Ok(ctx.go_with(&choice.back, &[(Kind::Locale, Some(locale.tag()))]))
}
