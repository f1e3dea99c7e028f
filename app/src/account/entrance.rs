//! The mail that says that somebody else opened a way into an account: a landlord by a new code, an
//! administrator by a link. Its owner must learn it at once, wherever she is.

use crate::i18n::T;
use crate::mail::{self, Letter, Sending, To};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use palier_domain::id::AccountId;
use palier_domain::mail::Urgency;
use palier_store::Tx;
use palier_store::account::Reach;

/// What opened an account, or may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entrance {
    /// A new code was used, and all devices were signed out.
    Code,
    /// An administrator sent a link.
    Link,
}

impl Entrance {
    fn said(self, t: T, when: &str, identifier: &str) -> String {
        match self {
            Self::Code => t.mail_opened_code(identifier, when),
            Self::Link => t.mail_opened_link(identifier, when),
        }
    }
}

/// Tells the owner of an account, in the transaction of what opened it. Nothing without an address.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_owner(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    reach: &Reach,
    by: Entrance,
) -> Result<(), AppError> {
    let Some(address) = reach.email.as_deref() else {
        return Ok(());
    };
    let t = mail::language(reach);
    let when = t.instant(ctx.now, mail::ZONE);
    let letter = Letter::new(t, t.mail_opened_subject(), &ctx.site.origin)
        .says(t.mail_hello(&reach.own_name))
        .says(by.said(t, &when, &reach.identifier))
        .says(t.mail_opened_not_me());
    let sending = Sending::fresh(mail::ACCOUNT_OPENED, Urgency::Awaited)?;
    let to = To::account(account, address);
    mail::queue(tx, to, sending, &letter, ctx.now).await?;
    Ok(())
}
