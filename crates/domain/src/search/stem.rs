//! A light stemmer for French words without accents.
//!
//! In the manner of J. Savoy's light stemmer ("Light Stemming Approaches for the French, Portuguese,
//! German and Hungarian Languages", SAC 2006): plurals, feminines and the commonest endings, on
//! folded words, so that a question without accents finds a text with them.

/// Endings that fall, longest first among those that end alike; and the fewest letters before them.
const ENDINGS: [(&str, usize, &str); 39] = [
    ("issement", 3, "i"),
    ("issant", 3, "i"),
    ("atrice", 3, ""),
    ("ations", 3, ""),
    ("ation", 3, ""),
    ("ateur", 3, ""),
    ("itions", 3, "i"),
    ("ition", 3, "i"),
    ("ement", 3, ""),
    ("ment", 4, ""),
    ("ance", 4, ""),
    ("ence", 4, ""),
    ("euse", 3, "eu"),
    ("eaux", 2, "eau"),
    ("aux", 2, "al"),
    ("elle", 2, "el"),
    ("ienne", 2, "ien"),
    ("iere", 2, "ier"),
    ("eront", 3, ""),
    ("erons", 3, ""),
    ("erait", 3, ""),
    ("aient", 3, ""),
    ("age", 4, ""),
    ("eur", 4, "eu"),
    ("ante", 4, ""),
    ("ent", 4, ""),
    ("ant", 4, ""),
    ("era", 4, ""),
    ("ons", 4, ""),
    ("ait", 4, ""),
    ("ite", 4, "it"),
    ("ive", 3, "if"),
    ("ees", 3, ""),
    ("ee", 3, ""),
    ("er", 4, ""),
    ("ez", 4, ""),
    ("es", 3, ""),
    ("e", 3, ""),
    ("y", 4, "i"),
];

/// The stem of a folded word.
pub(super) fn stem(word: &str) -> String {
    if !word.bytes().all(|letter| letter.is_ascii_lowercase()) || word.len() < 4 {
        return word.to_owned();
    }
    let singular = singular(word);
    let ended = ENDINGS.iter().find_map(|(ending, least, put)| {
        let head = singular.strip_suffix(ending)?;
        (head.len() >= *least).then(|| format!("{head}{put}"))
    });
    let mut stem = ended.unwrap_or(singular);
    let mut last = stem.bytes().rev();
    let (end, before) = (last.next(), last.next());
    if stem.len() > 3 && end == before {
        stem.pop();
    }
    stem
}

fn singular(word: &str) -> String {
    if word.len() > 4 && word.ends_with("aux") {
        return match word.strip_suffix("eaux") {
            Some(head) => format!("{head}eau"),
            None => word.replace("aux", "al"),
        };
    }
    word.strip_suffix(['s', 'x'])
        .filter(|_| word.len() > 3)
        .unwrap_or(word)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(words: &[&str]) {
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        assert!(
            stems.windows(2).all(|pair| pair[0] == pair[1]),
            "{words:?}: {stems:?}"
        );
    }

    #[test]
    fn words_of_one_family_have_one_stem() {
        one(&[
            "chauffage",
            "chauffages",
            "chauffer",
            "chauffee",
            "chauffent",
        ]);
        one(&["reparation", "reparations", "reparer", "reparees"]);
        one(&["locataire", "locataires"]);
        one(&["logement", "logements"]);
        one(&["gardien", "gardienne", "gardiens", "gardiennes"]);
        one(&["ancien", "ancienne"]);
        one(&["local", "locaux"]);
        one(&["bureau", "bureaux"]);
        one(&["bailleur", "bailleurs"]);
        one(&["jour", "jours"]);
        one(&["loyer", "loyers"]);
        one(&["nettoyage", "nettoyer"]);
    }

    #[test]
    fn words_of_different_families_stay_apart() {
        for (a, b) in [
            ("charge", "charte"),
            ("loyer", "local"),
            ("jour", "journal"),
            ("eau", "etage"),
            ("bail", "bailleur"),
        ] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }

    #[test]
    fn numbers_and_short_words_stay_as_they_are() {
        assert_eq!(stem("2030"), "2030");
        assert_eq!(stem("eau"), "eau");
    }
}
