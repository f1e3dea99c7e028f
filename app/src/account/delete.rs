//! Deleting my account: what goes, what stays, what becomes of my comments.

use super::change::know_passphrase;
use super::link::just_came;
use crate::i18n::T;
use crate::mail::ZONE;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{Field, summary};
use crate::site::context::Ctx;
use crate::site::cookies::Kind;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use crate::site::shell::{self, Head};
use axum::extract::Form;
use axum::response::Response;
use leptos::prelude::*;
use palier_store::StoreError;
use palier_store::account::{self, Fate};
use serde::Deserialize;

const FORM: &str = "supprimer";

/// The page that explains and asks.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx) -> Result<Response, AppError> {
    let form = ctx.form(FORM).await?;
    let by_link = just_came(&ctx).await?;
    let t = ctx.t;
    let head = Head::new(t.leaving_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let list = |lines: &'static str| {
            lines
                .split('|')
                .map(|line| view! { <li>{line}</li> })
                .collect_view()
        };
        let fates = fates(t);
        let current = Field::secret("current", t.leaving_passphrase(), "current-password");
        view! {
            {super::space::crumbs(t)}
            <h1>{t.leaving_title()}</h1>
            <p class="lead">{t.leaving_lead()}</p>
            <p><a href="/mon-espace/donnees/fichier">{t.leaving_file_first()}</a></p>
            <h2>{t.leaving_goes()}</h2>
            <ul>{list(t.leaving_goes_list())}</ul>
            <h2>{t.leaving_stays()}</h2>
            <ul>{list(t.leaving_stays_list())}</ul>
            <form method="post" action="/api/account/delete" id=FORM class="stack" novalidate>
                {summary(t, &form)}
                {radios(t, &form, "fate", t.leaving_fate(), "", fates)}
                {(!by_link).then(|| current.show(t, &form))}
                <p><button class="button">{t.leaving_button()}</button></p>
            </form>
            <p><a href="/mon-espace">{t.leaving_cancel()}</a></p>
        }
    }))
}

fn fates(t: T) -> Vec<Choice> {
    vec![
        Choice::new("name", t.leaving_keep_name()),
        Choice::new("nameless", t.leaving_keep_nameless()),
        Choice::new("withdraw", t.leaving_withdraw()),
    ]
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    fate: String,
    #[serde(default)]
    current: String,
}

/// Deletes my account.
///
/// # Errors
/// When the database does not answer.
pub async fn delete(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    match deleted(&ctx, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            let gone = [
                (Kind::Session, None),
                (Kind::Visitor, None),
                (Kind::Device, None),
                (Kind::Activation, None),
            ];
            Ok(ctx.go_with("/connexion?supprime=1", &gone))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("fate", sent.fate.as_str())];
            ctx.refuse(FORM, &fields, &complaint, "/mon-espace/supprimer")
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn deleted(ctx: &Ctx, sent: &Sent) -> Result<(), Refusal> {
    let me = ctx.signed_in()?;
    let fate = match sent.fate.as_str() {
        "name" => Fate::KeepName,
        "nameless" => Fate::KeepWithoutName,
        "withdraw" => Fate::Withdraw,
        _ => return Err(Complaint::about("fate", Problem::ChooseOne).into()),
    };
    if !just_came(ctx).await? {
        know_passphrase(ctx, &sent.current).await?;
    }
    let mut tx = ctx.site.db.begin().await?;
    match account::erase(&mut tx, me.account_id, fate, ctx.today(ZONE), ctx.now).await {
        Ok(()) => Ok(tx.commit().await?),
        Err(StoreError::Conflict(account::LAST_ADMINISTRATOR)) => {
            Err(Complaint::whole(Problem::LastAdministrator).into())
        }
        Err(error) => Err(error.into()),
    }
}
