//! The place that a page leaves to the script of voters or observers, and the script itself.

use super::load::Found;
use crate::site::context::Ctx;
use leptos::prelude::*;
use palier_store::landlord_contact::Contact;

/// Which script a page runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// The booth.
    Voter,
    /// What is around the board; the page of it.
    Observer(&'static str),
}

/// The place, filled with what is read until the script has started, or when it never does.
pub fn place(
    ctx: &Ctx,
    found: &Found,
    contact: Option<&Contact>,
    script: Script,
    inside: AnyView,
) -> impl IntoView + use<> {
    let assets = &ctx.site.assets;
    let (source, page) = match script {
        Script::Voter => (assets.voter, "voter"),
        Script::Observer(page) => (assets.observer, page),
    };
    let handle = &found.election.handle;
    view! {
        <div
            id="booth"
            data-page=page
            data-election=handle.clone()
            data-base=found.address()
            data-api=format!("/api/election/{handle}")
            data-worker=assets.booth
            data-zone=found.landlord.zone.clone()
            data-phone=contact.map(|contact| contact.phone.clone())
        >
            {inside}
        </div>
        <script type="module" src=source nonce=ctx.nonce.clone()></script>
    }
}
