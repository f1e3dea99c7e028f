//! From the last vote to the seats: each in its order, by its role, and the same result whatever
//! happens in between.

use super::voting::{SLUG, address, archive, cast};
use crate::support::client::Part;
use crate::support::electorate::Electorate;
use crate::support::{Client, House};
use chrono::TimeDelta;
use palier_app::election::vote::Poll;
use palier_app::election::vote::clock::{Looks, look_at_all};
use palier_ballots::verify::{Options, Verdict, verify};
use palier_domain::election::official_record::figures::{PaperFigures, SetAside};
use palier_domain::election::paper::count::{Ground, Sheet};
use palier_domain::election::paper::envelope::Envelopes;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::{AccountId, ElectionId};
use palier_server::jobs::{Crew, work};
use palier_store::election::{self, count, freeze, paper, tally};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use std::time::Duration;

const DAY: &str = "2030-12-03T18:00:00Z";

/// Whom each of twelve voters chooses; 0 is the blank vote.
const CHOICES: [usize; 12] = [1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 0, 1];

/// An election whose vote has ended, and its tally board.
pub struct Closing {
    pub house: House,
    pub electorate: Electorate,
    poll: Arc<Poll>,
    pub id: ElectionId,
    pub board: Client,
    operators: [AccountId; 2],
    /// The archive when the vote ended.
    frozen: Vec<u8>,
}

