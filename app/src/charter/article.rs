//! An article as it is read: number, title, kind, plain words, the pair, and a voice.

use crate::i18n::T;
use crate::islands::listen::Listen;
use leptos::prelude::*;
use palier_domain::charter::clause::{ClauseKind, Force};
use palier_domain::charter::outline::{Article, Block};
use palier_domain::markdown;

/// The tag that says what an article's words weigh.
#[must_use]
pub fn force(t: T, article: &Article) -> AnyView {
    match article.meta.force {
        Some(Force::Law) => view! { <span class="tag soon">{t.force_law()}</span> }.into_any(),
        Some(Force::Commitment) => {
            view! { <span class="tag open">{t.force_commitment()}</span> }.into_any()
        }
        Some(Force::Recommendation) => {
            view! { <span class="tag done">{t.force_recommendation()}</span> }.into_any()
        }
        None => ().into_any(),
    }
}

/// What an article says: in plain words first, then the commitments face to face.
#[must_use]
pub fn body(t: T, article: &Article) -> AnyView {
    let plain = article.meta.plain.clone().map(|plain| {
        view! { <p class="plainly"><strong>{t.article_plainly()}</strong> " " <span lang="fr">{plain}</span></p> }
    });
    let pair = (!article.landlord.is_empty() || !article.tenants.is_empty()).then(|| {
        view! {
            <div class="pair">
                {side(t.article_landlord(), &article.landlord)}
                {side(t.article_tenants(), &article.tenants)}
            </div>
        }
    });
    view! { {plain} {pair} <div lang="fr">{blocks(&article.shared)}</div> }.into_any()
}

fn side(who: &'static str, list: &[Block]) -> AnyView {
    if list.is_empty() {
        return ().into_any();
    }
    view! { <section><p class="who">{who}</p> <div lang="fr">{blocks(list)}</div></section> }
        .into_any()
}

/// Paragraphs and items, each with its lasting anchor.
#[must_use]
pub fn blocks(list: &[Block]) -> AnyView {
    let mut html = String::new();
    let mut in_list = false;
    for block in list {
        let is_item = block.kind == ClauseKind::Item;
        if is_item != in_list {
            html.push_str(if is_item { "<ul>" } else { "</ul>" });
            in_list = is_item;
        }
        let words = if is_item {
            format!(
                "<li id=\"p-{}\">{}</li>",
                block.at.handle,
                markdown::inline(&block.content.markdown)
            )
        } else {
            format!(
                "<div id=\"p-{}\">{}</div>",
                block.at.handle,
                markdown::block(&block.content.markdown)
            )
        };
        html.push_str(&words);
    }
    if in_list {
        html.push_str("</ul>");
    }
    view! { <div inner_html=html></div> }.into_any()
}

/// Source and indicator of an article, who keeps it and by when.
#[must_use]
pub fn origin(t: T, article: &Article) -> AnyView {
    let source = article.meta.source.clone().map(|source| {
        view! { <div><dt>{t.article_source()}</dt> <dd lang="fr">{source}</dd></div> }
    });
    let indicator = article.meta.indicator.clone().map(|indicator| {
        view! { <div><dt>{t.article_indicator()}</dt> <dd lang="fr">{indicator}</dd></div> }
    });
    let owner = article.meta.owner.clone().map(|owner| {
        view! { <div><dt>{t.commitment_owner()}</dt> <dd lang="fr">{owner}</dd></div> }
    });
    let due = article.meta.due.map(|day| {
        view! { <div><dt>{t.commitment_due()}</dt> <dd>{t.date(day)}</dd></div> }
    });
    if source.is_none() && indicator.is_none() && owner.is_none() && due.is_none() {
        return ().into_any();
    }
    view! { <dl class="origin">{source} {indicator} {owner} {due}</dl> }.into_any()
}

/// A button that reads the article aloud, in the browser's own French voice.
#[must_use]
pub fn listen(t: T, article: &Article) -> AnyView {
    let mut words = format!("{}. ", markdown::plain(&article.title));
    for (who, list) in [
        ("Le bailleur s’engage. ", &article.landlord),
        ("Les locataires s’engagent. ", &article.tenants),
        ("", &article.shared),
    ] {
        if !list.is_empty() {
            words.push_str(who);
        }
        for block in list {
            words.push_str(&markdown::plain(&block.content.markdown));
            words.push(' ');
        }
    }
    view! { <Listen words=words start=t.article_listen().to_owned() stop=t.article_stop().to_owned()/> }
        .into_any()
}
