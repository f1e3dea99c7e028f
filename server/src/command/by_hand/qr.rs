//! QR codes as files.

use super::files::write_new;
use crate::cli::Failure;
use palier_app::parts::qr::{Qr, draw};
use std::path::Path;

/// Writes a text as a QR code, an SVG that stands alone.
///
/// # Errors
/// When no code holds the text, or the file cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let Some(Qr { side, path: dark }) = draw(text) else {
        let bytes = text.len();
        return Err(Failure::new(format!("no QR code holds {bytes} bytes")));
    };
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path d=\"{dark}\"/></svg>\n"
    );
    write_new(path, svg.as_bytes())
}
