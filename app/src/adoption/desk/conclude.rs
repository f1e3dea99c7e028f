//! Concluding an adoption once every college has decided, and opening the text again after it.

use super::parts::confirm;
use super::{Running, confirmed};
use crate::adoption::college::{Of, address};
use crate::adoption::letters::Mails;
use crate::adoption::problem::{AdoptionProblem, refused};
use crate::adoption::say;
use crate::amendment::treat::sent::Sent;
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::adoption::outcome::{Standing, conclusion};
use palier_domain::charter::status::VersionStatus as Status;
use palier_domain::charter::version_steps::VersionStep;
use palier_store::adoption::{self, Adoption, News};

/// The forms' ids.
pub(super) const CONCLUDE: &str = "conclure";
pub(super) const REOPEN: &str = "rouvrir";

/// The form that concludes; before every college has decided, who is awaited.
pub(super) fn conclusion_form(
    t: T,
    running: &Running,
    adoption: &Adoption,
    form: &FormState,
) -> AnyView {
    let Some(step) = conclusion(&adoption.standings()) else {
        return view! {
            <section class="card">
                <h2>{t.adopting_conclude()}</h2>
                {summary(t, form)}
                <p>{t.adopting_conclude_waits(awaited(t, adoption))}</p>
            </section>
        }
        .into_any();
    };
    let (what, button) = match step {
        VersionStep::Adopt => (
            view! { <p>{t.adopting_conclude_adopt()}</p> }.into_any(),
            t.adopting_conclude_adopt_button(),
        ),
        _ => (
            view! { <p>{t.adopting_conclude_return()}</p> {refusals(t, running, adoption)} }
                .into_any(),
            t.adopting_conclude_return_button(),
        ),
    };
    view! {
        <section class="card main">
            <h2>{t.adopting_conclude()}</h2>
            <form method="post" action=running.api("conclude") id=CONCLUDE class="stack" novalidate>
                {summary(t, form)}
                {what}
                <p>{t.adopting_conclude_mails()}</p>
                <input type="hidden" name="version" value=adoption.version_id.to_string()/>
                {confirm(t, form, t.adopting_conclude_confirm())}
                <p><button class="button">{button}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// The colleges that have not decided, by name.
fn awaited(t: T, adoption: &Adoption) -> String {
    let waiting = adoption
        .colleges
        .iter()
        .filter(|one| !matches!(one.standing, Standing::Adopted | Standing::Refused));
    let names: Vec<String> = waiting
        .map(|one| say::college(t, one.rule.college).to_lowercase())
        .collect();
    names.join(", ")
}

/// What reopens.
fn refusals(t: T, running: &Running, adoption: &Adoption) -> AnyView {
    let of = Of {
        slug: &running.seen.reader.landlord.slug,
        adoption,
        clauses: &running.seen.clauses,
    };
    let all = adoption.colleges.iter().flat_map(|one| &one.refused);
    let items = all.map(|one| {
        let name = of.clauses.name(t, one.clause_id);
        view! { <li><a href=address(&of, one.clause_id)>{name}</a></li> }
    });
    view! { <ul>{items.collect_view()}</ul> }.into_any()
}

/// The form that opens the text again.
pub(super) fn reopening_form(t: T, running: &Running, status: Status, form: &FormState) -> AnyView {
    let what = match status {
        Status::Returned => t.adopting_reopen_returned(),
        _ => t.adopting_reopen_adopted(),
    };
    let version = running.seen.reader.found.text.version_id.to_string();
    let class = match status {
        Status::Returned => "card main",
        _ => "card",
    };
    view! {
        <section class=class>
            <h2>{t.adopting_reopen()}</h2>
            <form method="post" action=running.api("reopen") id=REOPEN class="stack" novalidate>
                {summary(t, form)}
                <p>{what}</p>
                <input type="hidden" name="version" value=version/>
                {confirm(t, form, t.adopting_reopen_confirm())}
                <p><button class="button">{t.adopting_reopen_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// Concludes, and writes to those whose text it is.
///
/// # Errors
/// When the reader does nothing here, or the database does not answer.
pub async fn conclude(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let running = Running::of(&ctx, &slug).await?;
    let sent = Sent(fields);
    let done = concluded(&running, &sent).await;
    let page = running.at("");
    running.ended((CONCLUDE, &[]), done, &page).await
}

async fn concluded(running: &Running, sent: &Sent) -> Result<(), Refusal> {
    let (ctx, reader) = (&running.ctx, &running.seen.reader);
    let version = running.shown_in(sent)?.version_id;
    confirmed(sent)?;
    let mails = Mails::of(ctx, &reader.landlord, version).await?;
    let today = ctx.today(&reader.landlord.zone);
    let (text, by) = (reader.found.text.id, running.by()?);
    let mut tx = ctx.site.db.begin().await?;
    let came = adoption::conclude(&mut tx, text, by, today, ctx.now)
        .await
        .map_err(refused)?;
    let news = (version, News::Concluded(came));
    adoption::tell(&mut tx, news, &mails, (today, ctx.now))
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// Opens the text again.
///
/// # Errors
/// When the reader does nothing here, or the database does not answer.
pub async fn reopen(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let running = Running::of(&ctx, &slug).await?;
    let done = reopened(&running, &Sent(fields)).await;
    let page = running.at("");
    running.ended((REOPEN, &[]), done, &page).await
}

async fn reopened(running: &Running, sent: &Sent) -> Result<(), Refusal> {
    let text = &running.seen.reader.found.text;
    if sent.get("version") != text.version_id.to_string() {
        return Err(Complaint::whole(AdoptionProblem::NotNow).into());
    }
    confirmed(sent)?;
    let mut tx = running.ctx.site.db.begin().await?;
    adoption::reopen(&mut tx, text.id, running.by()?, running.ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}
