//! The public result: how many seats for whom, who sits, who follows, who voted how.

use super::funding;
use super::hemicycle::hemicycle;
use super::known::{Known, posted};
use super::outcome::{Fate, ListOutcome, Outcome};
use super::say::{self, count, elected, ended, reason, share};
use crate::election::closing::words::tie;
use crate::election::home::{crumbs, stamp};
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_store::election::challenge::{self, Challenge};
use palier_store::election::{bundle, destroy};
use palier_store::upload::Upload;

/// The page.
///
/// # Errors
/// When nothing is posted yet, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let known = posted(&ctx, &slug, &handle).await?;
    let (db, id) = (&ctx.site.db, known.found.election.id);
    let challenges = challenge::of(db, id).await?;
    let bundle = bundle::about(db, id).await?;
    let gone = !destroy::destroyed(db, id).await?.is_empty();
    let outcome = known.now()?;
    let t = ctx.t;
    let head = Head::of(&known.found.landlord, t.outcome_title());
    Ok(shell::page(&ctx, &head, move || {
        let voters = outcome.totals.voters;
        let registered = known.figures().registered;
        let lead = t.outcome_lead(
            count(t, registered),
            share(t, voters, registered),
            count(t, voters),
        );
        view! {
            {crumbs(t, &known.found, true)}
            {stamp(t, &known.found)}
            {annulled(t, &known)}
            <h1>{elected(t, &outcome)}</h1>
            <p class="lead">{lead}</p>
            {hemicycle(t, &outcome)}
            {table(t, &outcome)}
            <p class="who">{t.outcome_method()}</p>
            {ties(t, &outcome)}
            <h2>{t.record_elected()}</h2>
            {people(t, &known, &outcome)}
            <h2>{t.outcome_channels()}</h2>
            {channels(t, &known)}
            {funding::show(t, &outcome, known.found.election.protocol.body.dwellings)}
            <h2>{t.outcome_contest()}</h2>
            {contest(t, &known, &challenges)}
            {papers(t, &known, bundle.as_ref(), gone)}
        }
    }))
}

fn annulled(t: T, known: &Known) -> AnyView {
    say::annulled(t, known)
        .map(|said| view! { <p class="note" role="note"><strong>{said}</strong></p> })
        .into_any()
}

