//! An instance on SQLite in a temporary folder, served on a free port of loopback.

use palier_app::charter::kept::Kept;
use palier_app::election::vote::Polls;
use palier_app::site::metrics::Metrics;
use palier_app::site::origin::Origin;
use palier_app::site::state::{Inner, Outlines, Site};
use palier_server::{assets, serve};
use palier_store::ballot_box::BallotBoxes;
use palier_store::instance::{self, Instance, InstanceKind};
use palier_store::{Clock, Db};
use std::net::SocketAddr;
use std::path::Path;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};

fn url_of(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

pub struct House {
    pub url: String,
    pub site: Site,
    folder: TempDir,
}

impl House {
    /// A real instance at a plain http address.
    pub async fn open() -> Self {
        Self::open_at(None).await
    }

    /// The same, where it is that instant when it opens.
    pub async fn open_when(instant: &str) -> Self {
        let instant = instant.parse().unwrap();
        Self::open_as(
            None,
            None,
            Clock::starting_at(instant, Clock::system().now()),
        )
        .await
    }

    /// The same, hosted by somebody who is named.
    pub async fn hosted_by(host: &str) -> Self {
        Self::open_as(None, Some(host), Clock::system()).await
    }

    /// The same, where people type another address.
    pub async fn open_at(public_url: Option<&str>) -> Self {
        Self::open_as(public_url, None, Clock::system()).await
    }

    async fn open_as(public_url: Option<&str>, hosted_by: Option<&str>, clock: Clock) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("palier.db");
        let db = Db::connect(&url_of(&file)).await.unwrap();
        db.migrate().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let row = Instance {
            kind: InstanceKind::Real,
            created_at: Clock::system().now(),
            clock_start: None,
            code_salt: vec![7; 16],
        };
        instance::create(&mut tx, &row).await.unwrap();
        tx.commit().await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let site = Site::new(Inner {
            db,
            clock,
            origin: Origin::parse(public_url.unwrap_or(&url)).unwrap(),
            demo: false,
            code_salt: row.code_salt,
            assets: assets::addresses(),
            outlines: Outlines::default(),
            kept: Kept::default(),
            polls: Polls::new(BallotBoxes::beside(&url_of(&file)).unwrap()),
            metrics: Metrics::default(),
            jobs: Notify::new(),
            hashing: Semaphore::new(2),
            behind_proxy: false,
            sends_mail: false,
            hosted_by: hosted_by.map(str::to_owned),
        });
        let service =
            serve::router(site.clone()).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { url, site, folder }
    }

    pub fn db(&self) -> &Db {
        &self.site.db
    }

    /// Runs SQL behind the platform's back.
    pub async fn execute(&self, sql: &str) {
        use sqlx::{AssertSqlSafe, Connection as _, Executor as _, SqliteConnection};
        let file = self.folder.path().join("palier.db");
        let url = format!("sqlite:{}", file.display());
        let mut at = SqliteConnection::connect(&url).await.unwrap();
        at.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
        at.close().await.unwrap();
    }

    /// How many rows of a table meet a condition, as in `letter WHERE digits IS NOT NULL`.
    pub async fn count(&self, from_where: &str) -> i64 {
        use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};
        let file = self.folder.path().join("palier.db");
        let url = format!("sqlite:{}", file.display());
        let mut at = SqliteConnection::connect(&url).await.unwrap();
        let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM {from_where}"));
        let count = sqlx::query_scalar(sql).fetch_one(&mut at).await.unwrap();
        at.close().await.unwrap();
        count
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.site.clock.now()
    }
}
