//! What becomes of an amendment on a new version that changed its words: its author chooses.

use super::acts::form_id;
use super::page::One;
use super::problem::refused;
use crate::amendment::parts::base::{Base, base};
use crate::amendment::parts::{change, diff};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::operation::{AmendmentOps, Operation};
use palier_domain::charter::rebase::rebase;
use palier_domain::charter::rebase_choice::{adopted, kept};
use palier_store::amendment::{self, Choice};
use serde::Deserialize;

/// Both ways, on the new version.
pub struct Choices {
    base: Base,
    kept: Vec<Operation>,
    adopted: Vec<Operation>,
}

/// Both ways, where the reader must choose.
///
/// # Errors
/// When the database does not answer.
pub async fn choices(one: &One) -> Result<Option<Choices>, AppError> {
    if !one.may(Action::KeepOnNewText) {
        return Ok(None);
    }
    let new = base(&one.reader.ctx, one.reader.found.text.version_id).await?;
    let ops = AmendmentOps {
        amendment: one.amendment.id,
        operations: one.operations.clone(),
    };
    let found = rebase(&ops, one.ground.clauses(), &new.clauses);
    Ok(Some(Choices {
        kept: kept(&found, one.ground.clauses(), &new.clauses),
        adopted: adopted(&found),
        base: new,
    }))
}

/// The two ways as forms.
pub(super) fn show(one: &One, choices: Option<&Choices>, state: &FormState) -> AnyView {
    let Some(choices) = choices else {
        return ().into_any();
    };
    let t = one.reader.ctx.t;
    let until = one.amendment.rebase_until.map(|until| {
        let until = t.instant(until, &one.reader.landlord.zone);
        view! { <p><strong>{t.amend_choose_until(until)}</strong></p> }
    });
    let way = |value: &'static str, title: &'static str, go: &'static str, ops: &[Operation]| {
        if ops.is_empty() {
            return view! { <h3>{title}</h3> <p>{t.amend_choose_nothing_left()}</p> }.into_any();
        }
        let changes = change::changes(t, &choices.base, ops);
        view! {
            <h3>{title}</h3>
            {change::show(t, &changes, diff::Extent::Full)}
            <form method="post" action=one.reader.api(&format!("{}/choose", one.amendment.id))>
                <input type="hidden" name="choice" value=value/>
                <p><button class="button">{go}</button></p>
            </form>
        }
        .into_any()
    };
    let keep = way(
        "keep",
        t.amend_choose_keep(),
        t.amend_choose_keep_go(),
        &choices.kept,
    );
    let adopt = way(
        "adopt",
        t.amend_choose_adopt(),
        t.amend_choose_adopt_go(),
        &choices.adopted,
    );
    let wrong = state.problem_of("choice").map(|problem| problem.say(t));
    let wrong = wrong.map(|said| view! { <p class="error">{said}</p> });
    view! {
        <section class="card" id=format!("{}-choice", state.id)>
            <h2>{t.amend_choose_title()}</h2>
            <p>{t.amend_choose_what()}</p>
            {until}
            {wrong}
            {keep}
            {adopt}
        </section>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    choice: String,
}

/// Keeps her words on the new version, or goes along with it.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn choose(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let one = One::of(&ctx, &slug, &id).await?;
    let page = one.address();
    match chosen(&ctx, &one, &sent).await {
        Ok(()) => Ok(ctx.go(&format!("{page}?fait=choix"))),
        Err(Refusal::Complaint(complaint)) => {
            let form = form_id(one.amendment.id);
            ctx.refuse(&form, &[], &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn chosen(ctx: &Ctx, one: &One, sent: &Sent) -> Result<(), Refusal> {
    let choice = match sent.choice.as_str() {
        "keep" => Choice::Keep,
        "adopt" => Choice::Adopt,
        _ => return Err(Complaint::about("choice", Problem::ChooseOne).into()),
    };
    let found = choices(one).await?;
    let operations = found.map_or_else(Vec::new, |found| match choice {
        Choice::Keep => found.kept,
        Choice::Adopt => found.adopted,
    });
    let mut tx = ctx.site.db.begin().await?;
    let act = one.reader.act()?;
    amendment::choose(&mut tx, one.amendment.id, choice, &operations, &act)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}
