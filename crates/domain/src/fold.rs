//! Comparing what people type: case, accents and look-alike letters aside.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents: "Bâtiment Œillet" becomes "batiment oeillet".
#[must_use]
pub fn fold(text: &str) -> String {
    // Most of a roll: a search reads thousands of names.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c))
    {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            c => folded.push(c),
        }
    }
    folded
}

/// Letters and digits alone, folded: what is left to tell two names apart.
pub(crate) fn key(text: &str) -> String {
    fold(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(latin_twin)
        .collect()
}

/// The Latin letter that a Cyrillic or Greek one is drawn like (a part of Unicode UTS 39).
///
/// Capitals count too: a lower-case "в" is not drawn like "b", but "В" is like "B", and here both
/// are lower-case already.
fn latin_twin(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' => 'c',
        'е' | 'ε' => 'e',
        'н' | 'η' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ν' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'х' | 'χ' => 'x',
        'у' | 'υ' => 'y',
        'ζ' => 'z',
        c => c,
    }
}

/// Whether a character shows nothing, or turns the reading direction of what follows.
pub(crate) fn is_invisible(c: char) -> bool {
    turns_direction(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character turns the reading direction of what follows (Unicode UAX 9).
pub(crate) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_tell_words_apart() {
        assert_eq!(fold("Bâtiment ŒILLET"), "batiment oeillet");
        assert_eq!(fold("e\u{301}te\u{301}"), fold("ÉTÉ"));
    }

    #[test]
    fn a_key_has_letters_and_digits_alone() {
        assert_eq!(key("  Rive-Neuve, Habitat n° 2 "), "riveneuvehabitatn2");
    }

    #[test]
    fn a_cyrillic_letter_drawn_like_a_latin_one_is_taken_for_it() {
        assert_eq!(key("Rivе-Nеuvе"), key("Rive-Neuve"));
        assert_eq!(key("СLСV"), key("CLCV"));
    }
}
