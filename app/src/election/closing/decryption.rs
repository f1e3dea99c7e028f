//! The decryption, in public: whose turn it is, whose part came, which one did not hold; and where the
//! tally board hands in what holders made offline.

use super::endpoint;
use super::share::{Opened, held, needed};
use super::waits::{self, waits};
use crate::election::home::{crumbs, stamp};
use crate::election::load::Found;
use crate::election::observe::with_box;
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::FormState;
use crate::site::{shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_ballots::wire::{ElectionText, TrusteeText, parse};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::election::Election;
use palier_store::election::decryption::{self, Share};
use std::sync::Arc;

/// The form.
pub(super) const FORM: &str = "part";

/// Where the decryption stands.
pub(super) struct Standing {
    /// The trustees, part by part.
    pub trustees: Vec<TrusteeText>,
    /// Every share that was handed in.
    pub shares: Vec<Share>,
}

impl Standing {
    /// Reads it; none before the tally.
    pub async fn read(ctx: &Ctx, election: &Election) -> Result<Option<Self>, AppError> {
        let opened = opened(ctx, &election.handle).await?;
        let shares = decryption::of(&ctx.site.db, election.id).await?;
        Ok(opened.map(|opened| Self {
            trustees: opened.trustees.clone(),
            shares,
        }))
    }

    /// How many shares are needed still.
    pub fn needed(&self) -> i64 {
        count(needed(&self.trustees, &self.shares))
    }

    /// How many there are that hold.
    pub fn held(&self) -> i64 {
        count(held(&self.shares).len())
    }

    /// How many are enough.
    pub fn enough(&self) -> i64 {
        self.held() + self.needed()
    }

    /// The share of a holder that holds.
    fn of(&self, number: i64) -> Option<&Share> {
        let holds = |share: &&Share| share.holder == number && share.fault.is_none();
        self.shares.iter().find(holds)
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What shares are checked against.
pub(super) async fn opened(ctx: &Ctx, handle: &str) -> Result<Option<Arc<Opened>>, AppError> {
    let Some(poll) = ctx.site.polls.get(handle).await? else {
        return Ok(None);
    };
    let head = poll.boxed.board().await?.head;
    if let Some(kept) = poll.summed.at(&head) {
        return Ok(Some(kept));
    }
    let text: ElectionText =
        parse(poll.record.as_bytes()).map_err(|error| AppError::internal(&error))?;
    let steps = poll.boxed.steps().await?;
    let read = Opened::read(text.group, &steps).map_err(|error| AppError::internal(&error))?;
    let opened = read.map(Arc::new);
    if let Some(opened) = &opened {
        poll.summed.keep(head, opened);
    }
    Ok(opened)
}

/// The holders by their number, as the protocol's key plan names them; a share beside theirs is the
/// platform's own.
fn holders(t: T, found: &Found, trustees: &[TrusteeText]) -> Vec<(i64, String)> {
    let plan = found.election.protocol.key_plan.as_ref();
    let mut named = plan.into_iter().flat_map(|plan| &plan.shares);
    let mut names = Vec::new();
    for part in trustees {
        match part {
            TrusteeText::Single(_) => names.push(Some(t.closing_platform().to_owned())),
            TrusteeText::Pedersen(text) => names.extend(
                text.verification_keys
                    .iter()
                    .map(|_| named.next().map(|share| share.holder.person.clone())),
            ),
        }
    }
    (1_i64..)
        .zip(names)
        .map(|(number, name)| {
            (
                number,
                name.unwrap_or_else(|| t.closing_holder(number.to_string())),
            )
        })
        .collect()
}

/// The name of the holder of a number.
pub(super) fn name_of(t: T, found: &Found, trustees: &[TrusteeText], number: i64) -> String {
    let all = holders(t, found, trustees);
    let found = all.into_iter().find(|(other, _)| *other == number);
    found.map_or_else(|| t.closing_holder(number.to_string()), |(_, name)| name)
}

/// The page.
///
/// # Errors
/// When there is no such election with a box, or a database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = with_box(&ctx, &slug, &handle).await?;
    let standing = Standing::read(&ctx, &found.election).await?;
    let awaited = match found.election.stage {
        Stage::Tallied => waits(&ctx, &found).await?,
        _ => None,
    };
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let head =
        Head::of(&found.landlord, t.closing_decryption_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, || {
        let body = match (&standing, &awaited) {
            (Some(_), Some(awaited)) => view! {
                {summary(t, &form)}
                {waits::show(t, &found, awaited)}
            }
            .into_any(),
            (Some(standing), None) => shown(&ctx, &found, standing, &form),
            (None, _) => view! { <p class="empty">{t.closing_decryption_later()}</p> }.into_any(),
        };
        let back = format!("{}/depouillement", found.address());
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.closing_decryption_title()}</h1>
            <p class="lead">{t.closing_decryption_lead()}</p>
            {body}
            <p><a href=back>{t.closing_back()}</a></p>
        }
    }))
}

