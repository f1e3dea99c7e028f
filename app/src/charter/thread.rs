//! Threads of comments: the first, its replies, and what the reader may do with each.

use super::clause::View;
use super::{correct, support, write};
use crate::entry;
use crate::moderation::{report, say};
use crate::parts::author;
use crate::parts::field::{area, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::FormState;
use leptos::prelude::*;
use palier_domain::account::role::Quality;
use palier_domain::charter::comment::{Facts, may_edit};
use palier_domain::markdown;
use palier_store::comment::{CommentRow, Thread, ThreadPage};
use std::collections::HashMap;

/// States of the small forms of a page; those not refused are empty.
pub struct Forms(HashMap<String, FormState>);

impl Forms {
    /// Whether one of them was refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.0.values().any(|form| form.complaint().is_some())
    }

    fn get(&self, id: &str) -> FormState {
        self.0
            .get(id)
            .cloned()
            .unwrap_or_else(|| FormState::empty(id))
    }
}

/// Loads the small forms that were refused or kept for this reader, in one query.
///
/// # Errors
/// When the database does not answer.
pub async fn forms(ctx: &Ctx) -> Result<Forms, AppError> {
    let kept = ctx.kept_forms().await?;
    Ok(Forms(
        kept.into_iter()
            .map(|form| (form.id.clone(), form))
            .collect(),
    ))
}

/// All threads of the page, or a sentence that invites to begin.
#[must_use]
pub fn list(view: &View, threads: &ThreadPage, forms: &Forms) -> AnyView {
    if threads.threads.is_empty() {
        let t = view.ctx.t;
        let said = if write::is_open(view) {
            t.comment_none()
        } else {
            t.comment_none_closed()
        };
        return view! { <p class="empty">{said}</p> }.into_any();
    }
    let items = threads
        .threads
        .iter()
        .map(|thread| show(view, thread, forms))
        .collect_view();
    view! { <ol class="threads">{items}</ol> }.into_any()
}

fn show(view: &View, thread: &Thread, forms: &Forms) -> AnyView {
    let replies = (!thread.replies.is_empty()).then(|| {
        let items = thread
            .replies
            .iter()
            .map(|reply| view! { <li>{comment(view, reply, forms)}</li> })
            .collect_view();
        view! { <ol class="replies">{items}</ol> }
    });
    let state = forms.get(&write::reply_id(thread.first.id));
    let form = if write::is_open(view) {
        write::reply(view, thread.first.id, &state)
    } else {
        write::kept(view.ctx.t, &state)
    };
    view! { <li class="thread">{comment(view, &thread.first, forms)} {replies} {form}</li> }
        .into_any()
}

fn comment(view: &View, row: &CommentRow, forms: &Forms) -> AnyView {
    let t = view.ctx.t;
    let anchor = format!("c-{}", row.id);
    if row.withdrawn_at.is_some() {
        return view! {
            <article class="comment gone" id=anchor>
                <p class="who">{t.comment_withdrawn()}</p>
            </article>
        }
        .into_any();
    }
    if let Some(mark) = &row.hidden {
        let log = format!("/{}/charte/moderation", view.landlord.slug);
        return view! {
            <article class="comment gone" id=anchor>
                {say::hidden(t, mark, &view.landlord.zone)}
                <p class="who"><a href=log>{t.moderation_log_link()}</a></p>
                <div class="acts">{own(view, row, forms)}</div>
            </article>
        }
        .into_any();
    }
    let body = markdown::comment(&row.body);
    let heard = row
        .entry
        .as_ref()
        .map(|mark| view! { <p class="who heard">{entry::say::mark(t, mark)}</p> });
    let when = t.ago(row.created_at, view.ctx.now, &view.landlord.zone);
    let edited = row.edited_at.map(|_| view! { ", " {t.comment_edited()} });
    let machine = row.created_at.to_rfc3339();
    let published = (view.published == row.id.to_string())
        .then(|| view! { <p class="note good" role="status">{t.comment_published()}</p> });
    view! {
        <article class=format!("comment {}", class(row.quality)) id=anchor>
            <p class="by">
                <strong>{author(t, &row.author_name)}</strong>
                " "
                <span class="quality">{quality(view, row)}</span>
            </p>
            <p class="who"><time datetime=machine>{when}</time> {edited}</p>
            {heard}
            <div class="said" lang="fr" inner_html=body></div>
            {published}
            <div class="acts">{support(view, row, forms)} {own(view, row, forms)} {report(view, row)}</div>
        </article>
    }
    .into_any()
}

