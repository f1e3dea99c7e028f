//! The result in every hall, to every list, to the prefect (CCH R.421-7, R.422-2-1, R.481-6: at
//! once): what was done, and when.

use super::after::{endpoint, running, running_as};
use super::known::Known;
use crate::election::home::{crumbs, stamp};
use crate::i18n::T;
use crate::parts::field::{Field, summary};
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Form, Path};
use axum::response::Response;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::election::calendar::step::Step;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::election::told::{self, Hall};
use palier_store::{Db, election};
use std::collections::{BTreeMap, BTreeSet};

const FORM: &str = "affichage";
const OFFICER: ElectionRole = ElectionRole::ElectionOfficer;
const PREFECT: &str = "prefect";

/// Somebody, or a place, that is told.
struct Recipient {
    /// What the form sends.
    key: String,
    name: String,
}

/// An estate with its halls, or all lists, or the prefect.
struct Group {
    title: String,
    all: Vec<Recipient>,
}

/// Everybody who must be told.
async fn groups(t: T, db: &Db, known: &Known) -> Result<Vec<Group>, AppError> {
    let mut groups = vec![
        Group {
            title: t.told_prefect_group().to_owned(),
            all: vec![Recipient {
                key: PREFECT.to_owned(),
                name: t.told_prefect().to_owned(),
            }],
        },
        Group {
            title: t.told_lists().to_owned(),
            all: known
                .stood
                .iter()
                .map(|(list, _)| Recipient {
                    key: format!("list:{}", list.id),
                    name: list.title.clone(),
                })
                .collect(),
        },
    ];
    let mut estates: BTreeMap<String, Vec<Hall>> = BTreeMap::new();
    for hall in told::halls(db, known.found.landlord.id).await? {
        estates.entry(hall.estate.clone()).or_default().push(hall);
    }
    groups.extend(estates.into_iter().map(|(title, halls)| {
        Group {
            title,
            all: halls
                .into_iter()
                .map(|hall| Recipient {
                    key: format!("building:{}", hall.building),
                    name: hall.name,
                })
                .collect(),
        }
    }));
    Ok(groups)
}

fn address(known: &Known) -> String {
    let found = &known.found;
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/{slug}/gestion/election/{handle}/affichage")
}

/// The page.
///
/// # Errors
/// When the reader does not run the election, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let known = running(&ctx, &slug, &handle).await?;
    let t = ctx.t;
    let groups = groups(t, &ctx.site.db, &known).await?;
    let done = told::of(&ctx.site.db, known.found.election.id).await?;
    let done: BTreeMap<String, NaiveDate> = done.into_iter().collect();
    let form = ctx.form(FORM).await?;
    let today = ctx.today(&known.found.landlord.zone).to_string();
    let head = Head::of(&known.found.landlord, t.told_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let all: usize = groups.iter().map(|group| group.all.len()).sum();
        let keys = groups.iter().flat_map(|group| &group.all);
        let told = keys.filter(|one| done.contains_key(&one.key)).count();
        let told = t.told_count(t.number(number(all)), t.number(number(told)));
        let poster = format!("{}/resultat/affiche", known.found.address());
        let officer = known.found.is(OFFICER);
        let ticked = form.value("to").unwrap_or_default();
        let ticked: BTreeSet<&str> = ticked.split(' ').collect();
        let lists = groups
            .iter()
            .map(|group| show(t, group, &done, officer.then_some(&ticked)))
            .collect_view();
        let day = Field::day("day", t.told_day()).initial(today);
        let act = officer.then(|| {
            view! {
                {day.show(t, &form)}
                <p><button class="button">{t.told_button()}</button></p>
            }
        });
        view! {
            {crumbs(t, &known.found, true)}
            {stamp(t, &known.found)}
            <h1>{t.told_title()}</h1>
            <p class="lead">{t.told_lead()}</p>
            <p><a class="button quiet" href=poster>{t.outcome_poster()}</a></p>
            <p><strong>{told}</strong></p>
            <form method="post" action=endpoint(&known.found, "told") id=FORM class="stack" novalidate>
                {summary(t, &form)}
                {lists}
                {act}
            </form>
        }
    }))
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A group: what is done with its day, what is not with a box to tick.
fn show(
    t: T,
    group: &Group,
    done: &BTreeMap<String, NaiveDate>,
    ticked: Option<&BTreeSet<&str>>,
) -> AnyView {
    let items = group
        .all
        .iter()
        .map(|one| match (done.get(&one.key), ticked) {
            (Some(on), _) => {
                let said = t.told_on(t.date(*on), &one.name);
                view! { <p class="met">{said}</p> }.into_any()
            }
            (None, Some(ticked)) => view! {
                <label class="check">
                    <input
                        type="checkbox"
                        name="to"
                        value=one.key.clone()
                        checked=ticked.contains(&*one.key)
                    />
                    <span>{one.name.clone()}</span>
                </label>
            }
            .into_any(),
            (None, None) => view! { <p class="who">{one.name.clone()}</p> }.into_any(),
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend>{group.title.clone()}</legend>
            {items}
        </fieldset>
    }
    .into_any()
}

/// Says that some were told.
///
/// # Errors
/// When the reader is not the officer, or the database does not answer.
pub async fn say(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let known = running_as(&ctx, &slug, &handle, OFFICER).await?;
    let page = address(&known);
    match said(&ctx, &known, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => {
            let to: Vec<&str> = values(&sent, "to").collect();
            let to = to.join(" ");
            let fields = [("day", value(&sent, "day")), ("to", to.as_str())];
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

/// Every value of a field.
fn values<'a>(sent: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    let of = sent.iter().filter(move |(field, _)| field == name);
    of.map(|(_, value)| value.as_str())
}

fn value<'a>(sent: &'a [(String, String)], name: &str) -> &'a str {
    let found = sent.iter().find(|(field, _)| field == name);
    found.map_or("", |(_, value)| value)
}

async fn said(ctx: &Ctx, known: &Known, sent: &[(String, String)]) -> Result<(), Refusal> {
    let day = super::challenge::past_day(ctx, known, value(sent, "day"))?;
    let (db, id) = (&ctx.site.db, known.found.election.id);
    let all = groups(ctx.t, db, known).await?;
    let known_keys: BTreeSet<String> = all
        .into_iter()
        .flat_map(|group| group.all)
        .map(|one| one.key)
        .collect();
    let chosen: Vec<String> = sent
        .iter()
        .filter(|(field, value)| field == "to" && known_keys.contains(value))
        .map(|(_, value)| value.clone())
        .collect();
    if chosen.is_empty() {
        return Err(Complaint::whole(Problem::ChooseOne).into());
    }
    let mut done: BTreeSet<String> = told::of(db, id)
        .await?
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    done.extend(chosen.iter().cloned());
    let mut tx = db.begin().await?;
    told::say(&mut tx, id, &chosen, day, ctx.now).await?;
    // The last one makes the step of the calendar done.
    if known_keys.is_subset(&done) {
        election::say_done(&mut tx, id, Step::ResultsPosted, day, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(())
}
