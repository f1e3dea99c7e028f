//! The journal: its chains, their entries, and whether they hold.

use super::act::note;
use super::{pages, tabs};
use crate::i18n::T;
use crate::mail::ZONE;
use crate::site::access::query_value;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::shell::{self, Head};
use axum::extract::Query;
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_store::journal::{self, Broken, EntryRow, Head as Chain, VerifyError, Why};
use serde::Deserialize;
use uuid::Uuid;

const PAGE: i64 = 50;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// A chain, by its name.
    #[serde(default)]
    chaine: String,
    /// Entries before this one.
    avant: Option<i64>,
}

/// What a check found.
enum Outcome {
    Holds { entries: i64, chains: usize },
    Breaks(Broken),
}

/// The chains, or the entries of one.
///
/// # Errors
/// When there is no such chain, or the database does not answer.
pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    if asked.chaine.is_empty() {
        return chains(&ctx, None).await;
    }
    let heads = journal::all_heads(&ctx.site.db).await?;
    let head = heads.into_iter().find(|head| head.chain == asked.chaine);
    let head = head.ok_or(AppError::NotFound)?;
    let found = journal::entries(&ctx.site.db, &head.chain, asked.avant, PAGE).await?;
    let t = ctx.t;
    let title = chain_name(t, &head);
    Ok(shell::page(&ctx, &Head::new(title.clone()), move || {
        let at = |seq: i64| {
            let chain = query_value(&head.chain);
            format!("/admin/journal?chaine={chain}&avant={seq}")
        };
        let later = asked
            .avant
            .filter(|before| *before <= head.seq)
            .map(|before| at(before + PAGE));
        let earlier = found
            .last()
            .filter(|one| one.seq > 1)
            .map(|one| at(one.seq));
        let items = found.iter().map(|one| entry(t, one)).collect_view();
        view! {
            {tabs(t, "/admin/journal")}
            <h1>{title}</h1>
            <p class="who"><code>{head.chain.clone()}</code></p>
            <p>{t.admin_entry_what()}</p>
            <ul class="plain entries">{items}</ul>
            {pages(t, later, earlier)}
            <p><a href="/admin/journal">{t.admin_all_chains()}</a></p>
        }
    }))
}

async fn chains(ctx: &Ctx, outcome: Option<Outcome>) -> Result<Response, AppError> {
    let heads = journal::all_heads(&ctx.site.db).await?;
    let verified = journal::last_verified(&ctx.site.db).await?;
    let (t, now) = (ctx.t, ctx.now);
    Ok(shell::page(ctx, &Head::new(t.admin_journal()), move || {
        let items = heads.iter().map(|head| chain(t, head)).collect_view();
        view! {
            {tabs(t, "/admin/journal")}
            <h1>{t.admin_journal()}</h1>
            <p class="lead">{t.admin_journal_what()}</p>
            {outcome.as_ref().map(|outcome| told(t, outcome))}
            <form method="post" action="/api/admin/journal-verify">
                <button class="button">{t.admin_verify()}</button>
            </form>
            <p class="who">{last(t, verified, now)}</p>
            <h2>{t.admin_chains()}</h2>
            <ul class="plain entries">{items}</ul>
        }
    }))
}

fn last(t: T, verified: Option<DateTime<Utc>>, now: DateTime<Utc>) -> String {
    match verified {
        Some(at) => t.admin_verified_at(t.ago(at, now, ZONE)),
        None => t.admin_verified_never().to_owned(),
    }
}

fn chain_name(t: T, head: &Chain) -> String {
    let name = head.landlord_name.clone().unwrap_or_default();
    match head.chain.split_once(':') {
        Some(("landlord", _)) => name,
        Some(("text", _)) => t.admin_chain_text(name),
        Some(("consultation", _)) => t.consultation_chain().to_owned(),
        _ => t.admin_chain_instance().to_owned(),
    }
}

fn chain(t: T, head: &Chain) -> AnyView {
    let address = format!("/admin/journal?chaine={}", query_value(&head.chain));
    view! {
        <li>
            <a href=address>{chain_name(t, head)}</a>
            ", " {t.admin_entries(head.seq)}
            <p class="who">{t.admin_head()} " " <code>{hex::encode(&head.hash)}</code></p>
        </li>
    }
    .into_any()
}

fn entry(t: T, one: &EntryRow) -> AnyView {
    let erased = one
        .is_erased
        .then(|| view! { " " <span class="tag">{t.admin_erased()}</span> });
    let object = one
        .object_id
        .map(|id| view! { <p class="who"><code>{id.to_string()}</code></p> });
    view! {
        <li>
            <p>
                <strong>{t.number(one.seq)}</strong> " " <code>{one.act.clone()}</code>
                " " {t.instant(one.at, ZONE)} {erased}
            </p>
            {object}
            <p class="who"><code>{hex::encode(&one.hash)}</code></p>
        </li>
    }
    .into_any()
}

fn told(t: T, outcome: &Outcome) -> AnyView {
    match outcome {
        Outcome::Holds { entries, chains } => {
            let chains = i64::try_from(*chains).unwrap_or(i64::MAX);
            let said = t.admin_intact(t.number(chains), *entries);
            view! { <p class="note good" role="status">{said}</p> }.into_any()
        }
        Outcome::Breaks(broken) => {
            let why = match broken.why {
                Why::Missing => t.admin_why_missing(),
                Why::Altered => t.admin_why_altered(),
                Why::HeadDiffers => t.admin_why_head(),
            };
            view! {
                <div class="summary" role="alert">
                    <p class="summary-title">{t.admin_broken()}</p>
                    <p>{t.admin_broken_at(&broken.chain, t.number(broken.seq))} " " {why}</p>
                    <p>{t.admin_broken_next()}</p>
                </div>
            }
            .into_any()
        }
    }
}

/// Checks every chain from its first entry; says which entry breaks first, or that all hold.
///
/// # Errors
/// When the database does not answer.
pub async fn verify(ctx: Ctx) -> Result<Response, AppError> {
    let db = &ctx.site.db;
    let whole = match journal::verify_all(db).await {
        Ok(whole) => whole,
        Err(VerifyError::Store(error)) => return Err(error.into()),
        Err(VerifyError::Broken(broken)) => {
            tracing::error!(%broken, "the journal is broken");
            return chains(&ctx, Some(Outcome::Breaks(broken))).await;
        }
    };
    let mut tx = db.begin().await?;
    note(&mut tx, &ctx, journal::VERIFIED, Uuid::nil()).await?;
    tx.commit().await?;
    let outcome = Outcome::Holds {
        entries: whole.entries,
        chains: whole.chains,
    };
    chains(&ctx, Some(outcome)).await
}
