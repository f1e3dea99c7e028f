//! One candidate of a draft: what is typed of her, her signed form, her place.

use super::save::{At, document};
use super::{Opened, check, opened, refused, say};
use crate::election::desk::typed;
use crate::election::home::crumbs;
use crate::i18n::T;
use crate::parts::choice::{Choice, pick, radios, tick};
use crate::parts::field::{Field, summary};
use crate::site::forms::{Complaint, FormState, Refusal, typed_day};
use crate::site::guess::Guess;
use crate::site::received::Received;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Form, Multipart, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::candidate_list::candidate::Sex;
use palier_domain::election::candidate_list::document::MOST;
use palier_domain::election::candidate_list::rule::BrokenListRule;
use palier_domain::election::candidate_list::state::ListState;
use palier_store::candidate_list::{self, Entrant, ListError};
use palier_store::upload;
use serde::Deserialize;
use uuid::Uuid;

/// The form's id.
const FORM: &str = "candidat";

/// The fields that are kept when the form is refused.
const FIELDS: [&str; 8] = [
    "place", "name", "sex", "birth", "lease", "payment", "kept", "unbarred",
];

/// The page.
///
/// # Errors
/// When there is no such draft for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle, id, place)): Path<(String, String, Uuid, i64)>,
) -> Result<Response, AppError> {
    let opened = opened(&ctx, &slug, &handle, id).await?.to_file()?;
    let entrants = candidate_list::candidates(&ctx.site.db, opened.list.id).await?;
    let next = i64::try_from(entrants.len()).unwrap_or(i64::MAX - 1) + 1;
    if opened.list.state != ListState::Draft || !(1..=next).contains(&place) {
        return Err(AppError::NotFound);
    }
    let known = entrants.iter().find(|one| one.place == place).cloned();
    let broken = match &known {
        Some(_) => check::broken(&ctx, &opened.found, &opened.list, &entrants).await?,
        None => Vec::new(),
    };
    let form = ctx.form(FORM).await?;
    // What was kept of another place is not this one's.
    let form = if form
        .value("place")
        .is_none_or(|kept| kept == place.to_string())
    {
        form
    } else {
        FormState::empty(FORM)
    };
    let entrant = known.unwrap_or(Entrant {
        place,
        ..Entrant::default()
    });
    let t = ctx.t;
    let heading = t.list_form_place(place);
    let head = Head::of(&opened.found.landlord, heading.clone());
    let head = head.refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let back = opened.address();
        view! {
            {crumbs(t, &opened.found, true)}
            <p><a href=back>{t.list_form_back()}</a></p>
            <h1>{heading}</h1>
            {wrong(t, &broken, place)}
            {fields(t, &opened, &entrant, &form)}
        }
    }))
}

fn wrong(t: T, broken: &[BrokenListRule], place: i64) -> AnyView {
    let hers: Vec<_> = broken
        .iter()
        .filter(|one| one.position.and_then(|at| i64::try_from(at).ok()) == Some(place))
        .cloned()
        .collect();
    if hers.is_empty() {
        return ().into_any();
    }
    let items = hers
        .iter()
        .map(|one| view! { <li>{say::broken(t, one)}</li> });
    view! { <ul class="broken">{items.collect_view()}</ul> }.into_any()
}

fn fields(t: T, opened: &Opened, one: &Entrant, form: &FormState) -> AnyView {
    let sex = match one.sex {
        Some(Sex::Woman) => "woman",
        Some(Sex::Man) => "man",
        None => "",
    };
    let sexes = vec![
        Choice::new("woman", t.list_form_woman()),
        Choice::new("man", t.list_form_man()),
    ];
    let birth = one.birth_date.map_or(String::new(), |day| day.to_string());
    let lease = Field::text("lease", t.list_form_lease())
        .hint(t.list_form_lease_hint())
        .initial(one.lease.clone());
    let chosen = one.payment.clone().unwrap_or_default();
    let none = Some(t.list_form_payment_none());
    let mut file = Field::text("file", t.list_form_form()).hint(t.list_form_form_hint());
    file.kind = "file";
    let kept = one.form_id.map(|id| {
        let link = format!("{}/piece/{id}", opened.address());
        view! { <p>{t.list_form_form_kept()} " " <a href=link>{t.list_form_form()}</a></p> }
    });
    view! {
        <form
            method="post"
            action=opened.api("candidate")
            id=FORM
            class="stack"
            enctype="multipart/form-data"
            novalidate
        >
            {summary(t, form)}
            <input type="hidden" name="place" value=one.place.to_string()/>
            {Field::text("name", t.list_form_name()).initial(one.name.clone()).show(t, form)}
            {radios(t, form, "sex", t.list_form_sex(), sex, sexes)}
            {Field::day("birth", t.list_form_birth()).initial(birth).show(t, form)}
            {lease.show(t, form)}
            {pick(t, form, "payment", t.list_form_payment(), none, &chosen, payments(t))}
            {tick(t, form, "kept", t.list_form_kept(), t.list_form_kept_hint(), one.kept)}
            {tick(t, form, "unbarred", t.list_form_unbarred(), "", one.unbarred)}
            {kept}
            {file.show(t, form)}
            <p><button class="button">{t.list_form_save_candidate()}</button></p>
        </form>
    }
    .into_any()
}

