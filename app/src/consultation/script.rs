//! The place that a page leaves to the script of voters or observers.

use super::load::Found;
use crate::election::script::{At, Script, at};
use crate::site::context::Ctx;
use leptos::prelude::*;

/// The place, filled with what is read until the script has started, or when it never does.
pub fn place(ctx: &Ctx, found: &Found, script: Script, inside: AnyView) -> AnyView {
    let place = At {
        handle: &found.asked.handle,
        address: found.address(),
        zone: &found.landlord.zone,
        phone: None,
        kind: Some("consultation"),
    };
    at(ctx, place, script, inside).into_any()
}
