//! What is prepared between the roll and the vote: keys, codes, rehearsal, seals.

pub mod archive;
pub mod codes;
pub mod going_on;
pub mod key_files;
pub mod keys;
pub mod places;
pub mod problem;
pub mod rehearsal;
pub mod relay;
pub mod reopen;
pub mod seals;

use crate::election::load::{Found, found};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use palier_domain::election::stage::step::ElectionRole;
use palier_store::election::{self, StepError};
use sha2::{Digest as _, Sha256};

/// The most that a file of codes may have, in bytes: a hundred thousand of them.
pub const MOST: usize = 16 * 1024 * 1024;

/// The election, for a reader who is this in it; for others there is nothing here.
async fn found_as(
    ctx: &Ctx,
    slug: &str,
    handle: &str,
    role: ElectionRole,
) -> Result<Found, AppError> {
    let found = found(ctx, slug, handle).await?;
    if found.is(role) && found.election.protocol.channels.online {
        Ok(found)
    } else {
        Err(AppError::NotFound)
    }
}

/// The address of an endpoint.
fn endpoint(found: &Found, act: &str) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/api/sealing/{slug}/{handle}/{act}")
}

/// SHA-256 in hexadecimal.
fn sha256(bytes: impl AsRef<[u8]>) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file to be saved under a name.
pub fn save(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(named) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, named);
    }
    response
}

/// Takes a step in a role, in a transaction of its own.
async fn step(
    ctx: &Ctx,
    found: &Found,
    step: palier_domain::election::stage::step::Move,
    role: ElectionRole,
) -> Result<(), crate::site::forms::Refusal> {
    let today = ctx.today(&found.landlord.zone);
    let mut tx = ctx.site.db.begin().await?;
    election::advance(&mut tx, found.election.id, step, role, today, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// A step that was refused, as the form shows it.
pub(crate) fn refused(error: StepError) -> crate::site::forms::Refusal {
    use crate::election::electoral_roll::problem::RollProblem;
    use crate::site::forms::{Complaint, Refusal};
    match error {
        StepError::Refused(refusal) => Complaint::whole(RollProblem::from(refusal)).into(),
        StepError::NoDay => Complaint::whole(RollProblem::NotNow).into(),
        StepError::Store(error) => Refusal::Error(error.into()),
    }
}