/// What may show that somebody pays.
pub(super) fn payments(t: T) -> Vec<Choice> {
    vec![
        Choice::new("last_receipt", t.list_form_last_receipt()),
        Choice::new("partial_receipt", t.list_form_partial_receipt()),
        Choice::new("court_decision", t.list_form_court_decision()),
        Choice::new("repayment_plan", t.list_form_repayment_plan()),
    ]
}

/// Saves a candidate; a document of another kind sends the form back with what was typed.
///
/// # Errors
/// When there is no such draft for this reader, or the database does not answer.
pub async fn save(
    ctx: Ctx,
    Path((slug, handle, id)): At,
    form: Multipart,
) -> Result<Response, AppError> {
    let opened = opened(&ctx, &slug, &handle, id).await?.to_file()?;
    let mut received = Received::read(form, MOST).await?;
    match saved(&ctx, &opened, &mut received).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{}?fait=1", opened.address())))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = FIELDS.map(|name| (name, received.field(name)));
            let place: i64 = received.field("place").parse().unwrap_or(1);
            let page = format!("{}/candidat/{place}", opened.address());
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn saved(ctx: &Ctx, opened: &Opened, received: &mut Received) -> Result<(), Refusal> {
    let mut entrant = entrant(received)?;
    let document = document(ctx, opened, received)?;
    let all = candidate_list::candidates(&ctx.site.db, opened.list.id).await?;
    let before = all.iter().find(|one| one.place == entrant.place);
    let same = |one: &Entrant| (&one.name, &one.lease) == (&entrant.name, &entrant.lease);
    if !entrant.lease.is_empty() && !before.is_some_and(same) {
        let guess = Guess::at_lease(ctx.signed_in()?.account_id, ctx.now);
        if let Some(problem) = guess.count(ctx).await? {
            return Err(Complaint::whole(problem).into());
        }
    }
    let before = before.and_then(|one| one.form_id);
    entrant.form_id = before;
    let mut tx = ctx.site.db.begin().await?;
    if let Some((new, bytes)) = &document {
        let kept = upload::keep(&mut tx, new.clone(), bytes, ctx.now).await?;
        entrant.form_id = Some(kept);
    }
    candidate_list::put_candidate(&mut tx, opened.list.id, &entrant)
        .await
        .map_err(refused)?;
    if let Some(before) = before.filter(|_| document.is_some()) {
        upload::erase(&mut tx, before).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn entrant(received: &Received) -> Result<Entrant, Refusal> {
    let birth = received.field("birth");
    let birth_date = match birth.trim() {
        "" => None,
        typed => Some(typed_day("birth", typed)?),
    };
    let payment = received.field("payment");
    Ok(Entrant {
        place: received
            .field("place")
            .parse()
            .map_err(|_| AppError::BadRequest)?,
        name: typed::line("name", received.field("name"), 120)?,
        sex: match received.field("sex") {
            "woman" => Some(Sex::Woman),
            "man" => Some(Sex::Man),
            _ => None,
        },
        birth_date,
        lease: typed::line("lease", received.field("lease"), 60)?,
        payment: check::payment(Some(payment), true).map(|_| payment.to_owned()),
        kept: received.field("kept") == "true",
        unbarred: received.field("unbarred") == "true",
        form_id: None,
    })
}

/// What the buttons beside a candidate send.
#[derive(Debug, Deserialize)]
pub struct SentPlace {
    place: i64,
}

/// Moves a candidate up by one place.
///
/// # Errors
/// When there is no such candidate for this reader, or the database does not answer.
pub async fn up(
    ctx: Ctx,
    Path((slug, handle, id)): At,
    Form(sent): Form<SentPlace>,
) -> Result<Response, AppError> {
    let opened = opened(&ctx, &slug, &handle, id).await?.to_file()?;
    let mut tx = ctx.site.db.begin().await?;
    moved(candidate_list::move_up(&mut tx, opened.list.id, sent.place).await)?;
    tx.commit().await?;
    Ok(ctx.go(&format!("{}?fait=1", opened.address())))
}

/// Takes a candidate off the list.
///
/// # Errors
/// When there is no such candidate for this reader, or the database does not answer.
pub async fn remove(
    ctx: Ctx,
    Path((slug, handle, id)): At,
    Form(sent): Form<SentPlace>,
) -> Result<Response, AppError> {
    let opened = opened(&ctx, &slug, &handle, id).await?.to_file()?;
    let all = candidate_list::candidates(&ctx.site.db, opened.list.id).await?;
    let form = all.iter().find(|one| one.place == sent.place);
    let form = form.and_then(|one| one.form_id);
    let mut tx = ctx.site.db.begin().await?;
    moved(candidate_list::remove_candidate(&mut tx, opened.list.id, sent.place).await)?;
    if let Some(form) = form {
        upload::erase(&mut tx, form).await?;
    }
    tx.commit().await?;
    Ok(ctx.go(&format!("{}?fait=1", opened.address())))
}

/// A button pressed on a page that is no longer true.
fn moved(done: Result<(), ListError>) -> Result<(), AppError> {
    done.map_err(|error| match error {
        ListError::Store(error) => error.into(),
        _ => AppError::Conflict,
    })
}
