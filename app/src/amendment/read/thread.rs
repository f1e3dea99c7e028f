//! What is said of an amendment: by all, and by each college among its own.

use super::one::One;
use super::talk;
use crate::charter::acts::Acts;
use crate::charter::write::quality_value;
use crate::charter::{correct, support};
use crate::entry;
use crate::i18n::T;
use crate::moderation::{report, say};
use crate::parts::author;
use crate::parts::field::{Field, area, summary};
use crate::site::error::AppError;
use crate::site::forms::FormState;
use leptos::prelude::*;
use palier_domain::account::role::Quality;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::discussion::Phase;
use palier_domain::id::{AmendmentId, CommentId};
use palier_domain::markdown;
use palier_store::amendment;
use palier_store::comment::{CommentRow, Thread};
use palier_store::contributor::{self, Contributor};
use palier_store::{comment, ids};

/// Threads that are shown, each with all replies.
const MOST: i64 = 300;

/// One thread of the page: all's, or a college's.
struct Talk {
    college: Option<College>,
    threads: Vec<Thread>,
    form: FormState,
}

/// All threads that the reader may see.
pub struct Threads {
    talks: Vec<Talk>,
    forms: Vec<FormState>,
    handle: Option<i64>,
    face: Option<Contributor>,
    phase: Phase,
    may_write: bool,
    published: String,
}

/// The id of the form of a thread.
#[must_use]
pub fn form_id(id: AmendmentId, college: Option<College>, thread: Option<CommentId>) -> String {
    match (thread, college) {
        (Some(thread), _) => format!("reponse-{}", thread.0.simple()),
        (None, Some(college)) => format!("avis-{}-{}", college.name(), id.0.simple()),
        (None, None) => format!("avis-{}", id.0.simple()),
    }
}

impl Threads {
    /// Loads them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn load(one: &One, published: &str) -> Result<Self, AppError> {
        let (ctx, id) = (&one.ctx, one.amendment.id);
        let db = &ctx.site.db;
        let face = match &ctx.session {
            Some(me) => contributor::of(db, me.account_id, one.landlord.id).await?,
            None => None,
        };
        let viewer = face.as_ref().map(|face| face.id);
        let mut talks = Vec::new();
        for college in std::iter::once(None).chain(colleges(one).into_iter().map(Some)) {
            talks.push(Talk {
                college,
                threads: amendment::comments(db, id, college, viewer, MOST).await?,
                form: ctx.form(&form_id(id, college, None)).await?,
            });
        }
        let first = talks.iter().flat_map(|talk| &talk.threads).next();
        let handle = match first {
            Some(thread) => comment::get(db, thread.first.id).await?.map(|at| at.handle),
            None => None,
        };
        let phase = talk::phase(ctx, &one.found, &one.amendment).await?;
        Ok(Self {
            talks,
            forms: ctx.kept_forms().await?,
            handle,
            face,
            may_write: phase == Phase::Open && talk::speaks(ctx, &one.found),
            phase,
            published: published.to_owned(),
        })
    }

    /// Whether one of the forms was refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        let refused = |form: &FormState| form.complaint().is_some();
        self.talks.iter().any(|talk| refused(&talk.form)) || self.forms.iter().any(refused)
    }

    /// The state of a small form; empty where nothing was refused or kept.
    fn form(&self, id: &str) -> FormState {
        let kept = self.forms.iter().find(|form| form.id == id);
        kept.cloned().unwrap_or_else(|| FormState::empty(id))
    }
}

