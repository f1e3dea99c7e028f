//! Cells of the lists that commands print.

/// A cell that no spreadsheet takes for a formula.
pub fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("a;b"), "\"a;b\"");
        assert_eq!(cell("Claire Moreau"), "Claire Moreau");
    }
}
