//! An election as a card: where it stands, and the one thing to do now.

use super::{load, say};
use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_store::election::Election;
use palier_store::landlord::Landlord;

/// The card.
#[must_use]
pub fn card(t: T, landlord: &Landlord, election: &Election) -> AnyView {
    let address = load::address(landlord, election);
    let (link, action) = match election.stage {
        Stage::Open => (format!("{address}/voter"), t.election_vote()),
        Stage::Proclaimed | Stage::Final | Stage::Annulled | Stage::Archived => {
            (format!("{address}/resultat"), t.outcome_see())
        }
        _ => (address.clone(), t.election_see()),
    };
    view! {
        <section class="card main">
            <span class=say::tag(election.stage)>{say::stage(t, election.stage)}</span>
            <h2 lang="fr"><a href=address>{election.title.clone()}</a></h2>
            <p>{when(t, election)}</p>
            <p><a class="button" href=link>{action}</a></p>
        </section>
    }
    .into_any()
}

/// Until when votes are taken online, and on what day the election is.
#[must_use]
pub fn when(t: T, election: &Election) -> String {
    let protocol = &election.protocol.0;
    let day = t.weekday_date(protocol.day);
    match protocol.online_hours.filter(|_| protocol.channels.online) {
        None => t.election_on(day),
        Some(hours) => {
            let (opens, closes) = (hours.opens, hours.closes);
            t.election_online_from_to(
                t.weekday_date(closes.date()),
                t.hour(closes.time()),
                t.weekday_date(opens.date()),
                t.hour(opens.time()),
            )
        }
    }
}
