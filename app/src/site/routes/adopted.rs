//! Addresses of what follows the adoption of a charter: the text in force, its commitments, and how it
//! came to be.

use super::{Route, form, page};
use crate::site::access::Access::{Anyone, SignedIn};
use crate::{adopted, commitment, process};
use axum::routing::{get, post};

/// Its pages and files.
pub(super) fn pages() -> Vec<Route> {
    vec![
        page(
            "/{landlord}/charte/adoptee",
            Anyone,
            get(adopted::page::page),
        ),
        page(
            "/{landlord}/charte/adoptee.md",
            Anyone,
            get(adopted::files::text),
        ),
        page(
            "/{landlord}/charte/adoptee.pdf",
            Anyone,
            get(adopted::files::pdf),
        ),
        page(
            "/{landlord}/charte/engagements",
            Anyone,
            get(commitment::index::page),
        ),
        page(
            "/{landlord}/charte/engagements/{id}",
            Anyone,
            get(commitment::one::page),
        ),
        page(
            "/{landlord}/charte/engagements.csv",
            Anyone,
            get(commitment::data::table),
        ),
        page(
            "/{landlord}/charte/engagements.json",
            Anyone,
            get(commitment::data::document),
        ),
        page(
            "/{landlord}/charte/processus.json",
            Anyone,
            get(process::json),
        ),
        page(
            "/{landlord}/charte/processus.md",
            Anyone,
            get(process::markdown),
        ),
    ]
}

/// Its forms.
pub(super) fn forms() -> Vec<Route> {
    vec![
        form(
            "/api/adopted/{landlord}/sign",
            SignedIn,
            post(adopted::sign),
        ),
        form(
            "/api/commitment/{landlord}/{id}/report",
            SignedIn,
            post(commitment::report),
        ),
        form(
            "/api/commitment/{landlord}/{id}/complete",
            SignedIn,
            post(commitment::complete),
        ),
    ]
}
