//! Making the record: what happened is entered, lists observe, the tally board signs, the result is
//! proclaimed.

use super::{Material, load};
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::election::result::known::{self, Known, runs};
use crate::election::result::say::check;
use crate::election::{next, words};
use crate::i18n::T;
use crate::parts::choice::{Choice, radios, select};
use crate::parts::field::{Field, area, summary};
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::official_record::entry::EntryKind;
use palier_domain::election::official_record::signing;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_store::candidate_list::CandidateList;
use palier_store::election::record::{self, RecordEntry};
use palier_store::election::{self};
use serde::Deserialize;

/// The form that enters something.
pub(super) const ENTER: &str = "mention";
/// The form of a list's agent.
pub(super) const OBSERVE: &str = "observation";
/// The form that signs.
pub(super) const SIGN: &str = "signature";

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
    #[serde(default)]
    refus: String,
}

/// The address of the page.
pub(super) fn address(found: &Found) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/{slug}/gestion/election/{handle}/proces-verbal")
}

fn endpoint(found: &Found, act: &str) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/api/result/{slug}/{handle}/{act}")
}

/// Whether this reader has something to do with the record.
#[must_use]
pub fn is_there(found: &Found) -> bool {
    runs(found) && found.election.stage >= Stage::Sealed
}

/// What the page shows.
struct Desk {
    found: Found,
    material: Option<Material>,
    /// Lists whose agent the reader is.
    mine: Vec<CandidateList>,
    entries: Vec<RecordEntry>,
    members: u64,
    signed_by_me: bool,
    enter: FormState,
    observe: FormState,
    sign: FormState,
    asked: Asked,
}

/// The page.
///
/// # Errors
/// When the reader makes no record, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let following = next::following(&ctx, &found.landlord, &found.election).await?;
    let desk = read(&ctx, found, asked).await?;
    let t = ctx.t;
    let refused = [&desk.enter, &desk.observe, &desk.sign]
        .iter()
        .any(|form| form.complaint().is_some());
    let head = Head::of(&desk.found.landlord, t.record_desk_title()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let refusal = (desk.asked.refus == words::STEP)
            .then(|| {
                let refused = following.refusal(Move::Proclaim, ElectionRole::TallyBoard)?;
                Some(words::refusal(
                    t,
                    refused.as_ref(),
                    desk.found.election.stage,
                ))
            })
            .flatten();
        let done = (!desk.asked.fait.is_empty())
            .then(|| view! { <p class="note good" role="status">{t.record_noted()}</p> });
        view! {
            {crumbs(t, &desk.found, true)}
            {stamp(t, &desk.found)}
            <h1>{t.record_desk_title()}</h1>
            <p class="lead">{t.record_desk_lead()}</p>
            {done}
            {refusal}
            {read_it(t, &desk)}
            {entered(t, &desk)}
            {observe(t, &desk)}
            {enter(t, &desk)}
            {sign(t, &desk)}
            {next::show(t, &following)}
        }
    }))
}

async fn read(ctx: &Ctx, found: Found, asked: Asked) -> Result<Desk, AppError> {
    let (db, id, stage) = (&ctx.site.db, found.election.id, found.election.stage);
    let entries = record::entries(db, id).await?;
    let (enter, observe) = (ctx.form(ENTER).await?, ctx.form(OBSERVE).await?);
    let sign = ctx.form(SIGN).await?;
    let members = election::members(db, id).await?;
    let board = members
        .iter()
        .filter(|(role, _)| *role == ElectionRole::TallyBoard)
        .count();
    if stage < Stage::Sealed || (stage < Stage::Counted && !runs(&found)) {
        return Err(AppError::NotFound);
    }
    let mut desk = Desk {
        found: found.clone(),
        material: None,
        mine: Vec::new(),
        entries,
        members: u64::try_from(board).unwrap_or_default(),
        signed_by_me: false,
        enter,
        observe,
        sign,
        asked,
    };
    if stage >= Stage::Counted {
        let known = known::of(ctx, found).await?;
        desk.mine = mine(ctx, &known).await?;
        if !runs(&known.found) && desk.mine.is_empty() {
            return Err(AppError::NotFound);
        }
        let material = load(ctx, known).await?;
        let me = ctx.signed_in()?.account_id;
        let mut signed = material.signatures.iter();
        desk.signed_by_me = signed.any(|one| one.account_id == Some(me));
        desk.material = Some(material);
    }
    Ok(desk)
}

/// The lists for which the reader observes; the officer does for those that came on paper.
pub(super) async fn mine(ctx: &Ctx, known: &Known) -> Result<Vec<CandidateList>, AppError> {
    let agent = known.agent_of(ctx).await?;
    let officer = known.found.is(ElectionRole::ElectionOfficer);
    let lists = known.stood.iter().map(|(list, _)| list);
    let of_mine = |list: &&CandidateList| {
        agent.contains(&list.id) || officer && list.association_id.is_none()
    };
    Ok(lists.filter(of_mine).cloned().collect())
}

