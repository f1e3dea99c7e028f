//! The forms to add a comment or a reply.

use super::clause::View;
use crate::i18n::T;
use crate::parts::field::{Field, area, summary};
use crate::site::forms::FormState;
use leptos::prelude::*;
use palier_domain::account::role::Quality;
use palier_domain::charter::discussion::Phase;
use palier_domain::id::CommentId;
use palier_store::ids;

/// The id of the comment form of an article.
#[must_use]
pub fn form_id(handle: i64) -> String {
    format!("avis-{handle}")
}

/// The id of the reply form of a thread.
#[must_use]
pub fn reply_id(thread: CommentId) -> String {
    format!("reponse-{}", thread.0.simple())
}

/// Whether the reader, or whoever she is once signed in, may write now.
#[must_use]
pub fn is_open(view: &View) -> bool {
    let reader_may = view.ctx.session.is_none() || !view.found.standing.qualities.is_empty();
    view.retired.is_none() && view.found.phase(view.ctx.now) == Phase::Open && reader_may
}

/// The form to comment on the article.
#[must_use]
pub fn form(view: &View, state: &FormState) -> AnyView {
    let t = view.ctx.t;
    if view.retired.is_some() || view.found.phase(view.ctx.now) != Phase::Open {
        return kept(t, state);
    }
    if !is_open(view) {
        return view! { <p class="note">{t.comment_no_quality()}</p> }.into_any();
    }
    let sign_in = view
        .ctx
        .session
        .is_none()
        .then(|| view! { <p class="hint">{t.comment_sign_in_later()}</p> });
    view! {
        <section class="write card">
            <h2>{t.comment_write_title()}</h2>
            <form method="post" action="/api/charter/comment" id=state.id.clone() class="stack">
                {summary(t, state)}
                {hidden(view, state, None)}
                {area(t, state, "body", t.comment_body(), t.comment_body_hint().to_owned(), String::new())}
                {who(view, state)}
                {sign_in}
                <p><button class="button">{t.comment_send()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// What was typed and can no longer be sent, with the reason: its author may take it elsewhere.
#[must_use]
pub fn kept(t: T, state: &FormState) -> AnyView {
    if state.value("body").is_none_or(|body| body.is_empty()) {
        return ().into_any();
    }
    view! {
        <section class="write card" id=state.id.clone()>
            <h2>{t.comment_kept()}</h2>
            {summary(t, state)}
            {area(t, state, "body", t.comment_body(), String::new(), String::new())}
        </section>
    }
    .into_any()
}

/// The form to reply to a thread, folded until it is wanted.
#[must_use]
pub fn reply(view: &View, thread: CommentId, state: &FormState) -> AnyView {
    let t = view.ctx.t;
    let open = state.is_refilled();
    view! {
        <details class="reply" open=open>
            <summary>{t.comment_reply()}</summary>
            <form method="post" action="/api/charter/comment" id=state.id.clone() class="stack">
                {summary(t, state)}
                {hidden(view, state, Some(thread))}
                {area(t, state, "body", t.comment_reply_body(), String::new(), String::new())}
                {who(view, state)}
                <p><button class="button">{t.comment_send_reply()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

fn hidden(view: &View, state: &FormState, thread: Option<CommentId>) -> impl IntoView + use<> {
    // The same form sent twice is the same comment; a refilled one keeps its id.
    let form_id = state
        .value("form_id")
        .unwrap_or_else(|| ids::new_v4().to_string());
    let thread =
        thread.map(|id| view! { <input type="hidden" name="thread" value=id.to_string()/> });
    view! {
        <input type="hidden" name="landlord" value=view.landlord.slug.clone()/>
        <input type="hidden" name="handle" value=view.handle.to_string()/>
        <input type="hidden" name="form_id" value=form_id/>
        {thread}
    }
}

/// The first time, the public name; for who has several qualities, which one speaks.
fn who(view: &View, state: &FormState) -> AnyView {
    let t = view.ctx.t;
    if view.ctx.session.is_none() {
        return ().into_any();
    }
    let name = match view.face.as_ref().and_then(|face| face.name.clone()) {
        Some(name) => view! { <p class="hint">{t.comment_signed(name)}</p> }.into_any(),
        None => first_time(view, t, state),
    };
    view! { {name} {qualities(view, t, state)} }.into_any()
}

fn first_time(view: &View, t: T, state: &FormState) -> AnyView {
    let field = Field::text("public_name", t.name_label())
        .hint(t.name_hint())
        .autocomplete("nickname");
    let estate = view.found.standing.estate.clone().map(|(_, estate)| {
        let checked = state
            .value("show_estate")
            .is_some_and(|value| !value.is_empty());
        view! {
            <label class="check">
                <input type="checkbox" name="show_estate" value="true" checked=checked/>
                <span>{t.name_show_estate(estate)}</span>
            </label>
        }
    });
    view! { {field.show(t, state)} {estate} }.into_any()
}

fn qualities(view: &View, t: T, state: &FormState) -> AnyView {
    let list = &view.found.standing.qualities;
    if list.len() < 2 {
        return ().into_any();
    }
    let chosen = state.value("quality").unwrap_or_default();
    let choices = list
        .iter()
        .map(|quality| {
            let value = quality_value(*quality);
            let checked = value == chosen;
            let name = match quality {
                Quality::Tenant => t.quality_tenant_choice(),
                Quality::Association(_) => t.quality_association(),
                Quality::Landlord => t.quality_landlord(),
            };
            view! {
                <label class="check">
                    <input type="radio" name="quality" value=value checked=checked/>
                    <span>{name}</span>
                </label>
            }
        })
        .collect_view();
    view! { <fieldset><legend>{t.quality_which()}</legend> {choices}</fieldset> }.into_any()
}

/// A quality as a form sends it.
#[must_use]
pub fn quality_value(quality: Quality) -> String {
    match quality {
        Quality::Tenant => "tenant".to_owned(),
        Quality::Association(id) => id.to_string(),
        Quality::Landlord => "landlord".to_owned(),
    }
}
