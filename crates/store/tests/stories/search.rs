//! Finding words: the same on both engines, and nothing that may not be read.

use crate::support::amendment::Scene as Writing;
use crate::support::moderation::{at, scene};
use crate::support::{Ground, instant};
use palier_domain::id::{TextId, VersionId};
use palier_domain::search::asked;
use palier_store::amendment;
use palier_store::comment;
use palier_store::search::{self, Found, Hit};

crate::on_both_engines![
    words_are_found_by_their_stems,
    what_is_withdrawn_is_found_no_more,
    what_is_hidden_is_found_no_more,
    corrected_words_take_the_place_of_the_former,
    drafts_are_not_found_and_what_is_handed_in_is,
    all_words_of_a_question_are_needed,
    the_same_question_finds_the_same_in_the_same_order,
];

async fn look(ground: &Ground, text: TextId, version: VersionId, question: &str) -> Found {
    search::refresh(&ground.db, text, version).await.unwrap();
    search::find(&ground.db, text, version, &asked(question), 1, 50)
        .await
        .unwrap()
}

fn comments(found: &Found) -> usize {
    let is_comment = |hit: &&Hit| matches!(hit, Hit::Comment { .. });
    found.hits.iter().filter(is_comment).count()
}

async fn words_are_found_by_their_stems(ground: &Ground) {
    let scene = scene(ground, "L’été, les réparations du chauffage sont lentes.").await;
    for question in ["ete", "réparation", "CHAUFFAGES", "chauffer", "lente"] {
        let found = look(ground, scene.text, scene.version, question).await;
        assert_eq!(comments(&found), 1, "{question}");
    }
    let found = look(ground, scene.text, scene.version, "piscine").await;
    assert_eq!((found.total, found.hits.len()), (0, 0));
}

async fn what_is_withdrawn_is_found_no_more(ground: &Ground) {
    let scene = scene(ground, "Le palmier du hall.").await;
    assert_eq!(
        comments(&look(ground, scene.text, scene.version, "palmier").await),
        1
    );
    scene.withdraw(ground).await;
    let kept = ground
        .raw()
        .count("search_entry WHERE comment_id IS NOT NULL")
        .await;
    assert_eq!(kept, 0, "its terms are gone at once");
    assert_eq!(
        comments(&look(ground, scene.text, scene.version, "palmier").await),
        0
    );
}

async fn what_is_hidden_is_found_no_more(ground: &Ground) {
    let scene = scene(ground, "Le palmier du hall.").await;
    assert_eq!(
        comments(&look(ground, scene.text, scene.version, "palmier").await),
        1
    );
    scene.hide(ground).await;
    let kept = ground
        .raw()
        .count("search_entry WHERE comment_id IS NOT NULL")
        .await;
    assert_eq!(kept, 0, "its terms are gone at once");
    assert_eq!(
        comments(&look(ground, scene.text, scene.version, "palmier").await),
        0
    );
}

async fn corrected_words_take_the_place_of_the_former(ground: &Ground) {
    let scene = scene(ground, "Le palmier du hall.").await;
    assert_eq!(
        comments(&look(ground, scene.text, scene.version, "palmier").await),
        1
    );
    let mut tx = ground.begin().await;
    comment::edit(
        &mut tx,
        scene.comment,
        "Le figuier du hall.",
        at("12:05:00"),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        comments(&look(ground, scene.text, scene.version, "palmier").await),
        0
    );
    assert_eq!(
        comments(&look(ground, scene.text, scene.version, "figuier").await),
        1
    );
}

async fn drafts_are_not_found_and_what_is_handed_in_is(ground: &Ground) {
    let scene = Writing::new(ground).await;
    let mut new = scene.new_by(&scene.dora, "Un palmier", 4);
    new.content.reasons = "Pour le jardin.".to_owned();
    let mut tx = ground.begin().await;
    let now = instant("11:00:00");
    let made = amendment::create(&mut tx, &new, scene.dora.person(), now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let found = look(ground, scene.text, scene.version, "palmier jardin").await;
    assert_eq!(found.total, 0);
    let mut tx = ground.begin().await;
    amendment::submit(&mut tx, made.id, &scene.dora.at("11:10:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let found = look(ground, scene.text, scene.version, "palmier jardin").await;
    assert_eq!(found.hits, [Hit::Amendment(made.id)]);
    let mut tx = ground.begin().await;
    amendment::withdraw(&mut tx, made.id, "", &scene.dora.at("11:20:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let found = look(ground, scene.text, scene.version, "palmier jardin").await;
    assert_eq!(found.total, 0);
}

async fn all_words_of_a_question_are_needed(ground: &Ground) {
    let scene = scene(ground, "Le palmier du hall.").await;
    let found = look(ground, scene.text, scene.version, "palmier hall").await;
    assert_eq!(comments(&found), 1);
    let found = look(ground, scene.text, scene.version, "palmier cave").await;
    assert_eq!(comments(&found), 0);
    let found = look(ground, scene.text, scene.version, "le du").await;
    assert_eq!(found.total, 0, "words that say nothing ask for nothing");
}

async fn the_same_question_finds_the_same_in_the_same_order(ground: &Ground) {
    let scene = scene(
        ground,
        "15,5 °C au 3e étage : e-mail à a.b@example.org, l’eau-de-vie !",
    )
    .await;
    scene.reply(ground, "Au 3e étage aussi.").await;
    let found = look(ground, scene.text, scene.version, "3e étages").await;
    let said: Vec<_> = found
        .hits
        .iter()
        .map(|hit| match hit {
            Hit::Comment { body, .. } => body.chars().take(4).collect::<String>(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(found.total, 2);
    assert_eq!(said.len(), 2);
    for question in ["15", "example.org", "a.b@example.org", "eau-de-vie", "mail"] {
        let found = look(ground, scene.text, scene.version, question).await;
        assert_eq!(comments(&found), 1, "{question}");
    }
}
