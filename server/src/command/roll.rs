//! `palier roll import`: all of the roll, or nothing.

use super::{find, read, today};
use crate::cli::{Failure, RollImport};
use crate::config::Config;
use crate::instance;
use palier_domain::landlord::roll;
use palier_store::roll::{ImportError, import as store_import};
use sha2::{Digest as _, Sha256};

/// Imports a roll.
///
/// # Errors
/// When a line is bad, or the roll would end too many leases: nothing is changed then.
pub async fn import(config: &Config, options: &RollImport) -> Result<(), Failure> {
    let bytes = read(&options.file)?;
    let roll = roll::read(&bytes).map_err(|report| refused(options, &report))?;
    let open = instance::open(config).await?;
    let landlord = find(&open, &options.landlord).await?;
    let day = today(&open, &landlord);
    let hash: [u8; 32] = Sha256::digest(&bytes).into();
    let mut tx = open.db.begin().await?;
    let now = open.clock.now();
    let outcome = store_import(
        &mut tx,
        landlord.id,
        &roll,
        day,
        now,
        hash,
        options.allow_closing,
    )
    .await;
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(ImportError::TooManyClosed {
            would_close,
            running,
        }) => {
            return Err(Failure::new(format!(
                "this roll leaves out {would_close} of {running} running leases, which would end \
                 them: is the file complete? If so, add --allow-closing {would_close}. Nothing was changed"
            )));
        }
        Err(ImportError::Store(error)) => return Err(error.into()),
    };
    tx.commit().await?;
    if outcome.unchanged {
        println!(
            "{} lines read: nothing has changed since the last import",
            outcome.lines
        );
    } else {
        println!(
            "{} lines read: {} added, {} changed, {} leases ended",
            outcome.lines, outcome.added, outcome.changed, outcome.closed
        );
    }
    Ok(())
}

fn refused(options: &RollImport, report: &roll::RollReport) -> Failure {
    let text = report.to_string();
    let count = report.problems.len();
    match &options.report {
        Some(path) => match std::fs::write(path, text) {
            Ok(()) => Failure::new(format!(
                "nothing was imported: {count} problems, listed in {}",
                path.display()
            )),
            Err(e) => Failure::new(format!("cannot write {}: {e}", path.display())),
        },
        None => Failure::new(format!("nothing was imported: {count} problems\n{text}")),
    }
}
