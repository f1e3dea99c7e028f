//! Landlords, charters, tenants and staff, made as the platform makes them.

use super::client::Answer;
use super::{Client, House};
use chrono::{NaiveDate, TimeDelta};
use palier_app::site::secret;
use palier_domain::account::code::ActivationCode;
use palier_domain::account::role::{Membership, Place, Role};
use palier_domain::charter::discussion::Discussion;
use palier_domain::charter::grammar;
use palier_domain::charter::status::{Audience, TextKind};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::protocol::body::Body;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::id::{AccountId, LandlordId, PersonId};
use palier_domain::landlord::kind::LandlordKind;
use palier_domain::landlord::roll::{Roll, RollPerson, RollTenancy};
use palier_store::account::{self, NewAccount};
use palier_store::election::{self, NewElection};
use palier_store::entry::{self, Entry};
use palier_store::landlord::{self, Landlord, NewLandlord};
use palier_store::text::{self, NewText};
use palier_store::{activation, roll};

pub const PASSPHRASE: &str = "quatre chats sous la pluie";

pub const CHARTER: &str = "# Charte\n\n## Accueil\n\n### Visiter\n\n**Bailleur :** Une visite.\n\n\
                       **Locataires :** Venir.\n\n### Recevoir\n\n**Bailleur :** Un accueil.\n";

/// The handle of the first article of [`CHARTER`].
pub const ARTICLE: &str = "3";
/// The handle of the second.
pub const OTHER_ARTICLE: &str = "6";

/// The handle of the election of [`House::announced_election`].
pub const ELECTION: &str = "6EoLmCLYpQWMxL";

/// A protocol that breaks no rule.
fn protocol() -> Protocol {
    let body = Body {
        kind: LandlordKind::Oph,
        dwellings: 3,
        board_members: 23,
    };
    let day = NaiveDate::from_ymd_opt(2030, 12, 13).unwrap();
    let mut protocol = Protocol::proposed(body, day);
    protocol.commission = vec!["Alice".to_owned(), "Bruno".to_owned()];
    protocol.tally_board = [protocol.commission.clone(), vec!["Chloé".to_owned()]].concat();
    // On paper alone: nobody holds a key.
    protocol.channels.online = false;
    protocol.online_hours = None;
    protocol
}

