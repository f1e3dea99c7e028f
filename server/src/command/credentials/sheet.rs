//! One sheet for each letter: who it is for, the code in characters, in words and as a picture.

use super::options::Heading;
use crate::cli::Failure;
use palier_app::parts::qr;
use palier_ballots::{Credential, Half};
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// What the letters look like: A4, one line of the roll on each, its address in the window.
const STYLE: &str = include_str!("letters.css");

/// One letter.
pub(super) struct Letter {
    pub line: String,
    pub names: String,
    pub address: Vec<String>,
    pub code: Credential,
}

/// The address of the booth, with the code where only the browser reads it.
pub(super) fn address(heading: &Heading, code: &Credential) -> String {
    let half = Half::from(heading.half).name();
    let site = heading.site.trim_end_matches('/');
    format!("{site}/voter#{half}={}", code.expose())
}

/// A page with a sheet for each letter.
pub(super) fn page(heading: &Heading, letters: &[Letter]) -> Result<Zeroizing<String>, Failure> {
    // A QR code takes some twenty kilobytes; growing would leave copies behind that nothing wipes.
    let mut page = Zeroizing::new(String::with_capacity(letters.len() * 40_000 + 20_000));
    let title = escaped(&heading.title);
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head><body>\n"
    );
    for letter in letters {
        let drawn = qr::svg(&address(heading, &letter.code));
        let drawn =
            drawn.ok_or_else(|| Failure::new("no QR code holds the address of the booth"))?;
        sheet(&mut page, heading, letter, &drawn);
    }
    page.push_str("</body></html>\n");
    Ok(page)
}

fn sheet(page: &mut String, heading: &Heading, letter: &Letter, drawn: &str) {
    let name = Half::from(heading.half).name().to_uppercase();
    let other = if name == "A" { "B" } else { "A" };
    let site = heading
        .site
        .split_once("://")
        .map_or(&*heading.site, |(_, rest)| rest);
    let site = escaped(&format!("{}/voter", site.trim_end_matches('/')));
    let lines: Vec<String> = letter.address.iter().map(|line| escaped(line)).collect();
    let (landlord, title) = (escaped(&heading.landlord), escaped(&heading.title));
    let (sender, phone) = (escaped(&heading.sender), escaped(&heading.phone));
    let names = escaped(&letter.names);
    let words = letter.code.words();
    let (code, words) = (letter.code.expose(), escaped(&words));
    let address = lines.join("<br>");
    let line: String = letter.line.chars().take(8).collect();
    let _ = writeln!(
        page,
        "<article><header><p class=\"from\">{sender}</p><p class=\"eyebrow\">{landlord}</p></header>\
         <address>{names}<br>{address}</address>\
         <h1>{title}</h1>\
         <p>Voici votre <strong>code {name}</strong>. Le code {other} arrive dans un autre courrier, \
         d\u{2019}un autre exp\u{e9}diteur. Il faut les deux pour voter en ligne.</p>\
         <section><div><p class=\"label\">Code {name}</p><p class=\"code\">{code}</p>\
         <p class=\"label\">ou en mots</p><p class=\"words\">{words}</p></div>{drawn}</section>\
         <ol><li>Attendez d\u{2019}avoir vos deux codes.</li>\
         <li>Visez ce carr\u{e9} avec votre t\u{e9}l\u{e9}phone, ou allez sur <strong>{site}</strong>.</li>\
         <li>Donnez le code A, puis le code B, en signes ou en mots.</li>\
         <li>Choisissez une liste ou le vote blanc, relisez, validez.</li>\
         <li>Gardez votre re\u{e7}u : il prouve que votre bulletin est dans l\u{2019}urne.</li></ol>\
         <p>Vous pouvez aussi voter par les autres moyens que dit l\u{2019}avis affich\u{e9} dans votre \
         hall. Ne donnez ce code \u{e0} personne. De l\u{2019}aide : <strong>{phone}</strong>.</p>\
         <footer>Ligne {line}</footer></article>"
    );
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
