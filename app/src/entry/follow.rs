//! Following a comment by the code of its slip, without an account.

use super::followed::{Slip, comment_of, found};
use super::say;
use crate::account::standing;
use crate::agreement::slip;
use crate::charter::load::{Found, charter};
use crate::charter::reading::status;
use crate::i18n::T;
use crate::landlord::load;
use crate::moderation::decision;
use crate::parts::author;
use crate::parts::field::{Field, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{FormState, Refusal};
use crate::site::shell::{self, Head};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::account::role::Quality;
use palier_domain::id::ModerationId;
use palier_domain::markdown;
use palier_store::appeal::Appellant;
use palier_store::comment::{self, CommentRow};
use palier_store::entry::Entry;
use palier_store::landlord::Landlord;
use palier_store::moderation::{self, Moderation, Words};
use serde::Deserialize;
use uuid::Uuid;

const FORM: &str = "suivi";

/// The page that asks for the code.
///
/// # Errors
/// When the database does not answer.
pub async fn ask(ctx: Ctx) -> Result<Response, AppError> {
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let head = Head::new(t.follow_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, || {
        let field = Field::text("code", t.follow_code())
            .hint(t.follow_code_hint())
            .autocomplete("off");
        view! {
            <h1>{t.follow_title()}</h1>
            <p class="lead">{t.follow_lead()}</p>
            <form method="post" action="/api/entry/follow" id=FORM class="stack code" novalidate>
                {summary(t, &form)}
                {field.show(t, &form)}
                <p><button class="button">{t.follow_go()}</button></p>
            </form>
            <p class="who">{t.follow_lost()}</p>
        }
    }))
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    code: String,
}

/// Leads from a code to its page.
///
/// # Errors
/// When the database does not answer.
pub async fn find(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    match found(&ctx, &sent.code).await {
        Ok(followed) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("/suivi/{}", followed.slip())))
        }
        Err(refusal) => refuse(&ctx, &sent.code, refusal).await,
    }
}

/// Goes back to the page that asks for the code.
async fn refuse(ctx: &Ctx, typed: &str, refusal: Refusal) -> Result<Response, AppError> {
    match refusal {
        Refusal::Complaint(complaint) => {
            ctx.refuse(FORM, &[("code", typed)], &complaint, "/suivi")
                .await
        }
        Refusal::Error(error) => Err(error),
    }
}

/// Everything the page shows.
struct Followed {
    entry: Entry,
    landlord: Landlord,
    /// Absent where this reader may not see the charter; the holder of the slip sees her words.
    charter: Option<Found>,
    replies: Vec<CommentRow>,
    /// The decision that hides her words.
    hidden: Option<(Moderation, Option<Words>, FormState)>,
    /// The reader holds a role with the landlord: she helps at the counter, and decides nothing.
    has_desk: bool,
}

/// The page of a comment that somebody else typed, for whoever holds its slip.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, Path(typed): Path<String>) -> Result<Response, AppError> {
    let entry = match found(&ctx, &typed).await {
        Ok(Slip::Comment(entry)) => entry,
        Ok(Slip::Answer(answer)) => return slip::page(&ctx, answer).await,
        Err(refusal) => return refuse(&ctx, &typed, refusal).await,
    };
    let followed = load_all(&ctx, entry).await?;
    let t = ctx.t;
    let refused = followed
        .hidden
        .as_ref()
        .is_some_and(|(_, _, form)| form.complaint().is_some());
    let head = Head::of(&followed.landlord, t.follow_page()).refused(refused);
    Ok(shell::page(&ctx, &head, || {
        let one = &followed.entry;
        let heard = say::heard(t, one.source, &one.place, &t.date(one.heard_on));
        view! {
            <p class="eyebrow">{t.follow_slip()} " " <span class="slip-code">{one.slip.clone()}</span></p>
            <h1>{t.follow_page()}</h1>
            {words(t, &followed)}
            <p class="who heard">{heard} ". " {t.follow_named(one.name.clone())}</p>
            {place(t, &followed)}
            {moderated(&ctx, &followed)}
            {replies(&ctx, &followed)}
            <h2>{t.follow_next()}</h2>
            {next(&ctx, &followed)}
            {withdrawal(t, &followed)}
        }
    }))
}

