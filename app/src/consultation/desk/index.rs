//! The landlord's consultations at the desk, and the form that begins another.

use super::form::{self, Sent};
use super::{desk_address, typed};
use crate::consultation::say;
use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::site::access::Desk;
use crate::site::forms::Refusal;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Form;
use axum::response::Response;
use leptos::prelude::*;
use palier_store::consultation::{self, Consultation};
use palier_store::ids;

const FORM: &str = "consultation";

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk) -> Result<Response, AppError> {
    let all = consultation::of_landlord(&ctx.site.db, desk.landlord.id).await?;
    let form = ctx.form(FORM).await?;
    let version = typed::version(&ctx, &desk.landlord).await?;
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.consultation_index());
    let head = head.refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let none = all
            .is_empty()
            .then(|| view! { <p class="empty">{t.consultation_none()}</p> });
        let items = all.iter().map(|one| item(t, &desk, one)).collect_view();
        let action = format!("/api/consultation/{}/new", desk.landlord.slug);
        view! {
            {crumbs(t, &desk)}
            <h1>{t.consultation_index()}</h1>
            {none}
            <ul class="plain">{items}</ul>
            <h2>{t.consultation_new()}</h2>
            <p>{t.consultation_new_what()}</p>
            {form::show(t, &form, action, None, &desk.landlord, version.is_some())}
        }
    }))
}

fn item(t: T, desk: &Desk, one: &Consultation) -> AnyView {
    let link = desk_address(&desk.landlord.slug, &one.handle);
    view! {
        <li>
            <a href=link lang="fr"><strong>{one.title.clone()}</strong></a>
            " "
            <span class=say::tag(one.stage)>{say::stage(t, one.stage)}</span>
        </li>
    }
    .into_any()
}

/// Begins a consultation.
///
/// # Errors
/// When the database does not answer.
pub async fn begin(ctx: Ctx, desk: Desk, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let slug = &desk.landlord.slug;
    match begun(&ctx, &desk, &sent).await {
        Ok(handle) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&desk_address(slug, &handle)))
        }
        Err(Refusal::Complaint(complaint)) => {
            let page = format!("/{slug}/gestion/consultations");
            ctx.refuse(FORM, &sent.fields(), &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn begun(ctx: &Ctx, desk: &Desk, sent: &Sent) -> Result<String, Refusal> {
    let version = typed::version(ctx, &desk.landlord).await?;
    let draft = typed::draft(sent, &desk.landlord.zone, version, ctx.now)?;
    let handle = ids::new_handle();
    let mut tx = ctx.site.db.begin().await?;
    consultation::create(&mut tx, desk.landlord.id, &handle, &draft, ctx.now).await?;
    tx.commit().await?;
    Ok(handle)
}
