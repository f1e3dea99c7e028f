//! The mail that says that something new stands in one's space, and nothing of what it is: others
//! may read it over her shoulder.

use crate::i18n::{Locale, T};
use crate::mail::{self, Letter, Sending, To};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use palier_domain::id::ModerationId;
use palier_domain::mail::Urgency;
use palier_store::{Tx, notice};

/// Writes to those whom a moderation has just told something, if they gave an address. In the
/// transaction of the decision; nobody who decides learns to whom.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn write_to_those(
    tx: &mut Tx,
    ctx: &Ctx,
    about: ModerationId,
    zone: &str,
) -> Result<(), AppError> {
    let origin = &ctx.site.origin;
    for told in notice::told_now(tx, about, ctx.now).await? {
        let locale = Locale::from_tag(&told.locale).unwrap_or_default();
        let t = T { locale };
        let letter = Letter::new(t, t.mail_notice_subject(), origin)
            .says(t.mail_hello(&told.own_name))
            .says(t.mail_notice_what())
            .link(t.mail_notice_button(), format!("{origin}/mon-espace"));
        let sending = Sending {
            kind: mail::NOTICE,
            key: format!("{}:{}", mail::NOTICE, told.notice_id),
            urgency: Urgency::Ordinary,
        };
        let to = To {
            account: Some(told.account_id),
            address: &told.email,
            zone,
        };
        mail::queue(tx, to, sending, &letter, ctx.now).await?;
    }
    Ok(())
}