/// The colleges in which the reader speaks.
#[must_use]
pub fn colleges(one: &One) -> Vec<College> {
    let qualities = one.found.standing.qualities.iter();
    let mut all: Vec<College> = qualities.map(|quality| College::of(*quality)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The threads, each with its form.
#[must_use]
pub fn show(one: &One, threads: &Threads) -> AnyView {
    let all = threads
        .talks
        .iter()
        .map(|talk| show_one(one, threads, talk));
    all.collect_view().into_any()
}

fn show_one(one: &One, all: &Threads, talk: &Talk) -> AnyView {
    let t = one.ctx.t;
    let count = talk
        .threads
        .iter()
        .flat_map(|thread| std::iter::once(&thread.first).chain(&thread.replies))
        .filter(|row| row.withdrawn_at.is_none() && row.hidden.is_none())
        .count();
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let items = talk.threads.iter().map(|thread| {
        let replies = thread
            .replies
            .iter()
            .map(|reply| view! { <li>{said(one, all, talk, reply)}</li> })
            .collect_view();
        let replies = (!thread.replies.is_empty())
            .then(|| view! { <ol class="replies">{replies}</ol> });
        view! {
            <li class="thread">
                {said(one, all, talk, &thread.first)} {replies} {reply(one, all, talk, thread.first.id)}
            </li>
        }
    });
    let list = if talk.threads.is_empty() {
        view! { <p class="empty">{t.amendment_read_no_comment()}</p> }.into_any()
    } else {
        view! { <ol class="threads">{items.collect_view()}</ol> }.into_any()
    };
    match talk.college {
        None => view! {
            <h2 id="avis">{t.comment_count(count)}</h2>
            {list}
            {write(one, all, talk)}
        }
        .into_any(),
        Some(college) => view! {
            <details class="card" open=talk.form.is_refilled()>
                <summary>{college_name(t, college)} " (" {t.comment_count(count)} ")"</summary>
                <p class="note">{t.amendment_read_host_reads()}</p>
                {list}
                {write(one, all, talk)}
            </details>
        }
        .into_any(),
    }
}

fn college_name(t: T, college: College) -> &'static str {
    match college {
        College::Tenants => t.amendment_read_among_tenants(),
        College::Associations => t.amendment_read_among_associations(),
        College::Landlord => t.amendment_read_among_landlord(),
    }
}

fn said(one: &One, all: &Threads, talk: &Talk, row: &CommentRow) -> AnyView {
    let (t, zone) = (one.ctx.t, &one.landlord.zone);
    let anchor = format!("c-{}", row.id);
    if row.withdrawn_at.is_some() {
        return view! { <article class="comment gone" id=anchor><p class="who">{t.comment_withdrawn()}</p></article> }
            .into_any();
    }
    let acts = acts(one, all);
    let own = acts.own(row, &all.form(&correct::edit_id(row.id)));
    if let Some(mark) = &row.hidden {
        return view! { <article class="comment gone" id=anchor>{say::hidden(t, mark, zone)} <div class="acts">{own}</div></article> }
            .into_any();
    }
    let class = match row.quality {
        Quality::Tenant => "comment by-tenant",
        Quality::Association(_) => "comment by-association",
        Quality::Landlord => "comment by-landlord",
    };
    let quality = match row.quality {
        Quality::Tenant => row.estate.as_ref().map_or_else(
            || t.quality_tenant().to_owned(),
            |estate| t.quality_tenant_of(estate),
        ),
        Quality::Association(_) => row.association_name.clone().unwrap_or_default(),
        Quality::Landlord => t.quality_landlord_named(one.landlord.name.clone()),
    };
    let heard = row
        .entry
        .as_ref()
        .map(|mark| view! { <p class="who heard">{entry::say::mark(t, mark)}</p> });
    let published = (all.published == row.id.to_string())
        .then(|| view! { <p class="note good" role="status">{t.comment_published()}</p> });
    let mine = all.face.as_ref().is_some_and(|face| face.id == row.author);
    let report = all
        .handle
        .filter(|_| !mine && talk.college.is_none())
        .map(|handle| {
            let href = report::address(&one.landlord.slug, handle, row.id);
            let label = t.comment_support_label(author(t, &row.author_name));
            view! {
                <a class="report" href=href rel="nofollow">
                    {t.report_link()} <span class="hidden">" " {label}</span>
                </a>
            }
        });
    let support = acts.support(row, &all.form(&support::form_id(row.id)));
    let edited = row.edited_at.map(|_| view! { ", " {t.comment_edited()} });
    view! {
        <article class=class id=anchor>
            <p class="by"><strong>{author(t, &row.author_name)}</strong> " " <span class="quality">{quality}</span></p>
            <p class="who">
                <time datetime=row.created_at.to_rfc3339()>{t.ago(row.created_at, one.ctx.now, zone)}</time> {edited}
            </p>
            {heard}
            <div class="said" lang="fr" inner_html=markdown::comment(&row.body)></div>
            {published}
            <div class="acts">{support} {own} {report}</div>
        </article>
    }
    .into_any()
}

/// What the reader may do with the comments of this page.
fn acts<'a>(one: &'a One, all: &Threads) -> Acts<'a> {
    Acts {
        t: one.ctx.t,
        slug: &one.landlord.slug,
        handle: all.handle.unwrap_or_default(),
        number: one.amendment.number,
        place: String::new(),
        viewer: all.face.as_ref().map(|face| face.id),
        phase: all.phase,
        open: all.may_write,
        now: one.ctx.now,
    }
}

