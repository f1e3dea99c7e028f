//! The campaign statements of all lists, in the drawn order, to read, print and mail on one day.

use super::photo::picture;
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::election::problem::SetupProblem;
use crate::i18n::{Locale, T};
use crate::mail::{self, Letter, Sending, To};
use crate::parts::field::summary;
use crate::site::access::Desk;
use crate::site::dates::local;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::mail::Urgency;
use palier_domain::markdown;
use palier_store::candidate_list::{self, CandidateList, ListPhoto};

/// The form that mails them.
pub const FORM: &str = "envoi";
/// The kind of these mails.
const KIND: &str = "statements";

/// What the page says of the mailing.
pub(super) struct Mailing {
    mailed_at: Option<DateTime<Utc>>,
    /// Electors with an address and without, once the roll is frozen.
    reach: Option<(i64, i64)>,
    form: FormState,
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
    let mut lists = Vec::new();
    for list in candidate_list::admitted(&ctx.site.db, found.election.id).await? {
        let photo = candidate_list::photo(&ctx.site.db, list.id).await?;
        lists.push((list, photo));
    }
    let mailing = load(&ctx, &found).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.statements_title());
    let refused = mailing
        .as_ref()
        .is_some_and(|one| one.form.complaint().is_some());
    Ok(shell::page(&ctx, &head.refused(refused), move || {
        let none = lists
            .is_empty()
            .then(|| view! { <p class="empty">{t.lists_none()}</p> });
        let base = found.address();
        let sheets = lists
            .iter()
            .map(|(list, photo)| sheet(t, &base, list, photo.as_ref()));
        let sheets = sheets.collect_view();
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.statements_title()}</h1>
            <p class="lead">{t.statements_lead()}</p>
            <p class="note screen-only">{t.protocol_print()}</p>
            {mailing.map(|mailing| show(t, &found, &mailing))}
            {none}
            {sheets}
        }
    }))
}

fn sheet(t: T, base: &str, list: &CandidateList, photo: Option<&ListPhoto>) -> AnyView {
    let said = if list.statement.is_empty() {
        view! { <p class="empty">{t.statements_empty()}</p> }.into_any()
    } else {
        let html = markdown::comment(&list.statement);
        view! { <div class="said" lang="fr" inner_html=html></div> }.into_any()
    };
    let place = list.place.map(|place| format!("{place}. "));
    view! {
        <section class="card statement">
            <h2 lang="fr">{place} {list.title.clone()}</h2>
            <p class="who">{t.lists_affiliated(&list.national_body)}</p>
            {picture(base, list, photo)}
            {said}
        </section>
    }
    .into_any()
}

/// For the officer, while lists are closed and the vote is not.
async fn load(ctx: &Ctx, found: &Found) -> Result<Option<Mailing>, AppError> {
    let during = (Stage::ListsClosed..Stage::Frozen).contains(&found.election.stage);
    if !during || !found.is(ElectionRole::ElectionOfficer) {
        return Ok(None);
    }
    let db = &ctx.site.db;
    Ok(Some(Mailing {
        mailed_at: candidate_list::mailed_at(db, found.election.id).await?,
        reach: candidate_list::reach(db, found.election.id).await?,
        form: ctx.form(FORM).await?,
    }))
}

fn show(t: T, found: &Found, mailing: &Mailing) -> AnyView {
    let day = t.date(found.election.protocol.statements.mailed);
    let action = format!(
        "/api/list/{}/{}/mail",
        found.landlord.slug, found.election.handle
    );
    // Mails go to the electors of the frozen roll.
    let button = mailing.reach.is_some().then(|| {
        view! { <p><button class="button">{t.statements_button()}</button></p> }
    });
    let act = match mailing.mailed_at {
        Some(at) => {
            let on = t.date(local(at, &found.landlord.zone).date_naive());
            view! { <p class="note good">{t.statements_mailed(on)}</p> }.into_any()
        }
        None => view! {
            <form method="post" action=action id=FORM class="stack">
                {summary(t, &mailing.form)}
                {button}
            </form>
        }
        .into_any(),
    };
    let reach = match mailing.reach {
        Some((with, without)) => {
            let (with, without) = (
                t.statements_reached(with),
                t.statements_not_reached(without),
            );
            view! { <p>{with} " " {without}</p> }.into_any()
        }
        None => view! { <p>{t.statements_not_frozen()}</p> }.into_any(),
    };
    view! {
        <section class="card screen-only">
            <h2>{t.statements_mailing()}</h2>
            <p>{t.statements_what(day)}</p>
            {reach}
            {act}
        </section>
    }
    .into_any()
}

/// Puts the mails in the outbox, all at once and once.
///
/// # Errors
/// When there is no such election, or the database does not answer.
pub async fn send(
    ctx: Ctx,
    desk: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let page = format!("{}/listes/professions", found.address());
    match sent(&ctx, &desk, &found).await {
        Ok(()) => Ok(ctx.go(&page)),
        Err(Refusal::Complaint(complaint)) => ctx.refuse(FORM, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn sent(ctx: &Ctx, desk: &Desk, found: &Found) -> Result<(), Refusal> {
    let election = &found.election;
    if !(Stage::ListsClosed..Stage::Frozen).contains(&election.stage) {
        return Err(AppError::Conflict.into());
    }
    let today = ctx.today(&desk.landlord.zone);
    // Not a day sooner for anybody: all lists are read from the same day on.
    if today < election.protocol.statements.mailed {
        return Err(Complaint::whole(SetupProblem::MailTooEarly).into());
    }
    if candidate_list::reach(&ctx.site.db, election.id)
        .await?
        .is_none()
    {
        return Err(Complaint::whole(SetupProblem::RollNotFrozen).into());
    }
    let lists = candidate_list::admitted(&ctx.site.db, election.id).await?;
    let letter = letter(ctx, found, &lists);
    let addresses = candidate_list::addresses(&ctx.site.db, election.id).await?;
    let count = i64::try_from(addresses.len()).unwrap_or(i64::MAX);
    let mut tx = ctx.site.db.begin().await?;
    // First, so that of two who press at once the second one is told.
    if !candidate_list::say_mailed(&mut tx, election.id, count, ctx.now).await? {
        return Err(AppError::Conflict.into());
    }
    for (person, address) in &addresses {
        let to = To {
            account: None,
            address,
            zone: &desk.landlord.zone,
        };
        let sending = Sending {
            kind: KIND,
            key: format!("{KIND}:{}:{person}", election.id),
            urgency: Urgency::Ordinary,
        };
        mail::queue(&mut tx, to, sending, &letter, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The same words for everybody: each list by its title, in the drawn order, and the way to all of
/// their statements.
fn letter(ctx: &Ctx, found: &Found, lists: &[CandidateList]) -> Letter {
    let t = T {
        locale: Locale::default(),
    };
    let origin = &ctx.site.origin;
    let titles = lists.iter().map(|list| {
        let place = list.place.unwrap_or_default();
        format!("{place}. {}", list.title)
    });
    let subject = t.statements_subject(&found.election.title);
    let mut letter = Letter::new(t, subject, origin)
        .says(t.statements_letter(t.date(found.election.protocol.day), &found.landlord.name));
    for title in titles {
        letter = letter.says(title);
    }
    let address = format!("{origin}{}/listes/professions", found.address());
    letter.link(t.statements_read(), address)
}
