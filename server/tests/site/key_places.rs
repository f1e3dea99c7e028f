//! Whose place each part of the key is.

use crate::election_sealing::{Scene, api};
use crate::support::client::Part;
use getrandom::SysRng;
use palier_ballots::holder::{self, Protection};
use palier_ballots::threshold::Context;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::election;
use rand_core::UnwrapErr;

#[tokio::test]
async fn a_place_of_the_key_is_one_accounts_until_it_frees_it() {
    let scene = Scene::new().await;
    let rng = &mut UnwrapErr(SysRng);
    let context = Context {
        size: 3,
        threshold: 2,
        index: 1,
    };
    let made = holder::new_seed("Ed25519", context, Protection::Unprotected, rng).unwrap();
    scene.message(&made.public).await;
    let bruno = scene.house.account("bruno", "Bruno").await;
    let mut tx = scene.house.db().begin().await.unwrap();
    let role = ElectionRole::TallyBoard;
    election::add_member(&mut tx, scene.id, bruno, role, scene.house.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let bruno = scene.house.sign_in("bruno").await;
    let send = async || {
        let part = [Part::file("file", "m.json", made.public.as_bytes())];
        let answer = bruno.post_parts(&api("key-message"), &part).await;
        bruno.arrive(answer).await.body
    };
    assert!(send().await.contains("celle d’un autre compte"));
    let holder = [("holder", "1")];
    assert_eq!(bruno.post(&api("key-place"), &holder).await.status, 404);
    assert_eq!(
        scene.board.post(&api("key-place"), &holder).await.status,
        303
    );
    let page = send().await;
    assert!(page.contains("Place 1\u{a0}: Bruno"), "{page}");
}