fn write(one: &One, all: &Threads, talk: &Talk) -> AnyView {
    let t = one.ctx.t;
    let kept = talk.form.value("body").is_some_and(|body| !body.is_empty());
    if !all.may_write && !kept {
        return ().into_any();
    }
    let sign_in = one
        .ctx
        .session
        .is_none()
        .then(|| view! { <p class="hint">{t.comment_sign_in_later()}</p> });
    let title = talk
        .college
        .is_none()
        .then(|| view! { <h3>{t.amendment_read_comment_title()}</h3> });
    view! {
        <section class="write card">
            {title}
            <form method="post" action="/api/amendment-comment" id=talk.form.id.clone() class="stack">
                {summary(t, &talk.form)}
                {hidden(one, &talk.form, talk.college, None)}
                {area(t, &talk.form, "body", t.comment_body(), t.comment_body_hint().to_owned(), String::new())}
                {who(one, all, &talk.form, talk.college)}
                {sign_in}
                <p><button class="button">{t.comment_send()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn reply(one: &One, all: &Threads, talk: &Talk, thread: CommentId) -> AnyView {
    let t = one.ctx.t;
    let id = form_id(one.amendment.id, None, Some(thread));
    let state = all.form(&id);
    if !all.may_write && !state.is_refilled() {
        return ().into_any();
    }
    view! {
        <details class="reply" open=state.is_refilled()>
            <summary>{t.comment_reply()}</summary>
            <form method="post" action="/api/amendment-comment" id=state.id.clone() class="stack">
                {summary(t, &state)}
                {hidden(one, &state, talk.college, Some(thread))}
                {area(t, &state, "body", t.comment_reply_body(), String::new(), String::new())}
                {who(one, all, &state, talk.college)}
                <p><button class="button">{t.comment_send_reply()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

fn hidden(
    one: &One,
    state: &FormState,
    college: Option<College>,
    thread: Option<CommentId>,
) -> AnyView {
    // The same form sent twice is the same comment; a refilled one keeps its id.
    let form_id = state.value("form_id");
    let form_id = form_id.unwrap_or_else(|| ids::new_v4().to_string());
    let number = one.amendment.number.unwrap_or_default().to_string();
    let thread =
        thread.map(|id| view! { <input type="hidden" name="thread" value=id.to_string()/> });
    let college =
        college.map(|one| view! { <input type="hidden" name="college" value=one.name()/> });
    view! {
        <input type="hidden" name="landlord" value=one.landlord.slug.clone()/>
        <input type="hidden" name="number" value=number/>
        <input type="hidden" name="form_id" value=form_id/>
        {thread}
        {college}
    }
    .into_any()
}

/// The first time, the public name; for who has several qualities, which one speaks.
fn who(one: &One, all: &Threads, state: &FormState, college: Option<College>) -> AnyView {
    let t = one.ctx.t;
    if one.ctx.session.is_none() {
        return ().into_any();
    }
    let name = match all.face.as_ref().and_then(|face| face.name.clone()) {
        Some(name) => view! { <p class="hint">{t.comment_signed(name)}</p> }.into_any(),
        None => Field::text("public_name", t.name_label())
            .hint(t.name_hint())
            .autocomplete("nickname")
            .show(t, state)
            .into_any(),
    };
    let fit = |quality: &&Quality| college.is_none_or(|college| College::of(**quality) == college);
    let list: Vec<Quality> = one
        .found
        .standing
        .qualities
        .iter()
        .filter(fit)
        .copied()
        .collect();
    if list.len() < 2 {
        return name;
    }
    let chosen = state.value("quality").unwrap_or_default();
    let choices = list.iter().map(|quality| {
        let value = quality_value(*quality);
        let checked = value == chosen;
        let label = match quality {
            Quality::Tenant => t.quality_tenant_choice(),
            Quality::Association(_) => t.quality_association(),
            Quality::Landlord => t.quality_landlord(),
        };
        view! {
            <label class="check">
                <input type="radio" name="quality" value=value checked=checked/>
                <span>{label}</span>
            </label>
        }
    });
    view! { {name} <fieldset><legend>{t.quality_which()}</legend> {choices.collect_view()}</fieldset> }
        .into_any()
}
