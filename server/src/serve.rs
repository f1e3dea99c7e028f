//! `palier serve`: opens the instance, listens, answers, stops gracefully.

use crate::cli::{Failure, Serve};
use crate::config::{Config, LogFormat};
use crate::jobs::{self, Crew};
use crate::mail::{From as MailFrom, Sender};
use crate::{assets, instance, metrics, only};
use axum::Router;
use palier_app::amendment;
use palier_app::charter::kept::Kept;
use palier_app::consultation;
use palier_app::election::vote::{self, Polls};
use palier_app::site::dates::local;
use palier_app::site::metrics::Metrics;
use palier_app::site::origin::Origin;
use palier_app::site::state::{Inner, Outlines, Site};
use palier_store::Clock;
use palier_store::ballot_box::BallotBoxes;
use std::io::{ErrorKind, IsTerminal as _};
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::JoinHandle;
use tracing_subscriber::EnvFilter;

/// Runs until it is told to stop.
///
/// # Errors
/// When it cannot start; the sentence says what to do.
pub async fn serve(config: &Config, options: &Serve) -> Result<(), Failure> {
    start_log(config.log_format);
    if options.clock.is_some() && !options.demo {
        return Err(Failure::new(
            "--clock works on a demonstration only: add --demo",
        ));
    }
    // Before the database: a demo takes seconds to make, and the port may be taken.
    let listener = listen(config.listen).await?;
    let mut open = instance::open_as(config, options.demo).await?;
    if let Some(shown) = options.clock {
        open.clock = Clock::starting_at(shown.to_utc(), Clock::system().now());
    }
    let address = listener
        .local_addr()
        .map_err(|e| Failure::new(format!("no address: {e}")))?;
    let site = site(config, open, address)?;
    let only = only::find(&site, options.only.as_deref()).await?;
    sweep_regularly(site.clone());
    vote_on_time(site.clone(), options.only.clone());
    if options.only.is_none() {
        carry_over(site.clone());
    }
    if site.demo && options.only.is_none() && options.clock.is_none() {
        begin_anew(site.clone());
    }
    if let Some(address) = config.metrics_listen {
        let listener = listen(address).await?;
        let service = metrics::router(site.clone());
        tracing::info!(%address, "figures at /metrics");
        tokio::spawn(async move { axum::serve(listener, service).await });
    }
    // Jobs and mails are the whole site's.
    let crew = only.is_none().then(|| Crew::start(&site, jobs::work));
    let (stop, stopping) = watch::channel(false);
    let mails = match &only {
        None => send_mails(config, &site, stopping)?,
        Some(_) => None,
    };
    let service = match only {
        None => router(site.clone()),
        Some(only) => only.of(router(site.clone())),
    };
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    tracing::info!(%address, public_url = %site.origin, demo = site.demo, "serving");
    println!("Palier: {}", site.origin);
    axum::serve(listener, service)
        .with_graceful_shutdown(told_to_stop())
        .await
        .map_err(|e| Failure::new(format!("the server stopped: {e}")))?;
    if let Some(crew) = crew {
        crew.stop().await;
    }
    stop.send_replace(true);
    if let Some(mails) = mails {
        // The mails under way are finished; what is not is tried again by its lease.
        let _ = tokio::time::timeout(MAILS_END, mails).await;
    }
    site.polls.boxes().close().await;
    site.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// How long the mails under way may take when the process is told to stop.
const MAILS_END: std::time::Duration = std::time::Duration::from_secs(30);

/// Starts what sends mails, where a mail server is named.
fn send_mails(
    config: &Config,
    site: &Site,
    stop: watch::Receiver<bool>,
) -> Result<Option<JoinHandle<()>>, Failure> {
    let Some(url) = &config.smtp else {
        tracing::info!(
            "no mail server: mails wait in the outbox, where the administrator reads them"
        );
        return Ok(None);
    };
    let from = config.mail_from.as_deref().ok_or_else(|| {
        Failure::new("smtp needs mail_from too: --mail-from \"Palier <palier@example.org>\"")
    })?;
    let from = MailFrom::parse(from)?;
    let sender = Sender::new(site.db.clone(), site.clock, url, from)?;
    Ok(Some(tokio::spawn(sender.run(stop))))
}

/// The site of an open instance.
///
/// # Errors
/// When the address cannot be the site's.
pub fn site(config: &Config, open: instance::Open, address: SocketAddr) -> Result<Site, Failure> {
    let origin = match &config.public_url {
        Some(origin) => origin.clone(),
        None => Origin::assumed(&format!("http://{address}"))
            .map_err(|e| Failure::new(e.to_string()))?,
    };
    Ok(Site::new(Inner {
        db: open.db,
        clock: open.clock,
        origin,
        demo: open.instance.kind == palier_store::instance::InstanceKind::Demo,
        code_salt: open.instance.code_salt,
        assets: assets::addresses(),
        outlines: Outlines::default(),
        kept: Kept::default(),
        polls: Polls::new(BallotBoxes::beside(&config.database_url()?)?),
        metrics: Metrics::default(),
        jobs: Notify::new(),
        hashing: Semaphore::new(2),
        behind_proxy: config.behind_proxy,
        sends_mail: config.smtp.is_some(),
        hosted_by: config.hosted_by.clone(),
    }))
}

/// Everything the binary answers.
pub fn router(site: Site) -> Router {
    assets::router().merge(palier_app::site::serve::router(site))
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => Failure::new(format!(
                "port {} is taken: another program listens there. Stop it, or choose another, \
             as in --listen 127.0.0.1:{}",
                address.port(),
                address.port().saturating_add(1)
            )),
            ErrorKind::PermissionDenied => Failure::new(format!(
                "port {} is for administrators: choose one above 1023 with --listen, and put a \
             reverse proxy in front",
                address.port()
            )),
            _ => Failure::new(format!("cannot listen on {address}: {error}")),
        })
}

