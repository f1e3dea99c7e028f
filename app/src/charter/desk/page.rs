//! The page: where the charter stands, its dates, and the way to a new version.

use super::{dates, draft};
use crate::charter::load::{SLUG, charter};
use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::parts::field::{Field, area, summary};
use crate::site::access::Desk;
use crate::site::forms::FormState;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, dates::local, error::AppError};
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use chrono::Days;
use leptos::prelude::*;
use palier_domain::charter::status::Audience;
use palier_store::text::{self, Text};
use serde::Deserialize;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// What was just done: `dates` or `version`.
    #[serde(default)]
    fait: String,
}

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let found = match charter(&ctx, &desk.landlord).await {
        Ok(found) => Some(found),
        Err(AppError::NotFound) => None,
        Err(error) => return Err(error),
    };
    let source = match &found {
        Some(found) => text::export(&ctx.site.db, found.text.version_id).await?,
        None => String::new(),
    };
    let form = ctx.form(dates::FORM).await?;
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.texts_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let done = match asked.fait.as_str() {
            "dates" => t.texts_dates_done(),
            "version" => t.texts_version_done(),
            _ => "",
        };
        let done =
            (!done.is_empty()).then(|| view! { <p class="note good" role="status">{done}</p> });
        let stands = match &found {
            Some(found) => stands(t, &desk, &found.text),
            None => view! { <p class="empty">{t.texts_none()}</p> }.into_any(),
        };
        let dates = found.as_ref().map(|found| {
            let row = found.discussion.as_ref();
            let zone = &desk.landlord.zone;
            let day = |at: chrono::DateTime<chrono::Utc>| local(at, zone).date_naive();
            let first = row
                .map(|row| day(row.opens_at).to_string())
                .unwrap_or_default();
            let last = row
                .map(|row| day(row.closes_at).to_string())
                .unwrap_or_default();
            let next = |text: Option<&String>| text.cloned().unwrap_or_default();
            dates_form(
                t,
                &desk,
                &form,
                [
                    first,
                    last,
                    next(row.map(|row| &row.next_fr)),
                    next(row.map(|row| &row.next_en)),
                ],
            )
        });
        let public = found
            .as_ref()
            .is_none_or(|found| found.text.audience == Audience::Public);
        view! {
            {crumbs(t, &desk)}
            <h1>{t.texts_title()}</h1>
            {done}
            {stands}
            {dates}
            <h2>{t.texts_new_version()}</h2>
            <p>{t.texts_new_version_what()}</p>
            {draft::form(t, &desk, &source, public)}
        }
    }))
}

fn stands(t: T, desk: &Desk, text: &Text) -> AnyView {
    let base = format!("/{}/{SLUG}", desk.landlord.slug);
    let published = local(text.published_at, &desk.landlord.zone).date_naive();
    let audience = match text.audience {
        Audience::Public => t.texts_public(),
        Audience::Members => t.texts_members(),
    };
    view! {
        <section class="card">
            <p>
                <strong>{t.charter_version(text.sequence)}</strong> ", "
                {t.charter_published(t.date(published))} ". " {audience}
            </p>
            <p><a href=base.clone()>{t.texts_read()}</a></p>
            <p><a href=format!("{base}/impression")>{t.charter_print()}</a></p>
            <p>
                <a href=format!("/{}/gestion/charte/texte.md", desk.landlord.slug) download="charte.md">
                    {t.texts_download()}
                </a>
            </p>
        </section>
    }
    .into_any()
}

fn dates_form(t: T, desk: &Desk, form: &FormState, now: [String; 4]) -> AnyView {
    let [first, last, next_fr, next_en] = now;
    let field = |name, label: &'static str, hint: &'static str, value: String| {
        let mut field = Field::text(name, label).hint(hint).initial(value);
        field.kind = "date";
        field.show(t, form)
    };
    let action = format!("/api/charter/{}/dates", desk.landlord.slug);
    view! {
        <h2>{t.texts_dates()}</h2>
        <form method="post" action=action id=dates::FORM class="stack" novalidate>
            {summary(t, form)}
            {field("opens", t.texts_opens(), t.texts_opens_hint(), first)}
            {field("closes", t.texts_closes(), t.texts_closes_hint(), last)}
            {area(t, form, "next_fr", t.texts_next(), t.texts_next_hint().to_owned(), next_fr)}
            {area(t, form, "next_en", t.texts_next_en(), String::new(), next_en)}
            <p><button class="button">{t.texts_dates_save()}</button></p>
        </form>
    }
    .into_any()
}

/// The exact bytes of the latest version.
///
/// # Errors
/// When there is none, or the database does not answer.
pub async fn source(ctx: Ctx, desk: Desk) -> Result<Response, AppError> {
    let found = charter(&ctx, &desk.landlord).await?;
    let bytes = text::export(&ctx.site.db, found.text.version_id).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/markdown; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"charte.md\"",
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// The last instant of a civil day in a zone, and its first.
pub(super) fn span(day: chrono::NaiveDate, zone: &str) -> Option<Span> {
    let zone: chrono_tz::Tz = zone.parse().ok()?;
    let midnight = |day: chrono::NaiveDate| {
        day.and_time(chrono::NaiveTime::MIN)
            .and_local_timezone(zone)
            .earliest()
            .map(|at| at.to_utc())
    };
    let next = midnight(day.checked_add_days(Days::new(1))?)?;
    Some(Span {
        first: midnight(day)?,
        last: next - chrono::TimeDelta::seconds(1),
    })
}

/// A civil day as instants.
pub(super) struct Span {
    pub first: chrono::DateTime<chrono::Utc>,
    pub last: chrono::DateTime<chrono::Utc>,
}
