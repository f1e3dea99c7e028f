//! What the platform does by itself: it carries amendments over to a new version, lets lapse what
//! nobody chose in time, and says of comments that an amendment was made of them.

use super::InWords;
use crate::amendment::letters::Mails;
use crate::mail::ZONE;
use crate::site::state::Site;
use palier_store::StoreError;
use palier_store::decision;

/// Amendments carried over at one look.
const AT_ONCE: i64 = 100;

/// Does what waits; what fails with one amendment is told and tried again.
///
/// # Errors
/// When the database does not answer.
pub async fn look(site: &Site) -> Result<(), StoreError> {
    let (now, db) = (site.clock.now(), &site.db);
    let words = InWords::at(&site.origin, ZONE);
    let mails = Mails::at(&site.origin, ZONE);
    for one in decision::waiting(db, AT_ONCE).await? {
        if let Err(error) = decision::carry(db, one, &words, &mails, now).await {
            tracing::warn!(amendment = %one.amendment, %error, "an amendment waits");
        }
    }
    if let Err(error) = decision::lapse_overdue(db, &words, &mails, now).await {
        tracing::warn!(%error, "overdue amendments wait");
    }
    decision::note_amendments_of_comments(db, &words, now).await?;
    Ok(())
}
