//! The dates of an election as iCalendar, reminders included.

use crate::election::load::{Found, found};
use crate::election::words;
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use palier_domain::election::calendar::Line;
use palier_domain::election::ical::{Event, write};

/// Days before at which a calendar reminds: whoever has something to do needs a week.
const REMINDERS: [u16; 2] = [7, 1];

/// The file.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn file(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let calendar = found.election.protocol.calendar();
    let calendar = calendar.ok_or(AppError::NotFound)?;
    let t = ctx.t;
    let address = format!("{}{}/calendrier", ctx.site.origin, found.address());
    let lines = calendar.lines().into_iter();
    let mut events: Vec<Event> = lines
        .map(|line| event(t, &found, &line, &address))
        .collect();
    events.extend(hours(t, &found, &address));
    let text = write(&t.calendar_name(&found.election.title), ctx.now, &events);
    let name = format!("attachment; filename=\"{}.ics\"", found.election.handle);
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/calendar; charset=utf-8".to_owned(),
        ),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, text).into_response())
}

fn event(t: T, found: &Found, line: &Line, address: &str) -> Event {
    let article = words::article(t, line.article);
    let rule = t.calendar_rule(words::calendar_rule(line.step));
    let who = words::actor(t, line.actor);
    Event {
        // A handle is drawn at random: no other election of the world has it.
        uid: format!("{}-{}@palier", found.election.handle, line.step.name()),
        day: line.due,
        summary: t.calendar_event(words::calendar_step(t, line.step)),
        description: t.calendar_event_detail(address, article, rule, who),
        reminders: if line.step.is_a_duty() {
            REMINDERS.to_vec()
        } else {
            Vec::new()
        },
    }
}

/// When the online channel opens and closes.
fn hours(t: T, found: &Found, address: &str) -> Vec<Event> {
    let protocol = &found.election.protocol.0;
    let hours = protocol.online_hours.filter(|_| protocol.channels.online);
    let Some(hours) = hours else {
        return Vec::new();
    };
    let event = |name: &str, day, summary| Event {
        uid: format!("{}-{name}@palier", found.election.handle),
        day,
        summary,
        description: address.to_owned(),
        reminders: vec![0],
    };
    let opens = t.calendar_online_opens(t.hour(hours.opens.time()));
    let closes = t.calendar_online_closes(t.hour(hours.closes.time()));
    vec![
        event("online_opens", hours.opens.date(), opens),
        event("online_closes", hours.closes.date(), closes),
    ]
}
