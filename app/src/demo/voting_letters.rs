//! Two letters of the demonstration's election, as a tenant would find them in her mail box.

use super::stream::Stream;
use crate::election::card;
use crate::i18n::T;
use crate::parts::qr;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use palier_ballots::{Credential, Half};
use palier_domain::election::protocol::boards::CodeAuthorities;
use palier_domain::election::stage::Stage;
use palier_store::election::{self, Election};
use palier_store::landlord::{self, Landlord};
use serde::Deserialize;

/// The landlord of the demonstration where people vote.
pub const LANDLORD: &str = "les-coteaux";
/// Leases of that landlord, each of which has two letters.
pub const LEASES: u32 = 600;
/// Of these, the first have voted when the demonstration begins.
pub const VOTED: u32 = 214;

/// The code that an authority of the demonstration sends for a line of the roll.
#[must_use]
pub fn code(handle: &str, half: Half, line: u32) -> Credential {
    Credential::random(&mut Stream::of(format!("{handle}|{}|{line}", half.name())))
}

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Whose letters: the number of a line.
    #[serde(default)]
    ligne: Option<u32>,
}

/// The page.
///
/// # Errors
/// When the demonstration has no such election, or the database does not answer.
pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let db = &ctx.site.db;
    let landlord = landlord::by_slug(db, LANDLORD).await?;
    let landlord = landlord.ok_or(AppError::NotFound)?;
    let election = election::current(db, landlord.id).await?;
    let election = election.ok_or(AppError::NotFound)?;
    let line = asked.ligne.filter(|line| *line < LEASES);
    let line = line.unwrap_or_else(any_line);
    let t = ctx.t;
    let origin = ctx.site.origin.to_string();
    let head = Head::of(&landlord, t.demo_letters_title());
    Ok(shell::page(&ctx, &head, move || {
        let next = format!("/demo/courriers?ligne={}", after(line));
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href="/demo">{t.demo_title()}</a>
            </nav>
            <h1>{t.demo_letters_title()}</h1>
            <p class="lead">{t.demo_letters_lead()}</p>
            {vote(t, &landlord, &election, line)}
            {sheets(t, &origin, &landlord, &election, line)}
            <p><a href=next rel="nofollow">{t.demo_letters_other()}</a></p>
        }
    }))
}

/// A line that has not voted when the demonstration begins; another for each visitor.
fn any_line() -> u32 {
    let random = u32::from_le_bytes(palier_store::ids::random());
    VOTED + random % (LEASES - VOTED)
}

fn after(line: u32) -> u32 {
    if line + 1 < LEASES { line + 1 } else { VOTED }
}

/// The address of the booth, with codes where only the browser reads them.
fn booth(landlord: &Landlord, election: &Election, codes: &[(Half, &Credential)]) -> String {
    let fragment: Vec<_> = codes
        .iter()
        .map(|(half, code)| format!("{}={}", half.name(), code.expose()))
        .collect();
    let address = crate::election::load::address(landlord, election);
    format!("{address}/voter#{}", fragment.join("&"))
}

fn vote(t: T, landlord: &Landlord, election: &Election, line: u32) -> AnyView {
    let when = card::when(t, election);
    if election.stage != Stage::Open {
        return view! { <p class="note">{when}</p> }.into_any();
    }
    let [a, b] = [Half::A, Half::B].map(|half| code(&election.handle, half, line));
    let link = booth(landlord, election, &[(Half::A, &a), (Half::B, &b)]);
    view! {
        <p><a class="button" href=link rel="nofollow">{t.demo_letters_vote()}</a></p>
        <p class="who">{t.demo_letters_vote_what()}</p>
    }
    .into_any()
}

fn sheets(t: T, origin: &str, landlord: &Landlord, election: &Election, line: u32) -> AnyView {
    let authorities = election.protocol.code_authorities.clone();
    let names = authorities.map(|CodeAuthorities { a, b }| [a.sender, b.sender]);
    let [from_a, from_b] = names.unwrap_or_default();
    let both = [(Half::A, from_a), (Half::B, from_b)]
        .into_iter()
        .map(|(half, sender)| {
            let code = code(&election.handle, half, line);
            let address = booth(landlord, election, &[(half, &code)]);
            sheet(t, half, &sender, &code, &format!("{origin}{address}"))
        })
        .collect_view();
    view! { <div class="voting-letters">{both}</div> }.into_any()
}

fn sheet(t: T, half: Half, sender: &str, code: &Credential, address: &str) -> AnyView {
    let letter = half.name().to_uppercase();
    let drawn = qr::draw(address).map(|drawn| {
        let side = drawn.side;
        let box_ = format!("0 0 {side} {side}");
        view! {
            <svg class="letter-qr" viewBox=box_ role="img" aria-label=t.demo_letters_qr() shape-rendering="crispEdges">
                <path d=drawn.path/>
            </svg>
        }
    });
    view! {
        <article class="card voting-letter" lang="fr">
            <p class="eyebrow">{sender.to_owned()}</p>
            <h2>{t.demo_letters_code(letter)}</h2>
            <div><p class="letter-code">{code.expose().to_owned()}</p></div>
            <p class="code-words">{code.words().to_string()}</p>
            {drawn}
        </article>
    }
    .into_any()
}
