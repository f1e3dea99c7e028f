//! Addresses where amendments are treated, voted and merged.

use super::{Route, form, page};
use crate::amendment::treat::{self, desk, merge, one, review, rules, step, vote};
use crate::site::access::Access::{Anyone, SignedIn};
use axum::routing::{get, post};

/// Its pages.
pub(super) fn pages() -> Vec<Route> {
    vec![
        // Whoever is of the drafting committee holds no role: the page asks who she is.
        page("/{landlord}/gestion/amendements", SignedIn, get(desk::page)),
        page(
            "/{landlord}/gestion/amendements/{number}",
            SignedIn,
            get(one::page),
        ),
        page(
            "/{landlord}/gestion/amendements/regles",
            SignedIn,
            get(rules::page),
        ),
        page("/{landlord}/charte/revue", Anyone, get(review::page)),
        page("/{landlord}/charte/vote", Anyone, get(vote::page)),
        page("/{landlord}/charte/fusion", Anyone, get(merge::page)),
    ]
}

/// Its forms.
pub(super) fn forms() -> Vec<Route> {
    vec![
        form("/api/treat/{landlord}/step", SignedIn, post(step::take)),
        form("/api/treat/{landlord}/rules", SignedIn, post(treat::set)),
        form(
            "/api/treat/{landlord}/committee/join",
            SignedIn,
            post(treat::join),
        ),
        form(
            "/api/treat/{landlord}/committee/leave",
            SignedIn,
            post(treat::leave),
        ),
        form(
            "/api/treat/{landlord}/amendment/{number}/{what}",
            SignedIn,
            post(treat::act),
        ),
        form(
            "/api/treat/{landlord}/comment/{comment}/say",
            SignedIn,
            post(treat::say),
        ),
        form(
            "/api/treat/{landlord}/comment/{comment}/amend",
            SignedIn,
            post(treat::begin),
        ),
        form("/api/treat/{landlord}/vote", SignedIn, post(treat::record)),
        form(
            "/api/treat/{landlord}/merge/touch",
            SignedIn,
            post(treat::touch),
        ),
        form(
            "/api/treat/{landlord}/merge/undo",
            SignedIn,
            post(treat::undo),
        ),
        form(
            "/api/treat/{landlord}/merge/publish",
            SignedIn,
            post(treat::publish),
        ),
    ]
}
