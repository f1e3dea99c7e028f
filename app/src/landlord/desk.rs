//! The desk of those who hold a role with a landlord: staff, facilitators, guarantors.

use crate::charter;
use crate::i18n::T;
use crate::site::access::Desk;
use crate::site::{context::Ctx, shell, shell::Head};
use crate::{entry, moderation};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::account::role::Role;

/// Who has a desk.
pub const ROLES: &[Role] = &[
    Role::LandlordStaff,
    Role::Facilitator,
    Role::Guarantor,
    Role::ElectionOfficer,
];

/// One thing to do at the desk.
struct Section {
    /// Its address below `/{landlord}/`.
    path: &'static str,
    /// Who may.
    roles: &'static [Role],
    title: fn(T) -> &'static str,
    what: fn(T) -> &'static str,
}

/// All of them, in the order of the page.
const SECTIONS: &[Section] = &[
    Section {
        path: "charte",
        roles: ROLES,
        title: T::desk_charter,
        what: T::desk_charter_what,
    },
    Section {
        path: "gestion/charte",
        roles: charter::desk::ROLES,
        title: T::texts_title,
        what: T::texts_card_what,
    },
    Section {
        path: "gestion/election",
        roles: crate::election::desk::ROLES,
        title: T::protocol_desk,
        what: T::protocol_desk_what,
    },
    Section {
        path: "gestion/accords",
        roles: crate::agreement::desk::ROLES,
        title: T::agreement_desk,
        what: T::agreement_desk_what,
    },
    Section {
        path: "gestion/consultations",
        roles: crate::consultation::desk::ROLES,
        title: T::consultation_index,
        what: T::consultation_card,
    },
    Section {
        path: "gestion/fichier",
        roles: crate::roll::ROLES,
        title: T::roll_title,
        what: T::roll_what,
    },
    Section {
        path: "gestion/locataires",
        roles: crate::letters::ROLES,
        title: T::people_title,
        what: T::people_what,
    },
    Section {
        path: "gestion/courriers",
        roles: crate::letters::ROLES,
        title: T::letters_title,
        what: T::letters_what,
    },
    Section {
        path: "gestion/coordonnees",
        roles: super::contact::ROLES,
        title: T::contact_title,
        what: T::contact_what,
    },
    Section {
        path: "gestion/moderation",
        roles: moderation::queue::ROLES,
        title: T::moderation_title,
        what: T::moderation_card,
    },
    Section {
        path: "gestion/saisie",
        roles: entry::page::ROLES,
        title: T::entry_title,
        what: T::entry_card,
    },
    Section {
        path: "gestion/talons",
        roles: entry::page::ROLES,
        title: T::entry_find,
        what: T::entry_find_card,
    },
    Section {
        path: "gestion/amendements",
        roles: crate::amendment::treat::ROLES,
        title: T::treat_title,
        what: T::treat_card,
    },
    Section {
        path: "gestion/adoption",
        roles: crate::adoption::desk::ROLES,
        title: T::adopting_title,
        what: T::adopting_card,
    },
    Section {
        path: "gestion/amendements/saisie",
        roles: crate::amendment::write::paper::ROLES,
        title: T::amend_paper,
        what: T::amend_paper_card,
    },
];

/// The page: a card for each thing that the reader may do.
pub async fn page(ctx: Ctx, desk: Desk) -> Response {
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.desk_title());
    shell::page(&ctx, &head, move || {
        let cards = SECTIONS
            .iter()
            .filter(|section| section.roles.iter().any(|role| desk.holds(*role)))
            .map(|section| {
                let address = format!("/{}/{}", desk.landlord.slug, section.path);
                view! {
                    <li class="card">
                        <h2><a href=address>{(section.title)(t)}</a></h2>
                        <p>{(section.what)(t)}</p>
                    </li>
                }
            })
            .collect_view();
        view! {
            <p class="eyebrow">{desk.landlord.name.clone()}</p>
            <h1>{t.desk_title()}</h1>
            <p class="lead">{t.desk_lead()}</p>
            <ul class="cards">{cards}</ul>
        }
    })
}

/// The way back to the desk, above the title of each of its pages.
#[must_use]
pub fn crumbs(t: T, desk: &Desk) -> AnyView {
    let address = format!("/{}/gestion", desk.landlord.slug);
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href=address>{t.desk_title()}</a>
        </nav>
    }
    .into_any()
}
