//! Addresses where amendments are written, signed and handed in.

use super::{Route, form, page};
use crate::amendment::write::{
    act, booklet, choose, difference, editor, mine, page as one, paper, save,
};
use crate::site::access::Access::{Anyone, AskedInside, Holds, SignedIn};
use axum::routing::{get, post};

/// Who begins or saves: what was typed is kept while she signs in.
const WRITES: &str = "a tenant, an association or the landlord";

/// Bytes of a form that carries several articles.
const ARTICLES: usize = 512 * 1024;

/// Its pages.
pub(super) fn pages() -> Vec<Route> {
    vec![
        page(
            "/{landlord}/charte/{handle}/amender",
            SignedIn,
            get(editor::begin),
        ),
        page(
            "/{landlord}/charte/amendements/brouillon/{id}",
            Anyone,
            get(one::page),
        ),
        page(
            "/{landlord}/charte/amendements/brouillon/{id}/ecrire",
            SignedIn,
            get(editor::go_on),
        ),
        page(
            "/{landlord}/charte/mes-amendements",
            SignedIn,
            get(mine::page),
        ),
        page("/{landlord}/charte/cahier", Anyone, get(booklet::page)),
        page(
            "/{landlord}/gestion/amendements/saisie",
            Holds(paper::ROLES),
            get(paper::page),
        ),
    ]
}

/// Its forms.
pub(super) fn forms() -> Vec<Route> {
    let asked = AskedInside(WRITES);
    vec![
        form("/api/amendment/{landlord}/begin", asked, post(save::begin)).takes(ARTICLES),
        form(
            "/api/amendment/{landlord}/difference",
            SignedIn,
            post(difference::difference),
        )
        .takes(ARTICLES),
        form(
            "/api/amendment/{landlord}/paper",
            Holds(paper::ROLES),
            post(paper::enter),
        )
        .takes(ARTICLES),
        form(
            "/api/amendment/{landlord}/{id}/save",
            asked,
            post(save::save),
        )
        .takes(ARTICLES),
        form(
            "/api/amendment/{landlord}/{id}/forget",
            SignedIn,
            post(save::forget),
        ),
        form(
            "/api/amendment/{landlord}/{id}/submit",
            SignedIn,
            post(act::submit),
        ),
        form(
            "/api/amendment/{landlord}/{id}/support",
            SignedIn,
            post(act::support),
        ),
        form(
            "/api/amendment/{landlord}/{id}/discard",
            SignedIn,
            post(act::discard),
        ),
        form(
            "/api/amendment/{landlord}/{id}/sign",
            SignedIn,
            post(act::sign),
        ),
        form(
            "/api/amendment/{landlord}/{id}/unsign",
            SignedIn,
            post(act::unsign),
        ),
        form(
            "/api/amendment/{landlord}/{id}/answer",
            SignedIn,
            post(act::answer),
        ),
        form(
            "/api/amendment/{landlord}/{id}/withdraw",
            SignedIn,
            post(act::withdraw),
        ),
        form(
            "/api/amendment/{landlord}/{id}/take-over",
            SignedIn,
            post(act::take_over),
        ),
        form(
            "/api/amendment/{landlord}/{id}/choose",
            SignedIn,
            post(choose::choose),
        ),
    ]
}
