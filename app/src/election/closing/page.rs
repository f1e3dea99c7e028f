//! The closing, in public: how the box was frozen, how far the count has come, who must do what next,
//! and the online result once it is verified.

use super::decryption::Standing;
use super::online::online;
use super::waits::{self, Waits, waits};
use super::{endpoint, job};
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::election::next::{self, Following};
use crate::i18n::T;
use crate::parts::field::summary;
use crate::parts::progress::progress;
use crate::parts::steps::steps;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::FormState;
use crate::site::{shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::job::JobState;
use palier_store::election::ElectionKind;
use palier_store::election::freeze::{self, Freeze};
use palier_store::election::tally::{self, OnlineResult};
use palier_store::job::Job;

/// The form.
pub(super) const FORM: &str = "addition";

/// What the page shows.
struct Shown {
    found: Found,
    freeze: Option<Freeze>,
    job: Option<Job>,
    standing: Option<Standing>,
    waits: Option<Waits>,
    result: Option<OnlineResult>,
    following: Following,
    form: FormState,
}

/// The page.
///
/// # Errors
/// When the vote has not ended, or a database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    if found.election.stage < Stage::Frozen {
        return Err(AppError::NotFound);
    }
    let (db, election) = (&ctx.site.db, &found.election);
    let shown = Shown {
        freeze: freeze::of(db, election.id).await?,
        job: under_way(&ctx, &found).await?,
        standing: match election.stage {
            Stage::Frozen => None,
            _ => Standing::read(&ctx, election).await?,
        },
        waits: awaited(&ctx, &found).await?,
        result: tally::of(db, election.id).await?,
        following: next::following(&ctx, &found.landlord, election).await?,
        form: ctx.form(FORM).await?,
        found,
    };
    let t = ctx.t;
    let working = shown.job.as_ref().is_some_and(|job| !job.state.is_over());
    let head = Head::of(&shown.found.landlord, t.closing_title())
        .refused(shown.form.complaint().is_some())
        .renewed(working);
    Ok(shell::page(&ctx, &head, || {
        view! {
            {crumbs(t, &shown.found, true)}
            {stamp(t, &shown.found)}
            <h1>{t.closing_title()}</h1>
            <p class="lead">{t.closing_lead()}</p>
            {course(t, &shown)}
            {rest(t, &shown)}
            {shown.freeze.as_ref().map(|freeze| frozen(t, &shown.found, freeze))}
            {shown.result.as_ref().map(|result| online(&ctx, &shown.found, result))}
            {next::show(t, &shown.following)}
        }
    }))
}

/// What the decryption waits for, where it is to come.
async fn awaited(ctx: &Ctx, found: &Found) -> Result<Option<Waits>, AppError> {
    let to_come = matches!(found.election.stage, Stage::Frozen | Stage::Tallied);
    if to_come && found.election.protocol.channels.online {
        waits(ctx, found).await
    } else {
        Ok(None)
    }
}

/// The job that the election's stage waits for.
async fn under_way(ctx: &Ctx, found: &Found) -> Result<Option<Job>, AppError> {
    let kind = match found.election.stage {
        Stage::Frozen => job::TALLY,
        Stage::Tallied => job::RESULT,
        _ => return Ok(None),
    };
    let jobs = job::of(&ctx.site.db, &found.election, kind).await?;
    Ok(jobs.into_iter().next())
}

/// The steps of the closing.
fn course(t: T, shown: &Shown) -> AnyView {
    let at = match shown.found.election.stage {
        Stage::Frozen => 1,
        Stage::Tallied if shown.waits.is_some() => 2,
        Stage::Tallied => 3,
        Stage::Decrypted => 4,
        _ => 5,
    };
    let names = vec![
        t.closing_step_freeze(),
        t.closing_step_tally(),
        t.closing_step_paper(),
        t.closing_step_decrypt(),
        t.closing_step_count(),
    ];
    if shown.found.election.protocol.channels.online {
        steps(names, at).into_any()
    } else {
        ().into_any()
    }
}

/// What is done now, by whom.
fn rest(t: T, shown: &Shown) -> AnyView {
    if shown.found.election.kind == ElectionKind::Rehearsal {
        return view! { <p class="note">{t.closing_rehearsal()}</p> }.into_any();
    }
    if !shown.found.election.protocol.channels.online {
        return counting(t, &shown.found);
    }
    match shown.found.election.stage {
        Stage::Frozen => adding(t, shown),
        Stage::Tallied => decrypting(t, shown),
        _ => counting(t, &shown.found),
    }
}

