//! Which credentials are of which college, as the file that holders and observers take.

use super::load::{Found, with_box};
use crate::election::sealing::save;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Path;
use axum::response::Response;
use palier_ballots::conduct::{CollegeText, CollegesText};
use palier_ballots::wire::print;
use palier_store::Db;
use palier_store::consultation::college::College;
use palier_store::consultation::{Consultation, roll};

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
    db: &Db,
    asked: &Consultation,
    colleges: &[College],
) -> Result<CollegesText, AppError> {
    let listed = roll::credentials(db, asked.id).await?;
    let listed: Vec<_> = listed.iter().map(|(one, place)| (&**one, *place)).collect();
    Ok(listed_by(&asked.handle, colleges, &listed))
}

/// The file of these credentials, sorted, each with the place of its college.
#[must_use]
pub fn listed_by(handle: &str, colleges: &[College], listed: &[(&str, i64)]) -> CollegesText {
    let of = |place: i64| {
        let own = listed.iter().filter(|(_, college)| *college == place);
        own.map(|(credential, _)| (*credential).to_owned())
            .collect()
    };
    let colleges = colleges.iter().map(|college| CollegeText {
        name: college.name.clone(),
        credentials: of(college.place),
    });
    CollegesText::new(handle, colleges.collect())
}

/// The file of a consultation that was found.
///
/// # Errors
/// When the database does not answer.
pub async fn of(ctx: &Ctx, found: &Found) -> Result<CollegesText, AppError> {
    text(&ctx.site.db, &found.asked, &found.colleges).await
}
