//! Reporting a comment: by anyone, without an account, on a listed ground.

use super::say;
use crate::charter::load::{Found, charter};
use crate::landlord::load;
use crate::parts::choice::radios;
use crate::parts::field::{area, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::guess::Guess;
use crate::site::problem::Problem;
use crate::site::shell::{self, Head};
use axum::extract::{Form, Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::account::role::Role;
use palier_domain::id::{CommentId, FormId};
use palier_domain::markdown;
use palier_domain::moderation::ground::Ground;
use palier_domain::moderation::words;
use palier_store::comment::{self, CommentAt};
use palier_store::ids;
use palier_store::landlord::Landlord;
use palier_store::report::{self, NewReport};
use serde::Deserialize;
use uuid::Uuid;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Present right after the report was sent.
    #[serde(default)]
    fait: String,
}

fn form_id(comment: CommentId) -> String {
    format!("signaler-{}", comment.0.simple())
}

/// The address of the page that reports a comment.
#[must_use]
pub fn address(landlord: &str, handle: i64, comment: CommentId) -> String {
    format!("/{landlord}/charte/{handle}/avis/{comment}/signaler")
}

/// The comment that an address names, as far as the reader may see it.
async fn find(
    ctx: &Ctx,
    landlord: &Landlord,
    comment: CommentId,
) -> Result<(CommentAt, Found), AppError> {
    let found = charter(ctx, landlord).await?;
    let at = comment::get(&ctx.site.db, comment)
        .await?
        .filter(|at| at.text_id == found.text.id && at.is_read_in(&found.standing.qualities))
        .ok_or(AppError::NotFound)?;
    Ok((at, found))
}

/// The page.
///
/// # Errors
/// When there is no such comment for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle, id)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let landlord = load::by_slug(&ctx, &slug).await?;
    let (at, _) = find(&ctx, &landlord, CommentId(id)).await?;
    if at.handle.to_string() != handle {
        return Err(AppError::NotFound);
    }
    let form = ctx.form(&form_id(at.row.id)).await?;
    let t = ctx.t;
    let head = Head::of(&landlord, t.report_title()).refused(form.complaint().is_some());
    let sent = !asked.fait.is_empty();
    Ok(shell::page(&ctx, &head, || {
        let back = format!("/{}/charte/{}?avis={id}#c-{id}", landlord.slug, at.handle);
        let log = format!("/{}/charte/moderation", landlord.slug);
        let gone = at.row.withdrawn_at.is_some() || at.row.hidden.is_some();
        let body = if sent {
            thanks(&ctx)
        } else if gone {
            view! { <p class="note">{t.report_gone()}</p> }.into_any()
        } else {
            the_form(&ctx, &landlord, &at, &form)
        };
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()><a href=back>{t.report_back()}</a></nav>
            <h1>{t.report_title()}</h1>
            {body}
            <p class="who"><a href=log>{t.moderation_log_link()}</a></p>
        }
    }))
}

fn thanks(ctx: &Ctx) -> AnyView {
    let t = ctx.t;
    let told = if ctx.session.is_some() {
        t.report_told()
    } else {
        t.report_told_log()
    };
    view! {
        <section class="note good" role="status">
            <p><strong>{t.report_thanks()}</strong></p>
            <p>{t.report_next()} " " {told}</p>
        </section>
    }
    .into_any()
}

fn the_form(ctx: &Ctx, landlord: &Landlord, at: &CommentAt, form: &FormState) -> AnyView {
    let t = ctx.t;
    let form_id = form
        .value("form_id")
        .unwrap_or_else(|| ids::new_v4().to_string());
    let body = markdown::comment(&at.row.body);
    view! {
        <p class="lead">{t.report_lead()}</p>
        <blockquote class="quoted">
            <p class="who"><strong>{crate::parts::author(t, &at.row.author_name)}</strong></p>
            <div class="said" lang="fr" inner_html=body></div>
        </blockquote>
        <form method="post" action="/api/moderation/report" id=form.id.clone() class="stack">
            {summary(t, form)}
            <input type="hidden" name="landlord" value=landlord.slug.clone()/>
            <input type="hidden" name="comment" value=at.row.id.to_string()/>
            <input type="hidden" name="form_id" value=form_id/>
            {radios(t, form, "ground", t.report_ground(), "", say::grounds(t))}
            {area(t, form, "detail", t.report_detail(), t.report_detail_hint().to_owned(), String::new())}
            <p><button class="button">{t.report_send()}</button></p>
        </form>
        <p class="who">{t.report_disagree()}</p>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    landlord: String,
    comment: Uuid,
    form_id: Uuid,
    #[serde(default)]
    ground: String,
    #[serde(default)]
    detail: String,
}

/// Keeps a report.
///
/// # Errors
/// When there is no such comment for this reader, or the database does not answer.
pub async fn send(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let landlord = load::by_slug(&ctx, &sent.landlord).await?;
    let (at, found) = find(&ctx, &landlord, CommentId(sent.comment)).await?;
    let (page, form) = (
        address(&landlord.slug, at.handle, at.row.id),
        form_id(at.row.id),
    );
    match kept(&ctx, &found, &at, &sent).await {
        Ok(()) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let form_id = sent.form_id.to_string();
            let fields = [
                ("ground", sent.ground.as_str()),
                ("detail", &sent.detail),
                ("form_id", &form_id),
            ];
            ctx.refuse(&form, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn kept(ctx: &Ctx, found: &Found, at: &CommentAt, sent: &Sent) -> Result<(), Refusal> {
    let ground = Ground::from_name(&sent.ground)
        .ok_or_else(|| Complaint::about("ground", Problem::ChooseOne))?;
    let detail = words::detail(&sent.detail).map_err(|e| Complaint::about("detail", e))?;
    if at.row.withdrawn_at.is_some() {
        return Err(Complaint::whole(Problem::Withdrawn).into());
    }
    if at.row.hidden.is_some() {
        return Err(Complaint::whole(Problem::HiddenComment).into());
    }
    if let Some(problem) = Guess::at_report(ctx).count(ctx).await? {
        return Err(Complaint::whole(problem).into());
    }
    let new = NewReport {
        comment_id: at.row.id,
        ground,
        detail,
        account_id: ctx.session.as_ref().map(|me| me.account_id),
        by_landlord: found.standing.roles.contains(&Role::LandlordStaff),
        form_id: FormId(sent.form_id),
    };
    let mut tx = ctx.site.db.begin().await?;
    report::add(&mut tx, new, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}
