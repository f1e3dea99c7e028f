//! Entering what was voted: the hands of each college for each alternative.

use super::problem;
use super::sent::Sent;
use super::vote::{Item, college};
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::parts::choice::{Choice, pick};
use crate::parts::field::{Field, area, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal, typed_day};
use axum::extract::{Form, Path};
use axum::response::Response;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::vote::Show;
use palier_domain::id::{AmendmentId, BundleId};
use palier_store::consultation::{self, Consultation};
use palier_store::decision::{self, NewVote};

/// The form of a vote, under what is voted.
pub(super) fn form(
    t: T,
    reader: &Reader,
    item: &Item,
    consultations: &[Consultation],
    today: NaiveDate,
    number: impl Fn(AmendmentId) -> i64,
) -> AnyView {
    let action = format!("/api/treat/{}/vote", reader.landlord.slug);
    let state = &item.form;
    let alternatives = item.alternatives.iter().enumerate().map(|(nth, id)| {
        let colleges = College::ALL
            .map(|of| hands(t, item, nth, of))
            .collect_view();
        view! {
            <fieldset class="field">
                <legend>{t.amendment_card_number(number(*id))}</legend>
                <input type="hidden" name=format!("a-{nth}") value=id.to_string()/>
                {colleges}
            </fieldset>
        }
    });
    let alternatives = alternatives.collect_view();
    let choices = consultations.iter();
    let choices: Vec<_> = choices
        .map(|one| Choice::new(one.handle.as_str(), one.title.as_str()))
        .collect();
    let ballot = (!choices.is_empty()).then(|| {
        let none = Some(t.treat_by_hands());
        pick(
            t,
            state,
            "consultation",
            t.treat_consultation(),
            none,
            "",
            choices,
        )
    });
    let day = Field::day("held_on", t.treat_held_on()).initial(today.to_string());
    let place = Field::text("place", t.treat_place()).hint(t.treat_place_hint());
    let bundle = item
        .bundle
        .map(|id| view! { <input type="hidden" name="bundle" value=id.to_string()/> });
    view! {
        <details class="card" open=state.complaint().is_some()>
            <summary>{t.treat_enter_vote()}</summary>
            <form method="post" action=action id=state.id.clone() class="stack" novalidate>
                {summary(t, state)}
                <p class="hint">{t.treat_enter_hint()}</p>
                {bundle}
                {day.show(t, state)}
                {place.show(t, state)}
                {ballot}
                {alternatives}
                {area(t, state, "reason", t.treat_said(), String::new(), String::new())}
                <p><button class="button">{t.treat_enter_button()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// The names of the three fields of a college's hands.
fn names(nth: usize, of: College) -> [String; 3] {
    ["ayes", "noes", "abstentions"].map(|what| format!("{what}-{nth}-{}", of.name()))
}

fn hands(t: T, item: &Item, nth: usize, of: College) -> AnyView {
    let labels = [t.treat_ayes(), t.treat_noes(), t.treat_abstentions()];
    let fields = names(nth, of).into_iter().zip(labels).map(|(name, label)| {
        let label = format!("{}, {label}", college(t, of));
        Field::text(name, label).numeric().show(t, &item.form)
    });
    view! { <div class="treat-hands">{fields.collect_view()}</div> }.into_any()
}

/// Records a vote.
///
/// # Errors
/// When there is no charter for this reader, or the database does not answer.
pub async fn record(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let reader = Reader::of(&ctx, &slug).await?;
    let sent = Sent(fields);
    let bundle = id(sent.get("bundle")).map(BundleId);
    let first = id(sent.get("a-0")).map(AmendmentId);
    let form = Item::id(bundle, first.as_slice());
    let page = reader.at("vote");
    match recorded(&ctx, &reader, &sent, bundle).await {
        Ok(()) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(&form, &sent.fields(), &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

fn id(typed: &str) -> Option<uuid::Uuid> {
    typed.parse().ok()
}

async fn recorded(
    ctx: &Ctx,
    reader: &Reader,
    sent: &Sent,
    bundle: Option<BundleId>,
) -> Result<(), Refusal> {
    let held_on = typed_day("held_on", sent.get("held_on"))?;
    let place = sent.needed("place")?;
    let reason = sent.words("reason")?;
    let consultation = match sent.get("consultation") {
        "" => None,
        handle => consultation::by_handle(&ctx.site.db, handle).await?,
    };
    let mut figures = Vec::new();
    for nth in 0.. {
        let Some(amendment) = id(sent.get(&format!("a-{nth}"))).map(AmendmentId) else {
            break;
        };
        let shows = shows(sent, nth)?;
        // A consultation alone may have said it all: the vote begins with the first anyhow.
        if !shows.is_empty() || nth == 0 && consultation.is_some() {
            figures.push((amendment, shows));
        }
    }
    let new = NewVote {
        text: reader.found.text.id,
        bundle,
        held_on,
        place: &place,
        consultation: consultation.map(|one| one.id),
        reason: &reason,
        figures: &figures,
    };
    let mut tx = ctx.site.db.begin().await?;
    decision::record(&mut tx, &new, &reader.words(), &reader.act()?)
        .await
        .map_err(problem::vote)?;
    tx.commit().await?;
    Ok(())
}

/// The hands of the colleges for the nth alternative; a college whose fields are all empty did not
/// vote by hands.
fn shows(sent: &Sent, nth: usize) -> Result<Vec<Show>, Complaint> {
    let mut shows = Vec::new();
    for of in College::ALL {
        let names = names(nth, of);
        if names.iter().all(|name| sent.get(name).trim().is_empty()) {
            continue;
        }
        let [ayes, noes, abstentions] = names;
        shows.push(Show {
            college: of,
            ayes: typed(sent, &ayes)?,
            noes: typed(sent, &noes)?,
            abstentions: typed(sent, &abstentions)?,
        });
    }
    Ok(shows)
}

fn typed(sent: &Sent, name: &str) -> Result<u32, Complaint> {
    match sent.get(name).trim() {
        "" => Ok(0),
        digits => digits
            .parse()
            .map_err(|_| Complaint::about(name, problem::TreatProblem::Number)),
    }
}
