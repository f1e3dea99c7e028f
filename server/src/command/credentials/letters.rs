//! `palier credentials letters`: the letters of one authority, made where her codes are.

use super::options::{Letters, Sources};
use super::sheet::{Letter, address, page};
use crate::cli::Failure;
use crate::command::by_hand::files::write_together;
use crate::command::by_hand::refused;
use crate::command::read;
use palier_ballots::Credential;
use std::collections::HashMap;
use zeroize::Zeroizing;

/// Writes the letters, and a table for a printer's mail merge.
pub(super) fn letters(options: &Letters) -> Result<(), Failure> {
    let letters = joined(&options.sources)?;
    let page = page(&options.heading, &letters)?;
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
pub(super) fn joined(options: &Sources) -> Result<Vec<Letter>, Failure> {
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
        let (words, link) = (letter.code.words(), address(&options.heading, &letter.code));
        let mut cells = vec![letter.line.as_str(), &letter.names];
        cells.extend(letter.address.iter().take(4).map(String::as_str));
        cells.resize(6, "");
        cells.extend([letter.code.expose(), &words, &link]);
        table.push_str(&csv::line(cells));
    }
    table
}