/// The way to report the comment, for anyone but its author.
fn report(view: &View, row: &CommentRow) -> AnyView {
    if view.viewer() == Some(row.author) {
        return ().into_any();
    }
    let t = view.ctx.t;
    let address = report::address(&view.landlord.slug, view.handle, row.id);
    let label = t.comment_support_label(author(t, &row.author_name));
    view! {
        <a class="report" href=address rel="nofollow">
            {t.report_link()} <span class="hidden">" " {label}</span>
        </a>
    }
    .into_any()
}

fn class(quality: Quality) -> &'static str {
    match quality {
        Quality::Tenant => "by-tenant",
        Quality::Association(_) => "by-association",
        Quality::Landlord => "by-landlord",
    }
}

/// In what quality the author speaks, and from where if she wanted.
fn quality(view: &View, row: &CommentRow) -> String {
    let t = view.ctx.t;
    match row.quality {
        Quality::Tenant => match &row.estate {
            Some(estate) => t.quality_tenant_of(estate),
            None => t.quality_tenant().to_owned(),
        },
        Quality::Association(_) => row.association_name.clone().unwrap_or_default(),
        Quality::Landlord => t.quality_landlord_named(view.landlord.name.clone()),
    }
}

fn support(view: &View, row: &CommentRow, forms: &Forms) -> AnyView {
    let t = view.ctx.t;
    let count = if row.supports > 0 {
        t.comment_supports(row.supports)
    } else {
        String::new()
    };
    let id = support::form_id(row.id);
    let refused = forms.get(&id);
    let refused = refused
        .complaint()
        .map(|complaint| complaint.problem.say(t));
    let refused = refused.map(|said| view! { <span class="error" role="alert">{said}</span> });
    let mine = view.viewer() == Some(row.author);
    if mine || !write::is_open(view) {
        return view! { <span class="who" id=id>{count} " " {refused}</span> }.into_any();
    }
    let (next, word, class) = if row.supported_by_viewer {
        ("false", t.comment_supported(), "chip on")
    } else {
        ("true", t.comment_support(), "chip")
    };
    let label = t.comment_support_label(author(t, &row.author_name));
    view! {
        <form method="post" action="/api/charter/support" id=id>
            {hidden(view, row)}
            <input type="hidden" name="place" value=view.place(row.id)/>
            {refused}
            <button class=class name="on" value=next aria-pressed=row.supported_by_viewer.to_string()>
                {word} <span class="hidden">" " {label}</span>
            </button>
            <span class="who">{count}</span>
        </form>
    }
    .into_any()
}

fn hidden(view: &View, row: &CommentRow) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="landlord" value=view.landlord.slug.clone()/>
        <input type="hidden" name="handle" value=view.handle.to_string()/>
        <input type="hidden" name="comment" value=row.id.to_string()/>
    }
}

/// What the author may do: correct for ten minutes, withdraw at any time.
fn own(view: &View, row: &CommentRow, forms: &Forms) -> AnyView {
    let state = forms.get(&correct::edit_id(row.id));
    let mine = view.viewer() == Some(row.author);
    if !mine && !state.is_refilled() {
        return ().into_any();
    }
    let t = view.ctx.t;
    let facts = Facts {
        mine,
        withdrawn: false,
        hidden: row.hidden.is_some(),
        created_at: row.created_at,
    };
    let phase = view.found.phase(view.ctx.now);
    // A correction refused for being late is still shown, so that its words are not lost.
    let editable = may_edit(&facts, view.ctx.now, phase).is_ok() || state.is_refilled();
    let edit = editable.then(|| {
        let open = state.is_refilled();
        view! {
            <details open=open>
                <summary>{t.comment_edit()}</summary>
                <form method="post" action="/api/charter/comment-edit" id=state.id.clone() class="stack">
                    {summary(t, &state)}
                    {hidden(view, row)}
                    {area(t, &state, "body", t.comment_body(), t.comment_edit_hint().to_owned(), row.body.clone())}
                    <p><button class="button">{t.comment_edit_save()}</button></p>
                </form>
            </details>
        }
    });
    let withdraw = mine.then(|| {
        view! {
            <details>
                <summary>{t.comment_withdraw()}</summary>
                <form method="post" action="/api/charter/comment-withdraw" class="stack">
                    {hidden(view, row)}
                    <p>{t.comment_withdraw_sure()}</p>
                    <p><button class="button quiet">{t.comment_withdraw_yes()}</button></p>
                </form>
            </details>
        }
    });
    view! { {edit} {withdraw} }.into_any()
}
