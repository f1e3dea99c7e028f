//! Guesses are counted per account and per address; honest people are not locked out.
//!
//! Each counter lives in a window of a quarter of an hour. A device that has signed in before has
//! its own counter, so that a neighbour's guesses, or a whole building behind one address, do not
//! keep an owner out.

use super::{context::Ctx, error::AppError, problem::Problem};
use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use palier_domain::id::AccountId;
use palier_store::{device, guess};
use sha2::{Digest as _, Sha256};

/// Length of a window, in minutes.
const WINDOW: i64 = 15;
/// Guesses at one account from devices it does not know.
const PER_ACCOUNT: i64 = 10;
/// Guesses from one address, over all accounts: a residence may share one.
const PER_ADDRESS: i64 = 60;
/// Guesses at one account from a device that it knows.
const PER_KNOWN_DEVICE: i64 = 20;

/// Names tried on leases by one delegate: a list has some ten, each corrected once or twice.
const PER_DELEGATE: i64 = 25;

/// Links asked for one account.
const PER_LINK: i64 = 5;

/// The counters that one guess moves.
pub struct Guess {
    keys: Vec<([u8; 32], i64)>,
    window: DateTime<Utc>,
}

impl Guess {
    /// A guess at an account's passphrase, named by what was typed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn at_account(
        ctx: &Ctx,
        typed: &str,
        account: Option<AccountId>,
    ) -> Result<Self, AppError> {
        let known = match (ctx.device_hash, account) {
            (Some(hash), Some(account)) => device::knows(&ctx.site.db, &hash, account).await?,
            _ => false,
        };
        let keys = match ctx.device_hash.filter(|_| known) {
            Some(hash) => vec![(key("device", &hex::encode(hash)), PER_KNOWN_DEVICE)],
            None => vec![
                (key("account", &typed.trim().to_lowercase()), PER_ACCOUNT),
                (key("address", &ctx.address), PER_ADDRESS),
            ],
        };
        Ok(Self {
            keys,
            window: window(ctx.now),
        })
    }

    /// A link asked for by mail: nobody's letter box is filled, and nobody tries all addresses.
    #[must_use]
    pub fn at_link(ctx: &Ctx, typed: &str) -> Self {
        let typed = typed.trim().to_lowercase();
        Self {
            keys: vec![
                (key("link", &typed), PER_LINK),
                (key("links", &ctx.address), PER_ADDRESS),
            ],
            window: window(ctx.now),
        }
    }

    /// A form kept for somebody without an account: she may fill no disk.
    #[must_use]
    pub fn at_keeping(ctx: &Ctx) -> Self {
        Self {
            keys: vec![(key("keep", &ctx.address), PER_ADDRESS * 5)],
            window: window(ctx.now),
        }
    }

    /// A report of a comment: anybody may, nobody floods those who decide.
    #[must_use]
    pub fn at_report(ctx: &Ctx) -> Self {
        Self {
            keys: vec![(key("report", &ctx.address), PER_ADDRESS / 2)],
            window: window(ctx.now),
        }
    }

    /// A guess at the code of a slip.
    #[must_use]
    pub fn at_slip(ctx: &Ctx) -> Self {
        Self {
            keys: vec![(key("slip", &ctx.address), PER_ADDRESS)],
            window: window(ctx.now),
        }
    }

    /// A name put beside a lease on a list: the rules that are broken tell whether she holds it, so
    /// nobody tries all names.
    #[must_use]
    pub fn at_lease(delegate: AccountId, now: DateTime<Utc>) -> Self {
        Self {
            keys: vec![(key("lease", &delegate.to_string()), PER_DELEGATE)],
            window: window(now),
        }
    }

    /// A guess at an activation code: there is no account to guess at, only an address.
    #[must_use]
    pub fn at_code(ctx: &Ctx) -> Self {
        Self {
            keys: vec![(key("code", &ctx.address), PER_ADDRESS)],
            window: window(ctx.now),
        }
    }

    /// Counts the guess before it is looked at, so that many at once are no more than many in a
    /// row; refuses when a counter is full.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn count(&self, ctx: &Ctx) -> Result<Option<Problem>, AppError> {
        for (key, most) in &self.keys {
            if guess::record(&ctx.site.db, key, self.window).await? > *most {
                let left = self.window + TimeDelta::minutes(WINDOW) - ctx.now;
                let minutes = left.num_minutes().max(0) + 1;
                return Ok(Some(Problem::TooManyGuesses { minutes }));
            }
        }
        Ok(None)
    }

    /// Takes it back: it was no guess, the secret was right.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn was_right(&self, ctx: &Ctx) -> Result<(), AppError> {
        for (key, _) in &self.keys {
            guess::give_back(&ctx.site.db, key, self.window).await?;
        }
        Ok(())
    }
}

fn window(now: DateTime<Utc>) -> DateTime<Utc> {
    now.duration_trunc(TimeDelta::minutes(WINDOW))
        .unwrap_or(now)
}

fn key(what: &str, who: &str) -> [u8; 32] {
    Sha256::digest(format!("palier-guess|{what}|{who}")).into()
}
