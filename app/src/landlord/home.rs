//! A landlord's home: what is open now, the next dates, what was decided.

use super::load;
use crate::agreement;
use crate::charter::load::{Found, charter};
use crate::consultation;
use crate::election::card::card;
use crate::i18n::T;
use crate::parts::author;
use crate::parts::steps::steps;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_domain::charter::discussion::Phase;
use palier_domain::landlord::agenda::DecisionState;
use palier_domain::markdown;
use palier_store::agenda::{self, AgendaDate, Decision};
use palier_store::association::{self, Association};
use palier_store::comment::RecentComment;
use palier_store::election;
use palier_store::landlord::Landlord;

/// The page.
///
/// # Errors
/// When there is no such landlord, or the database does not answer.
pub async fn page(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let landlord = load::by_slug(&ctx, &slug).await?;
    let charter = match charter(&ctx, &landlord).await {
        Ok(found) => Some(found),
        Err(AppError::NotFound) => None,
        Err(error) => return Err(error),
    };
    let Public {
        recent,
        dates,
        decisions,
        associations,
    } = public(&ctx, &landlord, charter.as_ref()).await?;
    let election = election::current(&ctx.site.db, landlord.id).await?;
    let asked = agreement::card::asked(&ctx, &landlord).await?;
    let consultations = consultation::index::current(&ctx, &landlord).await?;
    let (t, now) = (ctx.t, ctx.now);
    Ok(shell::page(
        &ctx,
        &Head::of(&landlord, t.home_title()),
        move || {
            let open = match &charter {
                Some(found) => charter_card(t, &landlord, found, now),
                None if election.is_some() => ().into_any(),
                None => view! { <p class="empty">{t.home_nothing_open()}</p> }.into_any(),
            };
            let election = election.as_ref().map(|one| card(t, &landlord, one));
            let place = charter.as_ref().and_then(|found| process(t, found, now));
            view! {
                <p class="eyebrow">{t.home_eyebrow()}</p>
                <h1>{t.home_title()}</h1>
                {agreement::card::cards(t, &landlord, &asked)}
                {election}
                {consultation::index::cards(t, &landlord, &consultations)}
                {open}
                {place}
                {said(t, &landlord, charter.as_ref(), &recent, now)}
                <h2>{t.home_dates()}</h2>
                {agenda_list(t, &landlord, &dates)}
                <h2>{t.home_decided()}</h2>
                {decided(t, &decisions)}
                <p><a href=format!("/{}/accords", landlord.slug)>{t.agreement_index()}</a></p>
            {bodies(t, &associations)}
            }
        },
    ))
}

/// What the page shows beside the charter.
struct Public {
    recent: Vec<RecentComment>,
    dates: Vec<AgendaDate>,
    decisions: Vec<Decision>,
    associations: Vec<Association>,
}

/// Dates that are shown.
const DATES: usize = 6;

/// From what is kept with the charter; read one by one where there is none for this reader.
async fn public(ctx: &Ctx, landlord: &Landlord, found: Option<&Found>) -> Result<Public, AppError> {
    if let Some(found) = found {
        let facts = &found.facts;
        let to_come = facts.dates.iter().filter(|date| date.starts_at >= ctx.now);
        return Ok(Public {
            recent: facts.recent.clone(),
            dates: to_come.take(DATES).cloned().collect(),
            decisions: facts.decisions.clone(),
            associations: facts.associations.clone(),
        });
    }
    let db = &ctx.site.db;
    Ok(Public {
        recent: Vec::new(),
        dates: agenda::upcoming(db, landlord.id, ctx.now, 6).await?,
        decisions: agenda::decisions(db, landlord.id, 6).await?,
        associations: association::of_landlord(db, landlord.id).await?,
    })
}

fn charter_card(t: T, landlord: &Landlord, found: &Found, now: DateTime<Utc>) -> AnyView {
    let (class, tag, action) = match (&found.discussion, found.phase(now)) {
        (Some(dates), Phase::Open) => {
            let until = dates::local(dates.closes_at, &landlord.zone).date_naive();
            (
                "tag open",
                t.home_open_until(t.day_month(until)),
                t.home_read_and_comment(),
            )
        }
        (Some(dates), Phase::NotYet) => {
            let from = dates::local(dates.opens_at, &landlord.zone).date_naive();
            (
                "tag soon",
                t.home_opens_on(t.day_month(from)),
                t.home_read(),
            )
        }
        (Some(_), Phase::Closed) => ("tag done", t.home_closed().to_owned(), t.home_what_next()),
        (None, _) => ("tag done", t.home_published().to_owned(), t.home_read()),
    };
    let articles = i64::try_from(found.outline.articles().count()).unwrap_or(0);
    let comments: i64 = found.facts.counts.values().sum();
    let link = format!("/{}/charte", landlord.slug);
    let title = found.title();
    let what = (found.phase(now) == Phase::Open).then(|| view! { " " {t.home_charter_what()} });
    view! {
        <section class="card main">
            <span class=class>{tag}</span>
            <h2 lang="fr">{title}</h2>
            <p>
                {t.home_articles(articles)} ", " {t.home_comments(comments)} "." {what}
            </p>
            <p><a class="button" href=link>{action}</a></p>
        </section>
    }
    .into_any()
}

