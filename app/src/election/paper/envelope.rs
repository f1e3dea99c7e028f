//! Envelopes on the table: one number, Enter, and the verdict; the last ten below.
//!
//! Who sent an envelope stands in the answer to a form, never at an address, and only for the one
//! that lies there; below are numbers alone. An envelope that nothing tells from another one is entered
//! with how many there were, and answered by a redirection: sent or reloaded twice, it is one.

use super::problem::refused;
use super::verdict::{Told, counts, latest, name_of, said};
use super::{Table, address, endpoint, show, table};
use crate::i18n::T;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{area, summary};
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::paper::envelope::{Envelopes, Seen, may_open};
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::RollLineId;
use palier_store::ballot_box::{Arrived, Entered};
use palier_store::election::electoral_roll;
use palier_store::election::paper;
use serde::Deserialize;

/// The form of one envelope.
const FORM: &str = "enveloppe";
/// Envelopes that are shown below.
const LAST: i64 = 10;
/// The most characters of a number.
const NUMBER: usize = 60;

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
pub struct Sent {
    #[serde(default)]
    number: String,
    #[serde(default)]
    seen: String,
    /// It is another envelope than the one entered before.
    #[serde(default)]
    another: bool,
    /// It is of nobody on the roll.
    #[serde(default)]
    unknown: bool,
    /// How many with the same number were entered when the form was shown.
    #[serde(default)]
    known: Option<i64>,
}

/// What an operator sees on an envelope, as the form names it.
pub(super) fn seen(named: &str) -> Seen {
    match named {
        "late" => Seen::Late,
        "unsigned" => Seen::Unsigned,
        _ => Seen::InOrder,
    }
}

/// A number as it is looked up: without spaces.
pub(super) fn plain(typed: &str) -> String {
    typed.split_whitespace().collect::<String>()
}

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The envelope that counts in place of one that was taken back.
    #[serde(default)]
    ouvrir: Option<i64>,
    /// The envelope that was entered just now; its number alone is told.
    #[serde(default)]
    saisie: Option<i64>,
    /// What was seen on it.
    #[serde(default)]
    vu: String,
}

/// The page.
///
/// # Errors
/// When the reader is not of the tally board, or a database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::TallyBoard).await?;
    let entered = match asked.saisie {
        Some(number) => table.boxed.envelope(number).await?,
        None => None,
    };
    let told = match (entered, asked.ouvrir) {
        (Some(envelope), _) => Told::Entered(Box::new(Entered::Now(envelope)), None),
        (None, Some(number)) => Told::Instead(number),
        (None, None) => Told::Nothing,
    };
    tell(&ctx, &table, &told, seen(&asked.vu)).await
}

