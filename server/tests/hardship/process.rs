//! The binary, serving; killed when it is dropped.

use super::ground::Ground;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A process that serves.
pub struct Process {
    pub url: String,
    /// Absent in what is only an address.
    child: Option<Child>,
}

impl Process {
    /// Serves a ground's database.
    pub async fn serve(ground: &Ground) -> Self {
        Self::serve_at(ground, &ground.url).await
    }

    /// Serves a database by this address.
    pub async fn serve_at(ground: &Ground, database: &str) -> Self {
        Self::serve_with(ground, database, &[]).await
    }

    /// Serves one election of a ground's database alone.
    pub async fn serve_only(ground: &Ground, election: &str) -> Self {
        Self::serve_with(ground, &ground.url, &["--only", election]).await
    }

    async fn serve_with(ground: &Ground, database: &str, options: &[&str]) -> Self {
        let port = free_port();
        let child = command(database)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .args(options)
            .current_dir(ground.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let process = Self {
            url: format!("http://127.0.0.1:{port}"),
            child: Some(child),
        };
        process.healthy().await;
        process
    }

    /// Serves a ground's database, writing to a file all that a log can say.
    pub async fn serve_telling(ground: &Ground, log: &std::path::Path) -> Self {
        let port = free_port();
        let child = command(&ground.url)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .env("PALIER_LOG", "debug")
            .current_dir(ground.folder.path())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(log).unwrap())
            .spawn()
            .unwrap();
        let process = Self {
            url: format!("http://127.0.0.1:{port}"),
            child: Some(child),
        };
        process.healthy().await;
        process
    }

    /// Waits until it answers that all is well.
    pub async fn healthy(&self) {
        for _ in 0..400 {
            let answer = reqwest::get(format!("{}/health", self.url)).await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{} does not answer", self.url);
    }

    /// SIGKILL: nothing is finished.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Where it answers, for tasks that may outlive it.
    pub fn address(&self) -> Self {
        Self {
            url: self.url.clone(),
            child: None,
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The binary, on a database.
pub fn command(database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_palier"));
    command.env("PALIER_DATABASE", database);
    command
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
