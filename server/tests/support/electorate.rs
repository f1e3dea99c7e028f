//! An election with a key, two code authorities and voters, whose ballots are real.

use chrono::{DateTime, TimeDelta, Utc};
use palier_app::election::vote::setup::Setup;
use palier_ballots::archive::Writer;
use palier_ballots::conduct::{Template, Verified, append, election};
use palier_ballots::holder::{self, KeyFile, Protection};
use palier_ballots::make::{BallotSeed, Booth, CastBallot, Choices};
use palier_ballots::threshold::Context;
use palier_ballots::wire::TrusteeText;
use palier_ballots::{
    Credential, Ed25519, Election, ElectionId, Half, LinkHalf, Making, SecretScalar, Share,
    TrusteeKey, combine,
};
use palier_domain::election::key_plan::{Interest, KeyHolder, KeyPlan, KeyShare};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::protocol::body::Body;
use palier_domain::id::{ElectionId as StoredId, LandlordId};
use palier_domain::landlord::kind::LandlordKind;
use palier_store::ballot_box::{About, BallotList, Help, Kind, Line, Rules, Sealing};
use palier_store::election::{self as stored, NewElection};
use palier_store::{Db, ids};
use rand_core::UnwrapErr;
use serde_json::{Value, json};

const TEMPLATE: &str = r#"{"description":"Un essai.","name":"Essai","questions":[
    {"answers":["Liste 1","Liste 2","Liste 3","Liste 4","Liste 5"],"blank":true,"min":1,"max":1,
     "question":"Qui ?"}]}"#;

/// An election of the group in which browsers vote.
pub type Electorate = ElectorateIn<Ed25519>;

/// An election in a group, and those who may vote in it.
pub struct ElectorateIn<G: Making> {
    pub handle: String,
    pub election: Election<G>,
    pub setup: Setup,
    pub voters: Vec<Voter>,
    /// The holder's key, in decimal.
    pub secret: String,
    /// The key files of those who hold the key; none where one key was made and forgotten.
    pub holders: Vec<KeyFile>,
    tags: Vec<[u8; 32]>,
}

/// A voter: the two codes that she received.
#[derive(Clone)]
pub struct Voter {
    pub codes: [String; 2],
    /// Their link halves, in hexadecimal.
    pub links: [String; 2],
    /// The identifier of her line.
    pub line: uuid::Uuid,
}

/// What a booth sends, ready.
#[derive(Clone)]
pub struct Ready {
    pub ballot: String,
    pub tracking: String,
    pub body: String,
}

fn rng() -> UnwrapErr<getrandom::SysRng> {
    UnwrapErr(getrandom::SysRng)
}

/// Texts as the rounds take them.
fn refs(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}

/// Three holders' rounds, each part made as on her own machine.
fn ceremony(group: &str) -> (TrusteeText, Vec<KeyFile>) {
    let (rng, protection) = (&mut rng(), Protection::Unprotected);
    let open = |text: &str| KeyFile::open(text, protection).unwrap();
    let (mut seeds, mut publics) = (Vec::new(), Vec::new());
    for index in 1..=3 {
        let context = Context {
            size: 3,
            threshold: 2,
            index,
        };
        let made = holder::new_seed(group, context, protection, rng).unwrap();
        seeds.push(open(&made.key_file));
        publics.push(made.public);
    }
    let certificates = holder::certificates(&refs(&publics), 2).unwrap();
    let polynomials = seeds
        .iter()
        .map(|seed| holder::polynomial(seed, &certificates, rng));
    let polynomials: Vec<String> = polynomials.map(Result::unwrap).collect();
    let inputs = holder::inputs(&certificates, &refs(&polynomials)).unwrap();
    let (mut outputs, mut keys) = (Vec::new(), Vec::new());
    for (seed, input) in seeds.iter().zip(&inputs) {
        let made = holder::output(seed, &certificates, input, protection, rng).unwrap();
        keys.push(open(&made.key_file));
        outputs.push(made.public);
    }
    let part = holder::threshold(&certificates, &refs(&polynomials), &refs(&outputs)).unwrap();
    (
        TrusteeText::Pedersen(serde_json::from_str(&part).unwrap()),
        keys,
    )
}

impl<G: Making> ElectorateIn<G> {
    /// An election of so many voters, with three holders of whom two decrypt.
    pub fn with_holders(count: usize) -> Self {
        let (trustee, holders) = ceremony(G::NAME);
        Self::made(count, trustee, (holders, String::new()))
    }

    /// An election of so many voters, whose two halves were combined.
    pub fn of(count: usize) -> Self {
        let rng = &mut rng();
        let key = SecretScalar::<G>::random(rng);
        let trustee = TrusteeText::Single(TrusteeKey::publish(&key, rng).print());
        Self::made(count, trustee, (Vec::new(), key.encode().to_string()))
    }

