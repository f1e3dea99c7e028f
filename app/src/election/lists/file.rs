//! Where a list begins: an association's own, or one that comes on paper.

use super::{check, refused, say};
use crate::election::desk::typed;
use crate::election::home::crumbs;
use crate::election::load::{Found, found};
use crate::election::words;
use crate::i18n::T;
use crate::parts::field::{Field, summary};
use crate::site::access::Desk;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::account::role::{Quality, Role};
use palier_domain::election::calendar::step::article;
use palier_domain::election::candidate_list::state::ListState;
use palier_domain::election::stage::Stage;
use palier_domain::id::{AssociationId, CandidateListId};
use palier_store::association::{self, Association};
use palier_store::candidate_list::{self, CandidateList, Words};
use serde::Deserialize;
use uuid::Uuid;

const FORM: &str = "nouvelle";
const PAPER: &str = "papier";

/// What the page shows.
struct Shown {
    found: Found,
    associations: Vec<(Association, Vec<CandidateList>)>,
    papers: Option<Vec<CandidateList>>,
    form: FormState,
    paper: FormState,
}

/// The page.
///
/// # Errors
/// When there is no such election, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    desk: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let db = &ctx.site.db;
    let mut associations = Vec::new();
    for one in association::of_landlord(db, desk.landlord.id).await? {
        if desk
            .standing
            .qualities
            .contains(&Quality::Association(one.id))
        {
            let lists = candidate_list::of_association(db, found.election.id, one.id).await?;
            associations.push((one, lists));
        }
    }
    let papers = if desk.holds(Role::ElectionOfficer) {
        let all = candidate_list::of_election(db, found.election.id).await?;
        let on_paper = all.into_iter().filter(|one| one.association_id.is_none());
        Some(on_paper.collect())
    } else {
        None
    };
    let shown = Shown {
        found,
        associations,
        papers,
        form: ctx.form(FORM).await?,
        paper: ctx.form(PAPER).await?,
    };
    let t = ctx.t;
    let late = ctx.today(&desk.landlord.zone) > check::last_day(&shown.found);
    let refused = shown.form.complaint().is_some() || shown.paper.complaint().is_some();
    let head = Head::of(&desk.landlord, t.list_file_title()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let protocol = &shown.found.election.protocol.0;
        let day = t.date(check::last_day(&shown.found));
        let article = words::article(t, article(protocol.body.kind));
        let late = late.then(|| view! { <p class="note">{t.list_file_late()}</p> });
        view! {
            {crumbs(t, &shown.found, true)}
            <h1>{t.list_file_title()}</h1>
            <p class="lead">{t.list_file_lead()}</p>
            <p>{t.list_file_until(article, day)}</p>
            {late}
            {own(t, &shown)}
            {on_paper(t, &shown)}
        }
    }))
}

fn own(t: T, shown: &Shown) -> AnyView {
    let open = shown.found.election.stage == Stage::Announced;
    if !open {
        let closed = view! { <p class="note">{t.list_file_closed()}</p> };
        let lists = shown
            .associations
            .iter()
            .map(|(_, lists)| links(t, &shown.found, lists));
        return view! { {closed} {lists.collect_view()} }.into_any();
    }
    let each = shown.associations.iter().map(|(association, lists)| {
        let action = action(&shown.found);
        // A refused list makes room for another.
        let begun = lists.iter().any(|list| list.state != ListState::Refused);
        let begin = (!begun).then(|| {
            view! {
                <form method="post" action=action class="stack">
                    <input type="hidden" name="association" value=association.id.to_string()/>
                    <p><button class="button">{t.list_file_start(&association.name)}</button></p>
                </form>
            }
        });
        view! { <div id=FORM>{links(t, &shown.found, lists)} {begin}</div> }
    });
    view! { {summary(t, &shown.form)} {each.collect_view()} }.into_any()
}

