//! Readers: each asks for the next page as soon as it has the last, on a connection it keeps.

use super::process::Server;
use std::error::Error;
use std::time::{Duration, Instant};

/// How long a page is measured.
pub const SECONDS: u64 = 5;
const READERS: usize = 16;

/// Latencies in milliseconds.
pub struct Measured {
    pub per_second: f64,
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
}

/// A page as it travels, plain and compressed.
pub struct Page {
    pub plain: Vec<u8>,
    pub gzip: Vec<u8>,
}

/// Fetches a page both ways.
pub async fn fetch(server: &Server, path: &str) -> Result<Page, Box<dyn Error>> {
    let url = format!("{}{path}", server.url);
    let client = reqwest::Client::new();
    let plain = client
        .get(&url)
        .send()
        .await?
        .error_for_status()?
        .bytes()
        .await?
        .to_vec();
    let compressed = client
        .get(&url)
        .header("accept-encoding", "gzip")
        .send()
        .await?;
    if compressed
        .headers()
        .get("content-encoding")
        .is_none_or(|value| value != "gzip")
    {
        return Err("the page came uncompressed".into());
    }
    Ok(Page {
        plain,
        gzip: compressed.bytes().await?.to_vec(),
    })
}

/// Asks for one address from 16 readers at once; a warm-up of a second is not counted.
pub async fn measure(server: &Server, path: &str) -> Result<Measured, Box<dyn Error>> {
    let url = format!("{}{path}", server.url);
    let begin = Instant::now() + Duration::from_secs(1);
    let end = begin + Duration::from_secs(SECONDS);
    let readers: Vec<_> = (0..READERS)
        .map(|_| tokio::spawn(read(url.clone(), begin, end)))
        .collect();
    let mut taken = Vec::new();
    for reader in readers {
        taken.extend(reader.await?.map_err(|e| e.to_string())?);
    }
    Ok(figures(taken, Duration::from_secs(SECONDS)))
}

/// Latencies that were taken within a time.
pub fn figures(mut taken: Vec<Duration>, within: Duration) -> Measured {
    taken.sort_unstable();
    let at = |share: usize| {
        let index = (taken.len() * share / 100).min(taken.len().saturating_sub(1));
        taken
            .get(index)
            .map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    };
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    let per_second = taken.len() as f64 / within.as_secs_f64();
    Measured {
        per_second,
        p50: at(50),
        p95: at(95),
        p99: at(99),
    }
}

/// A text as the value of a query: tracking numbers hold `+` and `/`.
pub fn query(text: &str) -> String {
    text.replace('+', "%2B").replace('/', "%2F")
}

async fn read(url: String, begin: Instant, end: Instant) -> Result<Vec<Duration>, reqwest::Error> {
    let client = reqwest::Client::builder()
        .pool_max_idle_per_host(1)
        .build()?;
    let mut taken = Vec::new();
    while Instant::now() < end {
        let started = Instant::now();
        let answer = client
            .get(&url)
            .header("accept-encoding", "gzip")
            .send()
            .await?;
        answer.error_for_status()?.bytes().await?;
        if started >= begin {
            taken.push(started.elapsed());
        }
    }
    Ok(taken)
}
