//! What pages cost: latencies of six, memory, bytes, import of a roll.
//!
//! Runs the release binary as its own process on SQLite, and on PostgreSQL when
//! `TEST_POSTGRES_URL` names a cluster (`make bench` starts one). The charter has 40 articles and
//! 2,000 comments; 16 readers ask for one page after another, signed in as nobody. Beside each
//! page stands a bare axum handler, in a process of its own, that returns the same bytes. All
//! figures of a run belong together: machines differ, ratios last. Then come 1,000 amendments, 40 of
//! them on one article, and 10,000 comments and amendments to search in.

#[expect(dead_code, reason = "the bench of votes uses more of it")]
mod support;

use std::error::Error;
use support::amend;
use support::around;
use support::fill;
use support::load::{self, Measured};
use support::process::{self, Place, Server};
use support::sink::Sink;

const PAGES: [(&str, &str); 3] = [
    ("home", "/rive-neuve"),
    ("charter", "/rive-neuve/charte"),
    ("clause", "/rive-neuve/charte/CLAUSE"),
];

/// Pages of amendments, with the milliseconds within which 95 of 100 shall come.
const AMENDED: [(&str, &str, u32); 3] = [
    ("article", "/rive-neuve/charte/ARTICLE", 40),
    ("list", "/rive-neuve/charte/amendements?page=25", 60),
    ("search", "/rive-neuve/charte/recherche?q=ascenseurs", 50),
];

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    if let Some(folder) = process::asked_to_be_bare() {
        return runtime.block_on(process::serve_bare(&folder));
    }
    runtime.block_on(run())
}

async fn run() -> Result<(), Box<dyn Error>> {
    println!(
        "16 readers, {} s a page, 40 articles, 2,000 comments\n",
        load::SECONDS
    );
    sizes();
    let mut places = vec![Place::sqlite()?];
    match std::env::var("TEST_POSTGRES_URL") {
        Ok(cluster) => places.push(Place::postgres(&cluster).await?),
        Err(_) => println!("PostgreSQL is left out: start this by `make bench`"),
    }
    for place in places {
        import(&place)?;
        pages(&place).await?;
        place.remove().await?;
    }
    Ok(())
}

/// Bytes of what a page loads once.
fn sizes() {
    println!(
        "{:<34} {:>9} {:>9} {:>9}",
        "asset", "bytes", "gzip", "brotli"
    );
    for file in palier_server::assets::files() {
        println!(
            "{:<34} {:>9} {:>9} {:>9}",
            file.name,
            file.raw.len(),
            file.gzip.len(),
            file.brotli.len()
        );
    }
    println!();
}

/// The roll of 12,480 dwellings by the command line, into an instance of its own: first time, and
/// again without a change.
fn import(place: &Place) -> Result<(), Box<dyn Error>> {
    let (first, again) = process::import_roll(place)?;
    println!(
        "{}: import of 12,480 dwellings {first:.2} s, the same again {again:.2} s",
        place.name
    );
    Ok(())
}

async fn pages(place: &Place) -> Result<(), Box<dyn Error>> {
    let clause = fill::demo(place).await?;
    let sink = Sink::open().await?;
    let server = Server::palier(place, &sink.url).await?;
    let before = server.memory()?;
    println!("{}: resident at rest {before} MiB", place.name);
    println!(
        "{:<10} {:<8} {:>8} {:>8} {:>8} {:>8} {:>9} {:>9}",
        "page", "server", "req/s", "p50 ms", "p95 ms", "p99 ms", "bytes", "gzip"
    );
    for (name, path) in PAGES {
        let path = path.replace("CLAUSE", &clause.to_string());
        let page = load::fetch(&server, &path).await?;
        let ours = load::measure(&server, &path).await?;
        let bare = Server::bare(&page).await?;
        let floor = load::measure(&bare, "/").await?;
        bare.stop()?;
        row(name, "palier", &ours, &page);
        row(name, "bare", &floor, &page);
    }
    println!(
        "{}: resident after load {} MiB, peak {} MiB",
        place.name,
        server.memory()?,
        server.peak()?
    );
    around::letters(place, &server).await?;
    around::mails(place, &server, &sink).await?;
    around::backup(place, &server)?;
    amended(place, &server).await?;
    println!();
    server.stop()?;
    Ok(())
}

/// The pages of amendments, once there are many.
async fn amended(place: &Place, server: &Server) -> Result<(), Box<dyn Error>> {
    let handle = amend::fill(place).await?;
    for (name, path, within) in AMENDED {
        let path = path.replace("ARTICLE", &handle.to_string());
        let page = load::fetch(server, &path).await?;
        let measured = load::measure(server, &path).await?;
        row(name, "palier", &measured, &page);
        let kept = measured.p95 <= f64::from(within);
        let said = if kept { "kept" } else { "not kept" };
        println!("{name:<10} p95 within {within} ms: {said}");
    }
    Ok(())
}

fn row(name: &str, server: &str, measured: &Measured, page: &load::Page) {
    println!(
        "{name:<10} {server:<8} {:>8.0} {:>8.2} {:>8.2} {:>8.2} {:>9} {:>9}",
        measured.per_second,
        measured.p50,
        measured.p95,
        measured.p99,
        page.plain.len(),
        page.gzip.len()
    );
}
