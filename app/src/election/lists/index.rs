//! The lists that stand, in the order that was drawn; for the commission, those to judge.

use super::judge::DRAW;
use super::say;
use crate::account::standing;
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::election::next::{self, Following};
use crate::election::words::{self, STEP};
use crate::i18n::T;
use crate::parts::field::{Field, summary};
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::candidate_list::state::ListState;
use palier_domain::election::list_order;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::markdown;
use palier_store::candidate_list::{self, CandidateList, Draw, Entrant};
use palier_store::national_body::{self, NationalBody};
use serde::Deserialize;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// What was just done: `decision`, `tirage`, `close`.
    #[serde(default)]
    fait: String,
    /// What was refused.
    #[serde(default)]
    refus: String,
}

/// What the page shows.
struct Shown {
    found: Found,
    lists: Vec<(CandidateList, Vec<Entrant>)>,
    bodies: Vec<NationalBody>,
    drawn: Option<Draw>,
    following: Following,
    files: bool,
    rents: bool,
    form: FormState,
    asked: Asked,
}

/// The page.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let db = &ctx.site.db;
    let mut lists = Vec::new();
    for list in candidate_list::of_election(db, found.election.id).await? {
        let entrants = candidate_list::candidates(db, list.id).await?;
        lists.push((list, entrants));
    }
    let standing = standing::of(&ctx, &found.landlord).await?;
    let shown = Shown {
        lists,
        bodies: national_body::list(db).await?,
        drawn: candidate_list::drawn(db, found.election.id).await?,
        following: next::following(&ctx, &found.landlord, &found.election).await?,
        files: standing
            .roles
            .iter()
            .any(|role| super::FILERS.contains(role)),
        rents: standing.estate.is_some(),
        form: ctx.form(DRAW).await?,
        found,
        asked,
    };
    let t = ctx.t;
    let head = Head::of(&shown.found.landlord, t.lists_title());
    let head = head.refused(!shown.asked.refus.is_empty());
    Ok(shell::page(&ctx, &head, move || {
        view! {
            {crumbs(t, &shown.found, true)}
            {stamp(t, &shown.found)}
            <h1>{t.lists_title()}</h1>
            <p class="lead">{t.lists_lead()}</p>
            {done(t, &shown)}
            {standing_lists(t, &shown)}
            {statements(t, &shown)}
            {order(t, &shown)}
            {refused(t, &shown)}
            {part(t, &shown)}
            {commission(t, &shown)}
        }
    }))
}

fn done(t: T, shown: &Shown) -> AnyView {
    let said = match shown.asked.fait.as_str() {
        "decision" => t.list_judge_done(),
        "tirage" => t.list_judge_draw_done(),
        "close" => t.lists_closed(),
        _ => return ().into_any(),
    };
    view! { <p class="note good" role="status">{said}</p> }.into_any()
}

fn of(shown: &Shown, state: ListState) -> impl Iterator<Item = &(CandidateList, Vec<Entrant>)> {
    shown
        .lists
        .iter()
        .filter(move |(list, _)| list.state == state)
}

fn standing_lists(t: T, shown: &Shown) -> AnyView {
    let waiting = i64::try_from(of(shown, ListState::Filed).count()).unwrap_or_default();
    let waiting = (waiting > 0).then(|| view! { <p class="note">{t.lists_waiting(waiting)}</p> });
    let admitted =
        of(shown, ListState::Admitted).map(|(list, entrants)| one(t, shown, list, entrants));
    let admitted: Vec<_> = admitted.collect();
    let none = admitted
        .is_empty()
        .then(|| view! { <p class="empty">{t.lists_none()}</p> });
    view! { {none} {admitted} {waiting} }.into_any()
}

/// The way to all statements at once, to print them.
fn statements(t: T, shown: &Shown) -> AnyView {
    if of(shown, ListState::Admitted).next().is_none() {
        return ().into_any();
    }
    let all = format!("{}/listes/professions", shown.found.address());
    view! { <p class="screen-only"><a href=all>{t.statements_all()}</a></p> }.into_any()
}

fn one(t: T, shown: &Shown, list: &CandidateList, entrants: &[Entrant]) -> AnyView {
    let body = shown
        .bodies
        .iter()
        .find(|body| body.code == list.national_body);
    let body = body.map_or(list.national_body.clone(), |body| {
        format!("{} ({})", body.name, body.code)
    });
    let names = entrants
        .iter()
        .map(|one| view! { <li>{one.name.clone()}</li> });
    let place = list
        .place
        .map(|place| view! { <span class="place">{place} ". "</span> });
    let statement = (!list.statement.is_empty()).then(|| {
        let html = markdown::comment(&list.statement);
        view! {
            <details>
                <summary>{t.lists_statement()}</summary>
                <div class="said" lang="fr" inner_html=html></div>
            </details>
        }
    });
    let id = format!("liste-{}", list.id);
    view! {
        <section class="card" id=id>
            <h2 lang="fr">{place} {list.title.clone()}</h2>
            <p class="who">{t.lists_affiliated(body)}</p>
            <p class="who">{t.lists_candidates()}</p>
            <ol lang="fr">{names.collect_view()}</ol>
            {statement}
        </section>
    }
    .into_any()
}

