//! Entering an answer on paper: whose dwelling, who signed, what it says, where the sheet is kept.

use super::typed::line;
use super::{address, crumbs, endpoint};
use crate::agreement::load::{Found, any};
use crate::agreement::problem::refusal;
use crate::agreement::say;
use crate::entry;
use crate::i18n::T;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{Field, summary};
use crate::site::access::Desk;
use crate::site::forms::{Complaint, FormState, Refusal, typed_day};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Form, Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::collective_agreement::Says;
use palier_domain::election::collective_agreement::course::Way;
use palier_domain::entry::source::Source;
use palier_domain::id::{AgreementAnswerId, DwellingId, PersonId};
use palier_domain::landlord::lookup::Lookup;
use palier_store::collective_agreement::{self as agreement, Concerned, Given, NewPaper};
use serde::Deserialize;
use uuid::Uuid;

const FORM: &str = "papier";
/// Dwellings that a search lists.
const SHOWN: usize = 10;
/// The most characters of a sheet's number.
const REFERENCE: usize = 120;
/// How a written answer may come.
const SOURCES: [Source; 3] = [Source::Paper, Source::Counter, Source::Meeting];

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// What was looked for.
    #[serde(default)]
    q: String,
    /// The dwelling that was chosen.
    #[serde(default)]
    logement: String,
}

/// The page.
///
/// # Errors
/// When tenants were not asked, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    _: Desk,
    Path((slug, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = any(&ctx, &slug, &id).await?;
    let last = found.whole.last().ok_or(AppError::NotFound)?;
    let (db, today) = (&ctx.site.db, ctx.today(&found.landlord.zone));
    let all = agreement::concerned(db, found.id(), last.which, today).await?;
    let chosen = Uuid::parse_str(&asked.logement).ok().map(DwellingId);
    let one = all.iter().find(|one| Some(one.dwelling_id) == chosen);
    let given = match one {
        Some(one) => {
            let mut all = agreement::answers(db, found.id(), last.which).await?;
            all.retain(|given| given.dwelling_id == one.dwelling_id);
            all
        }
        None => Vec::new(),
    };
    let form = ctx.form(FORM).await?;
    let matches = matching(&all, &asked.q);
    let t = ctx.t;
    let refused = form.complaint().is_some();
    let head = Head::of(&found.landlord, t.agreement_enter()).refused(refused);
    Ok(shell::page(&ctx, &head, || {
        let below = match one {
            Some(one) => the_form(t, &found, one, &given, &form, &today.to_string()),
            None => list(t, &found, &matches, &asked.q),
        };
        view! {
            {crumbs(t, &found)}
            <h1>{t.agreement_enter()}</h1>
            <p class="lead">{t.agreement_enter_lead()}</p>
            {search(t, &asked.q)}
            {below}
        }
    }))
}

/// The dwellings whose reference, lease or tenant fits.
fn matching<'a>(all: &'a [Concerned], typed: &str) -> Vec<&'a Concerned> {
    let Some(lookup) = Lookup::parse(typed) else {
        return Vec::new();
    };
    let wanted = typed.trim().to_lowercase();
    all.iter()
        .filter(|one| {
            one.dwelling.to_lowercase() == wanted
                || one.lease.to_lowercase() == wanted
                || one.holders.iter().any(|(_, name)| lookup.fits(name))
        })
        .take(SHOWN)
        .collect()
}

fn search(t: T, typed: &str) -> AnyView {
    view! {
        <form method="get" class="stack search" role="search">
            <div class="field">
                <label for="q">{t.agreement_find()}</label>
                <p class="hint" id="q-hint">{t.agreement_find_hint()}</p>
                <input id="q" name="q" type="search" value=typed.to_owned() autocomplete="off" aria-describedby="q-hint"/>
            </div>
            <p><button class="button quiet">{t.agreement_find_go()}</button></p>
        </form>
    }
    .into_any()
}

fn list(t: T, found: &Found, matches: &[&Concerned], typed: &str) -> AnyView {
    if typed.is_empty() {
        return ().into_any();
    }
    if matches.is_empty() {
        return view! { <p class="empty">{t.agreement_find_none()}</p> }.into_any();
    }
    let items = matches.iter().map(|one| {
        let link = format!("{}/saisie?logement={}", address(found), one.dwelling_id);
        let here = format!("{}, {}, {}", one.estate, one.building, one.dwelling);
        view! {
            <li>
                <p><a href=link lang="fr">{here}</a></p>
                <p class="who">{holders(one)}</p>
            </li>
        }
    });
    let items = items.collect_view();
    view! { <ul class="plain">{items}</ul> }.into_any()
}

