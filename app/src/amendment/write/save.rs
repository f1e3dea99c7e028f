//! Saving what the editor sends: a new draft, or the next state of one.

use super::editor::{draft_id, new_id};
use super::ground::Ground;
use super::page::One;
use super::problem::refused;
use super::sent::Sent;
use super::signed;
use crate::amendment::who::Reader;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_domain::id::{AmendmentId, FormId};
use palier_store::amendment::{self, Content, NewAmendment};
use uuid::Uuid;

/// Characters of a title.
const TITLE: usize = 160;
/// Characters of the reasons.
const REASONS: usize = 8000;

/// Begins an amendment.
///
/// # Errors
/// When there is no such article for this reader, or the database does not answer.
pub async fn begin(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let sent = Sent(fields);
    let handle: i64 = sent
        .get("handle")
        .parse()
        .map_err(|_| AppError::BadRequest)?;
    let form = new_id(handle);
    let of = match sent.get("de").parse::<i64>() {
        Ok(number) => format!("?de={number}"),
        Err(_) => String::new(),
    };
    let back = format!("/{slug}/charte/{handle}/amender{of}");
    // Before anything is looked up: a session that ended loses no word either.
    if ctx.session.is_none() {
        return ctx.keep_for_later(&form, &sent.fields(), &back).await;
    }
    match begun(&ctx, &slug, &sent).await {
        Ok((reader, id)) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go(&next(&reader, id, &sent)))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(&form, &sent.fields(), &complaint, &back).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn begun(ctx: &Ctx, slug: &str, sent: &Sent) -> Result<(Reader, AmendmentId), Refusal> {
    let form_id = Uuid::parse_str(sent.get("form_id")).map_err(|_| AppError::BadRequest)?;
    let reader = Reader::of(ctx, slug).await?;
    let db = &ctx.site.db;
    let text = &reader.found.text;
    let parent = match sent.get("de").parse() {
        Ok(number) => {
            let found = amendment::by_number(db, text.id, number).await?;
            Some(found.ok_or(AppError::NotFound)?)
        }
        Err(_) => None,
    };
    let version = parent
        .as_ref()
        .map_or(text.version_id, |one| one.base_version_id);
    let ground = Ground::of(ctx, version).await?;
    let new = NewAmendment {
        text_id: text.id,
        content: content(&ground, sent)?,
        quality: signed::quality(&reader, sent)?,
        contributor_id: signed::contributor(&reader, sent).await?,
        form_id: FormId(form_id),
    };
    let mut tx = db.begin().await?;
    let me = reader.me()?;
    let made = match &parent {
        Some(parent) => amendment::amend(&mut tx, parent.id, &new, me, &reader.act()?).await,
        None => amendment::create(&mut tx, &new, me, ctx.now).await,
    };
    let made = made.map_err(refused)?;
    tx.commit().await?;
    Ok((reader, made.id))
}

/// What the form says, with its clauses as operations.
pub(super) fn content(ground: &Ground, sent: &Sent) -> Result<Content, Complaint> {
    let title = sent.get("title").split_whitespace().collect::<Vec<_>>();
    Ok(Content {
        title: short("title", title.join(" "), TITLE)?,
        reasons: short(
            "reasons",
            sent.get("reasons").replace("\r\n", "\n").trim().to_owned(),
            REASONS,
        )?,
        operations: sent.operations(ground)?,
    })
}

fn short(field: &str, words: String, max: usize) -> Result<String, Complaint> {
    if words.chars().count() > max {
        let max = i64::try_from(max).unwrap_or(i64::MAX);
        return Err(Complaint::about(field, Problem::AtMost { max }));
    }
    Ok(words)
}

/// Where the button leads that was pressed.
fn next(reader: &Reader, id: AmendmentId, sent: &Sent) -> String {
    let page = reader.at(&format!("amendements/brouillon/{id}"));
    let mut open: Vec<i64> = sent
        .get("articles")
        .split(',')
        .filter_map(|handle| handle.parse().ok())
        .collect();
    match sent.get("do") {
        "open" => open.extend(sent.get("other").parse::<i64>().ok()),
        "save" => {}
        _ => return page,
    }
    let open: Vec<String> = open.iter().map(ToString::to_string).collect();
    format!("{page}/ecrire?fait=1&articles={}", open.join(","))
}

/// Saves a draft.
///
/// # Errors
/// When there is no such draft for this reader, or the database does not answer.
pub async fn save(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let sent = Sent(fields);
    let known = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let form = draft_id(AmendmentId(known));
    let back = format!("/{slug}/charte/amendements/brouillon/{id}/ecrire");
    if ctx.session.is_none() {
        return ctx.keep_for_later(&form, &sent.fields(), &back).await;
    }
    match saved(&ctx, &slug, &id, &sent).await {
        Ok(reader) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go(&next(&reader, AmendmentId(known), &sent)))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(&form, &sent.fields(), &complaint, &back).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn saved(ctx: &Ctx, slug: &str, id: &str, sent: &Sent) -> Result<Reader, Refusal> {
    let one = One::of(ctx, slug, id).await?;
    let seen: i64 = sent
        .get("revision")
        .parse()
        .map_err(|_| AppError::BadRequest)?;
    let content = content(&one.ground, sent)?;
    let mut tx = ctx.site.db.begin().await?;
    amendment::save(
        &mut tx,
        one.amendment.id,
        seen,
        &content,
        one.reader.me()?,
        ctx.now,
    )
    .await
    .map_err(refused)?;
    tx.commit().await?;
    Ok(one.reader)
}

/// Forgets what was typed and could not be saved: what another delegate saved is gone on with.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let one = One::of(&ctx, &slug, &id).await?;
    ctx.forget_form(&draft_id(one.amendment.id)).await?;
    Ok(ctx.go(&format!("{}/ecrire", one.address())))
}
