//! What was typed in the form of an agreement, read field by field.

use crate::agreement::problem::AgreementProblem;
use crate::election::problem::SetupProblem;
use crate::site::forms::{Complaint, Refusal, typed_day};
use crate::site::problem::Problem;
use palier_domain::election::collective_agreement::LEAST_KEEP_DAYS;
use palier_domain::election::collective_agreement::course::Way;
use palier_domain::id::{AssociationId, EstateId, LandlordId};
use palier_store::collective_agreement::{self as agreement, Part, Signature, Words};
use palier_store::{Db, association};
use std::collections::BTreeMap;

/// The most characters of a title.
pub(super) const TITLE: usize = 160;
/// The most characters of a text.
const BODY: usize = 8_000;
/// The most lines that name buildings and dwellings.
const LINES: usize = 400;
/// For how long names are kept, as it is proposed.
pub(super) const KEEP_DAYS: u64 = 365;
/// The most that a number may be.
const MOST: u64 = 1_000_000;

/// The fields of a form, by name; what was not sent is empty.
pub(super) type Fields = BTreeMap<String, String>;

fn get<'a>(fields: &'a Fields, field: &str) -> &'a str {
    fields.get(field).map_or("", |typed| typed.trim())
}

/// One line, white space reduced.
pub(super) fn line(field: &str, typed: &str, most: usize) -> Result<String, Complaint> {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > most {
        let max = i64::try_from(most).unwrap_or(i64::MAX);
        return Err(Complaint::about(field, Problem::AtMost { max }));
    }
    Ok(text)
}

fn number(fields: &Fields, field: &str) -> Result<u64, Complaint> {
    let digits: String = get(fields, field).split_whitespace().collect();
    if digits.is_empty() {
        return Ok(0);
    }
    let found = digits.parse().ok().filter(|found| *found <= MOST);
    let max = i64::try_from(MOST).unwrap_or(i64::MAX);
    found.ok_or_else(|| Complaint::about(field, SetupProblem::NotANumber { max }))
}

/// For how long names are kept: what is proposed where nothing is said.
fn keep_days(fields: &Fields) -> Result<u64, Complaint> {
    let field = "keep_days";
    if get(fields, field).trim().is_empty() {
        return Ok(KEEP_DAYS);
    }
    let days = number(fields, field)?;
    if days < LEAST_KEEP_DAYS {
        let least = LEAST_KEEP_DAYS;
        return Err(Complaint::about(
            field,
            AgreementProblem::KeptTooShort { least },
        ));
    }
    Ok(days)
}

/// The field that says whether an association signed, and the one for its votes.
pub(super) fn signature_fields(id: AssociationId) -> (String, String) {
    let id = id.0.simple();
    (format!("signed_{id}"), format!("votes_{id}"))
}

/// The field that says whether an estate is concerned.
pub(super) fn estate_field(id: EstateId) -> String {
    format!("estate_{}", id.0.simple())
}

/// Everything that the form says.
pub(super) async fn words(
    db: &Db,
    landlord: LandlordId,
    fields: &Fields,
) -> Result<Words, Refusal> {
    let title = line("title", get(fields, "title"), TITLE)?;
    if title.is_empty() {
        return Err(Complaint::about("title", Problem::Empty).into());
    }
    let way = Way::from_name(get(fields, "way"));
    let way = way.ok_or_else(|| Complaint::about("way", Problem::ChooseOne))?;
    let body = fields.get("body").map_or("", |body| body.trim()).to_owned();
    if body.chars().count() > BODY {
        let max = i64::try_from(BODY).unwrap_or(i64::MAX);
        return Err(Complaint::about("body", Problem::AtMost { max }).into());
    }
    let signed_on = match (way, get(fields, "signed_on")) {
        (Way::Direct, _) | (_, "") => None,
        (Way::Signed, typed) => Some(typed_day("signed_on", typed)?),
    };
    let signatures = match way {
        Way::Direct => Vec::new(),
        Way::Signed => signatures(db, landlord, fields).await?,
    };
    Ok(Words {
        way,
        title,
        body,
        signed_on,
        valid_votes: number(fields, "valid_votes")?,
        tenants_signed: number(fields, "tenants_signed")?,
        keep_days: keep_days(fields)?,
        parts: parts(db, landlord, fields).await?,
        signatures,
    })
}

async fn signatures(
    db: &Db,
    landlord: LandlordId,
    fields: &Fields,
) -> Result<Vec<Signature>, Refusal> {
    let mut signatures = Vec::new();
    for one in association::of_landlord(db, landlord).await? {
        let (signed, votes) = signature_fields(one.id);
        if get(fields, &signed) == "true" {
            signatures.push(Signature {
                association: one.id,
                votes: number(fields, &votes)?,
            });
        }
    }
    Ok(signatures)
}

/// Whole estates by their boxes; buildings ("Estate ; building") and dwellings line by line.
async fn parts(db: &Db, landlord: LandlordId, fields: &Fields) -> Result<Vec<Part>, Refusal> {
    let known = agreement::estates(db, landlord).await?;
    let mut parts = Vec::new();
    for (estate, ..) in &known {
        let part = Part::Estate(*estate);
        if get(fields, &estate_field(*estate)) == "true" && !parts.contains(&part) {
            parts.push(part);
        }
    }
    let lines = get(fields, "places").lines().take(LINES);
    for (number, typed) in (1_i64..).zip(lines) {
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if typed.is_empty() {
            continue;
        }
        let part = match typed.split_once(';') {
            Some((estate, building)) => {
                let same = |a: &str, b: &str| a.to_lowercase() == b.trim().to_lowercase();
                let mut found = known
                    .iter()
                    .filter(|(_, e, _, b)| same(e, estate) && same(b, building));
                found.next().map(|(_, _, id, _)| Part::Building(*id))
            }
            None => agreement::place(db, landlord, &typed)
                .await?
                .map(|place| Part::Dwelling(place.dwelling)),
        };
        let problem = AgreementProblem::UnknownPlace { line: number };
        parts.push(part.ok_or_else(|| Complaint::about("places", problem))?);
    }
    Ok(parts)
}
