//! The forms of a commitment, for staff and facilitators: how far it is, what the text left open.

use super::load::Register;
use super::say;
use crate::i18n::T;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{Field, area, summary};
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError};
use leptos::prelude::*;
use palier_domain::charter::adoption::task::Task;
use palier_domain::charter::commitment::state::{self, CommitmentState};
use palier_store::commitment::Commitment;

/// The form of a report on a commitment.
pub(super) fn report_id(id: &str) -> String {
    format!("avancement-{id}")
}

/// The form of what the text left open.
pub(super) fn complete_id(id: &str) -> String {
    format!("complement-{id}")
}

/// The forms that the reader may send.
pub(super) struct Forms {
    report: Option<FormState>,
    complete: Option<FormState>,
}

impl Forms {
    /// Reads them.
    pub async fn load(ctx: &Ctx, register: &Register, one: &Commitment) -> Result<Self, AppError> {
        let (live, id) = (one.ended_at.is_none(), one.id.to_string());
        let open = one.owner.is_empty() || one.due_on.is_none();
        let report = live && register.may(ctx, Task::Report);
        let complete = live && open && register.may(ctx, Task::Complete);
        Ok(Self {
            report: match report {
                true => Some(ctx.form(&report_id(&id)).await?),
                false => None,
            },
            complete: match complete {
                true => Some(ctx.form(&complete_id(&id)).await?),
                false => None,
            },
        })
    }

    /// Whether one was refused.
    pub fn refused(&self) -> bool {
        let all = self.report.iter().chain(&self.complete);
        all.into_iter().any(|form| form.complaint().is_some())
    }

    /// Shows them.
    pub fn show(&self, t: T, register: &Register, one: &Commitment) -> AnyView {
        let report = self.report.as_ref();
        let report = report.map(|form| reporting(t, form, register, one));
        let complete = self.complete.as_ref();
        let complete = complete.map(|form| completing(t, form, register, one));
        view! { {report} {complete} }.into_any()
    }
}

fn action(register: &Register, one: &Commitment, what: &str) -> String {
    let slug = &register.landlord.slug;
    format!("/api/commitment/{slug}/{}/{what}", one.id)
}

fn reporting(t: T, form: &FormState, register: &Register, one: &Commitment) -> AnyView {
    let goes = |to: &CommitmentState| state::report(one.state, *to, "-", "-").is_ok();
    let choices = CommitmentState::ALL.into_iter().filter(goes).map(|to| {
        let what = match to {
            CommitmentState::Planned => t.commitment_planned_what(),
            CommitmentState::UnderWay => t.commitment_under_way_what(),
            CommitmentState::Kept => t.commitment_kept_what(),
            CommitmentState::GivenUp => t.commitment_given_up_what(),
        };
        Choice::new(to.name(), say::state(t, to)).what(what)
    });
    let choices = choices.collect();
    let hint = t.commitment_evidence_hint().to_owned();
    view! {
        <section class="card">
            <h2>{t.commitment_report()}</h2>
            <form method="post" action=action(register, one, "report") id=form.id.clone() class="stack" novalidate>
                {summary(t, form)}
                {radios(t, form, "state", t.commitment_report_state(), "", choices)}
                {area(t, form, "words", t.commitment_report_words(), t.commitment_report_hint().to_owned(), String::new())}
                {area(t, form, "evidence", t.commitment_evidence(), hint, String::new())}
                <p><button class="button">{t.commitment_report_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn completing(t: T, form: &FormState, register: &Register, one: &Commitment) -> AnyView {
    let owner = one.owner.is_empty().then(|| {
        Field::text("owner", t.commitment_owner())
            .hint(t.commitment_owner_hint())
            .show(t, form)
    });
    let due = one.due_on.is_none().then(|| {
        Field::day("due", t.commitment_due())
            .hint(t.commitment_due_hint())
            .show(t, form)
    });
    view! {
        <section class="card">
            <h2>{t.commitment_complete()}</h2>
            <p>{t.commitment_complete_what()}</p>
            <form method="post" action=action(register, one, "complete") id=form.id.clone() class="stack" novalidate>
                {summary(t, form)}
                {owner}
                {due}
                <p><button class="button quiet">{t.commitment_complete_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}