impl House {
    /// An announced election of a landlord, whose handle is [`ELECTION`].
    pub async fn announced_election(&self, landlord: &Landlord) {
        let new = NewElection {
            landlord_id: landlord.id,
            handle: ELECTION.to_owned(),
            title: "Élection 2030".to_owned(),
            rehearsal_of: None,
            protocol: protocol(),
        };
        let (now, today) = (self.now(), self.now().date_naive());
        let mut tx = self.db().begin().await.unwrap();
        let id = election::create(&mut tx, new, now).await.unwrap();
        for condition in [Condition::ProtocolValidated, Condition::NoticePosted] {
            election::declare(&mut tx, id, condition, "2030-09-20", now)
                .await
                .unwrap();
        }
        let role = ElectionRole::ElectionOfficer;
        election::advance(&mut tx, id, Move::Announce, role, today, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// A landlord whose roll has three tenants: L1, L2 and L3 of the estate Les Lilas.
    pub async fn landlord(&self, slug: &str) -> Landlord {
        let mut tx = self.db().begin().await.unwrap();
        let new = NewLandlord {
            slug: slug.to_owned(),
            name: format!("Bailleur {slug}"),
            kind: LandlordKind::Oph,
            zone: "Europe/Paris".to_owned(),
        };
        let id = landlord::add(&mut tx, new, self.now()).await.unwrap();
        let today = self.now().date_naive();
        roll::import(
            &mut tx,
            id,
            &three_tenants(),
            today,
            self.now(),
            [0; 32],
            None,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        landlord::by_slug(self.db(), slug).await.unwrap().unwrap()
    }

    /// A charter of two articles, open to discussion from yesterday until `days` from now.
    pub async fn charter(&self, landlord: LandlordId, audience: Audience, days: i64) {
        let now = self.now();
        let mut tx = self.db().begin().await.unwrap();
        let new = NewText {
            kind: TextKind::Charter,
            slug: "charte".to_owned(),
            audience,
        };
        let parsed = grammar::parse(CHARTER).unwrap();
        let text = text::import(&mut tx, landlord, new, &parsed, now)
            .await
            .unwrap()
            .text_id;
        let dates =
            Discussion::new(now - TimeDelta::days(30), now + TimeDelta::days(days)).unwrap();
        let next = "Les réponses viennent **article par article**.";
        text::set_discussion(&mut tx, text, dates, next, "Answers come.", now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// A later version of the charter.
    pub async fn version(&self, landlord: LandlordId, source: &str) {
        let mut tx = self.db().begin().await.unwrap();
        let kind = TextKind::Charter;
        let new = NewText {
            kind,
            slug: "charte".to_owned(),
            audience: Audience::Public,
        };
        let parsed = grammar::parse(source).unwrap();
        text::import(&mut tx, landlord, new, &parsed, self.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn person(&self, landlord: &Landlord, reference: &str) -> PersonId {
        activation::person_by_reference(self.db(), landlord.id, reference)
            .await
            .unwrap()
            .unwrap()
            .person_id
    }

    /// A code as a letter would carry it.
    pub async fn code(&self, landlord: &Landlord, reference: &str, entropy: u64) -> ActivationCode {
        let person = self.person(landlord, reference).await;
        let code = ActivationCode::from_entropy(entropy);
        let hash = secret::code_hash(&self.site.code_salt, &code).unwrap();
        let mut tx = self.db().begin().await.unwrap();
        let until = self.now() + TimeDelta::days(30);
        activation::issue(&mut tx, person, &hash, self.now(), until)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        code
    }

    /// An account that is nothing yet.
    pub async fn account(&self, identifier: &str, own_name: &str) -> AccountId {
        let new = NewAccount {
            identifier: identifier.to_owned(),
            email: None,
            passphrase: secret::hash(PASSPHRASE).unwrap(),
            own_name: own_name.to_owned(),
        };
        let mut tx = self.db().begin().await.unwrap();
        let id = account::create(&mut tx, new, self.now()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A tenant of the roll, signed in.
    pub async fn tenant(&self, landlord: &Landlord, reference: &str) -> Client {
        let identifier = format!("{}-{}", landlord.slug, reference.to_lowercase());
        let account = self
            .account(&identifier, &format!("Secret Nom {reference}"))
            .await;
        let person = self.person(landlord, reference).await;
        let mut tx = self.db().begin().await.unwrap();
        account::link_person(&mut tx, account, person, self.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.sign_in(&identifier).await
    }

    /// Somebody of the landlord's staff, signed in.
    pub async fn staff(&self, landlord: &Landlord) -> Client {
        let identifier = format!("{}-agent", landlord.slug);
        let place = Place::Landlord(landlord.id);
        self.holder(&identifier, Role::LandlordStaff, place).await
    }

    /// A facilitator of the landlord's discussions, signed in.
    pub async fn facilitator(&self, landlord: &Landlord) -> Client {
        let identifier = format!("{}-animatrice", landlord.slug);
        let place = Place::Landlord(landlord.id);
        self.holder(&identifier, Role::Facilitator, place).await
    }

    /// A guarantor of the landlord's discussions, signed in.
    pub async fn guarantor(&self, landlord: &Landlord) -> Client {
        let identifier = format!("{}-garante", landlord.slug);
        let place = Place::Landlord(landlord.id);
        self.holder(&identifier, Role::Guarantor, place).await
    }

    /// An administrator of the instance, signed in.
    pub async fn administrator(&self) -> Client {
        let role = Role::Administrator;
        self.holder("administratrice", role, Place::Instance).await
    }

    /// Somebody who holds a role since 2020, signed in.
    pub async fn holder(&self, identifier: &str, role: Role, place: Place) -> Client {
        let account = self.account(identifier, "Agent").await;
        let since = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        let membership = Membership {
            role,
            place,
            since,
            until: None,
        };
        let mut tx = self.db().begin().await.unwrap();
        account::grant(&mut tx, account, membership, None, self.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.sign_in(identifier).await
    }

    /// Words that somebody at a desk entered for a tenant, by the form.
    pub async fn entered(&self, landlord: &Landlord, desk: &Client, body: &str) -> Entry {
        let form = entry_form(self, &form_id(200), body);
        let form: Vec<_> = form
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = desk
            .post(&format!("/api/entry/{}/add", landlord.slug), &form)
            .await;
        assert!(
            answer.location().ends_with("/talon?fait=1"),
            "{}",
            answer.location()
        );
        let mut all = entry::of_landlord(self.db(), landlord.id, 1).await.unwrap();
        all.remove(0)
    }

    /// Signs in by the form.
    pub async fn sign_in(&self, identifier: &str) -> Client {
        let client = Client::anonymous(self);
        let form = [("identifier", identifier), ("passphrase", PASSPHRASE)];
        let answer = client.post("/api/session/open", &form).await;
        assert_eq!(answer.location(), "/mon-espace");
        client
    }
}

fn three_tenants() -> Roll {
    let mut made = Roll::default();
    for n in 1..=3 {
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
            starts_on: NaiveDate::from_ymd_opt(2020, 1, 1).unwrap(),
            ends_on: None,
            holders: vec![n - 1],
        });
    }
    made.lines = 3;
    made
}

/// What the comment form sends.
pub fn comment<'a>(
    landlord: &'a Landlord,
    form_id: &'a str,
    body: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("landlord", landlord.slug.as_str()),
        ("handle", ARTICLE),
        ("form_id", form_id),
        ("body", body),
        ("public_name", "Claire du 3e"),
    ]
}

/// What the form that enters words for somebody sends.
pub fn entry_form(house: &House, form_id: &str, body: &str) -> Vec<(&'static str, String)> {
    let today = house.now().date_naive().to_string();
    [
        ("form_id", form_id),
        ("handle", ARTICLE),
        ("body", body),
        ("source", "meeting"),
        ("place", "Hall des Lilas"),
        ("heard_on", &today),
        ("public_name", "Une locataire"),
        ("agreed", "true"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

pub fn form_id(n: u8) -> String {
    format!("00000000-0000-4000-8000-0000000000{n:02x}")
}

/// The page of the first article.
pub fn page() -> String {
    format!("/rive/charte/{ARTICLE}")
}

impl Client {
    /// Comments on the first article; `n` tells one form from another.
    pub async fn says(&self, landlord: &Landlord, n: u8, body: &str) -> Answer {
        let id = form_id(n);
        self.post("/api/charter/comment", &comment(landlord, &id, body))
            .await
    }

    /// Replies to a thread of the first article.
    pub async fn replies(&self, landlord: &Landlord, n: u8, thread: &str, body: &str) -> Answer {
        let id = form_id(n);
        let mut form = comment(landlord, &id, body);
        form[4] = ("public_name", "Idriss");
        form.push(("thread", thread));
        self.post("/api/charter/comment", &form).await
    }

    /// The thread that stands first on the page.
    pub async fn first_thread(&self) -> String {
        self.get(&page()).await.field("thread").unwrap()
    }

    /// Supports a comment, or takes it back.
    pub async fn supports(&self, comment: &str, on: bool) -> Answer {
        let on = on.to_string();
        let form = [
            ("landlord", "rive"),
            ("handle", ARTICLE),
            ("comment", comment),
            ("on", on.as_str()),
        ];
        self.post("/api/charter/support", &form).await
    }
}
