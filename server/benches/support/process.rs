//! Processes under measure: palier itself, and a bare handler. All listen on loopback only.

use super::load::Page;
use palier_domain::landlord::roll;
use palier_server::demo;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PALIER: &str = env!("CARGO_BIN_EXE_palier");

/// What the databases of a run on PostgreSQL are for.
const KINDS: [&str; 4] = ["pages", "import", "restore", "votes"];

/// Where an instance keeps its data.
pub struct Place {
    pub name: &'static str,
    folder: TempDir,
    /// The cluster's address, and the address of its databases up to what each is for.
    postgres: Option<(String, String)>,
}

impl Place {
    pub fn sqlite() -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            name: "SQLite",
            folder: tempfile::tempdir()?,
            postgres: None,
        })
    }

    pub async fn postgres(cluster: &str) -> Result<Self, Box<dyn Error>> {
        let base = cluster.rsplit_once('/').map_or(cluster, |(base, _)| base);
        let mut at = PgConnection::connect(cluster).await?;
        let id = std::process::id();
        for kind in KINDS {
            at.execute(AssertSqlSafe(format!(
                "CREATE DATABASE palier_bench_{id}_{kind}"
            )))
            .await?;
        }
        let urls = (cluster.to_owned(), format!("{base}/palier_bench_{id}_"));
        Ok(Self {
            name: "PostgreSQL",
            folder: tempfile::tempdir()?,
            postgres: Some(urls),
        })
    }

    pub fn url(&self) -> String {
        match &self.postgres {
            Some((_, base)) => format!("{base}pages"),
            None => format!("sqlite:{}", self.folder.path().join("palier.db").display()),
        }
    }

    /// The address of the database for one thing.
    pub fn url_of(&self, kind: &str) -> String {
        match &self.postgres {
            Some((_, base)) => format!("{base}{kind}"),
            None => format!("sqlite:{}", self.file(&format!("{kind}.db")).display()),
        }
    }

    /// Runs SQL behind the platform's back.
    pub async fn execute(&self, kind: &str, sql: &str) -> Result<(), Box<dyn Error>> {
        let (url, sql) = (self.url_of(kind), AssertSqlSafe(sql.to_owned()));
        if self.postgres.is_some() {
            PgConnection::connect(&url).await?.execute(sql).await?;
        } else {
            SqliteConnection::connect(&url).await?.execute(sql).await?;
        }
        Ok(())
    }

    /// A file in the folder of this place.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command on one of this place's databases.
    pub fn command(&self, kind: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(PALIER);
        command.args(arguments).stdout(Stdio::null());
        match &self.postgres {
            Some((_, base)) => command.env("PALIER_DATABASE", format!("{base}{kind}")),
            None if kind == "pages" => command.env("PALIER_DATABASE", self.url()),
            None => command.env("PALIER_DATA", self.folder.path().join(kind)),
        };
        command
    }

    pub async fn remove(self) -> Result<(), Box<dyn Error>> {
        if let Some((cluster, _)) = &self.postgres {
            let mut at = PgConnection::connect(cluster).await?;
            let id = std::process::id();
            for kind in KINDS {
                let drop = format!("DROP DATABASE palier_bench_{id}_{kind} WITH (FORCE)");
                at.execute(AssertSqlSafe(drop)).await?;
            }
        }
        Ok(())
    }
}

/// A process that answers.
pub struct Server {
    pub url: String,
    child: Child,
    _folder: Option<TempDir>,
}

impl Server {
    /// The demonstration at a place, sending its mails to `smtp`.
    pub async fn palier(place: &Place, smtp: &str) -> Result<Self, Box<dyn Error>> {
        let port = free_port()?;
        let mut command = Command::new(PALIER);
        command.args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")]);
        command
            .env("PALIER_DATABASE", place.url())
            .env("PALIER_SMTP", smtp)
            .env("PALIER_MAIL_FROM", "Palier <palier@example.org>")
            .env("PALIER_LOG", "warn");
        Self::start(command, port, "/health", None).await
    }

    /// A real instance on the database for one thing.
    pub async fn real(place: &Place, kind: &str) -> Result<Self, Box<dyn Error>> {
        let port = free_port()?;
        let mut command = Command::new(PALIER);
        command.args(["serve", "--listen", &format!("127.0.0.1:{port}")]);
        command
            .env("PALIER_DATABASE", place.url_of(kind))
            .env("PALIER_LOG", "warn");
        Self::start(command, port, "/health", None).await
    }