async fn load_all(ctx: &Ctx, entry: Entry) -> Result<Followed, AppError> {
    let landlord = load::by_slug(ctx, &entry.landlord_slug).await?;
    let found = match charter(ctx, &landlord).await {
        Ok(found) => Some(found),
        Err(AppError::NotFound) => None,
        Err(error) => return Err(error),
    };
    let has_desk = has_desk(ctx, &landlord).await?;
    let db = &ctx.site.db;
    let replies = match found {
        Some(_) => comment::replies_to(db, entry.comment_id).await?,
        None => Vec::new(),
    };
    let decisions = moderation::of_comment(db, entry.comment_id, None).await?;
    let last = decisions.into_iter().next();
    let hidden = match last.filter(|_| entry.hidden_at.is_some()) {
        Some(last) => {
            // Hidden words are for her who holds the slip, not for a desk that can look it up.
            let words = match has_desk {
                true => None,
                false => moderation::words(db, last.id).await?,
            };
            let form = ctx.form(&decision::form_id(last.id)).await?;
            Some((last, words, form))
        }
        None => None,
    };
    Ok(Followed {
        entry,
        landlord,
        charter: found,
        replies,
        hidden,
        has_desk,
    })
}

/// Whether the reader holds a role with the landlord.
async fn has_desk(ctx: &Ctx, landlord: &Landlord) -> Result<bool, AppError> {
    let standing = standing::of(ctx, landlord).await?;
    Ok(!standing.roles.is_empty())
}

fn words(t: T, followed: &Followed) -> AnyView {
    if followed.entry.withdrawn_at.is_some() {
        return view! { <p class="note">{t.comment_withdrawn()}</p> }.into_any();
    }
    let kept = followed
        .hidden
        .as_ref()
        .and_then(|(_, words, _)| words.as_ref()?.original.clone());
    let body = markdown::comment(kept.as_ref().unwrap_or(&followed.entry.body));
    view! { <blockquote class="quoted" lang="fr" inner_html=body></blockquote> }.into_any()
}

/// Where it stands in the charter, and how many support it.
fn place(t: T, followed: &Followed) -> AnyView {
    let one = &followed.entry;
    let Some(found) = &followed.charter else {
        return view! { <p class="note">{t.follow_members()}</p> }.into_any();
    };
    let supports = (one.supports > 0).then(|| t.comment_supports(one.supports));
    let state = if one.withdrawn_at.is_some() {
        ().into_any()
    } else if one.hidden_at.is_some() {
        view! { <p><span class="tag late">{t.moderation_is_hidden()}</span></p> }.into_any()
    } else {
        view! { <p><span class="tag open">{t.follow_is_published()}</span> " " {supports}</p> }
            .into_any()
    };
    let id = one.comment_id;
    let address = format!(
        "/{}/charte/{}?avis={id}#c-{id}",
        one.landlord_slug, one.handle
    );
    let article = found.article(one.handle).map(|(_, article)| {
        let title = markdown::plain(&article.title);
        view! { <p>{t.article_number(article.label.clone())} " " <a href=address lang="fr">{title}</a></p> }
    });
    view! { {state} {article} }.into_any()
}

/// Why the words are hidden, and how to contest it.
fn moderated(ctx: &Ctx, followed: &Followed) -> AnyView {
    let Some((last, words, form)) = &followed.hidden else {
        return ().into_any();
    };
    if last.withdrawn {
        return ().into_any();
    }
    let (t, landlord) = (ctx.t, &followed.landlord);
    let said = words.as_ref().and_then(|words| words.appeal.clone());
    let said = said.map(|said| {
        view! { <blockquote class="detail" lang="fr">{said}</blockquote> }
    });
    let slip = Some(followed.entry.slip.clone());
    let rights = if followed.has_desk {
        view! { <p class="note">{t.follow_hers()}</p> }.into_any()
    } else {
        decision::rights(t, landlord, last, form, ctx.now, "/api/entry/appeal", slip)
    };
    view! {
        <h2>{t.follow_hidden()}</h2>
        {decision::statement(t, landlord, last)}
        {crate::moderation::say::appeal(t, last, &landlord.zone)}
        {said}
        {rights}
    }
    .into_any()
}

