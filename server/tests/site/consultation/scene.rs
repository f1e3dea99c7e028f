//! A consultation by HTTP with those who run it and those who vote in it; ballots are real.

use crate::support::client::{Answer, Part};
use crate::support::{Client, House};
use chrono::{DateTime, TimeDelta, Utc};
use palier_app::consultation::clock::look_at_all;
use palier_app::election::vote::clock::Looks;
use palier_ballots::holder::{KeyFile, Protection, new_single};
use palier_ballots::make::{BallotSeed, Booth, Choices};
use palier_ballots::{Credential, Ed25519, Election, ElectionId, Half, LinkHalf, Share};
use palier_domain::account::role::{Place, Role};
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_store::consultation::{self, Consultation};
use rand_core::UnwrapErr;
use serde_json::{Value, json};
use std::time::Duration;

pub const SLUG: &str = "rive";
const PASSPHRASE: &str = "cheval agrafe pile correct";

pub fn rng() -> UnwrapErr<getrandom::SysRng> {
    UnwrapErr(getrandom::SysRng)
}

/// A consultation, and those who run it.
pub struct Scene {
    pub house: House,
    pub officer: Client,
    pub handle: String,
    pub keys: Vec<KeyFile>,
    pub holders: Vec<Client>,
    pub looks: Looks,
}

/// Somebody in a college, signed in.
pub struct Voter {
    pub client: Client,
    pub codes: Option<[Credential; 2]>,
}

impl Scene {
    /// A question about two colleges of these accounts, announced; its roll is open for an hour.
    pub async fn announced(
        colleges: &[(&str, &[&str])],
        more: &[(&str, &str)],
    ) -> (Self, Vec<Voter>) {
        let house = House::open_when("2030-12-05T09:00:00Z").await;
        let landlord = house.landlord(SLUG).await;
        let place = Place::Landlord(landlord.id);
        let officer = house.holder("officer", Role::ElectionOfficer, place).await;
        let mut voters = Vec::new();
        for name in colleges.iter().flat_map(|(_, names)| *names) {
            house.account(name, name).await;
            let client = house.sign_in(name).await;
            voters.push(Voter {
                client,
                codes: None,
            });
        }
        let mut form = vec![
            ("title", "La charte"),
            ("body", "Voici **pourquoi**."),
            ("question", "Adoptez-vous la charte ?"),
            ("majority", "> 1/2"),
            ("quorum", "1/2"),
            ("roll_closes", "2030-12-05T12:00"),
            ("opens", "2030-12-05T12:00"),
            ("closes", "2030-12-05T13:00"),
        ];
        form.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        form.extend(more);
        let new = format!("/api/consultation/{SLUG}/new");
        let made = officer.post(&new, &form).await;
        let handle = made.location().rsplit('/').next().unwrap().to_owned();
        let mut scene = Self {
            house,
            officer,
            handle,
            keys: Vec::new(),
            holders: Vec::new(),
            looks: Looks::default(),
        };
        for (at, (name, names)) in colleges.iter().enumerate() {
            let members = names.join("\n");
            let college = [("name", *name), ("source", "listed"), ("members", &members)];
            scene.officer.post(&scene.at("college"), &college).await;
            if at < 2 {
                scene.hold(at, names[0]).await;
            }
        }
        let announced = scene.officer.post(&scene.at("announce"), &[]).await;
        assert_eq!(announced.status, 303);
        assert_eq!(scene.found().await.stage, Stage::Registering);
        (scene, voters)
    }

    /// Names a holder, who makes her key.
    pub async fn hold(&mut self, at: usize, name: &str) {
        let place = (at + 1).to_string();
        let form = [
            ("place", place.as_str()),
            ("identifier", name),
            ("name", name),
            ("college", &place),
        ];
        self.officer.post(&self.at("holder"), &form).await;
        let holder = self.house.sign_in(name).await;
        let protection = || Protection::Passphrase(PASSPHRASE);
        let made = new_single("Ed25519", protection(), &mut rng()).unwrap();
        let file = Part::file("file", "public.json", made.public.as_bytes());
        let sent = holder.post_parts(&self.at("key"), &[file]).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        self.keys
            .push(KeyFile::open(&made.key_file, protection()).unwrap());
        self.holders.push(holder);
    }

