//! Addresses of what is prepared before a vote: roll, codes, keys, seals, rehearsal.

use super::{Route, form, page};
use crate::election::electoral_roll as roll;
use crate::site::access::Access::{Anyone, Holds, SignedIn};
use axum::routing::{get, post};

/// Its pages.
pub(super) fn pages() -> Vec<Route> {
    vec![
        page(
            "/{landlord}/election/{handle}/liste-electorale",
            Anyone,
            get(roll::public::page),
        ),
        page(
            "/{landlord}/election/{handle}/electeur",
            SignedIn,
            get(roll::mine::page),
        ),
        page(
            "/{landlord}/election/{handle}/electeur/demande/{correction}",
            SignedIn,
            get(roll::request::page),
        ),
        page(
            "/{landlord}/gestion/election/{handle}/liste-electorale",
            Holds(roll::ROLES),
            get(roll::desk::page),
        ),
        page(
            "/{landlord}/gestion/election/{handle}/liste-electorale/demande/{correction}",
            Holds(roll::ROLES),
            get(roll::decide::page),
        ),
    ]
}

/// Its forms.
pub(super) fn forms() -> Vec<Route> {
    vec![
        form(
            "/api/electoral-roll/{landlord}/{handle}/make",
            Holds(roll::ROLES),
            post(roll::act::make),
        ),
        form(
            "/api/electoral-roll/{landlord}/{handle}/publish",
            Holds(roll::ROLES),
            post(roll::act::publish),
        ),
        form(
            "/api/electoral-roll/{landlord}/{handle}/freeze",
            Holds(roll::ROLES),
            post(roll::act::freeze),
        ),
        form(
            "/api/electoral-roll/{landlord}/{handle}/decide",
            Holds(roll::ROLES),
            post(roll::decide::decide),
        ),
        form(
            "/api/electoral-roll/{landlord}/{handle}/file",
            Holds(roll::ROLES),
            post(roll::files::send),
        )
        .takes(roll::READ),
        form(
            "/api/electoral-roll/{landlord}/{handle}/ask",
            SignedIn,
            post(roll::ask::ask),
        ),
    ]
}
