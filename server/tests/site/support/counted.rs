//! Rive-Neuve's election of 3 December 2030, counted, with the figures that its record must show.

use super::electorate::Electorate;
use super::{Client, House};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use palier_domain::account::role::{Place, Role};
use palier_domain::election::candidate_list::candidate::Sex;
use palier_domain::election::official_record::figures::{
    Figures, OnlineFigures, PaperFigures, SetAside,
};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::protocol::body::Body;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::{AssociationId, ElectionId};
use palier_domain::landlord::kind::LandlordKind;
use palier_store::association::{self, NewAssociation};
use palier_store::candidate_list::{self, Entrant, Filing, Words};
use palier_store::election::{self, NewElection, count};
use palier_store::landlord::Landlord;

/// Lists in the order in which they were drawn.
pub const LISTS: [&str; 5] = ["CNL", "CLCV", "SLC-CSF", "AFOC", "INDECOSA-CGT"];

/// A counted election with those who run it.
pub struct Counted {
    pub house: House,
    pub landlord: Landlord,
    pub handle: String,
    /// Delegate of the association of the first list.
    pub agent: Client,
    pub officer: Client,
    pub commission: Client,
    /// Three members of the tally board.
    pub board: [Client; 3],
}

/// The figures of the record.
pub fn figures() -> Figures {
    Figures {
        lists: LISTS.map(str::to_owned).to_vec(),
        registered: 11_872,
        online: Some(OnlineFigures {
            marks: 702,
            ballots: 702,
            votes: vec![240, 172, 118, 83, 66],
            blank: 23,
            in_grace: 0,
        }),
        post: Some(PaperFigures {
            voters: 1_096,
            votes: vec![358, 256, 177, 126, 116],
            blank: 36,
            null: 27,
        }),
        ballot_box: Some(PaperFigures {
            voters: 41,
            votes: vec![14, 10, 6, 5, 3],
            blank: 2,
            null: 1,
        }),
        envelopes_received: 1_125,
        set_aside: SetAside {
            double: 9,
            late: 14,
            unsigned: 6,
            unknown: 0,
        },
    }
}

fn protocol() -> Protocol {
    let body = Body {
        kind: LandlordKind::Oph,
        dwellings: 12_480,
        board_members: 27,
    };
    let day = NaiveDate::from_ymd_opt(2030, 12, 3).unwrap();
    Protocol::proposed(body, day)
}

fn counted_at() -> DateTime<Utc> {
    "2030-12-03T19:00:00Z".parse().unwrap()
}

impl Counted {
    /// Rive-Neuve's figures, five weeks after the count.
    pub async fn new() -> Self {
        Self::with(figures(), &[]).await
    }

    /// Other figures, or lots that were drawn.
    pub async fn with(figures: Figures, lots: &[String]) -> Self {
        let house = House::open_when("2031-01-10T09:00:00Z").await;
        let landlord = house.landlord("rive").await;
        let electorate = Electorate::of(3);
        let handle = electorate.handle.clone();
        let mut tx = house.db().begin().await.unwrap();
        let new = NewElection {
            landlord_id: landlord.id,
            handle: handle.clone(),
            title: "Élection 2030".to_owned(),
            rehearsal_of: None,
            protocol: protocol(),
        };
        let id = election::create(&mut tx, new, counted_at()).await.unwrap();
        tx.commit().await.unwrap();
        // Lists move while an election is announced.
        house
            .execute("UPDATE election SET stage = 'announced'")
            .await;
        let mut tx = house.db().begin().await.unwrap();
        let association = lists(&mut tx, &landlord, id, &figures.lists).await;
        count::keep(&mut tx, id, &figures, lots, counted_at())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let sealing = electorate.sealing("rive", counted_at());
        let boxes = house.site.polls.boxes();
        boxes.create(&handle, sealing).await.unwrap();
        let here = Place::Landlord(landlord.id);
        let officer = house.holder("marc", Role::ElectionOfficer, here).await;
        let place = Place::Association(association);
        let agent = house.holder("dora", Role::AssociationDelegate, place).await;
        let commission = member(&house, id, "alice", ElectionRole::Commission).await;
        let board = [
            member(&house, id, "bruno", ElectionRole::TallyBoard).await,
            member(&house, id, "chloe", ElectionRole::TallyBoard).await,
            member(&house, id, "david", ElectionRole::TallyBoard).await,
        ];
        house.execute("UPDATE election SET stage = 'counted'").await;
        Self {
            house,
            landlord,
            handle,
            agent,
            officer,
            commission,
            board,
        }
    }

