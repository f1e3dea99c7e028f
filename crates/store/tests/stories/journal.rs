//! The journal.

use crate::support::{Ground, instant};
use palier_store::journal::{self, Broken, VerifyError, Why};
use palier_store::{Db, landlord};
use serde_json::json;
use uuid::Uuid;

crate::on_both_engines![
    entries_count_from_one_in_each_chain,
    two_writers_on_one_chain_leave_no_gap,
    two_writers_who_begin_a_chain_do_not_collide,
    a_chain_longer_than_a_page_holds,
    an_abandoned_entry_leaves_no_gap,
    a_chain_that_does_not_exist_holds_nothing,
    the_journal_names_its_first_broken_row,
    the_journal_names_its_first_missing_row,
    a_shortened_journal_is_seen,
    a_head_that_was_moved_is_seen,
    an_erased_salt_breaks_nothing,
    acts_are_journaled_where_they_belong,
];

async fn append(db: &Db, chain: &str, act: &str) -> i64 {
    let mut tx = db.begin().await.unwrap();
    let data = json!({ "act": act });
    let now = instant("10:00:00.123456");
    let object = Some(Uuid::nil());
    let seq = journal::append(&mut tx, chain, act, object, &data, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    seq
}

async fn five_entries(ground: &Ground) {
    for act in ["one", "two", "three", "four", "five"] {
        append(&ground.db, "story", act).await;
    }
    assert_eq!(
        journal::verify(&ground.db, "story").await.unwrap().entries,
        5
    );
}

async fn broken(ground: &Ground) -> Broken {
    match journal::verify(&ground.db, "story").await {
        Err(VerifyError::Broken(broken)) => broken,
        other => panic!("the chain should be broken: {other:?}"),
    }
}

async fn entries_count_from_one_in_each_chain(ground: &Ground) {
    assert_eq!(append(&ground.db, "a", "one").await, 1);
    assert_eq!(append(&ground.db, "a", "two").await, 2);
    assert_eq!(append(&ground.db, "b", "one").await, 1);
    assert_eq!(journal::chains(&ground.db).await.unwrap(), ["a", "b"]);
    assert_eq!(journal::verify(&ground.db, "a").await.unwrap().entries, 2);
}

async fn two_writers_on_one_chain_leave_no_gap(ground: &Ground) {
    let elsewhere = ground.elsewhere().await;
    let writers = [ground.db.clone(), elsewhere.clone()].map(|db| {
        tokio::spawn(async move {
            for _ in 0..25 {
                append(&db, "story", "written").await;
            }
        })
    });
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(
        journal::verify(&ground.db, "story").await.unwrap().entries,
        50
    );
    elsewhere.close().await;
}

async fn two_writers_who_begin_a_chain_do_not_collide(ground: &Ground) {
    for round in 0..10 {
        let chain = format!("story {round}");
        let writers = [0, 1].map(|_| {
            let (db, chain) = (ground.db.clone(), chain.clone());
            tokio::spawn(async move { append(&db, &chain, "begun").await })
        });
        let mut places = Vec::new();
        for writer in writers {
            places.push(writer.await.unwrap());
        }
        places.sort_unstable();
        assert_eq!(places, [1, 2]);
        assert_eq!(
            journal::verify(&ground.db, &chain).await.unwrap().entries,
            2
        );
    }
}

async fn a_chain_longer_than_a_page_holds(ground: &Ground) {
    let mut tx = ground.begin().await;
    for _ in 0..2_000 {
        let now = instant("10:00:00");
        journal::append(&mut tx, "story", "again", None, &json!({}), now)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(
        journal::verify(&ground.db, "story").await.unwrap().entries,
        2_000
    );
}

async fn an_abandoned_entry_leaves_no_gap(ground: &Ground) {
    append(&ground.db, "story", "one").await;
    let mut tx = ground.begin().await;
    let now = instant("10:00:00");
    journal::append(&mut tx, "story", "never", None, &json!({}), now)
        .await
        .unwrap();
    drop(tx);
    assert_eq!(append(&ground.db, "story", "two").await, 2);
    assert_eq!(
        journal::verify(&ground.db, "story").await.unwrap().entries,
        2
    );
}

async fn a_chain_that_does_not_exist_holds_nothing(ground: &Ground) {
    assert_eq!(
        journal::verify(&ground.db, "story").await.unwrap().entries,
        0
    );
}

async fn the_journal_names_its_first_broken_row(ground: &Ground) {
    five_entries(ground).await;
    ground
        .raw()
        .execute("UPDATE journal SET act = 'other' WHERE seq IN (3, 4)")
        .await;
    let found = broken(ground).await;
    assert_eq!(
        found,
        Broken {
            chain: "story".to_owned(),
            seq: 3,
            why: Why::Altered
        }
    );
    assert_eq!(found.to_string(), "chain story: entry 3 was altered");
}

async fn the_journal_names_its_first_missing_row(ground: &Ground) {
    five_entries(ground).await;
    ground
        .raw()
        .execute("DELETE FROM journal WHERE seq = 2")
        .await;
    let found = broken(ground).await;
    assert_eq!((found.seq, found.why), (2, Why::Missing));
}

async fn a_shortened_journal_is_seen(ground: &Ground) {
    five_entries(ground).await;
    ground
        .raw()
        .execute("DELETE FROM journal WHERE seq > 3")
        .await;
    let found = broken(ground).await;
    assert_eq!((found.seq, found.why), (4, Why::Missing));
}

async fn a_head_that_was_moved_is_seen(ground: &Ground) {
    five_entries(ground).await;
    ground.raw().execute("UPDATE chain_head SET seq = 4").await;
    let found = broken(ground).await;
    assert_eq!((found.seq, found.why), (5, Why::HeadDiffers));
    ground.raw().execute("DELETE FROM chain_head").await;
    assert_eq!(broken(ground).await.why, Why::HeadDiffers);
    assert_eq!(journal::chains(&ground.db).await.unwrap(), ["story"]);
}

async fn an_erased_salt_breaks_nothing(ground: &Ground) {
    five_entries(ground).await;
    ground.raw().execute("UPDATE journal SET salt = NULL").await;
    assert_eq!(
        journal::verify(&ground.db, "story").await.unwrap().entries,
        5
    );
}

async fn acts_are_journaled_where_they_belong(ground: &Ground) {
    let (landlord, charter) = ground.landlord_with_charter().await;
    ground.account("claire").await;
    let chains = journal::chains(&ground.db).await.unwrap();
    let expected = [
        "instance".to_owned(),
        journal::of_landlord(landlord),
        journal::of_text(charter.text_id),
    ];
    assert_eq!(chains, expected);
    for chain in chains {
        assert_eq!(
            journal::verify(&ground.db, &chain).await.unwrap().entries,
            1
        );
    }
    assert_eq!(landlord::list(&ground.db).await.unwrap().len(), 1);
}
