//! The demonstration's outbox: a tenant gave her address, and a mail tells her former one.

use crate::cli::Failure;
use chrono::{DateTime, Utc};
use palier_app::i18n::{Locale, T};
use palier_app::mail::{self, Letter, Sending, To};
use palier_domain::id::AccountId;
use palier_domain::mail::Urgency;
use palier_store::{Tx, account};

/// Where the demonstration's tenant is written to; the host is reserved for examples (RFC 2606).
const ADDRESS: &str = "claire.moreau@example.org";
const FORMER: &str = "c.moreau@example.com";

/// Gives the tenant an address, and queues what was written about it.
pub async fn make(tx: &mut Tx, tenant: AccountId, now: DateTime<Utc>) -> Result<(), Failure> {
    account::set_email(tx, tenant, Some(ADDRESS), now).await?;
    let t = T { locale: Locale::Fr };
    let letter = Letter::new(t, t.mail_changed_subject(), "Rive-Neuve Habitat")
        .says(t.mail_hello("Claire Moreau"))
        .says(t.mail_changed_what("demo-locataire"))
        .says(t.mail_changed_not_me());
    let sending = Sending {
        kind: mail::ADDRESS_CHANGED,
        key: "demo".to_owned(),
        urgency: Urgency::Ordinary,
    };
    let to = To {
        account: Some(tenant),
        address: FORMER,
        zone: mail::ZONE,
    };
    mail::queue(tx, to, sending, &letter, now).await?;
    Ok(())
}
