//! `palier text`: a charter in from Markdown, and out again byte for byte; texts merged, compared and
//! replayed by files alone.

mod conflicts;
mod diff;
mod files;
mod merge;
mod name;
mod replay;

pub use files::{Files, run};

use super::{find, utf8};
use crate::cli::{Failure, TextExport, TextImport};
use crate::config::Config;
use crate::instance;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use palier_app::charter::load::SLUG;
use palier_domain::charter::discussion::Discussion;
use palier_domain::charter::grammar;
use palier_domain::charter::status::{Audience, TextKind};
use palier_store::text::{self, NewText};
use std::io::Write as _;

/// Publishes a charter, or a new version of it, and sets the dates of its discussion.
///
/// # Errors
/// When the text or the dates cannot be read: nothing is changed then.
pub async fn import(config: &Config, options: &TextImport) -> Result<(), Failure> {
    let source = utf8(&options.file)?;
    let parsed = grammar::parse(&source).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Failure::new(format!("nothing was imported:\n{}", lines.join("\n")))
    })?;
    let next_fr = options
        .next
        .as_deref()
        .map(utf8)
        .transpose()?
        .unwrap_or_default();
    let next_en = options
        .next_en
        .as_deref()
        .map(utf8)
        .transpose()?
        .unwrap_or_default();
    let open = instance::open(config).await?;
    let landlord = find(&open, &options.landlord).await?;
    let dates = discussion(options, &landlord.zone)?;
    let new = NewText {
        kind: TextKind::Charter,
        slug: SLUG.to_owned(),
        audience: if options.members_only {
            Audience::Members
        } else {
            Audience::Public
        },
    };
    let now = open.clock.now();
    let mut tx = open.db.begin().await?;
    let imported = text::import(&mut tx, landlord.id, new, &parsed, now).await?;
    if let Some(dates) = dates {
        text::set_discussion(&mut tx, imported.text_id, dates, &next_fr, &next_en, now).await?;
    }
    tx.commit().await?;
    let address = format!("/{}/{SLUG}", landlord.slug);
    if imported.unchanged {
        println!(
            "version {} at {address} has these bytes already",
            imported.sequence
        );
    } else {
        println!(
            "version {} is published at {address}: {} clauses",
            imported.sequence,
            parsed.clauses.len()
        );
    }
    Ok(())
}

/// Prints the latest version.
///
/// # Errors
/// When there is none.
pub async fn export(config: &Config, options: &TextExport) -> Result<(), Failure> {
    let open = instance::open(config).await?;
    let landlord = find(&open, &options.landlord).await?;
    let found = text::by_slug(&open.db, landlord.id, SLUG)
        .await?
        .ok_or_else(|| {
            Failure::new(format!(
                "{} has no charter yet: publish one with `palier text import`",
                landlord.name
            ))
        })?;
    let bytes = text::export(&open.db, found.version_id).await?;
    std::io::stdout()
        .write_all(bytes.as_bytes())
        .map_err(|e| Failure::new(format!("cannot write: {e}")))
}

/// From the first instant of the first day to the last of the last, in the landlord's zone.
fn discussion(options: &TextImport, zone: &str) -> Result<Option<Discussion>, Failure> {
    let (Some(opens), Some(closes)) = (options.opens, options.closes) else {
        return Ok(None);
    };
    let end = closes
        .checked_add_days(Days::new(1))
        .and_then(|day| midnight(day, zone))
        .map(|instant| instant - TimeDelta::seconds(1));
    let (Some(start), Some(end)) = (midnight(opens, zone), end) else {
        return Err(Failure::new(
            "a date of the discussion does not exist in the landlord's zone",
        ));
    };
    Discussion::new(start, end)
        .map(Some)
        .map_err(|_| Failure::new("the discussion must close after it opens"))
}

fn midnight(day: NaiveDate, zone: &str) -> Option<DateTime<Utc>> {
    let zone: chrono_tz::Tz = zone.parse().ok()?;
    day.and_time(NaiveTime::MIN)
        .and_local_timezone(zone)
        .earliest()
        .map(|at| at.to_utc())
}
