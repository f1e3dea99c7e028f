//! The lists of the demonstration: filed by the associations, admitted, their order drawn.

use super::{Coteaux, List, course};
use crate::cli::Failure;
use crate::demo::content::Names;
use chrono::{DateTime, Utc};
use palier_domain::election::candidate_list::candidate::Sex;
use palier_domain::id::{AccountId, AssociationId, ElectionId, LandlordId};
use palier_domain::landlord::roll::{Roll, RollPerson, RollTenancy};
use palier_store::Tx;
use palier_store::candidate_list::{self, Entrant, Filing, Words};
use serde_json::json;

/// Names on a list: twice the three seats of a company (CCH R.422-2-1).
const NAMES: i64 = 6;
/// Leases between one candidate and the next.
const APART: usize = 7;

/// Everything that lists are made from.
pub struct Lists<'a> {
    /// Whose election it is.
    pub landlord: LandlordId,
    /// The election.
    pub election: ElectionId,
    /// Its handle.
    pub handle: &'a str,
    /// Who presides over its tally board.
    pub board: AccountId,
    /// What the file says.
    pub coteaux: &'a Coteaux,
    /// The associations, in the order of the lists.
    pub associations: &'a [AssociationId],
    /// Who may stand.
    pub roll: &'a Roll,
    /// Which first names are women's.
    pub names: &'a Names,
}

/// Files the lists and admits them.
pub async fn file(tx: &mut Tx, lists: &Lists<'_>) -> Result<(), Failure> {
    let mut tenancies = lists.roll.tenancies.iter().step_by(APART);
    let both = lists.coteaux.list.iter().zip(lists.associations);
    for (day, (list, association)) in (8..).zip(both) {
        let filed_at = course::instant(10, day, 15)?;
        let candidates = (1..=NAMES)
            .filter_map(|place| entrant(lists, &mut tenancies, place))
            .collect::<Vec<_>>();
        one(tx, lists, list, *association, &candidates, filed_at).await?;
    }
    Ok(())
}

async fn one(
    tx: &mut Tx,
    lists: &Lists<'_>,
    list: &List,
    association: AssociationId,
    candidates: &[Entrant],
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let words = Words {
        title: list.title.clone(),
        national_body: list.national.clone(),
        independent: true,
        statement: list.statement.clone(),
    };
    let id = candidate_list::start(tx, lists.election, Some(association), "", &words, now)
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
    let judged = course::instant(10, 20, 10)?;
    candidate_list::judge(tx, id, true, reason, judged)
        .await
        .map_err(failed)
}

/// Draws the order, in public.
pub async fn draw(tx: &mut Tx, election: ElectionId) -> Result<(), Failure> {
    let source = "Dés jetés devant les mandataires des listes, au siège";
    let at = course::instant(10, 21, 9)?;
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
