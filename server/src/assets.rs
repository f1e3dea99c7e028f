//! Embedded files, served as the browser likes them best, for a year: their names change with
//! their content.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use palier_app::site::assets::Assets;

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

use table::{BOOT, CSS, FILES, FONT, ICON, ISLANDS};

/// Addresses of the files that every page names.
#[must_use]
pub fn addresses() -> Assets {
    Assets {
        css: CSS,
        font: FONT,
        icon: ICON,
        boot: BOOT,
        islands: ISLANDS,
    }
}

/// Serves `/assets/…`.
pub fn router() -> Router {
    Router::new().route("/assets/{name}", get(serve))
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
