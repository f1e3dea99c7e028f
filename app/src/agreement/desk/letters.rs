//! The letters that notify the agreement: one sheet of A4 per dwelling, with the form to answer on.

use super::crumbs;
use crate::agreement::load::{Found, any};
use crate::agreement::say;
use crate::i18n::{Locale, T};
use crate::parts::qr;
use crate::site::access::Desk;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::collective_agreement::Says;
use palier_domain::election::collective_agreement::course::{Period, Way};
use palier_store::collective_agreement::{self as agreement, Concerned};
use palier_store::landlord_contact::{self, Contact};
use serde::Deserialize;

/// Letters of one page.
const SLICE: usize = 200;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The first letter, from 1.
    #[serde(default)]
    de: Option<usize>,
}

/// What all letters share.
struct Sender {
    name: String,
    contact: Contact,
    title: String,
    way: Way,
    period: Period,
    address: String,
    drawn: String,
}

/// The page: one sheet per dwelling.
///
/// # Errors
/// When nobody was asked, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    _: Desk,
    Path((slug, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = any(&ctx, &slug, &id).await?;
    let last = found.whole.last().ok_or(AppError::NotFound)?;
    let (db, period) = (&ctx.site.db, last.period);
    let all = agreement::concerned(db, found.id(), last.which, period.notified).await?;
    let contact = landlord_contact::get(db, found.landlord.id).await?;
    let address = format!("{}{}", ctx.site.origin, found.address());
    let sender = Sender {
        name: found.landlord.name.clone(),
        contact: contact.unwrap_or_default(),
        title: found.whole.agreement.title.clone(),
        way: found.whole.agreement.way,
        period,
        drawn: qr::svg(&address).unwrap_or_default(),
        address,
    };
    let from = asked.de.unwrap_or(1).max(1) - 1;
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.agreement_letters()).wide();
    Ok(shell::page(&ctx, &head, move || {
        let sheets = all
            .iter()
            .skip(from)
            .take(SLICE)
            .map(|one| sheet(&sender, one))
            .collect_view();
        view! {
            <div class="screen-only">
                {crumbs(t, &found)}
                <h1>{t.agreement_letters()}</h1>
                <p>{t.agreement_letters_count(i64::try_from(all.len()).unwrap_or(i64::MAX))}</p>
                {slices(t, &found, all.len())}
                <p class="note">{t.letters_print_how()}</p>
            </div>
            <div class="letters">{sheets}</div>
        }
    }))
}

/// The ways to the other slices, where there are several.
fn slices(t: T, found: &Found, letters: usize) -> AnyView {
    if letters <= SLICE {
        return ().into_any();
    }
    let items = (0..letters.div_ceil(SLICE)).map(|slice| {
        let (from, to) = (slice * SLICE + 1, ((slice + 1) * SLICE).min(letters));
        let link = format!("{}/courriers?de={from}", super::address(found));
        view! { <li><a href=link>{t.agreement_letters_from_to(from, to)}</a></li> }
    });
    let items = items.collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

/// The sheet: in French, as the landlord writes to its tenants.
fn sheet(sender: &Sender, one: &Concerned) -> AnyView {
    let fr = T { locale: Locale::Fr };
    let names: Vec<&str> = one.holders.iter().map(|(_, name)| name.as_str()).collect();
    let names = names.join(", ");
    let why = match sender.way {
        Way::Direct => fr.agreement_letter_direct(&sender.name, &sender.title),
        Way::Signed => fr.agreement_letter_signed(&sender.name, &sender.title),
    };
    let days = fr.agreement_period(fr.date(sender.period.notified), fr.date(sender.period.last));
    let lines = |lines: Vec<String>| {
        lines
            .into_iter()
            .map(|line| view! { <br/> {line} })
            .collect_view()
    };
    let from: Vec<String> = sender.contact.postal.lines().map(str::to_owned).collect();
    let to = if one.address.is_empty() {
        vec![
            one.estate.clone(),
            format!("{}, {}", one.building, one.dwelling),
        ]
    } else {
        one.address.clone()
    };
    view! {
        <article class="letter" lang="fr">
            <p class="letter-from"><strong>{sender.name.clone()}</strong> {lines(from)}</p>
            <p class="letter-to">{names.clone()} {lines(to)}</p>
            <p class="letter-date">{fr.letter_date(fr.date(sender.period.notified))}</p>
            <p class="letter-subject">{fr.agreement_letter_subject(&sender.title)}</p>
            <p>{why} " " {days}</p>
            <div class="letter-key">
                <div>
                    <p class="letter-label">{fr.agreement_letter_text()}</p>
                    <p class="letter-address">{sender.address.clone()}</p>
                    <p>{fr.agreement_letter_online()}</p>
                </div>
                <div class="slip-qr" inner_html=sender.drawn.clone()></div>
            </div>
            <p>{fr.agreement_letter_once()}</p>
            {coupon(fr, sender, one, &names)}
            <p class="letter-reference">{fr.agreement_law()}</p>
        </article>
    }
    .into_any()
}

/// The part to cut off and send back.
fn coupon(fr: T, sender: &Sender, one: &Concerned, names: &str) -> AnyView {
    let boxes = Says::ALL
        .into_iter()
        .filter(|says| sender.way == Way::Direct || *says == Says::No)
        .map(|says| {
            let said = match sender.way {
                Way::Direct => say::says(fr, says),
                Way::Signed => fr.agreement_refuse_tick(),
            };
            view! { <li><span class="tick-box" aria-hidden="true"></span> " " {said}</li> }
        })
        .collect_view();
    view! {
        <section class="coupon">
            <p><strong>{fr.agreement_coupon()}</strong> " " {sender.title.clone()}</p>
            <p>{fr.agreement_coupon_dwelling(format!("{}, {}, {}", one.estate, one.building, one.dwelling), names)}</p>
            <ul class="plain">{boxes}</ul>
            <p>{fr.agreement_coupon_sign()}</p>
        </section>
    }
    .into_any()
}
