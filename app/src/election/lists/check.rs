//! A list against everything it is checked against: roll, other lists, national bodies, days.

use crate::election::load::Found;
use crate::site::{context::Ctx, error::AppError};
use chrono::NaiveDate;
use palier_domain::election::calendar::step::Step;
use palier_domain::election::candidate_list::affiliation::{
    Affiliation, Council, CouncilSeat, NationalBody,
};
use palier_domain::election::candidate_list::candidate::{
    Candidate, Lease, PaymentDocument, Register,
};
use palier_domain::election::candidate_list::name::same_person;
use palier_domain::election::candidate_list::rule::BrokenListRule;
use palier_domain::election::candidate_list::state::ListState;
use palier_domain::election::candidate_list::{CandidateList as Typed, OtherList, Requirements};
use palier_domain::id::TenancyId;
use palier_store::candidate_list::{self, CandidateList, Entrant, LeaseRow};
use palier_store::national_body;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// Every rule that a list breaks; a list that was filed is judged by the day on which it came.
///
/// # Errors
/// When the database does not answer.
pub async fn broken(
    ctx: &Ctx,
    found: &Found,
    list: &CandidateList,
    entrants: &[Entrant],
) -> Result<Vec<BrokenListRule>, AppError> {
    let mut register = register(ctx, found).await?;
    if let Some(received) = list.received_on {
        register.filed = received;
    }
    let mut candidates = Vec::new();
    for entrant in entrants {
        candidates.push(candidate(ctx, found, entrant, &mut register.leases).await?);
    }
    let typed = Typed {
        title: list.title.clone(),
        affiliation: Affiliation {
            body: (!list.national_body.is_empty()).then(|| list.national_body.clone()),
            proved: list.proof_id.is_some(),
            independent: list.independent,
        },
        candidates,
    };
    let bodies = bodies(ctx, register.filed).await?;
    let others = others(ctx, found, list).await?;
    let protocol = &found.election.protocol.0;
    Ok(typed.broken_rules(&Requirements {
        body: protocol.body,
        names: protocol.names,
        last_day: last_day(found),
        register: &register,
        national_bodies: &bodies,
        others: &others,
    }))
}

/// The last day on which lists are received.
#[must_use]
pub fn last_day(found: &Found) -> NaiveDate {
    let protocol = &found.election.protocol.0;
    let calendar = protocol.calendar();
    calendar.map_or(protocol.day, |calendar| calendar.due(Step::ListsReceived))
}

/// What is known today, leases excepted.
///
/// # Errors
/// When the database does not answer.
pub async fn register(ctx: &Ctx, found: &Found) -> Result<Register, AppError> {
    let today = ctx.today(&found.landlord.zone);
    let staff = candidate_list::staff(&ctx.site.db, found.landlord.id, today).await?;
    Ok(Register {
        landlord: found.landlord.id,
        day: found.election.protocol.day,
        filed: today,
        leases: BTreeMap::new(),
        staff: staff.into_iter().collect(),
    })
}

/// A candidate with who she is on the roll, if her lease and name are found there.
async fn candidate(
    ctx: &Ctx,
    found: &Found,
    entrant: &Entrant,
    leases: &mut BTreeMap<TenancyId, Lease>,
) -> Result<Candidate, AppError> {
    let rows = if entrant.lease.is_empty() {
        Vec::new()
    } else {
        candidate_list::leases(&ctx.site.db, found.landlord.id, &entrant.lease).await?
    };
    let person = rows
        .iter()
        .find(|row| same_person(&entrant.name, &row.name))
        .map(|row| row.person_id);
    let known = rows.first().map(|row| row.tenancy_id);
    if let Some((id, lease)) = lease(found, &rows) {
        leases.insert(id, lease);
    }
    let unknown = (!entrant.lease.is_empty()).then(|| unknown(&entrant.lease));
    Ok(Candidate {
        name: entrant.name.clone(),
        sex: entrant.sex,
        birth: entrant.birth_date,
        person,
        tenancy: known.or(unknown),
        payment: payment(entrant.payment.as_deref(), entrant.kept),
        signed_form: entrant.form_id.is_some(),
        declares_nothing_bars: entrant.unbarred,
    })
}

/// A reference that is not on the roll is some lease, though none of this landlord: the same
/// reference is the same lease.
fn unknown(reference: &str) -> TenancyId {
    let digest: [u8; 32] = Sha256::digest(reference).into();
    let (half, _) = digest.split_at(16);
    TenancyId(uuid::Uuid::from_slice(half).unwrap_or_default())
}

/// A lease as the rules read it; the roll holds leases of dwellings alone.
#[must_use]
pub fn lease(found: &Found, rows: &[LeaseRow]) -> Option<(TenancyId, Lease)> {
    let first = rows.first()?;
    let lease = Lease {
        landlord: found.landlord.id,
        residential: true,
        holders: rows.iter().map(|row| row.person_id).collect(),
        until: first.ends_on,
    };
    Some((first.tenancy_id, lease))
}

/// What shows that somebody pays, from its name in forms and in the database.
#[must_use]
pub fn payment(name: Option<&str>, kept: bool) -> Option<PaymentDocument> {
    match name? {
        "last_receipt" => Some(PaymentDocument::LastReceipt),
        "partial_receipt" => Some(PaymentDocument::PartialReceipt),
        "court_decision" => Some(PaymentDocument::CourtDecision { kept }),
        "repayment_plan" => Some(PaymentDocument::RepaymentPlan { kept }),
        _ => None,
    }
}

/// National bodies by their short names, with their seats as the reference data knows them.
async fn bodies(ctx: &Ctx, day: NaiveDate) -> Result<Vec<NationalBody>, AppError> {
    let known = national_body::list(&ctx.site.db).await?;
    let body = |body: national_body::NationalBody| NationalBody {
        seats: council(&body.sits_at)
            .map(|council| CouncilSeat {
                council,
                // The data says where it sits, not since when.
                since: body.as_of.min(day),
                until: None,
                source: body.source.clone(),
            })
            .into_iter()
            .collect(),
        name: body.code,
    };
    Ok(known.into_iter().map(body).collect())
}

fn council(sits_at: &str) -> Option<Council> {
    let names = [
        ("CNC", Council::NationalConcertation),
        ("CNH", Council::NationalHousing),
        ("consommation", Council::NationalConsumer),
    ];
    let found = names.iter().find(|(name, _)| sits_at.contains(name));
    found.map(|(_, council)| *council)
}

/// The lists that were filed before this one and are not refused.
async fn others(
    ctx: &Ctx,
    found: &Found,
    list: &CandidateList,
) -> Result<Vec<OtherList>, AppError> {
    let before = |other: &CandidateList| match (other.filed_at, list.filed_at) {
        (Some(other_at), Some(at)) => (other_at, other.id) < (at, list.id),
        (Some(_), None) => true,
        (None, _) => false,
    };
    let mut others = Vec::new();
    for other in candidate_list::of_election(&ctx.site.db, found.election.id).await? {
        let counts = matches!(other.state, ListState::Filed | ListState::Admitted);
        if other.id == list.id || !counts || !before(&other) {
            continue;
        }
        let mut candidacies = Vec::new();
        for entrant in candidate_list::candidates(&ctx.site.db, other.id).await? {
            let known = candidate(ctx, found, &entrant, &mut BTreeMap::new()).await?;
            candidacies.extend(known.person.zip(known.tenancy));
        }
        others.push(OtherList {
            title: other.title,
            candidacies,
        });
    }
    Ok(others)
}
