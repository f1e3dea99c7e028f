//! Typing an amendment that somebody wrote on paper.

use super::draft::{Made, NewAmendment, insert};
use super::hats::Person;
use super::held::latest;
use super::{AmendmentError, Content};
use crate::dispatch::run;
use crate::{Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::account::role::{Quality, Role};
use palier_domain::charter::amendment::propose::may_enter;
use palier_domain::entry::source::{EnteredAs, Source};
use palier_domain::id::{ContributorId, FormId, LandlordId, TextId};
use serde_json::json;

/// An amendment read on paper, to type for somebody.
#[derive(Clone, Debug)]
pub struct NewPaper {
    /// Whose text it is.
    pub landlord_id: LandlordId,
    /// The text.
    pub text_id: TextId,
    /// How the person wants to be named.
    pub name: String,
    /// In what quality she proposes it: a tenant, or an association that she speaks for.
    pub quality: Quality,
    /// What it says.
    pub content: Content,
    /// Read or heard how.
    pub source: Source,
    /// Where; may be empty.
    pub place: String,
    /// On which day.
    pub heard_on: NaiveDate,
    /// The form's own identifier, random: sent twice, kept once.
    pub form_id: FormId,
}

/// Types an amendment for somebody without an account, as a draft that whoever types then hands in.
///
/// # Errors
/// [`AmendmentError::Refused`] for whoever types nothing here, and outside of an open version.
pub async fn enter(
    tx: &mut Tx,
    paper: &NewPaper,
    person: Person<'_>,
    now: DateTime<Utc>,
) -> Result<Made, AmendmentError> {
    let chain = journal::of_text(paper.text_id);
    journal::lock(tx, &chain).await?;
    let (version, status) = latest(tx, paper.text_id).await?;
    may_enter(&person.facts(), status)?;
    // One contributor per form: whoever sends it twice finds the first.
    let contributor = ContributorId(paper.form_id.0);
    run!(
        tx.on(),
        "INSERT INTO contributor (id, landlord_id, name) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO NOTHING",
        contributor,
        paper.landlord_id,
        paper.name.as_str(),
    )?;
    let new = NewAmendment {
        text_id: paper.text_id,
        contributor_id: contributor,
        quality: paper.quality,
        content: paper.content.clone(),
        form_id: paper.form_id,
    };
    let made = insert(tx, &new, (version, None), now).await?;
    if made.already {
        return Ok(made);
    }
    let entered_as = if person.standing.roles.contains(&Role::LandlordStaff) {
        EnteredAs::LandlordStaff
    } else {
        EnteredAs::Facilitator
    };
    run!(
        tx.on(),
        "INSERT INTO amendment_entry
            (amendment_id, source, place, heard_on, entered_as, entered_by)
         VALUES ($1, $2, $3, $4, $5, $6)",
        made.id,
        paper.source,
        paper.place.as_str(),
        paper.heard_on,
        entered_as,
        person.account,
    )?;
    let data = json!({
        "source": paper.source, "place": paper.place, "heard_on": paper.heard_on,
        "as": entered_as, "by": person.account,
    });
    journal::append(tx, &chain, "amendment.entered", Some(made.id.0), &data, now).await?;
    Ok(made)
}
