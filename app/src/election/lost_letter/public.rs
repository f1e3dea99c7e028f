//! What somebody does whose letter is lost; how many letters were printed again, by no name.

use super::half;
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::i18n::T;
use crate::parts::phone;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_domain::election::lost_letter::LetterHalf;
use palier_domain::election::stage::Stage;
use palier_store::election::lost_letter;
use palier_store::landlord_contact;

/// The page.
///
/// # Errors
/// When there is no such election, nobody votes in it online, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    if !found.election.protocol.channels.online {
        return Err(AppError::NotFound);
    }
    let (db, id) = (&ctx.site.db, found.election.id);
    let contact = landlord_contact::get(db, found.landlord.id).await?;
    let count = lost_letter::count(db, id).await?;
    let files = Files::read(&ctx, &found).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.lost_letter_title());
    Ok(shell::page(&ctx, &head, || {
        let phone = contact.map(|contact| phone::call(t.booth_phone(), &contact.phone));
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.lost_letter_title()}</h1>
            <p class="lead">{t.lost_letter_lead()}</p>
            {phone}
            <ol class="prose">
                <li>{t.lost_letter_first()}</li>
                <li>{t.lost_letter_second()}</li>
                <li>{t.lost_letter_third()}</li>
            </ol>
            <p class="note">{t.lost_letter_no_proof()}</p>
            <h2>{t.lost_letter_otherwise()}</h2>
            <p>{t.booth_paper()}</p>
            <h2>{t.lost_letter_record()}</h2>
            <p>{t.lost_letter_count(count)}</p>
            {files.show(t, &found)}
        }
    }))
}

/// The files from which letters are printed again, and their end.
pub struct Files(Vec<(LetterHalf, DateTime<Utc>)>);

impl Files {
    /// Reads what was put on record.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(ctx: &Ctx, found: &Found) -> Result<Self, AppError> {
        let told = lost_letter::files_destroyed(&ctx.site.db, found.election.id).await?;
        Ok(Self(told))
    }

    /// When the file of a half was destroyed.
    #[must_use]
    pub fn of(&self, half: LetterHalf) -> Option<DateTime<Utc>> {
        let found = self.0.iter().find(|(one, _)| *one == half);
        found.map(|(_, at)| *at)
    }

    /// What is said of them: that they are to be destroyed, or were.
    #[must_use]
    pub fn show(&self, t: T, found: &Found) -> AnyView {
        let election = &found.election;
        if !election.protocol.channels.online || election.stage < Stage::CodesSealed {
            return ().into_any();
        }
        if election.stage < Stage::Frozen {
            return view! { <p>{t.lost_letter_until_closing()}</p> }.into_any();
        }
        let items = LetterHalf::ALL.iter().map(|one| {
            let letter = half(t, *one);
            let said = match self.of(*one) {
                Some(at) => t.lost_letter_gone(letter, t.instant(at, &found.landlord.zone)),
                None => t.lost_letter_not_gone(letter),
            };
            view! { <li>{said}</li> }
        });
        view! { <ul>{items.collect_view()}</ul> }.into_any()
    }
}
