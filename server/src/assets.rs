//! Embedded files, served as the browser likes them best, for a year: their names change with
//! their content.

use crate::{holder_page, hosted_booth};
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use palier_app::site::assets::Assets;
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// A file in the binary, in three encodings.
pub struct File {
    /// Name with the hash of the content.
    pub name: &'static str,
    /// Content type.
    pub mime: &'static str,
    /// As it is.
    pub raw: &'static [u8],
    /// Compressed by gzip.
    pub gzip: &'static [u8],
    /// Compressed by Brotli.
    pub brotli: &'static [u8],
}

mod table {
    use super::File;
    include!(concat!(env!("OUT_DIR"), "/assets/table.rs"));
}

use table::{BOOT, BOOTH, CLIENT, CSS, FILES, FONT, HOLDER, ICON, ISLANDS, OBSERVER, VOTER};

/// Addresses of the files that every page names.
#[must_use]
pub fn addresses() -> Assets {
    Assets {
        css: CSS,
        font: FONT,
        icon: ICON,
        boot: BOOT,
        islands: ISLANDS,
        client: CLIENT,
        booth: BOOTH.map(|(worker, _)| worker),
        holder: HOLDER.map(|(worker, _)| worker),
        voter: VOTER,
        observer: OBSERVER,
        voting: voting(),
        offline: || holder_page().map(|parts| holder_page::assemble(&parts)),
    }
}

/// What a voter's browser runs, by name, with its SHA-256.
fn voting() -> Vec<(&'static str, String)> {
    let worker = BOOTH.into_iter().flat_map(|(code, wasm)| [code, wasm]);
    [VOTER]
        .into_iter()
        .chain(worker)
        .filter_map(|address| FILES.iter().find(|file| address.ends_with(file.name)))
        .map(|file| (file.name, hexadecimal(&Sha256::digest(file.raw))))
        .collect()
}

/// Serves `/assets/…`.
pub fn router() -> Router {
    Router::new()
        .route("/assets/workers.json", get(workers))
        .route("/assets/detenteur.html", get(holders))
        .route("/assets/{name}", get(serve))
}

/// What a worker may do, whichever page starts it: run its own code and fetch from its own host.
const ALONE: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/// Which code this instance has voters and holders run, for whoever compares it with what was
/// published.
async fn workers() -> Response {
    let named = |address: &str| {
        let file = FILES.iter().find(|file| address.ends_with(file.name));
        json!({
            "address": address,
            "sha256": file.map(|file| hexadecimal(&Sha256::digest(file.raw))),
        })
    };
    let worker = |worker: Option<(&str, &str)>| {
        worker.map(|(code, wasm)| json!({ "code": named(code), "wasm": named(wasm) }))
    };
    let all = json!({
        "booth": worker(BOOTH),
        "holder": worker(HOLDER),
        "client": named(CLIENT),
        "voter": named(VOTER),
        "observer": named(OBSERVER),
    });
    let headers = [
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_TYPE, "application/json"),
    ];
    (headers, all.to_string()).into_response()
}

/// The holders' page as one file: in a consultation it may come from the site, in an election it is
/// taken offline. Its own policy lets nothing out.
async fn holders() -> Response {
    static PAGE: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
    let page = PAGE.get_or_init(|| holder_page().map(|parts| holder_page::assemble(&parts)));
    let headers = [
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    match page {
        Some(page) => (headers, page.as_str()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What the holders' page is made of, in a build with bundles.
#[must_use]
pub fn holder_page() -> Option<holder_page::Parts<'static>> {
    let file = |address: &str| FILES.iter().find(|file| address.ends_with(file.name));
    let text = |address: &str| std::str::from_utf8(file(address)?.raw).ok();
    let (worker, wasm) = HOLDER?;
    let fonts = FILES.iter().filter(|file| file.mime == "font/woff2");
    Some(holder_page::Parts {
        worker: text(worker)?,
        wasm: file(wasm)?.raw,
        style: text(CSS)?,
        fonts: fonts.map(|file| (file.name, file.raw)).collect(),
    })
}

/// A file with its name.
type Named = (&'static str, &'static [u8]);

/// The files of a booth on another host, by name, in a build with bundles.
#[must_use]
pub fn hosted_booth() -> Option<(hosted_booth::Files, Vec<Named>)> {
    let (worker, wasm) = BOOTH?;
    let files = hosted_booth::Files {
        style: CSS,
        icon: ICON,
        script: VOTER,
        worker,
    };
    let named = [CSS, ICON, VOTER, worker, wasm];
    let wanted = |file: &&File| {
        file.mime == "font/woff2" || named.iter().any(|address| address.ends_with(file.name))
    };
    let all = FILES
        .iter()
        .filter(wanted)
        .map(|file| (file.name, file.raw));
    Some((files, all.collect()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = FILES.iter().find(|file| file.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let accepts = |name: &str| {
        accepted
            .split(',')
            .any(|part| part.trim().split(';').next() == Some(name))
    };
    let (bytes, encoding) = if accepts("br") {
        (file.brotli, Some("br"))
    } else if accepts("gzip") {
        (file.gzip, Some("gzip"))
    } else {
        (file.raw, None)
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.mime));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(ALONE),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// Every embedded file.
#[must_use]
pub fn files() -> &'static [File] {
    FILES
}
