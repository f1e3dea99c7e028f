//! Codes for a phone's camera, drawn on the server.

use qrcode::QrCode;
use qrcode::render::svg::Color;

/// A text as a QR code: an SVG element to stand in a page; nothing when the text is too long.
///
/// Dark on white whatever the page's colours, since cameras need it so.
#[must_use]
pub fn svg(text: &str) -> Option<String> {
    let code = QrCode::new(text.as_bytes()).ok()?;
    let drawn = code
        .render::<Color>()
        .min_dimensions(120, 120)
        .dark_color(Color("#000000"))
        .light_color(Color("#ffffff"))
        .build();
    // Without the XML declaration, which has no place in a page.
    let start = drawn.find("<svg")?;
    let element = drawn[start..].replacen("<svg", "<svg class=\"qr\" aria-hidden=\"true\"", 1);
    Some(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_one_svg_element() {
        let drawn = svg("https://palier.example.org/suivi/K7MD-4QXR").unwrap_or_default();
        assert!(drawn.starts_with("<svg class=\"qr\"") && drawn.ends_with("</svg>"));
        assert!(!drawn.contains("style="), "pages take no inline style");
    }

    #[test]
    fn what_no_code_holds_gives_none() {
        assert_eq!(svg(&"x".repeat(5000)), None);
    }
}