fn read_it(t: T, desk: &Desk) -> AnyView {
    let Some(material) = &desk.material else {
        return view! { <p class="note">{t.record_not_yet()}</p> }.into_any();
    };
    let link = format!("{}/proces-verbal", desk.found.address());
    let checks = if material.failed.is_empty() {
        view! { <p class="note good">{t.record_checks_hold()}</p> }.into_any()
    } else {
        let failed = material
            .failed
            .iter()
            .map(|failed| view! { <li>{check(t, failed)}</li> })
            .collect_view();
        view! {
            <div class="note" role="alert"><p>{t.record_checks_fail()}</p> <ul>{failed}</ul></div>
        }
        .into_any()
    };
    view! {
        <p><a class="button quiet" href=link>{t.record_read()}</a></p>
        {checks}
    }
    .into_any()
}

fn entered(t: T, desk: &Desk) -> AnyView {
    let zone = &desk.found.landlord.zone;
    let items = desk
        .entries
        .iter()
        .map(|one| {
            let when = t.instant(one.happened_at.unwrap_or(one.entered_at), zone);
            view! {
                <li>
                    <p class="who">{kind(t, one.kind)} ", " {one.author.clone()} ", " {when}</p>
                    <p>{one.words.clone()}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{t.record_entered()}</h2>
        {desk.entries.is_empty().then(|| view! { <p class="empty">{t.record_no_entry()}</p> })}
        <ul class="plain">{items}</ul>
    }
    .into_any()
}

fn kind(t: T, kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Observation => t.record_kind_observation(),
        EntryKind::Incident => t.record_kind_incident(),
        EntryKind::Intervention => t.record_kind_intervention(),
    }
}

/// Whether entries are still taken.
fn is_open(desk: &Desk) -> bool {
    let signed = desk
        .material
        .as_ref()
        .is_some_and(|material| !material.signatures.is_empty());
    desk.found.election.stage <= Stage::Counted && !signed
}

fn observe(t: T, desk: &Desk) -> AnyView {
    if desk.mine.is_empty() || !is_open(desk) {
        return ().into_any();
    }
    let lists: Vec<Choice> = desk
        .mine
        .iter()
        .map(|list| Choice::new(list.id.to_string(), list.title.clone()))
        .collect();
    let form = &desk.observe;
    let hint = t.record_observe_hint().to_owned();
    view! {
        <section class="card">
            <h2>{t.record_observe()}</h2>
            <form method="post" action=endpoint(&desk.found, "enter") id=OBSERVE class="stack" novalidate>
                {summary(t, form)}
                <input type="hidden" name="kind" value=EntryKind::Observation.name()/>
                {select(t, form, "list", t.record_list(), None, lists)}
                {area(t, form, "words", t.record_observe_words(), hint, String::new())}
                <p><button class="button quiet">{t.record_enter_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn enter(t: T, desk: &Desk) -> AnyView {
    if !runs(&desk.found) || !is_open(desk) {
        return ().into_any();
    }
    let kinds = [EntryKind::Incident, EntryKind::Intervention]
        .map(|one| Choice::new(one.name(), kind(t, one)))
        .to_vec();
    let when = Field {
        kind: "datetime-local",
        ..Field::text("happened", t.record_happened())
    };
    let form = &desk.enter;
    let hint = t.record_enter_hint().to_owned();
    view! {
        <section class="card">
            <h2>{t.record_enter()}</h2>
            <form method="post" action=endpoint(&desk.found, "enter") id=ENTER class="stack" novalidate>
                {summary(t, form)}
                {radios(t, form, "kind", t.record_enter_kind(), EntryKind::Incident.name(), kinds)}
                {when.show(t, form)}
                {area(t, form, "words", t.record_enter_words(), hint, String::new())}
                <p><button class="button quiet">{t.record_enter_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// Signing, and the one button that makes the result public.
fn sign(t: T, desk: &Desk) -> AnyView {
    let Some(material) = &desk.material else {
        return ().into_any();
    };
    if !desk.found.is(ElectionRole::TallyBoard) || desk.found.election.stage != Stage::Counted {
        return ().into_any();
    }
    let signed = u64::try_from(material.signatures.len()).unwrap_or_default();
    let missing = i64::try_from(signing::missing(desk.members, signed)).unwrap_or_default();
    let button = if desk.signed_by_me {
        view! { <p class="note good">{t.record_you_signed()}</p> }.into_any()
    } else {
        let quality = Field::text("quality", t.record_quality()).hint(t.record_quality_hint());
        view! {
            <form method="post" action=endpoint(&desk.found, "sign") id=SIGN class="stack" novalidate>
                {summary(t, &desk.sign)}
                <input type="hidden" name="fingerprint" value=material.fingerprint()/>
                {quality.show(t, &desk.sign)}
                <p><button class="button quiet">{t.record_sign_button()}</button></p>
            </form>
        }
        .into_any()
    };
    let still = if missing > 0 {
        t.record_missing(missing)
    } else {
        t.record_enough().to_owned()
    };
    view! {
        <section class="card main">
            <h2>{t.record_sign()}</h2>
            <p>{t.record_sign_what()}</p>
            <p><code>{material.fingerprint()}</code></p>
            {button}
            <p class="who">{still}</p>
            <form method="post" action=endpoint(&desk.found, "proclaim")>
                <p>{t.record_proclaim_what()}</p>
                <p><button class="button">{t.election_move_proclaim()}</button></p>
            </form>
        </section>
    }
    .into_any()
}
