//! Addresses of what follows a vote: tally, decryption, count.

use super::{Route, form, page};
use crate::election::closing::{MOST, ask, decryption, desk, hand_in, lots, page as closing};
use crate::site::access::Access::{Anyone, SignedIn};
use axum::routing::{get, post};

/// Its pages.
pub(super) fn pages() -> Vec<Route> {
    vec![
        page(
            "/{landlord}/election/{handle}/depouillement",
            Anyone,
            get(closing::page),
        ),
        page(
            "/{landlord}/election/{handle}/dechiffrement",
            Anyone,
            get(decryption::page),
        ),
        page(
            "/{landlord}/election/{handle}/comptage",
            SignedIn,
            get(desk::page),
        ),
    ]
}

/// Its forms.
pub(super) fn forms() -> Vec<Route> {
    vec![
        form(
            "/api/closing/{landlord}/{handle}/go-on",
            SignedIn,
            post(ask::go_on),
        ),
        form(
            "/api/closing/{landlord}/{handle}/share",
            SignedIn,
            post(hand_in::send),
        )
        .takes(2 * MOST),
        form(
            "/api/closing/{landlord}/{handle}/lots",
            SignedIn,
            post(lots::send),
        ),
        form(
            "/api/closing/{landlord}/{handle}/count",
            SignedIn,
            post(desk::send),
        ),
    ]
}
