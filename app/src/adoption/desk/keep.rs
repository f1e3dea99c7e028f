//! Keeping how a college voted.

use super::college::back;
use super::keep_forms::{KEEP, SAYS, voice};
use super::{Running, at, confirmed};
use crate::adoption::problem::{AdoptionProblem, refused};
use crate::amendment::treat::sent::Sent;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal, typed_day};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use chrono::NaiveDate;
use palier_domain::charter::adoption::ballot::{Says, Seat, Voice};
use palier_domain::charter::amendment::college::College;
use palier_domain::id::ConsultationId;
use palier_store::adoption::{self, Given};
use palier_store::consultation;

/// Keeps it.
///
/// # Errors
/// When the reader does nothing here, or the database does not answer.
pub async fn keep(
    ctx: Ctx,
    Path((slug, place)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let running = Running::of(&ctx, &slug).await?;
    let (college, sent) = (at(&place)?, Sent(fields));
    let done = kept(&running, college, &sent).await;
    let page = back(&running, &place);
    running.ended((KEEP, &sent.fields()), done, &page).await
}

/// What was typed.
enum Typed {
    Consultation(ConsultationId),
    Named(Vec<Voice>),
    Board(NaiveDate, [u32; 4]),
}

impl Typed {
    fn given(&self) -> Given<'_> {
        match self {
            Self::Consultation(id) => Given::Consultation(*id),
            Self::Named(voices) => Given::Named(voices),
            Self::Board(held_on, [members, ayes, noes, abstentions]) => Given::Board {
                held_on: *held_on,
                members: *members,
                ayes: *ayes,
                noes: *noes,
                abstentions: *abstentions,
            },
        }
    }
}

async fn kept(running: &Running, college: College, sent: &Sent) -> Result<(), Refusal> {
    let (ctx, reader) = (&running.ctx, &running.seen.reader);
    let seats = &running.shown_in(sent)?.seats;
    let typed = match college {
        College::Tenants => Typed::Consultation(chosen(ctx, sent).await?),
        College::Associations if sent.get("consultation").is_empty() => {
            Typed::Named(voices(sent, seats)?)
        }
        College::Associations => Typed::Consultation(chosen(ctx, sent).await?),
        College::Landlord => board(sent)?,
    };
    let statement = match college {
        College::Landlord => stated(sent)?,
        _ => sent.words("statement")?,
    };
    confirmed(sent)?;
    let on = (ctx.today(&reader.landlord.zone), ctx.now);
    let (what, by) = ((reader.found.text.id, college), running.by()?);
    let said = (typed.given(), statement.as_str());
    let mut tx = ctx.site.db.begin().await?;
    adoption::keep(&mut tx, what, said, by, on)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// The consultation that was chosen.
async fn chosen(ctx: &Ctx, sent: &Sent) -> Result<ConsultationId, Refusal> {
    let none = || Complaint::about("consultation", Problem::ChooseOne);
    let found = match sent.get("consultation") {
        "" => None,
        handle => consultation::by_handle(&ctx.site.db, handle).await?,
    };
    Ok(found.ok_or_else(none)?.id)
}

/// What the associations said; who said nothing did not vote.
fn voices(sent: &Sent, seats: &[Seat]) -> Result<Vec<Voice>, Complaint> {
    let all = [Says::For, Says::Against, Says::Abstains];
    let voices: Vec<Voice> = seats
        .iter()
        .filter_map(|seat| {
            let said = sent.get(&voice(seat.association));
            let at = SAYS.iter().position(|one| *one == said)?;
            Some(Voice {
                association: seat.association,
                says: *all.get(at)?,
            })
        })
        .collect();
    if voices.is_empty() {
        return Err(Complaint::whole(AdoptionProblem::Nobody));
    }
    Ok(voices)
}

/// The reasons of the landlord, which must be there.
fn stated(sent: &Sent) -> Result<String, Complaint> {
    let words = sent.words("statement")?;
    if words.is_empty() {
        return Err(Complaint::about("statement", AdoptionProblem::Statement));
    }
    Ok(words)
}

fn board(sent: &Sent) -> Result<Typed, Complaint> {
    let held_on = typed_day("held_on", sent.get("held_on"))?;
    let figure = |name: &str, needed: bool| match sent.get(name).trim() {
        "" if needed => Err(Complaint::about(name, Problem::Empty)),
        "" => Ok(0),
        digits => digits
            .parse()
            .map_err(|_| Complaint::about(name, AdoptionProblem::Number)),
    };
    let figures = [
        figure("members", true)?,
        figure("ayes", true)?,
        figure("noes", true)?,
        figure("abstentions", false)?,
    ];
    Ok(Typed::Board(held_on, figures))
}
