//! What I am told, in my space: decisions on my comments, my appeals, my reports.

use crate::i18n::T;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_store::notice::{Notice, NoticeKind};

/// The list; nothing when there is nothing to tell.
#[must_use]
pub fn list(t: T, notices: &[Notice], now: DateTime<Utc>) -> AnyView {
    if notices.is_empty() {
        return ().into_any();
    }
    let items = notices
        .iter()
        .map(|one| {
            let said = match one.kind {
                NoticeKind::CommentHidden => t.notice_comment_hidden(),
                NoticeKind::AppealDecided => t.notice_appeal_decided(),
                NoticeKind::ReportDecided => t.notice_report_decided(),
            };
            let unread = one.read_at.is_none();
            let tag = unread.then(|| view! { " " <span class="tag soon">{t.notice_new()}</span> });
            let address = format!("/mon-espace/decision/{}", one.moderation_id);
            view! {
                <li class:unread=unread>
                    <a href=address>{said}</a> {tag}
                    <p class="who">{one.landlord_name.clone()} ", " {t.ago(one.created_at, now, "Europe/Paris")}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>{t.notice_title()}</h2>
            <ul class="plain">{items}</ul>
        </section>
    }
    .into_any()
}
