//! The codes: what each authority takes away, what both make offline, what comes back.

use super::problem::SealProblem;
use super::{MOST, endpoint, found_as, save, sha256, step};
use crate::election::home::{crumbs, stamp};
use crate::election::load::Found;
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::context::Ctx;
use crate::site::csv;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::received::Received;
use crate::site::{shell, shell::Head};
use axum::extract::{Multipart, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_ballots::wire::parse;
use palier_ballots::{Ed25519, ElectionId, Group as _, PublicCredentials, Voter, roll_fingerprint};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_store::election::code_list::{self, CodeError, CodeList};
use palier_store::election::electoral_roll as roll;
use serde::Deserialize;

const FORM: &str = "codes";
const ROLE: ElectionRole = ElectionRole::CodeAuthorities;

/// The page.
///
/// # Errors
/// When the reader is no code authority of this election, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found_as(&ctx, &slug, &handle, ROLE).await?;
    let codes = code_list::get(&ctx.site.db, found.election.id).await?;
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let origin = ctx.site.origin.to_string();
    let refused = form.complaint().is_some();
    let head = Head::of(&found.landlord, t.sealing_codes_title()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let body = if found.election.stage < Stage::RollFrozen {
            view! { <p class="empty">{t.sealing_codes_wait()}</p> }.into_any()
        } else {
            view! {
                {take_away(t, &found, &origin)}
                {bring_back(t, &found, codes.as_ref(), &form)}
            }
            .into_any()
        };
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.sealing_codes_title()}</h1>
            <p class="lead">{t.sealing_codes_lead()}</p>
            {body}
        }
    }))
}

/// The files, and the commands that are run offline.
fn take_away(t: T, found: &Found, origin: &str) -> AnyView {
    let page = format!("{}/codes", found.address());
    let (lines, letters) = (
        format!("{page}/lignes.csv"),
        format!("{page}/courriers.csv"),
    );
    let handle = &found.election.handle;
    let generate = format!(
        "palier credentials generate --group Ed25519 --uuid {handle} --voters lignes.csv --half a --out a"
    );
    let letter = format!(
        "palier credentials letters --codes a/codes.csv --roll courriers.csv --half a --site {origin}{} --landlord \"{}\" --sender \"...\" --phone \"...\" --out a",
        found.address(),
        found.landlord.name,
    );
    let again = letter
        .replace("credentials letters", "credentials reprint-file")
        .replace(
            "--out a",
            "--member \"...\" --member \"...\" --out a.letters",
        );
    let combine = "palier credentials combine a/shares.json b/shares.json --out ensemble";
    view! {
        <h2>{t.sealing_codes_offline()}</h2>
        <ol class="prose">
            <li>
                <p>{t.sealing_codes_take()}</p>
                <p><a href=lines download="lignes.csv">{t.sealing_codes_lines()}</a></p>
                <p><a href=letters download="courriers.csv">{t.sealing_codes_letters()}</a></p>
            </li>
            <li><p>{t.sealing_codes_generate()}</p><pre><code>{generate}</code></pre></li>
            <li><p>{t.sealing_codes_letter()}</p><pre><code>{letter}</code></pre></li>
            <li><p>{t.sealing_codes_again()}</p><pre><code>{again}</code></pre></li>
            <li><p>{t.sealing_codes_combine()}</p><pre><code>{combine}</code></pre></li>
            <li><p>{t.sealing_codes_destroy()}</p></li>
        </ol>
    }
    .into_any()
}

/// The three public files, and the step.
fn bring_back(t: T, found: &Found, codes: Option<&CodeList>, form: &FormState) -> AnyView {
    let there = codes.map(|codes| {
        let said = t.sealing_codes_there(codes.lines);
        let hash = sha256(&codes.credentials);
        view! { <p class="note good">{said}</p> <p><code>{hash}</code></p> }
    });
    let file = |name: &'static str, label: &'static str| {
        let id = format!("{FORM}-{name}");
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <input id=id name=name type="file" accept=".json,application/json"/>
            </div>
        }
    };
    let send = (found.election.stage <= Stage::KeysMade).then(|| {
        view! {
            <form
                method="post"
                action=endpoint(found, "codes")
                enctype="multipart/form-data"
                id=FORM
                class="stack"
            >
                {summary(t, form)}
                {file("credentials", t.sealing_codes_file_credentials())}
                {file("tags", t.sealing_codes_file_tags())}
                {file("record", t.sealing_codes_file_record())}
                <p><button class="button quiet">{t.sealing_codes_send()}</button></p>
            </form>
        }
    });
    let seal = (codes.is_some() && found.election.stage == Stage::KeysMade).then(|| {
        view! {
            <form method="post" action=endpoint(found, "codes-seal")>
                <p>{t.sealing_codes_seal_what()}</p>
                <p><button class="button">{t.sealing_codes_seal()}</button></p>
            </form>
        }
    });
    view! { <h2>{t.sealing_codes_back()}</h2> {there} {send} {seal} }.into_any()
}

/// The identifiers of the lines, for `palier credentials generate`.
///
/// # Errors
/// When the reader is no code authority of this election, or the database does not answer.
pub async fn lines(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = frozen(&ctx, &slug, &handle).await?;
    let ids = roll::line_ids(&ctx.site.db, found.election.id).await?;
    let lines: String = ids.iter().map(|id| format!("{id}\n")).collect();
    Ok(save(
        "lignes.csv",
        "text/csv; charset=utf-8",
        lines.into_bytes(),
    ))
}

