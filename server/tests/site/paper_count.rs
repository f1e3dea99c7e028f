//! Paper once the vote is frozen: envelopes at the table, two counts, letters to online voters.

use super::voting::{SLUG, cast};
use crate::support::client::Answer;
use crate::support::electorate::Electorate;
use crate::support::{Client, House};
use palier_domain::election::mark_letters::draw as ranks;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::ElectionId;
use palier_store::ballot_box::{BallotBox, How};
use palier_store::election::mark_letters::{self, MarkDraw};
use palier_store::election::{self, paper};

struct Scene {
    house: House,
    electorate: Electorate,
    boxed: BallotBox,
    id: ElectionId,
    alice: Client,
    bruno: Client,
}

impl Scene {
    /// Six electors whose leases are B1 to B6; the first two voted online, and the vote is frozen.
    async fn new() -> Self {
        let (house, electorate) = (House::open().await, Electorate::of(6));
        let poll = house.votes(&electorate).await;
        let voter = Client::anonymous(&house);
        for n in 0..2 {
            let answer = cast(&voter, &electorate, &electorate.ballot(n, 1)).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
        }
        let found = election::by_handle(house.db(), &electorate.handle).await;
        let id = found.unwrap().unwrap().id;
        for (n, voter) in (1..).zip(&electorate.voters) {
            let line = voter.line.simple();
            let sql = format!(
                "PRAGMA foreign_keys = OFF;
                 INSERT INTO roll_line (id, election_id, tenancy_id, estate_id, reference, dwelling)
                    SELECT x'{line}', id, randomblob(16), (SELECT MIN(id) FROM estate), 'B{n}',
                        'A-{n}' FROM election;
                 INSERT INTO roll_elector (election_id, person_id, line_id, rank, name, address)
                    SELECT id, randomblob(16), x'{line}', 1, 'Électrice {n}', '1 rue des Lilas'
                    FROM election"
            );
            house.execute(&sql).await;
        }
        for (place, title) in [(1, "Ensemble"), (2, "Toits")] {
            let sql = format!(
                "PRAGMA foreign_keys = OFF;
                 INSERT INTO candidate_list (id, election_id, state, title, national_body,
                    independent, statement, handed_in_by, received_on, filed_at, receipt_id,
                    reason, ruled_at, place, created_at)
                 SELECT randomblob(16), id, 'admitted', '{title}', 'CNL', 1, '', '', '2030-10-01',
                    created_at, randomblob(16), 'ok', created_at, {place}, created_at
                 FROM election"
            );
            house.execute(&sql).await;
        }
        house.execute("UPDATE election SET stage = 'open'").await;
        let scene = Self {
            alice: member(&house, id, "alice", ElectionRole::TallyBoard).await,
            bruno: member(&house, id, "bruno", ElectionRole::TallyBoard).await,
            boxed: poll.boxed.clone(),
            house,
            electorate,
            id,
        };
        let early = scene.enter("B3", "in_order").await;
        assert_eq!(early.status, 303, "votes are still taken");
        poll.freeze(scene.house.now()).await.unwrap().unwrap();
        let frozen = "UPDATE election SET stage = 'frozen'";
        scene.house.execute(frozen).await;
        scene
    }

    fn page(&self, below: &str) -> String {
        let handle = &self.electorate.handle;
        format!("/{SLUG}/gestion/election/{handle}/depouillement-papier{below}")
    }

    fn api(&self, act: &str) -> String {
        format!("/api/paper/{SLUG}/{}/{act}", self.electorate.handle)
    }

    async fn enter(&self, number: &str, seen: &str) -> Answer {
        let form = [("number", number), ("seen", seen)];
        self.alice.post(&self.api("envelope"), &form).await
    }

    async fn mark(&self, voter: usize) -> How {
        let line = self.electorate.voters[voter].line;
        self.boxed.mark(line).await.unwrap().unwrap()
    }

