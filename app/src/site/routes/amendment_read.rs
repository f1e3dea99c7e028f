//! Addresses where amendments are read.

use super::{Route, form, page};
use crate::amendment::read::{comment, compare, fates, find, list, one, origin};
use crate::site::access::Access::Anyone;
use axum::routing::{get, post};

/// Its pages.
pub(super) fn pages() -> Vec<Route> {
    vec![
        page("/{landlord}/charte/amendements", Anyone, get(list::page)),
        page(
            "/{landlord}/charte/amendements/{number}",
            Anyone,
            get(one::page),
        ),
        page("/{landlord}/charte/suites", Anyone, get(fates::page)),
        page("/{landlord}/charte/comparer", Anyone, get(compare::page)),
        page(
            "/{landlord}/charte/origine/{handle}",
            Anyone,
            get(origin::page),
        ),
        page("/{landlord}/charte/recherche", Anyone, get(find::page)),
    ]
}

/// Its forms.
pub(super) fn forms() -> Vec<Route> {
    vec![form("/api/amendment-comment", Anyone, post(comment::send))]
}