/// How the order was drawn, and that it was drawn again just now.
fn order(t: T, shown: &Shown) -> AnyView {
    let Some(drawn) = &shown.drawn else {
        return ().into_any();
    };
    let admitted: Vec<_> = of(shown, ListState::Admitted)
        .map(|(list, _)| list)
        .collect();
    let ids: Vec<String> = admitted.iter().map(|list| list.id.to_string()).collect();
    let names: Vec<&str> = ids.iter().map(String::as_str).collect();
    let election = shown.found.election.id.0;
    let again = list_order::draw(election, &drawn.seed, &names);
    let verdict = if again.is_ok_and(|order| order == ids) {
        view! { <p class="note good">{t.lists_drawn_again()}</p> }.into_any()
    } else {
        view! { <p class="note">{t.lists_drawn_differs()}</p> }.into_any()
    };
    let items = admitted.iter().map(|list| {
        let id = list.id.to_string();
        view! { <li><span lang="fr">{list.title.clone()}</span> ". " {t.lists_identifier()} " " <code>{id}</code></li> }
    });
    let by_program = format!(
        "palier election list-order --election {election} --seed '{}' {}",
        drawn.seed,
        ids.join(" ")
    );
    let command = format!(
        "printf 'palier list order 1;{election};{};0' | sha256sum | cut -c 1-16",
        drawn.seed
    );
    view! {
        <h2>{t.lists_drawn()}</h2>
        <p>{t.lists_drawn_how(&drawn.seed, &drawn.source)}</p>
        {verdict}
        <details>
            <summary>{t.lists_drawn_check()}</summary>
            <p>{t.lists_drawn_program()}</p>
            <p><code>{by_program}</code></p>
            <p>{t.lists_drawn_rule()}</p>
            <p><code>{command}</code></p>
            <ol>{items.collect_view()}</ol>
        </details>
    }
    .into_any()
}

fn refused(t: T, shown: &Shown) -> AnyView {
    let refused: Vec<_> = of(shown, ListState::Refused)
        .map(|(list, _)| {
            let reason = t.lists_reason(&list.reason);
            view! { <li><p><strong lang="fr">{list.title.clone()}</strong></p><p lang="fr">{reason}</p></li> }
        })
        .collect();
    if refused.is_empty() {
        return ().into_any();
    }
    view! { <h2>{t.lists_refused()}</h2> <ul class="plain">{refused}</ul> }.into_any()
}

/// The ways for those who file, and for those who would stand.
fn part(t: T, shown: &Shown) -> AnyView {
    let address = shown.found.address();
    let file = format!("{address}/listes/deposer");
    let check = format!("{address}/listes/verifier");
    let files = shown.files.then(|| {
        view! { <h2>{t.lists_own()}</h2> <p><a class="button quiet" href=file>{t.lists_own_link()}</a></p> }
    });
    let open = shown.rents && shown.found.election.stage == Stage::Announced;
    let check = open.then(|| {
        view! { <h2>{t.lists_candidate_page()}</h2> <p><a href=check>{t.lists_check_link()}</a></p> }
    });
    view! { {files} {check} }.into_any()
}

/// What the commission has to do, and the officer may watch.
fn commission(t: T, shown: &Shown) -> AnyView {
    let judges = shown.found.is(ElectionRole::Commission);
    if !judges && !shown.found.is(ElectionRole::ElectionOfficer) {
        return ().into_any();
    }
    let address = shown.found.address();
    let filed: Vec<_> = shown
        .lists
        .iter()
        .filter(|(list, _)| list.state != ListState::Draft)
        .map(|(list, _)| {
            let link = format!("{address}/listes/{}", list.id);
            let (class, state) = say::state(t, list.state);
            let label = t.lists_judge_link();
            view! {
                <li>
                    <strong lang="fr">{list.title.clone()}</strong> <span class=class>{state}</span>
                    <a href=link>{label} <span class="hidden">" " {list.title.clone()}</span></a>
                </li>
            }
        })
        .collect();
    let none = filed
        .is_empty()
        .then(|| view! { <p class="empty">{t.lists_judge_none()}</p> });
    let acts = (judges && shown.found.election.stage == Stage::Announced).then(|| acts(t, shown));
    view! {
        {next::show(t, &shown.following)}
        <h2>{t.lists_judge_title()}</h2>
        {none}
        <ul class="rows">{filed}</ul>
        {acts}
    }
    .into_any()
}

fn acts(t: T, shown: &Shown) -> AnyView {
    let (landlord, election) = (&shown.found.landlord, &shown.found.election);
    let api = |act: &str| format!("/api/list/{}/{}/{act}", landlord.slug, election.handle);
    let seed = Field::text("seed", t.list_judge_seed()).hint(t.list_judge_seed_hint());
    let source = Field::text("source", t.list_judge_source());
    let draw = shown.drawn.is_none().then(|| {
        view! {
            <h2>{t.list_judge_draw_title()}</h2>
            <p>{t.list_judge_draw_what()}</p>
            <form method="post" action=api("draw") id=DRAW class="stack" novalidate>
                {summary(t, &shown.form)}
                {seed.show(t, &shown.form)}
                {source.show(t, &shown.form)}
                <p><button class="button quiet">{t.list_judge_draw_button()}</button></p>
            </form>
        }
    });
    let refusal = (shown.asked.refus == STEP).then(|| refusal(t, shown));
    view! {
        {draw}
        <h2>{t.lists_close()}</h2>
        <p>{t.lists_close_what()}</p>
        {refusal}
        <form method="post" action=api("close") class="stack">
            <p><button class="button">{t.lists_close()}</button></p>
        </form>
    }
    .into_any()
}

/// Why the lists cannot be closed, as it stands now.
fn refusal(t: T, shown: &Shown) -> AnyView {
    let refused = shown
        .following
        .refusal(Move::CloseLists, ElectionRole::Commission);
    let at = shown.found.election.stage;
    let refused = refused.map(|refused| words::refusal(t, refused.as_ref(), at));
    refused.into_any()
}
