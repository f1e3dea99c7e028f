//! Preparing the consultation of a college, under exactly the rules of the adoption.

use super::keep_forms::source;
use super::{Running, at};
use crate::i18n::{Locale, T};
use crate::site::context::Ctx;
use crate::site::dates::local;
use crate::site::error::AppError;
use axum::extract::Path;
use axum::response::Response;
use chrono::{DateTime, Days, NaiveTime, Utc};
use palier_domain::charter::adoption::task::Task;
use palier_domain::charter::amendment::college::College;
use palier_domain::election::consultation::ballot::{Answer, Ballot};
use palier_domain::election::consultation::stage::{ConsultationStage as Stage, Hours};
use palier_store::adoption::{Adoption, CollegeState};
use palier_store::consultation::{self, Draft, college};
use palier_store::ids;

/// What is asked is public, and written in the language of the charter.
const PUBLIC: T = T { locale: Locale::Fr };

/// Days from now until the roll closes, the vote opens, and it closes; they can be changed.
const DAYS: [(u64, u32); 3] = [(14, 18), (15, 8), (22, 18)];

/// Makes the draft, or finds the one that was made, and leads to it.
///
/// # Errors
/// When the reader does nothing here, the version is not before the colleges, or the database does
/// not answer.
pub async fn begin(
    ctx: Ctx,
    Path((slug, place)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let running = Running::of(&ctx, &slug).await?;
    let asked = at(&place)?;
    let consults = matches!(asked, College::Tenants | College::Associations);
    if !consults || !running.may(Task::Keep(asked)) {
        return Err(AppError::NotFound);
    }
    let adoption = running.current().ok_or(AppError::NotFound)?;
    let state = adoption.college(asked).ok_or(AppError::NotFound)?;
    let drafts = running.seen.consultations(&ctx).await?;
    // Whoever sends it twice is led to the one draft.
    let made = drafts
        .iter()
        .find(|(one, sources)| one.stage == Stage::Draft && sources[..] == [source(asked)]);
    let handle = match made {
        Some((one, _)) => one.handle.clone(),
        None => prepared(&running, adoption, state).await?,
    };
    Ok(ctx.go(&format!("/{slug}/gestion/consultations/{handle}")))
}

async fn prepared(
    running: &Running,
    adoption: &Adoption,
    state: &CollegeState,
) -> Result<String, AppError> {
    let (ctx, landlord) = (&running.ctx, &running.seen.reader.landlord);
    let (handle, n) = (ids::new_handle(), adoption.sequence);
    let name = match state.rule.college {
        College::Associations => PUBLIC.adopting_consultation_associations(),
        _ => PUBLIC.adopting_consultation_tenants(),
    };
    let [roll_closes_at, opens_at, closes_at] =
        DAYS.map(|(days, hour)| later(ctx.now, &landlord.zone, days, hour));
    let draft = Draft {
        title: PUBLIC.adopting_consultation_title(n),
        body: PUBLIC.adopting_consultation_body(n),
        version_id: Some(adoption.version_id),
        ballot: Ballot {
            question: PUBLIC.adopting_consultation_question(n),
            answer: Answer::YesNo,
        },
        rules: state.rule.consultation(),
        hours: Hours {
            roll_closes_at,
            opens_at,
            closes_at,
        },
    };
    let mut tx = ctx.site.db.begin().await?;
    let id = consultation::create(&mut tx, landlord.id, &handle, &draft, ctx.now).await?;
    let source = source(state.rule.college);
    college::add(&mut tx, id, name, source, ctx.now).await?;
    let today = ctx.today(&landlord.zone);
    college::enrol(&mut tx, id, landlord.id, today).await?;
    tx.commit().await?;
    Ok(handle)
}

/// An hour of a day to come, where the landlord is.
fn later(now: DateTime<Utc>, zone: &str, days: u64, hour: u32) -> DateTime<Utc> {
    let here = local(now, zone);
    let day = here.date_naive() + Days::new(days);
    let at = day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default());
    let at = at.and_local_timezone(here.timezone()).earliest();
    at.map_or(now + chrono::TimeDelta::days(1), |at| {
        at.with_timezone(&Utc)
    })
}
