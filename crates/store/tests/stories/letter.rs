//! Letters: made once, printed in slices, erased; an old code dies in its letter too.

use crate::support::{Ground, RollBuilder, day, hash, instant};
use chrono::TimeDelta;
use palier_domain::id::{LandlordId, LetterBatchId};
use palier_store::activation::{self, Selection};
use palier_store::letter::{self, Made, NewBatch, NewLetter};
use palier_store::{StoreError, ids, journal};

crate::on_both_engines![
    a_batch_is_made_once,
    a_batch_of_someone_else_is_not_taken_for_ones_own,
    letters_come_in_slices_in_their_order,
    a_printed_batch_holds_no_code,
    a_batch_nobody_printed_is_erased_after_two_weeks,
    a_new_code_kills_the_old_one_in_its_letter_too,
    a_used_code_leaves_its_letter,
    those_with_a_letter_under_way_can_be_left_out,
    one_estate_can_be_written_to,
];

const NOON: &str = "12:00:00";

/// Three tenants of estate T, one of estate U.
async fn rented(ground: &Ground) -> LandlordId {
    let landlord = ground.landlord("rive-neuve").await;
    let roll = RollBuilder::new()
        .lease("T-A-1", "B1", &["P1"])
        .lease("T-A-2", "B2", &["P2"])
        .lease("T-B-1", "B3", &["P3"])
        .lease("U-A-1", "B4", &["P4"]);
    ground
        .import_roll(landlord, "2030-01-01", &roll.build())
        .await;
    landlord
}

async fn letters(ground: &Ground, landlord: LandlordId, word: &str) -> Vec<NewLetter> {
    let all = activation::persons_without_account(&ground.db, landlord, day("2030-03-01"), 99)
        .await
        .unwrap();
    let letter = |(n, to): (usize, &activation::Addressee)| NewLetter {
        person_id: to.person_id,
        code_hash: hash(&format!("{word} {n}")),
        digits: format!("{n:020}"),
    };
    all.iter().enumerate().map(letter).collect()
}

fn batch(landlord: LandlordId) -> NewBatch {
    NewBatch {
        id: LetterBatchId(ids::new_v7(instant(NOON))),
        landlord_id: landlord,
        person_id: None,
        valid_until: instant(NOON) + TimeDelta::days(90),
        asked_by: None,
    }
}

async fn make(ground: &Ground, new: NewBatch, letters: &[NewLetter], at: &str) -> Made {
    let mut tx = ground.begin().await;
    let made = letter::make(&mut tx, new, letters, instant(at)).await;
    let made = made.unwrap();
    tx.commit().await.unwrap();
    made
}

async fn a_batch_is_made_once(ground: &Ground) {
    let landlord = rented(ground).await;
    let new = batch(landlord);
    let written = letters(ground, landlord, "first").await;
    assert_eq!(make(ground, new, &written, NOON).await, Made::Now);
    let again = letters(ground, landlord, "second").await;
    assert_eq!(make(ground, new, &again, "13:00:00").await, Made::Before);
    let found = letter::batches(&ground.db, landlord, 10).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].letters, found[0].printable), (4, 4));
    assert_eq!(found[0].made_at, instant(NOON));
    let first = activation::find(&ground.db, &hash("first 0"))
        .await
        .unwrap();
    assert_eq!(first.unwrap().revoked_at, None, "no later code replaced it");
    let acts = ground.acts(&journal::of_landlord(landlord)).await;
    let issued = acts.iter().filter(|act| *act == "code.issued").count();
    let made = acts.iter().filter(|act| *act == "letters.made").count();
    assert_eq!((issued, made), (1, 1));
}

async fn a_batch_of_someone_else_is_not_taken_for_ones_own(ground: &Ground) {
    let landlord = rented(ground).await;
    let other = ground.landlord("autre").await;
    let new = batch(landlord);
    let written = letters(ground, landlord, "first").await;
    make(ground, new, &written, NOON).await;
    let theirs = NewBatch {
        landlord_id: other,
        ..new
    };
    let mut tx = ground.begin().await;
    let refused = letter::make(&mut tx, theirs, &[], instant(NOON)).await;
    assert!(matches!(refused, Err(StoreError::Conflict(_))));
    drop(tx);
    let seen = letter::batch(&ground.db, other, new.id).await.unwrap();
    assert_eq!(seen, None);
    let mut tx = ground.begin().await;
    let refused = letter::erase(&mut tx, other, new.id, instant(NOON)).await;
    assert!(matches!(refused, Err(StoreError::Missing(_))));
}

async fn letters_come_in_slices_in_their_order(ground: &Ground) {
    let landlord = rented(ground).await;
    let new = batch(landlord);
    let written = letters(ground, landlord, "first").await;
    make(ground, new, &written, NOON).await;
    let slice = letter::slice(&ground.db, new.id, 2, 3).await.unwrap();
    let seen: Vec<_> = slice
        .iter()
        .map(|one| (one.position, one.reference.as_str(), one.dwelling.as_str()))
        .collect();
    assert_eq!(seen, [(2, "P2", "T-A-2"), (3, "P3", "T-B-1")]);
    assert_eq!(slice[0].address, ["12 rue des Tilleuls", "75013 Paris"]);
    assert_eq!(slice[0].digits, written[1].digits);
    assert_eq!(slice[0].estate, "Résidence T");
}

