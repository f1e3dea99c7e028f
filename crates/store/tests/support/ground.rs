//! A database that belongs to one story.

use super::builders::letter_text;
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::account::role::{Membership, Place, Role};
use palier_domain::charter::grammar::parse;
use palier_domain::charter::status::{Audience, TextKind};
use palier_domain::id::{AccountId, AssociationId, ContributorId, LandlordId, PersonId};
use palier_domain::landlord::kind::LandlordKind;
use palier_domain::landlord::roll::Roll;
use palier_store::account::NewAccount;
use palier_store::association::NewAssociation;
use palier_store::landlord::NewLandlord;
use palier_store::roll::Outcome;
use palier_store::text::{Imported, NewText};
use palier_store::{
    Db, StoreError, Tx, account, activation, association, contributor, ids, journal, landlord,
    roll, text,
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use std::path::PathBuf;

/// The day on which stories begin.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant of the day on which stories begin.
pub fn instant(time: &str) -> DateTime<Utc> {
    format!("2030-03-01T{time}Z").parse().unwrap()
}

/// A database that belongs to one story.
pub struct Ground {
    /// The store under test.
    pub db: Db,
    place: Raw,
}

/// Around the store: what someone with the database in her hands could do.
pub enum Raw {
    /// The folder of the file.
    Sqlite(PathBuf),
    /// The cluster's address and the database's name.
    Postgres(String, String),
}

impl Raw {
    /// The address of the database.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.join("story.db").display()),
            Self::Postgres(cluster, name) => {
                format!("{}/{name}", cluster.rsplit_once('/').unwrap().0)
            }
        }
    }

    /// Runs SQL behind the store's back.
    pub async fn execute(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(_) => {
                let mut at = SqliteConnection::connect(&self.url()).await.unwrap();
                at.execute(sql).await.unwrap();
                at.close().await.unwrap();
            }
            Self::Postgres(..) => {
                let mut at = PgConnection::connect(&self.url()).await.unwrap();
                at.execute(sql).await.unwrap();
                at.close().await.unwrap();
            }
        }
    }

    /// The rows of a query for texts.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(_) => {
                let mut at = SqliteConnection::connect(&self.url()).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut at).await.unwrap()
            }
            Self::Postgres(..) => {
                let mut at = PgConnection::connect(&self.url()).await.unwrap();
                sqlx::query_scalar(sql).fetch_all(&mut at).await.unwrap()
            }
        }
    }

    /// How many rows of a table meet a condition.
    pub async fn count(&self, from_where: &str) -> usize {
        self.texts(&format!("SELECT 'x' FROM {from_where}"))
            .await
            .len()
    }
}

impl Ground {
    /// A database in a folder of its own.
    pub async fn on_sqlite() -> Self {
        let folder = std::env::temp_dir().join(format!("palier-story-{}", ids::new_v4()));
        std::fs::create_dir(&folder).unwrap();
        Self::at(Raw::Sqlite(folder)).await
    }

    /// A database of its own in the cluster of this run.
    pub async fn on_postgres() -> Self {
        let cluster = std::env::var("TEST_POSTGRES_URL").expect(
            "TEST_POSTGRES_URL names no PostgreSQL cluster: run \
             `scripts/with-postgres.sh cargo nextest run -p palier-store`, or give a superuser's \
             address such as postgres://postgres@127.0.0.1:5432/postgres",
        );
        let name = format!("palier_story_{}", ids::new_v4().simple());
        let mut at = PgConnection::connect(&cluster).await.unwrap();
        at.execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .unwrap();
        at.close().await.unwrap();
        Self::at(Raw::Postgres(cluster, name)).await
    }

    async fn at(place: Raw) -> Self {
        let db = Db::connect(&place.url()).await.unwrap();
        db.migrate().await.unwrap();
        Self { db, place }
    }

    /// Removes the database; a failed story leaves it to be looked at.
    pub async fn clear(self) {
        self.db.close().await;
        match &self.place {
            Raw::Sqlite(folder) => std::fs::remove_dir_all(folder).unwrap(),
            Raw::Postgres(cluster, name) => {
                let mut at = PgConnection::connect(cluster).await.unwrap();
                let drop = format!("DROP DATABASE {name} WITH (FORCE)");
                at.execute(AssertSqlSafe(drop)).await.unwrap();
            }
        }
    }

    /// The database behind the store's back.
    pub fn raw(&self) -> &Raw {
        &self.place
    }

    /// The acts of a chain, in order; the chain holds.
    pub async fn acts(&self, chain: &str) -> Vec<String> {
        journal::verify(&self.db, chain).await.unwrap();
        self.raw()
            .texts(&format!(
                "SELECT act FROM journal WHERE chain = '{chain}' ORDER BY seq"
            ))
            .await
    }

    /// Another connection to the same database, as another process would have.
    pub async fn elsewhere(&self) -> Db {
        Db::connect(&self.place.url()).await.unwrap()
    }

