//! Random tokens, stored hashed; passphrases and activation codes, hashed by argon2id.

use super::{error::AppError, state::Site};
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use palier_domain::account::code::ActivationCode;
use sha2::{Digest as _, Sha256};

/// A secret that a browser keeps: 256 random bits, in URL-safe Base64.
///
/// # Errors
/// When the system gives no randomness.
pub fn token() -> Result<String, AppError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| AppError::internal(&e))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A value that need only differ from request to request: 96 random bits.
///
/// # Errors
/// When the system gives no randomness.
pub fn nonce() -> Result<String, AppError> {
    let mut bytes = [0_u8; 12];
    getrandom::fill(&mut bytes).map_err(|e| AppError::internal(&e))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What the database keeps of a token: its SHA-256, useless to whoever reads it.
#[must_use]
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// argon2id with 19 MiB, two passes, one lane (OWASP's second choice).
fn argon() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a passphrase to a PHC string, here and now: for the command line.
///
/// # Errors
/// When hashing fails, which it does for lack of memory only.
pub fn hash(passphrase: &str) -> Result<String, AppError> {
    let hash = argon().hash_password(passphrase.as_bytes());
    hash.map(|hash| hash.to_string())
        .map_err(|e| AppError::internal(&e))
}

/// Hashes a passphrase to a PHC string, off the request threads and a few at a time.
///
/// # Errors
/// When hashing fails, which it does for lack of memory only.
pub async fn hash_passphrase(site: &Site, passphrase: &str) -> Result<String, AppError> {
    let _permit = site
        .hashing
        .acquire()
        .await
        .map_err(|e| AppError::internal(&e))?;
    let passphrase = passphrase.to_owned();
    tokio::task::spawn_blocking(move || hash(&passphrase))
        .await
        .map_err(|e| AppError::internal(&e))?
}

/// Whether a passphrase is the one that was hashed; nothing when so many are being checked that
/// this one's turn did not come. An account that does not exist takes as long, and is never right:
/// so an unknown identifier cannot be told by the time it takes.
///
/// # Errors
/// When the check could not run.
pub async fn verify_passphrase(
    site: &Site,
    passphrase: &str,
    stored: Option<String>,
) -> Result<Option<bool>, AppError> {
    let Ok(permit) = tokio::time::timeout(PATIENCE, site.hashing.acquire()).await else {
        return Ok(None);
    };
    let _permit = permit.map_err(|e| AppError::internal(&e))?;
    let passphrase = passphrase.to_owned();
    let checked = tokio::task::spawn_blocking(move || {
        let Some(stored) = stored else {
            // Only the time matters.
            let _ = hash(&passphrase);
            return false;
        };
        PasswordHash::new(&stored).is_ok_and(|hash| {
            argon()
                .verify_password(passphrase.as_bytes(), &hash)
                .is_ok()
        })
    });
    checked.await.map(Some).map_err(|e| AppError::internal(&e))
}

/// How long a passphrase waits for its turn to be checked.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(8);

/// What the database keeps of an activation code: argon2id over its 20 digits and the instance's
/// salt, light enough (1 MiB, one pass) for a letter to each of 12,000 tenants.
///
/// # Errors
/// When the salt is not one.
pub fn code_hash(salt: &[u8], code: &ActivationCode) -> Result<[u8; 32], AppError> {
    let params = Params::new(1024, 1, 1, Some(32)).map_err(|e| AppError::internal(&e))?;
    let mut hash = [0_u8; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(code.canonical().as_bytes(), salt, &mut hash)
        .map_err(|e| AppError::internal(&e))?;
    Ok(hash)
}
