//! Files of those who vote without a running lease: sent, read whole or refused line by line.

use super::problem::{RollProblem, refusal};
use super::{MOST, desk_address, endpoint, say};
use crate::election::load::{Found, found};
use crate::i18n::T;
use crate::parts::choice::{Choice, radios};
use crate::site::access::Desk;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::received::Received;
use axum::extract::{Multipart, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::electoral_roll::occupancy::{
    Known, OccupancyKind, OccupancyProblem, plans, sub_tenancies,
};
use palier_store::election::electoral_roll as roll;

/// The form.
pub(super) const FILE: &str = "occupants";

/// Problems that the page shows at once.
const SHOWN: usize = 30;

/// The form, with the lines that were refused.
pub(super) fn file_form(t: T, found: &Found, form: &FormState) -> AnyView {
    let error = form.complaint().map(|complaint| complaint.problem.say(t));
    let wrong = error.is_some();
    let described = wrong.then_some("occupants-file-error");
    let error = error.map(|said| {
        view! {
            <div class="summary" role="alert" tabindex="-1">
                <p class="summary-title">{t.form_wrong()}</p>
                <p id="occupants-file-error"><a href="#occupants-file">{said}</a></p>
            </div>
        }
    });
    let choices = vec![
        Choice::new("plans", t.electoral_file_plans()).what(t.electoral_file_plans_what()),
        Choice::new("sub_tenancies", t.electoral_file_sub()).what(t.electoral_file_sub_what()),
    ];
    view! {
        <form
            method="post"
            action=endpoint(found, "file")
            enctype="multipart/form-data"
            id=FILE
            class="stack"
        >
            {error}
            {lines(t, form)}
            {radios(t, form, "kind", t.electoral_file_kind(), "plans", choices)}
            <div class="field" class:wrong=wrong>
                <label for="occupants-file">{t.electoral_file()}</label>
                <p class="hint">{t.electoral_file_hint()}</p>
                <input
                    id="occupants-file"
                    name="file"
                    type="file"
                    accept=".csv,.txt,.tsv,text/csv,text/plain"
                    aria-describedby=described
                    aria-invalid=wrong.then_some("true")
                />
            </div>
            <p><button class="button quiet">{t.electoral_file_send()}</button></p>
        </form>
    }
    .into_any()
}

/// What is wrong with the lines of the file that was sent last.
fn lines(t: T, form: &FormState) -> AnyView {
    let kept = form.value("lines").filter(|_| form.complaint().is_some());
    let problems: Vec<OccupancyProblem> = kept
        .and_then(|kept| serde_json::from_str(&kept).ok())
        .unwrap_or_default();
    if problems.is_empty() {
        return ().into_any();
    }
    let rows = problems
        .into_iter()
        .map(|one| {
            view! {
                <tr>
                    <td>{one.line}</td>
                    <td><code>{one.column}</code></td>
                    <td>{one.value}</td>
                    <td>{say::line(t, one.reason)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table" role="region" aria-label=t.electoral_lines() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t.electoral_lines_line()}</th>
                        <th scope="col">{t.electoral_lines_column()}</th>
                        <th scope="col">{t.electoral_lines_value()}</th>
                        <th scope="col">{t.electoral_lines_why()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What was wrong, and with which lines.
struct Wrong {
    refusal: Refusal,
    lines: Vec<OccupancyProblem>,
}

impl<R: Into<Refusal>> From<R> for Wrong {
    fn from(refusal: R) -> Self {
        Self {
            refusal: refusal.into(),
            lines: Vec::new(),
        }
    }
}

/// Takes a file, in place of the one of its kind before.
///
/// # Errors
/// When the landlord has no such election, or the database does not answer.
pub async fn send(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let received = Received::read(form, MOST).await?;
    let kind = received.field("kind").to_owned();
    let page = desk_address(&found);
    match take(&ctx, &found, received).await {
        Ok(()) => {
            ctx.forget_form(FILE).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Wrong {
            refusal: Refusal::Complaint(complaint),
            lines,
        }) => {
            let shown = &lines[..lines.len().min(SHOWN)];
            let shown = serde_json::to_string(shown).map_err(|e| AppError::internal(&e))?;
            let fields = [("kind", kind.as_str()), ("lines", &shown)];
            ctx.refuse(FILE, &fields, &complaint, &page).await
        }
        Err(Wrong {
            refusal: Refusal::Error(error),
            ..
        }) => Err(error),
    }
}

async fn take(ctx: &Ctx, found: &Found, received: Received) -> Result<(), Wrong> {
    if received.too_large {
        let max = i64::try_from(MOST / 1024 / 1024).unwrap_or_default();
        return Err(Complaint::about("file", Problem::FileTooLarge { max }).into());
    }
    let kind = match received.field("kind") {
        "plans" => OccupancyKind::RepaymentPlan,
        "sub_tenancies" => OccupancyKind::SubTenancy,
        _ => return Err(Complaint::about("kind", Problem::ChooseOne).into()),
    };
    let file = received
        .file
        .ok_or_else(|| Complaint::about("file", Problem::NoFile))?;
    let known = roll::known(&ctx.site.db, found.landlord.id).await?;
    write(ctx, found, kind, &file.bytes, &known).await
}

async fn write(
    ctx: &Ctx,
    found: &Found,
    kind: OccupancyKind,
    bytes: &[u8],
    known: &Known,
) -> Result<(), Wrong> {
    let refused = |lines: Vec<OccupancyProblem>| {
        let wrong = i64::try_from(lines.len()).unwrap_or(i64::MAX);
        let complaint = Complaint::about("file", RollProblem::Lines { wrong });
        Wrong {
            refusal: complaint.into(),
            lines,
        }
    };
    let id = found.election.id;
    match kind {
        OccupancyKind::RepaymentPlan => {
            let read = plans(bytes, known).map_err(refused)?;
            let mut tx = ctx.site.db.begin().await?;
            let done = roll::import_plans(&mut tx, id, &read, ctx.now).await;
            done.map_err(refusal)?;
            tx.commit().await?;
        }
        OccupancyKind::SubTenancy => {
            let read = sub_tenancies(bytes, known).map_err(refused)?;
            let mut tx = ctx.site.db.begin().await?;
            let done = roll::import_sub_tenancies(&mut tx, id, &read, ctx.now).await;
            done.map_err(refusal)?;
            tx.commit().await?;
        }
    }
    Ok(())
}
