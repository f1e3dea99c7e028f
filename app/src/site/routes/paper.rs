//! Addresses of paper that is counted: envelopes, two counts, letters to a lot of marks.

use super::{Route, form, page};
use crate::election::paper::{
    PASTED, bulk, count, envelope, mark_letter, marks, mistake, overview, received, send,
};
use crate::site::access::Access::SignedIn;
use axum::routing::{get, post};

/// Its pages.
pub(super) fn pages() -> Vec<Route> {
    vec![
        page(
            "/{landlord}/gestion/election/{handle}/depouillement-papier",
            SignedIn,
            get(overview::page),
        ),
        page(
            "/{landlord}/gestion/election/{handle}/depouillement-papier/enveloppes",
            SignedIn,
            get(envelope::page),
        ),
        page(
            "/{landlord}/gestion/election/{handle}/depouillement-papier/comptage",
            SignedIn,
            get(count::page),
        ),
        page(
            "/{landlord}/gestion/election/{handle}/depouillement-papier/lettres",
            SignedIn,
            get(marks::page),
        ),
    ]
}

/// Its forms.
pub(super) fn forms() -> Vec<Route> {
    vec![
        form(
            "/api/paper/{landlord}/{handle}/received",
            SignedIn,
            post(received::note),
        ),
        form(
            "/api/paper/{landlord}/{handle}/envelope",
            SignedIn,
            post(envelope::enter),
        ),
        form(
            "/api/paper/{landlord}/{handle}/envelopes",
            SignedIn,
            post(bulk::enter),
        )
        .takes(PASTED),
        form(
            "/api/paper/{landlord}/{handle}/take-back",
            SignedIn,
            post(mistake::take_back),
        ),
        form(
            "/api/paper/{landlord}/{handle}/sheet",
            SignedIn,
            post(send::sheet),
        ),
        form(
            "/api/paper/{landlord}/{handle}/settle",
            SignedIn,
            post(send::settle),
        ),
        form(
            "/api/paper/{landlord}/{handle}/reopen",
            SignedIn,
            post(send::reopen),
        ),
        form(
            "/api/paper/{landlord}/{handle}/marks-draw",
            SignedIn,
            post(marks::draw),
        ),
        form(
            "/api/paper/{landlord}/{handle}/marks-letters",
            SignedIn,
            post(mark_letter::print),
        ),
        form(
            "/api/paper/{landlord}/{handle}/marks-answer",
            SignedIn,
            post(marks::answer),
        ),
    ]
}
