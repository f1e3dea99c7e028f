//! Which credentials are of which college, as the file that holders and observers take.

use super::load::{Found, with_box};
use crate::election::sealing::save;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Path;
use axum::response::Response;
use palier_ballots::conduct::{CollegeText, CollegesText};
use palier_ballots::wire::print;
use palier_store::consultation::roll;

/// `colleges.json`.
///
/// # Errors
/// When there is no such consultation with a closed roll, or the database does not answer.
pub async fn colleges(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = with_box(&ctx, &slug, &handle).await?;
    let text = text(&ctx.site.db, &found.asked, &found.colleges).await?;
    Ok(save("colleges.json", "application/json", print(&text)))
}

/// The file of a consultation whose roll is closed.
///
/// # Errors
/// When the database does not answer.
pub async fn text(
    db: &palier_store::Db,
    asked: &palier_store::consultation::Consultation,
    colleges: &[palier_store::consultation::college::College],
) -> Result<CollegesText, AppError> {
    let listed = roll::credentials(db, asked.id).await?;
    let of = |place: i64| {
        let own = listed.iter().filter(|(_, college)| *college == place);
        own.map(|(credential, _)| credential.clone()).collect()
    };
    let colleges = colleges.iter().map(|college| CollegeText {
        name: college.name.clone(),
        credentials: of(college.place),
    });
    Ok(CollegesText::new(&asked.handle, colleges.collect()))
}

/// The file of a consultation that was found.
///
/// # Errors
/// When the database does not answer.
pub async fn of(ctx: &Ctx, found: &Found) -> Result<CollegesText, AppError> {
    text(&ctx.site.db, &found.asked, &found.colleges).await
}
