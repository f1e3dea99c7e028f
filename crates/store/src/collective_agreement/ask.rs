//! Asking the tenants: the dwellings concerned are fixed, and whoever gave an address is written to.

use super::read::{LET, Round, held};
use super::{AgreementError, kept};
use crate::dispatch::{all, run};
use crate::{StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::collective_agreement::Round as Which;
use palier_domain::election::collective_agreement::course::{Period, may_open};
use palier_domain::id::{AccountId, AgreementId, PersonId};
use serde_json::json;
use std::collections::HashSet;

/// When tenants are notified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notified {
    /// The day of the notification.
    pub on: NaiveDate,
    /// Today.
    pub today: NaiveDate,
}

/// Asks the tenants, for the first time or the second; gives which and the dwellings.
///
/// # Errors
/// [`AgreementError::Open`].
pub async fn open(
    tx: &mut Tx,
    id: AgreementId,
    notified: Notified,
    now: DateTime<Utc>,
) -> Result<(Which, Period), AgreementError> {
    let whole = held(tx, id, notified.today).await?;
    let days = (notified.on, notified.today);
    let concerned = whole.concerned;
    let round = may_open(
        whole.standing,
        whole.agreement.way,
        whole.by,
        concerned,
        days,
    )?;
    let period = Period::of(notified.on);
    run!(
        tx.on(),
        "INSERT INTO agreement_round (agreement_id, round, notified_on, last_day, dwellings,
            opened_at, agree, disagree, neither, late, contradictory)
         VALUES ($1, $2, $3, $4, 0, $5, 0, 0, 0, 0, 0)",
        id,
        round,
        period.notified,
        period.last,
        now,
    )?;
    let sql = format!(
        "INSERT INTO agreement_dwelling (agreement_id, round, dwelling_id)
         SELECT $1, $3, l.id FROM ({LET}) l"
    );
    let dwellings = run!(
        tx.on(),
        sqlx::AssertSqlSafe(sql.as_str()),
        id,
        period.notified,
        round,
    )?;
    run!(
        tx.on(),
        "UPDATE agreement_round SET dwellings = $3 WHERE agreement_id = $1 AND round = $2",
        id,
        round,
        kept(dwellings),
    )?;
    let data = json!({
        "round": round, "notified": period.notified, "last": period.last, "dwellings": dwellings,
    });
    let chain = journal::of_agreement(id);
    journal::append(tx, &chain, "agreement.opened", Some(id.0), &data, now).await?;
    Ok((round, period))
}

/// Somebody concerned who has an address.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Address {
    /// The person.
    pub person_id: PersonId,
    /// Her account, where the address is that account's.
    pub account_id: Option<AccountId>,
    /// The address.
    pub email: String,
    /// The language of its mails.
    pub locale: String,
}

/// Those who rent a dwelling that is asked and have an address, each address once: her account's,
/// else the one on the roll.
///
/// # Errors
/// When the database fails.
pub async fn addresses(
    tx: &mut Tx,
    id: AgreementId,
    round: Which,
    day: NaiveDate,
) -> Result<Vec<Address>, StoreError> {
    let mut each = all!(
        tx.on() => Address,
        "SELECT DISTINCT p.id AS person_id,
            CASE WHEN a.email IS NULL THEN NULL ELSE a.id END AS account_id,
            COALESCE(a.email, p.email) AS email, COALESCE(a.locale, 'fr') AS locale
         FROM agreement_dwelling g
         JOIN tenancy t ON t.dwelling_id = g.dwelling_id
         JOIN tenancy_holder h ON h.tenancy_id = t.id
         JOIN person p ON p.id = h.person_id
         LEFT JOIN account_person l ON l.person_id = p.id
         LEFT JOIN account a ON a.id = l.account_id
         WHERE g.agreement_id = $1 AND g.round = $2 AND COALESCE(a.email, p.email) IS NOT NULL
            AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $3)
         ORDER BY 3, 1",
        id,
        round,
        day,
    )?;
    let mut seen = HashSet::new();
    each.retain(|one| seen.insert(one.email.to_lowercase()));
    Ok(each)
}

impl Round {
    /// Whether a day is one of those in which tenants answer.
    #[must_use]
    pub fn runs_on(&self, day: NaiveDate) -> bool {
        (self.period.notified..=self.period.last).contains(&day)
    }
}
