//! The landlord's desk: writing an agreement, asking the tenants, entering letters, counting.

pub mod act;
pub mod form;
pub mod index;
pub mod letters;
pub mod one;
pub mod paper;
pub mod save;
pub mod typed;
pub mod written;

use super::load::Found;
use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::account::role::Role;

/// Who keeps agreements.
pub const ROLES: &[Role] = &[Role::LandlordStaff];

/// An agreement's page at the desk.
fn address(found: &Found) -> String {
    format!("/{}/gestion/accords/{}", found.landlord.slug, found.id())
}

/// A form's endpoint.
fn endpoint(found: &Found, act: &str) -> String {
    format!(
        "/api/agreement/{}/{}/{act}",
        found.landlord.slug,
        found.id()
    )
}

/// The way back to the desk's page of the agreement.
fn crumbs(t: T, found: &Found) -> AnyView {
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href=address(found) lang="fr">{found.whole.agreement.title.clone()}</a>
        </nav>
    }
    .into_any()
}
