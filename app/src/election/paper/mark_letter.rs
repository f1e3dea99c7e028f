//! The letters « did you vote? », one sheet of A4 each: the answer to a form, on record, never kept.
//!
//! Measures are those of the letters that bring codes (`style/print/letters.css`).

use super::marks::{PRINT, lot};
use super::problem::refused_letter;
use super::{Table, address, table};
use crate::i18n::{Locale, T};
use crate::site::dates::local;
use crate::site::forms::Refusal;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::RollLineId;
use palier_store::election::electoral_roll::{self, MyLine};
use palier_store::election::mark_letters;
use palier_store::landlord_contact::{self, Contact};

/// What all letters share.
struct Sender {
    landlord: String,
    election: String,
    contact: Contact,
    day: NaiveDate,
}

/// Shows the letters to be printed, to the commission alone.
///
/// # Errors
/// When the reader is not of the commission, or a database does not answer.
pub async fn print(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::Commission).await?;
    let found = &table.found;
    let letters = match letters(&ctx, &table).await {
        Ok(letters) => letters,
        Err(Refusal::Complaint(complaint)) => {
            let page = format!("{}/lettres", address(found));
            return ctx.refuse(PRINT, &[], &complaint, &page).await;
        }
        Err(Refusal::Error(error)) => return Err(error),
    };
    let contact = landlord_contact::get(&ctx.site.db, found.landlord.id).await?;
    let sender = Sender {
        landlord: found.landlord.name.clone(),
        election: found.election.title.clone(),
        contact: contact.unwrap_or_default(),
        day: local(ctx.now, &found.landlord.zone).date_naive(),
    };
    let t = ctx.t;
    let back = format!("{}/lettres", address(found));
    let count = i64::try_from(letters.len()).unwrap_or(i64::MAX);
    let head = Head::of(&found.landlord, t.mark_letter_title()).wide();
    let mut response = shell::page(&ctx, &head, || {
        let sheets = letters
            .iter()
            .map(|(place, line)| sheet(*place, line, &sender))
            .collect_view();
        view! {
            <div class="screen-only">
                <p><a href=back>{t.mark_letter_back()}</a></p>
                <h1>{t.mark_letter_title()}</h1>
                <p>{t.mark_letter_count(count)}</p>
                <p class="note">{t.letters_print_how()}</p>
            </div>
            <div class="letters">{sheets}</div>
        }
    });
    // Who voted online is named here: no copy stays in the browser.
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The lines that are asked, after that they are shown is put on record.
async fn letters(ctx: &Ctx, table: &Table) -> Result<Vec<(i64, MyLine)>, Refusal> {
    let (db, id) = (&ctx.site.db, table.found.election.id);
    let asked = lot(ctx, table).await?;
    let mut tx = db.begin().await?;
    // Once the result stands nobody is asked, and no name is shown any more.
    mark_letters::open(&mut tx, id)
        .await
        .map_err(refused_letter)?;
    mark_letters::note_printed(&mut tx, id, asked.len(), ctx.now).await?;
    tx.commit().await?;
    let mut letters = Vec::with_capacity(asked.len());
    for one in asked {
        let line = electoral_roll::line(db, id, RollLineId(one.line)).await?;
        letters.extend(line.map(|line| (one.place, line)));
    }
    Ok(letters)
}

fn sheet(place: i64, line: &MyLine, sender: &Sender) -> AnyView {
    let fr = T { locale: Locale::Fr };
    let names: Vec<&str> = line.electors.iter().map(|one| one.name.as_str()).collect();
    let names = names.join(", ");
    let phone = sender.contact.phone.clone();
    let help = (!phone.is_empty()).then(|| view! { <p>{fr.mark_letter_help(phone)}</p> });
    view! {
        <article class="letter" lang="fr">
            {from(sender)}
            {to(line, &names)}
            <p class="letter-date">{fr.letter_date(fr.date(sender.day))}</p>
            <p class="letter-subject">{fr.mark_letter_subject()}</p>
            <p>{fr.letter_hello(names.clone())}</p>
            <p>{fr.mark_letter_why(sender.election.clone())}</p>
            <p>{fr.mark_letter_lot()}</p>
            <div class="letter-key">
                <div>
                    <p class="letter-label">{fr.mark_letter_question()}</p>
                    <p class="mark-boxes"><span class="tick-box"></span> {fr.mark_letter_box_yes()}</p>
                    <p class="mark-boxes"><span class="tick-box"></span> {fr.mark_letter_box_no()}</p>
                </div>
            </div>
            <p>{fr.mark_letter_send_back()}</p>
            <p>{fr.mark_letter_never()}</p>
            {help}
            <p class="letter-english" lang="en">
                {T { locale: Locale::En }.mark_letter_english(sender.landlord.clone())}
            </p>
            <p class="letter-reference">{fr.mark_letter_reference(place)}</p>
        </article>
    }
    .into_any()
}

fn from(sender: &Sender) -> AnyView {
    let fr = T { locale: Locale::Fr };
    let lines = sender
        .contact
        .postal
        .lines()
        .map(|line| view! { <br/> {line.to_owned()} })
        .collect_view();
    view! {
        <p class="letter-from">
            <strong>{fr.mark_letter_from()}</strong>
            <br/>
            {sender.landlord.clone()}
            {lines}
        </p>
    }
    .into_any()
}

fn to(line: &MyLine, names: &str) -> AnyView {
    let address = line.electors.first().map(|one| one.address.clone());
    let address = address.filter(|address| !address.is_empty());
    // Without an address on the roll, what the caretaker needs to find the door.
    let address = address.unwrap_or_else(|| format!("{}\n{}", line.estate, line.dwelling));
    let lines: Vec<String> = address.lines().map(str::to_owned).collect();
    let lines = lines
        .into_iter()
        .map(|line| view! { <br/> {line} })
        .collect_view();
    view! { <p class="letter-to">{names.to_owned()} {lines}</p> }.into_any()
}
