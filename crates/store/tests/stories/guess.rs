//! Counting guesses.

use crate::support::{Ground, hash, instant};
use palier_store::{device, guess};

crate::on_both_engines![
    guesses_are_counted_by_key_and_window,
    guesses_at_once_are_all_counted,
    the_right_secret_forgets_the_wrong_ones,
    old_windows_are_swept,
    a_device_is_known_to_the_account_that_used_it,
];

async fn guesses_are_counted_by_key_and_window(ground: &Ground) {
    let (nine, ten) = (instant("09:00:00"), instant("10:00:00"));
    assert_eq!(guess::count(&ground.db, &hash("a"), nine).await.unwrap(), 0);
    assert_eq!(
        guess::record(&ground.db, &hash("a"), nine).await.unwrap(),
        1
    );
    assert_eq!(
        guess::record(&ground.db, &hash("a"), nine).await.unwrap(),
        2
    );
    assert_eq!(guess::record(&ground.db, &hash("a"), ten).await.unwrap(), 1);
    assert_eq!(
        guess::record(&ground.db, &hash("b"), nine).await.unwrap(),
        1
    );
    assert_eq!(guess::count(&ground.db, &hash("a"), nine).await.unwrap(), 2);
}

async fn guesses_at_once_are_all_counted(ground: &Ground) {
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let db = ground.db.clone();
            tokio::spawn(async move {
                guess::record(&db, &hash("a"), instant("09:00:00"))
                    .await
                    .unwrap()
            })
        })
        .collect();
    let mut counts = Vec::new();
    for one in tries {
        counts.push(one.await.unwrap());
    }
    counts.sort_unstable();
    assert_eq!(counts, (1..=20).collect::<Vec<_>>());
}

async fn the_right_secret_forgets_the_wrong_ones(ground: &Ground) {
    let at = instant("09:00:00");
    guess::record(&ground.db, &hash("a"), at).await.unwrap();
    guess::record(&ground.db, &hash("b"), at).await.unwrap();
    guess::forget(&ground.db, &hash("a")).await.unwrap();
    assert_eq!(guess::count(&ground.db, &hash("a"), at).await.unwrap(), 0);
    assert_eq!(guess::count(&ground.db, &hash("b"), at).await.unwrap(), 1);
}

async fn old_windows_are_swept(ground: &Ground) {
    for at in ["08:00:00", "09:00:00", "10:00:00"] {
        guess::record(&ground.db, &hash("a"), instant(at))
            .await
            .unwrap();
    }
    assert_eq!(
        guess::sweep(&ground.db, instant("10:00:00")).await.unwrap(),
        2
    );
    assert_eq!(
        guess::count(&ground.db, &hash("a"), instant("10:00:00"))
            .await
            .unwrap(),
        1
    );
}

async fn a_device_is_known_to_the_account_that_used_it(ground: &Ground) {
    let (claire, other) = (
        ground.account("claire").await,
        ground.account("autre").await,
    );
    for at in ["09:00:00", "10:00:00"] {
        let mut tx = ground.begin().await;
        device::remember(&mut tx, &hash("phone"), claire, instant(at))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    assert!(
        device::knows(&ground.db, &hash("phone"), claire)
            .await
            .unwrap()
    );
    assert!(
        !device::knows(&ground.db, &hash("phone"), other)
            .await
            .unwrap()
    );
    assert!(
        !device::knows(&ground.db, &hash("laptop"), claire)
            .await
            .unwrap()
    );
}
