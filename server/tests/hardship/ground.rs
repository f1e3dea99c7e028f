//! A database of one test, with a landlord, a charter that is discussed, and tenants.

use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::charter::discussion::Discussion;
use palier_domain::charter::grammar;
use palier_domain::charter::status::{Audience, TextKind};
use palier_domain::id::LandlordId;
use palier_domain::landlord::kind::LandlordKind;
use palier_domain::landlord::roll::{Roll, RollPerson, RollTenancy};
use palier_store::instance::{self, Instance, InstanceKind};
use palier_store::landlord::NewLandlord;
use palier_store::text::NewText;
use palier_store::{Clock, Db, ids, journal, landlord, roll, text};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};
use tempfile::TempDir;

const CHARTER: &str = "# Charte\n\n## Accueil\n\n### Visiter\n\n**Bailleur :** Une visite.\n\n\
                       **Locataires :** Venir.\n";

/// The handle of the charter's only article.
pub const ARTICLE: &str = "3";

/// The landlord's place in addresses.
pub const SLUG: &str = "rive";

/// A database, and a folder to run in.
pub struct Ground {
    pub db: Db,
    pub url: String,
    pub folder: TempDir,
    pub landlord: LandlordId,
    /// The cluster's address and the database's name.
    postgres: Option<(String, String)>,
}

impl Ground {
    pub async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("palier.db").display());
        Self::at(url, folder, None).await
    }

    pub async fn on_postgres() -> Self {
        let (cluster, name, url) = database().await;
        let folder = tempfile::tempdir().unwrap();
        Self::at(url, folder, Some((cluster, name))).await
    }

    /// A database without a table.
    pub async fn bare_on_postgres() -> Bare {
        let (cluster, name, url) = database().await;
        Bare { url, cluster, name }
    }

    async fn at(url: String, folder: TempDir, postgres: Option<(String, String)>) -> Self {
        let db = Db::connect(&url).await.unwrap();
        db.migrate().await.unwrap();
        let now = Clock::system().now();
        let mut tx = db.begin().await.unwrap();
        let row = Instance {
            kind: InstanceKind::Real,
            created_at: now,
            clock_start: None,
            code_salt: vec![7; 16],
        };
        instance::create(&mut tx, &row).await.unwrap();
        tx.commit().await.unwrap();
        let landlord = landlord(&db, now).await;
        Self {
            db,
            url,
            folder,
            landlord,
            postgres,
        }
    }

    /// Runs SQL behind the platform's back.
    pub async fn execute(&self, sql: &str) {
        execute(&self.url, sql).await;
    }

    /// Runs SQL beside this database, on PostgreSQL's cluster.
    pub async fn execute_on_cluster(&self, sql: &str) {
        let (cluster, name) = self.postgres.as_ref().unwrap();
        execute(cluster, &sql.replace("{name}", name)).await;
    }

    pub fn is_postgres(&self) -> bool {
        self.postgres.is_some()
    }

    /// A second landlord, with that many tenants.
    pub async fn another_landlord(&self, count: usize) -> LandlordId {
        let now = Clock::system().now();
        let new = NewLandlord {
            slug: "autre".to_owned(),
            name: "Autre Habitat".to_owned(),
            kind: LandlordKind::Oph,
            zone: "Europe/Paris".to_owned(),
        };
        let mut tx = self.db.begin().await.unwrap();
        let id = landlord::add(&mut tx, new, now).await.unwrap();
        let on = now.date_naive();
        roll::import(&mut tx, id, &tenants(count), on, now, [1; 32], None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Every chain of the journal holds.
    pub async fn journal_holds(&self) {
        for chain in journal::chains(&self.db).await.unwrap() {
            journal::verify(&self.db, &chain).await.unwrap();
        }
    }

    /// Removes the database; a failed test leaves PostgreSQL's to be looked at.
    pub async fn clear(self) {
        self.db.close().await;
        if let Some((cluster, name)) = &self.postgres {
            execute(cluster, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

/// A database of PostgreSQL that holds nothing.
pub struct Bare {
    pub url: String,
    cluster: String,
    name: String,
}

impl Bare {
    /// Removes it.
    pub async fn clear(self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        execute(&self.cluster, &drop).await;
    }
}

/// Makes a database in the cluster of this run: the cluster, its name, its address.
async fn database() -> (String, String, String) {
    let cluster = std::env::var("TEST_POSTGRES_URL").expect(
        "TEST_POSTGRES_URL names no PostgreSQL cluster: run \
         `scripts/with-postgres.sh cargo nextest run -p palier-server`",
    );
    let name = format!("palier_hardship_{}", ids::new_v4().simple());
    execute(&cluster, &format!("CREATE DATABASE {name}")).await;
    let url = format!("{}/{name}", cluster.rsplit_once('/').unwrap().0);
    (cluster, name, url)
}

async fn execute(url: &str, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    if url.starts_with("sqlite:") {
        let mut at = SqliteConnection::connect(url).await.unwrap();
        at.execute(sql).await.unwrap();
        at.close().await.unwrap();
    } else {
        let mut at = PgConnection::connect(url).await.unwrap();
        at.execute(sql).await.unwrap();
        at.close().await.unwrap();
    }
}

/// How many tenants the landlord has.
pub const TENANTS: usize = 200;

/// A landlord with tenants and a charter that is open for ten days.
async fn landlord(db: &Db, now: DateTime<Utc>) -> LandlordId {
    let mut tx = db.begin().await.unwrap();
    let new = NewLandlord {
        slug: SLUG.to_owned(),
        name: "Rive Habitat".to_owned(),
        kind: LandlordKind::Oph,
        zone: "Europe/Paris".to_owned(),
    };
    let id = landlord::add(&mut tx, new, now).await.unwrap();
    let tenants = tenants(TENANTS);
    let imported = roll::import(&mut tx, id, &tenants, now.date_naive(), now, [0; 32], None).await;
    imported.unwrap();
    let new = NewText {
        kind: TextKind::Charter,
        slug: "charte".to_owned(),
        audience: Audience::Public,
    };
    let parsed = grammar::parse(CHARTER).unwrap();
    let text = text::import(&mut tx, id, new, &parsed, now).await.unwrap();
    let dates = Discussion::new(now - TimeDelta::days(1), now + TimeDelta::days(10)).unwrap();
    text::set_discussion(&mut tx, text.text_id, dates, "", "", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

fn tenants(count: usize) -> Roll {
    let starts_on = "2020-01-01".parse().unwrap();
    let mut made = Roll::default();
    for n in 1..=count {
        made.persons.push(RollPerson {
            reference: format!("L{n}"),
            name: format!("Locataire {n}"),
            birth_date: None,
            email: None,
            phone: None,
            address: vec!["1 rue des Lilas".to_owned()],
        });
        made.tenancies.push(RollTenancy {
            estate: "Les Lilas".to_owned(),
            building: "A".to_owned(),
            dwelling: format!("D{n}"),
            reference: format!("B{n}"),
            starts_on,
            ends_on: None,
            holders: vec![n - 1],
        });
    }
    made.lines = count;
    made
}
