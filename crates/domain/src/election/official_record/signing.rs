//! Who must sign a record before the result is proclaimed.
//!
//! No text says how many of the tally board sign. Here more than half of its members do: one who
//! refuses or is away stops nobody, and no minority proclaims alone.

/// Whether a record is signed: more than half of the tally board's members signed it.
#[must_use]
pub fn is_signed(members: u64, signatures: u64) -> bool {
    signatures > members / 2
}

/// Signatures that are still needed.
#[must_use]
pub fn missing(members: u64, signatures: u64) -> u64 {
    (members / 2 + 1).saturating_sub(signatures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_half_of_the_board_signs() {
        assert!(is_signed(3, 2) && !is_signed(3, 1));
        assert!(is_signed(4, 3) && !is_signed(4, 2));
        assert!(!is_signed(0, 0), "an empty board signs nothing");
        assert_eq!((missing(4, 1), missing(1, 1)), (2, 0));
    }
}
