//! Where a box stands: found by other processes, destroyed alone, copied and put back.

use crate::ballot_box::{HANDLE, archive, ballot, boxes, cast, publish, sealed, sealing};
use crate::support::Ground;
use palier_store::{StoreError, ids};

crate::on_both_engines![
    a_box_that_was_destroyed_can_be_made_again,
    another_process_finds_the_box,
    a_copy_is_put_back_as_it_was,
];

async fn a_box_that_was_destroyed_can_be_made_again(ground: &Ground) {
    let boxes = boxes(ground);
    let boxed = boxes.create(HANDLE, sealing(3, false)).await.unwrap();
    cast(&boxed, ballot(1)).await;
    boxes.destroy(HANDLE).await.unwrap();
    boxes.destroy(HANDLE).await.unwrap();
    assert!(boxes.open(HANDLE).await.unwrap().is_none());
    let boxed = boxes.create(HANDLE, sealing(2, false)).await.unwrap();
    assert_eq!(boxed.count().await.unwrap().lines, 2);
    assert_eq!(boxed.count().await.unwrap().online, 0);
}

async fn another_process_finds_the_box(ground: &Ground) {
    let boxed = sealed(ground, 3).await;
    let first = cast(&boxed, ballot(1)).await;
    let elsewhere = boxes(ground).open(HANDLE).await.unwrap().unwrap();
    assert_eq!(elsewhere.sealed().promise_key, boxed.sealed().promise_key);
    assert_eq!(cast(&elsewhere, ballot(1)).await, first);
    assert!(boxes(ground).open("another").await.unwrap().is_none());
}

async fn a_copy_is_put_back_as_it_was(ground: &Ground) {
    let boxes = boxes(ground);
    let boxed = boxes.create(HANDLE, sealing(150, false)).await.unwrap();
    for line in 0..120 {
        cast(&boxed, ballot(line)).await;
    }
    publish(&boxed, "bb", false).await;
    let first = cast(&boxed, ballot(130)).await;
    boxed.spoil("opened").await.unwrap();
    let file = std::env::temp_dir().join(format!("palier-box-{}.db", ids::new_v4()));
    boxed.copy_to(&file).await.unwrap();
    let again = boxed.copy_to(&file).await;
    assert!(matches!(again, Err(StoreError::Conflict(_))), "{again:?}");
    let there = boxes.restore(&file).await;
    assert!(matches!(there, Err(StoreError::Conflict(_))), "{there:?}");

    let (count, board) = (boxed.count().await.unwrap(), boxed.board().await.unwrap());
    let (bytes, marks) = (archive(&boxed).await, boxed.marks().await.unwrap());
    let key = boxed.sealed().promise_key.clone();
    boxes.destroy(HANDLE).await.unwrap();
    assert_eq!(boxes.restore(&file).await.unwrap(), HANDLE);
    let boxed = boxes.open(HANDLE).await.unwrap().unwrap();
    assert_eq!(boxed.count().await.unwrap(), count);
    assert_eq!(boxed.board().await.unwrap(), board);
    assert_eq!(archive(&boxed).await, bytes);
    assert_eq!(boxed.marks().await.unwrap(), marks);
    assert_eq!(boxed.sealed().promise_key, key);
    assert_eq!(cast(&boxed, ballot(130)).await, first);
    assert!(boxed.is_spoiled("opened").await.unwrap());
    std::fs::remove_file(file).unwrap();
}