    fn made(count: usize, trustee: TrusteeText, (holders, secret): (Vec<KeyFile>, String)) -> Self {
        let rng = &mut rng();
        let id = ElectionId::random(rng);
        let trustees = [trustee];
        let template = Template::read(TEMPLATE.as_bytes()).unwrap();
        let record = election::<G>(&template, &id, &trustees).unwrap();
        let (mut shares_a, mut shares_b, mut voters) = (Vec::new(), Vec::new(), Vec::new());
        for line in 0..count {
            let [a, b] = [Credential::random(rng), Credential::random(rng)];
            shares_a.push(Share::<G>::of(&a, &id, Half::A, line, rng));
            shares_b.push(Share::<G>::of(&b, &id, Half::B, line, rng));
            voters.push(Voter {
                codes: [a.expose().to_owned(), b.expose().to_owned()],
                links: [
                    LinkHalf::of(&a, &id, Half::A).expose(),
                    LinkHalf::of(&b, &id, Half::B).expose(),
                ],
                line: ids::new_v4(),
            });
        }
        let combined = combine(&id, &shares_a, &shares_b, &vec![1; count]).unwrap();
        let (mut writer, mut bytes) = Writer::start(1_900_000_000).unwrap();
        let trustees = palier_ballots::wire::print(&trustees);
        let credentials = &combined.credentials;
        bytes.extend(append::setup(&mut writer, &record, &trustees, credentials).unwrap());
        Self {
            handle: id.as_str().to_owned(),
            election: Election::read(&record).unwrap(),
            setup: Setup::verify(bytes, id.as_str(), count).unwrap(),
            tags: combined.tags.iter().map(|tag| *tag.as_bytes()).collect(),
            voters,
            secret,
            holders,
        }
    }

    /// What a holder decrypts of an archive, on her own machine.
    pub fn share(&self, archive: &[u8], holder: usize) -> String {
        let archive = Verified::read([archive]).unwrap();
        let key = &self.holders[holder - 1];
        holder::decrypt(&archive, key, None, &mut rng())
            .unwrap()
            .text
    }

    /// What the box is sealed with: open from an hour ago until tomorrow.
    pub fn sealing(&self, slug: &str, now: DateTime<Utc>) -> Sealing {
        let lines = self.voters.iter().zip(&self.tags);
        Sealing {
            start: self.setup.start.clone(),
            opens_at: now - TimeDelta::hours(1),
            closes_at: now + TimeDelta::days(1),
            rules: Rules {
                revoting: false,
                grace_minutes: 0,
                publication_minutes: 60,
                least_published: 10,
                origins: vec!["https://amicale.example.org".to_owned()],
            },
            about: About {
                title: "Essai".to_owned(),
                landlord: "Rive Habitat".to_owned(),
                slug: slug.to_owned(),
                kind: Kind::Binding,
                lists: vec![BallotList {
                    title: "Liste 1".to_owned(),
                    affiliation: "CNL".to_owned(),
                }],
                help: Help {
                    phone: "01 02 03 04 05".to_owned(),
                    place: "Hall des Lilas".to_owned(),
                },
            },
            register: lines
                .map(|(voter, tag)| Line {
                    id: voter.line,
                    tag: *tag,
                })
                .collect(),
            now,
        }
    }

    /// The row of the election in the main database, as a draft.
    pub async fn stored(&self, db: &Db, landlord_id: LandlordId, now: DateTime<Utc>) -> StoredId {
        let body = Body {
            kind: LandlordKind::Oph,
            dwellings: 12_480,
            board_members: 27,
        };
        let mut protocol = Protocol::proposed(body, now.date_naive());
        if !self.holders.is_empty() {
            let share = |person: &str| KeyShare {
                holder: KeyHolder {
                    person: person.to_owned(),
                    interest: Interest::Neutral(person.to_owned()),
                },
                substitute: None,
            };
            protocol.key_plan = Some(KeyPlan {
                threshold: 2,
                shares: ["Alice", "Bruno", "Chloé"].map(share).to_vec(),
            });
        }
        let new = NewElection {
            landlord_id,
            handle: self.handle.clone(),
            title: "Essai".to_owned(),
            rehearsal_of: None,
            protocol,
        };
        let mut tx = db.begin().await.unwrap();
        let id = stored::create(&mut tx, new, now).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A ballot of a voter for one of the five lists; 0 is the blank vote.
    pub fn ballot(&self, voter: usize, list: usize) -> Ready {
        let cast = self.sealed(&self.key(voter), list).cast();
        self.ready(&cast, voter)
    }

    /// A ballot signed with another key than the sum of both codes'.
    pub fn signed_with(&self, key: &SecretScalar<G>, voter: usize) -> Ready {
        self.ready(&self.sealed(key, 1).cast(), voter)
    }

    /// The key of one code alone.
    pub fn half(&self, voter: usize, half: usize) -> SecretScalar<G> {
        let code = Credential::parse(&self.voters[voter].codes[half]).unwrap();
        code.derive(self.election.id())
    }

    /// The public credential of a voter.
    pub fn credential(&self, voter: usize) -> String {
        G::encode(&self.key(voter).public())
    }

    fn key(&self, voter: usize) -> SecretScalar<G> {
        self.half(voter, 0).join(&self.half(voter, 1))
    }

    fn sealed(&self, key: &SecretScalar<G>, list: usize) -> palier_ballots::make::Sealed {
        let mut choices = vec![0; 6];
        choices[list] = 1;
        let rng = &mut rng();
        let seed = BallotSeed::random(key, rng);
        let choices = Choices::new(vec![choices]);
        let booth = Booth::new(&self.election);
        booth.seal(key, choices, seed, rng).unwrap()
    }

    fn ready(&self, cast: &CastBallot, voter: usize) -> Ready {
        let ballot = String::from_utf8(cast.bytes().to_vec()).unwrap();
        Ready {
            body: self.body(&ballot, &self.voters[voter].links).to_string(),
            tracking: cast.tracking_number(),
            ballot,
        }
    }

    /// What a booth would send of a ballot with these link halves.
    pub fn body(&self, ballot: &str, links: &[String; 2]) -> Value {
        json!({ "ballot": ballot, "r_a": links[0], "r_b": links[1] })
    }

    /// Where votes are sent.
    pub fn cast_at(&self) -> String {
        format!("/api/election/{}/cast", self.handle)
    }
}
