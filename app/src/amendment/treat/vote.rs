//! What is voted: amendments in conflict as alternatives, the furthest from the base first; then the
//! results, college by college.

use super::step::steps;
use super::vote_forms::form;
use crate::amendment::parts::base::{Base, base};
use crate::amendment::parts::card::{address, card};
use crate::amendment::parts::change::changes;
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::site::forms::FormState;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::operation::Operation;
use palier_domain::charter::status::VersionStatus;
use palier_domain::id::{AmendmentId, BundleId};
use palier_store::amendment::{self, Amendment};
use palier_store::consultation::{self, Consultation};
use palier_store::decision::{self, Figures, VoteRow};
use palier_store::text;
use serde::Deserialize;
use std::collections::HashMap;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
}

/// Something that is voted: alternatives, or one amendment alone.
pub(super) struct Item {
    pub bundle: Option<BundleId>,
    pub alternatives: Vec<AmendmentId>,
    pub form: FormState,
}

impl Item {
    /// The id of its form.
    pub fn id(bundle: Option<BundleId>, alternatives: &[AmendmentId]) -> String {
        match (bundle, alternatives.first()) {
            (Some(bundle), _) => format!("vote-{bundle}"),
            (None, Some(only)) => format!("vote-{only}"),
            (None, None) => "vote".to_owned(),
        }
    }
}

/// All that the page shows.
struct Shown {
    reader: Reader,
    base: Base,
    amendments: HashMap<AmendmentId, (Amendment, Vec<Operation>)>,
    items: Vec<Item>,
    votes: Vec<VoteRow>,
    figures: Vec<Figures>,
    consultations: Vec<Consultation>,
}

async fn load(ctx: &Ctx, slug: &str) -> Result<Shown, AppError> {
    let reader = Reader::of(ctx, slug).await?;
    let (db, version) = (&ctx.site.db, reader.found.text.version_id);
    let (votes, figures) = votes(ctx, &reader).await?;
    let mut items = Vec::new();
    let mut wanted: Vec<AmendmentId> = figures.iter().map(|row| row.amendment).collect();
    for bundle in decision::bundles(db, version).await? {
        let all: Vec<_> = bundle
            .alternatives
            .iter()
            .map(|one| one.amendment)
            .collect();
        wanted.extend(&all);
        if !bundle.voted {
            items.push(item(ctx, Some(bundle.id), all).await?);
        }
    }
    for only in decision::alone(db, reader.found.text.id).await? {
        wanted.push(only);
        items.push(item(ctx, None, vec![only]).await?);
    }
    wanted.sort_unstable();
    wanted.dedup();
    let mut operations = amendment::operations_of(db, &wanted).await?;
    operations.extend(agreed(ctx, &wanted).await?);
    let amendments = amendment::by_ids(db, &wanted).await?.into_iter();
    let amendments = amendments.map(|(id, one)| {
        let operations = operations.remove(&id).unwrap_or_default();
        (id, (one, operations))
    });
    let amendments: HashMap<_, _> = amendments.collect();
    let mut consultations = consultation::of_landlord(db, reader.landlord.id).await?;
    consultations.retain(|one| one.outcome.is_some() && one.version_id == Some(version));
    Ok(Shown {
        base: base(ctx, version).await?,
        reader,
        amendments,
        items,
        votes,
        figures,
        consultations,
    })
}

/// What was voted on all versions, the latest first.
async fn votes(ctx: &Ctx, reader: &Reader) -> Result<(Vec<VoteRow>, Vec<Figures>), AppError> {
    let (db, text) = (&ctx.site.db, reader.found.text.id);
    let (mut votes, mut figures) = (Vec::new(), Vec::new());
    for version in text::versions(db, text).await?.into_iter().rev() {
        let (held, counted) = decision::votes(db, version.id).await?;
        votes.extend(held);
        figures.extend(counted);
    }
    Ok((votes, figures))
}

async fn item(
    ctx: &Ctx,
    bundle: Option<BundleId>,
    alternatives: Vec<AmendmentId>,
) -> Result<Item, AppError> {
    let form = ctx.form(&Item::id(bundle, &alternatives)).await?;
    Ok(Item {
        bundle,
        alternatives,
        form,
    })
}

/// The words to which authors agreed, where these are voted.
async fn agreed(
    ctx: &Ctx,
    ids: &[AmendmentId],
) -> Result<HashMap<AmendmentId, Vec<Operation>>, AppError> {
    use palier_domain::charter::amendment::reworded::Answer;
    let all = amendment::recommendations_of(&ctx.site.db, ids).await?;
    let agreed = all.into_iter().filter_map(|(id, rows)| {
        let last = rows.into_iter().rfind(|row| row.rewording.is_some());
        let last = last.filter(|row| row.answer == Some(Answer::Agreed));
        Some((id, last?.rewording?.0))
    });
    Ok(agreed.collect())
}

