//! QR codes as one path of SVG, drawn here: no picture, no script, no other host.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// A QR code: the side of its square in modules, margin included, and the path of its dark ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules from edge to edge.
    pub side: usize,
    /// The dark modules, as the `d` of a path.
    pub path: String,
}

/// Light modules that readers need around the code (ISO/IEC 18004, 6.3.8).
const QUIET: usize = 4;

/// Draws an address; nothing when it is longer than any code holds.
///
/// Level M: what a fold or a stamp hides, up to 15 %, is made good.
#[must_use]
pub fn draw(address: &str) -> Option<Qr> {
    let Squares { side, dark } = squares(address)?;
    let mut path = String::with_capacity(dark.len() * 12);
    for (x, y, run) in dark {
        let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
    }
    Some(Qr { side, path })
}

/// The dark modules of a QR code in runs, for those who draw it elsewhere than in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Squares {
    /// Modules from edge to edge, margin included.
    pub side: usize,
    /// Column, row and length of each run.
    pub dark: Vec<(usize, usize, usize)>,
}

/// The runs of an address; nothing when it is longer than any code holds.
#[must_use]
pub fn squares(address: &str) -> Option<Squares> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let mut dark = Vec::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..]
                .iter()
                .take_while(|colour| **colour == Color::Dark)
                .count();
            if run > 0 {
                dark.push((x + QUIET, y + QUIET, run));
            }
            x += run.max(1);
        }
    }
    Some(Squares {
        side: width + 2 * QUIET,
        dark,
    })
}

/// An address as an SVG element to stand in a page; nothing when no code holds it.
///
/// Dark on white whatever the page's colours, since cameras need it so.
#[must_use]
pub fn svg(text: &str) -> Option<String> {
    let Qr { side, path } = draw(text)?;
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" \
         aria-hidden=\"true\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_one_svg_element() {
        let drawn = svg("https://palier.example.org/suivi/K7MD-4QXR").unwrap();
        assert!(drawn.starts_with("<svg class=\"qr\"") && drawn.ends_with("</svg>"));
        assert!(!drawn.contains("style="), "pages take no inline style");
    }

    #[test]
    fn every_dark_module_is_drawn_once() {
        let address = "https://palier.example.org/activer?code=48267733115302609901";
        let code = QrCode::with_error_correction_level(address, EcLevel::M).unwrap();
        let dark = code
            .to_colors()
            .iter()
            .filter(|colour| **colour == Color::Dark)
            .count();
        let qr = draw(address).unwrap();
        assert_eq!(qr.side, code.width() + 8);
        let drawn: usize = qr
            .path
            .split('h')
            .skip(1)
            .filter_map(|part| part.split('v').next()?.parse::<usize>().ok())
            .sum();
        assert_eq!(drawn, dark);
        assert!(qr.path.starts_with("M4 4h7v1h-7z"), "the corner's mark");
    }

    #[test]
    fn what_no_code_holds_is_not_drawn() {
        assert_eq!(draw(&"x".repeat(4_000)), None);
    }
}