/// Enters one envelope.
///
/// # Errors
/// When the reader is not of the tally board, or a database does not answer.
pub async fn enter(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::TallyBoard).await?;
    match entered(&ctx, &table, &sent).await {
        Ok(told) => {
            ctx.forget_form(FORM).await?;
            if let Some(number) = beside(&sent, &told) {
                let (page, vu) = (address(&table.found), name_of(seen(&sent.seen)));
                return Ok(ctx.go(&format!("{page}/enveloppes?saisie={number}&vu={vu}")));
            }
            tell(&ctx, &table, &told, seen(&sent.seen)).await
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("number", sent.number.as_str()), ("seen", &sent.seen)];
            let page = format!("{}/enveloppes", address(&table.found));
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

/// The number of an envelope that was entered beside another one, or of nobody: the answer to such a
/// form must not be asked for again by whoever reloads it.
fn beside(sent: &Sent, told: &Told) -> Option<i64> {
    match told {
        Told::Entered(entered, _) if sent.another || sent.unknown => match entered.as_ref() {
            Entered::Now(envelope) => Some(envelope.number),
            Entered::Before(_) => None,
        },
        _ => None,
    }
}

async fn entered(ctx: &Ctx, table: &Table, sent: &Sent) -> Result<Told, Refusal> {
    let typed = plain(&sent.number);
    if typed.chars().count() > NUMBER {
        let max = i64::try_from(NUMBER).unwrap_or(i64::MAX);
        return Err(Complaint::about("number", Problem::AtMost { max }).into());
    }
    if typed.is_empty() && !sent.unknown {
        return Err(Complaint::about("number", Problem::Empty).into());
    }
    let (db, id) = (&ctx.site.db, table.found.election.id);
    let lines = match typed.as_str() {
        "" => Vec::new(),
        typed => electoral_roll::by_number(db, id, typed).await?,
    };
    let line = match lines.as_slice() {
        [one] => Some(*one),
        [] if sent.unknown => None,
        [] => return Ok(Told::NotOnRoll(typed)),
        _ => return Ok(Told::Several(typed)),
    };
    let arrived = Arrived {
        line: line.map(|line| line.0),
        typed,
        seen: seen(&sent.seen),
        another: sent.another,
        known: sent.known,
    };
    let entered = put(ctx, table, &[arrived]).await?.pop();
    let entered = entered.ok_or(AppError::Internal)?;
    let line = match line {
        Some(line) => electoral_roll::line(db, id, line).await?,
        None => None,
    };
    Ok(Told::Entered(Box::new(entered), line))
}

/// Enters envelopes while the count is open, and puts their numbers on record.
pub(super) async fn put(
    ctx: &Ctx,
    table: &Table,
    arrived: &[Arrived],
) -> Result<Vec<Entered>, Refusal> {
    let id = table.found.election.id;
    let mut tx = ctx.site.db.begin().await?;
    paper::open(&mut tx, id).await.map_err(refused)?;
    let entered = table.boxed.enter_envelopes(arrived).await?;
    let mut all = Envelopes::default();
    for answer in entered.outcome() {
        if let Entered::Now(envelope) = answer {
            all.add(envelope.verdict);
        }
    }
    if all.entered() > 0 {
        paper::note_entered(&mut tx, id, &all, ctx.now)
            .await
            .map_err(refused)?;
    }
    // On record first: no envelope is entered without it.
    tx.commit().await?;
    Ok(entered.keep().await?)
}

async fn tell(ctx: &Ctx, table: &Table, told: &Told, seen: Seen) -> Result<Response, AppError> {
    let t = ctx.t;
    let found = &table.found;
    let (form, pasted) = (ctx.form(FORM).await?, ctx.form(super::bulk::FORM).await?);
    let mistake = ctx.form(super::mistake::FORM).await?;
    let settled = paper::outcome(&ctx.site.db, found.election.id).await?;
    let open = may_open(found.election.stage) && settled.is_none();
    let last = table.boxed.last_envelopes(LAST).await?;
    let all = table.boxed.envelopes().await?;
    let known = match told {
        Told::Entered(entered, _) => {
            let (Entered::Now(one) | Entered::Before(one)) = entered.as_ref();
            table.boxed.same_envelopes(one.line, &one.typed).await?
        }
        _ => 0,
    };
    let nameless = table.boxed.same_envelopes(None, "").await?;
    let refused = [&form, &pasted, &mistake]
        .iter()
        .any(|form| form.complaint().is_some());
    let title = (t.paper_envelope_title(), refused);
    Ok(show(ctx, found, title, || {
        if !open {
            return view! {
                <p class="note">{t.paper_envelope_closed()}</p>
                {counts(t, &all)}
            }
            .into_any();
        }
        view! {
            {said(t, table, told, seen, known)}
            {one(t, table, &form, seen)}
            {unnamed(t, table, nameless)}
            {counts(t, &all)}
            {latest(t, &last)}
            {paste(t, table, &pasted)}
            {super::mistake::form(t, found, &mistake)}
        }
        .into_any()
    }))
}

/// The form of one envelope: a scanner types the number and presses Enter.
fn one(t: T, table: &Table, form: &FormState, at: Seen) -> AnyView {
    let initial = form.value("seen").map_or(at, |named| seen(&named));
    let error = form.problem_of("number").map(|problem| problem.say(t));
    let wrong = error.is_some();
    let described = if wrong {
        "enveloppe-number-hint enveloppe-number-error"
    } else {
        "enveloppe-number-hint"
    };
    let error = error.map(|said| view! { <p class="error" id="enveloppe-number-error">{said}</p> });
    view! {
        <form method="post" action=endpoint(&table.found, "envelope") id=FORM class="stack scan" novalidate>
            {summary(t, form)}
            {radios(t, form, "seen", t.paper_envelope_seen(), name_of(initial), choices(t))}
            <div class="field" class:wrong=wrong>
                <label for="enveloppe-number">{t.paper_envelope_number()}</label>
                <p class="hint" id="enveloppe-number-hint">{t.paper_envelope_number_hint()}</p>
                {error}
                <input
                    id="enveloppe-number"
                    name="number"
                    type="text"
                    value=form.value("number")
                    autocomplete="off"
                    autocapitalize="characters"
                    autofocus
                    aria-describedby=described
                    aria-invalid=wrong.then_some("true")
                />
            </div>
            <p><button class="button">{t.paper_envelope_enter()}</button></p>
        </form>
    }
    .into_any()
}

/// An envelope that says nothing of whose it is; so many were entered before.
fn unnamed(t: T, table: &Table, known: i64) -> AnyView {
    view! {
        <details>
            <summary>{t.paper_envelope_nameless()}</summary>
            <form method="post" action=endpoint(&table.found, "envelope") class="stack">
                <p>{t.paper_envelope_nameless_what()}</p>
                <input type="hidden" name="unknown" value="true"/>
                <input type="hidden" name="known" value=known.to_string()/>
                <p><button class="button quiet">{t.paper_envelope_nameless_button()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// What an operator may see on an envelope.
fn choices(t: T) -> Vec<Choice> {
    vec![
        Choice::new("in_order", t.paper_envelope_in_order()),
        Choice::new("late", t.paper_envelope_late()),
        Choice::new("unsigned", t.paper_envelope_unsigned()),
    ]
}

/// Many numbers at once.
fn paste(t: T, table: &Table, form: &FormState) -> AnyView {
    let hint = t.paper_envelope_many_hint().to_owned();
    let open = form.is_refilled();
    view! {
        <details open=open>
            <summary>{t.paper_envelope_many()}</summary>
            <form method="post" action=endpoint(&table.found, "envelopes") id=super::bulk::FORM class="stack" novalidate>
                {summary(t, form)}
                {radios(t, form, "seen", t.paper_envelope_seen(), "in_order", choices(t))}
                {area(t, form, "numbers", t.paper_envelope_many_label(), hint, String::new())}
                <p><button class="button quiet">{t.paper_envelope_many_button()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// An envelope of a line, as many are entered at once.
pub(super) fn arrived(line: RollLineId, typed: &str, seen: Seen) -> Arrived {
    Arrived {
        line: Some(line.0),
        typed: typed.to_owned(),
        seen,
        another: false,
        known: None,
    }
}