/// The page.
///
/// # Errors
/// When there is no charter for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let shown = load(&ctx, &slug).await?;
    let t = ctx.t;
    let refused = shown.items.iter().any(|one| one.form.complaint().is_some());
    let today = ctx.today(&shown.reader.landlord.zone);
    let head = Head::of(&shown.reader.landlord, t.treat_votes()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let status = shown.reader.found.text.status;
        let done = (asked.fait == "1" && !refused)
            .then(|| view! { <p class="note good" role="status">{t.treat_done()}</p> });
        let none = shown
            .items
            .is_empty()
            .then(|| view! { <p class="empty">{t.treat_votes_none()}</p> });
        let records = status == VersionStatus::Voting && shown.reader.facilitates();
        let items = shown.items.iter().map(|one| {
            let form = records.then(|| {
                form(t, &shown.reader, one, &shown.consultations, today, |id| {
                    numbered(&shown, id)
                })
            });
            open(t, &shown, one, form.into_any())
        });
        let items = items.collect_view();
        let held = shown
            .votes
            .iter()
            .map(|vote| held(t, &shown, vote))
            .collect_view();
        let results = (!shown.votes.is_empty()).then(|| view! { <h2>{t.treat_results()}</h2> });
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=format!("/{}/charte", shown.reader.landlord.slug) lang="fr">{shown.reader.found.title()}</a>
            </nav>
            <h1>{t.treat_votes()}</h1>
            <p class="lead">{t.treat_votes_lead()}</p>
            {steps(t, status)}
            {done}
            {none}
            {items}
            {results}
            {held}
        }
    }))
}

/// The number of an amendment.
fn numbered(shown: &Shown, id: AmendmentId) -> i64 {
    let found = shown.amendments.get(&id);
    found.and_then(|(one, _)| one.number).unwrap_or_default()
}

/// What is still to be voted.
fn open(t: T, shown: &Shown, item: &Item, form: AnyView) -> AnyView {
    let cards = item.alternatives.iter().filter_map(|id| {
        let (one, operations) = shown.amendments.get(id)?;
        Some(card(t, one, &changes(t, &shown.base, operations)))
    });
    let cards = cards.collect_view();
    let title = if item.bundle.is_some() {
        t.treat_bundle(i64::try_from(item.alternatives.len()).unwrap_or_default())
    } else {
        t.treat_alone().to_owned()
    };
    let how = item.bundle.map(|_| view! { <p>{t.treat_bundle_how()}</p> });
    view! {
        <section>
            <h2>{title}</h2>
            {how}
            <ol class="amendments">{cards}</ol>
            {form}
        </section>
    }
    .into_any()
}

/// A college, in words.
pub(super) fn college(t: T, college: College) -> &'static str {
    match college {
        College::Tenants => t.treat_college_tenants(),
        College::Associations => t.treat_college_associations(),
        College::Landlord => t.treat_college_landlord(),
    }
}

/// A vote that was held, with its figures.
fn held(t: T, shown: &Shown, vote: &VoteRow) -> AnyView {
    let rows = shown.figures.iter().filter(|row| row.vote == vote.id);
    let rows = rows.map(|row| {
        let one = shown.amendments.get(&row.amendment).map(|(one, _)| one);
        let href = one.and_then(address);
        let number = t.amendment_card_number(numbered(shown, row.amendment));
        let figures = [row.show.ayes, row.show.noes, row.show.abstentions];
        let figures = figures.map(|n| view! { <td class="number">{t.number(i64::from(n))}</td> });
        view! {
            <tr><th scope="row"><a href=href>{number}</a></th><td>{college(t, row.show.college)}</td>{figures.collect_view()}</tr>
        }
    });
    let rows = rows.collect_view();
    let by_ballot = vote
        .consultation_id
        .map(|_| view! { <p>{t.treat_by_ballot()}</p> });
    let reason =
        (!vote.reason.is_empty()).then(|| view! { <p lang="fr">{vote.reason.clone()}</p> });
    let caption = t.treat_held(t.date(vote.held_on), &vote.place);
    view! {
        <div class="scroll">
            <table>
                <caption><span>{caption}</span></caption>
                <thead><tr>
                    <th scope="col">{t.treat_col_amendment()}</th><th scope="col">{t.treat_col_college()}</th>
                    <th scope="col">{t.treat_ayes()}</th><th scope="col">{t.treat_noes()}</th>
                    <th scope="col">{t.treat_abstentions()}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {by_ballot}
        {reason}
    }
    .into_any()
}