    /// An empty database on the same engine.
    pub async fn sibling(&self) -> Self {
        match self.place {
            Raw::Sqlite(_) => Self::on_sqlite().await,
            Raw::Postgres(..) => Self::on_postgres().await,
        }
    }

    /// Begins a transaction.
    pub async fn begin(&self) -> Tx {
        self.db.begin().await.unwrap()
    }

    /// A landlord in Paris time.
    pub async fn landlord(&self, slug: &str) -> LandlordId {
        let mut tx = self.begin().await;
        let new = NewLandlord {
            slug: slug.to_owned(),
            name: format!("Bailleur {slug}"),
            kind: LandlordKind::Oph,
            zone: "Europe/Paris".to_owned(),
        };
        let id = landlord::add(&mut tx, new, instant("08:00:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// An account without an e-mail address.
    pub async fn account(&self, identifier: &str) -> AccountId {
        let mut tx = self.begin().await;
        let new = new_account(identifier, None);
        let id = account::create(&mut tx, new, instant("08:10:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Tries to create an account.
    pub async fn try_account(
        &self,
        identifier: &str,
        email: Option<&str>,
    ) -> Result<AccountId, StoreError> {
        let mut tx = self.begin().await;
        let new = new_account(identifier, email);
        let id = account::create(&mut tx, new, instant("08:10:00")).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// An association, attached to a landlord.
    pub async fn association(&self, slug: &str, landlord: LandlordId) -> AssociationId {
        let mut tx = self.begin().await;
        let new = NewAssociation {
            slug: slug.to_owned(),
            name: format!("Amicale {slug}"),
            about: String::new(),
            national_body: None,
        };
        let id = association::add(&mut tx, new, &[landlord], instant("08:20:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Gives a role from 1 January 2030 on.
    pub async fn grant(&self, account: AccountId, role: Role, place: Place, until: Option<&str>) {
        let membership = Membership {
            role,
            place,
            since: day("2030-01-01"),
            until: until.map(day),
        };
        let mut tx = self.begin().await;
        account::grant(&mut tx, account, membership, None, instant("08:30:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Imports a roll on a day.
    pub async fn import_roll(&self, landlord: LandlordId, on: &str, from: &Roll) -> Outcome {
        let mut tx = self.begin().await;
        let now = instant("09:00:00");
        let outcome = roll::import(&mut tx, landlord, from, day(on), now, [7; 32], None)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        outcome
    }

    /// A person on the roll, by her number.
    pub async fn person(&self, landlord: LandlordId, reference: &str) -> PersonId {
        activation::person_by_reference(&self.db, landlord, reference)
            .await
            .unwrap()
            .expect("the person is on the roll")
            .person_id
    }

    /// Says that an account is a person's.
    pub async fn link(&self, account: AccountId, person: PersonId) {
        let mut tx = self.begin().await;
        account::link_person(&mut tx, account, person, instant("09:10:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// The public charter of a landlord, in these words.
    pub async fn charter(&self, landlord: LandlordId, source: &str) -> Imported {
        self.try_charter(landlord, source).await.unwrap()
    }

    /// Tries to import the public charter of a landlord.
    pub async fn try_charter(
        &self,
        landlord: LandlordId,
        source: &str,
    ) -> Result<Imported, StoreError> {
        let new = NewText {
            kind: TextKind::Charter,
            slug: "charte".to_owned(),
            audience: Audience::Public,
        };
        let mut tx = self.begin().await;
        let parsed = parse(source).unwrap();
        let imported = text::import(&mut tx, landlord, new, &parsed, instant("10:00:00")).await?;
        tx.commit().await?;
        Ok(imported)
    }

    /// A contributor with an account of her own.
    pub async fn contributor(&self, landlord: LandlordId, name: &str) -> ContributorId {
        let account = self.account(&name.to_lowercase()).await;
        self.face(account, landlord, name).await.unwrap()
    }

    /// Chooses a public name with a landlord.
    pub async fn face(
        &self,
        account: AccountId,
        landlord: LandlordId,
        name: &str,
    ) -> Result<ContributorId, StoreError> {
        let mut tx = self.begin().await;
        let key = name.to_lowercase();
        let id = contributor::save(
            &mut tx,
            account,
            landlord,
            name,
            &key,
            None,
            instant("09:00:00"),
        )
        .await?;
        tx.commit().await?;
        Ok(id)
    }

    /// A landlord with its charter.
    pub async fn landlord_with_charter(&self) -> (LandlordId, Imported) {
        let landlord = self.landlord("rive-neuve").await;
        let charter = self.charter(landlord, letter_text()).await;
        (landlord, charter)
    }
}

fn new_account(identifier: &str, email: Option<&str>) -> NewAccount {
    NewAccount {
        identifier: identifier.to_owned(),
        email: email.map(str::to_owned),
        passphrase: "$argon2id$story".to_owned(),
        own_name: identifier.to_owned(),
    }
}
