//! What is kept about me and why; the file with all of it.

use crate::i18n::T;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::shell::{self, Head};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use leptos::prelude::*;
use palier_store::my_data::{self, MyData};

/// The page: each sort of data, how much of it, why, and for how long.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx) -> Result<Response, AppError> {
    let data = load(&ctx).await?;
    let t = ctx.t;
    Ok(shell::page(
        &ctx,
        &Head::new(t.my_data_title()),
        move || {
            let count = |heading: &str| {
                let counts = data.counts();
                let found = counts.iter().find(|(name, _)| *name == heading);
                found.map_or(0, |(_, count)| i64::try_from(*count).unwrap_or(i64::MAX))
            };
            let kept = [
                (t.my_data_account(), t.my_data_account_why(), None),
                (
                    t.my_data_roll(),
                    t.my_data_roll_why(),
                    Some(count("persons")),
                ),
                (
                    t.my_data_leases(),
                    t.my_data_leases_why(),
                    Some(count("leases")),
                ),
                (
                    t.my_data_roles(),
                    t.my_data_roles_why(),
                    Some(count("roles")),
                ),
                (
                    t.my_data_comments(),
                    t.my_data_comments_why(),
                    Some(count("comments")),
                ),
                (
                    t.my_data_supports(),
                    t.my_data_supports_why(),
                    Some(count("supports")),
                ),
                (
                    t.agreement_my_data(),
                    t.agreement_my_data_why(),
                    Some(count("agreement_answers")),
                ),
                (
                    t.my_data_sessions(),
                    t.my_data_sessions_why(),
                    Some(count("sessions")),
                ),
                (
                    t.my_data_mails(),
                    t.my_data_mails_why(),
                    Some(count("mails")),
                ),
            ];
            let kept = kept
                .into_iter()
                .map(|(what, why, count)| sort(t, what, why, count))
                .collect_view();
            view! {
                {super::space::crumbs(t)}
                <h1>{t.my_data_title()}</h1>
                <p class="lead">{t.my_data_lead()}</p>
                <p><a class="button" href="/mon-espace/donnees/fichier">{t.my_data_download()}</a></p>
                <p class="who">{t.my_data_file()}</p>
                <h2>{t.my_data_kept()}</h2>
                <dl class="kept">{kept}</dl>
                <h2>{t.my_data_landlord()}</h2>
                <p>{t.my_data_landlord_sees()}</p>
                <p><a href="/confidentialite">{t.privacy_title()}</a></p>
                <h2>{t.leaving_title()}</h2>
                <p>{t.my_data_delete()}</p>
                <p><a class="button quiet" href="/mon-espace/supprimer">{t.leaving_title()}</a></p>
            }
        },
    ))
}

fn sort(t: T, what: &'static str, why: &'static str, count: Option<i64>) -> impl IntoView + use<> {
    let count = count.map(|count| view! { " " <span class="who">"(" {t.number(count)} ")"</span> });
    view! {
        <dt>{what} {count}</dt>
        <dd>{why}</dd>
    }
}

/// The file: everything kept about me, as JSON.
///
/// # Errors
/// When the database does not answer.
pub async fn file(ctx: Ctx) -> Result<Response, AppError> {
    let data = load(&ctx).await?;
    let json = serde_json::to_string_pretty(&data).map_err(|e| AppError::internal(&e))?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"palier-mes-donnees.json\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, json).into_response())
}

async fn load(ctx: &Ctx) -> Result<MyData, AppError> {
    let me = ctx.signed_in()?;
    let data = my_data::of(&ctx.site.db, me.account_id, ctx.now).await?;
    data.ok_or(AppError::NotFound)
}
