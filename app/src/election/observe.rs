//! What anybody does about the box in her own browser: verify it, look for a ballot signed with her
//! codes, check another device, watch the box grow. Commands do the same without us.

use super::home;
use super::load::{Found, found};
use super::script::{Script, place};
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;

/// One of the pages.
#[derive(Clone, Copy)]
struct Tool {
    /// What the script calls it.
    name: &'static str,
    title: fn(T) -> &'static str,
    lead: fn(T) -> &'static str,
    /// What it does and does not show.
    limits: fn(T) -> &'static str,
    /// The command that does the same, for an election's handle.
    command: fn(&str, &str) -> String,
}

const VERIFY: Tool = Tool {
    name: "verify",
    title: T::urn_verify_title,
    lead: T::urn_verify_lead,
    limits: T::urn_verify_limits,
    command: |handle, archive| format!("curl -O {archive}\npalier election verify {handle}.bel"),
};

const MINE: Tool = Tool {
    name: "mine",
    title: T::urn_mine_title,
    lead: T::urn_mine_lead,
    limits: T::urn_mine_limits,
    command: |_, _| String::new(),
};

const AUDIT: Tool = Tool {
    name: "audit",
    title: T::urn_audit_title,
    lead: T::urn_audit_lead,
    limits: T::urn_audit_limits,
    command: |handle, archive| {
        format!(
            "curl -O {archive}\npalier ballot audit --archive {handle}.bel --opening ouverture.txt"
        )
    },
};

const WATCH: Tool = Tool {
    name: "watch",
    title: T::urn_watch_title,
    lead: T::urn_watch_lead,
    limits: T::urn_watch_limits,
    command: |_, archive| format!("palier election monitor {archive} --dir copies"),
};

/// Verifies the whole archive.
///
/// # Errors
/// When there is no such election with a box, or the database does not answer.
pub async fn verify(ctx: Ctx, at: Path<(String, String)>) -> Result<Response, AppError> {
    page(ctx, at, VERIFY).await
}

/// Looks for a ballot that is signed with the reader's codes.
///
/// # Errors
/// As [`verify`].
pub async fn mine(ctx: Ctx, at: Path<(String, String)>) -> Result<Response, AppError> {
    page(ctx, at, MINE).await
}

/// Makes the ballot of another device again, from its opening.
///
/// # Errors
/// As [`verify`].
pub async fn audit(ctx: Ctx, at: Path<(String, String)>) -> Result<Response, AppError> {
    page(ctx, at, AUDIT).await
}

/// Keeps each state of the box on a delegate's device, and compares.
///
/// # Errors
/// As [`verify`].
pub async fn watch(ctx: Ctx, at: Path<(String, String)>) -> Result<Response, AppError> {
    page(ctx, at, WATCH).await
}

async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    tool: Tool,
) -> Result<Response, AppError> {
    let found = with_box(&ctx, &slug, &handle).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, (tool.title)(t));
    Ok(shell::page(&ctx, &head, || {
        let archive = format!("{}{}/archive.bel", ctx.site.origin, found.address());
        let command = (tool.command)(&found.election.handle, &archive);
        let no_script = if command.is_empty() {
            t.urn_no_script_here()
        } else {
            t.urn_no_script()
        };
        let inside = view! {
            <noscript>
                <p class="note">{no_script}</p>
            </noscript>
        };
        let place = place(
            &ctx,
            &found,
            None,
            Script::Observer(tool.name),
            inside.into_any(),
        );
        let board = format!("{}/urne", found.address());
        let expert = (!command.is_empty()).then(|| {
            view! {
                <details>
                    <summary>{t.urn_expert()}</summary>
                    <p>{t.urn_expert_what()}</p>
                    <pre class="command" tabindex="0">{command}</pre>
                </details>
            }
        });
        view! {
            {home::crumbs(t, &found, true)}
            {home::stamp(t, &found)}
            <h1>{(tool.title)(t)}</h1>
            <p class="lead">{(tool.lead)(t)}</p>
            {place}
            <p class="who">{(tool.limits)(t)}</p>
            {expert}
            <p><a href=board>{t.urn_back()}</a></p>
        }
    }))
}

/// The election of an address, once its box is sealed.
///
/// # Errors
/// When there is none, or nobody votes in it online.
pub async fn with_box(ctx: &Ctx, slug: &str, handle: &str) -> Result<Found, AppError> {
    let found = found(ctx, slug, handle).await?;
    if found.election.stage < Stage::Sealed || !found.election.protocol.channels.online {
        return Err(AppError::NotFound);
    }
    Ok(found)
}
