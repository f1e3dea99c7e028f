//! `palier credentials letters`: the letters of one authority, made where her codes are.

use super::options::Letters;
use crate::cli::Failure;
use crate::command::by_hand::files::write_together;
use crate::command::by_hand::refused;
use crate::command::read;
use palier_app::parts::qr;
use palier_ballots::{Credential, Half};
use std::collections::HashMap;
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// What the letters look like: A4, one line of the roll on each, its address in the window.
const STYLE: &str = include_str!("letters.css");

/// One letter.
struct Letter {
    line: String,
    names: String,
    address: Vec<String>,
    code: Credential,
}

/// Writes the letters, and a table for a printer's mail merge.
pub(super) fn letters(options: &Letters) -> Result<(), Failure> {
    let letters = joined(options)?;
    let page = page(options, &letters)?;
    let table = table(options, &letters);
    write_together(
        &options.out,
        &[
            ("letters.html", page.as_bytes()),
            ("letters.csv", table.as_bytes()),
        ],
    )?;
    let folder = options.out.display();
    println!("{} letters, each with its code", letters.len());
    println!("{folder}/letters.html: open it in a browser and print it, one sheet for each letter");
    println!("{folder}/letters.csv: the same for a printer's mail merge");
    println!(
        "both are secret: whoever reads them holds half of every vote; destroy them at closing"
    );
    Ok(())
}

/// Every line of the roll with its code: neither a line without a code, nor a code without a line.
fn joined(options: &Letters) -> Result<Vec<Letter>, Failure> {
    let named =
        |path: &std::path::Path, what: &str| Failure::new(format!("{}: {what}", path.display()));
    let codes = text(&options.codes)?;
    let mut by_line = HashMap::new();
    for row in rows(&codes, ',').into_iter().skip(1) {
        let [line, code, ..] = &row[..] else {
            return Err(named(&options.codes, "a line has no code"));
        };
        let code = Credential::parse(code).map_err(|e| refused(options.codes.display(), &e))?;
        if by_line.insert(line.to_string(), code).is_some() {
            return Err(named(&options.codes, "a line stands there twice"));
        }
    }
    let roll = text(&options.roll)?;
    let mut letters = Vec::with_capacity(by_line.len());
    for row in rows(&roll, ';').into_iter().skip(1) {
        let [line, names, address @ ..] = &row[..] else {
            return Err(named(&options.roll, "a line has no names"));
        };
        let code = by_line.remove(line.as_str());
        let code = code.ok_or_else(|| named(&options.roll, &format!("{} has no code", **line)))?;
        let address = address.iter().map(|one| one.to_string());
        letters.push(Letter {
            line: line.to_string(),
            names: names.to_string(),
            address: address.filter(|one| !one.is_empty()).collect(),
            code,
        });
    }
    if by_line.is_empty() {
        return Ok(letters);
    }
    let count = by_line.len();
    Err(named(
        &options.codes,
        &format!("{count} codes are of no line of the roll"),
    ))
}

fn text(path: &std::path::Path) -> Result<Zeroizing<String>, Failure> {
    let bytes = Zeroizing::new(read(path)?);
    let text = std::str::from_utf8(&bytes);
    let text = text.map_err(|_| Failure::new(format!("{} is not text", path.display())))?;
    Ok(Zeroizing::new(
        text.trim_start_matches('\u{feff}').to_owned(),
    ))
}

/// The rows of a table (RFC 4180); a cell that a spreadsheet would have taken for a formula loses the
/// mark that keeps it from it.
fn rows(text: &str, separator: char) -> Vec<Vec<Zeroizing<String>>> {
    let mut rows = vec![vec![Zeroizing::new(String::new())]];
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let Some(row) = rows.last_mut() else { break };
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                push(row, '"');
            }
            '"' => quoted = !quoted,
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![Zeroizing::new(String::new())]),
            c if c == separator && !quoted => row.push(Zeroizing::new(String::new())),
            c => push(row, c),
        }
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    for cell in rows.iter_mut().flatten() {
        let formula = |rest: &str| rest.trim_start().starts_with(['=', '+', '-', '@']);
        if cell.strip_prefix('\'').is_some_and(formula) {
            cell.remove(0);
        }
    }
    rows
}

fn push(row: &mut [Zeroizing<String>], character: char) {
    if let Some(cell) = row.last_mut() {
        cell.push(character);
    }
}

/// The address of the booth, with the code where only the browser reads it.
fn address(options: &Letters, code: &Credential) -> String {
    let half = Half::from(options.half).name();
    let site = options.site.trim_end_matches('/');
    format!("{site}/voter#{half}={}", code.expose())
}

fn page(options: &Letters, letters: &[Letter]) -> Result<Zeroizing<String>, Failure> {
    // A QR code takes some twenty kilobytes; growing would leave copies behind that nothing wipes.
    let mut page = Zeroizing::new(String::with_capacity(letters.len() * 40_000 + 20_000));
    let title = escaped(&options.title);
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head><body>\n"
    );
    for letter in letters {
        let drawn = qr::svg(&address(options, &letter.code));
        let drawn =
            drawn.ok_or_else(|| Failure::new("no QR code holds the address of the booth"))?;
        sheet(&mut page, options, letter, &drawn);
    }
    page.push_str("</body></html>\n");
    Ok(page)
}

fn sheet(page: &mut String, options: &Letters, letter: &Letter, drawn: &str) {
    let name = Half::from(options.half).name().to_uppercase();
    let other = if name == "A" { "B" } else { "A" };
    let site = options
        .site
        .split_once("://")
        .map_or(&*options.site, |(_, rest)| rest);
    let site = escaped(&format!("{}/voter", site.trim_end_matches('/')));
    let lines: Vec<String> = letter.address.iter().map(|line| escaped(line)).collect();
    let (landlord, title) = (escaped(&options.landlord), escaped(&options.title));
    let (sender, phone) = (escaped(&options.sender), escaped(&options.phone));
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

/// For a mail merge: semicolons, no cell that is taken for a formula.
fn table(options: &Letters, letters: &[Letter]) -> Zeroizing<String> {
    use palier_app::site::csv;
    let mut table = Zeroizing::new(String::with_capacity(letters.len() * 800 + 200));
    table.push('\u{feff}');
    table.push_str(&csv::line([
        "ligne",
        "noms",
        "adresse_1",
        "adresse_2",
        "adresse_3",
        "adresse_4",
        "code",
        "mots",
        "lien",
    ]));
    for letter in letters {
        let (words, link) = (letter.code.words(), address(options, &letter.code));
        let mut cells = vec![letter.line.as_str(), &letter.names];
        cells.extend(letter.address.iter().take(4).map(String::as_str));
        cells.resize(6, "");
        cells.extend([letter.code.expose(), &words, &link]);
        table.push_str(&csv::line(cells));
    }
    table
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