fn replies(ctx: &Ctx, followed: &Followed) -> AnyView {
    let t = ctx.t;
    if followed.charter.is_none() {
        return ().into_any();
    }
    let shown: Vec<_> = followed
        .replies
        .iter()
        .filter(|reply| reply.withdrawn_at.is_none() && reply.hidden.is_none())
        .collect();
    if shown.is_empty() {
        return view! { <h2>{t.follow_replies()}</h2> <p class="empty">{t.follow_no_reply()}</p> }
            .into_any();
    }
    let items = shown
        .into_iter()
        .map(|reply| {
            let who = match reply.quality {
                Quality::Tenant => t.quality_tenant().to_owned(),
                Quality::Association(_) => reply.association_name.clone().unwrap_or_default(),
                Quality::Landlord => t.quality_landlord_named(followed.landlord.name.clone()),
            };
            let when = t.ago(reply.created_at, ctx.now, &followed.landlord.zone);
            view! {
                <li>
                    <p><strong>{author(t, &reply.author_name)}</strong> " " <span class="who">{who} ", " {when}</span></p>
                    <div class="said" lang="fr" inner_html=markdown::comment(&reply.body)></div>
                </li>
            }
        })
        .collect_view();
    view! { <h2>{t.follow_replies()}</h2> <ul class="plain">{items}</ul> }.into_any()
}

/// The dates of the discussion, and what comes after it.
fn next(ctx: &Ctx, followed: &Followed) -> AnyView {
    let dates = followed
        .charter
        .as_ref()
        .map(|found| status(ctx.t, &followed.landlord, found, ctx.now));
    view! { {dates} <p>{ctx.t.follow_keep()}</p> }.into_any()
}

/// Her words are hers: she takes them back with the code alone.
fn withdrawal(t: T, followed: &Followed) -> AnyView {
    if followed.has_desk || followed.entry.withdrawn_at.is_some() {
        return ().into_any();
    }
    view! {
        <details>
            <summary>{t.follow_withdraw()}</summary>
            <form method="post" action="/api/entry/withdraw" class="stack">
                <input type="hidden" name="code" value=followed.entry.slip.clone()/>
                <p>{t.comment_withdraw_sure()}</p>
                <p><button class="button quiet">{t.follow_withdraw_yes()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// Withdraws a comment for whoever holds its slip; done twice, it is done once.
///
/// # Errors
/// When the reader works for the landlord, or the database does not answer.
pub async fn withdraw(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let entry = match comment_of(&ctx, &sent.code).await {
        Ok(entry) => entry,
        Err(refusal) => return refuse(&ctx, &sent.code, refusal).await,
    };
    let landlord = load::by_slug(&ctx, &entry.landlord_slug).await?;
    if has_desk(&ctx, &landlord).await? {
        return Err(AppError::Forbidden);
    }
    let mut tx = ctx.site.db.begin().await?;
    comment::withdraw(&mut tx, entry.comment_id, ctx.now).await?;
    tx.commit().await?;
    Ok(ctx.go(&format!("/suivi/{}", entry.slip)))
}

/// What the form that appeals sends.
#[derive(Debug, Deserialize)]
pub struct Appealed {
    #[serde(default)]
    code: String,
    moderation: Uuid,
    #[serde(default)]
    words: String,
}

/// Makes an appeal for whoever holds the slip.
///
/// # Errors
/// When the slip is another's, or the database does not answer.
pub async fn appeal(ctx: Ctx, Form(sent): Form<Appealed>) -> Result<Response, AppError> {
    let entry = match comment_of(&ctx, &sent.code).await {
        Ok(entry) => entry,
        Err(refusal) => return refuse(&ctx, &sent.code, refusal).await,
    };
    let landlord = load::by_slug(&ctx, &entry.landlord_slug).await?;
    if has_desk(&ctx, &landlord).await? {
        return Err(AppError::Forbidden);
    }
    let by = Appellant::Slip(&entry.slip);
    let page = format!("/suivi/{}", entry.slip);
    decision::answer(&ctx, ModerationId(sent.moderation), by, &sent.words, &page).await
}
