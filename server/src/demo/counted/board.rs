//! Those who run Rive-Neuve's election and sign its record.

use crate::cli::Failure;
use crate::demo::people;
use chrono::{DateTime, Utc};
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::{AccountId, ElectionId};
use palier_store::{Db, Tx, account, election};

/// The tally board, which is the commission too: identifier, name, quality.
pub const MEMBERS: [(&str, &str, &str); 3] = [
    (
        "nadia-lefort",
        "Nadia Lefort",
        "présidente du bureau de dépouillement",
    ),
    (
        "omar-diallo",
        "Omar Diallo",
        "assesseur, administrateur de l’office",
    ),
    (
        "ines-martel",
        "Inès Martel",
        "assesseure, déléguée de la liste CLCV",
    ),
];

/// The delegates who hold a part of the key.
pub const DELEGATES: [(&str, &str); 4] = [
    ("Paul Girard", "CNL"),
    ("Inès Martel", "CLCV"),
    ("Gilles Robin", "CSF"),
    ("Marie-Jo Kermarrec", "AFOC"),
];

/// Makes their accounts.
pub async fn accounts(tx: &mut Tx, at: DateTime<Utc>) -> Result<(), Failure> {
    for (identifier, name, _) in MEMBERS {
        people::account(tx, identifier, name, at).await?;
    }
    Ok(())
}

/// Gives them their parts.
pub async fn appoint(
    tx: &mut Tx,
    id: ElectionId,
    members: &[AccountId],
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    for account in members {
        for role in [ElectionRole::Commission, ElectionRole::TallyBoard] {
            election::add_member(tx, id, *account, role, at).await?;
        }
    }
    Ok(())
}

/// Their accounts, in their order.
///
/// # Errors
/// When one is not there.
pub async fn found(db: &Db) -> Result<Vec<AccountId>, Failure> {
    let mut all = Vec::new();
    for (identifier, _, _) in MEMBERS {
        let found = account::by_identifier(db, identifier).await?;
        let found = found.ok_or_else(|| Failure::new(format!("no account {identifier}")))?;
        all.push(found.id);
    }
    Ok(all)
}
