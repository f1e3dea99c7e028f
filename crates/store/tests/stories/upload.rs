//! Files in pieces.

use crate::support::{Ground, instant};
use palier_domain::id::UploadId;
use palier_store::StoreError;
use palier_store::upload::{self, NewUpload};

crate::on_both_engines![
    a_file_is_given_back_byte_for_byte,
    the_same_piece_is_kept_once,
    an_erased_file_leaves_the_pieces_of_others,
    a_file_past_its_date_is_swept,
    a_changed_piece_is_noticed,
];

async fn keep(ground: &Ground, bytes: &[u8], hours: Option<i64>) -> UploadId {
    let now = instant("09:00:00");
    let new = NewUpload {
        landlord_id: None,
        name: "rôle.csv".to_owned(),
        media_type: "text/csv".to_owned(),
        expires_at: hours.map(|hours| now + chrono::TimeDelta::hours(hours)),
    };
    let mut tx = ground.begin().await;
    let id = upload::keep(&mut tx, new, bytes, now).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Three pieces and a bit, no two alike.
fn long() -> Vec<u8> {
    (0..200_001_u32).flat_map(u32::to_le_bytes).collect()
}

async fn a_file_is_given_back_byte_for_byte(ground: &Ground) {
    for bytes in [Vec::new(), b"a".to_vec(), long()] {
        let id = keep(ground, &bytes, None).await;
        let (upload, read) = upload::read(&ground.db, id).await.unwrap().unwrap();
        assert_eq!(read, bytes);
        assert_eq!(usize::try_from(upload.size), Ok(bytes.len()));
        assert_eq!(upload.name, "rôle.csv");
    }
}

async fn the_same_piece_is_kept_once(ground: &Ground) {
    keep(ground, &long(), None).await;
    let once = ground.raw().count("chunk").await;
    keep(ground, &long(), None).await;
    assert_eq!(ground.raw().count("chunk").await, once);
}

async fn an_erased_file_leaves_the_pieces_of_others(ground: &Ground) {
    let (first, second) = (
        keep(ground, &long(), None).await,
        keep(ground, &long(), None).await,
    );
    for _ in 0..2 {
        let mut tx = ground.begin().await;
        upload::erase(&mut tx, first).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert!(upload::read(&ground.db, first).await.unwrap().is_none());
    let (_, bytes) = upload::read(&ground.db, second).await.unwrap().unwrap();
    assert_eq!(bytes, long());
    let mut tx = ground.begin().await;
    upload::erase(&mut tx, second).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(ground.raw().count("chunk").await, 0);
}

async fn a_file_past_its_date_is_swept(ground: &Ground) {
    let short = keep(ground, b"short", Some(1)).await;
    let kept = keep(ground, b"kept", None).await;
    let swept = upload::sweep(&ground.db, instant("10:00:00")).await;
    assert_eq!(swept.unwrap(), 1);
    assert!(upload::read(&ground.db, short).await.unwrap().is_none());
    assert!(upload::read(&ground.db, kept).await.unwrap().is_some());
}

async fn a_changed_piece_is_noticed(ground: &Ground) {
    let id = keep(ground, b"the roll", None).await;
    let other = keep(ground, b"another", None).await;
    ground
        .raw()
        .execute(
            "UPDATE upload_chunk SET chunk_hash = (SELECT chunk_hash FROM upload_chunk o
                JOIN upload u ON u.id = o.upload_id WHERE u.size = 7)",
        )
        .await;
    let read = upload::read(&ground.db, id).await;
    assert!(matches!(read, Err(StoreError::Corrupt(_))), "{read:?}");
    assert!(upload::read(&ground.db, other).await.unwrap().is_some());
}
