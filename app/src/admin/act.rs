//! What the administrator's forms do; each is journaled.

use super::account::{GRANT, ROLES};
use crate::account::entrance::{self, Entrance};
use crate::account::link;
use crate::mail::ZONE;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal, typed_day};
use crate::site::problem::Problem;
use axum::extract::Form;
use axum::response::Response;
use palier_domain::account::role::{Membership, Place, Role};
use palier_domain::id::{AccountId, MailId};
use palier_store::{StoreError, account, journal, mail, session};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

/// What the form that gives a role sends.
#[derive(Debug, Deserialize)]
pub struct Grant {
    account: Uuid,
    #[serde(default)]
    role: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    since: String,
    #[serde(default)]
    until: String,
}

/// Gives a role between two days.
///
/// # Errors
/// When the database does not answer.
pub async fn grant(ctx: Ctx, Form(sent): Form<Grant>) -> Result<Response, AppError> {
    let back = format!("/admin/comptes/{}", sent.account);
    match granted(&ctx, &sent).await {
        Ok(()) => {
            ctx.forget_form(GRANT).await?;
            Ok(ctx.go(&format!("{back}?fait=role")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("role", sent.role.as_str()),
                ("place", &sent.place),
                ("since", &sent.since),
                ("until", &sent.until),
            ];
            ctx.refuse(GRANT, &fields, &complaint, &back).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn granted(ctx: &Ctx, sent: &Grant) -> Result<(), Refusal> {
    let role = role(&sent.role).ok_or_else(|| Complaint::about("role", Problem::ChooseOne))?;
    let place = place(&sent.place).ok_or_else(|| Complaint::about("place", Problem::ChooseOne))?;
    let fits = match role {
        Role::Administrator => place == Place::Instance,
        Role::AssociationDelegate => matches!(place, Place::Association(_)),
        Role::TerritoryStaff => matches!(place, Place::Territory(_)),
        Role::LandlordStaff | Role::Facilitator | Role::Guarantor | Role::ElectionOfficer => {
            matches!(place, Place::Landlord(_))
        }
    };
    if !fits {
        return Err(Complaint::about("place", Problem::RoleMisplaced).into());
    }
    let since = typed_day("since", &sent.since)?;
    let until = match sent.until.as_str() {
        "" => None,
        text => Some(typed_day("until", text)?),
    };
    if until.is_some_and(|until| until < since) {
        return Err(Complaint::about("until", Problem::DatesReversed).into());
    }
    let membership = Membership {
        role,
        place,
        since,
        until,
    };
    let by = Some(ctx.signed_in()?.account_id);
    let mut tx = ctx.site.db.begin().await?;
    match account::grant_once(&mut tx, AccountId(sent.account), membership, by, ctx.now).await {
        Ok(_) => Ok(tx.commit().await?),
        Err(StoreError::Conflict(_)) => Err(Complaint::whole(Problem::RoleHeld).into()),
        Err(error) => Err(error.into()),
    }
}

fn role(text: &str) -> Option<Role> {
    let found = ROLES.iter().find(|(name, _)| *name == text);
    found.map(|(_, role)| *role)
}

fn place(text: &str) -> Option<Place> {
    if text == "instance" {
        return Some(Place::Instance);
    }
    let (kind, id) = text.split_once(':')?;
    let id: Uuid = id.parse().ok()?;
    match kind {
        "l" => Some(Place::Landlord(id.into())),
        "a" => Some(Place::Association(id.into())),
        "t" => Some(Place::Territory(id.into())),
        _ => None,
    }
}

/// What the button that ends a role sends.
#[derive(Debug, Deserialize)]
pub struct End {
    account: Uuid,
    #[serde(default)]
    role: String,
    #[serde(default)]
    place: String,
}

/// Ends a role: it holds no more today. Nobody takes the last administrator's away.
///
/// # Errors
/// When the database does not answer.
pub async fn end(ctx: Ctx, Form(sent): Form<End>) -> Result<Response, AppError> {
    let back = format!("/admin/comptes/{}", sent.account);
    match ended(&ctx, &sent).await {
        Ok(()) => Ok(ctx.go(&format!("{back}?fait=fin"))),
        Err(Refusal::Complaint(complaint)) => ctx.refuse(GRANT, &[], &complaint, &back).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn ended(ctx: &Ctx, sent: &End) -> Result<(), Refusal> {
    let (Some(role), Some(place)) = (role(&sent.role), place(&sent.place)) else {
        return Err(AppError::BadRequest.into());
    };
    let (id, today) = (AccountId(sent.account), ctx.today(ZONE));
    let by = Some(ctx.signed_in()?.account_id);
    let mut tx = ctx.site.db.begin().await?;
    match account::end_role(&mut tx, id, role, place, today, by, ctx.now).await {
        Ok(()) => {}
        Err(StoreError::Missing(_)) => {
            return Err(Complaint::whole(Problem::RoleOver).into());
        }
        Err(error) => return Err(error.into()),
    }
    // After the entry: the instance's chain makes two who do this wait for each other.
    if role == Role::Administrator && account::administrators(&mut tx, today).await?.is_empty() {
        return Err(Complaint::whole(Problem::LastAdministrator).into());
    }
    Ok(tx.commit().await?)
}

/// What a button about an account sends.
#[derive(Debug, Deserialize)]
pub struct About {
    account: Uuid,
}

/// Ends all sessions of an account, as when its phone was stolen.
///
/// # Errors
/// When the database does not answer.
pub async fn close_sessions(ctx: Ctx, Form(sent): Form<About>) -> Result<Response, AppError> {
    let id = AccountId(sent.account);
    account::get(&ctx.site.db, id)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut tx = ctx.site.db.begin().await?;
    session::revoke_others(&mut tx, id, None).await?;
    note(&mut tx, &ctx, "account.sessions_closed", id.0).await?;
    tx.commit().await?;
    Ok(ctx.go(&format!("/admin/comptes/{id}?fait=sessions")))
}

/// Sends an account a link to sign in.
///
/// # Errors
/// When the account has no address, or the database does not answer.
pub async fn send_link(ctx: Ctx, Form(sent): Form<About>) -> Result<Response, AppError> {
    let id = AccountId(sent.account);
    let reach = account::reach(&ctx.site.db, id).await?;
    let reach = reach
        .filter(|reach| reach.email.is_some())
        .ok_or(AppError::NotFound)?;
    let mut tx = ctx.site.db.begin().await?;
    link::send(&mut tx, &ctx, id, &reach, "").await?;
    entrance::tell_owner(&mut tx, &ctx, id, &reach, Entrance::Link).await?;
    note(&mut tx, &ctx, "account.link_sent", id.0).await?;
    tx.commit().await?;
    Ok(ctx.go(&format!("/admin/comptes/{id}?fait=lien")))
}

/// What a button about a mail sends.
#[derive(Debug, Deserialize)]
pub struct AboutMail {
    pub(super) mail: Uuid,
}

/// Lets a mail that was given up wait again.
///
/// # Errors
/// When it was not given up, or the database does not answer.
pub async fn retry(ctx: Ctx, Form(sent): Form<AboutMail>) -> Result<Response, AppError> {
    let id = MailId(sent.mail);
    let mut tx = ctx.site.db.begin().await?;
    mail::revive(&mut tx, id, ctx.now).await?;
    tx.commit().await?;
    Ok(ctx.go(&format!("/admin/courriels/{id}?fait=relance")))
}

/// Notes in the instance's journal what its administrator did, and to what.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn note(
    tx: &mut palier_store::Tx,
    ctx: &Ctx,
    act: &str,
    object: Uuid,
) -> Result<(), AppError> {
    let by = ctx.signed_in()?.account_id;
    let data = json!({ "by": by });
    journal::append(tx, journal::INSTANCE, act, Some(object), &data, ctx.now).await?;
    Ok(())
}
