//! The choice of a language, kept in a cookie.

use super::{context::Ctx, cookies::Kind};
use crate::i18n::Locale;
use axum::extract::Form;
use axum::response::Response;
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

/// Keeps the language and goes back to the page.
pub async fn choose(ctx: Ctx, Form(choice): Form<Choice>) -> Response {
    let locale = Locale::from_tag(&choice.locale).unwrap_or_default();
    ctx.go_with(&choice.back, &[(Kind::Locale, Some(locale.tag()))])
}
