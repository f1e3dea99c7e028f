//! `palier account issue-codes`: activation codes for letters, as CSV.

use super::{find, today};
use crate::cli::{Failure, IssueCodes};
use crate::config::Config;
use crate::instance::{self, Open};
use chrono::TimeDelta;
use palier_app::letters::codes::{Drawn, draw};
use palier_app::site::csv::cell;
use palier_domain::id::PersonId;
use palier_store::activation::{self, NewCode};
use palier_store::landlord::Landlord;
use std::io::Write as _;

/// A person to whom a code goes.
struct Line {
    person: PersonId,
    reference: String,
    name: String,
    address: String,
}

/// Issues codes to everybody without an account, or to the persons named.
///
/// The codes are printed after they were stored; a former code of the same person dies.
///
/// # Errors
/// When a person is not on the roll.
pub async fn issue(config: &Config, options: &IssueCodes) -> Result<(), Failure> {
    let open = instance::open(config).await?;
    let landlord = find(&open, &options.landlord).await?;
    let lines = addressees(&open, &landlord, options).await?;
    let drawn = draw(&open.instance.code_salt, lines.len(), |_| {}).await;
    let drawn = drawn.map_err(|_| Failure::new("cannot hash a code"))?;
    let stored: Vec<NewCode> = lines
        .iter()
        .zip(&drawn)
        .map(|(line, drawn)| NewCode {
            person_id: line.person,
            code_hash: drawn.hash,
        })
        .collect();
    let now = open.clock.now();
    let until = now + TimeDelta::days(i64::from(options.days));
    let mut tx = open.db.begin().await?;
    activation::issue_many(&mut tx, landlord.id, &stored, now, until).await?;
    tx.commit().await?;
    print(&lines, &drawn).map_err(|e| Failure::new(format!("cannot write: {e}")))
}

fn print(lines: &[Line], drawn: &[Drawn]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "reference;name;address;code")?;
    for (line, Drawn { code, .. }) in lines.iter().zip(drawn) {
        let address = &line.address;
        writeln!(
            out,
            "{};{};{};{code}",
            cell(&line.reference),
            cell(&line.name),
            cell(address)
        )?;
    }
    out.flush()
}

async fn addressees(
    open: &Open,
    landlord: &Landlord,
    options: &IssueCodes,
) -> Result<Vec<Line>, Failure> {
    let day = today(open, landlord);
    if options.person.is_empty() {
        let all = activation::persons_without_account(&open.db, landlord.id, day, i64::MAX).await?;
        return Ok(all
            .into_iter()
            .map(|one| Line {
                person: one.person_id,
                reference: one.reference,
                name: one.name,
                address: one.address.join(", "),
            })
            .collect());
    }
    let mut lines = Vec::new();
    for reference in &options.person {
        let found = activation::person_by_reference(&open.db, landlord.id, reference).await?;
        let found = found.ok_or_else(|| {
            Failure::new(format!(
                "\"{reference}\" is not on {}'s roll",
                landlord.name
            ))
        })?;
        lines.push(Line {
            person: found.person_id,
            reference: reference.clone(),
            name: found.name,
            address: found.address.join(", "),
        });
    }
    Ok(lines)
}