/// Where the charter stands between first draft and adoption.
fn process(t: T, found: &Found, now: DateTime<Utc>) -> Option<AnyView> {
    found.discussion.as_ref()?;
    let current = match found.phase(now) {
        Phase::NotYet => 0,
        Phase::Open => 1,
        Phase::Closed => 2,
    };
    let names = vec![
        t.home_step_draft(),
        t.home_step_discussion(),
        t.home_step_answers(),
        t.home_step_amendments(),
        t.home_step_vote(),
        t.home_step_signature(),
    ];
    Some(view! { <h2>{t.home_where()}</h2> {steps(names, current)} }.into_any())
}

fn said(
    t: T,
    landlord: &Landlord,
    charter: Option<&Found>,
    recent: &[RecentComment],
    now: DateTime<Utc>,
) -> AnyView {
    let Some(found) = charter.filter(|_| !recent.is_empty()) else {
        return ().into_any();
    };
    let items = recent
        .iter()
        .map(|one| {
            let link = format!(
                "/{0}/charte/{1}?avis={2}#c-{2}",
                landlord.slug, one.handle, one.id
            );
            let about = found.article(one.handle).map(|(_, article)| {
                format!(
                    "{} {}",
                    t.article_number(article.label.clone()),
                    markdown::plain(&article.title)
                )
            });
            view! {
                <li class="card quote">
                    <p class="who"><a href=link>{about}</a></p>
                    <p lang="fr">{crate::parts::excerpt(&markdown::plain(&one.body), 160)}</p>
                    <p class="who">
                        {author(t, &one.author_name)} ", " {t.ago(one.created_at, now, &landlord.zone)}
                    </p>
                </li>
            }
        })
        .collect_view();
    view! { <h2>{t.home_said()}</h2> <ul class="cards">{items}</ul> }.into_any()
}

fn agenda_list(t: T, landlord: &Landlord, list: &[AgendaDate]) -> AnyView {
    if list.is_empty() {
        return view! { <p class="empty">{t.home_no_date()}</p> }.into_any();
    }
    let items: Vec<AnyView> = list
        .iter()
        .map(|date| {
            let day = dates::local(date.starts_at, &landlord.zone).date_naive();
            let when = if date.all_day {
                t.weekday_date(day)
            } else {
                t.instant(date.starts_at, &landlord.zone)
            };
            let machine = date.starts_at.to_rfc3339();
            let place = (!date.place.is_empty()).then(|| {
                view! { <p class="who" lang="fr">{date.place.clone()}</p> }
            });
            view! {
                <li>
                    <p class="when"><time datetime=machine>{when}</time></p>
                    <p lang="fr"><strong>{date.title.clone()}</strong></p>
                    {place}
                    <p lang="fr">{date.detail.clone()}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    folded("agenda", items, t.home_all_dates())
}

fn decided(t: T, list: &[Decision]) -> AnyView {
    if list.is_empty() {
        return view! { <p class="empty">{t.home_no_decision()}</p> }.into_any();
    }
    let items: Vec<AnyView> = list
        .iter()
        .map(|decision| {
            let (class, state) = match decision.state {
                DecisionState::Kept => ("tag open", t.decision_kept()),
                DecisionState::Late => ("tag late", t.decision_late()),
                DecisionState::Underway => ("tag soon", t.decision_underway()),
                DecisionState::Refused => ("tag done", t.decision_refused()),
            };
            view! {
                <li>
                    <p><span class=class>{state}</span></p>
                    <p lang="fr"><strong>{decision.title.clone()}</strong></p>
                    <p lang="fr">{decision.detail.clone()}</p>
                    <p class="who"><span lang="fr">{decision.origin.clone()}</span> ", " {t.date(decision.decided_on)}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    folded("decisions", items, t.home_all_decisions())
}

/// The tenants' associations, each with the national body that it belongs to.
fn bodies(t: T, list: &[Association]) -> AnyView {
    if list.is_empty() {
        return ().into_any();
    }
    let items = list
        .iter()
        .map(|one| {
            let national = one.national_name.clone().zip(one.national_body.clone());
            let national = national.map(|(name, code)| {
                view! { <p class="who">{t.home_affiliated()} " " <span lang="fr">{name} " (" {code} ")"</span></p> }
            });
            view! {
                <li>
                    <p><strong lang="fr">{one.name.clone()}</strong></p>
                    {national}
                    <p lang="fr">{one.about.clone()}</p>
                </li>
            }
        })
        .collect_view();
    view! { <h2>{t.home_associations()}</h2> <ul class="decisions">{items}</ul> }.into_any()
}

/// Items of a list that a reader sees at once; the others wait behind a word.
const SHOWN: usize = 4;

fn folded(class: &'static str, mut items: Vec<AnyView>, all: &'static str) -> AnyView {
    let rest = if items.len() > SHOWN + 1 {
        items.split_off(SHOWN)
    } else {
        Vec::new()
    };
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details>
                <summary>{all}</summary>
                <ul class=class>{rest}</ul>
            </details>
        }
    });
    view! { <ul class=class>{items}</ul> {rest} }.into_any()
}
