//! The commission's word: a list admitted or refused, the order drawn, the lists closed.

use super::one::{Shown, broken};
use super::save::At;
use super::{Opened, opened, refused};
use crate::election::desk::typed;
use crate::election::load::{Found, found};
use crate::election::problem::SetupProblem;
use crate::election::words::STEP;
use crate::i18n::T;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{area, summary};
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::candidate_list::candidate::Sex;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_store::candidate_list::{self, Entrant};
use palier_store::election::{self, StepError};
use serde::Deserialize;

/// The form that judges.
pub const FORM: &str = "decision";
/// The form that draws the order.
pub const DRAW: &str = "tirage";
/// The most characters of a reason.
const REASON: usize = 2000;

/// What those who judge see of a list that was filed: papers, broken rules, and their own word.
pub(super) fn show(t: T, shown: &Shown) -> AnyView {
    let found = &shown.opened.found;
    let judges = found.is(ElectionRole::Commission);
    let reason = (!shown.opened.list.reason.is_empty()).then(|| {
        let reason = shown.opened.list.reason.clone();
        view! { <p class="note">{t.lists_reason(reason)}</p> }
    });
    let form = (judges && found.election.stage == Stage::Announced).then(|| form(t, shown));
    view! {
        {reason}
        <h2>{t.list_judge_rules()}</h2>
        <p>{t.list_judge_rules_what()}</p>
        {broken(t, &shown.broken)}
        {papers(t, shown)}
        {form}
    }
    .into_any()
}

fn papers(t: T, shown: &Shown) -> AnyView {
    let address = shown.opened.address();
    let paper = |id, name: String| {
        let link = format!("{address}/piece/{id}");
        view! { <li><a href=link>{name}</a></li> }
    };
    let proof = shown.opened.list.proof_id;
    let proof = proof.map(|id| paper(id, t.list_judge_paper_proof().to_owned()));
    let forms = shown.entrants.iter().filter_map(|one| {
        let id = one.form_id?;
        Some(paper(id, t.list_judge_paper_form(one.place)))
    });
    let people = shown
        .entrants
        .iter()
        .map(|one| person(t, one))
        .collect_view();
    view! {
        <h2>{t.list_form_candidates()}</h2>
        <ol>{people}</ol>
        <h2>{t.list_judge_papers()}</h2>
        <ul>{proof} {forms.collect_view()}</ul>
    }
    .into_any()
}

fn person(t: T, one: &Entrant) -> AnyView {
    let sex = match one.sex {
        Some(Sex::Woman) => t.list_form_woman(),
        Some(Sex::Man) => t.list_form_man(),
        None => "",
    };
    let birth = one.birth_date.map(|day| t.date(day)).unwrap_or_default();
    let parts = [one.name.clone(), sex.to_owned(), birth, one.lease.clone()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    view! { <li>{parts.join(", ")}</li> }.into_any()
}

fn form(t: T, shown: &Shown) -> AnyView {
    let words = vec![
        Choice::new("admit", t.list_judge_admit()),
        Choice::new("refuse", t.list_judge_refuse()),
    ];
    let form = &shown.judge;
    let hint = t.list_judge_reason_hint().to_owned();
    view! {
        <section class="card">
            <h2>{t.list_judge_title()}</h2>
            <form method="post" action=shown.opened.api("judge") id=FORM class="stack" novalidate>
                {summary(t, form)}
                {radios(t, form, "word", t.list_judge_what(), "", words)}
                {area(t, form, "reason", t.list_judge_reason(), hint, String::new())}
                <p><button class="button">{t.list_judge_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// What the form of a judgement sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    word: String,
    #[serde(default)]
    reason: String,
}

/// Admits or refuses a list.
///
/// # Errors
/// When the reader is not of the commission, or the database does not answer.
pub async fn judge(
    ctx: Ctx,
    Path((slug, handle, id)): At,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let opened = opened(&ctx, &slug, &handle, id).await?;
    commission(&opened.found)?;
    match judged(&ctx, &opened, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{}/listes?fait=decision", opened.found.address())))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("word", sent.word.as_str()), ("reason", &sent.reason)];
            ctx.refuse(FORM, &fields, &complaint, &opened.address())
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn judged(ctx: &Ctx, opened: &Opened, sent: &Sent) -> Result<(), Refusal> {
    let admitted = match sent.word.as_str() {
        "admit" => true,
        "refuse" => false,
        _ => return Err(Complaint::about("word", Problem::ChooseOne).into()),
    };
    let reason = typed::line("reason", &sent.reason, REASON)?;
    if reason.is_empty() {
        return Err(Complaint::about("reason", Problem::Empty).into());
    }
    let mut tx = ctx.site.db.begin().await?;
    candidate_list::judge(&mut tx, opened.list.id, admitted, &reason, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// For others there is nothing here.
fn commission(found: &Found) -> Result<(), AppError> {
    if found.is(ElectionRole::Commission) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// What the form of the draw sends.
#[derive(Debug, Deserialize)]
pub struct SentDraw {
    #[serde(default)]
    seed: String,
    #[serde(default)]
    source: String,
}

/// Draws the order of the lists.
///
/// # Errors
/// When the reader is not of the commission, or the database does not answer.
pub async fn draw(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<SentDraw>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    commission(&found)?;
    let page = format!("{}/listes", found.address());
    match drawn(&ctx, &found, &sent).await {
        Ok(()) => {
            ctx.forget_form(DRAW).await?;
            Ok(ctx.go(&format!("{page}?fait=tirage")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("seed", sent.seed.as_str()), ("source", &sent.source)];
            ctx.refuse(DRAW, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn drawn(ctx: &Ctx, found: &Found, sent: &SentDraw) -> Result<(), Refusal> {
    let seed = typed::line("seed", &sent.seed, 200)?;
    let source = typed::line("source", &sent.source, 400)?;
    for (field, words) in [("seed", &seed), ("source", &source)] {
        if words.is_empty() {
            return Err(Complaint::about(field, Problem::Empty).into());
        }
    }
    // Everybody types it again, some of them behind a dollar sign: nothing in it may do anything.
    if !seed.chars().all(is_plain) {
        return Err(Complaint::about("seed", SetupProblem::SeedSigns).into());
    }
    let mut tx = ctx.site.db.begin().await?;
    candidate_list::draw(&mut tx, found.election.id, &seed, &source, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// Whether a sign of a seed is a letter, a digit, or stands between such.
pub(crate) fn is_plain(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || " -.,:/_".contains(sign)
}

/// Closes the lists.
///
/// # Errors
/// When the reader is not of the commission, or the database does not answer.
pub async fn close(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    commission(&found)?;
    let page = format!("{}/listes", found.address());
    let today = ctx.today(&found.landlord.zone);
    let (step, role) = (Move::CloseLists, ElectionRole::Commission);
    let mut tx = ctx.site.db.begin().await?;
    match election::advance(&mut tx, found.election.id, step, role, today, ctx.now).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(ctx.go(&format!("{page}?fait=close")))
        }
        Err(StepError::Store(error)) => Err(error.into()),
        Err(StepError::NoDay | StepError::Refused(_)) => {
            Ok(ctx.go(&format!("{page}?refus={STEP}#{STEP}")))
        }
    }
}
