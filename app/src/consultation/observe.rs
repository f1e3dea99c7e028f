//! What anybody does about the box in her own browser, as in an election.

use super::load::{crumbs, with_box};
use super::script::place;
use crate::election::script::Script;
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

/// One of the pages.
#[derive(Clone, Copy)]
struct Tool {
    /// What the script calls it.
    name: &'static str,
    title: fn(T) -> &'static str,
    lead: fn(T) -> &'static str,
    limits: fn(T) -> &'static str,
}

/// Verifies the whole archive.
///
/// # Errors
/// When there is no such consultation with a box, or the database does not answer.
pub async fn verify(ctx: Ctx, at: Path<(String, String)>) -> Result<Response, AppError> {
    let tool = Tool {
        name: "verify",
        title: T::urn_verify_title,
        lead: T::urn_verify_lead,
        limits: T::urn_verify_limits,
    };
    page(ctx, at, tool).await
}

/// Looks for a ballot that is signed with the reader's codes.
///
/// # Errors
/// As [`verify`].
pub async fn mine(ctx: Ctx, at: Path<(String, String)>) -> Result<Response, AppError> {
    let tool = Tool {
        name: "mine",
        title: T::urn_mine_title,
        lead: T::consultation_mine_lead,
        limits: T::consultation_mine_limits,
    };
    page(ctx, at, tool).await
}

/// Makes the ballot of another device again, from its opening.
///
/// # Errors
/// As [`verify`].
pub async fn audit(ctx: Ctx, at: Path<(String, String)>) -> Result<Response, AppError> {
    let tool = Tool {
        name: "audit",
        title: T::urn_audit_title,
        lead: T::urn_audit_lead,
        limits: T::urn_audit_limits,
    };
    page(ctx, at, tool).await
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
        let inside = view! {
            <noscript>
                <p class="note">{t.urn_no_script_here()}</p>
            </noscript>
        };
        let place = place(&ctx, &found, Script::Observer(tool.name), inside.into_any());
        let board = format!("{}/urne", found.address());
        view! {
            {crumbs(t, &found, true)}
            <h1>{(tool.title)(t)}</h1>
            <p class="lead">{(tool.lead)(t)}</p>
            {place}
            <p class="who">{(tool.limits)(t)}</p>
            <p><a href=board>{t.urn_back()}</a></p>
        }
    }))
}
