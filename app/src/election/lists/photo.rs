//! The photo of a list: given with its draft, shown beside its statement.

use super::save::{At, answer};
use super::{Opened, opened, refused};
use crate::election::desk::typed;
use crate::election::load::found;
use crate::election::problem::SetupProblem;
use crate::i18n::T;
use crate::parts::choice::tick;
use crate::parts::field::{Field, summary};
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::received::Received;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Multipart, Path};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::*;
use palier_domain::election::candidate_list::photo::{MOST_BYTES, MOST_PIXELS, MOST_WORDS};
use palier_domain::election::candidate_list::photo::{Photo, PhotoRefusal};
use palier_domain::election::candidate_list::state::ListState;
use palier_domain::id::CandidateListId;
use palier_store::candidate_list::{self, CandidateList, ListPhoto};
use palier_store::upload::{self, NewUpload};
use uuid::Uuid;

/// The form of a list's photo.
pub const FORM: &str = "photo";

/// The address of the photo of a list, below the election's.
fn address(base: &str, list: CandidateListId) -> String {
    format!("{base}/listes/{list}/photo")
}

/// The picture; nothing for a list without one.
#[must_use]
pub fn picture(base: &str, list: &CandidateList, photo: Option<&ListPhoto>) -> AnyView {
    let Some(photo) = photo else {
        return ().into_any();
    };
    let address = address(base, list.id);
    view! { <img class="photo" src=address alt=photo.alt.clone() lang="fr" loading="lazy"/> }
        .into_any()
}

/// The form of a draft.
#[must_use]
pub fn form(t: T, opened: &Opened, photo: Option<&ListPhoto>, state: &FormState) -> AnyView {
    let megabytes = i64::try_from(MOST_BYTES / 1024 / 1024).unwrap_or_default();
    let hint = t.list_photo_hint(megabytes, t.number(i64::from(MOST_PIXELS)));
    let alt = Field::text("alt", t.list_photo_alt())
        .hint(t.list_photo_alt_hint())
        .initial(photo.map_or(String::new(), |photo| photo.alt.clone()));
    let remove = photo
        .is_some()
        .then(|| tick(t, state, "remove", t.list_photo_remove(), "", false));
    let file = format!("{FORM}-file");
    let error = state.problem_of("file").map(|problem| problem.say(t));
    let wrong = error.is_some();
    let error_id = format!("{FORM}-file-error");
    let described = wrong.then(|| error_id.clone());
    let error = error.map(|said| view! { <p class="error" id=error_id>{said}</p> });
    view! {
        <h2>{t.list_photo_title()}</h2>
        <form
            method="post"
            action=opened.api("photo")
            id=FORM
            class="stack"
            enctype="multipart/form-data"
        >
            {summary(t, state)}
            {picture(&opened.found.address(), &opened.list, photo)}
            <div class="field" class:wrong=wrong>
                <label for=file.clone()>{t.list_photo_file()}</label>
                <p class="hint">{hint}</p>
                {error}
                <input id=file name="file" type="file" accept="image/jpeg,image/png" aria-describedby=described/>
            </div>
            {alt.show(t, state)}
            {remove}
            <p><button class="button quiet">{t.list_photo_button()}</button></p>
        </form>
    }
    .into_any()
}

/// Takes a photo, other words for it, or takes it away.
///
/// # Errors
/// When there is no such list for this reader, or the database does not answer.
pub async fn save(
    ctx: Ctx,
    Path((slug, handle, id)): At,
    form: Multipart,
) -> Result<Response, AppError> {
    let opened = opened(&ctx, &slug, &handle, id).await?.to_file()?;
    let received = Received::read(form, 4 * MOST_BYTES).await?;
    let done = saved(&ctx, &opened, &received).await;
    let fields = [("alt", received.field("alt"))];
    answer(&ctx, &opened, FORM, &fields, done).await
}

async fn saved(ctx: &Ctx, opened: &Opened, received: &Received) -> Result<(), Refusal> {
    let list = opened.list.id;
    let mut tx = ctx.site.db.begin().await?;
    if received.field("remove") == "true" {
        candidate_list::set_photo(&mut tx, list, None)
            .await
            .map_err(refused)?;
        return Ok(tx.commit().await?);
    }
    let alt = typed::line("alt", received.field("alt"), MOST_WORDS)?;
    if alt.is_empty() {
        return Err(Complaint::about("alt", Problem::Empty).into());
    }
    let upload_id = match photo_of(received)? {
        Some(photo) => {
            let new = NewUpload {
                landlord_id: Some(opened.found.landlord.id),
                name: format!("{list}.photo"),
                media_type: photo.kind.media_type().to_owned(),
                expires_at: None,
            };
            upload::keep(&mut tx, new, &photo.bytes, ctx.now).await?
        }
        None => {
            let before = candidate_list::photo(&ctx.site.db, list).await?;
            let before = before.ok_or_else(|| Complaint::about("file", Problem::NoFile))?;
            before.upload_id
        }
    };
    candidate_list::set_photo(&mut tx, list, Some(&ListPhoto { upload_id, alt }))
        .await
        .map_err(refused)?;
    Ok(tx.commit().await?)
}

/// The photo that was sent, if one was.
fn photo_of(received: &Received) -> Result<Option<Photo>, Complaint> {
    let max = i64::try_from(MOST_BYTES / 1024 / 1024).unwrap_or_default();
    let too_large = || Complaint::about("file", Problem::FileTooLarge { max });
    if received.too_large {
        return Err(too_large());
    }
    let Some(file) = &received.file else {
        return Ok(None);
    };
    Photo::read(&file.bytes)
        .map(Some)
        .map_err(|refusal| match refusal {
            PhotoRefusal::NoPhoto => Complaint::about("file", SetupProblem::NotAPhoto),
            PhotoRefusal::TooLarge => too_large(),
            PhotoRefusal::TooWide => Complaint::about(
                "file",
                SetupProblem::TooWide {
                    max: i64::from(MOST_PIXELS),
                },
            ),
        })
}

/// The bytes of a photo: for everybody once the list is admitted, before that for whoever sees the
/// list.
///
/// # Errors
/// When there is none for this reader, or the database does not answer.
pub async fn file(
    ctx: Ctx,
    Path((slug, handle, id)): Path<(String, String, Uuid)>,
) -> Result<Response, AppError> {
    let of = found(&ctx, &slug, &handle).await?;
    let (db, id) = (&ctx.site.db, CandidateListId(id));
    let list = candidate_list::get(db, id).await?;
    let list = list.filter(|list| list.election_id == of.election.id);
    let list = list.ok_or(AppError::NotFound)?;
    if list.state != ListState::Admitted {
        opened(&ctx, &slug, &handle, id.0).await?;
    }
    let photo = candidate_list::photo(db, id).await?;
    let photo = photo.ok_or(AppError::NotFound)?;
    let (kept, bytes) = upload::read(db, photo.upload_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, kept.media_type),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
