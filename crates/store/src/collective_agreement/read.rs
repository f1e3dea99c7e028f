//! Reading an agreement: its rounds, their counts, and where it stands on a day.

use super::{Agreement, AgreementError, counted, kept};
use crate::dispatch::{all, maybe, one};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::collective_agreement::course::{
    self, Asked, Period, Standing, Verdict,
};
use palier_domain::election::collective_agreement::signing::{
    self, Signed, sits_at_national_commission,
};
use palier_domain::election::collective_agreement::{
    Answers, Round as Which, Says, Signatories, TooManyAnswers, count,
};
use palier_domain::id::{AgreementId, AssociationId, DwellingId, LandlordId};
use std::collections::HashSet;

/// An agreement with all that its pages show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The agreement.
    pub agreement: Agreement,
    /// Who signed.
    pub signatories: Vec<Signatory>,
    /// The times that tenants were asked, in order.
    pub rounds: Vec<Round>,
    /// Dwellings concerned: those of the last round, else those that are let now.
    pub concerned: u64,
    /// By what title the accord binds.
    pub by: Option<Signatories>,
    /// Where it stands.
    pub standing: Standing,
}

impl Whole {
    /// The last time that tenants were asked.
    #[must_use]
    pub fn last(&self) -> Option<&Round> {
        self.rounds.last()
    }

    /// What a round gives as it stands.
    ///
    /// # Errors
    /// [`TooManyAnswers`], which no store should hold.
    pub fn verdict(&self, round: &Round) -> Result<Verdict, TooManyAnswers> {
        course::verdict(self.agreement.way, self.by, &round.asked())
    }
}

/// An association that signed, with its affiliation as it was known then.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Signatory {
    /// The association.
    pub association_id: AssociationId,
    /// Its name.
    pub name: String,
    /// The code of its national body; empty where it has none.
    pub national_body: String,
    /// Where that body sits.
    pub sits_at: String,
    /// For which day this is true.
    pub as_of: Option<NaiveDate>,
    /// Its votes in the last election.
    pub votes: i64,
}

/// A time that tenants were asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Which time.
    pub which: Which,
    /// The two months.
    pub period: Period,
    /// Dwellings asked.
    pub dwellings: u64,
    /// The count, closed or not.
    pub tally: Tally,
    /// When the count was closed.
    pub counted_at: Option<DateTime<Utc>>,
    /// When names were erased.
    pub erased_at: Option<DateTime<Utc>>,
}

/// A count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// One per dwelling.
    pub answers: Answers,
    /// Received after the last day.
    pub late: u64,
    /// Dwellings that said two things.
    pub contradictory: u64,
}

impl Round {
    /// The round as the rules read it.
    #[must_use]
    pub fn asked(&self) -> Asked {
        Asked {
            round: self.which,
            period: self.period,
            dwellings: self.dwellings,
            answers: self.tally.answers,
            counted: self.counted_at.is_some(),
        }
    }

    /// How many dwellings took part.
    #[must_use]
    pub fn took_part(&self) -> u64 {
        let Answers { yes, no, neither } = self.tally.answers;
        yes.saturating_add(no).saturating_add(neither)
    }
}

#[derive(sqlx::FromRow)]
struct RoundRow {
    round: Which,
    notified_on: NaiveDate,
    last_day: NaiveDate,
    dwellings: i64,
    counted_at: Option<DateTime<Utc>>,
    agree: i64,
    disagree: i64,
    neither: i64,
    late: i64,
    contradictory: i64,
    erased_at: Option<DateTime<Utc>>,
}

impl RoundRow {
    fn with(self, tally: Option<Tally>) -> Round {
        let closed = Tally {
            answers: Answers {
                yes: counted(self.agree),
                no: counted(self.disagree),
                neither: counted(self.neither),
            },
            late: counted(self.late),
            contradictory: counted(self.contradictory),
        };
        Round {
            which: self.round,
            period: Period {
                notified: self.notified_on,
                last: self.last_day,
            },
            dwellings: counted(self.dwellings),
            tally: tally.unwrap_or(closed),
            counted_at: self.counted_at,
            erased_at: self.erased_at,
        }
    }
}

/// The dwellings that an agreement is about and that are let on a day: `$1` and `$2`.
pub(super) const LET: &str = "SELECT s.id FROM (
        SELECT d.id FROM agreement_part p JOIN building b ON b.estate_id = p.estate_id
            JOIN dwelling d ON d.building_id = b.id WHERE p.agreement_id = $1
        UNION SELECT d.id FROM agreement_part p JOIN dwelling d ON d.building_id = p.building_id
            WHERE p.agreement_id = $1
        UNION SELECT p.dwelling_id FROM agreement_part p
            WHERE p.agreement_id = $1 AND p.dwelling_id IS NOT NULL) s
    WHERE EXISTS (SELECT 1 FROM tenancy t WHERE t.dwelling_id = s.id AND t.starts_on <= $2
        AND (t.ends_on IS NULL OR t.ends_on >= $2))";

