//! What is done with a comment below its words: support it; its author corrects or withdraws it.

use super::{correct, support};
use crate::i18n::T;
use crate::parts::author;
use crate::parts::field::{area, summary};
use crate::site::forms::FormState;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_domain::charter::comment::{Facts, may_edit};
use palier_domain::charter::discussion::Phase;
use palier_domain::id::ContributorId;
use palier_store::comment::CommentRow;

/// Where a comment stands, and who reads it.
pub struct Acts<'a> {
    /// The words of the page.
    pub t: T,
    /// Whose charter it is.
    pub slug: &'a str,
    /// The article's handle; any where `number` says more.
    pub handle: i64,
    /// The amendment on which it is.
    pub number: Option<i64>,
    /// The page and order in which the reader is.
    pub place: String,
    /// The reader's face.
    pub viewer: Option<ContributorId>,
    /// Whether it is talked of now.
    pub phase: Phase,
    /// Whether she may say something, or could once signed in.
    pub open: bool,
    /// Now.
    pub now: DateTime<Utc>,
}

impl Acts<'_> {
    fn is_mine(&self, row: &CommentRow) -> bool {
        self.viewer == Some(row.author)
    }

    fn hidden(&self, row: &CommentRow) -> AnyView {
        let number = self
            .number
            .map(|one| view! { <input type="hidden" name="number" value=one.to_string()/> });
        view! {
            <input type="hidden" name="landlord" value=self.slug.to_owned()/>
            <input type="hidden" name="handle" value=self.handle.to_string()/>
            <input type="hidden" name="comment" value=row.id.to_string()/>
            {number}
        }
        .into_any()
    }

    /// How many support it, and the button for whoever may.
    #[must_use]
    pub fn support(&self, row: &CommentRow, refused: &FormState) -> AnyView {
        let t = self.t;
        let count = if row.supports > 0 {
            t.comment_supports(row.supports)
        } else {
            String::new()
        };
        let id = support::form_id(row.id);
        let refused = refused
            .complaint()
            .map(|complaint| complaint.problem.say(t));
        let refused = refused.map(|said| view! { <span class="error" role="alert">{said}</span> });
        if self.is_mine(row) || !self.open {
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
                {self.hidden(row)}
                <input type="hidden" name="place" value=self.place.clone()/>
                {refused}
                <button class=class name="on" value=next aria-pressed=row.supported_by_viewer.to_string()>
                    {word} <span class="hidden">" " {label}</span>
                </button>
                <span class="who">{count}</span>
            </form>
        }
        .into_any()
    }

    /// What the author may do: correct for ten minutes, withdraw at any time.
    #[must_use]
    pub fn own(&self, row: &CommentRow, state: &FormState) -> AnyView {
        let mine = self.is_mine(row);
        if !mine && !state.is_refilled() {
            return ().into_any();
        }
        let t = self.t;
        let facts = Facts {
            mine,
            withdrawn: false,
            hidden: row.hidden.is_some(),
            created_at: row.created_at,
        };
        // A correction refused for being late is still shown, so that its words are not lost.
        let editable = may_edit(&facts, self.now, self.phase).is_ok() || state.is_refilled();
        let edit = editable.then(|| {
            let (id, open) = (correct::edit_id(row.id), state.is_refilled());
            view! {
                <details open=open>
                    <summary>{t.comment_edit()}</summary>
                    <form method="post" action="/api/charter/comment-edit" id=id class="stack">
                        {summary(t, state)}
                        {self.hidden(row)}
                        {area(t, state, "body", t.comment_body(), t.comment_edit_hint().to_owned(), row.body.clone())}
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
                        {self.hidden(row)}
                        <p>{t.comment_withdraw_sure()}</p>
                        <p><button class="button quiet">{t.comment_withdraw_yes()}</button></p>
                    </form>
                </details>
            }
        });
        view! { {edit} {withdraw} }.into_any()
    }
}
