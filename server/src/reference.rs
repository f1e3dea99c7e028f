//! Reference data that every instance starts with, real or demo: dated, with its source.

use crate::cli::Failure;
use chrono::{DateTime, NaiveDate, Utc};
use palier_store::Tx;
use palier_store::national_body::{self, NationalBody};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    national_body: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    name: String,
    sits_at: String,
    source: String,
    as_of: NaiveDate,
}

/// Puts the reference data of this version into an instance; what is known already stays.
///
/// # Errors
/// When the database refuses.
pub async fn put(tx: &mut Tx, now: DateTime<Utc>) -> Result<(), Failure> {
    for body in national_bodies()? {
        national_body::put(tx, &body, now).await?;
    }
    Ok(())
}

fn national_bodies() -> Result<Vec<NationalBody>, Failure> {
    let file: File = toml::from_str(include_str!("../reference/national_bodies.toml"))
        .map_err(|e| Failure::new(format!("the reference of national bodies: {e}")))?;
    let bodies = file.national_body.into_iter().map(|entry| NationalBody {
        code: entry.code,
        name: entry.name,
        sits_at: entry.sits_at,
        source: entry.source,
        as_of: entry.as_of,
    });
    Ok(bodies.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_national_body_has_a_code_of_its_own_a_source_and_a_date() {
        let bodies = national_bodies().unwrap();
        let codes: HashSet<_> = bodies.iter().map(|body| &body.code).collect();
        assert_eq!((bodies.len(), codes.len()), (6, 6));
        for body in &bodies {
            assert!(!body.sits_at.is_empty() && !body.source.is_empty());
        }
    }
}
