//! Letters to a lot of online marks: the draw, the answers in numbers. Names are on the letters alone.

use super::problem::{PaperProblem, refused_letter};
use super::{Table, address, endpoint, number, show, table};
use crate::election::desk::typed;
use crate::election::lists::judge::is_plain;
use crate::election::problem::SetupProblem;
use crate::i18n::T;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{Field, summary};
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::mark_letters::{MarkAnswer, MarkAnswers, draw as ranks};
use palier_domain::election::stage::step::ElectionRole;
use palier_store::StoreError;
use palier_store::ballot_box::MarkLetter;
use palier_store::election::mark_letters::{self, MarkDraw};
use serde::Deserialize;

/// The form of the draw.
const DRAW: &str = "tirage";
/// The form that shows the letters.
pub(super) const PRINT: &str = "lettres-marques";
/// The form of an answer.
const ANSWER: &str = "reponse";

/// The page.
///
/// # Errors
/// When the reader is not of the commission, or a database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::Commission).await?;
    let (db, id) = (&ctx.site.db, table.found.election.id);
    let drawn = mark_letters::drawn(db, id).await?;
    let answers = mark_letters::answers(db, id).await?.unwrap_or_default();
    let letters = lot(&ctx, &table).await?;
    let (draw, answer) = (ctx.form(DRAW).await?, ctx.form(ANSWER).await?);
    let printing = ctx.form(PRINT).await?;
    let open = mark_letters::may_ask(table.found.election.stage);
    let t = ctx.t;
    let refused = [&draw, &answer, &printing];
    let refused = refused.iter().any(|form| form.complaint().is_some());
    let title = (t.mark_letter_title(), refused);
    Ok(show(&ctx, &table.found, title, || match drawn {
        Some(drawn) => view! {
            <p class="lead">{t.mark_letter_lead()}</p>
            {totals(t, &answers)}
            {summary(t, &printing)}
            {open.then(|| print(t, &table))}
            {open.then(|| answer_form(t, &table, &answer))}
            {table_of(t, &letters)}
            {how(t, &drawn)}
        }
        .into_any(),
        None if open => draw_form(t, &table, &draw),
        None => view! { <p class="note">{t.mark_letter_later()}</p> }.into_any(),
    }))
}

fn draw_form(t: T, table: &Table, form: &FormState) -> AnyView {
    let seed = Field::text("seed", t.list_judge_seed()).hint(t.mark_letter_seed_hint());
    let source = Field::text("source", t.list_judge_source());
    view! {
        <p class="lead">{t.mark_letter_lead()}</p>
        <form method="post" action=endpoint(&table.found, "marks-draw") id=DRAW class="stack" novalidate>
            {summary(t, form)}
            {seed.show(t, form)}
            {source.show(t, form)}
            <p>{t.mark_letter_draw_once()}</p>
            <p><button class="button">{t.mark_letter_draw()}</button></p>
        </form>
    }
    .into_any()
}

fn totals(t: T, all: &MarkAnswers) -> AnyView {
    let rows = [
        (t.mark_letter_asked(), all.asked),
        (t.mark_letter_yes(), all.yes),
        (t.mark_letter_no(), all.no),
        (t.mark_letter_none(), all.none),
    ];
    let rows = rows
        .into_iter()
        .map(|(name, count)| view! { <div><dt>{name}</dt><dd>{number(t, count)}</dd></div> })
        .collect_view();
    view! { <dl class="settled">{rows}</dl> }.into_any()
}

fn print(t: T, table: &Table) -> AnyView {
    view! {
        <form method="post" action=endpoint(&table.found, "marks-letters") id=PRINT>
            <p>{t.mark_letter_print_what()}</p>
            <p><button class="button quiet">{t.mark_letter_print()}</button></p>
        </form>
    }
    .into_any()
}

