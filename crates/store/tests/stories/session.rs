//! Who is signed in.

use crate::support::{Ground, hash, instant};
use palier_domain::id::{AccountId, SessionId};
use palier_store::session::{self, NewSession};

crate::on_both_engines![
    a_session_is_found_by_its_token_until_it_ends,
    a_seen_session_comes_first,
    one_revokes_only_ones_own_sessions,
    signing_out_ends_the_session,
    ended_sessions_are_swept,
];

async fn open(ground: &Ground, account: AccountId, token: &str, until: &str) -> SessionId {
    let new = NewSession {
        token_hash: hash(token),
        account_id: account,
        device: format!("Firefox, {token}"),
        expires_at: instant(until),
    };
    let mut tx = ground.begin().await;
    let id = session::open(&mut tx, new, instant("09:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn a_session_is_found_by_its_token_until_it_ends(ground: &Ground) {
    let account = ground.account("claire").await;
    let id = open(ground, account, "phone", "12:00:00").await;
    let found = session::find(&ground.db, &hash("phone"), instant("11:59:59"))
        .await
        .unwrap();
    let found = found.unwrap();
    assert_eq!((found.id, found.account_id), (id, account));
    assert_eq!(
        (found.identifier.as_str(), found.own_name.as_str()),
        ("claire", "claire")
    );
    assert_eq!(found.seen_at, instant("09:00:00"));
    let ended = session::find(&ground.db, &hash("phone"), instant("12:00:00"))
        .await
        .unwrap();
    assert_eq!(ended, None);
    let unknown = session::find(&ground.db, &hash("other"), instant("10:00:00"))
        .await
        .unwrap();
    assert_eq!(unknown, None);
}

async fn a_seen_session_comes_first(ground: &Ground) {
    let account = ground.account("claire").await;
    open(ground, account, "phone", "12:00:00").await;
    open(ground, account, "laptop", "12:00:00").await;
    open(ground, account, "ended", "09:30:00").await;
    session::touch(&ground.db, &hash("laptop"), instant("10:00:00"))
        .await
        .unwrap();
    session::touch(&ground.db, &hash("phone"), instant("11:00:00"))
        .await
        .unwrap();
    session::touch(&ground.db, &hash("phone"), instant("10:30:00"))
        .await
        .unwrap();
    let list = session::list(&ground.db, account, instant("11:00:00"))
        .await
        .unwrap();
    let seen: Vec<_> = list
        .iter()
        .map(|row| (row.device.as_str(), row.seen_at))
        .collect();
    assert_eq!(
        seen,
        [
            ("Firefox, phone", instant("11:00:00")),
            ("Firefox, laptop", instant("10:00:00"))
        ]
    );
}

async fn one_revokes_only_ones_own_sessions(ground: &Ground) {
    let (claire, other) = (
        ground.account("claire").await,
        ground.account("autre").await,
    );
    let id = open(ground, claire, "phone", "12:00:00").await;
    let mut tx = ground.begin().await;
    assert!(!session::revoke(&mut tx, other, id).await.unwrap());
    tx.commit().await.unwrap();
    let now = instant("10:00:00");
    assert!(
        session::find(&ground.db, &hash("phone"), now)
            .await
            .unwrap()
            .is_some()
    );
    let mut tx = ground.begin().await;
    assert!(session::revoke(&mut tx, claire, id).await.unwrap());
    assert!(!session::revoke(&mut tx, claire, id).await.unwrap());
    tx.commit().await.unwrap();
    assert!(
        session::find(&ground.db, &hash("phone"), now)
            .await
            .unwrap()
            .is_none()
    );
}

async fn signing_out_ends_the_session(ground: &Ground) {
    let account = ground.account("claire").await;
    open(ground, account, "phone", "12:00:00").await;
    let mut tx = ground.begin().await;
    session::revoke_token(&mut tx, &hash("phone"))
        .await
        .unwrap();
    session::revoke_token(&mut tx, &hash("phone"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let found = session::find(&ground.db, &hash("phone"), instant("10:00:00"))
        .await
        .unwrap();
    assert_eq!(found, None);
}

async fn ended_sessions_are_swept(ground: &Ground) {
    let account = ground.account("claire").await;
    open(ground, account, "phone", "12:00:00").await;
    open(ground, account, "laptop", "10:00:00").await;
    assert_eq!(
        session::sweep(&ground.db, instant("10:00:00"))
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        session::sweep(&ground.db, instant("10:00:00"))
            .await
            .unwrap(),
        0
    );
}
