//! The key ceremony, in public: whose turn it is, what came, who could decrypt alone; and the relay
//! of the holders' messages.

use super::problem::SealProblem;
use super::relay::{ROUNDS, Relay};
use super::{MOST, endpoint, found_as, going_on, key_files, places, sha256, step};
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::context::Ctx;
use crate::site::dates::local;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::received::Received;
use crate::site::{shell, shell::Head};
use axum::extract::{Multipart, Path};
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_domain::election::key_plan::KeyPlan;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::id::AccountId;
use palier_store::election;
use palier_store::election::key_ceremony::{self, KeyMessage, NewMessage};
use palier_store::election::key_going_on::{self, GoingOn};
use palier_store::election::key_place::{self, KeyPlace};

pub(super) const FORM: &str = "message";
const ROLE: ElectionRole = ElectionRole::TallyBoard;

/// What the page shows.
struct Shown {
    found: Found,
    plan: KeyPlan,
    relay: Relay,
    messages: Vec<KeyMessage>,
    trustees: Option<String>,
    reopened: Vec<(i64, DateTime<Utc>)>,
    decided: Option<GoingOn>,
    places: Vec<KeyPlace>,
    me: Option<AccountId>,
    form: FormState,
    reopen: FormState,
    without: FormState,
}

/// The page.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let plan = plan(&found)?;
    let (db, id) = (&ctx.site.db, found.election.id);
    let messages = key_ceremony::messages(db, id).await?;
    let shown = Shown {
        relay: relay(&plan, messages.clone()),
        trustees: key_ceremony::trustees(db, id).await?,
        reopened: of_this_eve(&found, key_ceremony::reopened(db, id).await?),
        form: ctx.form(FORM).await?,
        reopen: ctx.form(super::reopen::FORM).await?,
        without: ctx.form(going_on::FORM).await?,
        decided: key_going_on::of(db, id).await?,
        places: key_place::places(db, id).await?,
        me: ctx.session.as_ref().map(|me| me.account_id),
        messages,
        plan,
        found,
    };
    let t = ctx.t;
    let forms = [&shown.form, &shown.reopen, &shown.without];
    let refused = forms.iter().any(|form| form.complaint().is_some());
    let head = Head::of(&shown.found.landlord, t.sealing_keys_title()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let mine = shown.found.is(ROLE).then(|| desk(t, &shown));
        view! {
            {crumbs(t, &shown.found, true)}
            {stamp(t, &shown.found)}
            <h1>{t.sealing_keys_title()}</h1>
            <p class="lead">{t.sealing_keys_lead()}</p>
            {turn(t, &shown)}
            {table(t, &shown)}
            {going_on::show(t, &shown.plan, &shown.told(), shown.decided.as_ref())}
            {places::show(t, &shown.found, &shown.places, shown.me)}
            {alone(t, &shown.plan)}
            {key_files::show(t, &shown.found, &shown.relay, shown.trustees.is_some())}
            {mine}
        }
    }))
}

/// Those who opened their files on the eve that counts: once the vote is open, on that of its closing.
fn of_this_eve(
    found: &Found,
    mut reopened: Vec<(i64, DateTime<Utc>)>,
) -> Vec<(i64, DateTime<Utc>)> {
    let hours = found.election.protocol.online_hours;
    if let (true, Some(hours)) = (found.election.stage >= Stage::Open, hours) {
        let zone = &found.landlord.zone;
        reopened.retain(|(_, at)| local(*at, zone).naive_local() >= hours.opens);
    }
    reopened
}

impl Shown {
    /// The numbers of the holders who opened their files again.
    fn told(&self) -> Vec<u64> {
        let told = self.reopened.iter();
        told.filter_map(|(holder, _)| u64::try_from(*holder).ok())
            .collect()
    }
}

pub(super) fn plan(found: &Found) -> Result<KeyPlan, AppError> {
    let protocol = &found.election.protocol.0;
    let plan = protocol
        .key_plan
        .clone()
        .filter(|_| protocol.channels.online);
    plan.ok_or(AppError::NotFound)
}

