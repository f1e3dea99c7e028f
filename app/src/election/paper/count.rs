//! Counting paper: an operator's own sheet, then both side by side, then what was settled.

use super::compare::{compared, figures_of};
use super::figures::fields;
use super::send::{COUNT, REOPEN, SETTLE};
use super::{Table, endpoint, show, table};
use crate::i18n::T;
use crate::parts::field::{area, summary};
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::paper::count::{Ground, Sheet};
use palier_domain::election::paper::envelope::may_open;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::AccountId;
use palier_store::candidate_list;
use palier_store::election::decryption::{self, Share};
use palier_store::election::paper::{self, Settlement, Sheets};

/// What the page shows.
pub(super) struct Shown {
    pub(super) table: Table,
    pub(super) lists: Vec<String>,
    pub(super) ground: Ground,
    sheets: Sheets,
    settlements: Vec<Settlement>,
    /// Whether a holder decrypted already: nothing is opened again then.
    decrypting: bool,
    me: AccountId,
    count: FormState,
    pub(super) settle: FormState,
    reopen: FormState,
}

/// The page.
///
/// # Errors
/// When the reader is not of the tally board, or a database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::TallyBoard).await?;
    let (db, id) = (&ctx.site.db, table.found.election.id);
    let lists = lists(&ctx, &table).await?;
    let received = paper::received(db, id).await?;
    let noted = received.iter().map(|(_, count)| count).sum::<i64>();
    let mut ground = table.ground(lists.len()).await?;
    ground.noted = (!received.is_empty()).then(|| u64::try_from(noted).unwrap_or_default());
    let shares = decryption::of(db, id).await?;
    let shown = Shown {
        lists,
        ground,
        sheets: paper::sheets(db, id).await?,
        settlements: paper::settlements(db, id).await?,
        decrypting: decrypting(&shares),
        me: ctx.signed_in()?.account_id,
        count: ctx.form(COUNT).await?,
        settle: ctx.form(SETTLE).await?,
        reopen: ctx.form(REOPEN).await?,
        table,
    };
    let t = ctx.t;
    let refused = [&shown.count, &shown.settle, &shown.reopen]
        .iter()
        .any(|form| form.complaint().is_some());
    let title = (t.paper_count_title(), refused);
    Ok(show(&ctx, &shown.table.found, title, || body(t, &shown)))
}

fn decrypting(shares: &[Share]) -> bool {
    shares.iter().any(|share| share.fault.is_none())
}

/// The titles of the lists, in the drawn order.
pub(super) async fn lists(ctx: &Ctx, table: &Table) -> Result<Vec<String>, AppError> {
    let all = candidate_list::admitted(&ctx.site.db, table.found.election.id).await?;
    Ok(all.into_iter().map(|list| list.title).collect())
}

fn body(t: T, shown: &Shown) -> AnyView {
    let open = may_open(shown.table.found.election.stage);
    let stands = shown
        .settlements
        .iter()
        .find(|one| one.reopened_why.is_none());
    let now = match (&shown.sheets, stands) {
        (_, Some(settled)) => settled_now(t, shown, settled, open && !shown.decrypting),
        (_, None) if !open => view! { <p class="note">{t.paper_problem_not_now()}</p> }.into_any(),
        (Sheets::One(Some(by)), None) if *by == shown.me => {
            view! { <p class="note good" role="status">{t.paper_count_waits()}</p> }.into_any()
        }
        (Sheets::Both(both), None) => compared(t, shown, both),
        (Sheets::None | Sheets::One(_), None) => form(t, shown),
    };
    view! { {now} {history(t, &shown.settlements)} }.into_any()
}

/// The sheet of one operator: nothing of another's is here.
fn form(t: T, shown: &Shown) -> AnyView {
    let found = &shown.table.found;
    let second = matches!(shown.sheets, Sheets::One(_))
        .then(|| view! { <p class="note">{t.paper_count_second()}</p> });
    let channels = found.election.protocol.channels;
    let blank = |_, _| String::new();
    view! {
        <p class="lead">{t.paper_count_lead()}</p>
        {second}
        <form method="post" action=endpoint(found, "sheet") id=COUNT class="stack" novalidate>
            {summary(t, &shown.count)}
            {fields(t, &shown.count, channels, &shown.lists, blank)}
            <p>{t.paper_count_once()}</p>
            <p><button class="button">{t.paper_count_send()}</button></p>
        </form>
    }
    .into_any()
}

/// What stands, and the way to open it again.
fn settled_now(t: T, shown: &Shown, settled: &Settlement, open: bool) -> AnyView {
    let outcome = &settled.outcome.0;
    let sheet = Sheet {
        post: outcome.post.clone(),
        ballot_box: outcome.ballot_box.clone(),
    };
    let columns = vec![(t.paper_count_settled_figures().to_owned(), &sheet)];
    let found = &shown.table.found;
    let reopen = open.then(|| {
        let hint = t.paper_count_reopen_hint().to_owned();
        let form = &shown.reopen;
        view! {
            <details open=form.is_refilled()>
                <summary>{t.paper_count_reopen()}</summary>
                <form method="post" action=endpoint(found, "reopen") id=REOPEN class="stack" novalidate>
                    {summary(t, form)}
                    <p>{t.paper_count_reopen_what()}</p>
                    {area(t, form, "reason", t.paper_count_reason(), hint, String::new())}
                    <p><button class="button quiet">{t.paper_count_reopen_button()}</button></p>
                </form>
            </details>
        }
    });
    view! {
        <p class="note good" role="status">{t.paper_count_settled()}</p>
        {figures_of(t, shown, &columns)}
        {super::verdict::counts(t, &shown.ground.envelopes)}
        {reopen}
    }
    .into_any()
}

/// Everything that was settled, with its reasons.
fn history(t: T, settlements: &[Settlement]) -> AnyView {
    if settlements.is_empty() {
        return ().into_any();
    }
    let items = settlements
        .iter()
        .map(|one| view! { <li>{settled(t, one)}</li> })
        .collect_view();
    view! { <h2>{t.paper_count_record()}</h2> <ul>{items}</ul> }.into_any()
}

/// What two operators agreed on, or who settled it and why; then who had it counted anew.
pub(in crate::election) fn settled(t: T, one: &Settlement) -> String {
    let name = |name: &Option<String>| {
        let gone = || t.paper_count_deleted().to_owned();
        name.clone().unwrap_or_else(gone)
    };
    let said = if one.reason.is_empty() {
        t.paper_count_history_same(one.round)
    } else {
        t.paper_count_history(name(&one.settled_by), one.reason.clone(), one.round)
    };
    match one.reopened_why.clone() {
        Some(why) => {
            let again = t.paper_count_history_reopened(name(&one.reopened_by), why);
            format!("{said} {again}")
        }
        None => said,
    }
}
