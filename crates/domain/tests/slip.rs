//! Laws of the codes of slips.
#![expect(clippy::unwrap_used, reason = "a law that does not hold fails there")]

use palier_domain::entry::slip::{SlipCode, SlipError};
use proptest::prelude::*;

const SIGNS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

fn signs(entropy: u64) -> Vec<u8> {
    let shown = SlipCode::from_entropy(entropy).to_string();
    shown.replace('-', "").into_bytes()
}

fn parse(signs: Vec<u8>) -> Result<SlipCode, SlipError> {
    SlipCode::parse(&String::from_utf8(signs).unwrap())
}

proptest! {
    #[test]
    fn what_is_written_is_read(entropy: u64) {
        let code = SlipCode::from_entropy(entropy);
        prop_assert_eq!(SlipCode::parse(&code.to_string()), Ok(code));
    }

    #[test]
    fn one_changed_sign_is_found_and_its_group_named(entropy: u64, at in 0_usize..8, to in 0_usize..31) {
        let mut typed = signs(entropy);
        prop_assume!(typed[at] != SIGNS[to]);
        typed[at] = SIGNS[to];
        let group = if at < 4 { 1 } else { 2 };
        prop_assert_eq!(parse(typed), Err(SlipError::WrongGroups(vec![group])));
    }

    #[test]
    fn two_exchanged_signs_of_a_group_are_found(entropy: u64, group in 0_usize..2, a in 0_usize..4, b in 0_usize..4) {
        let mut typed = signs(entropy);
        let (a, b) = (group * 4 + a, group * 4 + b);
        prop_assume!(typed[a] != typed[b]);
        typed.swap(a, b);
        prop_assert!(parse(typed).is_err());
    }

    #[test]
    fn two_exchanged_groups_are_found(entropy: u64) {
        let mut typed = signs(entropy);
        typed.rotate_left(4);
        prop_assert_eq!(parse(typed), Err(SlipError::WrongGroups(vec![1, 2])));
    }

    #[test]
    fn the_reader_never_panics(typed: String) {
        let _ = SlipCode::parse(&typed);
    }
}
