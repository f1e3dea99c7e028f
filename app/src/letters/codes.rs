//! Drawing activation codes and hashing them, for one letter or for thousands.

use crate::site::{error::AppError, secret};
use palier_domain::account::code::ActivationCode;
use std::num::NonZero;
use std::sync::Arc;
use tokio::task::JoinSet;

/// A code and what the database keeps of it.
pub struct Drawn {
    /// The code, for the letter.
    pub code: ActivationCode,
    /// Its salted hash.
    pub hash: [u8; 32],
}

/// Codes that one thread hashes before it tells how far it is.
const PIECE: usize = 64;

/// Draws so many codes and hashes them, on several threads away from those that serve pages.
///
/// Half of the machine's processors at least two: pages are served meanwhile. `advance` is told
/// how many are done.
///
/// # Errors
/// When the salt is not one.
pub async fn draw(
    salt: &[u8],
    count: usize,
    mut advance: impl FnMut(usize),
) -> Result<Vec<Drawn>, AppError> {
    let hands = std::thread::available_parallelism().map_or(2, NonZero::get);
    let hands = hands.div_ceil(2).max(2);
    let salt: Arc<[u8]> = salt.into();
    let mut drawn = Vec::with_capacity(count);
    let mut asked = 0;
    let mut under_way = JoinSet::new();
    while drawn.len() < count {
        while under_way.len() < hands && asked < count {
            let piece = PIECE.min(count - asked);
            asked += piece;
            let salt = Arc::clone(&salt);
            under_way.spawn_blocking(move || some(&salt, piece));
        }
        if let Some(piece) = under_way.join_next().await {
            drawn.extend(piece.map_err(|e| AppError::internal(&e))??);
            advance(drawn.len());
        }
    }
    Ok(drawn)
}

fn some(salt: &[u8], count: usize) -> Result<Vec<Drawn>, AppError> {
    (0..count)
        .map(|_| {
            let entropy = u64::from_be_bytes(palier_store::ids::random());
            let code = ActivationCode::from_entropy(entropy);
            let hash = secret::code_hash(salt, &code)?;
            Ok(Drawn { code, hash })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn as_many_codes_are_drawn_as_were_asked_for() {
        let mut told = Vec::new();
        let drawn = draw(&[7; 16], 150, |done| told.push(done)).await.unwrap();
        let mut codes: Vec<_> = drawn.iter().map(|one| one.code.canonical()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 150, "all different");
        assert_eq!(told.last(), Some(&150));
        assert_eq!(
            drawn[0].hash,
            secret::code_hash(&[7; 16], &drawn[0].code).unwrap()
        );
        assert!(draw(&[7; 16], 0, |_| {}).await.unwrap().is_empty());
    }
}
