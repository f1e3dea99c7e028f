//! All agreements of the landlord, drafts too, and beginning one.

use super::typed::{self, TITLE};
use crate::agreement::say;
use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{Field, summary};
use crate::site::access::Desk;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Form;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::collective_agreement::course::Way;
use palier_domain::id::AgreementId;
use palier_store::collective_agreement::{self as agreement, Whole, Words};
use serde::Deserialize;

const FORM: &str = "accord";

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk) -> Result<Response, AppError> {
    let today = ctx.today(&desk.landlord.zone);
    let all = agreement::of_landlord(&ctx.site.db, desk.landlord.id, today).await?;
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.agreement_desk()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let none = all
            .is_empty()
            .then(|| view! { <p class="empty">{t.agreement_none()}</p> });
        let items = all.iter().map(|one| item(t, &desk, one)).collect_view();
        view! {
            {crumbs(t, &desk)}
            <h1>{t.agreement_desk()}</h1>
            <p class="lead">{t.agreement_desk_lead()}</p>
            {none}
            <ul class="plain">{items}</ul>
            {begin(t, &desk, &form)}
        }
    }))
}

fn item(t: T, desk: &Desk, whole: &Whole) -> AnyView {
    let (class, tag) = say::standing(t, whole.standing);
    let link = format!(
        "/{}/gestion/accords/{}",
        desk.landlord.slug, whole.agreement.id
    );
    view! {
        <li>
            <p><a href=link lang="fr">{whole.agreement.title.clone()}</a> " " <span class=class>{tag}</span></p>
            <p class="who">{say::next(t, whole)}</p>
        </li>
    }
    .into_any()
}

fn begin(t: T, desk: &Desk, form: &FormState) -> AnyView {
    let action = format!("/api/agreement/{}/new", desk.landlord.slug);
    let title = Field::text("title", t.agreement_title()).hint(t.agreement_title_hint());
    view! {
        <h2>{t.agreement_new()}</h2>
        <form method="post" action=action id=FORM class="stack" novalidate>
            {summary(t, form)}
            {title.show(t, form)}
            {ways(t, form, "direct")}
            <p><button class="button">{t.agreement_new_button()}</button></p>
        </form>
    }
    .into_any()
}

/// The two ways, each explained.
pub(super) fn ways(t: T, form: &FormState, initial: &str) -> AnyView {
    let choices = vec![
        Choice::new(Way::Signed.name(), t.agreement_way_signed())
            .what(t.agreement_way_signed_what()),
        Choice::new(Way::Direct.name(), t.agreement_way_direct())
            .what(t.agreement_way_direct_what()),
    ];
    radios(t, form, "way", t.agreement_way(), initial, choices)
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    title: String,
    #[serde(default)]
    way: String,
}

/// Begins an agreement.
///
/// # Errors
/// When the database does not answer.
pub async fn begin_one(ctx: Ctx, desk: Desk, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let page = format!("/{}/gestion/accords", desk.landlord.slug);
    match begun(&ctx, &desk, &sent).await {
        Ok(id) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{page}/{id}")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("title", sent.title.as_str()), ("way", &sent.way)];
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn begun(ctx: &Ctx, desk: &Desk, sent: &Sent) -> Result<AgreementId, Refusal> {
    let title = typed::line("title", &sent.title, TITLE)?;
    if title.is_empty() {
        return Err(Complaint::about("title", Problem::Empty).into());
    }
    let way = Way::from_name(&sent.way);
    let words = Words {
        way: way.ok_or_else(|| Complaint::about("way", Problem::ChooseOne))?,
        title,
        body: String::new(),
        signed_on: None,
        valid_votes: 0,
        tenants_signed: 0,
        keep_days: typed::KEEP_DAYS,
        parts: Vec::new(),
        signatures: Vec::new(),
    };
    let mut tx = ctx.site.db.begin().await?;
    let id = agreement::create(&mut tx, desk.landlord.id, &words, ctx.now).await?;
    tx.commit().await?;
    Ok(id)
}