fn shown(ctx: &Ctx, found: &Found, standing: &Standing, form: &FormState) -> AnyView {
    let t = ctx.t;
    view! {
        {turn(t, found, standing)}
        {table(t, found, standing)}
        {faulty(t, found, standing)}
        {offline(ctx, found)}
        {desk(t, found, standing, form)}
    }
    .into_any()
}

/// How many parts are there, and whose turn it is.
fn turn(t: T, found: &Found, standing: &Standing) -> AnyView {
    let there = t.closing_decryption_there(t.number(standing.enough()), standing.held());
    let needed = standing.needed();
    if needed == 0 {
        return view! {
            <p class="note good"><strong>{there}</strong> " " {t.closing_decryption_enough()}</p>
        }
        .into_any();
    }
    let all = holders(t, found, &standing.trustees);
    let awaited = all
        .into_iter()
        .filter(|(number, _)| standing.of(*number).is_none());
    let awaited: Vec<String> = awaited.map(|(_, name)| name).collect();
    view! {
        <p class="note">
            <strong>{there}</strong> " "
            {t.closing_decryption_turn(needed, awaited.join(", "))}
        </p>
    }
    .into_any()
}

fn table(t: T, found: &Found, standing: &Standing) -> AnyView {
    let zone = &found.landlord.zone;
    let rows = holders(t, found, &standing.trustees)
        .into_iter()
        .map(|(number, name)| {
            let (when, hash) = match standing.of(number) {
                Some(share) => {
                    let hash: String = share.sha256.chars().take(16).collect();
                    (t.instant(share.received_at, zone), hash)
                }
                None => (t.closing_decryption_awaited().to_owned(), String::new()),
            };
            view! {
                <tr>
                    <th scope="row">{number} ". " {name}</th>
                    <td>{when}</td>
                    <td><code>{hash}</code></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2>{t.closing_decryption_holders()}</h2>
        <div class="table" role="region" aria-label=t.closing_decryption_holders() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t.closing_decryption_holder()}</th>
                        <th scope="col">{t.closing_decryption_received()}</th>
                        <th scope="col">{t.closing_decryption_hash()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What did not hold, by name: evidence, and not counted.
fn faulty(t: T, found: &Found, standing: &Standing) -> AnyView {
    let faulty: Vec<&Share> = standing
        .shares
        .iter()
        .filter(|share| share.fault.is_some())
        .collect();
    if faulty.is_empty() {
        return ().into_any();
    }
    let items = faulty
        .into_iter()
        .map(|share| {
            let name = name_of(t, found, &standing.trustees, share.holder);
            let when = t.instant(share.received_at, &found.landlord.zone);
            let said = share.fault.clone().unwrap_or_default();
            view! {
                <li class="card">
                    <p><strong>{t.closing_invalid_of(name, when)}</strong></p>
                    <p>{t.closing_invalid_said()} " " <span lang="en">{said}</span></p>
                    <p class="who">"SHA-256 " <code class="tracking">{share.sha256.clone()}</code></p>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{t.closing_invalid()}</h2>
        <p>{t.closing_invalid_what()}</p>
        <ul class="cards">{items}</ul>
    }
    .into_any()
}

/// What a holder does on her own machine.
fn offline(ctx: &Ctx, found: &Found) -> AnyView {
    let t = ctx.t;
    let handle = &found.election.handle;
    let file = format!("{}/archive.bel", found.address());
    let command = format!(
        "palier trustee decrypt --archive {handle}.bel --key-file ma.cle --state memoire --out part.json"
    );
    view! {
        <h2>{t.closing_offline()}</h2>
        <ol>
            <li>
                {t.closing_offline_archive()} " "
                <a href=file download=format!("{handle}.bel")>{t.urn_download()}</a>
            </li>
            <li>{t.closing_offline_decrypt()} <pre class="command" tabindex="0">{command}</pre></li>
            <li>{t.closing_offline_send()}</li>
        </ol>
        <p class="who">{t.closing_offline_what()}</p>
    }
    .into_any()
}

fn desk(t: T, found: &Found, standing: &Standing, form: &FormState) -> AnyView {
    let awaited = found.election.stage == Stage::Tallied && standing.needed() > 0;
    if !found.is(ElectionRole::TallyBoard) || (!awaited && form.complaint().is_none()) {
        return ().into_any();
    }
    let send = awaited.then(|| {
        view! {
            <form
                method="post"
                action=endpoint(found, "share")
                enctype="multipart/form-data"
                class="stack"
            >
                <div class="field">
                    <label for="part-file">{t.closing_share_file()}</label>
                    <p class="hint">{t.closing_share_hint()}</p>
                    <input id="part-file" name="file" type="file" accept=".json,application/json"/>
                </div>
                <p><button class="button">{t.closing_share_send()}</button></p>
            </form>
        }
    });
    view! {
        <section class="card main" id=FORM>
            {summary(t, form)}
            <h2>{t.closing_share_desk()}</h2>
            {send}
        </section>
    }
    .into_any()
}
