//! Who must do what next, by when, under which article: on the desk and on public pages.

use super::{say, words};
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError};
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::election::stage::{Facts, Next, Stage, StageDates, StepRefusal};
use palier_store::election::{self, Election};
use palier_store::landlord::Landlord;
use std::collections::BTreeSet;

/// What follows in an election, and what of it is done.
#[derive(Clone, Debug)]
pub struct Following {
    dates: Option<StageDates>,
    steps: Option<Vec<Next>>,
    met: BTreeSet<Condition>,
    today: NaiveDate,
    election: Election,
}

/// What follows, on today's day with the landlord.
///
/// # Errors
/// When the database does not answer.
pub async fn following(
    ctx: &Ctx,
    landlord: &Landlord,
    election: &Election,
) -> Result<Following, AppError> {
    let declared = election::declared(&ctx.site.db, election.id).await?;
    let mut met: BTreeSet<_> = declared.into_iter().map(|one| one.condition).collect();
    let protocol = &election.protocol.0;
    if protocol.broken_rules().is_empty() {
        met.insert(Condition::ProtocolSound);
    }
    let online = protocol.channels.online;
    let dates = election::dates(&ctx.site.db, election).await?;
    let steps = dates.map(|dates| {
        let mut steps = election.stage.next(online, &dates);
        // Nobody waits for a court once the result stands.
        if election.stage > Stage::Proclaimed && !met.contains(&Condition::CourtAnnulled) {
            steps.retain(|next| next.step != Move::Annul);
        }
        steps
    });
    Ok(Following {
        dates,
        steps,
        met,
        today: ctx.today(&landlord.zone),
        election: election.clone(),
    })
}

/// The part of the page.
#[must_use]
pub fn show(t: T, following: &Following) -> AnyView {
    let Some(steps) = &following.steps else {
        return view! { <p class="note">{t.election_next_no_day()}</p> }.into_any();
    };
    if steps.is_empty() {
        return view! { <p class="note good">{t.election_next_end()}</p> }.into_any();
    }
    let several = steps.len() > 1;
    let items = steps
        .iter()
        .enumerate()
        .map(|(at, next)| {
            let or =
                (several && at > 0).then(|| view! { <p class="who">{t.election_next_or()}</p> });
            view! { {or} {one(t, following, next)} }
        })
        .collect_view();
    view! {
        <section class="card next">
            <h2>{t.election_next_title()}</h2>
            {items}
        </section>
    }
    .into_any()
}

fn one(t: T, following: &Following, next: &Next) -> AnyView {
    let kind = following.election.protocol.body.kind;
    let article = words::article(t, next.step.article(kind));
    let conditions = next
        .conditions
        .iter()
        .map(|condition| {
            let (class, done) = if following.met.contains(condition) {
                ("met", t.election_next_met())
            } else {
                ("unmet", t.election_next_unmet())
            };
            let what = words::condition(t, *condition);
            view! { <li class=class><span class="who">{done}</span> " " {what}</li> }
        })
        .collect_view();
    view! {
        <p><strong>{words::step(t, next.step)}</strong></p>
        <p>{t.election_next_who(say::role(t, next.role))}</p>
        {when(t, following.today, next)}
        <p class="who">{t.election_next_under(article)}</p>
        <ul class="conditions">{conditions}</ul>
    }
    .into_any()
}

/// From when on and until when, and how much of it is left.
fn when(t: T, today: NaiveDate, next: &Next) -> AnyView {
    let since = next.earliest.filter(|day| today < *day);
    let since = since.map(|day| view! { <p>{t.election_next_since(t.date(day))}</p> });
    let until = next.latest.map(|day| {
        let left = (day - today).num_days();
        let (class, told) = match left {
            0 => ("tag soon", t.election_next_today().to_owned()),
            1.. => ("tag soon", t.election_next_left(left)),
            _ => ("tag late", t.election_next_late(-left)),
        };
        view! {
            <p>{t.election_next_until(t.date(day))} " " <span class=class>{told}</span></p>
        }
    });
    view! { {since} {until} }.into_any()
}

impl Following {
    /// Why a step would be refused to a role today; inside nothing, when the protocol has no day.
    #[must_use]
    pub fn refusal(&self, step: Move, role: ElectionRole) -> Option<Option<StepRefusal>> {
        let protocol = &self.election.protocol.0;
        let Some(dates) = self.dates else {
            return Some(None);
        };
        let facts = Facts {
            today: self.today,
            met: self.met.clone(),
        };
        let online = protocol.channels.online;
        let stage = self.election.stage;
        let refused = stage.advance(step, role, online, &dates, &facts).err();
        refused.map(Some)
    }
}
