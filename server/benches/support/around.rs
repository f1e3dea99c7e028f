//! What a landlord needs around its charter: letters, mails, backup and restore.

use super::process::{Place, Server, weighed};
use super::sink::Sink;
use palier_app::letters::job::{KIND, Payload, batch_of};
use palier_domain::job::JobState;
use palier_store::job::{self, NewJob};
use palier_store::mail::{self, NewMail};
use palier_store::{Db, landlord};
use std::error::Error;
use std::time::{Duration, Instant};

/// A backup of the demonstration while it serves, and its restoration into an empty database.
pub fn backup(place: &Place, server: &Server) -> Result<(), Box<dyn Error>> {
    let file = place.file("bench.backup");
    let name = file
        .to_str()
        .ok_or("a temporary folder with a strange name")?;
    let (seconds, peak) = weighed(place.command("pages", &["backup", name]))?;
    let bytes = std::fs::metadata(&file)?.len() / 1024 / 1024;
    println!(
        "{}: backup while serving {seconds:.2} s, peak {peak} MiB, file {bytes} MiB; server {} MiB",
        place.name,
        server.memory()?
    );
    let (seconds, peak) = weighed(place.command("restore", &["restore", name]))?;
    println!("{}: restore {seconds:.2} s, peak {peak} MiB", place.name);
    Ok(())
}

/// A letter to each tenant of the demonstration: made by a job, laid out slice by slice.
pub async fn letters(place: &Place, server: &Server) -> Result<(), Box<dyn Error>> {
    let db = Db::connect(&place.url()).await?;
    let landlord = landlord::by_slug(&db, "rive-neuve")
        .await?
        .ok_or("no landlord")?;
    let payload = Payload {
        estate: None,
        without_code: false,
    };
    let new = NewJob {
        kind: KIND,
        landlord_id: Some(landlord.id),
        asked_by: None,
        idempotency_key: "bench".to_owned(),
        payload: serde_json::to_value(&payload)?,
    };
    let started = Instant::now();
    let mut tx = db.begin().await?;
    let id = job::enqueue(&mut tx, new, chrono::Utc::now()).await?;
    tx.commit().await?;
    let made = loop {
        let job = job::get(&db, id).await?.ok_or("no job")?;
        match job.state {
            JobState::Done => break started.elapsed().as_secs_f64(),
            JobState::Failed => return Err(job.error.unwrap_or_default().into()),
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    };
    db.close().await;
    let (letters, bytes, seconds) = laid_out(server, &batch_of(id).to_string()).await?;
    println!(
        "{}: {letters} letters made in {made:.2} s, laid out in {seconds:.2} s as {} MiB of pages; \
         server {} MiB, peak {} MiB",
        place.name,
        bytes / 1024 / 1024,
        server.memory()?,
        server.peak()?
    );
    Ok(())
}

/// Every page of a batch's letters, as staff prints them: how many, of how many bytes, in how long.
async fn laid_out(server: &Server, batch: &str) -> Result<(usize, usize, f64), Box<dyn Error>> {
    const SLICE: usize = 500;
    let staff = reqwest::Client::builder().cookie_store(true).build()?;
    let door = format!("{}/api/demo/sign-in", server.url);
    let role = [("role", "demo-bailleur")];
    staff
        .post(door)
        .form(&role)
        .send()
        .await?
        .error_for_status()?;
    let started = Instant::now();
    let (mut letters, mut bytes) = (0, 0);
    loop {
        let page = format!(
            "{}/rive-neuve/gestion/courriers/{batch}/impression?de={}&a={}",
            server.url,
            letters + 1,
            letters + SLICE
        );
        let answer = staff.get(page).send().await?.error_for_status()?;
        let text = answer.text().await?;
        let here = text.matches("class=\"letter\"").count();
        letters += here;
        bytes += text.len();
        if here < SLICE {
            return Ok((letters, bytes, started.elapsed().as_secs_f64()));
        }
    }
}

/// Mails of a campaign.
const MAILS: usize = 12_000;

/// A mail to each tenant: queued, and sent to a mail server on this machine that keeps nothing.
pub async fn mails(place: &Place, server: &Server, sink: &Sink) -> Result<(), Box<dyn Error>> {
    let db = Db::connect(&place.url()).await?;
    let before = sink.count();
    let now = chrono::Utc::now();
    let started = Instant::now();
    let mut tx = db.begin().await?;
    for n in 0..MAILS {
        let new = NewMail {
            account_id: None,
            kind: "bench",
            recipient: format!("locataire-{n}@example.org"),
            subject: "La charte est ouverte à la discussion".to_owned(),
            text: "Bonjour,\n\nDonnez votre avis, article par article.\n".repeat(8),
            html: "<p>Donnez votre avis, article par article.</p>".repeat(8),
            idempotency_key: format!("bench-{n}"),
            send_after: now,
        };
        mail::queue(&mut tx, new, now).await?;
    }
    tx.commit().await?;
    let queued = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let late = Duration::from_secs(300);
    while sink.count() < before + MAILS {
        if started.elapsed() > late {
            return Err("the mails were not sent in five minutes".into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    println!(
        "{}: {MAILS} mails queued in {queued:.2} s, sent in {:.2} s; server {} MiB",
        place.name,
        started.elapsed().as_secs_f64(),
        server.memory()?
    );
    db.close().await;
    Ok(())
}
