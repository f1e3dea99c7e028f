//! While no charter is adopted: what is under way.

use crate::amendment::treat::step::steps;
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::site::context::Ctx;
use crate::site::shell::{self, Head};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::status::VersionStatus;

/// The page.
pub(super) fn page(ctx: &Ctx, reader: &Reader) -> Response {
    let t = ctx.t;
    let head = Head::of(&reader.landlord, t.adopted_title());
    shell::page(ctx, &head, || {
        let status = reader.found.text.status;
        let (below, name) = where_to(t, status);
        let charter = format!("/{}/charte", reader.landlord.slug);
        let next = format!("{charter}{below}");
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=charter lang="fr">{reader.found.title()}</a>
            </nav>
            <h1>{t.adopted_title()}</h1>
            <p class="lead">{t.adopted_none()}</p>
            <p>{now(t, status)}</p>
            {steps(t, status)}
            <p><a class="button" href=next>{name}</a></p>
            <p class="who">{t.adopted_none_then()}</p>
        }
    })
}

/// What is under way, in a sentence.
fn now(t: T, status: VersionStatus) -> &'static str {
    match status {
        VersionStatus::Draft | VersionStatus::Superseded | VersionStatus::Adopted => {
            t.adopted_now_draft()
        }
        VersionStatus::Open => t.adopted_now_open(),
        VersionStatus::Frozen => t.adopted_now_frozen(),
        VersionStatus::Voting => t.adopted_now_voting(),
        VersionStatus::Consolidating => t.adopted_now_consolidating(),
        VersionStatus::Submitted => t.adopted_now_submitted(),
        VersionStatus::Returned => t.adopted_now_returned(),
    }
}

/// Where that is read.
fn where_to(t: T, status: VersionStatus) -> (&'static str, &'static str) {
    match status {
        VersionStatus::Voting => ("/vote", t.treat_votes()),
        VersionStatus::Frozen => ("/amendements", t.amendment_read_all()),
        VersionStatus::Consolidating => ("/fusion", t.treat_merge()),
        VersionStatus::Submitted | VersionStatus::Returned => ("/adoption", t.adopted_follow()),
        _ => ("", t.adopted_read()),
    }
}
