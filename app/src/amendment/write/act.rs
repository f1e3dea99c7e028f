//! What is done with an amendment: handed in, shown for support, signed, answered, taken back.

use super::acts::form_id;
use super::page::One;
use super::problem::{WriteProblem, refused};
use super::sent::Sent;
use super::signed;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_domain::charter::amendment::reworded::Answer;
use palier_store::Tx;
use palier_store::amendment::{self, AmendmentError};

/// Characters of an answer or of the reason of a withdrawal.
const WORDS: usize = 2000;

/// What the address and the form of an act carry.
type Asked = Path<(String, String)>;
type Fields = Form<Vec<(String, String)>>;

/// Which act.
#[derive(Clone, Copy)]
enum Act {
    Submit,
    Support,
    Discard,
    Sign,
    Unsign,
    Answer,
    Withdraw,
    TakeOver,
}

impl Act {
    /// What the page is told that was done.
    fn done(self) -> &'static str {
        match self {
            Self::Submit => "depot",
            Self::Support => "soutien",
            Self::Discard => "",
            Self::Sign => "signature",
            Self::Unsign => "retrait-signature",
            Self::Answer => "reponse",
            Self::Withdraw => "retrait",
            Self::TakeOver => "reprise",
        }
    }
}

/// Hands it in.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn submit(ctx: Ctx, asked: Asked, fields: Fields) -> Result<Response, AppError> {
    perform(ctx, asked, fields, Act::Submit).await
}

/// Shows it, so that others sign it.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn support(ctx: Ctx, asked: Asked, fields: Fields) -> Result<Response, AppError> {
    perform(ctx, asked, fields, Act::Support).await
}

/// Throws a draft away.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn discard(ctx: Ctx, asked: Asked, fields: Fields) -> Result<Response, AppError> {
    perform(ctx, asked, fields, Act::Discard).await
}

/// Signs it with its author.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn sign(ctx: Ctx, asked: Asked, fields: Fields) -> Result<Response, AppError> {
    perform(ctx, asked, fields, Act::Sign).await
}

/// Takes a signature back.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn unsign(ctx: Ctx, asked: Asked, fields: Fields) -> Result<Response, AppError> {
    perform(ctx, asked, fields, Act::Unsign).await
}

/// Answers to the committee's rewording.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn answer(ctx: Ctx, asked: Asked, fields: Fields) -> Result<Response, AppError> {
    perform(ctx, asked, fields, Act::Answer).await
}

/// Takes it back.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn withdraw(ctx: Ctx, asked: Asked, fields: Fields) -> Result<Response, AppError> {
    perform(ctx, asked, fields, Act::Withdraw).await
}

/// Takes it over from its author, who took it back.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn take_over(ctx: Ctx, asked: Asked, fields: Fields) -> Result<Response, AppError> {
    perform(ctx, asked, fields, Act::TakeOver).await
}

async fn perform(
    ctx: Ctx,
    Path((slug, id)): Asked,
    Form(fields): Fields,
    act: Act,
) -> Result<Response, AppError> {
    let sent = Sent(fields);
    let one = One::of(&ctx, &slug, &id).await?;
    let (form, page) = (form_id(one.amendment.id), one.address());
    match done(&ctx, &one, &sent, act).await {
        Ok(()) => {
            ctx.forget_form(&form).await?;
            if matches!(act, Act::Discard) {
                return Ok(ctx.go(&format!("{}?fait=1", one.reader.at("mes-amendements"))));
            }
            Ok(ctx.go(&format!("{page}?fait={}", act.done())))
        }
        Err(Refusal::Complaint(complaint)) => {
            let names = ["words", "answer", "withdrawal", "public_name", "quality"];
            let fields = names.map(|name| (name, sent.get(name)));
            ctx.refuse(&form, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn done(ctx: &Ctx, one: &One, sent: &Sent, act: Act) -> Result<(), Refusal> {
    if matches!(act, Act::Submit | Act::Support) {
        complete(one)?;
    }
    let signs = match act {
        Act::Sign => {
            let quality = signed::quality(&one.reader, sent)?;
            Some((signed::contributor(&one.reader, sent).await?, quality))
        }
        _ => None,
    };
    let said = match act {
        Act::Answer => words("words", sent)?,
        Act::Withdraw => words("withdrawal", sent)?,
        _ => String::new(),
    };
    let answer = match (act, sent.get("answer")) {
        (Act::Answer, "agreed") => Some(Answer::Agreed),
        (Act::Answer, "refused") => Some(Answer::Refused),
        (Act::Answer, _) => return Err(Complaint::about("answer", Problem::ChooseOne).into()),
        _ => None,
    };
    let mut tx = ctx.site.db.begin().await?;
    let stored = match (signs, answer) {
        (Some(signs), _) => {
            let (me, by) = (one.reader.me()?, one.reader.act()?);
            amendment::co_sign(&mut tx, one.amendment.id, me, signs, &by).await
        }
        (_, Some(answer)) => {
            let by = one.reader.act()?;
            amendment::answer(&mut tx, one.amendment.id, (answer, &said), &by).await
        }
        _ => plain(&mut tx, one, act, &said).await?,
    };
    stored.map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// Acts that need nothing but who acts, and perhaps a reason.
async fn plain(
    tx: &mut Tx,
    one: &One,
    act: Act,
    said: &str,
) -> Result<Result<(), AmendmentError>, AppError> {
    let (id, me, by) = (one.amendment.id, one.reader.me()?, one.reader.act()?);
    Ok(match act {
        Act::Submit => amendment::submit(tx, id, &by).await.map(drop),
        Act::Support => amendment::ask_for_support(tx, id, &by).await,
        Act::Discard => amendment::discard(tx, id, me).await,
        Act::Unsign => amendment::take_back(tx, id, me, &by).await,
        Act::Withdraw => amendment::withdraw(tx, id, said, &by).await,
        Act::TakeOver => amendment::take_over(tx, id, me, &by).await.map(drop),
        Act::Sign | Act::Answer => return Err(AppError::BadRequest),
    })
}

/// Whether it has what all who read it need.
fn complete(one: &One) -> Result<(), Complaint> {
    if one.amendment.title.is_empty() {
        return Err(Complaint::whole(WriteProblem::NoTitle));
    }
    if one.amendment.reasons.is_empty() {
        return Err(Complaint::whole(WriteProblem::NoReasons));
    }
    Ok(())
}

fn words(field: &str, sent: &Sent) -> Result<String, Complaint> {
    let said = sent.get(field).replace("\r\n", "\n").trim().to_owned();
    if said.chars().count() > WORDS {
        let max = i64::try_from(WORDS).unwrap_or(i64::MAX);
        return Err(Complaint::about(field, Problem::AtMost { max }));
    }
    Ok(said)
}
