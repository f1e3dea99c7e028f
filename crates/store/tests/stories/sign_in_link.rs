//! Links in mails.

use crate::support::{Ground, hash, instant};
use palier_domain::id::AccountId;
use palier_store::account;
use palier_store::session::{self, NewSession};
use palier_store::sign_in_link::{self, Link, NewLink};

crate::on_both_engines![
    a_link_is_used_once,
    a_link_ends,
    a_later_link_kills_the_unused_ones_of_its_sort,
    a_link_of_one_sort_does_nothing_of_the_other,
    links_die_with_the_address_they_were_sent_to,
    of_two_who_use_a_link_at_once_one_does,
    a_session_opened_by_a_link_is_known_for_a_while,
    old_links_are_swept,
];

async fn issue(ground: &Ground, account: AccountId, token: &str, email: Option<&str>) {
    let new = NewLink {
        token_hash: hash(token),
        account_id: account,
        next: "/mon-espace".to_owned(),
        email: email.map(str::to_owned),
        expires_at: instant("09:30:00"),
    };
    let mut tx = ground.begin().await;
    sign_in_link::issue(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
}

async fn use_up(ground: &Ground, token: &str, confirms: bool, at: &str) -> Option<Link> {
    let mut tx = ground.begin().await;
    let used = sign_in_link::use_up(&mut tx, &hash(token), confirms, instant(at))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    used
}

async fn is_there(ground: &Ground, token: &str, at: &str) -> bool {
    sign_in_link::find(&ground.db, &hash(token), instant(at))
        .await
        .unwrap()
        .is_some()
}

async fn a_link_is_used_once(ground: &Ground) {
    let claire = ground.account("claire").await;
    issue(ground, claire, "a", None).await;
    assert!(
        is_there(ground, "a", "09:10:00").await,
        "looking uses nothing up"
    );
    let used = use_up(ground, "a", false, "09:10:00").await.unwrap();
    assert_eq!(
        (used.account_id, used.next.as_str()),
        (claire, "/mon-espace")
    );
    assert!(!is_there(ground, "a", "09:10:01").await);
    assert_eq!(use_up(ground, "a", false, "09:10:01").await, None);
}

async fn links_die_with_the_address_they_were_sent_to(ground: &Ground) {
    let claire = ground.account("claire").await;
    let idriss = ground.account("idriss").await;
    for email in [Some("claire@example.org"), None] {
        issue(ground, claire, "in", None).await;
        issue(ground, claire, "address", Some("other@example.org")).await;
        issue(ground, idriss, "his", None).await;
        let mut tx = ground.begin().await;
        account::set_email(&mut tx, claire, email, instant("09:05:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(use_up(ground, "in", false, "09:10:00").await, None);
        assert_eq!(use_up(ground, "address", true, "09:10:00").await, None);
        assert!(is_there(ground, "his", "09:10:00").await);
    }
}

async fn a_link_ends(ground: &Ground) {
    let claire = ground.account("claire").await;
    issue(ground, claire, "a", None).await;
    assert!(is_there(ground, "a", "09:29:59").await);
    assert!(!is_there(ground, "a", "09:30:00").await);
    assert_eq!(use_up(ground, "a", false, "09:30:00").await, None);
}

async fn a_later_link_kills_the_unused_ones_of_its_sort(ground: &Ground) {
    let claire = ground.account("claire").await;
    let idriss = ground.account("idriss").await;
    issue(ground, claire, "a", None).await;
    issue(ground, claire, "address", Some("claire@example.org")).await;
    issue(ground, idriss, "his", None).await;
    issue(ground, claire, "b", None).await;
    assert!(!is_there(ground, "a", "09:10:00").await);
    for token in ["b", "address", "his"] {
        assert!(is_there(ground, token, "09:10:00").await, "{token}");
    }
}

async fn a_link_of_one_sort_does_nothing_of_the_other(ground: &Ground) {
    let claire = ground.account("claire").await;
    issue(ground, claire, "in", None).await;
    issue(ground, claire, "address", Some("claire@example.org")).await;
    assert_eq!(use_up(ground, "in", true, "09:10:00").await, None);
    assert_eq!(use_up(ground, "address", false, "09:10:00").await, None);
    let used = use_up(ground, "address", true, "09:10:00").await.unwrap();
    assert_eq!(used.email.as_deref(), Some("claire@example.org"));
}

async fn of_two_who_use_a_link_at_once_one_does(ground: &Ground) {
    let claire = ground.account("claire").await;
    issue(ground, claire, "a", None).await;
    let tries = (0..4).map(|_| {
        let db = ground.db.clone();
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let now = instant("09:10:00");
            let used = sign_in_link::use_up(&mut tx, &hash("a"), false, now)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            used.is_some()
        })
    });
    let mut used = 0;
    for one in tries.collect::<Vec<_>>() {
        used += usize::from(one.await.unwrap());
    }
    assert_eq!(used, 1);
}

async fn a_session_opened_by_a_link_is_known_for_a_while(ground: &Ground) {
    let claire = ground.account("claire").await;
    issue(ground, claire, "a", None).await;
    for (token, at) in [("by-link", "09:10:00"), ("by-passphrase", "09:11:00")] {
        let new = NewSession {
            token_hash: hash(token),
            account_id: claire,
            device: String::new(),
            expires_at: instant("20:00:00"),
        };
        let mut tx = ground.begin().await;
        session::open(&mut tx, new, instant(at)).await.unwrap();
        tx.commit().await.unwrap();
    }
    use_up(ground, "a", false, "09:10:00").await.unwrap();
    let opened = |token: &'static str, since: &'static str| async move {
        sign_in_link::opened(&ground.db, &hash(token), instant(since))
            .await
            .unwrap()
    };
    assert!(opened("by-link", "09:00:00").await);
    assert!(!opened("by-link", "09:10:00").await, "the while is over");
    assert!(!opened("by-passphrase", "09:00:00").await);
    let mut tx = ground.begin().await;
    sign_in_link::forget_used(&mut tx, claire).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!opened("by-link", "09:00:00").await, "it was made use of");
}

async fn old_links_are_swept(ground: &Ground) {
    let claire = ground.account("claire").await;
    issue(ground, claire, "a", None).await;
    let day_later = instant("09:30:00") + chrono::TimeDelta::days(1);
    let almost = day_later - chrono::TimeDelta::seconds(1);
    assert_eq!(sign_in_link::sweep(&ground.db, almost).await.unwrap(), 0);
    assert_eq!(sign_in_link::sweep(&ground.db, day_later).await.unwrap(), 1);
}
