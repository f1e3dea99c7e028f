//! The lists of an election of the demonstration: filed by the associations, admitted, their order
//! drawn.

use crate::cli::Failure;
use crate::demo::content::Names;
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::election::candidate_list::candidate::Sex;
use palier_domain::id::{AssociationId, ElectionId, LandlordId};
use palier_domain::landlord::roll::{Roll, RollPerson, RollTenancy};
use palier_store::Tx;
use palier_store::candidate_list::{self, Entrant, Filing, Words};
use serde_json::json;

/// Leases between one candidate and the next.
const APART: usize = 7;

/// A list as its association files it.
pub struct Filed<'a> {
    /// Who presents it.
    pub association: AssociationId,
    /// Its title.
    pub title: &'a str,
    /// The national body that it is affiliated to.
    pub national: &'a str,
    /// Its campaign statement.
    pub statement: &'a str,
}

/// Everything that lists are made from.
pub struct Lists<'a> {
    /// Whose election it is.
    pub landlord: LandlordId,
    /// The election.
    pub election: ElectionId,
    /// What was filed.
    pub filed: Vec<Filed<'a>>,
    /// Names on a list: twice the seats of an office or a company (CCH R.421-7, R.422-2-1).
    pub length: i64,
    /// Who may stand.
    pub roll: &'a Roll,
    /// Which first names are women's.
    pub names: &'a Names,
}

/// Files the lists and admits them, in the two weeks before `closed`.
///
/// # Errors
/// When a list is refused.
pub async fn file(tx: &mut Tx, lists: &Lists<'_>, closed: DateTime<Utc>) -> Result<(), Failure> {
    let mut tenancies = lists.roll.tenancies.iter().step_by(APART);
    for (before, list) in (9..=13).rev().zip(&lists.filed) {
        let filed_at = closed - TimeDelta::days(before) + TimeDelta::hours(5);
        let candidates = (1..=lists.length)
            .filter_map(|place| entrant(lists, &mut tenancies, place))
            .collect::<Vec<_>>();
        one(tx, lists, list, &candidates, (filed_at, closed)).await?;
    }
    Ok(())
}

async fn one(
    tx: &mut Tx,
    lists: &Lists<'_>,
    list: &Filed<'_>,
    candidates: &[Entrant],
    (now, closed): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), Failure> {
    let words = Words {
        title: list.title.to_owned(),
        national_body: list.national.to_owned(),
        independent: true,
        statement: list.statement.to_owned(),
    };
    let id = candidate_list::start(tx, lists.election, Some(list.association), "", &words, now)
        .await
        .map_err(failed)?;
    for entrant in candidates {
        candidate_list::put_candidate(tx, id, entrant)
            .await
            .map_err(failed)?;
    }
    let document = json!({ "title": list.title, "national_body": list.national }).to_string();
    let filing = Filing {
        landlord: lists.landlord,
        received_on: now.date_naive(),
        document: document.as_bytes(),
    };
    candidate_list::file(tx, id, &filing, now)
        .await
        .map_err(failed)?;
    let reason = "Liste complète, déposée à temps, affiliation prouvée.";
    let judged = closed - TimeDelta::days(1);
    candidate_list::judge(tx, id, true, reason, judged)
        .await
        .map_err(failed)
}

/// Draws the order, in public.
///
/// # Errors
/// When no list stands.
pub async fn draw(tx: &mut Tx, election: ElectionId, closed: DateTime<Utc>) -> Result<(), Failure> {
    let source = "Dés jetés devant les mandataires des listes, au siège";
    let at = closed - TimeDelta::hours(1);
    candidate_list::draw(tx, election, "4 2 6 1 5 3 3 6", source, at)
        .await
        .map_err(failed)
}

/// The next tenant of the sex that is due: women and men alternate (CCH R.422-2-1).
fn entrant<'a>(
    lists: &Lists<'_>,
    tenancies: &mut impl Iterator<Item = &'a RollTenancy>,
    place: i64,
) -> Option<Entrant> {
    let due = if place % 2 == 1 { Sex::Woman } else { Sex::Man };
    let (tenancy, person) = tenancies.find_map(|tenancy| {
        let person = lists.roll.persons.get(*tenancy.holders.first()?)?;
        let fits = tenancy.ends_on.is_none() && sex(lists.names, person) == due;
        fits.then_some((tenancy, person))
    })?;
    Some(Entrant {
        place,
        name: person.name.clone(),
        sex: Some(due),
        birth_date: person.birth_date,
        lease: tenancy.reference.clone(),
        payment: Some("last_receipt".to_owned()),
        kept: false,
        unbarred: true,
        form_id: None,
    })
}

fn sex(names: &Names, person: &RollPerson) -> Sex {
    let first = person.name.split(' ').next().unwrap_or_default();
    if names.women.iter().any(|name| name == first) {
        Sex::Woman
    } else {
        Sex::Man
    }
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the demonstration's lists: {error}"))
}
