//! The organiser's bundle: one file from which the election is told and verified without this
//! platform, kept as it was made.

use super::after::{LAST, answer, running_as};
use super::data;
use super::known::{Known, posted};
use super::problem::{ResultProblem, of_store};
use super::record::{self, Material};
use crate::election::load::Found;
use crate::i18n::{Locale, T};
use crate::sheet;
use crate::site::forms::{Complaint, Refusal};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use palier_domain::election::stage::step::ElectionRole;
use palier_store::ballot_box::BallotBox;
use palier_store::election::destroy::BoxGone;
use palier_store::election::{self, bundle, count, destroy, tally};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The record is written in the language of the law.
const FRENCH: T = T { locale: Locale::Fr };

/// A file of the bundle.
type Named = (String, Vec<u8>);

/// Makes the bundle and keeps it.
///
/// # Errors
/// When the reader is not of the commission, or a database does not answer.
pub async fn make(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let known = running_as(&ctx, &slug, &handle, ElectionRole::Commission).await?;
    let found = known.found.clone();
    let done = made(&ctx, known).await;
    answer(&ctx, &found, LAST, &[], done).await
}

async fn made(ctx: &Ctx, known: Known) -> Result<(), Refusal> {
    let found = known.found.clone();
    let mut files = of_box(ctx, &found).await?;
    let all = record::load(&ctx.site.db, ctx.site.polls.boxes(), known).await?;
    files.extend(written(ctx, all).await?);
    files.sort_unstable();
    files.push(("SHA256SUMS".to_owned(), sums(&files).into_bytes()));
    let folder = format!("palier-{}", found.election.handle);
    let seconds = u64::try_from(ctx.now.timestamp()).unwrap_or_default();
    let packed = tokio::task::spawn_blocking(move || pack(&folder, &files, seconds)).await;
    let packed = packed.map_err(|error| AppError::internal(&error))?;
    let packed = packed.map_err(|error| AppError::internal(&error))?;
    let name = format!("palier-{}.tar", found.election.handle);
    let mut tx = ctx.site.db.begin().await?;
    bundle::keep(&mut tx, found.election.id, &name, &packed, ctx.now)
        .await
        .map_err(of_store)?;
    tx.commit().await?;
    Ok(())
}

/// The archive, as everybody verifies it, and the page that does so offline.
async fn of_box(ctx: &Ctx, found: &Found) -> Result<Vec<Named>, AppError> {
    let handle = &found.election.handle;
    let Some(boxed) = ctx.site.polls.boxes().open(handle).await? else {
        // A bundle without the archive must not replace one that has it.
        if found.election.protocol.channels.online {
            return Err(AppError::NotFound);
        }
        return Ok(Vec::new());
    };
    let mut files = vec![(format!("{handle}.bel"), archive(&boxed).await?)];
    if let Some(page) = (ctx.site.assets.offline)() {
        files.push(("verifier.html".to_owned(), page.into_bytes()));
    }
    Ok(files)
}

async fn archive(boxed: &BallotBox) -> Result<Vec<u8>, AppError> {
    let size = boxed.board().await?.size;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    let mut at = 0;
    while at < size {
        let before = at;
        for piece in boxed.archive_from(at).await? {
            at = piece.start + i64::try_from(piece.bytes.len()).unwrap_or_default();
            bytes.extend_from_slice(&piece.bytes);
        }
        if at == before {
            return Err(AppError::internal(&"the archive ends before its size"));
        }
    }
    Ok(bytes)
}