    /// Three envelopes are accepted.
    async fn three_envelopes(&self) {
        let form = [("numbers", "B3\nB4\nB5\n"), ("seen", "in_order")];
        let answer = self.alice.post(&self.api("envelopes"), &form).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    async fn settled(&self) -> bool {
        let declared = election::declared(self.house.db(), self.id).await.unwrap();
        let condition = Condition::PaperSettled;
        declared.iter().any(|one| one.condition == condition)
    }
}

async fn member(house: &House, id: ElectionId, name: &str, role: ElectionRole) -> Client {
    let account = house.account(name, name).await;
    let mut tx = house.db().begin().await.unwrap();
    election::add_member(&mut tx, id, account, role, house.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    house.sign_in(name).await
}

/// A count of three envelopes by post, and nobody at the ballot box.
fn sheet(first: &'static str, blank: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("post_voters", "3"),
        ("post_list_0", first),
        ("post_list_1", "1"),
        ("post_blank", blank),
        ("post_null", "0"),
        ("box_voters", "0"),
        ("box_list_0", "0"),
        ("box_list_1", "0"),
        ("box_blank", "0"),
        ("box_null", "0"),
    ]
}

fn says(answer: &Answer, words: &str) {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains(words), "{words}: {}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_envelope_has_one_verdict_and_is_counted_once() {
    let scene = Scene::new().await;
    assert_eq!(scene.mark(2).await, How::None, "nothing before the freeze");
    let accepted = scene.enter(" B3 ", "in_order").await;
    says(&accepted, "verdict go");
    says(&accepted, "Électrice 3");
    assert_eq!(scene.mark(2).await, How::Post);
    let again = scene.enter("B3", "in_order").await;
    says(&again, "verdict ask");
    says(&again, "name=\"another\"");

    let barcode = scene.electorate.voters[0].line.to_string();
    says(&scene.enter(&barcode, "in_order").await, "verdict stop");
    assert_eq!(scene.mark(0).await, How::Online);
    says(&scene.enter("B4", "late").await, "verdict stop");
    says(&scene.enter("B5", "unsigned").await, "verdict stop");
    let unknown = scene.enter("B99", "in_order").await;
    says(&unknown, "name=\"unknown\"");
    assert_eq!(scene.boxed.envelopes().await.unwrap().entered(), 4);
    let aside = [("number", "B99"), ("unknown", "true")];
    let aside = scene.alice.post(&scene.api("envelope"), &aside).await;
    says(&scene.alice.arrive(aside).await, "verdict stop");
    let all = scene.boxed.envelopes().await.unwrap();
    let set_aside = all.set_aside;
    assert_eq!(all.accepted, 1);
    let each = (set_aside.double, set_aside.late, set_aside.unsigned);
    assert_eq!((each, set_aside.unknown), ((1, 1, 1), 1));
    assert_eq!(scene.mark(3).await, How::None);

    let back = [("number", "1"), ("reason", "Lu de travers.")];
    scene.alice.post(&scene.api("take-back"), &back).await;
    assert_eq!(scene.mark(2).await, How::None);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_numbers_are_entered_at_once_and_the_unknown_are_named() {
    let scene = Scene::new().await;
    let pasted = "numero;nom\nB1;x\nB3;y\nB3;y\n\"B4\"\nB99\n";
    let form = [("numbers", pasted), ("seen", "in_order")];
    let answer = scene.alice.post(&scene.api("envelopes"), &form).await;
    says(&answer, "<li>B99</li>");
    says(&answer, "<li>numero</li>");
    says(&answer, "<li>B3</li>");
    let all = scene.boxed.envelopes().await.unwrap();
    assert_eq!(
        (all.accepted, all.set_aside.double, all.entered()),
        (2, 1, 3)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_operators_count_apart_and_settle_on_record() {
    let scene = Scene::new().await;
    scene.three_envelopes().await;
    let (send, settle) = (scene.api("sheet"), scene.api("settle"));
    let wrong = scene.alice.post(&send, &sheet("2", "1")).await;
    assert!(
        wrong.location().contains("refus=feuille"),
        "sums are checked"
    );
    let kept = scene.alice.get(wrong.location()).await;
    says(&kept, "name=\"post_list_0\"");
    assert_eq!(kept.field("post_list_0").as_deref(), Some("2"));

    scene.alice.post(&send, &sheet("2", "0")).await;
    let page = scene.page("/comptage");
    let waiting = scene.alice.get(&page).await;
    assert!(
        !waiting.body.contains("post_voters"),
        "her own count is sent"
    );
    let blind = scene.bruno.get(&page).await;
    assert!(!blind.body.contains("<td>2</td>"), "nothing of the other's");
    scene.bruno.post(&send, &sheet("1", "1")).await;
    assert!(!scene.settled().await);
    let both = scene.bruno.get(&page).await;
    says(&both, "<td>2</td><td>1</td>");

    let mut agreed = sheet("2", "0");
    let mute = scene.bruno.post(&settle, &agreed).await;
    assert!(mute.location().contains("refus=accord"), "without a reason");
    agreed.push(("reason", "Un bulletin collé à un autre."));
    scene.bruno.post(&settle, &agreed).await;
    assert!(scene.settled().await);
    let outcome = paper::outcome(scene.house.db(), scene.id).await.unwrap();
    assert_eq!(outcome.unwrap().post.unwrap().votes, [2, 1]);
    let settled = scene.alice.get(&page).await;
    says(&settled, "Un bulletin collé à un autre.");
    // Nothing changes after that, until it is opened again with a reason.
    let refused = scene.enter("B6", "in_order").await;
    assert_eq!(refused.status, 303);
    assert_eq!(scene.mark(5).await, How::None);
    let reopen = [("reason", "Une enveloppe de plus.")];
    scene.alice.post(&scene.api("reopen"), &reopen).await;
    assert!(!scene.settled().await);
    says(&scene.enter("B6", "in_order").await, "verdict go");
}

#[tokio::test(flavor = "multi_thread")]
async fn paper_is_for_those_who_count_it() {
    let scene = Scene::new().await;
    let commission = ElectionRole::Commission;
    let chloe = member(&scene.house, scene.id, "chloe", commission).await;
    scene.house.account("david", "David").await;
    let david = scene.house.sign_in("david").await;
    assert_eq!(chloe.get(&scene.page("")).await.status, 200);
    assert_eq!(david.get(&scene.page("")).await.status, 404);
    for below in ["/enveloppes", "/comptage"] {
        assert_eq!(scene.alice.get(&scene.page(below)).await.status, 200);
        for client in [&chloe, &david] {
            assert_eq!(client.get(&scene.page(below)).await.status, 404, "{below}");
        }
    }
    for act in [
        "envelope",
        "envelopes",
        "take-back",
        "sheet",
        "settle",
        "reopen",
    ] {
        let form = [("number", "B3"), ("reason", "x")];
        assert_eq!(
            chloe.post(&scene.api(act), &form).await.status,
            404,
            "{act}"
        );
    }
    for act in ["marks-draw", "marks-letters", "marks-answer"] {
        let answer = scene.alice.post(&scene.api(act), &[("seed", "1")]).await;
        assert_eq!(answer.status, 404, "{act}");
    }
    let note = [("day", "2020-01-02"), ("count", "12")];
    let noted = chloe.post(&scene.api("received"), &note).await;
    assert!(
        noted.location().ends_with("?fait=1"),
        "{}",
        noted.location()
    );
    let received = paper::received(scene.house.db(), scene.id).await.unwrap();
    assert_eq!(received.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_name_a_lot_of_voters_to_the_commission_alone() {
    let scene = Scene::new().await;
    let commission = ElectionRole::Commission;
    let chloe = member(&scene.house, scene.id, "chloe", commission).await;
    let draw = [("seed", "07-31-44"), ("source", "Trois boules")];
    chloe.post(&scene.api("marks-draw"), &draw).await;
    let page = chloe.get(&scene.page("/lettres")).await;
    says(&page, "07-31-44");
    assert!(!page.body.contains("Électrice"), "no name at an address");
    let letters = chloe.post(&scene.api("marks-letters"), &[]).await;
    for named in ["Électrice 1", "Électrice 2"] {
        says(&letters, named);
    }
    assert!(
        !letters.body.contains("Électrice 3"),
        "she did not vote online"
    );
    assert_eq!(letters.header("cache-control"), "no-store");
    for (place, said) in [("1", "yes"), ("2", "no")] {
        let form = [("place", place), ("answer", said)];
        let answer = chloe.post(&scene.api("marks-answer"), &form).await;
        assert!(answer.location().ends_with("/lettres"));
    }
    let db = scene.house.db();
    let answers = mark_letters::answers(db, scene.id).await.unwrap().unwrap();
    let counted = (answers.asked, answers.yes, answers.no, answers.none);
    assert_eq!(counted, (2, 1, 1, 0));
    let again = chloe.post(&scene.api("marks-draw"), &draw).await;
    assert!(again.location().contains("refus=tirage"));
    // Once the result stands no name is shown any more.
    scene
        .house
        .execute("UPDATE election SET stage = 'final'")
        .await;
    let page = chloe.get(&scene.page("/lettres")).await;
    assert!(!page.body.contains("marks-letters"), "{}", page.body);
    let late = chloe.post(&scene.api("marks-letters"), &[]).await;
    assert_eq!(late.status, 303);
    let page = chloe.arrive(late).await;
    assert!(!page.body.contains("Électrice"), "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lot_that_was_put_on_record_and_not_kept_is_drawn_the_same_again() {
    let scene = Scene::new().await;
    let commission = ElectionRole::Commission;
    let chloe = member(&scene.house, scene.id, "chloe", commission).await;
    let ranks = ranks(scene.id.0, "07-31-44", 2);
    let on_record = MarkDraw {
        seed: "07-31-44".to_owned(),
        source: "Trois boules".to_owned(),
        marks: 2,
        asked: i64::try_from(ranks.len()).unwrap(),
        drawn_at: scene.house.now(),
    };
    // A process that is killed once the draw is on record leaves a box without the lot.
    let mut tx = scene.house.db().begin().await.unwrap();
    mark_letters::keep_draw(&mut tx, scene.id, &on_record)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let other = [("seed", "1"), ("source", "Une autre")];
    let again = chloe.post(&scene.api("marks-draw"), &other).await;
    assert!(again.location().contains("refus=tirage"), "drawn once");
    says(&chloe.get(&scene.page("/lettres")).await, "07-31-44");
    let kept = scene.boxed.mark_letters().await.unwrap();
    let kept: Vec<_> = kept
        .iter()
        .map(|one| usize::try_from(one.rank).unwrap())
        .collect();
    assert_eq!(kept, ranks, "the same lot, by the same seed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nameless_envelope_is_entered_once_however_often_it_is_sent_or_reloaded() {
    let scene = Scene::new().await;
    let known = |known: &'static str| [("unknown", "true"), ("known", known)];
    let entered = async |form: &[(&str, &str)]| {
        let sent = scene.alice.post(&scene.api("envelope"), form).await;
        (sent.status, scene.alice.arrive(sent).await)
    };
    let (status, page) = entered(&known("0")).await;
    assert_eq!(status, 303, "what a reload asks for is a page");
    says(&page, "verdict stop");
    let (_, page) = entered(&known("0")).await;
    says(&page, "verdict ask");
    let all = || async { scene.boxed.envelopes().await.unwrap().entered() };
    assert_eq!(all().await, 1);
    entered(&known("1")).await;
    assert_eq!(all().await, 2);

    says(&scene.enter("B3", "in_order").await, "verdict go");
    let another = [("number", "B3"), ("another", "true"), ("known", "1")];
    for _ in 0..2 {
        entered(&another).await;
    }
    assert_eq!(all().await, 4, "three numbers, one of them twice");
}
