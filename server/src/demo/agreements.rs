//! The demonstration's collective agreements: one open, one that ended in a second consultation, one
//! signed with an association.

use crate::cli::Failure;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone as _, Utc};
use palier_domain::election::collective_agreement::Says;
use palier_domain::election::collective_agreement::course::Way;
use palier_domain::entry::source::Source;
use palier_domain::id::{AccountId, AgreementId, AssociationId, LandlordId};
use palier_store::Tx;
use palier_store::collective_agreement::{
    self as agreement, AgreementError, NewPaper, Notified, Part, Signature, Words,
};
use serde::Deserialize;
use std::collections::HashMap;

/// The file.
#[derive(Deserialize)]
pub struct Agreements {
    agreement: Vec<Agreement>,
}

#[derive(Deserialize)]
struct Agreement {
    title: String,
    way: Way,
    estate: String,
    building: Option<String>,
    signed_by: Option<String>,
    signed_on: Option<NaiveDate>,
    keep_days: u64,
    body: String,
    round: Vec<Round>,
}

#[derive(Deserialize)]
struct Round {
    notified: NaiveDate,
    /// When the count was closed.
    counted: Option<NaiveDate>,
    /// Dwellings left out before the first that answers: those of the people to try.
    skip: usize,
    yes: usize,
    no: usize,
    neither: usize,
}

/// Makes all of them.
pub async fn make(
    tx: &mut Tx,
    landlord: LandlordId,
    associations: &HashMap<String, AssociationId>,
    staff: AccountId,
    all: &Agreements,
) -> Result<(), Failure> {
    for one in &all.agreement {
        let words = words(tx, landlord, associations, one).await?;
        let first = one.round.first().map(|round| round.notified);
        let begun = first.and_then(|day| day.checked_sub_days(Days::new(7)));
        let begun = begun.ok_or_else(|| Failure::new("an agreement of the demo asks nobody"))?;
        let id = agreement::create(tx, landlord, &words, noon(begun)?).await?;
        for asked in &one.round {
            ask(tx, id, staff, asked)
                .await
                .map_err(|error| failed(&error))?;
        }
    }
    Ok(())
}

fn failed(error: &AgreementError) -> Failure {
    Failure::new(format!("an agreement of the demo: {error}"))
}

fn noon(day: NaiveDate) -> Result<DateTime<Utc>, Failure> {
    let at =
        NaiveTime::from_hms_opt(11, 0, 0).map(|time| Utc.from_utc_datetime(&day.and_time(time)));
    at.ok_or_else(|| Failure::new("an hour of the demo"))
}

async fn words(
    tx: &mut Tx,
    landlord: LandlordId,
    associations: &HashMap<String, AssociationId>,
    one: &Agreement,
) -> Result<Words, Failure> {
    let known = agreement::estates_in(tx, landlord).await?;
    let found = known.iter().find(|(_, estate, _, building)| {
        *estate == one.estate
            && one
                .building
                .as_ref()
                .is_none_or(|wanted| wanted == building)
    });
    let (estate, _, building, _) =
        found.ok_or_else(|| Failure::new(format!("the demo has no {}", one.estate)))?;
    let part = match one.building {
        Some(_) => Part::Building(*building),
        None => Part::Estate(*estate),
    };
    let signed_by = one
        .signed_by
        .as_ref()
        .and_then(|slug| associations.get(slug));
    let signatures = signed_by.map(|association| Signature {
        association: *association,
        votes: 0,
    });
    Ok(Words {
        way: one.way,
        title: one.title.clone(),
        body: one.body.trim().to_owned(),
        signed_on: one.signed_on,
        valid_votes: 0,
        tenants_signed: 0,
        keep_days: one.keep_days,
        parts: vec![part],
        signatures: signatures.into_iter().collect(),
    })
}

/// Asks the tenants of the demo, who answer on paper one day after the other.
async fn ask(
    tx: &mut Tx,
    id: AgreementId,
    staff: AccountId,
    asked: &Round,
) -> Result<(), AgreementError> {
    let now = |day| noon(day).map_err(|_| AgreementError::NotOver);
    let on = asked.notified;
    let notified = Notified { on, today: on };
    let (round, _) = agreement::open(tx, id, notified, now(on)?).await?;
    let homes = agreement::concerned_in(tx, id, round, on).await?;
    let all = [
        (asked.yes, Says::Yes),
        (asked.no, Says::No),
        (asked.neither, Says::Neither),
    ];
    let says = all
        .into_iter()
        .flat_map(|(count, says)| std::iter::repeat_n(says, count));
    for (after, (home, says)) in (1..).zip(homes.iter().skip(asked.skip).zip(says)) {
        let Some((person, _)) = home.holders.first() else {
            continue;
        };
        let day = on.checked_add_days(Days::new(after)).unwrap_or(on);
        let new = NewPaper {
            dwelling: home.dwelling_id,
            person: *person,
            says,
            received_on: day,
            source: Source::Paper,
            reference: format!("Classeur 2030, feuille {after}"),
            by: staff,
        };
        agreement::enter(tx, id, new, day, now(day)?).await?;
    }
    if let Some(day) = asked.counted {
        agreement::close(tx, id, day, now(day)?).await?;
    }
    Ok(())
}
