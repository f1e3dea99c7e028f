//! What the code of a slip leads to.

use crate::site::context::Ctx;
use crate::site::forms::{Complaint, Refusal};
use crate::site::guess::Guess;
use crate::site::problem::Problem;
use palier_domain::entry::slip::SlipCode;
use palier_store::collective_agreement::{self, OnPaper};
use palier_store::entry::{self, Entry};

/// What a slip follows.
pub(super) enum Slip {
    /// A comment.
    Comment(Entry),
    /// A written answer to a collective agreement.
    Answer(OnPaper),
}

impl Slip {
    /// The code of the slip.
    pub(super) fn slip(&self) -> &str {
        match self {
            Self::Comment(entry) => &entry.slip,
            Self::Answer(answer) => &answer.slip,
        }
    }
}

/// The comment of a code.
pub(super) async fn comment_of(ctx: &Ctx, typed: &str) -> Result<Entry, Refusal> {
    match found(ctx, typed).await? {
        Slip::Comment(entry) => Ok(entry),
        Slip::Answer(_) => Err(Complaint::about("code", Problem::SlipUnknown).into()),
    }
}

/// What a code follows; guesses at codes are counted by address.
pub(super) async fn found(ctx: &Ctx, typed: &str) -> Result<Slip, Refusal> {
    let code = SlipCode::parse(typed).map_err(|e| Complaint::about("code", e))?;
    let guess = Guess::at_slip(ctx);
    if let Some(problem) = guess.count(ctx).await? {
        return Err(Complaint::whole(problem).into());
    }
    let (db, code) = (&ctx.site.db, code.to_string());
    let slip = match entry::by_slip(db, &code).await? {
        Some(entry) => Some(Slip::Comment(entry)),
        None => collective_agreement::by_slip(db, &code)
            .await?
            .map(Slip::Answer),
    };
    match slip {
        Some(slip) => {
            guess.was_right(ctx).await?;
            Ok(slip)
        }
        None => Err(Complaint::about("code", Problem::SlipUnknown).into()),
    }
}
