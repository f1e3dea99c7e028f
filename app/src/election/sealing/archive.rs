//! The archive as it is sealed: the lists in the drawn order beside the blank vote, the holders'
//! key, the public credentials.

use crate::election::load::Found;
use crate::election::vote::setup::Setup;
use crate::i18n::{Locale, T};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use palier_ballots::archive::Writer;
use palier_ballots::conduct::{self, Template, append};
use palier_ballots::wire::{TrusteeText, print};
use palier_ballots::{Ed25519, ElectionId, Error, PublicCredentials};
use palier_store::ballot_box::BallotList;
use palier_store::candidate_list;
use palier_store::election::{code_list, key_ceremony};
use serde_json::json;

/// What an archive is made of.
pub struct Pieces {
    /// The lists in the drawn order.
    pub lists: Vec<BallotList>,
    /// The trustees, each part.
    pub trustees: Vec<TrusteeText>,
    /// The public list, as its file spells it.
    pub credentials: Vec<u8>,
}

/// The pieces of an election, as far as they are there.
///
/// # Errors
/// When the database does not answer, or holds a key that is none.
pub async fn pieces(ctx: &Ctx, found: &Found) -> Result<Option<Pieces>, AppError> {
    let (db, id) = (&ctx.site.db, found.election.id);
    let lists = lists(ctx, found).await?;
    let trustees = key_ceremony::trustees(db, id).await?;
    let codes = code_list::get(db, id).await?;
    let (Some(trustees), Some(codes)) = (trustees, codes) else {
        return Ok(None);
    };
    let part = serde_json::from_str(&trustees).map_err(|e| AppError::internal(&e))?;
    Ok((!lists.is_empty()).then_some(Pieces {
        lists,
        trustees: vec![TrusteeText::Pedersen(part)],
        credentials: codes.credentials,
    }))
}

/// The admitted lists in the drawn order.
///
/// # Errors
/// When the database does not answer.
pub async fn lists(ctx: &Ctx, found: &Found) -> Result<Vec<BallotList>, AppError> {
    let admitted = candidate_list::admitted(&ctx.site.db, found.election.id).await?;
    let lists = admitted.into_iter().map(|list| BallotList {
        title: list.title,
        affiliation: list.national_body,
    });
    Ok(lists.collect())
}

/// Makes the archive up to its setup, and verifies it.
///
/// # Errors
/// What the protocol refuses.
pub fn make(
    handle: &str,
    title: &str,
    landlord: &str,
    pieces: &Pieces,
    seconds: u64,
) -> Result<Setup, String> {
    let text = |error: Error| error.to_string();
    let id = ElectionId::parse(handle).map_err(text)?;
    let answers: Vec<&str> = pieces
        .lists
        .iter()
        .map(|list| list.title.as_str())
        .collect();
    let t = T { locale: Locale::Fr };
    let template = json!({
        "name": title,
        "description": landlord,
        "questions": [{
            "question": t.sealing_question(), "answers": answers, "blank": true,
            "min": 1, "max": 1,
        }],
        "language": "fr",
    });
    let template = Template::read(template.to_string().as_bytes()).map_err(text)?;
    let election = conduct::election::<Ed25519>(&template, &id, &pieces.trustees).map_err(text)?;
    let list = PublicCredentials::read::<Ed25519>(pieces.credentials.trim_ascii());
    let list = list.map_err(text)?;
    let lines = list.len();
    let (mut writer, mut bytes) = Writer::start(seconds).map_err(text)?;
    let trustees = print(&pieces.trustees);
    bytes.extend(append::setup(&mut writer, &election, &trustees, &list).map_err(text)?);
    Setup::verify(bytes, handle, lines).map_err(|error| error.to_string())
}