fn table(t: T, outcome: &Outcome) -> AnyView {
    let valid = outcome.totals.valid;
    let rows = (1_i64..)
        .zip(&outcome.lists)
        .map(|(number, list)| {
            let class = format!("key seat-{}", (number - 1) % 8 + 1);
            view! {
                <tr>
                    <th scope="row" lang="fr">
                        <span class=class aria-hidden="true">{number}</span>
                        {list.title.clone()}
                    </th>
                    <td>{count(t, list.seats.seats)}</td>
                    <td>{count(t, list.seats.votes)}</td>
                    <td>{share(t, list.seats.votes, valid)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t.outcome_table()>
            <table class="count-table">
                <caption>{t.outcome_table()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.record_list()}</th>
                        <th scope="col">{t.record_seats()}</th>
                        <th scope="col">{t.record_votes()}</th>
                        <th scope="col">{t.election_turnout_share()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Which remainders were equal, and what settled them.
fn ties(t: T, outcome: &Outcome) -> AnyView {
    let ties = &outcome.seats.ties;
    let items = ties.iter().map(|one| view! { <li>{tie(t, one)}</li> });
    (!ties.is_empty())
        .then(|| view! { <ul>{items.collect_view()}</ul> })
        .into_any()
}

/// Who sits and who follows, list by list, with those who left.
fn people(t: T, known: &Known, outcome: &Outcome) -> AnyView {
    outcome
        .lists
        .iter()
        .filter(|list| list.seats.seats > 0)
        .map(|list| of_list(t, known, list))
        .collect_view()
        .into_any()
}

fn of_list(t: T, known: &Known, list: &ListOutcome) -> AnyView {
    let elected = list
        .with(Fate::Elected)
        .map(|one| view! { <li>{one.name.clone()}</li> })
        .collect_view();
    let vacant = (list.vacant > 0)
        .then(|| view! { <p class="note">{t.outcome_vacant(i64::try_from(list.vacant).unwrap_or(0))}</p> });
    let names: Vec<&str> = list
        .with(Fate::Substitute)
        .map(|one| one.name.as_str())
        .collect();
    let follow = (!names.is_empty())
        .then(|| view! { <p class="who">{t.outcome_follow(names.join(", "))}</p> });
    let left = known
        .left
        .iter()
        .filter(|one| one.list_id == list.id)
        .filter_map(|one| {
            let who = list
                .candidates
                .iter()
                .find(|name| name.place == one.place)?;
            let said = t.outcome_left(t.date(one.left_on), &who.name, reason(t, one.reason));
            Some(view! { <p class="who">{said}</p> })
        })
        .collect_view();
    view! {
        <section class="card">
            <h3 lang="fr">{list.title.clone()}</h3>
            <ol>{elected}</ol>
            {vacant}
            {left}
            {follow}
        </section>
    }
    .into_any()
}

fn channels(t: T, known: &Known) -> AnyView {
    let figures = known.figures();
    let online = figures.online.as_ref().map(|online| online.marks);
    let post = figures.post.as_ref().map(|paper| paper.voters);
    let in_box = figures.ballot_box.as_ref().map(|paper| paper.voters);
    let rows = [
        (t.election_turnout_online(), online),
        (t.election_turnout_by_post(), post),
        (t.election_turnout_in_box(), in_box),
    ];
    let rows = rows.into_iter().filter_map(|(name, voters)| {
        let said = count(t, voters?);
        Some(view! { <dt>{name}</dt> <dd>{said}</dd> })
    });
    let totals = figures.totals();
    let blank = totals.as_ref().map_or(0, |totals| totals.blank);
    let null = totals.as_ref().map_or(0, |totals| totals.null);
    view! {
        <dl class="facts">
            {rows.collect_view()}
            <dt>{t.record_blank()}</dt>
            <dd>{count(t, blank)}</dd>
            <dt>{t.record_null()}</dt>
            <dd>{count(t, null)}</dd>
        </dl>
        <p class="who">{t.record_blank_apart()}</p>
    }
    .into_any()
}

/// Until when the result can be challenged, before whom, and what became of it.
fn contest(t: T, known: &Known, challenges: &[Challenge]) -> AnyView {
    let pending = challenges.iter().any(|one| one.outcome.is_none());
    let said = match known.found.election.stage {
        _ if known.annulled.is_some() => say::annulled(t, known),
        Stage::Proclaimed => say::contest_until(t, known),
        _ if pending => Some(t.outcome_contested().to_owned()),
        _ => Some(t.outcome_final().to_owned()),
    };
    let items = challenges
        .iter()
        .map(|one| {
            view! {
                <li>
                    <p>{one.subject.clone()}</p>
                    <p class="who">
                        {t.challenge_filed(t.date(one.filed_on))} " " {ended(t, one.outcome)}
                    </p>
                    <p>{one.decision.clone()}</p>
                </li>
            }
        })
        .collect_view();
    view! { <p>{said}</p> <ul class="plain">{items}</ul> }.into_any()
}

/// The record, the poster, the data, the bundle, and the way to check.
fn papers(t: T, known: &Known, bundle: Option<&Upload>, gone: bool) -> AnyView {
    let address = known.found.address();
    let online = known.found.election.protocol.channels.online;
    // Once what must go is destroyed, the archive is in the bundle.
    let check = (online && !gone).then(|| {
        let link = format!("{address}/urne/verifier");
        view! { <p><a class="button" href=link>{t.outcome_verify()}</a></p> }
    });
    let bundle = bundle.map(|file| {
        let link = format!("{address}/dossier.tar");
        let sha256 = hex::encode(&file.sha256);
        view! {
            <li>
                <a href=link>{t.bundle_title()}</a>
                <p class="who">{t.bundle_what()} " SHA-256 : " <code>{sha256}</code></p>
            </li>
        }
    });
    view! {
        <h2>{t.outcome_papers()}</h2>
        {check}
        <ul class="plain">
            <li><a href=format!("{address}/proces-verbal")>{t.record_title()}</a></li>
            <li><a href=format!("{address}/resultat/affiche")>{t.outcome_poster()}</a></li>
            <li>
                <a href=format!("{address}/resultat/voix.csv")>{t.outcome_csv()}</a> ", "
                <a href=format!("{address}/resultat/resultat.json")>{t.outcome_json()}</a> ", "
                <a href=format!("{address}/resultat/schema.json")>{t.outcome_schema()}</a>
            </li>
            {bundle}
        </ul>
    }
    .into_any()
}
