//! Lost letters: what the person does to whom it happens, what the commission puts on record.

pub mod act;
pub mod desk;
pub mod public;

use crate::election::load::{Found, found};
use crate::i18n::T;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use palier_domain::election::lost_letter::{AskedBy, AskedHow, LetterHalf};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;

const ROLE: ElectionRole = ElectionRole::Commission;

/// Whether this reader has the desk: the commission, from the sealed codes on.
#[must_use]
pub fn is_there(found: &Found) -> bool {
    let election = &found.election;
    found.is(ROLE) && election.protocol.channels.online && election.stage >= Stage::CodesSealed
}

/// The election, for its commission.
async fn found_as_commission(ctx: &Ctx, slug: &str, handle: &str) -> Result<Found, AppError> {
    let found = found(ctx, slug, handle).await?;
    is_there(&found).then_some(found).ok_or(AppError::NotFound)
}

/// The address of the desk.
#[must_use]
pub fn address(found: &Found) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/{slug}/gestion/election/{handle}/lettres-perdues")
}

fn endpoint(found: &Found, act: &str) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/api/lost-letter/{slug}/{handle}/{act}")
}

fn half(t: T, half: LetterHalf) -> &'static str {
    match half {
        LetterHalf::A => t.lost_letter_half_a(),
        LetterHalf::B => t.lost_letter_half_b(),
    }
}

fn asked_by(t: T, who: AskedBy) -> &'static str {
    match who {
        AskedBy::Elector => t.lost_letter_by_elector(),
        AskedBy::CoTenant => t.lost_letter_by_co_tenant(),
        AskedBy::Helper => t.lost_letter_by_helper(),
    }
}

fn channel(t: T, how: AskedHow) -> &'static str {
    match how {
        AskedHow::Desk => t.lost_letter_at_desk(),
        AskedHow::Phone => t.lost_letter_by_phone(),
        AskedHow::Mail => t.lost_letter_by_mail(),
    }
}
