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
    /// Codes made on the device, in a consultation.
    Register,
    /// What is around the board; the page of it.
    Observer(&'static str),
}

/// Where a script works.
pub struct At<'a> {
    /// The identifier of the archive.
    pub handle: &'a str,
    /// The address that those of its pages and files begin with.
    pub address: String,
    /// The landlord's zone.
    pub zone: &'a str,
    /// The help desk's telephone.
    pub phone: Option<String>,
    /// What is voted on, where it is no election: sentences may differ.
    pub kind: Option<&'static str>,
}

/// The place, filled with what is read until the script has started, or when it never does.
pub fn place(
    ctx: &Ctx,
    found: &Found,
    contact: Option<&Contact>,
    script: Script,
    inside: AnyView,
) -> impl IntoView + use<> {
    let place = At {
        handle: &found.election.handle,
        address: found.address(),
        zone: &found.landlord.zone,
        phone: contact.map(|contact| contact.phone.clone()),
        kind: None,
    };
    at(ctx, place, script, inside)
}

/// The same for any place.
pub fn at(ctx: &Ctx, place: At<'_>, script: Script, inside: AnyView) -> impl IntoView + use<> {
    let assets = &ctx.site.assets;
    let (source, page) = match script {
        Script::Voter => (assets.voter, "voter"),
        Script::Register => (assets.voter, "register"),
        Script::Observer(page) => (assets.observer, page),
    };
    view! {
        <div
            id="booth"
            data-page=page
            data-kind=place.kind
            data-election=place.handle.to_owned()
            data-base=place.address
            data-api=format!("/api/election/{}", place.handle)
            data-worker=assets.booth
            data-zone=place.zone.to_owned()
            data-phone=place.phone
        >
            {inside}
        </div>
        <script type="module" src=source nonce=ctx.nonce.clone()></script>
    }
}
