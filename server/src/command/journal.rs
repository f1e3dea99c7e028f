//! `palier journal verify`.

use crate::cli::Failure;
use crate::config::Config;
use crate::instance;
use palier_store::journal::{self, VerifyError, Whole};

/// Checks every chain from its first row; names the first row that does not fit.
///
/// # Errors
/// When a chain is broken.
pub async fn verify(config: &Config) -> Result<(), Failure> {
    let open = instance::open(config).await?;
    match journal::verify_all(&open.db).await {
        Ok(Whole { entries, chains }) => {
            println!("{entries} entries in {chains} chains checked: intact");
            Ok(())
        }
        Err(VerifyError::Store(error)) => Err(error.into()),
        Err(VerifyError::Broken(broken)) => {
            Err(Failure::new(format!("the journal is broken: {broken}")))
        }
    }
}