    pub async fn bare(page: &Page) -> Result<Self, Box<dyn Error>> {
        let port = free_port()?;
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("page.gz"), &page.gzip)?;
        let mut command = Command::new(std::env::current_exe()?);
        command
            .env("PALIER_BENCH_BARE", folder.path())
            .env("PALIER_BENCH_PORT", port.to_string());
        Self::start(command, port, "/", Some(folder)).await
    }

    async fn start(
        mut command: Command,
        port: u16,
        path: &str,
        folder: Option<TempDir>,
    ) -> Result<Self, Box<dyn Error>> {
        let child = command.stdout(Stdio::null()).spawn()?;
        let server = Self {
            url: format!("http://127.0.0.1:{port}"),
            child,
            _folder: folder,
        };
        let url = format!("{}{path}", server.url);
        let until = Instant::now() + Duration::from_secs(60);
        while Instant::now() < until {
            if reqwest::get(&url)
                .await
                .is_ok_and(|answer| answer.status().is_success())
            {
                return Ok(server);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err("the server did not answer within a minute".into())
    }

    /// Resident memory now, in MiB.
    pub fn memory(&self) -> Result<u64, Box<dyn Error>> {
        self.status("VmRSS:")
    }

    /// Most resident memory ever, in MiB.
    pub fn peak(&self) -> Result<u64, Box<dyn Error>> {
        self.status("VmHWM:")
    }

    fn status(&self, key: &str) -> Result<u64, Box<dyn Error>> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(key))
            .ok_or("no such figure")?;
        let kib: u64 = line.split_whitespace().next().ok_or("no figure")?.parse()?;
        Ok(kib / 1024)
    }

    pub fn stop(mut self) -> Result<(), Box<dyn Error>> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    /// Whatever happened, no process stays behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> Result<u16, Box<dyn Error>> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port())
}

/// Imports the demonstration's roll into an instance of its own, twice; seconds of each.
pub fn import_roll(place: &Place) -> Result<(f64, f64), Box<dyn Error>> {
    let made = demo::roll()?;
    let file = place.folder.path().join("roll.csv");
    std::fs::write(&file, roll::to_csv(&made))?;
    let add = [
        "landlord",
        "add",
        "--slug",
        "banc",
        "--name",
        "Banc d'essai",
        "--kind",
        "oph",
    ];
    timed(place.command("import", &add))?;
    let file = file
        .to_str()
        .ok_or("a temporary folder with a strange name")?;
    let import = ["roll", "import", "--landlord", "banc", file];
    Ok((
        timed(place.command("import", &import))?,
        timed(place.command("import", &import))?,
    ))
}

/// Seconds that a command takes, and the most memory that it held, in MiB.
pub fn weighed(mut command: Command) -> Result<(f64, u64), Box<dyn Error>> {
    let started = Instant::now();
    let mut child = command.spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let done = loop {
        if let Some(done) = child.try_wait()? {
            break done;
        }
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        peak = peak.max(kib.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(5));
    };
    if !done.success() {
        return Err("the command failed".into());
    }
    Ok((started.elapsed().as_secs_f64(), peak / 1024))
}

fn timed(mut command: Command) -> Result<f64, Box<dyn Error>> {
    let started = Instant::now();
    if !command.status()?.success() {
        return Err("the command failed".into());
    }
    Ok(started.elapsed().as_secs_f64())
}

/// The folder of the page to serve, in the process that only does that.
pub fn asked_to_be_bare() -> Option<PathBuf> {
    std::env::var_os("PALIER_BENCH_BARE").map(PathBuf::from)
}

/// Serves the same bytes to everybody.
pub async fn serve_bare(folder: &Path) -> Result<(), Box<dyn Error>> {
    let port: u16 = std::env::var("PALIER_BENCH_PORT")?.parse()?;
    let page: &'static [u8] = Box::leak(std::fs::read(folder.join("page.gz"))?.into_boxed_slice());
    let handler = move || async move {
        (
            [
                ("content-type", "text/html; charset=utf-8"),
                ("content-encoding", "gzip"),
            ],
            page,
        )
    };
    let router = axum::Router::new().route("/", axum::routing::get(handler));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, router).await?;
    Ok(())
}