/// The encrypted tally: its button, its progress, or why it does not go on.
fn adding(t: T, shown: &Shown) -> AnyView {
    if shown.freeze.as_ref().is_none_or(|freeze| !freeze.agrees()) {
        return view! { <section id=FORM>{summary(t, &shown.form)}</section> }.into_any();
    }
    // Paper is counted meanwhile.
    let paper = shown.waits.as_ref().map(|what| {
        let what = waits::show(t, &shown.found, what);
        view! { <section class="card"><h2>{t.closing_step_paper()}</h2> {what}</section> }
    });
    view! {
        <section class="card main" id=FORM>
            {summary(t, &shown.form)}
            <h2>{t.closing_step_tally()}</h2>
            <p>{t.closing_tally_what()}</p>
            {work(t, shown, t.closing_tally_button())}
        </section>
        {paper}
    }
    .into_any()
}

/// The decryption: how many parts are there, then the opening of the result.
fn decrypting(t: T, shown: &Shown) -> AnyView {
    let Some(standing) = &shown.standing else {
        return ().into_any();
    };
    let link = format!("{}/dechiffrement", shown.found.address());
    let paper = shown.waits.as_ref();
    let paper = paper.map(|what| waits::show(t, &shown.found, what));
    let there = t.closing_decryption_there(t.number(standing.enough()), standing.held());
    let opening = (standing.needed() == 0).then(|| work(t, shown, t.closing_result_button()));
    view! {
        <section class="card main" id=FORM>
            {summary(t, &shown.form)}
            <h2>{t.closing_step_decrypt()}</h2>
            <p class="note good">{t.closing_tallied()}</p>
            {paper}
            <p><strong>{there}</strong></p>
            {opening}
            <p><a href=link>{t.closing_decryption_see()}</a></p>
        </section>
    }
    .into_any()
}

/// A job's progress; its button for the tally board before, and again when it was given up.
fn work(t: T, shown: &Shown, name: &'static str) -> AnyView {
    let button = |quiet: bool| {
        let board = shown.found.is(ElectionRole::TallyBoard);
        let class = if quiet { "button quiet" } else { "button" };
        board.then(|| {
            view! {
                <form method="post" action=endpoint(&shown.found, "go-on")>
                    <p><button class=class>{name}</button></p>
                </form>
            }
        })
    };
    match &shown.job {
        None => view! { {button(false)} }.into_any(),
        Some(job) if job.state == JobState::Failed => {
            let said = job.error.clone().unwrap_or_default();
            view! {
                <p class="note">
                    <strong>{t.closing_failed()}</strong> " " <span lang="en">{said}</span>
                </p>
                {button(true)}
            }
            .into_any()
        }
        Some(job) if job.state == JobState::Done => ().into_any(),
        Some(job) => {
            let said = t.closing_progress(t.number(job.total), t.number(job.progress));
            progress(t, said, job.progress, job.total)
        }
    }
}

/// What waits for the board's count, or that it is done.
fn counting(t: T, found: &Found) -> AnyView {
    if found.election.stage >= Stage::Counted {
        return view! { <p class="note good">{t.closing_counted()}</p> }.into_any();
    }
    let link = format!("{}/comptage", found.address());
    let desk = found.is(ElectionRole::TallyBoard).then(|| {
        view! { <p><a class="button" href=link>{t.closing_count_desk()}</a></p> }
    });
    view! {
        <section class="card main">
            <h2>{t.closing_step_count()}</h2>
            <p>{t.closing_count_what()}</p>
            {desk}
        </section>
    }
    .into_any()
}

/// The box as it was when the vote ended.
fn frozen(t: T, found: &Found, freeze: &Freeze) -> AnyView {
    let (marks, voters) = (t.number(freeze.marks), t.number(freeze.voters));
    let agrees = if freeze.agrees() {
        view! { <p class="note good">{t.closing_marks_agree(marks, voters)}</p> }.into_any()
    } else {
        view! {
            <div class="summary" role="alert">
                <p class="summary-title">{t.closing_marks_differ(marks, voters)}</p>
                <p>{t.closing_marks_differ_what()}</p>
            </div>
        }
        .into_any()
    };
    let command = format!(
        "head -c {} {}.bel | sha256sum",
        freeze.size, found.election.handle
    );
    view! {
        <h2>{t.closing_frozen()}</h2>
        {agrees}
        <dl class="figures">
            <dt>{t.closing_frozen_at()}</dt>
            <dd>{t.instant(freeze.frozen_at, &found.landlord.zone)}</dd>
            <dt>{t.closing_frozen_ballots()}</dt>
            <dd>{t.number(freeze.ballots)}</dd>
            <dt>{t.closing_frozen_head()}</dt>
            <dd><code>{freeze.head.clone()}</code></dd>
            <dt>{t.closing_frozen_hash()}</dt>
            <dd><code>{freeze.sha256.clone()}</code></dd>
        </dl>
        <details>
            <summary>{t.urn_expert()}</summary>
            <p>{t.closing_frozen_compare()}</p>
            <pre class="command" tabindex="0">{command}</pre>
        </details>
    }
    .into_any()
}