/// Names and addresses of each line, for `palier credentials letters`.
///
/// # Errors
/// When the reader is no code authority of this election, or the database does not answer.
pub async fn letters(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = frozen(&ctx, &slug, &handle).await?;
    let rows = roll::for_letters(&ctx.site.db, found.election.id).await?;
    let mut table = csv::line([
        "ligne",
        "noms",
        "adresse_1",
        "adresse_2",
        "adresse_3",
        "adresse_4",
    ]);
    for row in rows {
        let (id, names) = (row.id.to_string(), row.names.join(", "));
        let mut cells = vec![id.as_str(), &names];
        cells.extend(row.address.iter().map(String::as_str));
        cells.resize(6, "");
        table.push_str(&csv::line(cells));
    }
    Ok(csv::file("courriers.csv", &table))
}

async fn frozen(ctx: &Ctx, slug: &str, handle: &str) -> Result<Found, AppError> {
    let found = found_as(ctx, slug, handle, ROLE).await?;
    let there = (Stage::RollFrozen..=Stage::Sealed).contains(&found.election.stage);
    there.then_some(found).ok_or(AppError::NotFound)
}

/// Takes what both authorities combined.
///
/// # Errors
/// When the reader is no code authority of this election, or the database does not answer.
pub async fn send(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    form: Multipart,
) -> Result<Response, AppError> {
    let found = found_as(&ctx, &slug, &handle, ROLE).await?;
    let received = Received::read(form, MOST).await?;
    let done = take(&ctx, &found, &received).await;
    answer(&ctx, &found, done).await
}

/// Of which election and roll the two other files are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    format: u64,
    group: String,
    uuid: String,
    roll: String,
    credentials: String,
    tags: String,
}

async fn take(ctx: &Ctx, found: &Found, received: &Received) -> Result<(), Refusal> {
    if received.too_large {
        let max = i64::try_from(MOST / 1024 / 1024).unwrap_or_default();
        return Err(Complaint::about("credentials", Problem::FileTooLarge { max }).into());
    }
    let file = |name: &str| {
        let file = received.file_of(name).map(|file| file.bytes.as_slice());
        file.ok_or_else(|| Complaint::about(name, Problem::NoFile))
    };
    let (list, tags, record) = (file("credentials")?, file("tags")?, file("record")?);
    let ids = roll::line_ids(&ctx.site.db, found.election.id).await?;
    let voters: Vec<Voter> = ids
        .iter()
        .map(|id| Voter {
            identifier: id.to_string(),
            weight: 1,
        })
        .collect();
    let lines = check(&found.election.handle, &voters, list, tags, record)?;
    let sha256 = sha256(list);
    let new = code_list::Received {
        credentials: list,
        sha256: &sha256,
        tags,
        lines,
        by: ctx.signed_in()?.account_id,
    };
    let mut tx = ctx.site.db.begin().await?;
    match code_list::receive(&mut tx, found.election.id, &new, ctx.now).await {
        Ok(()) => Ok(tx.commit().await?),
        Err(CodeError::Stage) => Err(Complaint::whole(SealProblem::NotNow).into()),
        Err(CodeError::Count { found, electors }) => {
            Err(Complaint::about("credentials", SealProblem::CodeCount { found, electors }).into())
        }
        Err(CodeError::Store(error)) => Err(error.into()),
    }
}

/// The list is one of this group, of nobody twice, and all three files are of this election and roll.
fn check(
    handle: &str,
    voters: &[Voter],
    list: &[u8],
    tags: &[u8],
    record: &[u8],
) -> Result<i64, Complaint> {
    let refused =
        |field, error: palier_ballots::Error| Complaint::about(field, SealProblem::said(&error));
    let read = PublicCredentials::read::<Ed25519>(list.trim_ascii());
    let read = read.map_err(|error| refused("credentials", error))?;
    let all: Vec<String> = parse(tags).map_err(|error| refused("tags", error))?;
    let other = |_| Complaint::about("record", SealProblem::OtherCodes);
    let record: Record = serde_json::from_slice(record).map_err(other)?;
    let id = ElectionId::parse(handle).map_err(|error| refused("record", error))?;
    let ours = record.format == 1
        && record.group == Ed25519::NAME
        && record.uuid == handle
        && record.roll == roll_fingerprint(voters, &id)
        && record.credentials == sha256(list)
        && record.tags == sha256(tags);
    if !ours {
        return Err(Complaint::about("record", SealProblem::OtherCodes));
    }
    let distinct: std::collections::HashSet<&String> = all.iter().collect();
    if all.len() != read.len()
        || distinct.len() != all.len()
        || all.iter().any(|tag| tag_of(tag).is_none())
    {
        return Err(Complaint::about("tags", SealProblem::OtherCodes));
    }
    Ok(i64::try_from(read.len()).unwrap_or(i64::MAX))
}

/// A tag out of its 64 hexadecimal digits.
pub(super) fn tag_of(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut tag = [0; 32];
    for (at, byte) in tag.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(tag)
}

/// Says that the codes are sealed.
///
/// # Errors
/// When the reader is no code authority of this election, or the database does not answer.
pub async fn seal(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found_as(&ctx, &slug, &handle, ROLE).await?;
    let done = step(&ctx, &found, Move::SealCodes, ROLE).await;
    answer(&ctx, &found, done).await
}

async fn answer(ctx: &Ctx, found: &Found, done: Result<(), Refusal>) -> Result<Response, AppError> {
    let page = format!("{}/codes", found.address());
    match done {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(FORM, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}