impl Closing {
    pub async fn new() -> Self {
        let (house, electorate) = (
            House::open_when(DAY).await,
            Electorate::with_holders(CHOICES.len()),
        );
        let mut sealing = electorate.sealing(SLUG, house.now());
        sealing.opens_at = house.now() - TimeDelta::hours(2);
        sealing.closes_at = house.now() + TimeDelta::hours(1);
        sealing.rules.grace_minutes = 0;
        let poll = house.votes_by(&electorate, sealing).await;
        let client = Client::anonymous(&house);
        for (voter, list) in CHOICES.into_iter().enumerate() {
            let answer = cast(&client, &electorate, &electorate.ballot(voter, list)).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        poll.freeze(house.now()).await.unwrap();
        house.execute("UPDATE election SET stage = 'open'").await;
        look_at_all(&house.site, &mut Looks::default(), None)
            .await
            .unwrap();
        let found = election::by_handle(house.db(), &electorate.handle).await;
        let id = found.unwrap().unwrap().id;
        let bureau = house.account("bureau", "Alice").await;
        let autre = house.account("autre", "Bruno").await;
        let mut tx = house.db().begin().await.unwrap();
        let role = ElectionRole::TallyBoard;
        election::add_member(&mut tx, id, bureau, role, house.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for place in 1..=5 {
            list(&house, place).await;
        }
        Self {
            frozen: archive(&client, &electorate).await,
            board: house.sign_in("bureau").await,
            house,
            electorate,
            poll,
            id,
            operators: [bureau, autre],
        }
    }

    pub async fn stage(&self) -> Stage {
        let found = election::by_handle(self.house.db(), &self.electorate.handle).await;
        found.unwrap().unwrap().stage
    }

    async fn sees(&self, page: &str) -> String {
        let client = Client::anonymous(&self.house);
        let answer = client.get(&address(&self.electorate, page)).await;
        assert_eq!(answer.status, 200, "{page}: {}", answer.body);
        answer.body
    }

    async fn archive(&self) -> Vec<u8> {
        archive(&Client::anonymous(&self.house), &self.electorate).await
    }

    fn api(&self, act: &str) -> String {
        format!("/api/closing/{SLUG}/{}/{act}", self.electorate.handle)
    }

    /// What the page says after a form.
    pub async fn does(&self, act: &str, form: &[(&str, &str)]) -> String {
        let answer = self.board.post(&self.api(act), form).await;
        self.board.arrive(answer).await.body
    }

    async fn hands_in(&self, body: &str) -> String {
        let part = [Part::file("file", "part.json", body.as_bytes())];
        let answer = self.board.post_parts(&self.api("share"), &part).await;
        self.board.arrive(answer).await.body
    }

    /// Lets jobs be done until the election stands there.
    async fn until(&self, stage: Stage) {
        let crew = Crew::start(&self.house.site, work);
        for _ in 0..600 {
            if self.stage().await == stage {
                crew.stop().await;
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        let page = self.sees("depouillement").await;
        panic!("still {:?}: {page}", self.stage().await);
    }

    /// The roll that was frozen has forty lines.
    async fn forty_electors(&self) {
        let sql = "INSERT INTO electoral_roll (election_id, cut_off, still_on, lines, left_out,
                made_at, frozen_at, fingerprint)
             SELECT id, '2030-10-22', '2030-10-24', 40, 0, created_at, created_at, 'f' FROM election";
        self.house.execute(sql).await;
    }

    /// Two operators count the same on paper.
    pub async fn paper(&self, post: [u64; 5], ballot_box: [u64; 5]) {
        let figures = |votes: [u64; 5]| PaperFigures {
            voters: votes.iter().sum(),
            votes: votes.into(),
            blank: 0,
            null: 0,
        };
        let sheet = Sheet {
            post: Some(figures(post)),
            ballot_box: Some(figures(ballot_box)),
        };
        let found = election::by_handle(self.house.db(), &self.electorate.handle).await;
        let ground = Ground {
            channels: found.unwrap().unwrap().protocol.channels,
            lists: 5,
            envelopes: Envelopes {
                accepted: post.iter().sum(),
                set_aside: SetAside::default(),
            },
            in_box: ballot_box.iter().sum(),
            online: 12,
            noted: None,
        };
        for operator in self.operators {
            let mut tx = self.house.db().begin().await.unwrap();
            paper::send(
                &mut tx,
                self.id,
                operator,
                &sheet,
                &ground,
                self.house.now(),
            )
            .await
            .unwrap();
            tx.commit().await.unwrap();
        }
    }
}

/// An admitted list, in its place, whose candidates are all born on the same days as the others'.
async fn list(house: &House, place: usize) {
    let id = format!("{place:032x}");
    let sql = format!(
        "PRAGMA foreign_keys = OFF;
         INSERT INTO candidate_list (id, election_id, state, title, national_body, independent,
            statement, handed_in_by, received_on, filed_at, receipt_id, reason, ruled_at,
            place, created_at)
         SELECT x'{id}', id, 'admitted', 'Liste {place}', 'CNL', 1, '', '', '2030-10-01',
            created_at, randomblob(16), 'ok', created_at, {place}, created_at FROM election;
         INSERT INTO candidate (list_id, place, name, birth_date, lease, kept, unbarred)
         VALUES (x'{id}', 1, 'A', '1950-01-01', 'B1', 1, 1),
            (x'{id}', 2, 'B', '1960-01-01', 'B2', 1, 1),
            (x'{id}', 3, 'C', '1970-01-01', 'B3', 1, 1)"
    );
    house.execute(&sql).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_election_goes_from_its_last_vote_to_its_seats_and_names_a_bad_share() {
    let closing = Closing::new().await;
    assert_eq!(closing.stage().await, Stage::Frozen);
    let freeze = freeze::of(closing.house.db(), closing.id).await.unwrap();
    let freeze = freeze.unwrap();
    assert_eq!((freeze.ballots, freeze.marks, freeze.voters), (12, 12, 12));
    let hash = hex::encode(Sha256::digest(&closing.frozen));
    assert_eq!(freeze.sha256, hash);
    let page = closing.sees("depouillement").await;
    assert!(
        page.contains(&hash) && page.contains(&freeze.head),
        "{page}"
    );
    assert!(!page.contains("Résultat en ligne"), "nothing is known yet");

    let nobody = Client::anonymous(&closing.house);
    let refused = nobody.post(&closing.api("go-on"), &[]).await;
    assert_eq!(refused.status, 303, "the tally board's alone");
    assert_eq!(closing.stage().await, Stage::Frozen);
    closing.does("go-on", &[]).await;
    closing.until(Stage::Tallied).await;
    let summed = closing.archive().await;
    assert!(summed.starts_with(&closing.frozen), "it only grows");
    let early = closing.electorate.share(&summed, 3);
    let page = closing.hands_in(&early).await;
    assert!(
        page.contains("Le papier doit d’abord être compté, et ses chiffres arrêtés"),
        "{page}"
    );
    assert_eq!(closing.house.count("partial_decryption").await, 0);
    let page = closing.sees("depouillement").await;
    assert!(
        page.contains("ceux qui comptent ne connaissent aucune part du résultat"),
        "{page}"
    );
    // The register has no marks of the ballot box: paper came by post alone, but for none.
    closing.paper([4, 2, 1, 1, 0], [0, 0, 0, 0, 0]).await;
    let page = closing.hands_in(&early).await;
    assert!(page.contains("20 votants pour 12 électeurs"), "{page}");
    assert_eq!(closing.house.count("partial_decryption").await, 0);
    closing.forty_electors().await;
    let page = closing.sees("dechiffrement").await;
    assert!(
        page.contains("On attend\u{a0}: Alice, Bruno, Chloé"),
        "{page}"
    );

    // Bruno's file was changed on its way; then he brings the right one.
    let [alice, bruno] = [1, 2].map(|holder| closing.electorate.share(&summed, holder));
    let bad = bruno.replacen("\"response\":\"", "\"response\":\"1", 1);
    let page = closing.hands_in(&bad).await;
    assert!(
        page.contains("Une part au nom de Bruno") && page.contains("à corriger"),
        "{page}"
    );
    assert_eq!(
        closing
            .house
            .count("partial_decryption WHERE fault IS NOT NULL")
            .await,
        1
    );
    let page = closing.hands_in(&alice).await;
    assert!(page.contains("1 part valable sur 2 nécessaires"), "{page}");
    let another = closing.electorate.share(&summed, 1);
    assert_ne!(another, alice, "proofs are drawn anew");
    let page = closing.hands_in(&another).await;
    assert!(
        page.contains("Une autre part de Alice est déjà là"),
        "{page}"
    );
    let foreign = alice.replacen("\"owner\":1", "\"owner\":7", 1);
    let page = closing.hands_in(&foreign).await;
    assert!(page.contains("pas de détenteur numéro 7"), "{page}");
    let page = closing.hands_in("{}").await;
    assert!(page.contains("pas une part de déchiffrement"), "{page}");
    closing.hands_in(&bruno).await;
    closing.until(Stage::Decrypted).await;

    let finished = closing.archive().await;
    assert!(finished.starts_with(&summed), "it only grows");
    let options = Options {
        finished: true,
        ..Options::default()
    };
    let report = verify([&finished], options);
    assert_eq!((report.verdict, &report.refusal), (Verdict::Valid, &None));
    assert!(
        report.tolerated.is_empty(),
        "what does not hold stays outside"
    );
    assert_eq!(report.result, Some(vec![vec![1, 6, 3, 2, 0, 0]]));
    let result = tally::of(closing.house.db(), closing.id).await.unwrap();
    let figures = result.unwrap().figures;
    assert_eq!((figures.votes, figures.blank), (vec![6, 3, 2, 0, 0], 1));
    assert_eq!((figures.marks, figures.ballots), (12, 12));
    let page = closing.sees("depouillement").await;
    assert!(page.contains("Résultat en ligne"), "{page}");

    closing.does("count", &[]).await;
    assert_eq!(closing.stage().await, Stage::Counted);
    let counted = count::of(closing.house.db(), closing.id).await.unwrap();
    let figures = counted.unwrap().figures.0;
    let totals = figures.totals().unwrap();
    assert_eq!(totals.votes, [10, 5, 3, 1, 0]);
    assert_eq!(
        (totals.voters, totals.blank, figures.registered),
        (20, 1, 40)
    );
    drop(closing.poll);
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_that_are_not_as_many_as_ballots_stop_everything() {
    let closing = Closing::new().await;
    closing
        .house
        .execute("UPDATE box_freeze SET marks = 13; DELETE FROM election_condition")
        .await;
    let page = closing.sees("depouillement").await;
    assert!(
        page.contains("Arrêt\u{a0}: 13 émargements en ligne, mais 12 votants"),
        "{page}"
    );
    let page = closing.does("go-on", &[]).await;
    assert!(page.contains("ne sont pas en même nombre"), "{page}");
    assert_eq!(closing.house.count("job").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_box_that_is_not_as_it_was_frozen_is_not_added_up() {
    let closing = Closing::new().await;
    let other = "UPDATE box_freeze SET head = 'another'";
    closing.house.execute(other).await;
    let found = election::by_handle(closing.house.db(), &closing.electorate.handle).await;
    let (before, found) = (closing.archive().await, found.unwrap().unwrap());
    let site = &closing.house.site;
    let done = palier_app::election::closing::tally::tally(site.into(), &found, |_, _| {}).await;
    let said = done.unwrap_err().to_string();
    assert_eq!(said, "the box is not as it was frozen");
    assert_eq!(closing.archive().await, before, "nothing is added");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tally_taken_up_again_ends_as_the_first_would_have() {
    let closing = Closing::new().await;
    let found = election::by_handle(closing.house.db(), &closing.electorate.handle).await;
    let found = found.unwrap().unwrap();
    let add = || {
        let (site, found) = (&closing.house.site, &found);
        palier_app::election::closing::tally::tally(site.into(), found, |_, _| {})
    };
    // The archive went on, and the process was gone before the step was taken.
    let first = add().await.unwrap();
    let summed = closing.archive().await;
    assert_eq!(add().await.unwrap(), first);
    assert_eq!(closing.archive().await, summed, "nothing is added twice");
    closing.does("go-on", &[]).await;
    closing.until(Stage::Tallied).await;
    assert_eq!(closing.archive().await, summed);

    closing.paper([0; 5], [0; 5]).await;
    for holder in [3, 1] {
        let share = closing.electorate.share(&summed, holder);
        closing.hands_in(&share).await;
    }
    let site = &closing.house.site;
    let found = election::by_handle(closing.house.db(), &closing.electorate.handle).await;
    let found = found.unwrap().unwrap();
    let opened = palier_app::election::closing::result::result(site.into(), &found, |_, _| {});
    let opened = opened.await.unwrap();
    let finished = closing.archive().await;
    closing.until(Stage::Decrypted).await;
    assert_eq!(closing.archive().await, finished, "nothing is added twice");
    let kept = tally::of(closing.house.db(), closing.id).await.unwrap();
    assert_eq!(kept.unwrap().figures, opened.result.figures);
    let late = closing
        .hands_in(&closing.electorate.share(&summed, 2))
        .await;
    assert!(late.contains("pas le moment"), "{late}");
}
