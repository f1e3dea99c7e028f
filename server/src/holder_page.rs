//! The holders' page: one HTML file that makes keys and decrypts without a network.
//!
//! Everything is inside: style sheet, fonts, texts in both languages, the worker with its wasm. Its
//! policy lets nothing out, and runs these scripts alone, by their hashes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// What the bundles bring; the rest stands in `booth/`.
pub struct Parts<'a> {
    /// The code of the holders' worker.
    pub worker: &'a str,
    /// Its wasm.
    pub wasm: &'a [u8],
    /// The style sheet of the site.
    pub style: &'a str,
    /// Each font that it names, with its bytes.
    pub fonts: Vec<(&'a str, &'a [u8])>,
}

/// What a place in the template begins with.
const PLACE: &str = "page:";

/// Puts the page together.
#[must_use]
pub fn assemble(parts: &Parts<'_>) -> String {
    let mut style = parts.style.to_owned();
    for (name, bytes) in &parts.fonts {
        let inside = format!("data:font/woff2;base64,{}", STANDARD.encode(bytes));
        style = style.replace(&format!("/assets/{name}"), &inside);
    }
    style.push_str(include_str!("../../booth/page/page.css"));
    let script = concat!(
        include_str!("../../booth/client.js"),
        include_str!("../../booth/page/fields.js"),
        include_str!("../../booth/page/page.js"),
    );
    let texts = format!(
        "{{\"fr\":{},\"en\":{}}}",
        include_str!("../../booth/page/fr.json"),
        include_str!("../../booth/page/en.json")
    );
    let policy = format!(
        "default-src 'none'; script-src {} {} 'wasm-unsafe-eval'; worker-src blob:; style-src {}; \
         font-src data:; img-src data:; form-action 'none'; base-uri 'none'",
        hash(parts.worker),
        hash(script),
        hash(&style)
    );
    fill(
        include_str!("../../booth/page/page.html"),
        &[
            ("policy", &policy),
            ("style", &style),
            ("mark", include_str!("../../style/icon.svg").trim()),
            ("texts", &texts.replace('<', "\\u003c")),
            ("wasm", &STANDARD.encode(parts.wasm)),
            ("worker", parts.worker),
            ("script", script),
        ],
    )
}

/// The source of a policy that lets one inline script or style pass.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// Fills the places of a template; what is put in is not looked at again.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut pieces = template.split(PLACE);
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let found = values
            .iter()
            .find_map(|(name, value)| Some((*value, piece.strip_prefix(name)?)));
        match found {
            Some((value, rest)) => page.extend([value, rest]),
            None => page.extend([PLACE, piece]),
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn page() -> String {
        assemble(&Parts {
            worker: "function serve() {}",
            wasm: b"\0asm",
            style: "@font-face { src: url(/assets/one.woff2) }",
            fonts: vec![("one.woff2", b"font")],
        })
    }

    #[test]
    fn the_page_names_no_other_file_and_no_host() {
        let page = page();
        for outside in [
            "page:", "/assets/", "src=\"", "<link", "https://", "@import",
        ] {
            assert!(!page.contains(outside), "{outside}");
        }
        // An SVG's name for its own language, which is never fetched.
        let hosts = page.matches("http://").count();
        assert_eq!(hosts, page.matches("http://www.w3.org/2000/svg").count());
    }

    #[test]
    fn a_script_cannot_end_before_its_end() {
        let page = page();
        assert_eq!(page.matches("<script").count(), 4);
        assert_eq!(page.matches("</script").count(), 4);
        assert_eq!(page.matches("</style").count(), 1);
    }

    #[test]
    fn each_text_stands_in_both_languages_with_the_same_values() {
        let read = |text: &str| -> BTreeMap<String, String> { serde_json::from_str(text).unwrap() };
        let french = read(include_str!("../../booth/page/fr.json"));
        let english = read(include_str!("../../booth/page/en.json"));
        assert!(french.keys().eq(english.keys()));
        let values = |text: &str| {
            let mut names: Vec<_> = text.split('{').skip(1).map(str::to_owned).collect();
            for name in &mut names {
                name.truncate(name.find('}').unwrap());
            }
            names.sort();
            names
        };
        for (key, text) in &french {
            assert_eq!(values(text), values(&english[key]), "{key}");
        }
    }

    #[test]
    fn each_text_that_the_page_asks_for_is_there() {
        let french: BTreeMap<String, String> =
            serde_json::from_str(include_str!("../../booth/page/fr.json")).unwrap();
        let html = include_str!("../../booth/page/page.html");
        for asked in html.split("data-t=\"").skip(1) {
            let key = &asked[..asked.find('"').unwrap()];
            assert!(french.contains_key(key), "{key}");
        }
    }
}