    pub fn at(&self, act: &str) -> String {
        format!("/api/consultation/{SLUG}/{}/{act}", self.handle)
    }

    pub fn page(&self, below: &str) -> String {
        format!("/{SLUG}/consultations/{}{below}", self.handle)
    }

    pub async fn found(&self) -> Consultation {
        let found = consultation::by_handle(self.house.db(), &self.handle).await;
        found.unwrap().unwrap()
    }

    pub async fn look(&mut self) {
        look_at_all(&self.house.site, &mut self.looks, None)
            .await
            .unwrap();
    }

    /// Sets the hours, as only a test does: from now on, in seconds.
    pub async fn hours(&self, roll: i64, opens: i64, closes: i64) -> DateTime<Utc> {
        let at = |seconds| self.house.now() + TimeDelta::seconds(seconds);
        let sql = format!(
            "UPDATE consultation SET roll_closes_at = '{}', opens_at = '{}', closes_at = '{}'",
            at(roll).to_rfc3339(),
            at(opens).to_rfc3339(),
            at(closes).to_rfc3339(),
        );
        self.house.execute(&sql).await;
        at(closes)
    }

    pub async fn register(&self, voter: &mut Voter) -> Answer {
        let id = ElectionId::parse(&self.handle).unwrap();
        let codes = [
            Credential::random(&mut rng()),
            Credential::random(&mut rng()),
        ];
        let share = |code, half| Share::<Ed25519>::of(code, &id, half, 0, &mut rng()).print();
        let shares = json!({ "a": share(&codes[0], Half::A), "b": share(&codes[1], Half::B) });
        voter.codes = Some(codes);
        let shares = shares.to_string();
        let form = [("shares", shares.as_str())];
        voter.client.post(&self.at("register"), &form).await
    }

    /// Votes as the booth does, without an account.
    pub async fn cast(&self, voter: &Voter, choice: &[u8]) -> Answer {
        let anonymous = Client::anonymous(&self.house);
        let booth = anonymous.get(&self.page("/booth.json")).await;
        let booth: Value = serde_json::from_str(&booth.body).unwrap();
        assert_eq!(booth["kind"], "consultation");
        let record = booth["setup"]["election"].as_str().unwrap();
        let election = Election::<Ed25519>::read(record.as_bytes()).unwrap();
        let [a, b] = voter.codes.as_ref().unwrap();
        let id = election.id();
        let secret = a.derive::<Ed25519>(id).join(&b.derive(id));
        let seed = BallotSeed::random(&secret, &mut rng());
        let choices = Choices::new(vec![choice.to_vec()]);
        let booth = Booth::new(&election);
        let sealed = booth.seal(&secret, choices, seed, &mut rng()).unwrap();
        let ballot = String::from_utf8(sealed.cast().bytes().to_vec()).unwrap();
        let body = json!({
            "ballot": ballot,
            "r_a": LinkHalf::of(a, id, Half::A).expose(),
            "r_b": LinkHalf::of(b, id, Half::B).expose(),
        });
        let cast = format!("/api/election/{}/cast", self.handle);
        anonymous.post_json(&cast, &body.to_string()).await
    }

    /// Closes the roll and opens the vote, which takes votes for so many seconds.
    pub async fn open(&mut self, seconds: i64) -> DateTime<Utc> {
        let closes = self.hours(-2, -1, seconds).await;
        self.look().await;
        self.look().await;
        assert_eq!(self.found().await.stage, Stage::Open);
        closes
    }

    pub async fn close(&mut self, at: DateTime<Utc>) {
        while self.house.now() < at {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.look().await;
        self.look().await;
    }

    pub async fn file(&self, name: &str) -> Vec<u8> {
        let anonymous = Client::anonymous(&self.house);
        let address = self.page(&format!("/{name}"));
        let answer = anonymous.get_bytes(&address, None).await;
        answer.1
    }
}

pub fn said(answer: &Answer, words: &str) {
    assert!(
        answer.body.contains(words),
        "{words} is not in {}",
        answer.body
    );
}
