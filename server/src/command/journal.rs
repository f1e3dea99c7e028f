//! `palier journal verify`.

use crate::cli::Failure;
use crate::config::Config;
use crate::instance;
use palier_store::journal::{self, VerifyError};

/// Checks every chain from its first row; names the first row that does not fit.
///
/// # Errors
/// When a chain is broken.
pub async fn verify(config: &Config) -> Result<(), Failure> {
    let open = instance::open(config).await?;
    let mut entries = 0;
    let chains = journal::chains(&open.db).await?;
    for chain in &chains {
        match journal::verify(&open.db, chain).await {
            Ok(verified) => entries += verified.entries,
            Err(VerifyError::Store(error)) => return Err(error.into()),
            Err(VerifyError::Broken(broken)) => {
                return Err(Failure::new(format!("the journal is broken: {broken}")));
            }
        }
    }
    println!(
        "{entries} entries in {} chains checked: intact",
        chains.len()
    );
    Ok(())
}
