//! Slugs: parts of addresses.

use crate::cli::Failure;

/// Whether this can be a slug.
///
/// # Errors
/// When it cannot; the sentence says what can.
pub fn check(slug: &str) -> Result<(), Failure> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if slug.len() < 2 || slug.len() > 40 || !slug.chars().all(fits) {
        return Err(Failure::new(
            "a slug has 2 to 40 lower-case letters, digits and hyphens, as in rive-neuve",
        ));
    }
    Ok(())
}
