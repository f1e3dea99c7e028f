//! Lots between lists that neither votes nor ages tell apart: drawn by the tally board in public, by
//! hand or from a public seed, and put on record once.

use super::count::{Joined, join};
use super::problem::ClosingProblem;
use super::{endpoint, found_for_board};
use crate::election::desk::typed;
use crate::election::load::Found;
use crate::election::problem::SetupProblem;
use crate::i18n::T;
use crate::parts::choice::{Choice, pick, radios};
use crate::parts::field::{Field, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::list_order;
use palier_store::StoreError;
use palier_store::candidate_list;
use palier_store::election::lots::{Lots, record};
use palier_store::election::{self, Election};
use std::collections::HashMap;

/// The form.
pub(super) const FORM: &str = "lots";

/// The draw that was made, or the form for the one that is needed.
pub(super) fn show(t: T, found: &Found, joined: &Joined, form: &FormState) -> AnyView {
    if let Some(lots) = &joined.lots {
        return view! { <div id=FORM>{summary(t, form)} {drawn(t, found, lots)}</div> }.into_any();
    }
    let tied = joined.tied();
    if tied.is_empty() {
        return ().into_any();
    }
    let how = vec![
        Choice::new("seed", t.closing_lots_by_seed()).what(t.closing_lots_by_seed_what()),
        Choice::new("hand", t.closing_lots_by_hand()).what(t.closing_lots_by_hand_what()),
    ];
    let places = (1_i64..)
        .zip(tied)
        .map(|(place, _)| {
            let lists = tied
                .iter()
                .map(|list| Choice::new(list.clone(), list.clone()));
            let label = t.closing_lots_place(place.to_string());
            pick(
                t,
                form,
                &format!("place_{place}"),
                &label,
                Some(t.closing_lots_none()),
                "",
                lists.collect(),
            )
        })
        .collect_view();
    let seed = Field::text("seed", t.closing_lots_seed()).show(t, form);
    let source = Field::text("source", t.closing_lots_source())
        .hint(t.closing_lots_source_hint())
        .show(t, form);
    view! {
        <section class="card main">
            <h2>{t.closing_lots()}</h2>
            <p>{t.closing_lots_what(tied.join(", "))}</p>
            <form method="post" action=endpoint(found, "lots") id=FORM class="stack" novalidate>
                {summary(t, form)}
                {radios(t, form, "how", t.closing_lots_how(), "seed", how)}
                {seed}
                {places}
                {source}
                <p><button class="button">{t.closing_lots_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn drawn(t: T, found: &Found, lots: &Lots) -> AnyView {
    let lists = lots.lists.iter();
    let lists = lists.map(|list| view! { <li lang="fr">{list.clone()}</li> });
    let seed = (!lots.seed.is_empty()).then(|| {
        view! { <dt>{t.closing_lots_seed()}</dt> <dd><code>{lots.seed.clone()}</code></dd> }
    });
    view! {
        <section class="card">
            <h2>{t.closing_lots_drawn()}</h2>
            <ol>{lists.collect_view()}</ol>
            <dl class="figures">
                {seed}
                <dt>{t.closing_lots_source()}</dt>
                <dd>{lots.source.clone()}</dd>
                <dt>{t.closing_lots_when()}</dt>
                <dd>{t.instant(lots.drawn_at, &found.landlord.zone)}</dd>
            </dl>
        </section>
    }
    .into_any()
}

/// What the form sends: `how`, `seed`, `source`, and `place_1` on.
type Sent = HashMap<String, String>;

/// Puts a draw on record.
///
/// # Errors
/// When the reader is not of the tally board, or the database does not answer.
pub async fn send(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found_for_board(&ctx, &slug, &handle).await?;
    let page = format!("{}/comptage", found.address());
    match take(&ctx, &found, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = sent
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let fields: Vec<_> = fields.collect();
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn take(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let get = |field: &str| sent.get(field).map_or("", String::as_str);
    let source = typed::line("source", get("source"), 400)?;
    let mut tx = ctx.site.db.begin().await?;
    let at = election::held(&mut tx, found.election.id).await?;
    let joined = join(ctx, found).await?;
    let joined = joined.map_err(|_| Complaint::whole(ClosingProblem::Awaited))?;
    if !joined.failed.is_empty() {
        return Err(Complaint::whole(ClosingProblem::CheckFails).into());
    }
    let tied = joined.tied();
    if tied.is_empty() {
        return Err(Complaint::whole(ClosingProblem::NoLots).into());
    }
    let (lists, seed) = match get("how") {
        "seed" => {
            let seed = typed::line("seed", get("seed"), 200)?;
            (by_seed(ctx, &at, tied, &seed).await?, seed)
        }
        "hand" => (by_hand(tied, &get)?, String::new()),
        _ => return Err(Complaint::about("how", Problem::ChooseOne).into()),
    };
    if source.is_empty() {
        return Err(Complaint::about("source", Problem::Empty).into());
    }
    let lots = Lots {
        lists,
        seed,
        source,
        drawn_at: ctx.now,
    };
    match record(&mut tx, at.id, &lots).await {
        Ok(()) => Ok(tx.commit().await?),
        Err(StoreError::Conflict(_)) => Err(Complaint::whole(ClosingProblem::NoLots).into()),
        Err(error) => Err(error.into()),
    }
}

/// The order that a public seed gives: anybody draws it again with `palier election list-order`.
async fn by_seed(
    ctx: &Ctx,
    election: &Election,
    tied: &[String],
    seed: &str,
) -> Result<Vec<String>, Refusal> {
    if seed.is_empty() {
        return Err(Complaint::about("seed", Problem::Empty).into());
    }
    let plain = |sign: char| sign.is_ascii_alphanumeric() || " -.,:/_".contains(sign);
    if !seed.chars().all(plain) {
        return Err(Complaint::about("seed", SetupProblem::SeedSigns).into());
    }
    let all = candidate_list::admitted(&ctx.site.db, election.id).await?;
    let tied = all.into_iter().filter(|list| tied.contains(&list.title));
    let tied: HashMap<String, String> =
        tied.map(|list| (list.id.to_string(), list.title)).collect();
    let ids: Vec<&str> = tied.keys().map(String::as_str).collect();
    let order = list_order::draw(election.id.0, seed, &ids);
    let order = order.map_err(|error| AppError::internal(&error))?;
    let titles = order.iter().filter_map(|id| tied.get(id).cloned());
    Ok(titles.collect())
}

/// The order that was typed: each tied list once.
fn by_hand<'a>(tied: &[String], get: &impl Fn(&str) -> &'a str) -> Result<Vec<String>, Complaint> {
    let order = (1..=tied.len()).map(|place| get(&format!("place_{place}")).to_owned());
    let order: Vec<String> = order.collect();
    if tied.iter().all(|list| order.contains(list)) {
        Ok(order)
    } else {
        Err(Complaint::about("place_1", ClosingProblem::LotsOrder))
    }
}
