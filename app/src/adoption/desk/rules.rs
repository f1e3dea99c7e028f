//! Fixing the rules of an adoption, before the text is discussed.

use super::Running;
use super::parts::{crumbs, told};
use super::rule_forms::{OF, RULES, form, majorities, named, quorums, written};
use crate::adoption::page::rules as sentences;
use crate::adoption::problem::{AdoptionProblem, refused};
use crate::amendment::treat::sent::Sent;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::shell::{self, Head};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::adoption::rules::{AdoptionRules, CollegeRule, RulesError, Weights};
use palier_domain::charter::adoption::task::Task;
use palier_domain::charter::amendment::college::College;
use palier_domain::election::consultation::ratio::Ratio;
use palier_store::adoption;

/// The page.
///
/// # Errors
/// When the reader does not run the adoption, or the database does not answer.
pub async fn page(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let running = Running::of(&ctx, &slug).await?;
    if !running.may(Task::SetRules) {
        return Err(AppError::NotFound);
    }
    let state = ctx.form(RULES).await?;
    let text = &running.seen.reader.found.text;
    let free = adoption::rules_are_free(&ctx.site.db, text.id, text.status).await?;
    let t = ctx.t;
    let head = Head::of(&running.seen.reader.landlord, t.adopting_rules_set())
        .refused(state.complaint().is_some());
    Ok(shell::page(&ctx, &head, || {
        let now = running.seen.rules();
        let body = if free {
            form(t, &running, &now, &state)
        } else {
            view! {
                {told(t, &state)}
                <p class="note">{t.adopting_rules_stand()}</p>
                {sentences(t, &now)}
            }
            .into_any()
        };
        view! {
            {crumbs(t, &running, true)}
            <h1>{t.adopting_rules_set()}</h1>
            <p class="lead">{t.adopting_rules_lead()}</p>
            {body}
        }
    }))
}

/// Fixes them.
///
/// # Errors
/// When the reader does nothing here, or the database does not answer.
pub async fn set(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let running = Running::of(&ctx, &slug).await?;
    if !running.may(Task::SetRules) {
        return Err(AppError::NotFound);
    }
    let sent = Sent(fields);
    match kept(&running, &sent).await {
        Ok(()) => {
            let page = running.at("");
            running.ended((RULES, &[]), Ok(()), &page).await
        }
        refused => {
            let page = running.at("/regles");
            running.ended((RULES, &sent.fields()), refused, &page).await
        }
    }
}

async fn kept(running: &Running, sent: &Sent) -> Result<(), Refusal> {
    let rules = typed(sent, &running.seen.rules())?;
    let text = running.seen.reader.found.text.id;
    let mut tx = running.ctx.site.db.begin().await?;
    adoption::set_rules(&mut tx, text, &rules, running.by()?, running.ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// The rules as they were chosen; `now` are those whose parts stand in the lists too.
fn typed(sent: &Sent, now: &AdoptionRules) -> Result<AdoptionRules, Complaint> {
    let mut colleges = Vec::new();
    for college in College::ALL {
        let asked = sent.get(&named("asked", college)) == "true";
        if college == College::Tenants || asked {
            colleges.push(college_rule(sent, college, now.of(college))?);
        }
    }
    let weights = match sent.get("weights") {
        "last_election" => Weights::LastElection,
        _ => Weights::OneEach,
    };
    let months = || Complaint::about("months", AdoptionProblem::Months);
    let typed = sent.get("months").trim().parse().map_err(|_| months())?;
    AdoptionRules::new(colleges, weights, typed).map_err(|error| match error {
        RulesError::Months(_) => months(),
        RulesError::WithoutTenants | RulesError::Twice(_) => {
            Complaint::whole(AdoptionProblem::NotAsked)
        }
    })
}

fn college_rule(
    sent: &Sent,
    college: College,
    now: Option<CollegeRule>,
) -> Result<CollegeRule, Complaint> {
    let chosen = |what: &str, all: Vec<Ratio>| {
        let name = named(what, college);
        let found = all.into_iter().find(|one| written(*one) == sent.get(&name));
        found.ok_or_else(|| Complaint::about(&name, AdoptionProblem::Part))
    };
    let quorum = match sent.get(&named("quorum", college)) {
        "" => None,
        _ => Some(chosen("quorum", quorums(now.and_then(|one| one.quorum)))?),
    };
    let of = sent.get(&named("of", college));
    let of = OF.iter().find(|(value, _)| *value == of);
    Ok(CollegeRule {
        college,
        quorum,
        majority: chosen("majority", majorities(now.map(|one| one.majority)))?,
        of: of.map_or(OF[0].1, |(_, of)| *of),
    })
}
