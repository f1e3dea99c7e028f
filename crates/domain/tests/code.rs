//! Laws of activation codes: what was shown is read, and slips are found and named.

use palier_domain::account::code::{ActivationCode, CodeError};
use proptest::prelude::*;
use std::collections::HashSet;

fn wrong(groups: &[u8]) -> Result<ActivationCode, CodeError> {
    Err(CodeError::WrongGroups(groups.to_vec()))
}

proptest! {
    #[test]
    fn what_is_shown_is_read(entropy in any::<u64>()) {
        let code = ActivationCode::from_entropy(entropy);
        prop_assert_eq!(ActivationCode::parse(&code.to_string()), Ok(code.clone()));
        prop_assert_eq!(ActivationCode::parse(&code.canonical()), Ok(code.clone()));
        prop_assert_eq!(code.canonical(), code.to_string().replace(' ', ""));
        prop_assert_eq!(code.canonical().len(), 20);
    }

    #[test]
    fn any_one_wrong_digit_is_found_in_its_group(entropy in any::<u64>()) {
        let digits: Vec<char> = ActivationCode::from_entropy(entropy).canonical().chars().collect();
        for (at, group) in (0..20).zip([1, 2, 3, 4, 5].into_iter().flat_map(|g| [g; 4])) {
            for other in ('0'..='9').filter(|other| *other != digits[at]) {
                let mut slip = digits.clone();
                slip[at] = other;
                let slip: String = slip.into_iter().collect();
                prop_assert_eq!(ActivationCode::parse(&slip), wrong(&[group]));
            }
        }
    }

    #[test]
    fn two_neighbouring_digits_exchanged_are_found(entropy in any::<u64>()) {
        let digits: Vec<char> = ActivationCode::from_entropy(entropy).canonical().chars().collect();
        for at in (0..19).filter(|at| digits[*at] != digits[at + 1]) {
            let mut slip = digits.clone();
            slip.swap(at, at + 1);
            let slip: String = slip.into_iter().collect();
            prop_assert!(ActivationCode::parse(&slip).is_err());
        }
    }

    #[test]
    fn two_groups_exchanged_are_found(entropy in any::<u64>()) {
        let code = ActivationCode::from_entropy(entropy).to_string();
        for first in 0..5u8 {
            for second in first + 1..5 {
                let mut groups: Vec<_> = code.split(' ').collect();
                groups.swap(usize::from(first), usize::from(second));
                let exchanged = groups.join(" ");
                prop_assert_eq!(ActivationCode::parse(&exchanged), wrong(&[first + 1, second + 1]));
            }
        }
    }

    #[test]
    fn anything_typed_gets_an_answer(typed in any::<String>()) {
        let _ = ActivationCode::parse(&typed);
    }
}

#[test]
fn different_entropy_gives_different_codes() {
    let step = 999_999_999_989;
    let codes: HashSet<_> = (0..900)
        .map(|n| ActivationCode::from_entropy(n * step).canonical())
        .collect();
    assert_eq!(codes.len(), 900);
}
