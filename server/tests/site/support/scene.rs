//! A comment that somebody reports, and those who decide about it.

use super::builders::{form_id, page};
use super::{Client, House};
use palier_domain::charter::status::Audience;
use palier_store::landlord::Landlord;

pub const WORDS: &str = "Le gardien est un voleur";
pub const REASON: &str = "Cette phrase accuse une personne sans preuve.";

pub struct Scene {
    pub house: House,
    pub rive: Landlord,
    pub author: Client,
    pub comment: String,
}

impl Scene {
    pub async fn new() -> Self {
        let house = House::open().await;
        let rive = house.landlord("rive").await;
        house.charter(rive.id, Audience::Public, 10).await;
        let author = house.tenant(&rive, "L1").await;
        author.says(&rive, 1, WORDS).await;
        let comment = author.get(&page()).await.field("comment").unwrap();
        Self {
            house,
            rive,
            author,
            comment,
        }
    }

    pub fn anonymous(&self) -> Client {
        Client::anonymous(&self.house)
    }

    pub async fn report(&self, by: &Client, n: u8) -> super::client::Answer {
        let id = form_id(n);
        let form = [
            ("landlord", "rive"),
            ("comment", self.comment.as_str()),
            ("form_id", &id),
            ("ground", "defamation"),
            ("detail", "C’est grave."),
        ];
        by.post("/api/moderation/report", &form).await
    }

    pub async fn decide(&self, by: &Client, outcome: &str, reason: &str) -> super::client::Answer {
        let form = [
            ("comment", self.comment.as_str()),
            ("outcome", outcome),
            ("ground", "defamation"),
            ("reason", reason),
        ];
        by.post("/api/moderation/rive/decide", &form).await
    }

    pub fn case(&self) -> String {
        format!("/rive/gestion/moderation/{}", self.comment)
    }

    /// Reported by nobody in particular, hidden by the facilitator; gives the author's page of it.
    pub async fn hidden(&self, facilitator: &Client) -> String {
        self.report(&self.anonymous(), 100).await;
        let answer = self.decide(facilitator, "hidden", REASON).await;
        assert_eq!(answer.location(), "/rive/gestion/moderation?fait=1");
        self.decision(&self.author).await
    }

    /// The address of the first decision that somebody is told of.
    pub async fn decision(&self, of: &Client) -> String {
        let space = of.get("/mon-espace").await.body;
        let at = space.find("/mon-espace/decision/").expect("she is told");
        space[at..at + 21 + 36].to_owned()
    }

    pub async fn appeal(&self, by: &Client, decision: &str, words: &str) -> super::client::Answer {
        let id = decision.rsplit('/').next().unwrap();
        by.post(
            "/api/moderation/appeal",
            &[("moderation", id), ("words", words)],
        )
        .await
    }

    pub async fn settle(
        &self,
        by: &Client,
        decision: &str,
        outcome: &str,
    ) -> super::client::Answer {
        let form = [
            ("comment", self.comment.as_str()),
            ("moderation", decision.rsplit('/').next().unwrap()),
            ("outcome", outcome),
            ("reason", "Après une seconde lecture, à tête reposée."),
        ];
        by.post("/api/moderation/rive/settle", &form).await
    }
}