/// What has lapsed goes, once an hour: refused forms, sessions, counted guesses.
fn sweep_regularly(site: Site) {
    tokio::spawn(async move {
        let mut hours = tokio::time::interval(std::time::Duration::from_secs(3600));
        loop {
            hours.tick().await;
            let now = site.clock.now();
            let db = &site.db;
            let swept = async {
                let forms = palier_store::refused::sweep(db, now).await?;
                let sessions = palier_store::session::sweep(db, now).await?;
                let guesses =
                    palier_store::guess::sweep(db, now - chrono::TimeDelta::hours(1)).await?;
                palier_store::activation::sweep(db, now).await?;
                palier_store::upload::sweep(db, now).await?;
                // As long as the cookie lives.
                palier_store::device::sweep(db, now - chrono::TimeDelta::days(365)).await?;
                palier_store::letter::sweep(db, now).await?;
                palier_store::sign_in_link::sweep(db, now).await?;
                palier_store::mail::sweep(db, now).await?;
                let today = |zone: &str| local(now, zone).date_naive();
                palier_store::collective_agreement::sweep(db, today, now).await?;
                Ok::<_, palier_store::StoreError>((forms, sessions, guesses))
            };
            match swept.await {
                Ok((forms, sessions, guesses)) => {
                    tracing::info!(forms, sessions, guesses, "swept what had lapsed");
                }
                Err(error) => tracing::warn!(%error, "could not sweep; trying again in an hour"),
            }
        }
    });
}

/// Votes open, are published and end on time.
fn vote_on_time(site: Site, only: Option<String>) {
    tokio::spawn(async move {
        let mut looks = tokio::time::interval(vote::clock::BETWEEN);
        let mut looked = vote::clock::Looks::default();
        loop {
            looks.tick().await;
            if let Err(error) = vote::clock::look_at_all(&site, &mut looked, only.as_deref()).await
            {
                tracing::warn!(%error, "could not look at the elections; trying again");
            }
            let only = only.as_deref();
            if let Err(error) = consultation::clock::look_at_all(&site, &mut looked, only).await {
                tracing::warn!(%error, "could not look at the consultations; trying again");
            }
        }
    });
}

/// How often amendments that wait for a new version or a deadline are looked at.
const AMENDMENTS: std::time::Duration = std::time::Duration::from_secs(10);

/// Amendments are carried over, and lapse on time.
fn carry_over(site: Site) {
    tokio::spawn(async move {
        let mut looks = tokio::time::interval(AMENDMENTS);
        loop {
            looks.tick().await;
            if let Err(error) = amendment::treat::clock::look(&site).await {
                tracing::warn!(%error, "could not look at the amendments; trying again");
            }
        }
    });
}

/// How often a demonstration is asked whether its clock went back.
const ROUNDS: std::time::Duration = std::time::Duration::from_secs(10);

/// Each round of a demonstration has its election; a clock that was set by hand has no rounds.
fn begin_anew(site: Site) {
    tokio::spawn(async move {
        let mut looks = tokio::time::interval(ROUNDS);
        loop {
            looks.tick().await;
            let (round, now) = (site.clock.round(), site.clock.now());
            let made = crate::demo::ensure_round(&site.db, &site.polls, round, now).await;
            if let Err(error) = made {
                tracing::warn!(%error, "the election could not begin anew; trying again");
            }
        }
    });
}

fn start_log(format: LogFormat) {
    let filter = EnvFilter::try_from_env("PALIER_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second start in one process (a test's) keeps the first one's log.
    let _ = match format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
}

async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("stopping: the requests under way are finished first");
}
