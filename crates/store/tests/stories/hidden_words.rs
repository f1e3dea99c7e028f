//! What becomes of words that were hidden.

use crate::support::moderation::{at, scene};
use crate::support::{Ground, instant};
use palier_domain::moderation::decider::DecidedAs;
use palier_domain::moderation::ground::Ground as On;
use palier_store::{StoreError, comment, moderation, report};

crate::on_both_engines![
    hidden_words_are_in_no_list,
    a_hidden_comment_keeps_its_place_and_its_replies,
    a_hidden_comment_is_neither_edited_nor_supported,
    withdrawing_a_hidden_comment_erases_what_was_kept,
    the_public_log_holds_no_word_of_the_comment,
];

const WORDS: &str = "Cette voisine est une voleuse.";

async fn hidden_words_are_in_no_list(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.reply(ground, "Je réponds.").await;
    scene.hide(ground).await;
    let db = &ground.db;
    let clause = scene.clause;
    for sort in [comment::Sort::Newest, comment::Sort::Supported] {
        let page = comment::of_clause(db, clause, None, sort, 1, 30)
            .await
            .unwrap();
        assert!(!format!("{page:?}").contains("voleuse"));
        assert_eq!((page.total_threads, page.total_comments), (1, 1));
    }
    let read = [
        format!("{:?}", comment::recent(db, scene.text, 50).await.unwrap()),
        format!(
            "{:?}",
            comment::of_account(db, scene.claire, 50).await.unwrap()
        ),
        format!("{:?}", comment::get(db, scene.comment).await.unwrap()),
        format!(
            "{:?}",
            comment::replies_to(db, scene.comment).await.unwrap()
        ),
        format!("{:?}", report::waiting(db, scene.landlord).await.unwrap()),
        format!(
            "{:?}",
            moderation::of_landlord(db, scene.landlord, None, 50)
                .await
                .unwrap()
        ),
    ];
    for read in read {
        assert!(!read.contains("voleuse"), "{read}");
    }
    assert_eq!(comment::counts(db, scene.text).await.unwrap()[&clause], 1);
    let kept = ground
        .raw()
        .count("comment WHERE body LIKE '%voleuse%'")
        .await;
    assert_eq!(kept, 0, "they are not in the table of comments at all");
}

async fn a_hidden_comment_keeps_its_place_and_its_replies(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.reply(ground, "Je réponds.").await;
    scene.hide(ground).await;
    let page = comment::of_clause(&ground.db, scene.clause, None, comment::Sort::Newest, 1, 30)
        .await
        .unwrap();
    let mark = page.threads[0].first.hidden.clone().unwrap();
    assert_eq!((mark.ground, mark.by), (On::Insult, DecidedAs::Facilitator));
    assert_eq!(
        (mark.at, mark.reason.as_str()),
        (at("12:30:00"), "Une voisine est insultée sans preuve.")
    );
    assert_eq!(page.threads[0].replies[0].body, "Je réponds.");
}

async fn a_hidden_comment_is_neither_edited_nor_supported(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    scene.hide(ground).await;
    let mut tx = ground.begin().await;
    let edited = comment::edit(&mut tx, scene.comment, "Pardon.", at("12:31:00")).await;
    assert!(matches!(edited, Err(StoreError::Conflict(_))));
    drop(tx);
    let idriss = ground.contributor(scene.landlord, "Idriss").await;
    let mut tx = ground.begin().await;
    let supported = comment::support(&mut tx, scene.comment, idriss, true).await;
    assert!(matches!(supported, Err(StoreError::Conflict(_))));
}

async fn withdrawing_a_hidden_comment_erases_what_was_kept(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    scene
        .appeal(ground, id, "Elle a volé ma plante.")
        .await
        .unwrap();
    scene.withdraw(ground).await;
    let words = moderation::words(&ground.db, id).await.unwrap().unwrap();
    assert_eq!((words.original, words.appeal), (None, Some(String::new())));
    let waiting = moderation::appeals_waiting(&ground.db, scene.landlord, None)
        .await
        .unwrap();
    assert!(waiting.is_empty(), "nothing is left to be shown again");
    let salted = ground
        .raw()
        .texts("SELECT act FROM journal WHERE salt IS NOT NULL AND act IN ('comment.added', 'appeal.made', 'comment.hidden')")
        .await;
    assert_eq!(
        salted,
        ["comment.hidden"],
        "what the decision said is still provable"
    );
}

async fn the_public_log_holds_no_word_of_the_comment(ground: &Ground) {
    let scene = scene(ground, WORDS).await;
    let id = scene.hide(ground).await;
    let log = moderation::hidden_of_text(&ground.db, scene.text, 10)
        .await
        .unwrap();
    assert_eq!((log.len(), log[0].id, log[0].handle), (1, id, 3));
    assert_eq!(log[0].decided_at, instant("12:30:00"));
    assert!(log[0].appeal().is_none());
    scene.appeal(ground, id, "Relisez-moi.").await.unwrap();
    scene
        .settle(ground, id, scene.guarantor, true)
        .await
        .unwrap();
    let log = moderation::hidden_of_text(&ground.db, scene.text, 10)
        .await
        .unwrap();
    let appeal = log[0].appeal().unwrap();
    assert!(appeal.outcome.is_some() && appeal.decided_as == Some(DecidedAs::Guarantor));
    let said = format!("{log:?}");
    assert!(!said.contains("voleuse") && !said.contains("Relisez-moi"));
}
