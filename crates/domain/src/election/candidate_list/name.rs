//! Whether a name that was typed is that of a person on the roll.

use std::collections::BTreeSet;

/// Whether two names are one: same words in any order, whatever capitals, accents and hyphens; all
/// words of the shorter one in the longer, two at least, since rolls know more first names than
/// people use.
#[must_use]
pub fn same_person(typed: &str, on_roll: &str) -> bool {
    let (typed, on_roll) = (words(typed), words(on_roll));
    let (fewer, more) = if typed.len() <= on_roll.len() {
        (typed, on_roll)
    } else {
        (on_roll, typed)
    };
    !fewer.is_empty() && (fewer == more || fewer.len() > 1 && fewer.is_subset(&more))
}

fn words(name: &str) -> BTreeSet<String> {
    crate::fold(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_however_it_is_written() {
        for (typed, on_roll) in [
            ("Gisèle N’Diaye", "N'DIAYE Gisele"),
            ("Claire Moreau", "Claire Anne Moreau"),
            ("Jean-Luc Petit", "PETIT Jean Luc"),
        ] {
            assert!(same_person(typed, on_roll), "{typed}");
        }
    }

    #[test]
    fn neighbours_are_not_taken_for_each_other() {
        for (typed, on_roll) in [
            ("Claire Moreau", "Luc Moreau"),
            ("Moreau", "Claire Moreau"),
            ("", "Claire Moreau"),
            ("Claire", ""),
        ] {
            assert!(!same_person(typed, on_roll), "{typed}");
        }
    }
}
