//! The count, for the tally board: every channel joined, every check, the seats, and its word that it
//! is so.

use super::count::{Joined, join};
use super::problem::ClosingProblem;
use super::words::{awaited, failed, number, tie, unshared};
use super::{endpoint, found_for_board, lots};
use crate::election::home::{crumbs, stamp};
use crate::election::load::Found;
use crate::election::sealing::refused;
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::{shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::largest_remainder::Apportionment;
use palier_domain::election::official_record::figures::{Figures, PaperFigures, Totals};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_store::election::{self, count};

const FORM: &str = "compte";
const ROLE: ElectionRole = ElectionRole::TallyBoard;

/// The page.
///
/// # Errors
/// When the reader is not of the tally board, the vote has not ended, or the database does not
/// answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found_for_board(&ctx, &slug, &handle).await?;
    if found.election.stage < Stage::Frozen {
        return Err(AppError::NotFound);
    }
    let joined = join(&ctx, &found).await?;
    let (form, draw) = (ctx.form(FORM).await?, ctx.form(lots::FORM).await?);
    let t = ctx.t;
    let refused = form.complaint().is_some() || draw.complaint().is_some();
    let head = Head::of(&found.landlord, t.closing_count_title()).refused(refused);
    Ok(shell::page(&ctx, &head, || {
        let body = match &joined {
            Ok(joined) => view! {
                {table(t, &joined.figures)}
                {checks(t, joined)}
                {seats(t, joined)}
                {lots::show(t, &found, joined, &draw)}
                {word(t, &found, joined, &form)}
            }
            .into_any(),
            Err(what) => view! {
                <p class="note">{awaited(t, *what)}</p>
                {summary(t, &form)}
            }
            .into_any(),
        };
        let back = format!("{}/depouillement", found.address());
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.closing_count_title()}</h1>
            <p class="lead">{t.closing_count_lead()}</p>
            {body}
            <p><a href=back>{t.closing_back()}</a></p>
        }
    }))
}

