//! Addresses of the adoption of the charter by its colleges.

use super::{Route, form, page};
use crate::adoption::{self, desk};
use crate::site::access::Access::{Anyone, SignedIn};
use axum::routing::{get, post};

/// Its pages.
pub(super) fn pages() -> Vec<Route> {
    vec![
        page(
            "/{landlord}/charte/adoption",
            Anyone,
            get(adoption::page::page),
        ),
        // A delegate holds her role with an association: the page asks who she is.
        page("/{landlord}/gestion/adoption", SignedIn, get(desk::page)),
        page(
            "/{landlord}/gestion/adoption/regles",
            SignedIn,
            get(desk::rules_page),
        ),
        page(
            "/{landlord}/gestion/adoption/{college}",
            SignedIn,
            get(desk::college::page),
        ),
    ]
}

/// Its forms.
pub(super) fn forms() -> Vec<Route> {
    vec![
        form("/api/adoption/{landlord}/rules", SignedIn, post(desk::set)),
        form("/api/adoption/{landlord}/open", SignedIn, post(desk::open)),
        form(
            "/api/adoption/{landlord}/conclude",
            SignedIn,
            post(desk::conclude),
        ),
        form(
            "/api/adoption/{landlord}/reopen",
            SignedIn,
            post(desk::reopen),
        ),
        form(
            "/api/adoption/{landlord}/{college}/keep",
            SignedIn,
            post(desk::keep),
        ),
        form(
            "/api/adoption/{landlord}/{college}/consult",
            SignedIn,
            post(desk::begin),
        ),
        form(
            "/api/adoption/{landlord}/{college}/refuse",
            SignedIn,
            post(desk::refuse),
        ),
        form(
            "/api/adoption/{landlord}/{college}/drop",
            SignedIn,
            post(desk::drop_one),
        ),
    ]
}