fn links(t: T, found: &Found, lists: &[CandidateList]) -> AnyView {
    let items = lists
        .iter()
        .map(|list| {
            let link = format!("{}/listes/{}", found.address(), list.id);
            let (class, state) = say::state(t, list.state);
            let name = title(t, list);
            view! { <li><a href=link>{t.list_file_continue(name)}</a> <span class=class>{state}</span></li> }
        })
        .collect_view();
    view! { <ul class="rows">{items}</ul> }.into_any()
}

/// What a list is called, also before it has a title.
#[must_use]
pub fn title(t: T, list: &CandidateList) -> String {
    if list.title.is_empty() {
        t.list_file_untitled().to_owned()
    } else {
        list.title.clone()
    }
}

fn on_paper(t: T, shown: &Shown) -> AnyView {
    let Some(papers) = &shown.papers else {
        return ().into_any();
    };
    let by = Field::text("handed_in_by", t.list_file_paper_by()).hint(t.list_file_paper_by_hint());
    let form = (shown.found.election.stage == Stage::Announced).then(|| {
        view! {
            <form method="post" action=action(&shown.found) id=PAPER class="stack" novalidate>
                {summary(t, &shown.paper)}
                {by.show(t, &shown.paper)}
                <p><button class="button quiet">{t.list_file_paper_start()}</button></p>
            </form>
        }
    });
    view! {
        <h2>{t.list_file_paper_title()}</h2>
        <p>{t.list_file_paper_what()}</p>
        {links(t, &shown.found, papers)}
        {form}
    }
    .into_any()
}

fn action(found: &Found) -> String {
    format!(
        "/api/list/{}/{}/start",
        found.landlord.slug, found.election.handle
    )
}

/// What the forms send.
#[derive(Debug, Deserialize)]
pub struct Sent {
    /// Whose list it is; absent for one on paper.
    association: Option<Uuid>,
    #[serde(default)]
    handed_in_by: String,
}

/// Begins a list.
///
/// # Errors
/// When there is no such election, or the database does not answer.
pub async fn start(
    ctx: Ctx,
    desk: Desk,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let (form, begun) = match sent.association {
        Some(id) => (FORM, own_list(&ctx, &desk, &found, AssociationId(id)).await),
        None => (
            PAPER,
            paper_list(&ctx, &desk, &found, &sent.handed_in_by).await,
        ),
    };
    match begun {
        Ok(list) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&format!("{}/listes/{list}", found.address())))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("handed_in_by", sent.handed_in_by.as_str())];
            let page = format!("{}/listes/deposer", found.address());
            ctx.refuse(form, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn own_list(
    ctx: &Ctx,
    desk: &Desk,
    found: &Found,
    id: AssociationId,
) -> Result<CandidateListId, Refusal> {
    if !desk.standing.qualities.contains(&Quality::Association(id)) {
        return Err(AppError::NotFound.into());
    }
    let all = association::of_landlord(&ctx.site.db, desk.landlord.id).await?;
    let one = all
        .into_iter()
        .find(|one| one.id == id)
        .ok_or(AppError::NotFound)?;
    let words = Words {
        title: one.name,
        national_body: one.national_body.unwrap_or_default(),
        ..Words::default()
    };
    begin(ctx, found, Some(id), "", &words).await
}

async fn paper_list(
    ctx: &Ctx,
    desk: &Desk,
    found: &Found,
    handed_in_by: &str,
) -> Result<CandidateListId, Refusal> {
    if !desk.holds(Role::ElectionOfficer) {
        return Err(AppError::NotFound.into());
    }
    let by = typed::line("handed_in_by", handed_in_by, 120)?;
    if by.is_empty() {
        return Err(Complaint::about("handed_in_by", Problem::Empty).into());
    }
    begin(ctx, found, None, &by, &Words::default()).await
}

async fn begin(
    ctx: &Ctx,
    found: &Found,
    association: Option<AssociationId>,
    handed_in_by: &str,
    words: &Words,
) -> Result<CandidateListId, Refusal> {
    let mut tx = ctx.site.db.begin().await?;
    let begun = candidate_list::start(
        &mut tx,
        found.election.id,
        association,
        handed_in_by,
        words,
        ctx.now,
    );
    let id = begun.await.map_err(refused)?;
    tx.commit().await?;
    Ok(id)
}