/// Reads an agreement from wherever it is asked for: a transaction or the database.
macro_rules! whole {
    ($on:expr, $id:expr, $today:expr) => {{
        let agreement = maybe!(
            $on => Agreement,
            "SELECT id, landlord_id, way, title, body, signed_on, valid_votes, tenants_signed,
                keep_days, created_at FROM agreement WHERE id = $1",
            $id,
        )?;
        match agreement {
            None => None,
            Some(agreement) => {
                let signatories = all!(
                    $on => Signatory,
                    "SELECT s.association_id, a.name, s.national_body, s.sits_at, s.as_of, s.votes
                     FROM agreement_signatory s JOIN association a ON a.id = s.association_id
                     WHERE s.agreement_id = $1 ORDER BY a.name, a.id",
                    $id,
                )?;
                let rows = all!(
                    $on => RoundRow,
                    "SELECT round, notified_on, last_day, dwellings, counted_at, agree, disagree,
                        neither, late, contradictory, erased_at
                     FROM agreement_round WHERE agreement_id = $1 ORDER BY round",
                    $id,
                )?;
                let mut rounds = Vec::with_capacity(rows.len());
                for row in rows {
                    let tally = match row.counted_at {
                        Some(_) => None,
                        None => {
                            let answers = all!(
                                $on => (DwellingId, NaiveDate, Says),
                                "SELECT dwelling_id, received_on, says FROM agreement_answer
                                 WHERE agreement_id = $1 AND round = $2",
                                $id,
                                row.round,
                            )?;
                            Some(tally(row.notified_on, answers))
                        }
                    };
                    rounds.push(row.with(tally));
                }
                let concerned = match rounds.last() {
                    Some(last) => last.dwellings,
                    None => {
                        let sql = format!("SELECT COUNT(*) FROM ({LET}) x");
                        let (let_now,) = one!(
                            $on => (i64,),
                            sqlx::AssertSqlSafe(sql.as_str()),
                            $id,
                            $today,
                        )?;
                        counted(let_now)
                    }
                };
                Some(put_together(agreement, signatories, rounds, concerned, $today)?)
            }
        }
    }};
}

fn tally(notified: NaiveDate, answers: Vec<(DwellingId, NaiveDate, Says)>) -> Tally {
    let found = count(notified, answers);
    Tally {
        answers: found.answers,
        late: found.late,
        contradictory: u64::try_from(found.contradictory.len()).unwrap_or(u64::MAX),
    }
}

fn put_together(
    agreement: Agreement,
    signatories: Vec<Signatory>,
    rounds: Vec<Round>,
    concerned: u64,
    today: NaiveDate,
) -> Result<Whole, StoreError> {
    let affiliated: HashSet<_> = signatories
        .iter()
        .filter(|one| sits_at_national_commission(&one.sits_at))
        .map(|one| one.association_id)
        .collect();
    let votes: i64 = signatories.iter().map(|one| one.votes).sum();
    let by = signing::title(Signed {
        associations: u64::try_from(signatories.len()).unwrap_or(u64::MAX),
        affiliated: u64::try_from(affiliated.len()).unwrap_or(u64::MAX),
        votes: counted(votes),
        valid: counted(agreement.valid_votes),
        tenants: counted(agreement.tenants_signed),
        concerned,
    });
    let asked = rounds.last().map(Round::asked);
    let standing = course::standing(agreement.way, by, asked.as_ref(), today)?;
    Ok(Whole {
        agreement,
        signatories,
        rounds,
        concerned,
        by,
        standing,
    })
}

/// An agreement.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, id: AgreementId, today: NaiveDate) -> Result<Option<Whole>, StoreError> {
    Ok(whole!(db.reads(), id, today))
}

/// An agreement whose row is held: whoever else would change it waits.
pub(super) async fn held(
    tx: &mut Tx,
    id: AgreementId,
    today: NaiveDate,
) -> Result<Whole, AgreementError> {
    match journal::lock(tx, &journal::of_agreement(id)).await {
        Err(StoreError::Missing(_)) => return Err(StoreError::Missing("agreement").into()),
        other => other?,
    }
    let whole = whole!(tx.on(), id, today);
    Ok(whole.ok_or(StoreError::Missing("agreement"))?)
}

/// The agreements of a landlord, drafts included, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_landlord(
    db: &Db,
    landlord: LandlordId,
    today: NaiveDate,
) -> Result<Vec<Whole>, StoreError> {
    let ids = all!(
        db.reads() => (AgreementId,),
        "SELECT id FROM agreement WHERE landlord_id = $1 ORDER BY created_at DESC, id LIMIT $2",
        landlord,
        kept(MOST),
    )?;
    let mut found = Vec::with_capacity(ids.len());
    for (id,) in ids {
        found.extend(get(db, id, today).await?);
    }
    Ok(found)
}

/// Agreements that a list shows.
const MOST: u64 = 100;