/// Votes by list and channel.
fn table(t: T, figures: &Figures) -> AnyView {
    let Some(totals) = figures.totals() else {
        return ().into_any();
    };
    let mut heads = Vec::new();
    heads.extend(figures.online.as_ref().map(|_| t.election_turnout_online()));
    heads.extend(figures.post.as_ref().map(|_| t.election_turnout_by_post()));
    heads.extend(
        figures
            .ballot_box
            .as_ref()
            .map(|_| t.election_turnout_in_box()),
    );
    heads.push(t.election_turnout_all());
    let heads = heads
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> });
    let rows = rows(t, figures, &totals).into_iter().map(|(name, cells)| {
        let cells = cells.into_iter().map(|n| view! { <td>{number(t, n)}</td> });
        view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <h2>{t.closing_figures()}</h2>
        <p>{t.closing_registered(number(t, figures.registered))}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=t.closing_figures()>
            <table class="count-table">
                <thead>
                    <tr><th scope="col">{t.closing_list()}</th>{heads.collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p>{t.closing_envelopes(
            number(t, figures.envelopes_received),
            number(t, figures.set_aside.sum().unwrap_or_default()),
        )}</p>
    }
    .into_any()
}

/// The rows of the table: each list, then what is no vote for a list, then voters.
fn rows(t: T, figures: &Figures, totals: &Totals) -> Vec<(String, Vec<u64>)> {
    let cells = |online: &dyn Fn() -> u64, paper: &dyn Fn(&PaperFigures) -> u64, all: u64| {
        let mut cells = Vec::new();
        cells.extend(figures.online.as_ref().map(|_| online()));
        cells.extend(figures.paper().map(paper));
        cells.push(all);
        cells
    };
    let online = figures.online.clone().unwrap_or_default();
    let at = |votes: &[u64], at: usize| votes.get(at).copied().unwrap_or_default();
    let mut rows = Vec::new();
    for (n, list) in figures.lists.iter().enumerate() {
        let paper = |paper: &PaperFigures| at(&paper.votes, n);
        let row = cells(&|| at(&online.votes, n), &paper, at(&totals.votes, n));
        rows.push((list.clone(), row));
    }
    let blank = cells(&|| online.blank, &|paper| paper.blank, totals.blank);
    rows.push((t.closing_blank().to_owned(), blank));
    let null = cells(&|| 0, &|paper| paper.null, totals.null);
    rows.push((t.closing_null().to_owned(), null));
    let voters = cells(&|| online.marks, &|paper| paper.voters, totals.voters);
    rows.push((t.closing_voters().to_owned(), voters));
    rows
}

/// That every check holds, or each that fails.
fn checks(t: T, joined: &Joined) -> AnyView {
    if joined.failed.is_empty() {
        return view! { <p class="note good">{t.closing_checks_hold()}</p> }.into_any();
    }
    let items = joined.failed.iter().map(|check| failed(t, check));
    let items = items.map(|said| view! { <li>{said}</li> }).collect_view();
    view! {
        <div class="summary" role="alert">
            <p class="summary-title">{t.closing_checks_fail()}</p>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

/// The seats, step by step, as far as they are shared.
fn seats(t: T, joined: &Joined) -> AnyView {
    let unshared = joined.seats.as_ref().err().map(|error| {
        view! { <p class="note">{unshared(t, error)}</p> }
    });
    let table = joined.shared().map(|shared| shares(t, shared));
    view! { <h2>{t.closing_seats()}</h2> {table} {unshared} }.into_any()
}

fn shares(t: T, shared: &Apportionment) -> AnyView {
    let rows = shared
        .lists
        .iter()
        .map(|list| {
            view! {
                <tr>
                    <th scope="row" lang="fr">{list.list.clone()}</th>
                    <td>{number(t, list.votes)}</td>
                    <td>{number(t, list.base)}</td>
                    <td>{list.remainder.to_string()}</td>
                    <td>{number(t, list.seats)}</td>
                </tr>
            }
        })
        .collect_view();
    let ties = shared.ties.iter().map(|one| tie(t, one));
    let ties = ties.map(|said| view! { <li>{said}</li> }).collect_view();
    view! {
        <p>{t.closing_quotient(shared.quotient())}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=t.closing_seats()>
            <table class="count-table">
                <thead>
                    <tr>
                        <th scope="col">{t.closing_list()}</th>
                        <th scope="col">{t.closing_votes()}</th>
                        <th scope="col">{t.closing_base()}</th>
                        <th scope="col">{t.closing_remainder()}</th>
                        <th scope="col">{t.closing_seats()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <ul>{ties}</ul>
    }
    .into_any()
}

/// The board's word that the count is so.
fn word(t: T, found: &Found, joined: &Joined, form: &FormState) -> AnyView {
    let ready = joined.seats.is_ok() && joined.failed.is_empty();
    let due = matches!(found.election.stage, Stage::Frozen | Stage::Decrypted);
    let button = (ready && due).then(|| {
        view! {
            <form method="post" action=endpoint(found, "count")>
                <p>{t.closing_count_word()}</p>
                <p><button class="button">{t.closing_count_button()}</button></p>
            </form>
        }
    });
    view! { <section id=FORM>{summary(t, form)} {button}</section> }.into_any()
}

/// Keeps the count.
///
/// # Errors
/// When the reader is not of the tally board, or the database does not answer.
pub async fn send(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found_for_board(&ctx, &slug, &handle).await?;
    match counted(&ctx, &found).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{}/depouillement", found.address())))
        }
        Err(Refusal::Complaint(complaint)) => {
            let page = format!("{}/comptage", found.address());
            ctx.refuse(FORM, &[], &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn counted(ctx: &Ctx, found: &Found) -> Result<(), Refusal> {
    let id = found.election.id;
    let mut tx = ctx.site.db.begin().await?;
    // Nothing that the count stands on changes while it is joined.
    election::held(&mut tx, id).await?;
    let joined = join(ctx, found).await?;
    let joined = joined.map_err(|_| Complaint::whole(ClosingProblem::Awaited))?;
    if !joined.tied().is_empty() {
        return Err(Complaint::whole(ClosingProblem::LotsFirst).into());
    }
    let fails = || Complaint::whole(ClosingProblem::CheckFails);
    let seats = joined.seats.as_ref().map_err(|_| fails())?;
    if !joined.failed.is_empty() {
        return Err(fails().into());
    }
    let note = seats.lists.iter();
    let note = note.map(|list| format!("{}: {}", list.list, list.seats));
    let note = note.collect::<Vec<_>>().join(", ");
    let lots = joined.lots.map(|lots| lots.lists).unwrap_or_default();
    let settled = Condition::SeatsSettled;
    election::declare(&mut tx, id, settled, &note, ctx.now).await?;
    let today = ctx.today(&found.landlord.zone);
    election::advance(&mut tx, id, Move::Count, ROLE, today, ctx.now)
        .await
        .map_err(refused)?;
    count::keep(&mut tx, id, &joined.figures, &lots, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}
