//! The online result in public, once it is verified.

use super::words::number;
use crate::election::load::Found;
use crate::site::context::Ctx;
use leptos::prelude::*;
use palier_store::election::tally::OnlineResult;

/// The online result, and how anybody checks it.
pub(super) fn online(ctx: &Ctx, found: &Found, result: &OnlineResult) -> AnyView {
    let t = ctx.t;
    let figures = &result.figures;
    let rows = result.lists.iter().zip(&figures.votes);
    let rows = rows
        .map(|(list, votes)| {
            view! {
                <tr>
                    <th scope="row" lang="fr">{list.clone()}</th>
                    <td>{number(t, *votes)}</td>
                </tr>
            }
        })
        .collect_view();
    let address = found.address();
    let archive = format!("{address}/archive.bel");
    let check = format!("{address}/urne/verifier");
    let commands = format!(
        "curl -o {handle}.bel {}{archive}\npalier election verify {handle}.bel",
        ctx.site.origin,
        handle = found.election.handle,
    );
    let checked: u64 = result.checks.iter().map(|check| check.done).sum();
    view! {
        <h2>{t.closing_result()}</h2>
        <p>{t.closing_result_what()}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=t.closing_result()>
            <table class="count-table">
                <thead>
                    <tr>
                        <th scope="col">{t.closing_list()}</th>
                        <th scope="col">{t.closing_votes()}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows}
                    <tr>
                        <th scope="row">{t.closing_blank()}</th>
                        <td>{number(t, figures.blank)}</td>
                    </tr>
                    <tr>
                        <th scope="row">{t.closing_ballots()}</th>
                        <td>{number(t, figures.ballots)}</td>
                    </tr>
                </tbody>
            </table>
        </div>
        <p>{t.closing_checked(number(t, checked))}</p>
        <ul>
            <li><a href=check>{t.urn_verify_title()}</a></li>
            <li><a href=archive download=format!("{}.bel", found.election.handle)>{t.urn_download()}</a></li>
        </ul>
        <details>
            <summary>{t.urn_expert()}</summary>
            <p>{t.urn_expert_what()}</p>
            <pre class="command" tabindex="0">{commands}</pre>
        </details>
    }
    .into_any()
}
