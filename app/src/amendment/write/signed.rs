//! Under what name and in what quality somebody writes or signs.

use super::sent::Sent;
use crate::amendment::who::Reader;
use crate::charter::face::{self, Choice as Face};
use crate::charter::write::quality_value;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::Field;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use leptos::prelude::*;
use palier_domain::account::role::{Quality, Role};
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::who::Facts;
use palier_domain::id::ContributorId;
use palier_store::contributor::{self, Contributor};

/// How the reader is shown with this landlord, if she chose already.
pub(super) async fn face_of(reader: &Reader) -> Result<Option<Contributor>, AppError> {
    let Some(me) = reader.person() else {
        return Ok(None);
    };
    let db = &reader.ctx.site.db;
    Ok(contributor::of(db, me.account, reader.landlord.id).await?)
}

/// The first time, the public name; for who has several qualities, in which one she speaks.
pub(super) fn fields(reader: &Reader, face: Option<&Contributor>, state: &FormState) -> AnyView {
    let t = reader.ctx.t;
    let name = match face.and_then(|face| face.name.clone()) {
        Some(name) => view! { <p class="hint">{t.comment_signed(name)}</p> }.into_any(),
        None => Field::text("public_name", t.name_label())
            .hint(t.name_hint())
            .autocomplete("nickname")
            .show(t, state),
    };
    view! { {name} {qualities(reader, state)} }.into_any()
}

fn qualities(reader: &Reader, state: &FormState) -> AnyView {
    let t = reader.ctx.t;
    let list = &reader.found.standing.qualities;
    if list.len() < 2 {
        return ().into_any();
    }
    let choices = list
        .iter()
        .map(|quality| Choice::new(quality_value(*quality), quality_name(reader, *quality)))
        .collect();
    let initial = list
        .first()
        .map_or_else(String::new, |one| quality_value(*one));
    radios(t, state, "quality", t.quality_which(), &initial, choices)
}

/// A quality in words; an association goes by its name.
pub(super) fn quality_name(reader: &Reader, quality: Quality) -> String {
    let t = reader.ctx.t;
    match quality {
        Quality::Tenant => t.quality_tenant_choice().to_owned(),
        Quality::Landlord => t.quality_landlord().to_owned(),
        Quality::Association(id) => {
            let all = &reader.found.facts.associations;
            let found = all.iter().find(|one| one.id == id);
            found.map_or_else(
                || t.quality_association().to_owned(),
                |one| one.name.clone(),
            )
        }
    }
}

/// The quality that was chosen, or the only one.
pub(super) fn quality(reader: &Reader, sent: &Sent) -> Result<Quality, Complaint> {
    let list = &reader.found.standing.qualities;
    if let [only] = &list[..] {
        return Ok(*only);
    }
    let wanted = sent.get("quality");
    let found = list.iter().find(|one| quality_value(**one) == wanted);
    found
        .copied()
        .ok_or_else(|| Complaint::about("quality", Problem::ChooseOne))
}

/// Her as a contributor; the first time, under the name that she types.
pub(super) async fn contributor(reader: &Reader, sent: &Sent) -> Result<ContributorId, Refusal> {
    let face = face_of(reader).await?;
    if let Some(face) = face.filter(|face| face.name.is_some()) {
        return Ok(face.id);
    }
    let choice = Face {
        name: sent.get("public_name"),
        shows_estate: !sent.get("show_estate").is_empty(),
    };
    let (landlord, standing) = (&reader.landlord, &reader.found.standing);
    face::save(&reader.ctx, landlord, standing, &choice).await
}

/// What is known of the reader apart from any amendment.
pub(super) fn facts(reader: &Reader) -> Facts {
    let standing = &reader.found.standing;
    let has = |role| standing.roles.contains(&role);
    Facts {
        colleges: standing
            .qualities
            .iter()
            .map(|one| College::of(*one))
            .collect(),
        facilitator: has(Role::Facilitator),
        guarantor: has(Role::Guarantor),
        landlord_staff: has(Role::LandlordStaff),
        ..Facts::default()
    }
}
