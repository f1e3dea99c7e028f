//! A document as a page, with its print style.

use super::{Block, Sheet};
use crate::parts::qr;
use leptos::prelude::*;

/// The document; its heading of level 1 is the page's.
#[must_use]
pub fn show(sheet: &Sheet) -> AnyView {
    let blocks = sheet.blocks.iter().map(block).collect_view();
    view! { <article class="record">{blocks}</article> }.into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Heading(1, text) => view! { <h1>{text.clone()}</h1> }.into_any(),
        Block::Heading(2, text) => view! { <h2>{text.clone()}</h2> }.into_any(),
        Block::Heading(_, text) => view! { <h3>{text.clone()}</h3> }.into_any(),
        Block::Text(text) => view! { <p>{text.clone()}</p> }.into_any(),
        Block::Strong(text) => view! { <p><strong>{text.clone()}</strong></p> }.into_any(),
        Block::Large(text) => view! { <p class="lead">{text.clone()}</p> }.into_any(),
        Block::Items(items) => {
            let items = items.iter().map(|item| view! { <li>{item.clone()}</li> });
            view! { <ul>{items.collect_view()}</ul> }.into_any()
        }
        Block::Facts(facts) => {
            let facts = facts
                .iter()
                .map(|(name, said)| view! { <dt>{name.clone()}</dt> <dd>{said.clone()}</dd> });
            view! { <dl class="facts">{facts.collect_view()}</dl> }.into_any()
        }
        Block::Table {
            caption,
            head,
            rows,
        } => table(caption, head, rows),
        Block::Code { address, .. } => qr::svg(address)
            .map(|code| view! { <p class="poster-code" inner_html=code></p> })
            .into_any(),
    }
}

fn table(caption: &str, head: &[String], rows: &[Vec<String>]) -> AnyView {
    let head = head
        .iter()
        .map(|name| view! { <th scope="col">{name.clone()}</th> })
        .collect_view();
    let rows = rows.iter().map(|row| {
        let mut cells = row.iter();
        let first = cells.next().cloned();
        let cells = cells.map(|cell| view! { <td>{cell.clone()}</td> });
        view! { <tr><th scope="row">{first}</th> {cells.collect_view()}</tr> }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption.to_owned()>
            <table class="count-table">
                <caption>{caption.to_owned()}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The document as a file of its own, to be opened without this site: words and tables, no style.
#[must_use]
pub fn page(sheet: &Sheet) -> String {
    let (lang, title) = (sheet.lang, sheet.title.clone());
    let owner = Owner::new();
    let html = owner.with(|| {
        view! {
            <html lang=lang>
                <head><meta charset="utf-8"/><title>{title}</title></head>
                <body>{show(sheet)}</body>
            </html>
        }
        .to_html()
    });
    format!("<!DOCTYPE html>{html}")
}
