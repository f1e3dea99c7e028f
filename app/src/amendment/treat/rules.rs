//! The rules of the charter and its drafting committee: read by whoever treats amendments, set by the
//! facilitator.

use super::Treating;
use super::rules_forms::{JOIN, RULES};
use crate::i18n::T;
use crate::parts::field::{Field, summary};
use crate::site::forms::FormState;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_store::amendment::{self, Member, Rules};
use serde::Deserialize;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
}

/// What the page shows.
struct Shown {
    /// None while the text has none of its own.
    rules: Option<Rules>,
    /// An amendment was handed in: they stand.
    stand: bool,
    committee: Vec<Member>,
}

/// The page.
///
/// # Errors
/// When the reader treats nothing here, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let treating = Treating::of(&ctx, &slug).await?;
    let (set, join) = (ctx.form(RULES).await?, ctx.form(JOIN).await?);
    let (db, text) = (&ctx.site.db, treating.reader.found.text.id);
    let shown = Shown {
        rules: amendment::rules(db, text).await?,
        stand: amendment::rules_stand(db, text).await?,
        committee: amendment::members(db, text, treating.reader.landlord.id).await?,
    };
    let t = ctx.t;
    let wrong = set.complaint().is_some() || join.complaint().is_some();
    let head = Head::of(&treating.reader.landlord, t.treat_rules()).refused(wrong);
    Ok(shell::page(&ctx, &head, move || {
        let done = (asked.fait == "1" && !wrong)
            .then(|| view! { <p class="note good" role="status">{t.treat_done()}</p> });
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=treating.at("")>{t.treat_title()}</a>
            </nav>
            <h1>{t.treat_rules()}</h1>
            <p class="lead">{t.treat_rules_lead()}</p>
            {done}
            <section>
                <h2>{t.treat_rules_text()}</h2>
                {summary(t, &set)}
                {rules(t, &treating, &shown, &set)}
            </section>
            <section>
                <h2>{t.treat_committee()}</h2>
                <p>{t.treat_committee_what()}</p>
                {summary(t, &join)}
                {committee(t, &treating, &shown, &join)}
            </section>
        }
    }))
}

/// The rules: as sentences once they stand, as a form before.
fn rules(t: T, treating: &Treating, shown: &Shown, form: &FormState) -> AnyView {
    let now = shown.rules.unwrap_or_default();
    if shown.stand || !treating.reader.facilitates() {
        let none = shown
            .rules
            .is_none()
            .then(|| view! { <p class="empty">{t.treat_rules_none()}</p> });
        let stand = shown
            .stand
            .then(|| view! { <p class="hint">{t.treat_rules_stand()}</p> });
        return view! {
            {none}
            <ul>
                <li>{said(t, now.signatures)}</li>
                <li>{t.treat_rules_rebase_said(now.rebase_days)}</li>
            </ul>
            {stand}
        }
        .into_any();
    }
    let signatures = Field::text("signatures", t.treat_rules_signatures())
        .hint(t.treat_rules_signatures_hint())
        .numeric()
        .initial(now.signatures.to_string());
    let days = Field::text("rebase_days", t.treat_rules_rebase())
        .hint(t.treat_rules_rebase_hint())
        .numeric()
        .initial(now.rebase_days.to_string());
    let action = format!("/api/treat/{}/rules", treating.reader.landlord.slug);
    view! {
        <form method="post" action=action id=RULES class="stack" novalidate>
            {signatures.show(t, form)}
            {days.show(t, form)}
            <p><button class="button">{t.treat_rules_set()}</button></p>
        </form>
    }
    .into_any()
}

fn said(t: T, signatures: i64) -> String {
    if signatures == 0 {
        t.treat_rules_alone().to_owned()
    } else {
        t.treat_rules_signatures_said(signatures)
    }
}

/// Who is of the committee; for the facilitator, who comes and who leaves.
fn committee(t: T, treating: &Treating, shown: &Shown, form: &FormState) -> AnyView {
    let (reader, slug) = (&treating.reader, &treating.reader.landlord.slug);
    let changes = reader.facilitates();
    let members = shown.committee.iter().map(|one| {
        let name = match &one.name {
            Some(name) => view! { <span lang="fr">{name.clone()}</span> }.into_any(),
            None => t.treat_committee_unnamed().into_any(),
        };
        let leave = changes.then(|| {
            let action = format!("/api/treat/{slug}/committee/leave");
            let label = t.treat_committee_leave_whom(one.name.as_deref().unwrap_or("…"));
            view! {
                <form method="post" action=action>
                    <input type="hidden" name="member" value=one.account_id.to_string()/>
                    <button class="button quiet" aria-label=label>{t.treat_committee_leave()}</button>
                </form>
            }
        });
        view! { <li class="member">{name} " " {leave}</li> }
    });
    let members = members.collect_view();
    let list = if shown.committee.is_empty() {
        view! { <p class="empty">{t.treat_committee_none()}</p> }.into_any()
    } else {
        view! { <ul class="members">{members}</ul> }.into_any()
    };
    let join = changes.then(|| {
        let action = format!("/api/treat/{slug}/committee/join");
        let name =
            Field::text("name", t.treat_committee_name()).hint(t.treat_committee_name_hint());
        view! {
            <form method="post" action=action id=JOIN class="stack" novalidate>
                {name.show(t, form)}
                <p><button class="button">{t.treat_committee_join()}</button></p>
            </form>
        }
    });
    view! { {list} {join} }.into_any()
}
