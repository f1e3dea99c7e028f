//! Times the import of a large landlord's roll: new, the same again, and with corrections.
//!
//! `cargo run --release -p palier-store --example time_roll_import`, on SQLite in a temporary
//! folder and, when `TEST_POSTGRES_URL` names a cluster, in a new database there.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use palier_domain::landlord::kind::LandlordKind;
use palier_domain::landlord::roll::{Roll, RollPerson, RollTenancy};
use palier_store::landlord::NewLandlord;
use palier_store::{Clock, Db, ids, landlord, roll};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::error::Error;
use std::time::Instant;

const DWELLINGS: usize = 12_480;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("palier-time-{}", ids::new_v4()));
    std::fs::create_dir(&folder)?;
    let timed = time(
        "SQLite",
        &format!("sqlite:{}", folder.join("roll.db").display()),
    )
    .await;
    std::fs::remove_dir_all(&folder)?;
    timed?;

    if let Ok(cluster) = std::env::var("TEST_POSTGRES_URL") {
        let name = format!("palier_time_{}", ids::new_v4().simple());
        let mut at = PgConnection::connect(&cluster).await?;
        at.execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await?;
        let base = cluster
            .rsplit_once('/')
            .map_or(cluster.as_str(), |(base, _)| base);
        let timed = time("PostgreSQL", &format!("{base}/{name}")).await;
        at.execute(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
            .await?;
        timed?;
    }
    Ok(())
}

async fn time(engine: &str, url: &str) -> Result<(), Box<dyn Error>> {
    let db = Db::connect(url).await?;
    db.migrate().await?;
    let now = Clock::system().now();
    let mut tx = db.begin().await?;
    let new = NewLandlord {
        slug: "rive-neuve".to_owned(),
        name: "Rive-Neuve Habitat".to_owned(),
        kind: LandlordKind::Oph,
        zone: "Europe/Paris".to_owned(),
    };
    let id = landlord::add(&mut tx, new, now).await?;
    tx.commit().await?;

    let mut roll = generate(now.date_naive());
    println!(
        "{engine}: {} tenancies, {} persons",
        roll.tenancies.len(),
        roll.persons.len()
    );
    import(&db, id, "new", &roll, now).await?;
    import(&db, id, "the same again", &roll, now).await?;
    for person in roll.persons.iter_mut().step_by(10) {
        person.phone = Some("01 23 45 67 89".to_owned());
    }
    for tenancy in roll.tenancies.iter_mut().step_by(20) {
        tenancy.ends_on = Some(now.date_naive());
    }
    import(&db, id, "with corrections", &roll, now).await?;
    for person in &mut roll.persons {
        person.address.push("France".to_owned());
    }
    import(&db, id, "every address changed", &roll, now).await?;
    db.close().await;
    Ok(())
}

async fn import(
    db: &Db,
    landlord: palier_domain::id::LandlordId,
    what: &str,
    from: &Roll,
    now: DateTime<Utc>,
) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let mut tx = db.begin().await?;
    let outcome = roll::import(
        &mut tx,
        landlord,
        from,
        now.date_naive(),
        now,
        [0; 32],
        None,
    )
    .await?;
    tx.commit().await?;
    println!(
        "  {:6.3} s  {what}: {} added, {} changed",
        started.elapsed().as_secs_f64(),
        outcome.added,
        outcome.changed
    );
    Ok(())
}

/// One dwelling in twenty-five is vacant, one lease in five is signed by two.
fn generate(today: NaiveDate) -> Roll {
    let mut roll = Roll::default();
    for at in (0..DWELLINGS).filter(|at| at % 25 != 24) {
        let signed_by = if at % 5 == 0 { 2 } else { 1 };
        let first = roll.persons.len();
        roll.persons
            .extend((first..first + signed_by).map(|number| person(number, at)));
        roll.tenancies.push(RollTenancy {
            estate: format!("Résidence {}", at / 150),
            building: format!("Bâtiment {}", at / 30),
            dwelling: format!("L{at:06}"),
            reference: format!("B{at:06}"),
            starts_on: today - TimeDelta::days(i64::try_from(at).unwrap_or(0)),
            ends_on: None,
            holders: (first..first + signed_by).collect(),
        });
        roll.lines += signed_by;
    }
    roll
}

fn person(number: usize, dwelling: usize) -> RollPerson {
    RollPerson {
        reference: format!("P{number:06}"),
        name: format!("Mme Locataire {number}"),
        birth_date: NaiveDate::from_ymd_opt(1970, 6, 15),
        email: (number.is_multiple_of(3)).then(|| format!("locataire.{number}@example.org")),
        phone: None,
        address: vec![
            format!("{dwelling} rue des Tilleuls"),
            "75013 Paris".to_owned(),
        ],
    }
}
