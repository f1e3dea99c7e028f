//! One letter on one sheet of A4, its address behind the window of a French DL envelope.
//!
//! The window of a DL envelope (110 x 220 mm) lies on the right, 20 mm from the edge and from the
//! bottom; a sheet folded in three shows there what stands between 50 and 85 mm from its top and
//! begins 110 mm from its left (after NF Z 11-001). Measures are in `style/print/letters.css`.

use super::{grouped, last_day, link};
use crate::i18n::{Locale, T};
use crate::parts::qr;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use palier_store::landlord_contact::Contact;
use palier_store::letter::Letter;

/// What all letters of a batch share.
#[derive(Clone, Debug)]
pub struct Sender {
    /// The landlord's name.
    pub name: String,
    /// How to reach it; empty where it did not say.
    pub contact: Contact,
    /// The address of the site.
    pub origin: String,
    /// The day printed on the letter.
    pub day: NaiveDate,
    /// Last day of the codes.
    pub last_day: NaiveDate,
}

impl Sender {
    /// The sender of letters made at an instant.
    #[must_use]
    pub fn new(
        name: &str,
        zone: &str,
        contact: Option<Contact>,
        origin: String,
        (made_at, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Self {
        Self {
            name: name.to_owned(),
            contact: contact.unwrap_or_default(),
            origin,
            day: last_day(made_at, zone),
            last_day: last_day(until, zone),
        }
    }
}

/// A letter with its QR drawn.
pub struct Sheet {
    letter: Letter,
    qr: Option<qr::Qr>,
}

/// Draws the QR of each letter: hundreds take a moment, away from threads that serve pages.
#[must_use]
pub fn sheets(letters: Vec<Letter>, origin: &str) -> Vec<Sheet> {
    letters
        .into_iter()
        .map(|letter| Sheet {
            qr: qr::draw(&link(&origin, &letter.digits)),
            letter,
        })
        .collect()
}

/// The page that goes into the envelope: in French, with a line in English.
#[must_use]
pub fn show(sheet: &Sheet, sender: &Sender) -> AnyView {
    let fr = T { locale: Locale::Fr };
    let letter = &sheet.letter;
    let site = format!("{}/activer", bare(&sender.origin));
    view! {
        <article class="letter" lang="fr">
            {from(sender)}
            {to(letter)}
            <p class="letter-date">{fr.letter_date(fr.date(sender.day))}</p>
            <p class="letter-subject">{fr.letter_subject()}</p>
            <p>{fr.letter_hello(letter.name.clone())}</p>
            <p>{fr.letter_why(sender.name.clone())}</p>
            <div class="letter-key">
                <div>
                    <p class="letter-label">{fr.letter_code()}</p>
                    <p class="letter-digits">{grouped(&letter.digits)}</p>
                    <p>{fr.letter_until(fr.date(sender.last_day))}</p>
                </div>
                {sheet.qr.as_ref().map(square)}
            </div>
            <ol>
                <li>{fr.letter_step_open()} " " <strong>{site}</strong></li>
                <li>{fr.letter_step_code()}</li>
                <li>{fr.letter_step_account()}</li>
            </ol>
            <p>{fr.letter_personal()}</p>
            <p>{help(fr, sender)}</p>
            <p class="letter-english" lang="en">
                {T { locale: Locale::En }.letter_english(sender.name.clone())}
            </p>
            <p class="letter-reference">
                {fr.letter_reference(letter.position, letter.reference.clone())}
            </p>
        </article>
    }
    .into_any()
}

/// The address as people type it.
fn bare(origin: &str) -> &str {
    origin.strip_prefix("https://").unwrap_or(origin)
}

fn from(sender: &Sender) -> impl IntoView + use<> {
    let contact = &sender.contact;
    let lines: Vec<String> = contact.postal.lines().map(str::to_owned).collect();
    let reach = [contact.phone.clone(), contact.email.clone()]
        .into_iter()
        .filter(|line| !line.is_empty());
    let lines = lines
        .into_iter()
        .chain(reach)
        .map(|line| view! { <br/> {line} })
        .collect_view();
    view! { <p class="letter-from"><strong>{sender.name.clone()}</strong> {lines}</p> }
}

fn to(letter: &Letter) -> impl IntoView + use<> {
    // Without an address on the roll, what the caretaker needs to find the door.
    let lines = if letter.address.is_empty() {
        let inside = format!("{}, {}", letter.building, letter.dwelling);
        vec![letter.estate.clone(), inside]
    } else {
        letter.address.clone()
    };
    let lines = lines
        .into_iter()
        .map(|line| view! { <br/> {line} })
        .collect_view();
    view! { <p class="letter-to">{letter.name.clone()} {lines}</p> }
}

fn square(qr: &qr::Qr) -> impl IntoView + use<> {
    let fr = T { locale: Locale::Fr };
    let box_of = format!("0 0 {0} {0}", qr.side);
    let path = qr.path.clone();
    view! {
        <svg class="letter-qr" viewBox=box_of role="img" aria-label=fr.letter_qr() shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#fff"/>
            <path d=path fill="#000"/>
        </svg>
    }
}

fn help(fr: T, sender: &Sender) -> String {
    if sender.contact.phone.is_empty() {
        fr.letter_help().to_owned()
    } else {
        fr.letter_help_phone(sender.contact.phone.clone())
    }
}