fn answer_form(t: T, table: &Table, form: &FormState) -> AnyView {
    let place = Field::text("place", t.mark_letter_place())
        .hint(t.mark_letter_place_hint())
        .numeric();
    let said = vec![
        Choice::new("yes", t.mark_letter_yes()),
        Choice::new("no", t.mark_letter_no()),
        Choice::new("none", t.mark_letter_none()),
    ];
    view! {
        <section class="card main">
            <h2>{t.mark_letter_answer()}</h2>
            <form method="post" action=endpoint(&table.found, "marks-answer") id=ANSWER class="stack" novalidate>
                {summary(t, form)}
                {place.show(t, form)}
                {radios(t, form, "answer", t.mark_letter_said(), "", said)}
                <p><button class="button">{t.mark_letter_answer_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// What was answered to each letter, by its number: no name stands here.
fn table_of(t: T, letters: &[MarkLetter]) -> AnyView {
    let rows = letters
        .iter()
        .map(|one| {
            let said = match one.answer {
                MarkAnswer::None => t.mark_letter_none(),
                MarkAnswer::Yes => t.mark_letter_yes(),
                MarkAnswer::No => t.mark_letter_no(),
            };
            view! {
                <tr>
                    <th scope="row">{t.number(one.place)}</th>
                    <td>{t.number(one.rank)}</td>
                    <td>{said}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details>
            <summary>{t.mark_letter_all()}</summary>
            <table class="count-table wraps">
                <thead>
                    <tr>
                        <th scope="col">{t.mark_letter_letter()}</th>
                        <th scope="col">{t.mark_letter_rank()}</th>
                        <th scope="col">{t.mark_letter_said()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

/// How the lot was drawn, so that anybody draws it again.
fn how(t: T, drawn: &MarkDraw) -> AnyView {
    let said = t.mark_letter_how(
        t.number(drawn.asked),
        t.number(drawn.marks),
        drawn.seed.clone(),
        drawn.source.clone(),
    );
    view! { <p class="who">{said}</p> <p class="who">{t.mark_letter_how_again()}</p> }.into_any()
}

/// What the form of the draw sends.
#[derive(Debug, Deserialize)]
pub struct SentDraw {
    #[serde(default)]
    seed: String,
    #[serde(default)]
    source: String,
}

/// Draws the lot.
///
/// # Errors
/// When the reader is not of the commission, or a database does not answer.
pub async fn draw(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<SentDraw>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::Commission).await?;
    let done = drawn(&ctx, &table, &sent).await;
    let fields = [("seed", sent.seed.as_str()), ("source", &sent.source)];
    answered_with(&ctx, &table, DRAW, &fields, done).await
}

async fn drawn(ctx: &Ctx, table: &Table, sent: &SentDraw) -> Result<(), Refusal> {
    let seed = typed::line("seed", &sent.seed, 200)?;
    let source = typed::line("source", &sent.source, 400)?;
    for (field, words) in [("seed", &seed), ("source", &source)] {
        if words.is_empty() {
            return Err(Complaint::about(field, Problem::Empty).into());
        }
    }
    if !seed.chars().all(is_plain) {
        return Err(Complaint::about("seed", SetupProblem::SeedSigns).into());
    }
    let id = table.found.election.id;
    let mut tx = ctx.site.db.begin().await?;
    mark_letters::open(&mut tx, id)
        .await
        .map_err(refused_letter)?;
    let marks = table.boxed.count().await?.online;
    let online = usize::try_from(marks).unwrap_or_default();
    if online == 0 {
        return Err(Complaint::whole(PaperProblem::NoMarks).into());
    }
    let ranks = ranks(id.0, &seed, online);
    let draw = MarkDraw {
        seed,
        source,
        marks,
        asked: i64::try_from(ranks.len()).unwrap_or(i64::MAX),
        drawn_at: ctx.now,
    };
    mark_letters::keep_draw(&mut tx, id, &draw)
        .await
        .map_err(refused_letter)?;
    let lot = table.boxed.keep_mark_letters(&ranks, online).await?;
    // On record first: whoever is stopped here draws the same lot again, by the same seed.
    tx.commit().await?;
    lot.keep().await?;
    Ok(())
}

/// The lines that are asked. If the lot was put on record and is not in the box, it is drawn again from
/// what is on record, so it is the same.
pub(super) async fn lot(ctx: &Ctx, table: &Table) -> Result<Vec<MarkLetter>, AppError> {
    let id = table.found.election.id;
    let letters = table.boxed.mark_letters().await?;
    let drawn = mark_letters::drawn(&ctx.site.db, id).await?;
    let Some(drawn) = drawn.filter(|_| letters.is_empty()) else {
        return Ok(letters);
    };
    table.boxed.quiet().await?;
    if table.boxed.mark_letters().await?.is_empty() {
        let online = usize::try_from(drawn.marks).unwrap_or_default();
        let ranks = ranks(id.0, &drawn.seed, online);
        let lot = table.boxed.keep_mark_letters(&ranks, online).await?;
        lot.keep().await?;
    }
    Ok(table.boxed.mark_letters().await?)
}

/// What the form of an answer sends.
#[derive(Debug, Deserialize)]
pub struct SentAnswer {
    #[serde(default)]
    place: String,
    #[serde(default)]
    answer: String,
}

/// Writes down what somebody answered.
///
/// # Errors
/// When the reader is not of the commission, or a database does not answer.
pub async fn answer(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<SentAnswer>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::Commission).await?;
    let done = answered(&ctx, &table, &sent).await;
    let fields = [("place", sent.place.as_str()), ("answer", &sent.answer)];
    answered_with(&ctx, &table, ANSWER, &fields, done).await
}

async fn answered(ctx: &Ctx, table: &Table, sent: &SentAnswer) -> Result<(), Refusal> {
    let gone = || Complaint::about("place", PaperProblem::NoSuchLetter);
    let place: i64 = sent.place.trim().parse().map_err(|_| gone())?;
    let said = match sent.answer.as_str() {
        "yes" => MarkAnswer::Yes,
        "no" => MarkAnswer::No,
        "none" => MarkAnswer::None,
        _ => return Err(Complaint::about("answer", Problem::ChooseOne).into()),
    };
    let id = table.found.election.id;
    let mut tx = ctx.site.db.begin().await?;
    mark_letters::open(&mut tx, id)
        .await
        .map_err(refused_letter)?;
    lot(ctx, table).await?;
    let all = match table.boxed.answer_mark_letter(place, said).await {
        Ok(all) => all,
        Err(StoreError::Missing(_)) => return Err(gone().into()),
        Err(error) => return Err(error.into()),
    };
    mark_letters::keep_answers(&mut tx, id, all.outcome(), ctx.now).await?;
    tx.commit().await?;
    all.keep().await?;
    Ok(())
}

async fn answered_with(
    ctx: &Ctx,
    table: &Table,
    form: &str,
    fields: &[(&str, &str)],
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let page = format!("{}/lettres", address(&table.found));
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(form, fields, &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}
