//! What whoever reads can do now: a sentence and a link for each of her qualities.

use super::clauses::Clauses;
use super::seen::Seen;
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError};
use leptos::prelude::*;
use palier_domain::charter::adoption::outcome::Standing;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::status::VersionStatus as Status;
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_domain::id::ClauseId;
use palier_store::adoption::Adoption;
use palier_store::consultation::college::Source;

/// Something to do: what, and where.
struct Do {
    says: &'static str,
    links: Vec<(String, String)>,
}

impl Do {
    fn new(says: &'static str) -> Self {
        let links = Vec::new();
        Self { says, links }
    }

    fn at(mut self, name: impl Into<String>, address: impl Into<String>) -> Self {
        self.links.push((name.into(), address.into()));
        self
    }
}

/// What she can do, in a card of its own.
pub(super) async fn card(ctx: &Ctx, seen: &Seen) -> Result<AnyView, AppError> {
    let t = ctx.t;
    let all = todo(ctx, seen).await?;
    let items = all.into_iter().map(|one| {
        let links = one.links.into_iter().map(|(name, address)| {
            view! { <li><a href=address>{name}</a></li> }
        });
        let links = links.collect_view();
        view! { <p>{one.says}</p> <ul class="links">{links}</ul> }
    });
    let items = items.collect_view();
    let desk = runs(seen).then(|| {
        let desk = format!("/{}/gestion/adoption", seen.reader.landlord.slug);
        view! { <p><a class="button" href=desk>{t.adoption_next_desk()}</a></p> }
    });
    Ok(view! {
        <section class="card main">
            <h2>{t.adoption_now()}</h2>
            {items}
            {desk}
        </section>
    }
    .into_any())
}

/// Whether she runs the adoption.
fn runs(seen: &Seen) -> bool {
    seen.reader.facilitates()
}

async fn todo(ctx: &Ctx, seen: &Seen) -> Result<Vec<Do>, AppError> {
    let (t, reader) = (ctx.t, &seen.reader);
    let charter = format!("/{}/charte", reader.landlord.slug);
    Ok(match reader.found.text.status {
        Status::Draft => vec![Do::new(t.adoption_next_draft())],
        Status::Open => vec![open(ctx, seen, charter).await?],
        Status::Frozen => vec![
            Do::new(t.adoption_next_frozen()).at(t.adoption_next_frozen_link(), reader.at("revue")),
        ],
        Status::Voting => vec![
            Do::new(t.adoption_next_voting()).at(t.adoption_next_voting_link(), reader.at("vote")),
        ],
        Status::Consolidating => vec![
            Do::new(t.adoption_next_consolidating())
                .at(t.adoption_next_consolidating_link(), reader.at("fusion")),
        ],
        Status::Submitted => match seen.current() {
            Some(adoption) => submitted(ctx, seen, adoption).await?,
            None => Vec::new(),
        },
        Status::Adopted => vec![
            Do::new(t.adoption_next_adopted())
                .at(t.adoption_next_adopted_link(), reader.at("adoptee"))
                .at(t.adoption_next_commitments_link(), reader.at("engagements")),
        ],
        Status::Returned => vec![Do::new(t.adoption_next_returned())],
        Status::Superseded => Vec::new(),
    })
}

/// In an open text: all of it, or the clauses that a refusal opened again.
async fn open(ctx: &Ctx, seen: &Seen, charter: String) -> Result<Do, AppError> {
    let t = ctx.t;
    let Some(open) = seen.reopened(ctx).await? else {
        return Ok(Do::new(t.adoption_next_open()).at(t.adoption_next_open_link(), charter));
    };
    let version = seen.reader.found.text.version_id;
    let clauses = Clauses::of(ctx, version).await?;
    let open: Vec<ClauseId> = clauses.ids().filter(|one| open.contains(one)).collect();
    let mut found = Do::new(t.adoption_next_reopened());
    let mut named = Vec::new();
    for clause in open {
        // What stands in an article is read and amended with it.
        let article = clauses.article(clause);
        if article.is_some() && named.contains(&article) {
            continue;
        }
        named.push(article);
        let address = match article {
            Some(handle) => format!("{charter}/{handle}"),
            None => charter.clone(),
        };
        found = found.at(clauses.name(t, clause), address);
    }
    Ok(found)
}

