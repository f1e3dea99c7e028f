//! A charter with commitments that three colleges adopted.

use super::{Client, House};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use palier_domain::account::role::{Place, Role};
use palier_domain::charter::adoption::ballot::{Says, Voice};
use palier_domain::charter::adoption::rules::AdoptionRules;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::grammar;
use palier_domain::charter::status::{Audience, TextKind};
use palier_domain::charter::version_steps::{Unsettled, VersionStep};
use palier_domain::election::consultation::ballot::{Answer, Ballot};
use palier_domain::election::consultation::outcome::Counted;
use palier_domain::election::consultation::stage::Hours;
use palier_domain::id::{AccountId, AssociationId, ConsultationId, TextId, VersionId};
use palier_store::adoption::{self, Given, Opening};
use palier_store::amendment::{By, Person};
use palier_store::association::{self, NewAssociation};
use palier_store::consultation::college::{self, Source};
use palier_store::consultation::{self, Draft};
use palier_store::landlord::Landlord;
use palier_store::standing::{self, Standing};
use palier_store::text::{self, NewText};
use palier_store::{account, decision};

/// One commitment with its day, which is over, and one that says neither who nor when.
pub const COMMITTED: &str = "# Charte\n\n## Le bâti\n\n### Ascenseurs\n{: kind=commitment \
    owner=\"Direction technique\" indicator=\"heures d’arrêt\" due=\"2021-06-30\"}\n\n\
    **Bailleur :** Réparés en deux jours.\n\n### Propreté\n{: kind=commitment}\n\nLe hall est \
    propre.\n\n- les sols\n- les vitres\n\n### Loi\n{: kind=law}\n\nLa loi s’applique.\n";

/// The hash under which people take the charter up again.
pub const HANDLE: &str = "6EoLmCLYpQWMxM";

pub struct Adopted {
    pub house: House,
    pub rive: Landlord,
    pub text: TextId,
    pub version: VersionId,
    pub facilitator: Client,
    pub staff: Client,
    /// Who speaks for the first of the two associations.
    pub delegate: Client,
    pub associations: [AssociationId; 2],
}

impl Adopted {
    /// A charter that is open to amendments, and who it takes to adopt it.
    pub async fn open() -> Self {
        let house = House::open().await;
        let rive = house.landlord("rive").await;
        let associations = [
            association(&house, &rive, "cnl").await,
            association(&house, &rive, "clcv").await,
        ];
        let now = house.now();
        let mut tx = house.db().begin().await.unwrap();
        let new = NewText {
            kind: TextKind::Charter,
            slug: "charte".to_owned(),
            audience: Audience::Public,
        };
        let parsed = grammar::parse(COMMITTED).unwrap();
        let made = text::import(&mut tx, rive.id, new, &parsed, now).await;
        let made = made.unwrap();
        tx.commit().await.unwrap();
        let place = Place::Association(associations[0]);
        let facilitator = house.facilitator(&rive).await;
        let staff = house.staff(&rive).await;
        let role = Role::AssociationDelegate;
        let delegate = house.holder("dora", role, place).await;
        Self {
            text: made.text_id,
            version: made.version_id,
            house,
            rive,
            facilitator,
            staff,
            delegate,
            associations,
        }
    }

    /// The same, adopted.
    pub async fn new() -> Self {
        let mut scene = Self::open().await;
        scene.adopt().await;
        scene
    }

    /// What somebody is here, by the name with which she signs in.
    async fn who(&self, identifier: &str) -> (AccountId, Standing) {
        let db = self.house.db();
        let found = account::by_identifier(db, identifier).await.unwrap();
        let id = found.unwrap().id;
        let today = self.house.now().date_naive();
        let standing = standing::of(db, id, self.rive.id, today).await.unwrap();
        (id, standing)
    }

