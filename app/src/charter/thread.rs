//! Threads of comments: the first, its replies, and what the reader may do with each.

use super::acts::Acts;
use super::clause::View;
use super::{correct, support, write};
use crate::entry;
use crate::moderation::{report, say};
use crate::parts::author;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::FormState;
use leptos::prelude::*;
use palier_domain::account::role::Quality;
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

/// What the reader may do with the comments of this page.
fn acts<'a>(view: &'a View, row: &CommentRow) -> Acts<'a> {
    Acts {
        t: view.ctx.t,
        slug: &view.landlord.slug,
        handle: view.handle,
        number: None,
        place: view.place(row.id),
        viewer: view.viewer(),
        phase: view.found.phase(view.ctx.now),
        open: write::is_open(view),
        now: view.ctx.now,
    }
}

fn support(view: &View, row: &CommentRow, forms: &Forms) -> AnyView {
    acts(view, row).support(row, &forms.get(&support::form_id(row.id)))
}

fn own(view: &View, row: &CommentRow, forms: &Forms) -> AnyView {
    acts(view, row).own(row, &forms.get(&correct::edit_id(row.id)))
}