async fn submitted(ctx: &Ctx, seen: &Seen, adoption: &Adoption) -> Result<Vec<Do>, AppError> {
    let (t, reader) = (ctx.t, &seen.reader);
    let qualities = reader.found.standing.qualities.iter();
    let colleges: Vec<College> = qualities.map(|one| College::of(*one)).collect();
    let standing = |college| adoption.college(college).map(|one| one.standing);
    let sequence = adoption.sequence;
    let read = format!("version/{sequence}");
    let mut all = vec![
        Do::new(t.adoption_next_reading())
            .at(t.adoption_next_reading_link(sequence), reader.at(&read)),
    ];
    if ctx.session.is_none() {
        let back = format!("/connexion?suite={}", reader.at("adoption"));
        all.push(Do::new(t.adoption_next_sign_in()).at(t.nav_sign_in(), back));
    }
    if colleges.contains(&College::Tenants) {
        match standing(College::Tenants) {
            Some(one) if one.takes_a_ballot() => all.push(tenant(ctx, seen).await?),
            Some(_) => all.push(Do::new(t.adoption_next_tenant_done())),
            None => {}
        }
    }
    let desk = |college: &str| format!("/{}/gestion/adoption/{college}", reader.landlord.slug);
    if colleges.contains(&College::Associations) {
        all.extend(spoken(t, standing(College::Associations), &desk));
    }
    if colleges.contains(&College::Landlord) {
        let one = match standing(College::Landlord) {
            Some(one) if one.takes_a_ballot() => Some(
                Do::new(t.adoption_next_staff()).at(t.adoption_next_staff_link(), desk("bailleur")),
            ),
            Some(Standing::Rejected | Standing::Refused) => Some(
                Do::new(t.adoption_next_staff_refuse())
                    .at(t.adoption_next_delegate_refuse_link(), desk("bailleur")),
            ),
            _ => None,
        };
        all.extend(one);
    }
    Ok(all)
}

/// For a delegate.
fn spoken(t: T, standing: Option<Standing>, desk: &dyn Fn(&str) -> String) -> Option<Do> {
    match standing? {
        Standing::Waiting => Some(Do::new(t.adoption_next_delegate())),
        Standing::NoQuorum | Standing::Rejected | Standing::Refused => Some(
            Do::new(t.adoption_next_delegate_refuse())
                .at(t.adoption_next_delegate_refuse_link(), desk("associations")),
        ),
        Standing::Adopted => None,
    }
}

/// For a tenant whose college has not voted.
async fn tenant(ctx: &Ctx, seen: &Seen) -> Result<Do, AppError> {
    let t = ctx.t;
    let found = seen.consultations(ctx).await?;
    let asked = found.iter().find(|(one, sources)| {
        let public = !matches!(one.stage, Stage::Draft | Stage::Cancelled);
        public && sources.contains(&Source::Tenants)
    });
    let Some((one, _)) = asked else {
        return Ok(Do::new(t.adoption_next_tenant_wait()));
    };
    let address = format!(
        "/{}/consultations/{}",
        seen.reader.landlord.slug, one.handle
    );
    Ok(match one.stage {
        Stage::Registering => {
            Do::new(t.adoption_next_register()).at(t.adoption_next_register_link(), address)
        }
        Stage::Open => Do::new(t.adoption_next_vote()).at(t.adoption_next_vote_link(), address),
        Stage::RollClosed => {
            Do::new(t.adoption_next_tenant_wait()).at(t.adoption_next_counted_link(), address)
        }
        _ => Do::new(t.adoption_next_counted()).at(t.adoption_next_counted_link(), address),
    })
}
