//! Help with pictures: five things, each in a few words.

use super::pictures;
use crate::site::context::Ctx;
use crate::site::shell::{self, Head};
use axum::response::Response;
use leptos::prelude::*;

/// The page.
pub async fn page(ctx: Ctx) -> Response {
    let t = ctx.t;
    shell::page(&ctx, &Head::new(t.help_title()), move || {
        let steps = [
            (t.help_letter_title(), t.help_letter(), pictures::letter()),
            (t.help_phrase_title(), t.help_phrase(), pictures::phrase()),
            (
                t.help_comment_title(),
                t.help_comment(),
                pictures::comment(),
            ),
            (
                t.help_support_title(),
                t.help_support(),
                pictures::support(),
            ),
            (t.help_lost_title(), t.help_lost(), pictures::lost()),
        ];
        let items = steps
            .into_iter()
            .map(|(title, words, picture)| {
                let lines = words
                    .split('|')
                    .map(|line| view! { <p>{line}</p> })
                    .collect_view();
                view! {
                    <li>
                        {picture}
                        <div>
                            <h2>{title}</h2>
                            {lines}
                        </div>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h1>{t.help_title()}</h1>
            <p class="lead">{t.help_lead()}</p>
            <ol class="help">{items}</ol>
            <h2>{t.help_more_title()}</h2>
            <p>{t.help_more()}</p>
            <p><a href="/connexion/lien">{t.link_ask()}</a></p>
            <p><a href="/mentions-legales">{t.legal_title()}</a></p>
        }
    })
}