pub(super) fn relay(plan: &KeyPlan, messages: Vec<KeyMessage>) -> Relay {
    let size = u64::try_from(plan.shares.len()).unwrap_or_default();
    Relay::new(size, plan.threshold, messages)
}

fn holders(plan: &KeyPlan) -> impl Iterator<Item = (i64, &str)> {
    (1_i64..).zip(plan.shares.iter().map(|share| share.holder.person.as_str()))
}

/// Whose turn it is.
fn turn(t: T, shown: &Shown) -> AnyView {
    let Some(round) = shown.relay.now().filter(|_| shown.trustees.is_none()) else {
        return view! { <p class="note good">{t.sealing_keys_over()}</p> }.into_any();
    };
    let awaited = holders(&shown.plan).filter(|(number, _)| !shown.relay.has(round, *number));
    let awaited: Vec<&str> = awaited.map(|(_, name)| name).collect();
    view! {
        <p class="note"><strong>{t.sealing_keys_turn(awaited.join(", "), t.number(round))}</strong></p>
    }
    .into_any()
}

/// Each holder, round by round, with the fingerprint of what she sent.
fn table(t: T, shown: &Shown) -> AnyView {
    let rows = holders(&shown.plan).map(|(number, name)| {
        let cells = ROUNDS.map(|round| {
            let sent = shown
                .messages
                .iter()
                .find(|m| (m.round, m.holder) == (round, number));
            match sent {
                Some(sent) => {
                    let hash: String = sha256(&sent.body).chars().take(16).collect();
                    view! { <td><code>{hash}</code></td> }.into_any()
                }
                None => view! { <td>{t.sealing_keys_awaited()}</td> }.into_any(),
            }
        });
        let zone = &shown.found.landlord.zone;
        let again = shown.reopened.iter().find(|(holder, _)| *holder == number);
        let again = again.map_or(String::new(), |(_, at)| t.instant(*at, zone));
        view! {
            <tr>
                <th scope="row">{number} ". " {name.to_owned()}</th>
                {cells.into_iter().collect_view()}
                <td>{again}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let heads =
        ROUNDS.map(|round| view! { <th scope="col">{t.sealing_keys_round(t.number(round))}</th> });
    let compare = shown.relay.fingerprint().map(|fingerprint| {
        view! { <p>{t.sealing_keys_compare()} " " <code>{fingerprint}</code></p> }
    });
    view! {
        <h2>{t.sealing_keys_rounds()}</h2>
        <p>{t.sealing_keys_rounds_what()}</p>
        <div class="table" role="region" aria-label=t.sealing_keys_rounds() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t.sealing_keys_holder()}</th>
                        {heads.into_iter().collect_view()}
                        <th scope="col">{t.sealing_keys_reopened()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {compare}
    }
    .into_any()
}

/// Who could decrypt alone, and how many losses are borne.
fn alone(t: T, plan: &KeyPlan) -> AnyView {
    let persons = plan.persons_alone();
    let persons = if persons.is_empty() {
        t.sealing_keys_nobody_alone().to_owned()
    } else {
        t.sealing_keys_alone(persons.join(", "))
    };
    let losses = plan.losses_tolerated().and_then(|n| i64::try_from(n).ok());
    let losses = losses.map(|n| view! { <li>{t.sealing_keys_losses(n)}</li> });
    let (of, needed) = (plan.shares.len(), plan.threshold);
    view! {
        <h2>{t.sealing_keys_who()}</h2>
        <ul>
            <li>{t.sealing_keys_threshold(needed, of)}</li>
            <li>{persons}</li>
            {losses}
        </ul>
    }
    .into_any()
}

/// What a member of the tally board does here.
fn desk(t: T, shown: &Shown) -> AnyView {
    let found = &shown.found;
    let stage = found.election.stage;
    let page = format!("{}/cles", found.address());
    let inputs = shown.relay.complete(3).then(|| {
        let links = holders(&shown.plan).map(|(number, name)| {
            let link = format!("{page}/entree/{number}");
            view! { <li><a href=link>{t.sealing_keys_file_input(name)}</a></li> }
        });
        view! { <ul>{links.collect_view()}</ul> }
    });
    let send = (shown.trustees.is_none() && stage > Stage::Draft).then(|| {
        view! {
            <form
                method="post"
                action=endpoint(found, "key-message")
                enctype="multipart/form-data"
                class="stack"
            >
                <div class="field">
                    <label for="message-file">{t.sealing_keys_file()}</label>
                    <p class="hint">{t.sealing_keys_file_hint()}</p>
                    <input id="message-file" name="file" type="file" accept=".json,application/json"/>
                </div>
                <p><button class="button quiet">{t.sealing_keys_send()}</button></p>
            </form>
        }
    });
    let make = (shown.trustees.is_some() && stage == Stage::RollFrozen).then(|| {
        view! {
            <form method="post" action=endpoint(found, "keys-make")>
                <p><button class="button">{t.sealing_keys_make()}</button></p>
            </form>
        }
    });
    let before = shown.decided.is_none() && matches!(stage, Stage::CodesSealed | Stage::Rehearsed);
    let without =
        before.then(|| going_on::form(t, found, &shown.plan, &shown.told(), &shown.without));
    view! {
        <section class="card main" id=FORM>
            {summary(t, &shown.form)}
            <h2>{t.sealing_keys_desk()}</h2>
            <p>{t.sealing_keys_desk_what()}</p>
            {inputs}
            {send}
            {make}
            {super::reopen::form(t, found, &shown.reopen)}
            {without}
        </section>
    }
    .into_any()
}

/// Takes a message of a holder.
///
/// # Errors
/// When the reader is not of the tally board, or the database does not answer.
pub async fn send(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, AppError> {
    let found = found_as(&ctx, &slug, &handle, ROLE).await?;
    let received = Received::read(form, MOST).await?;
    let done = take(&ctx, &found, &received).await;
    answer(&ctx, &found, FORM, done).await
}

async fn take(ctx: &Ctx, found: &Found, received: &Received) -> Result<(), Refusal> {
    let no_file = || Complaint::about("file", Problem::NoFile);
    let bytes = &received.file.as_ref().ok_or_else(no_file)?.bytes;
    let body =
        std::str::from_utf8(bytes).map_err(|_| Complaint::about("file", SealProblem::OtherKey))?;
    let body = body.trim();
    let plan = plan(found)?;
    let (db, id) = (&ctx.site.db, found.election.id);
    let mut tx = db.begin().await?;
    // Two who send at once are read one after the other: the last of a round is checked with all.
    election::held(&mut tx, id).await?;
    let relay = relay(&plan, key_ceremony::messages(db, id).await?);
    let fits = relay
        .read(body)
        .map_err(|problem| Complaint::about("file", problem))?;
    places::take(&mut tx, ctx, id, fits.holder, "file").await?;
    let new = NewMessage {
        round: fits.round,
        holder: fits.holder,
        body,
        sha256: &sha256(body),
    };
    if !key_ceremony::keep(&mut tx, id, new, ctx.now).await? {
        return Err(Complaint::whole(SealProblem::NotNow).into());
    }
    if let Some(trustees) = &fits.trustees {
        let fingerprint = relay.fingerprint().unwrap_or_default();
        key_ceremony::finish(&mut tx, id, trustees, &fingerprint, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Says that the key is made.
///
/// # Errors
/// When the reader is not of the tally board, or the database does not answer.
pub async fn make(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found_as(&ctx, &slug, &handle, ROLE).await?;
    let done = step(&ctx, &found, Move::MakeKeys, ROLE).await;
    answer(&ctx, &found, FORM, done).await
}

pub(super) async fn answer(
    ctx: &Ctx,
    found: &Found,
    form: &str,
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let page = format!("{}/cles", found.address());
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(form, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}