fn holders(one: &Concerned) -> String {
    let names: Vec<&str> = one.holders.iter().map(|(_, name)| name.as_str()).collect();
    names.join(", ")
}

fn the_form(
    t: T,
    found: &Found,
    one: &Concerned,
    given: &[Given],
    form: &FormState,
    today: &str,
) -> AnyView {
    let before = given.iter().map(|one| {
        let said =
            t.agreement_they_said(t.date(one.received_on), &one.name, say::says(t, one.says));
        view! { <p class="note">{said}</p> }
    });
    let before = before.collect_view();
    let people = one
        .holders
        .iter()
        .map(|(id, name)| Choice::new(id.to_string(), name.clone()))
        .collect();
    let way = found.whole.agreement.way;
    let says: Vec<Choice> = Says::ALL
        .into_iter()
        .filter(|says| way == Way::Direct || *says == Says::No)
        .map(|says| Choice::new(says.name(), say::says(t, says)))
        .collect();
    let sources = SOURCES
        .into_iter()
        .map(|one| Choice::new(one.name(), entry::say::source(t, one)))
        .collect();
    let alone = match &one.holders[..] {
        [(id, _)] => id.to_string(),
        _ => String::new(),
    };
    let initial = if way == Way::Signed { "no" } else { "" };
    let day = Field::day("received_on", t.agreement_received_on()).initial(today);
    let reference =
        Field::text("reference", t.agreement_reference()).hint(t.agreement_reference_hint());
    view! {
        <h2 lang="fr">{format!("{}, {}, {}", one.estate, one.building, one.dwelling)}</h2>
        {before}
        <form method="post" action=endpoint(found, "enter") id=FORM class="stack" novalidate>
            {summary(t, form)}
            <input type="hidden" name="dwelling" value=one.dwelling_id.to_string()/>
            {radios(t, form, "person", t.agreement_signer(), &alone, people)}
            {radios(t, form, "says", t.agreement_paper_says(), initial, says)}
            {day.show(t, form)}
            {radios(t, form, "source", t.agreement_how(), "paper", sources)}
            {reference.show(t, form)}
            <p><button class="button">{t.agreement_enter_send()}</button></p>
        </form>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    dwelling: Uuid,
    #[serde(default)]
    person: String,
    #[serde(default)]
    says: String,
    #[serde(default)]
    received_on: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    reference: String,
}

/// Enters an answer, and goes to its slip.
///
/// # Errors
/// When there is no such agreement, or the database does not answer.
pub async fn enter(
    ctx: Ctx,
    _: Desk,
    Path((slug, id)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = any(&ctx, &slug, &id).await?;
    match entered(&ctx, &found, &sent).await {
        Ok(answer) => {
            ctx.forget_form(FORM).await?;
            let page = address(&found);
            Ok(ctx.go(&format!("{page}/reponse/{answer}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("person", sent.person.as_str()),
                ("says", &sent.says),
                ("received_on", &sent.received_on),
                ("source", &sent.source),
                ("reference", &sent.reference),
            ];
            let page = format!("{}/saisie?logement={}", address(&found), sent.dwelling);
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn entered(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<AgreementAnswerId, Refusal> {
    let choose = |field: &str| Complaint::about(field, Problem::ChooseOne);
    let person = Uuid::parse_str(&sent.person).map_err(|_| choose("person"))?;
    let says = Says::from_name(&sent.says).ok_or_else(|| choose("says"))?;
    let received_on = typed_day("received_on", &sent.received_on)?;
    let source = Source::from_name(&sent.source).filter(|source| SOURCES.contains(source));
    let source = source.ok_or_else(|| choose("source"))?;
    let reference = line("reference", &sent.reference, REFERENCE)?;
    if reference.is_empty() {
        return Err(Complaint::about("reference", Problem::Empty).into());
    }
    let new = NewPaper {
        dwelling: DwellingId(sent.dwelling),
        person: PersonId(person),
        says,
        received_on,
        source,
        reference,
        by: ctx.signed_in()?.account_id,
    };
    let today = ctx.today(&found.landlord.zone);
    let mut tx = ctx.site.db.begin().await?;
    let id = agreement::enter(&mut tx, found.id(), new, today, ctx.now)
        .await
        .map_err(refusal)?;
    tx.commit().await?;
    Ok(id)
}
