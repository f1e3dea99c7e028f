//! Addresses of collective agreements.

use super::{Route, form, page};
use crate::agreement::{self, answer, desk};
use crate::site::access::Access::{Anyone, Holds, SignedIn};
use axum::routing::{get, post};

/// Its pages.
pub(super) fn pages() -> Vec<Route> {
    let at_desk = Holds(desk::ROLES);
    vec![
        page("/{landlord}/accords", Anyone, get(agreement::index::page)),
        page(
            "/{landlord}/accords/{agreement}",
            Anyone,
            get(agreement::page::page),
        ),
        page(
            "/{landlord}/gestion/accords",
            at_desk,
            get(desk::index::page),
        ),
        page(
            "/{landlord}/gestion/accords/{agreement}",
            at_desk,
            get(desk::one::page),
        ),
        page(
            "/{landlord}/gestion/accords/{agreement}/saisie",
            at_desk,
            get(desk::paper::page),
        ),
        page(
            "/{landlord}/gestion/accords/{agreement}/reponse/{answer}",
            at_desk,
            get(desk::written::page),
        ),
        page(
            "/{landlord}/gestion/accords/{agreement}/courriers",
            at_desk,
            get(desk::letters::page),
        ),
    ]
}

/// Its forms.
pub(super) fn forms() -> Vec<Route> {
    let at_desk = Holds(desk::ROLES);
    vec![
        form(
            "/api/agreement/{landlord}/new",
            at_desk,
            post(desk::index::begin_one),
        ),
        form(
            "/api/agreement/{landlord}/{agreement}/save",
            at_desk,
            post(desk::save::save),
        ),
        form(
            "/api/agreement/{landlord}/{agreement}/open",
            at_desk,
            post(desk::act::open),
        ),
        form(
            "/api/agreement/{landlord}/{agreement}/close",
            at_desk,
            post(desk::act::close),
        ),
        form(
            "/api/agreement/{landlord}/{agreement}/enter",
            at_desk,
            post(desk::paper::enter),
        ),
        form(
            "/api/agreement/{landlord}/{agreement}/take-back",
            at_desk,
            post(desk::written::back),
        ),
        form(
            "/api/agreement/{landlord}/{agreement}/answer",
            SignedIn,
            post(answer::answer),
        ),
        form(
            "/api/agreement/{landlord}/{agreement}/back",
            SignedIn,
            post(answer::back),
        ),
    ]
}
