//! The tally board goes on without holders who did not open their key files again: with a reason, in
//! public.

use super::keys::{answer, plan};
use super::problem::SealProblem;
use super::reopen::is_time;
use super::{endpoint, found_as};
use crate::election::load::Found;
use crate::i18n::T;
use crate::parts::field::{area, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::key_plan::{GoingOnRefusal, KeyPlan, missing_holders};
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::moderation::words;
use palier_store::election::key_going_on::{self, GoingOn, GoingOnError};
use serde::Deserialize;

/// The form.
pub(super) const FORM: &str = "sans-tous";

/// The names of holders by their numbers.
fn names(plan: &KeyPlan, numbers: &[u64]) -> String {
    let name = |number: &u64| {
        let at = usize::try_from(number.saturating_sub(1)).ok()?;
        plan.shares.get(at).map(|share| share.holder.person.clone())
    };
    let names: Vec<String> = numbers.iter().filter_map(name).collect();
    names.join(", ")
}

/// Who is missing, for everybody; and what was decided.
pub(super) fn show(t: T, plan: &KeyPlan, told: &[u64], decided: Option<&GoingOn>) -> AnyView {
    if let Some(decided) = decided {
        let missing = names(plan, &decided.missing);
        return view! {
            <p class="note">{t.sealing_going_on_decided(missing)}</p>
            <blockquote class="words"><p lang="fr">{decided.reason.clone()}</p></blockquote>
        }
        .into_any();
    }
    let all = 1..=u64::try_from(plan.shares.len()).unwrap_or_default();
    let missing: Vec<u64> = all.filter(|number| !told.contains(number)).collect();
    if missing.is_empty() || told.is_empty() {
        return ().into_any();
    }
    view! { <p class="note">{t.sealing_going_on_missing(names(plan, &missing))}</p> }.into_any()
}

/// The form of the board, once as many opened theirs as decrypt.
pub(super) fn form(
    t: T,
    found: &Found,
    plan: &KeyPlan,
    told: &[u64],
    state: &FormState,
) -> AnyView {
    let Ok(missing) = missing_holders(plan, told) else {
        return ().into_any();
    };
    let what = t.sealing_going_on_what(names(plan, &missing));
    view! {
        <form method="post" action=endpoint(found, "going-on") id=FORM class="stack" novalidate>
            <h3>{t.sealing_going_on_title()}</h3>
            <p>{what}</p>
            {summary(t, state)}
            {area(t, state, "reason", t.sealing_going_on_reason(), t.sealing_going_on_reason_hint().to_owned(), String::new())}
            <p><button class="button quiet">{t.sealing_going_on_button()}</button></p>
        </form>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    reason: String,
}

/// Takes the board's decision.
///
/// # Errors
/// When the reader is not of the tally board, or the database does not answer.
pub async fn send(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found_as(&ctx, &slug, &handle, ElectionRole::TallyBoard).await?;
    let done = decide(&ctx, &found, &sent).await;
    answer(&ctx, &found, FORM, done).await
}

async fn decide(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let reason = words::reason(&sent.reason).map_err(|e| Complaint::about("reason", e))?;
    if !is_time(ctx, found) {
        return Err(Complaint::whole(SealProblem::NotNow).into());
    }
    let plan = plan(found)?;
    let me = ctx.signed_in()?.account_id;
    let mut tx = ctx.site.db.begin().await?;
    key_going_on::decide(&mut tx, found.election.id, &plan, &reason, me, ctx.now)
        .await
        .map_err(refused)?;
    Ok(tx.commit().await?)
}

fn refused(error: GoingOnError) -> Refusal {
    match error {
        GoingOnError::Refused(GoingOnRefusal::NobodyMissing) => {
            Complaint::whole(SealProblem::NotNow).into()
        }
        GoingOnError::Refused(GoingOnRefusal::TooFew { needed }) => {
            let needed = i64::try_from(needed).unwrap_or(i64::MAX);
            Complaint::whole(SealProblem::TooFewKeys { needed }).into()
        }
        GoingOnError::Store(error) => error.into(),
    }
}
