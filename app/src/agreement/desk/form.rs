//! The form of a draft: words, scope, who signed.

use super::endpoint;
use super::index::ways;
use super::typed::{estate_field, signature_fields};
use crate::agreement::load::Found;
use crate::i18n::T;
use crate::parts::choice::tick;
use crate::parts::field::{Field, area, summary};
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError};
use leptos::prelude::*;
use palier_domain::election::collective_agreement::course::Way;
use palier_domain::id::EstateId;
use palier_store::association::{self, Association};
use palier_store::collective_agreement::{self as agreement, Part};

/// The form's id.
pub(super) const FORM: &str = "projet";

/// What the form needs to know.
pub(super) struct Draft {
    form: FormState,
    estates: Vec<(EstateId, String)>,
    associations: Vec<Association>,
}

impl Draft {
    /// Whether it was refused.
    pub(super) fn refused(&self) -> bool {
        self.form.complaint().is_some()
    }
}

/// Reads it.
pub(super) async fn load(ctx: &Ctx, found: &Found) -> Result<Draft, AppError> {
    let (db, landlord) = (&ctx.site.db, found.landlord.id);
    let mut estates: Vec<(EstateId, String)> = agreement::estates(db, landlord)
        .await?
        .into_iter()
        .map(|(id, name, ..)| (id, name))
        .collect();
    estates.dedup();
    Ok(Draft {
        form: ctx.form(FORM).await?,
        estates,
        associations: association::of_landlord(db, landlord).await?,
    })
}

/// The form.
pub(super) fn show(t: T, found: &Found, draft: &Draft) -> AnyView {
    let (form, agreement) = (&draft.form, &found.whole.agreement);
    let title = Field::text("title", t.agreement_title()).initial(agreement.title.clone());
    let body = area(
        t,
        form,
        "body",
        t.agreement_body(),
        t.agreement_body_hint().to_owned(),
        agreement.body.clone(),
    );
    let keep = Field::text("keep_days", t.agreement_keep())
        .hint(t.agreement_keep_hint())
        .numeric()
        .initial(agreement.keep_days.to_string());
    view! {
        <form method="post" action=endpoint(found, "save") id=FORM class="stack" novalidate>
            {summary(t, form)}
            {title.show(t, form)}
            {ways(t, form, agreement.way.name())}
            {body}
            {scope(t, found, draft)}
            {signed(t, found, draft)}
            {keep.show(t, form)}
            <p><button class="button">{t.agreement_save()}</button></p>
        </form>
    }
    .into_any()
}

fn scope(t: T, found: &Found, draft: &Draft) -> AnyView {
    let concerned = |id| {
        found
            .parts
            .iter()
            .any(|(part, _)| *part == Part::Estate(id))
    };
    let ticks = draft
        .estates
        .iter()
        .map(|(id, name)| tick(t, &draft.form, &estate_field(*id), name, "", concerned(*id)))
        .collect_view();
    let places: Vec<String> = found
        .parts
        .iter()
        .filter_map(|(part, names)| match (part, &names[..]) {
            (Part::Building(_), [estate, building]) => Some(format!("{estate} ; {building}")),
            (Part::Dwelling(_), [.., dwelling]) => Some(dwelling.clone()),
            _ => None,
        })
        .collect();
    let places = area(
        t,
        &draft.form,
        "places",
        t.agreement_places(),
        t.agreement_places_hint().to_owned(),
        places.join("\n"),
    );
    view! {
        <fieldset class="field">
            <legend>{t.agreement_concerned()}</legend>
            <details>
                <summary>{t.agreement_estates()}</summary>
                {ticks}
            </details>
            {places}
        </fieldset>
    }
    .into_any()
}

/// What a signed accord needs; folded away for a direct consultation.
fn signed(t: T, found: &Found, draft: &Draft) -> AnyView {
    let (form, agreement) = (&draft.form, &found.whole.agreement);
    let day = Field::day("signed_on", t.agreement_signed_on()).initial(
        agreement
            .signed_on
            .map_or_else(String::new, |day| day.to_string()),
    );
    let rows = draft
        .associations
        .iter()
        .map(|one| signatory(t, found, form, one))
        .collect_view();
    let whole = |name: &'static str, label: &'static str, hint: &'static str, value: i64| {
        Field::text(name, label)
            .hint(hint)
            .numeric()
            .initial(value.to_string())
            .show(t, form)
    };
    let open = agreement.way == Way::Signed || form.is_refilled();
    view! {
        <details open=open>
            <summary>{t.agreement_who_signed()}</summary>
            <p>{t.agreement_who_signed_what()}</p>
            {day.show(t, form)}
            {rows}
            {whole("valid_votes", t.agreement_valid_votes(), t.agreement_valid_votes_hint(), agreement.valid_votes)}
            {whole("tenants_signed", t.agreement_tenants_signed(), t.agreement_tenants_signed_hint(), agreement.tenants_signed)}
        </details>
    }
    .into_any()
}

fn signatory(t: T, found: &Found, form: &FormState, one: &Association) -> AnyView {
    let (signed, votes) = signature_fields(one.id);
    let mut signatories = found.whole.signatories.iter();
    let before = signatories.find(|known| known.association_id == one.id);
    let affiliation = match &one.national_name {
        Some(name) => t.agreement_member_of(name),
        None => t.agreement_not_affiliated().to_owned(),
    };
    let field = Field::text(votes, t.agreement_votes_of(&one.name))
        .numeric()
        .initial(before.map_or_else(|| "0".to_owned(), |known| known.votes.to_string()));
    view! {
        {tick(t, form, &signed, &one.name, &affiliation, before.is_some())}
        {field.show(t, form)}
    }
    .into_any()
}