async fn a_printed_batch_holds_no_code(ground: &Ground) {
    let landlord = rented(ground).await;
    let new = batch(landlord);
    let written = letters(ground, landlord, "first").await;
    make(ground, new, &written, NOON).await;
    for (at, erases) in [("13:00:00", true), ("14:00:00", false)] {
        let mut tx = ground.begin().await;
        let erased = letter::erase(&mut tx, landlord, new.id, instant(at)).await;
        assert_eq!(erased.unwrap(), erases);
        tx.commit().await.unwrap();
    }
    assert_eq!(
        ground.raw().count("letter WHERE digits IS NOT NULL").await,
        0
    );
    let slice = letter::slice(&ground.db, new.id, 1, 9).await.unwrap();
    assert!(slice.is_empty());
    let found = letter::batch(&ground.db, landlord, new.id).await.unwrap();
    assert_eq!(found.unwrap().erased_at, Some(instant("13:00:00")));
    let code = activation::find(&ground.db, &hash("first 0"))
        .await
        .unwrap();
    assert_eq!(
        code.unwrap().revoked_at,
        None,
        "the letter on paper still opens"
    );
    let acts = ground.acts(&journal::of_landlord(landlord)).await;
    assert_eq!(
        acts.iter().filter(|act| *act == "letters.erased").count(),
        1
    );
}

async fn a_batch_nobody_printed_is_erased_after_two_weeks(ground: &Ground) {
    let landlord = rented(ground).await;
    let new = batch(landlord);
    let written = letters(ground, landlord, "first").await;
    make(ground, new, &written, NOON).await;
    let later = |days| instant(NOON) + TimeDelta::days(days) - TimeDelta::minutes(1);
    assert_eq!(letter::sweep(&ground.db, later(14)).await.unwrap(), 0);
    assert_eq!(letter::sweep(&ground.db, later(15)).await.unwrap(), 1);
    assert_eq!(letter::sweep(&ground.db, later(15)).await.unwrap(), 0);
    assert_eq!(
        ground.raw().count("letter WHERE digits IS NOT NULL").await,
        0
    );
}

async fn a_new_code_kills_the_old_one_in_its_letter_too(ground: &Ground) {
    let landlord = rented(ground).await;
    let new = batch(landlord);
    let written = letters(ground, landlord, "first").await;
    make(ground, new, &written, NOON).await;
    let person = ground.person(landlord, "P2").await;
    let alone = NewBatch {
        person_id: Some(person),
        ..batch(landlord)
    };
    let again = NewLetter {
        person_id: person,
        code_hash: hash("second"),
        digits: "9".repeat(20),
    };
    make(ground, alone, &[again], "13:00:00").await;
    let old = activation::find(&ground.db, &hash("first 1"))
        .await
        .unwrap();
    assert_eq!(old.unwrap().revoked_at, Some(instant("13:00:00")));
    let slice = letter::slice(&ground.db, new.id, 1, 9).await.unwrap();
    let left: Vec<_> = slice.iter().map(|one| one.reference.as_str()).collect();
    assert_eq!(left, ["P1", "P3", "P4"], "a dead code is not printed");
    let slice = letter::slice(&ground.db, alone.id, 1, 9).await.unwrap();
    assert_eq!(slice[0].digits, "9".repeat(20));
}

async fn a_used_code_leaves_its_letter(ground: &Ground) {
    let landlord = rented(ground).await;
    let new = batch(landlord);
    let written = letters(ground, landlord, "first").await;
    make(ground, new, &written, NOON).await;
    let code = activation::find(&ground.db, &hash("first 0"))
        .await
        .unwrap();
    let mut tx = ground.begin().await;
    let (ticket, until) = (hash("ticket"), instant("13:30:00"));
    activation::open_ticket(&mut tx, &ticket, code.unwrap().id, until)
        .await
        .unwrap();
    activation::use_ticket(&mut tx, &ticket, instant("13:10:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        ground.raw().count("letter WHERE digits IS NOT NULL").await,
        3
    );
}

async fn those_with_a_letter_under_way_can_be_left_out(ground: &Ground) {
    let landlord = rented(ground).await;
    let written = letters(ground, landlord, "first").await;
    make(ground, batch(landlord), &written[..2], NOON).await;
    let selection = |at| Selection {
        day: day("2030-03-01"),
        now: at,
        estate: None,
        without_code: true,
    };
    let left = activation::addressees(&ground.db, landlord, &selection(instant("13:00:00")), 99)
        .await
        .unwrap();
    let left: Vec<_> = left.iter().map(|one| one.reference.as_str()).collect();
    assert_eq!(left, ["P3", "P4"]);
    let lapsed = instant(NOON) + TimeDelta::days(90);
    let all = activation::addressees(&ground.db, landlord, &selection(lapsed), 99).await;
    assert_eq!(all.unwrap().len(), 4, "a code past its date is none");
}

async fn one_estate_can_be_written_to(ground: &Ground) {
    let landlord = rented(ground).await;
    let written = letters(ground, landlord, "first").await;
    make(ground, batch(landlord), &written[..1], NOON).await;
    let counts = activation::awaited(&ground.db, landlord, day("2030-03-01"), instant("13:00:00"))
        .await
        .unwrap();
    let seen: Vec<_> = counts
        .iter()
        .map(|one| (one.estate.as_str(), one.persons, one.without_code))
        .collect();
    assert_eq!(seen, [("Résidence T", 3, 2), ("Résidence U", 1, 1)]);
    let selection = Selection {
        day: day("2030-03-01"),
        now: instant("13:00:00"),
        estate: Some(counts[1].estate_id),
        without_code: false,
    };
    let only = activation::addressees(&ground.db, landlord, &selection, 99)
        .await
        .unwrap();
    assert_eq!(only.len(), 1);
    assert_eq!(only[0].reference, "P4");
}
