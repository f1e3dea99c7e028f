//! Tables for spreadsheets and mail merges: UTF-8, semicolons, no cell that is taken for a formula.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};

/// A cell that no spreadsheet takes for a formula.
#[must_use]
pub fn cell(text: &str) -> String {
    let formula = text
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r']);
    let cell = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if cell.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// A line of cells.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(";"))
}

/// A table to be saved under a name; the mark at its start tells spreadsheets that it is UTF-8.
#[must_use]
pub fn file(name: &str, lines: &str) -> Response {
    let body = format!("\u{feff}{lines}");
    let mut response = ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], body).into_response();
    let disposition = format!("attachment; filename=\"{name}\"");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, disposition);
    }
    // Names, addresses, codes: no copy stays in a browser.
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell(" =1+1"), "' =1+1");
        assert_eq!(cell("+33 1 23 45 67 89"), "'+33 1 23 45 67 89");
        assert_eq!(cell("-2"), "'-2");
        assert_eq!(cell("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(cell("\t=1"), "'\t=1");
        assert_eq!(cell("＝1+1"), "'＝1+1");
        assert_eq!(cell("=1;\"2\""), "\"'=1;\"\"2\"\"\"");
        assert_eq!(cell("a;b"), "\"a;b\"");
        assert_eq!(cell("Claire Moreau"), "Claire Moreau");
    }

    #[test]
    fn a_line_ends_as_spreadsheets_want() {
        assert_eq!(line(["a", "b;c", ""]), "a;\"b;c\";\r\n");
    }
}
