//! How the instance is.

use super::{size, tabs};
use crate::i18n::T;
use crate::mail::ZONE;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::shell::{self, Head};
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_store::mail::{self, Counts};
use palier_store::overview::{self, Figures};
use palier_store::{Engine, journal};

/// Everything the page shows.
struct Health {
    figures: Figures,
    mails: Counts,
    oldest: Option<DateTime<Utc>>,
    engine: Engine,
    bytes: i64,
    tables: Option<i64>,
    verified: Option<DateTime<Utc>>,
    sends: bool,
    demo: bool,
}

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx) -> Result<Response, AppError> {
    let db = &ctx.site.db;
    let health = Health {
        figures: overview::figures(db, ctx.now).await?,
        mails: mail::counts(db).await?,
        oldest: mail::oldest_waiting(db).await?,
        engine: db.engine(),
        bytes: overview::size(db).await?,
        tables: db.tables().await?,
        verified: journal::last_verified(db).await?,
        sends: ctx.site.sends_mail,
        demo: ctx.site.demo,
    };
    let (t, now) = (ctx.t, ctx.now);
    Ok(shell::page(&ctx, &Head::new(t.admin_title()), move || {
        let warnings = warnings(t, &health, now)
            .into_iter()
            .map(|said| view! { <p class="note">{said}</p> })
            .collect_view();
        let rows = rows(t, &health, now)
            .into_iter()
            .map(|(what, value)| view! { <dt>{what}</dt> <dd>{value}</dd> })
            .collect_view();
        view! {
            {tabs(t, "/admin")}
            <h1>{t.admin_title()}</h1>
            <p class="lead">{t.admin_lead()}</p>
            {warnings}
            <dl class="figures">{rows}</dl>
        }
    }))
}

fn warnings(t: T, health: &Health, now: DateTime<Utc>) -> Vec<String> {
    let mut said = Vec::new();
    if !health.sends {
        said.push(t.admin_no_smtp().to_owned());
    } else if health
        .oldest
        .is_some_and(|oldest| now - oldest > chrono::TimeDelta::minutes(15))
    {
        said.push(t.admin_mail_late().to_owned());
    }
    if health.mails.failed > 0 {
        said.push(t.admin_mail_failed(health.mails.failed));
    }
    if health.figures.failed_jobs > 0 {
        said.push(t.admin_jobs_failed(health.figures.failed_jobs));
    }
    said
}

fn rows(t: T, health: &Health, now: DateTime<Utc>) -> Vec<(&'static str, String)> {
    let figures = &health.figures;
    let engine = match health.engine {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    let kind = if health.demo {
        t.admin_kind_demo()
    } else {
        t.admin_kind_real()
    };
    let ago = |at: Option<DateTime<Utc>>| {
        at.map_or_else(|| t.admin_never().to_owned(), |at| t.ago(at, now, ZONE))
    };
    let oldest = health.oldest.map_or_else(
        || t.admin_nothing_waits().to_owned(),
        |at| t.instant(at, ZONE),
    );
    vec![
        (t.admin_version(), env!("CARGO_PKG_VERSION").to_owned()),
        (t.admin_kind(), kind.to_owned()),
        (
            t.admin_database(),
            format!("{engine}, {}", size(t, health.bytes)),
        ),
        (
            t.admin_tables(),
            health
                .tables
                .map_or_else(String::new, |tables| t.number(tables)),
        ),
        (t.admin_landlords(), t.number(figures.landlords)),
        (t.admin_persons(), t.number(figures.persons)),
        (t.admin_accounts(), t.number(figures.accounts)),
        (t.admin_sessions(), t.number(figures.sessions)),
        (t.admin_comments(), t.number(figures.comments)),
        (
            t.admin_mails_waiting(),
            t.number(health.mails.waiting + health.mails.sending),
        ),
        (t.admin_mails_oldest(), oldest),
        (t.admin_mails_failed(), t.number(health.mails.failed)),
        (t.admin_jobs_waiting(), t.number(figures.waiting_jobs)),
        (t.admin_jobs_lost(), t.number(figures.failed_jobs)),
        (t.admin_verified(), ago(health.verified)),
    ]
}