    /// Brings the open version before the colleges and lets each adopt it.
    pub async fn adopt(&mut self) {
        let now = self.house.now();
        let today = now.date_naive();
        let (facilitator, staff) = (
            self.who("rive-animatrice").await,
            self.who("rive-agent").await,
        );
        let by = person(&facilitator);
        let none = Unsettled::default();
        let mut tx = self.house.db().begin().await.unwrap();
        use VersionStep::{Consolidate, Freeze, OpenVotes};
        for step in [Freeze, OpenVotes, Consolidate] {
            let done = decision::step(&mut tx, self.text, step, &none, by, now).await;
            done.unwrap();
        }
        let opening = Opening::default();
        let opened = adoption::open(&mut tx, self.text, &opening, by, now).await;
        self.version = opened.unwrap();
        tx.commit().await.unwrap();
        let consultation = self.consulted(now).await;
        let voice = |association| Voice {
            association,
            says: Says::For,
        };
        let voices = self.associations.map(voice);
        let board = Given::Board {
            held_on: today,
            members: 12,
            ayes: 9,
            noes: 2,
            abstentions: 1,
        };
        let mut tx = self.house.db().begin().await.unwrap();
        for (college, given, words, by) in [
            (College::Tenants, Given::Consultation(consultation), "", by),
            (College::Associations, Given::Named(&voices), "", by),
            (College::Landlord, board, "Elle est juste.", person(&staff)),
        ] {
            let (what, when) = ((self.text, college), (today, now));
            let kept = adoption::keep(&mut tx, what, (given, words), by, when).await;
            kept.unwrap();
        }
        let done = adoption::conclude(&mut tx, self.text, by, today, now).await;
        done.unwrap();
        tx.commit().await.unwrap();
    }

    /// Opens the text again: the adopted version stays in force.
    pub async fn reopen(&self) {
        let facilitator = self.who("rive-animatrice").await;
        let mut tx = self.house.db().begin().await.unwrap();
        let now = self.house.now();
        let done = adoption::reopen(&mut tx, self.text, person(&facilitator), now).await;
        done.unwrap();
        tx.commit().await.unwrap();
    }

    /// The tenants' vote on the version: of 60, 30 say yes, 2 say no and 8 say nothing.
    async fn consulted(&self, now: DateTime<Utc>) -> ConsultationId {
        let rules = AdoptionRules::default().of(College::Tenants).unwrap();
        let rules = rules.consultation();
        let counted = Counted {
            college: String::new(),
            electors: 60,
            voters: 40,
            blank: 8,
            answers: vec![30, 2],
        };
        let outcome = rules.outcome(counted, None, 1).unwrap();
        let draft = Draft {
            title: "La charte".to_owned(),
            body: String::new(),
            version_id: Some(self.version),
            ballot: Ballot {
                question: "Adoptez-vous la charte ?".to_owned(),
                answer: Answer::YesNo,
            },
            rules,
            hours: Hours {
                roll_closes_at: now,
                opens_at: now + TimeDelta::hours(1),
                closes_at: now + TimeDelta::hours(2),
            },
        };
        let mut tx = self.house.db().begin().await.unwrap();
        let id = consultation::create(&mut tx, self.rive.id, HANDLE, &draft, now).await;
        let id = id.unwrap();
        let added = college::add(&mut tx, id, "Locataires", Source::Tenants, now).await;
        added.unwrap();
        tx.commit().await.unwrap();
        let outcome = serde_json::to_string(&outcome).unwrap();
        let decided = format!("UPDATE consultation SET stage = 'decided', outcome = '{outcome}'");
        self.house.execute(&decided).await;
        let electors = "UPDATE consultation_college SET electors = 60";
        self.house.execute(electors).await;
        id
    }

    /// A day, as forms send it.
    pub fn day(&self, days: i64) -> NaiveDate {
        self.house.now().date_naive() + TimeDelta::days(days)
    }
}

fn person((account, standing): &(AccountId, Standing)) -> By<'_> {
    By::Person(Person {
        account: *account,
        standing,
    })
}

async fn association(house: &House, rive: &Landlord, slug: &str) -> AssociationId {
    let new = NewAssociation {
        slug: slug.to_owned(),
        name: slug.to_uppercase(),
        about: String::new(),
        national_body: None,
    };
    let mut tx = house.db().begin().await.unwrap();
    let id = association::add(&mut tx, new, &[rive.id], house.now()).await;
    tx.commit().await.unwrap();
    id.unwrap()
}