/// Record, data, how-to.
async fn written(ctx: &Ctx, all: Material) -> Result<Vec<Named>, AppError> {
    let sheet = record::write(FRENCH, &all)?;
    let (page, at) = (sheet::page(&sheet), all.known.count.counted_at);
    let pdf = tokio::task::spawn_blocking(move || sheet::pdf(&sheet, at)).await;
    let pdf = pdf.map_err(|error| AppError::internal(&error))?;
    let pdf = pdf.map_err(|error| AppError::internal(&error))?;
    let election = &all.known.found.election;
    let result = data::document(&all.known, &all.outcome);
    let handle = &election.handle;
    let seals = json!({ "election": handle, "seals": all.seals, "head": all.head });
    let text = |value: serde_json::Value| format!("{value:#}\n").into_bytes();
    let how = FRENCH.bundle_how(handle, ctx.site.origin.to_string(), all.fingerprint());
    let table = data::lines(&all.known, &all.outcome);
    let protocol = serde_json::to_value(&election.protocol.0);
    let protocol = protocol.map_err(|error| AppError::internal(&error))?;
    Ok(vec![
        ("LISEZ-MOI.txt".to_owned(), how.into_bytes()),
        ("proces-verbal.html".to_owned(), page.into_bytes()),
        ("proces-verbal.pdf".to_owned(), pdf),
        ("resultat.json".to_owned(), text(result)),
        ("schema.json".to_owned(), data::SCHEMA.as_bytes().to_vec()),
        (
            "voix.csv".to_owned(),
            format!("\u{feff}{table}").into_bytes(),
        ),
        ("scelles.json".to_owned(), text(seals)),
        ("protocole.json".to_owned(), text(protocol)),
    ])
}

/// What `sha256sum --check` reads.
fn sums(files: &[Named]) -> String {
    let mut sums = String::new();
    for (name, bytes) in files {
        let _ = writeln!(sums, "{}  {name}", hex::encode(Sha256::digest(bytes)));
    }
    sums
}

/// One file of all, in a folder.
fn pack(folder: &str, files: &[Named], seconds: u64) -> std::io::Result<Vec<u8>> {
    let mut packed = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(bytes.len()).unwrap_or_default());
        header.set_mode(0o644);
        header.set_mtime(seconds);
        packed.append_data(&mut header, format!("{folder}/{name}"), bytes.as_slice())?;
    }
    packed.into_inner()
}

/// The bundle, for everybody: once the box is gone, the archive is here.
///
/// # Errors
/// When there is none, or the database does not answer.
pub async fn file(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let known = posted(&ctx, &slug, &handle).await?;
    let kept = bundle::read(&ctx.site.db, known.found.election.id).await?;
    let (about, bytes) = kept.ok_or(AppError::NotFound)?;
    let mut response = ([(header::CONTENT_TYPE, "application/x-tar")], bytes).into_response();
    let named = format!("attachment; filename=\"{}\"", about.name);
    if let Ok(named) = HeaderValue::from_str(&named) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, named);
    }
    Ok(response)
}

/// Destroys what must go: what is in the main database, then the box with its register.
pub(super) async fn destroy(ctx: &Ctx, found: &Found) -> Result<(), Refusal> {
    let today = ctx.today(&found.landlord.zone);
    let dates = election::dates(&ctx.site.db, &found.election).await?;
    let from = dates.ok_or(AppError::NotFound)?.destroyed;
    if today < from {
        let days = (from - today).num_days();
        return Err(Complaint::whole(ResultProblem::TooEarly { days }).into());
    }
    let gone = gone(ctx, found).await?;
    let mut tx = ctx.site.db.begin().await?;
    destroy::destroy(&mut tx, found.election.id, &gone, ctx.now)
        .await
        .map_err(of_store)?;
    // Before the commit: what was cut off in between is done again, and the box is then gone.
    let boxes = ctx.site.polls.boxes();
    boxes.destroy(&found.election.handle).await?;
    tx.commit().await?;
    Ok(())
}

/// What goes with the box: asked of it, or of the count where an attempt that was cut off took it away.
async fn gone(ctx: &Ctx, found: &Found) -> Result<BoxGone, AppError> {
    let (db, id) = (&ctx.site.db, found.election.id);
    if let Some(boxed) = ctx.site.polls.boxes().open(&found.election.handle).await? {
        return Ok(BoxGone {
            marks: boxed.count().await?.lines,
            head: boxed.board().await?.head,
        });
    }
    let voters = count::of(db, id).await?;
    let voters = voters.and_then(|count| count.figures.totals());
    let marks = voters.map_or(0, |totals| totals.voters);
    let online = tally::of(db, id).await?;
    Ok(BoxGone {
        marks: i64::try_from(marks).unwrap_or(i64::MAX),
        head: online.map(|online| online.head).unwrap_or_default(),
    })
}
