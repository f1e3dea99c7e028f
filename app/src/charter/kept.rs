//! What a landlord's public pages show, kept in memory while the journal says that it holds.
//!
//! Every act that changes it appends to the landlord's chain or to the charter's in the same
//! transaction, so one look at the two chains' heads tells whether it is still so, whichever
//! process wrote.

use super::load::SLUG;
use crate::site::{context::Ctx, error::AppError};
use chrono::{DateTime, Utc};
use palier_domain::id::{ClauseId, LandlordId};
use palier_store::agenda::{self, AgendaDate, Decision};
use palier_store::association::{self, Association};
use palier_store::comment::{self, RecentComment};
use palier_store::text::{self, DiscussionRow, Text};
use palier_store::{Db, StoreError, journal};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// What a landlord's public pages show, whoever reads them.
pub struct Facts {
    /// The charter and its latest version.
    pub text: Text,
    /// When it may be discussed.
    pub discussion: Option<DiscussionRow>,
    /// Comments that stand, by clause.
    pub counts: HashMap<ClauseId, i64>,
    /// The latest of them.
    pub recent: Vec<RecentComment>,
    /// Dates that were to come when this was read; some may have passed.
    pub dates: Vec<AgendaDate>,
    /// The latest decisions.
    pub decisions: Vec<Decision>,
    /// Associations with members there.
    pub associations: Vec<Association>,
}

/// Dates to come that are kept: more than are shown, since they pass.
const DATES: i64 = 60;
/// Decisions that are shown.
const DECISIONS: i64 = 6;
/// Comments that are quoted.
const QUOTED: i64 = 3;

impl Facts {
    async fn read(db: &Db, text: Text, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let landlord = text.landlord_id;
        Ok(Self {
            discussion: text::discussion(db, text.id).await?,
            counts: comment::counts(db, text.id).await?,
            recent: comment::recent(db, text.id, QUOTED).await?,
            dates: agenda::upcoming(db, landlord, now, DATES).await?,
            decisions: agenda::decisions(db, landlord, DECISIONS).await?,
            associations: association::of_landlord(db, landlord).await?,
            text,
        })
    }
}

/// Facts with the heads of the chains that they were read after.
type Dated = ([i64; 2], Arc<Facts>);

/// The facts of each landlord that were read last.
#[derive(Default)]
pub struct Kept(Mutex<HashMap<LandlordId, Dated>>);

impl Kept {
    fn get(&self, landlord: LandlordId) -> Option<Dated> {
        self.0.lock().ok()?.get(&landlord).cloned()
    }

    fn put(&self, landlord: LandlordId, dated: Dated) {
        if let Ok(mut all) = self.0.lock() {
            all.insert(landlord, dated);
        }
    }
}

/// A landlord's facts as they are now; nothing while it has no charter.
///
/// # Errors
/// When the database does not answer.
pub async fn facts(ctx: &Ctx, landlord: LandlordId) -> Result<Option<Arc<Facts>>, AppError> {
    let db = &ctx.site.db;
    let of_landlord = journal::of_landlord(landlord);
    if let Some((heads, facts)) = ctx.site.kept.get(landlord) {
        let of_text = journal::of_text(facts.text.id);
        if heads == journal::heads(db, [&of_landlord, &of_text]).await? {
            return Ok(Some(facts));
        }
    }
    let Some(text) = text::by_slug(db, landlord, SLUG).await? else {
        return Ok(None);
    };
    let of_text = journal::of_text(text.id);
    // The heads first: what is written in between makes the next look read again.
    let heads = journal::heads(db, [&of_landlord, &of_text]).await?;
    let Some(text) = text::by_slug(db, landlord, SLUG).await? else {
        return Ok(None);
    };
    let facts = Arc::new(Facts::read(db, text, ctx.now).await?);
    ctx.site.kept.put(landlord, (heads, Arc::clone(&facts)));
    Ok(Some(facts))
}