    /// A public address of the election.
    pub fn at(&self, below: &str) -> String {
        format!("/rive/election/{}/{below}", self.handle)
    }

    /// A desk of the election.
    pub fn desk(&self, below: &str) -> String {
        format!("/rive/gestion/election/{}/{below}", self.handle)
    }

    /// Where a form is sent.
    pub fn api(&self, act: &str) -> String {
        format!("/api/result/rive/{}/{act}", self.handle)
    }

    /// Signs as a member of the board, what the page shows.
    pub async fn sign(&self, member: usize) -> String {
        let by = &self.board[member];
        let page = by.get(&self.desk("proces-verbal")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let print = page.field("fingerprint").unwrap_or_default();
        let form = [("fingerprint", print.as_str()), ("quality", "assesseure")];
        by.post(&self.api("sign"), &form)
            .await
            .location()
            .to_owned()
    }

    /// The same election, proclaimed.
    pub async fn proclaimed(self) -> Self {
        for member in 0..2 {
            assert!(self.sign(member).await.ends_with("?fait=1"));
        }
        let done = self.board[0].post(&self.api("proclaim"), &[]).await;
        assert!(
            done.location().ends_with("/resultat"),
            "{}",
            done.location()
        );
        self
    }

    /// The same election, final.
    pub async fn final_(self) -> Self {
        let counted = self.proclaimed().await;
        let done = counted.officer.post(&counted.api("final"), &[]).await;
        assert!(done.location().ends_with("?fait=1"), "{}", done.location());
        counted
    }
}

async fn member(house: &House, id: ElectionId, name: &str, role: ElectionRole) -> Client {
    let account = house.account(name, &format!("Mme {name}")).await;
    let mut tx = house.db().begin().await.unwrap();
    election::add_member(&mut tx, id, account, role, house.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    house.sign_in(name).await
}

/// Files and admits a list per name, in this order; gives the association of the first one.
async fn lists(
    tx: &mut palier_store::Tx,
    landlord: &Landlord,
    id: ElectionId,
    names: &[String],
) -> AssociationId {
    let at = counted_at();
    let new = NewAssociation {
        slug: "amicale".to_owned(),
        name: "Amicale".to_owned(),
        about: String::new(),
        national_body: None,
    };
    let association = association::add(tx, new, &[landlord.id], at).await.unwrap();
    for (place, name) in (1..).zip(names) {
        let words = Words {
            title: name.clone(),
            national_body: name.clone(),
            independent: true,
            statement: String::new(),
        };
        let of = (place == 1).then_some(association);
        let list = candidate_list::start(tx, id, of, "Mme Roy", &words, at)
            .await
            .unwrap();
        for n in 1..=10 {
            let entrant = Entrant {
                place: n,
                name: format!("{name} Nom{n}"),
                sex: Some(if n % 2 == 0 { Sex::Man } else { Sex::Woman }),
                birth_date: NaiveDate::from_ymd_opt(1960 + place, 1, 1),
                lease: format!("B{n}"),
                payment: Some("last_receipt".to_owned()),
                unbarred: true,
                ..Entrant::default()
            };
            candidate_list::put_candidate(tx, list, &entrant)
                .await
                .unwrap();
        }
        let filing = Filing {
            landlord: landlord.id,
            received_on: at.date_naive(),
            document: name.as_bytes(),
        };
        // Without a draw, lists stand in the order in which they were filed.
        let filed_at = at + TimeDelta::seconds(place.into());
        candidate_list::file(tx, list, &filing, filed_at)
            .await
            .unwrap();
        candidate_list::judge(tx, list, true, "complète", at)
            .await
            .unwrap();
    }
    association
}
