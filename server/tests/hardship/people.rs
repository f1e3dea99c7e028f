//! Tenants who are signed in: their sessions are written, since 200 passphrases take long to check.

use super::ground::{ARTICLE, Ground, SLUG};
use super::process::Process;
use palier_app::site::secret;
use palier_store::account::NewAccount;
use palier_store::session::NewSession;
use palier_store::{Clock, account, activation, contributor, ids, session};
use reqwest::redirect::Policy;
use std::time::Duration;

/// Somebody with a session.
#[derive(Clone)]
pub struct Person {
    token: String,
    http: reqwest::Client,
}

/// What became of a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It was acknowledged, with its identifier.
    Kept(String),
    /// Another answer: its status and page.
    Refused(u16, String),
    /// No answer.
    Lost,
}

impl Person {
    /// The tenant with that number, signed in, with a public name.
    pub async fn tenant(ground: &Ground, n: usize) -> Self {
        let now = Clock::system().now();
        let reference = format!("L{n}");
        let person = activation::person_by_reference(&ground.db, ground.landlord, &reference);
        let person = person.await.unwrap().unwrap().person_id;
        let new = NewAccount {
            identifier: format!("locataire-{n}"),
            email: None,
            passphrase: "$argon2id$none".to_owned(),
            own_name: reference,
        };
        let token = secret::token().unwrap();
        let mut tx = ground.db.begin().await.unwrap();
        let account = account::create(&mut tx, new, now).await.unwrap();
        account::link_person(&mut tx, account, person, now)
            .await
            .unwrap();
        let name = format!("Voisine {n}");
        let key = name.to_lowercase();
        contributor::save(&mut tx, account, ground.landlord, &name, &key, None, now)
            .await
            .unwrap();
        let opened = NewSession {
            token_hash: secret::token_hash(&token),
            account_id: account,
            device: String::new(),
            expires_at: now + chrono::TimeDelta::days(1),
        };
        session::open(&mut tx, opened, now).await.unwrap();
        tx.commit().await.unwrap();
        Self {
            token,
            http: client(),
        }
    }

    fn cookie(&self) -> String {
        format!("palier_session={}", self.token)
    }

    /// Comments on the article; the same form sent twice is the same comment.
    pub async fn says(&self, process: &Process, form: &str, body: &str) -> Said {
        let fields = [
            ("landlord", SLUG),
            ("handle", ARTICLE),
            ("form_id", form),
            ("body", body),
        ];
        let sent = self
            .http
            .post(format!("{}/api/charter/comment", process.url))
            .header("cookie", self.cookie())
            .form(&fields)
            .send()
            .await;
        let Ok(answer) = sent else {
            return Said::Lost;
        };
        let status = answer.status().as_u16();
        let location = answer.headers().get("location");
        let location = location.map_or(String::new(), |it| it.to_str().unwrap().to_owned());
        match location.split_once("fait=") {
            Some((_, id)) => Said::Kept(id.split('#').next().unwrap().to_owned()),
            None => Said::Refused(status, answer.text().await.unwrap_or_default()),
        }
    }

    /// The page at an address, with its status.
    pub async fn sees(&self, process: &Process, path: &str) -> (u16, String) {
        let answer = self
            .http
            .get(format!("{}{path}", process.url))
            .header("cookie", self.cookie())
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }
}

/// Tenants from the first to the given number.
pub async fn tenants(ground: &Ground, count: usize) -> Vec<Person> {
    let mut all = Vec::new();
    for n in 1..=count {
        all.push(Person::tenant(ground, n).await);
    }
    all
}

/// A browser that follows no redirection.
pub fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(Policy::none())
        .timeout(Duration::from_secs(40))
        .build()
        .unwrap()
}

/// A form's identifier.
pub fn form_id() -> String {
    ids::new_v4().to_string()
}
