//! Addresses of consultations.

use super::{Route, form, page};
use crate::consultation::{
    board, booth, desk, files, holder, home, index, observe, register, rule_sheet,
};
use crate::election::vote;
use crate::site::access::Access::{Anyone, Holds, SignedIn};
use axum::routing::{get, post};

/// Its pages.
pub(super) fn pages() -> Vec<Route> {
    let mut all = public();
    all.extend([
        page(
            "/{landlord}/consultations/{handle}/inscription",
            SignedIn,
            get(register::page),
        ),
        page(
            "/{landlord}/consultations/{handle}/cle",
            SignedIn,
            get(holder::page),
        ),
        page(
            "/{landlord}/gestion/consultations",
            Holds(desk::ROLES),
            get(desk::index::page),
        ),
        page(
            "/{landlord}/gestion/consultations/{handle}",
            Holds(desk::ROLES),
            get(desk::one::page),
        ),
    ]);
    all
}

/// Those that anybody reads.
fn public() -> Vec<Route> {
    vec![
        page("/{landlord}/consultations", Anyone, get(index::page)),
        page(
            "/{landlord}/consultations/{handle}",
            Anyone,
            get(home::page),
        ),
        page(
            "/{landlord}/consultations/{handle}/voter",
            Anyone,
            get(booth::page),
        ),
        page(
            "/{landlord}/consultations/{handle}/urne",
            Anyone,
            get(board::page),
        ),
        page(
            "/{landlord}/consultations/{handle}/urne/verifier",
            Anyone,
            get(observe::verify),
        ),
        page(
            "/{landlord}/consultations/{handle}/urne/a-ma-place",
            Anyone,
            get(observe::mine),
        ),
        page(
            "/{landlord}/consultations/{handle}/urne/controle",
            Anyone,
            get(observe::audit),
        ),
        page(vote::ASKED_BOOTH, Anyone, get(vote::booth::booth)),
        page(
            vote::ASKED_CREDENTIALS,
            Anyone,
            get(vote::booth::credentials),
        ),
        page(
            "/{landlord}/consultations/{handle}/urne.json",
            Anyone,
            get(vote::board::board),
        ),
        page(
            "/{landlord}/consultations/{handle}/archive.bel",
            Anyone,
            get(vote::archive::archive),
        ),
        page(
            "/{landlord}/consultations/{handle}/colleges.json",
            Anyone,
            get(files::colleges),
        ),
        page(
            "/{landlord}/consultations/{handle}/regles.json",
            Anyone,
            get(rule_sheet::file),
        ),
    ]
}

/// Its forms.
pub(super) fn forms() -> Vec<Route> {
    let officer = || Holds(desk::ROLES);
    vec![
        form(
            "/api/consultation/{landlord}/new",
            officer(),
            post(desk::index::begin),
        ),
        form(
            "/api/consultation/{landlord}/{handle}/save",
            officer(),
            post(desk::one::save),
        ),
        form(
            "/api/consultation/{landlord}/{handle}/college",
            officer(),
            post(desk::college::add),
        ),
        form(
            "/api/consultation/{landlord}/{handle}/holder",
            officer(),
            post(desk::holder::add),
        ),
        form(
            "/api/consultation/{landlord}/{handle}/announce",
            officer(),
            post(desk::one::announce),
        ),
        form(
            "/api/consultation/{landlord}/{handle}/cancel",
            officer(),
            post(desk::one::cancel),
        ),
        form(
            "/api/consultation/{landlord}/{handle}/register",
            SignedIn,
            post(register::register),
        ),
        form(
            "/api/consultation/{landlord}/{handle}/key",
            SignedIn,
            post(holder::key),
        )
        .takes(holder::MOST),
        form(
            "/api/consultation/{landlord}/{handle}/decryption",
            SignedIn,
            post(holder::decryption),
        )
        .takes(holder::MOST),
    ]
}
