//! After the vote: a freeze on record, an archive that goes on once, shares, a result, lots.

use crate::ballot_box::{HEAD, archive, ballot, cast, publish, sealed};
use crate::election::made;
use crate::envelopes::acts;
use crate::support::{Ground, day, instant};
use palier_domain::election::official_record::figures::OnlineFigures;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::election::stage::{Stage, StepRefusal};
use palier_domain::id::{AccountId, ElectionId};
use palier_store::StoreError;
use palier_store::election::decryption::{self, Kept, MOST_FAULTY, Share};
use palier_store::election::freeze::{self, Freeze};
use palier_store::election::lots::{self, Lots};
use palier_store::election::tally::{self, OnlineResult};
use palier_store::election::{self, NewElection, StepError};

crate::on_both_engines![
    an_archive_goes_on_after_its_vote_and_only_once,
    a_freeze_is_on_record_once_and_declares_what_agrees,
    marks_that_differ_are_on_record_and_declare_nothing,
    of_each_holder_one_share_that_holds_is_kept,
    shares_that_do_not_hold_stay_as_evidence_up_to_a_number,
    a_result_is_kept_with_its_step_after_paper_or_not_at_all,
    lots_are_drawn_once,
    a_rehearsal_closes_with_its_own_hours,
];

async fn an_archive_goes_on_after_its_vote_and_only_once(ground: &Ground) {
    let boxed = sealed(ground, 3).await;
    cast(&boxed, ballot(1)).await;
    let now = instant("19:00:00");
    let early = boxed.extend(HEAD, &[b"sum.".to_vec()], "cc", now).await;
    assert!(matches!(early, Err(StoreError::Conflict(_))), "{early:?}");
    publish(&boxed, "bb", true).await;
    let before = archive(&boxed).await;
    let events = [b"sum.".to_vec(), b"more.".to_vec()];
    let other = boxed.extend(HEAD, &events, "cc", now).await;
    assert!(matches!(other, Err(StoreError::Conflict(_))), "{other:?}");
    let board = boxed.extend("bb", &events, "cc", now).await.unwrap();
    let again = boxed.extend("bb", &events, "cc", instant("20:00:00")).await;
    assert_eq!(again.unwrap(), board, "done twice, it is done once");
    let after = archive(&boxed).await;
    assert!(after.starts_with(&before), "it only grows");
    assert_eq!(&after[before.len()..], b"sum.more.");
    let heads = boxed.heads().await.unwrap();
    assert_eq!(heads.last().unwrap().hash, "cc");
    assert_eq!(boxed.steps().await.unwrap().len(), 3, "setup, and two more");
    assert_eq!(board.ballots, 1);
}

fn frozen(marks: i64) -> Freeze {
    Freeze {
        frozen_at: instant("18:00:00"),
        head: "bb".to_owned(),
        sha256: "00".to_owned(),
        size: 100,
        ballots: 2,
        marks,
        voters: 2,
        late: 1,
    }
}

async fn keep(ground: &Ground, id: ElectionId, freeze: &Freeze) {
    let mut tx = ground.begin().await;
    let kept = freeze::keep(&mut tx, id, freeze, instant("18:00:01")).await;
    kept.unwrap();
    tx.commit().await.unwrap();
}

async fn note(ground: &Ground, id: ElectionId, condition: Condition) -> Option<String> {
    let declared = election::declared(&ground.db, id).await.unwrap();
    let found = declared.into_iter().find(|one| one.condition == condition);
    found.map(|one| one.note)
}

async fn a_freeze_is_on_record_once_and_declares_what_agrees(ground: &Ground) {
    let id = made(ground).await;
    keep(ground, id, &frozen(2)).await;
    keep(ground, id, &frozen(3)).await;
    let kept = freeze::of(&ground.db, id).await.unwrap();
    assert_eq!(kept, Some(frozen(2)), "the first word holds");
    let said = note(ground, id, Condition::MarksMatchBallots).await;
    assert_eq!(said.as_deref(), Some("2/2"));
    let acts = acts(ground, id).await;
    assert_eq!(acts.iter().filter(|act| *act == "box.frozen").count(), 1);
}

async fn marks_that_differ_are_on_record_and_declare_nothing(ground: &Ground) {
    let id = made(ground).await;
    keep(ground, id, &frozen(3)).await;
    assert_eq!(note(ground, id, Condition::MarksMatchBallots).await, None);
    assert!(
        acts(ground, id)
            .await
            .contains(&"box.marks_differ".to_owned())
    );
}

fn share(sha256: &str, holder: i64, fault: Option<&str>) -> Share {
    Share {
        sha256: sha256.to_owned(),
        holder,
        body: format!("part {sha256}"),
        fault: fault.map(str::to_owned),
        received_at: instant("20:00:00"),
    }
}

async fn hand_in(ground: &Ground, id: ElectionId, by: AccountId, share: &Share) -> Kept {
    let mut tx = ground.begin().await;
    let kept = decryption::keep(&mut tx, id, share, by).await.unwrap();
    tx.commit().await.unwrap();
    kept
}

