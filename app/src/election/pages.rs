//! The pages of an election, each with what it is for, from the stage on that fills it.

use super::load::Found;
use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;

/// A page of an election.
pub struct Page {
    /// Its address below the election's.
    path: &'static str,
    title: fn(T) -> &'static str,
    what: fn(T) -> &'static str,
    /// The stage from which on it says something.
    from: Stage,
    /// The last stage at which there is something to do on it.
    until: Stage,
    /// Whether it is about online voting.
    online: bool,
}

/// Pages to read before voting.
pub const READ: &[Page] = &[
    Page {
        path: "listes",
        title: T::lists_title,
        what: T::lists_lead,
        from: Stage::Announced,
        until: Stage::Archived,
        online: false,
    },
    Page {
        path: "electeur",
        title: T::electoral_mine_title,
        what: T::election_mine_card,
        from: Stage::RollPublished,
        until: Stage::Archived,
        online: false,
    },
    Page {
        path: "lettre-perdue",
        title: T::lost_letter_title,
        what: T::lost_letter_card,
        from: Stage::CodesSealed,
        until: Stage::Open,
        online: true,
    },
    Page {
        path: "calendrier",
        title: T::calendar_title,
        what: T::calendar_lead,
        from: Stage::Draft,
        until: Stage::Archived,
        online: false,
    },
    Page {
        path: "avis",
        title: T::election_notice_title,
        what: T::election_notice_lead,
        from: Stage::Draft,
        until: Stage::Archived,
        online: false,
    },
    Page {
        path: "protocole",
        title: T::protocol_title,
        what: T::protocol_public,
        from: Stage::Draft,
        until: Stage::Archived,
        online: false,
    },
];

/// Pages that the result fills.
pub const RESULT: &[Page] = &[
    Page {
        path: "resultat",
        title: T::outcome_title,
        what: T::outcome_card,
        from: Stage::Proclaimed,
        until: Stage::Archived,
        online: false,
    },
    Page {
        path: "proces-verbal",
        title: T::record_title,
        what: T::record_lead,
        from: Stage::Proclaimed,
        until: Stage::Archived,
        online: false,
    },
];

/// Pages by which anybody checks the election.
pub const CHECK: &[Page] = &[
    Page {
        path: "urne",
        title: T::election_board,
        what: T::election_board_what,
        from: Stage::Sealed,
        until: Stage::Archived,
        online: true,
    },
    Page {
        path: "depouillement",
        title: T::closing_title,
        what: T::closing_card,
        from: Stage::Frozen,
        until: Stage::Archived,
        online: false,
    },
    Page {
        path: "dechiffrement",
        title: T::closing_decryption_title,
        what: T::closing_decryption_card,
        from: Stage::Tallied,
        until: Stage::Archived,
        online: true,
    },
    Page {
        path: "participation",
        title: T::election_turnout_title,
        what: T::election_turnout_card,
        from: Stage::Open,
        until: Stage::Archived,
        online: false,
    },
    Page {
        path: "liste-electorale",
        title: T::electoral_title,
        what: T::electoral_card,
        from: Stage::RollPublished,
        until: Stage::Archived,
        online: false,
    },
    Page {
        path: "cles",
        title: T::sealing_keys_title,
        what: T::sealing_keys_card,
        from: Stage::RollFrozen,
        until: Stage::Archived,
        online: true,
    },
    Page {
        path: "scelles",
        title: T::sealing_seals_title,
        what: T::sealing_seals_card,
        from: Stage::Sealed,
        until: Stage::Archived,
        online: false,
    },
    Page {
        path: "confiance",
        title: T::election_trust_title,
        what: T::election_trust_card,
        from: Stage::Draft,
        until: Stage::Archived,
        online: true,
    },
];

/// Those that are there at the election's stage.
pub fn show(t: T, found: &Found, pages: &[Page]) -> AnyView {
    let election = &found.election;
    let items = pages
        .iter()
        .filter(|page| (page.from..=page.until).contains(&election.stage))
        .filter(|page| !page.online || election.protocol.channels.online)
        .map(|page| {
            let link = format!("{}/{}", found.address(), page.path);
            view! {
                <li class="card">
                    <h3><a href=link>{(page.title)(t)}</a></h3>
                    <p>{(page.what)(t)}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="cards">{items}</ul> }.into_any()
}
