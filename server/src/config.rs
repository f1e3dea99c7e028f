//! Settings: the command line over `PALIER_*` over `palier.toml` over what is usual.

use crate::cli::Failure;
use clap::Args;
use palier_app::site::origin::Origin;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Settings as given; each may be left out.
#[derive(Clone, Debug, Default, Args)]
pub struct Settings {
    /// Settings file
    #[arg(long, global = true, env = "PALIER_CONFIG", value_name = "F")]
    pub config: Option<PathBuf>,
    /// Address to listen on [default: 127.0.0.1:3000]
    #[arg(long, global = true, env = "PALIER_LISTEN", value_name = "A")]
    pub listen: Option<SocketAddr>,
    /// Folder of the SQLite database [default: data]
    #[arg(long, global = true, env = "PALIER_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// PostgreSQL instead of SQLite, as postgres://user:password@host/database
    #[arg(
        long,
        global = true,
        env = "PALIER_DATABASE",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database: Option<String>,
    /// Address that people type, as https://palier.example.org
    #[arg(long, global = true, env = "PALIER_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Believe the X-Forwarded-For header of a proxy of ours
    #[arg(long, global = true, env = "PALIER_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Address of /metrics, a listener of its own [default: none]
    #[arg(long, global = true, env = "PALIER_METRICS_LISTEN", value_name = "A")]
    pub metrics_listen: Option<SocketAddr>,
    /// Mail server, as smtps://user:password@host:465; without it mails wait in the outbox
    #[arg(
        long,
        global = true,
        env = "PALIER_SMTP",
        value_name = "URL",
        hide_env_values = true
    )]
    pub smtp: Option<String>,
    /// Sender of mails, as "Palier <palier@example.org>"
    #[arg(long, global = true, env = "PALIER_MAIL_FROM", value_name = "A")]
    pub mail_from: Option<String>,
    /// Who hosts the site, for its legal notice: name, address, telephone
    #[arg(long, global = true, env = "PALIER_HOSTED_BY", value_name = "TEXT")]
    pub hosted_by: Option<String>,
    /// Log format
    #[arg(long, global = true, env = "PALIER_LOG_FORMAT", value_enum)]
    pub log_format: Option<LogFormat>,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines: one JSON object per line.
    Json,
}

/// The settings file; an unknown key is an error.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<SocketAddr>,
    data: Option<PathBuf>,
    database: Option<String>,
    public_url: Option<String>,
    behind_proxy: Option<bool>,
    metrics_listen: Option<SocketAddr>,
    smtp: Option<String>,
    mail_from: Option<String>,
    hosted_by: Option<String>,
    log_format: Option<LogFormat>,
}

/// Settings, complete; two of them hold a password.
#[derive(Clone)]
pub struct Config {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Folder of the SQLite database.
    pub data: PathBuf,
    /// URL of the database when it is not SQLite in [`Config::data`].
    pub database: Option<String>,
    /// Address that people type; from [`Config::listen`] when it is not said.
    pub public_url: Option<Origin>,
    /// Whether a proxy of ours writes `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Where `/metrics` is answered, if anywhere.
    pub metrics_listen: Option<SocketAddr>,
    /// URL of the mail server, with its password; none when mails are not sent.
    pub smtp: Option<String>,
    /// Sender of mails.
    pub mail_from: Option<String>,
    /// Who hosts the site, as its legal notice says it.
    pub hosted_by: Option<String>,
    /// How log lines are written.
    pub log_format: LogFormat,
}

impl Config {
    /// Puts the settings together.
    ///
    /// # Errors
    /// When the file cannot be read or a value is none.
    pub fn read(given: &Settings) -> Result<Self, Failure> {
        let file = match &given.config {
            Some(path) => read_file(path)?,
            None if Path::new("palier.toml").exists() => read_file(Path::new("palier.toml"))?,
            None => File::default(),
        };
        let public_url = given.public_url.clone().or(file.public_url);
        let public_url = public_url
            .map(|url| Origin::parse(&url))
            .transpose()
            .map_err(|error| Failure::new(error.to_string()))?;
        Ok(Self {
            listen: given
                .listen
                .or(file.listen)
                .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
            data: given
                .data
                .clone()
                .or(file.data)
                .unwrap_or_else(|| PathBuf::from("data")),
            database: given.database.clone().or(file.database),
            public_url,
            behind_proxy: given.behind_proxy || file.behind_proxy.unwrap_or(false),
            metrics_listen: given.metrics_listen.or(file.metrics_listen),
            smtp: given.smtp.clone().or(file.smtp),
            mail_from: given.mail_from.clone().or(file.mail_from),
            hosted_by: given.hosted_by.clone().or(file.hosted_by),
            log_format: given.log_format.or(file.log_format).unwrap_or_default(),
        })
    }

    /// The database's URL.
    ///
    /// # Errors
    /// When the folder's name is not text.
    pub fn database_url(&self) -> Result<String, Failure> {
        match &self.database {
            Some(url) => Ok(url.clone()),
            None => {
                let file = self.data.join("palier.db");
                let path = file.to_str().ok_or_else(|| {
                    Failure::new("the data folder's name must be UTF-8: choose another with --data")
                })?;
                Ok(format!("sqlite:{path}"))
            }
        }
    }
}

fn read_file(path: &Path) -> Result<File, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))?;
    toml::from_str(&text).map_err(|e| Failure::new(format!("{}: {e}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_setting_is_an_error() {
        assert!(toml::from_str::<File>("listn = \"127.0.0.1:1\"").is_err());
        assert!(toml::from_str::<File>("listen = \"127.0.0.1:1\"").is_ok());
    }

    #[test]
    fn the_command_line_goes_before_the_usual() {
        let given = Settings {
            data: Some(PathBuf::from("/tmp/x")),
            ..Settings::default()
        };
        let config = Config::read(&given).unwrap();
        assert_eq!(config.database_url().unwrap(), "sqlite:/tmp/x/palier.db");
        assert_eq!(config.listen.port(), 3000);
    }
}
