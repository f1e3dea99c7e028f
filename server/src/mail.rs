//! Sending what waits in the outbox, by SMTP.
//!
//! Any number of processes may send: each leases a few mails at a time, so that none sends another's.
//! A process that dies between the mail server's yes and the note of it sends that one mail again
//! later, under the same `Message-ID`: at most one per connection. On a stop, what is under way is
//! finished and the rest given back.

mod message;

pub use message::{From, Unsendable};

use crate::cli::Failure;
use chrono::TimeDelta;
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use palier_app::mail::{leaves_again_at, link_life};
use palier_domain::mail::tried_again_at;
use palier_store::mail::{self, Leased};
use palier_store::{Clock, Db, StoreError};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Mails that are sent at the same time, each on a connection of its own.
const CONNECTIONS: u32 = 8;
/// Mails leased at once; few enough that each is tried before its lease ends.
const BATCH: i64 = 64;
/// How long one mail may take: with 64 on 8 connections a batch ends within four minutes.
const PATIENCE: Duration = Duration::from_secs(25);
/// How long a lease lasts.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// How often the outbox is looked at when it was empty.
const PAUSE: Duration = Duration::from_secs(2);

/// Who sends: the outbox, the mail server, the sender's address.
#[derive(Clone)]
pub struct Sender {
    db: Db,
    clock: Clock,
    from: From,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Sender {
    /// A sender to the server of this URL, such as `smtps://user:password@host:465`, which is never
    /// written to the log. Nothing connects yet.
    ///
    /// # Errors
    /// When the URL is none.
    pub fn new(db: Db, clock: Clock, url: &str, from: From) -> Result<Self, Failure> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
            // What the library says may repeat the password.
            Failure::new(
                "smtp is no address of a mail server: write smtps://user:password@host:465, \
                 smtp://user:password@host:587?tls=required or smtp://127.0.0.1:25",
            )
        })?;
        let transport = builder
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS))
            .build();
        Ok(Self {
            db,
            clock,
            from,
            transport,
        })
    }

    /// Sends whatever is due, until told to stop; returns once what was under way is done.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            match self.send_batch(&stop).await {
                // A full batch: there may be more.
                Ok(sent) if sent > 0 => {}
                Ok(_) => pause(&mut stop).await,
                Err(error) => {
                    tracing::warn!(%error, "the outbox does not answer; trying again soon");
                    pause(&mut stop).await;
                }
            }
        }
        self.transport.shutdown().await;
    }

    /// Takes what is due, and sends it on several connections; gives the number of mails taken.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn send_batch(&self, stop: &watch::Receiver<bool>) -> Result<usize, StoreError> {
        let taken = mail::take(&self.db, self.clock.now(), LEASE, BATCH).await?;
        let count = taken.len();
        let queue = Arc::new(Mutex::new(VecDeque::from(taken)));
        let mut workers = JoinSet::new();
        for _ in 0..(CONNECTIONS as usize).min(count) {
            let (sender, queue, stop) = (self.clone(), Arc::clone(&queue), stop.clone());
            workers.spawn(async move {
                while let Some(mail) = next(&queue) {
                    let noted = if *stop.borrow() {
                        mail::give_back(&sender.db, &mail).await
                    } else {
                        sender.send(&mail).await
                    };
                    if let Err(error) = noted {
                        // Its lease ends by itself, and then it is tried again.
                        tracing::error!(%error, mail = %mail.id, "what became of a mail is not noted");
                    }
                }
            });
        }
        while workers.join_next().await.is_some() {}
        Ok(count)
    }

    /// Sends one mail and notes what became of it. The log names it by its number only.
    async fn send(&self, mail: &Leased) -> Result<(), StoreError> {
        let life = link_life(&mail.kind);
        if life.is_some_and(|life| self.clock.now() >= mail.created_at + life) {
            tracing::warn!(mail = %mail.id, "not sent: its link works no more");
            return mail::too_late(&self.db, mail).await;
        }
        let message = match self.from.message(mail) {
            Ok(message) => message,
            Err(error) => return mail::failed(&self.db, mail, &error.to_string()).await,
        };
        let answer = self.transport.send(message).await;
        let now = self.clock.now();
        let error = match answer {
            Ok(_) => {
                tracing::debug!(mail = %mail.id, "sent");
                return mail::sent(&self.db, mail, life.is_some(), now).await;
            }
            Err(error) => error,
        };
        let said = explained(&error);
        let again = tried_again_at(mail.attempts, now).filter(|_| !error.is_permanent());
        tracing::warn!(mail = %mail.id, attempts = mail.attempts, gives_up = again.is_none(), "not sent");
        match again {
            Some(at) => {
                let at = leaves_again_at(&mail.kind, at);
                mail::try_again(&self.db, mail, at, &said).await
            }
            None => mail::failed(&self.db, mail, &said).await,
        }
    }
}

fn next(queue: &Mutex<VecDeque<Leased>>) -> Option<Leased> {
    queue.lock().ok()?.pop_front()
}

/// What the mail server or the network said, with its cause, for the administrator.
fn explained(error: &lettre::transport::smtp::Error) -> String {
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        let words = deeper.to_string();
        if !said.contains(&words) {
            said.push_str(": ");
            said.push_str(&words);
        }
        cause = deeper.source();
    }
    said.chars().take(500).collect()
}

async fn pause(stop: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = tokio::time::sleep(PAUSE) => {}
        _ = stop.changed() => {}
    }
}
