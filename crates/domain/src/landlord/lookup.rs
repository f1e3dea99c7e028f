//! Finding somebody on the roll by what is known of her: part of a name, or a number.

use crate::fold::fold;

/// What somebody looks for, folded: case and accents aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    words: Vec<String>,
    reference: String,
}

impl Lookup {
    /// The fewest letters or digits that are looked for: a single one finds half of the roll.
    pub const LEAST: usize = 2;
    /// The most characters that are looked at.
    const MOST: usize = 120;

    /// Reads what was typed; nothing when it is too short to find anybody.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let typed: String = typed.trim().chars().take(Self::MOST).collect();
        let folded = fold(&typed);
        let words: Vec<String> = words(&folded).map(str::to_owned).collect();
        let found: usize = words.iter().map(|word| word.chars().count()).sum();
        (found >= Self::LEAST).then(|| Self {
            words,
            reference: typed.to_lowercase(),
        })
    }

    /// Whether each word that was typed begins a word of the name, each another one.
    #[must_use]
    pub fn fits(&self, name: &str) -> bool {
        let folded = fold(name);
        let mut left: Vec<&str> = words(&folded).collect();
        self.words.iter().all(|wanted| {
            // The whole word first: in "Jean Jeannot", "jean" must leave "jeannot" its own.
            let whole = left.iter().position(|word| word == wanted);
            let at = whole.or_else(|| left.iter().position(|word| word.starts_with(wanted)));
            at.map(|at| left.swap_remove(at)).is_some()
        })
    }

    /// How references must look to be found, as a pattern of SQL's `LIKE` on lower case with `\`
    /// before its marks: all that begin so when there is a digit in it, else that one alone.
    #[must_use]
    pub fn reference_pattern(&self) -> String {
        let mut pattern = String::with_capacity(self.reference.len() + 1);
        for c in self.reference.chars() {
            if matches!(c, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        if self.reference.chars().any(|c| c.is_ascii_digit()) {
            pattern.push('%');
        }
        pattern
    }
}

/// What names are sorted by: case and accents aside.
#[must_use]
pub fn sort_key(name: &str) -> String {
    fold(name)
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(typed: &str, name: &str) -> bool {
        Lookup::parse(typed).unwrap().fits(name)
    }

    #[test]
    fn a_name_is_found_without_its_accents_and_in_any_order() {
        assert!(fits("ndiaye gisele", "Gisèle Ndiaye"));
        assert!(fits("N’DIAYE", "Gisèle N’Diaye"));
        assert!(fits("lefe", "Zoé Lefèvre"));
        assert!(fits("benoit-marie", "Benoît Marie Œuf"));
        assert!(fits("oeuf", "Benoît Marie Œuf"));
        assert!(!fits("fevre", "Zoé Lefèvre"));
    }

    #[test]
    fn each_word_needs_a_word_of_its_own() {
        assert!(fits("jean jeannot", "Jeannot Jean"));
        assert!(fits("je je", "Jeannot Jean"));
        assert!(!fits("jean jean", "Jean Moulin"));
    }

    #[test]
    fn a_single_letter_looks_for_nobody() {
        assert_eq!(Lookup::parse(" a "), None);
        assert_eq!(Lookup::parse("-- ' "), None);
        assert!(Lookup::parse("Li").is_some());
    }

    #[test]
    fn a_reference_is_no_pattern_of_its_own() {
        let pattern = |typed| Lookup::parse(typed).unwrap().reference_pattern();
        assert_eq!(pattern("L00012"), "l00012%");
        assert_eq!(pattern("100%_a"), "100\\%\\_a%");
        assert_eq!(pattern("martin"), "martin");
    }
}
