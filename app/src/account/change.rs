//! What the forms of "my space" change: sessions, passphrase, public name.

use super::link::just_came;
use super::space::{PASSPHRASE_FORM, name_form};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::guess::Guess;
use crate::site::problem::Problem;
use crate::site::secret;
use axum::extract::Form;
use axum::response::Response;
use palier_domain::account::passphrase;
use palier_domain::id::SessionId;
use palier_store::{account, landlord, session, sign_in_link};
use serde::Deserialize;
use uuid::Uuid;

/// What the "end this session" form sends.
#[derive(Debug, Deserialize)]
pub struct Revoke {
    session: Uuid,
}

/// Ends one of my other sessions.
///
/// # Errors
/// When the session is not mine, or the database does not answer.
pub async fn revoke(ctx: Ctx, Form(sent): Form<Revoke>) -> Result<Response, AppError> {
    let me = ctx.signed_in()?;
    let mut tx = ctx.site.db.begin().await?;
    let was_mine = session::revoke(&mut tx, me.account_id, SessionId(sent.session)).await?;
    tx.commit().await?;
    if was_mine {
        Ok(ctx.go("/mon-espace?fait=1"))
    } else {
        Err(AppError::NotFound)
    }
}

/// What the passphrase form sends.
#[derive(Debug, Deserialize)]
pub struct NewPassphrase {
    #[serde(default)]
    current: String,
    #[serde(default)]
    passphrase: String,
    #[serde(default)]
    again: String,
}

/// Changes my passphrase, and ends my other sessions.
///
/// # Errors
/// When the database does not answer.
pub async fn change_passphrase(
    ctx: Ctx,
    Form(sent): Form<NewPassphrase>,
) -> Result<Response, AppError> {
    match changed(&ctx, &sent).await {
        Ok(()) => {
            ctx.forget_form(PASSPHRASE_FORM).await?;
            Ok(ctx.go("/mon-espace?fait=1"))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(PASSPHRASE_FORM, &[], &complaint, "/mon-espace")
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn changed(ctx: &Ctx, sent: &NewPassphrase) -> Result<(), Refusal> {
    let me = ctx.signed_in()?;
    if !just_came(ctx).await? {
        know_passphrase(ctx, &sent.current).await?;
    }
    passphrase::check(&sent.passphrase, &[&me.identifier, &me.own_name])
        .map_err(|e| Complaint::about("passphrase", e))?;
    if sent.passphrase != sent.again {
        return Err(Complaint::about("again", Problem::PassphrasesDiffer).into());
    }
    let phc = secret::hash_passphrase(&ctx.site, &sent.passphrase).await?;
    let mut tx = ctx.site.db.begin().await?;
    account::set_passphrase(&mut tx, me.account_id, &phc, ctx.now).await?;
    session::revoke_others(&mut tx, me.account_id, Some(me.id)).await?;
    sign_in_link::forget_used(&mut tx, me.account_id).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes sure that who is signed in knows her passphrase, typed in the field `current`.
///
/// # Errors
/// When it is another, or too many were tried.
pub(super) async fn know_passphrase(ctx: &Ctx, typed: &str) -> Result<(), Refusal> {
    let me = ctx.signed_in()?;
    let guess = Guess::at_account(ctx, &me.identifier, Some(me.account_id)).await?;
    if let Some(problem) = guess.count(ctx).await? {
        return Err(Complaint::about("current", problem).into());
    }
    let stored = account::passphrase(&ctx.site.db, me.account_id).await?;
    match secret::verify_passphrase(&ctx.site, typed, stored).await? {
        None => Err(Complaint::whole(Problem::Busy).into()),
        Some(false) => Err(Complaint::about("current", Problem::WrongPassphrase).into()),
        Some(true) => Ok(guess.was_right(ctx).await?),
    }
}

/// What the public name form sends.
#[derive(Debug, Deserialize)]
pub struct NewName {
    landlord: Uuid,
    #[serde(default)]
    public_name: String,
    #[serde(default)]
    show_estate: String,
}

/// Chooses how I am shown with one landlord.
///
/// # Errors
/// When the landlord is not mine, or the database does not answer.
pub async fn change_name(ctx: Ctx, Form(sent): Form<NewName>) -> Result<Response, AppError> {
    let landlord = landlord::list(&ctx.site.db)
        .await?
        .into_iter()
        .find(|landlord| landlord.id.0 == sent.landlord)
        .ok_or(AppError::NotFound)?;
    let standing = super::standing::of(&ctx, &landlord).await?;
    if standing.qualities.is_empty() {
        return Err(AppError::NotFound);
    }
    let form = name_form(landlord.id);
    let choice = crate::charter::face::Choice {
        name: &sent.public_name,
        shows_estate: !sent.show_estate.is_empty(),
    };
    match crate::charter::face::save(&ctx, &landlord, &standing, &choice).await {
        Ok(_) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go("/mon-espace?fait=1"))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("public_name", sent.public_name.as_str()),
                ("show_estate", &sent.show_estate),
            ];
            ctx.refuse(&form, &fields, &complaint, "/mon-espace").await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}