async fn of_each_holder_one_share_that_holds_is_kept(ground: &Ground) {
    let id = made(ground).await;
    let by = ground.account("bureau").await;
    let bad = share("aa", 1, Some("a proof does not hold"));
    assert_eq!(hand_in(ground, id, by, &bad).await, Kept::Now);
    assert_eq!(hand_in(ground, id, by, &bad).await, Kept::Before);
    let good = share("bb", 1, None);
    assert_eq!(hand_in(ground, id, by, &good).await, Kept::Now, "she may");
    assert_eq!(hand_in(ground, id, by, &good).await, Kept::Before);
    let second = share("cc", 1, None);
    assert_eq!(hand_in(ground, id, by, &second).await, Kept::Another);
    let other = share("dd", 2, None);
    assert_eq!(hand_in(ground, id, by, &other).await, Kept::Now);
    let all = decryption::of(&ground.db, id).await.unwrap();
    assert_eq!(all, [bad, good, other]);
    assert!(
        acts(ground, id)
            .await
            .contains(&"decryption.invalid".to_owned())
    );
}

async fn shares_that_do_not_hold_stay_as_evidence_up_to_a_number(ground: &Ground) {
    let id = made(ground).await;
    let by = ground.account("bureau").await;
    for n in 0..MOST_FAULTY {
        let bad = share(&format!("{n:02}"), 1, Some("no"));
        assert_eq!(hand_in(ground, id, by, &bad).await, Kept::Now);
    }
    let more = share("more", 1, Some("no"));
    assert_eq!(hand_in(ground, id, by, &more).await, Kept::TooMany);
    let good = share("good", 1, None);
    assert_eq!(hand_in(ground, id, by, &good).await, Kept::Now);
}

fn result() -> OnlineResult {
    OnlineResult {
        lists: vec!["Ensemble".to_owned(), "Toits".to_owned()],
        figures: OnlineFigures {
            marks: 2,
            ballots: 2,
            votes: vec![1, 1],
            blank: 0,
            in_grace: 0,
        },
        checks: Vec::new(),
        head: "dd".to_owned(),
        verified_at: instant("21:00:00"),
    }
}

async fn a_result_is_kept_with_its_step_after_paper_or_not_at_all(ground: &Ground) {
    let id = made(ground).await;
    let stage = async |stage: &str| {
        let sql = format!("UPDATE election SET stage = '{stage}'");
        ground.raw().execute(&sql).await;
    };
    let today = day("2030-12-03");
    let kept = async || {
        let mut tx = ground.begin().await;
        tally::keep(&mut tx, id, &result(), "2/2", today).await?;
        tx.commit().await.unwrap();
        Ok::<(), StepError>(())
    };
    stage("frozen").await;
    assert!(matches!(kept().await, Err(StepError::Refused(_))));
    assert_eq!(tally::of(&ground.db, id).await.unwrap(), None);
    keep(ground, id, &frozen(2)).await;
    let mut tx = ground.begin().await;
    let now = instant("20:00:00");
    tally::tallied(&mut tx, id, "2/2", today, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let partial = kept().await;
    let missing = StepRefusal::Missing(vec![Condition::PaperSettled]);
    assert!(
        matches!(&partial, Err(StepError::Refused(why)) if *why == missing),
        "{partial:?}"
    );
    assert_eq!(tally::of(&ground.db, id).await.unwrap(), None);
    let mut tx = ground.begin().await;
    election::declare(&mut tx, id, Condition::PaperSettled, "1", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    kept().await.unwrap();
    assert_eq!(tally::of(&ground.db, id).await.unwrap(), Some(result()));
    let found = election::by_handle(&ground.db, "6EoLmCLYpQWMxL").await;
    assert_eq!(found.unwrap().unwrap().stage, Stage::Decrypted);
    assert!(kept().await.is_err(), "once");
}

async fn lots_are_drawn_once(ground: &Ground) {
    let id = made(ground).await;
    let drawn = Lots {
        lists: vec!["Toits".to_owned(), "Ensemble".to_owned()],
        seed: String::new(),
        source: "Chloé, devant les délégués".to_owned(),
        drawn_at: instant("22:00:00"),
    };
    let record = async || {
        let mut tx = ground.begin().await;
        lots::record(&mut tx, id, &drawn).await?;
        tx.commit().await
    };
    record().await.unwrap();
    assert!(matches!(record().await, Err(StoreError::Conflict(_))));
    assert_eq!(lots::of(&ground.db, id).await.unwrap(), Some(drawn.clone()));
}

async fn a_rehearsal_closes_with_its_own_hours(ground: &Ground) {
    let id = made(ground).await;
    let found = election::by_handle(&ground.db, "6EoLmCLYpQWMxL").await;
    let found = found.unwrap().unwrap();
    let mut protocol = found.protocol.0.clone();
    let hours = protocol.online_hours.as_mut().unwrap();
    hours.opens = "2030-11-18T09:00:00".parse().unwrap();
    hours.closes = "2030-11-18T13:00:00".parse().unwrap();
    let new = NewElection {
        landlord_id: found.landlord_id,
        handle: "Repetition1234".to_owned(),
        title: "Essai".to_owned(),
        rehearsal_of: Some(id),
        protocol,
    };
    let mut tx = ground.begin().await;
    let now = instant("13:00:00");
    let copy = election::rehearse(&mut tx, new, now).await.unwrap();
    let said = [Condition::OpeningHour, Condition::ClosingHour];
    for condition in said {
        election::declare(&mut tx, copy, condition, "", now)
            .await
            .unwrap();
    }
    for step in [Move::Open, Move::Freeze] {
        let (role, today) = (ElectionRole::Platform, day("2030-11-18"));
        election::advance(&mut tx, copy, step, role, today, now)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}
