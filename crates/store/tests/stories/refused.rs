//! Forms that were refused.

use crate::support::{Ground, hash, instant};
use chrono::TimeDelta;
use palier_store::refused;
use serde_json::json;

crate::on_both_engines![
    a_refused_form_gives_back_what_was_typed,
    a_form_refused_again_replaces_the_former_one,
    a_refused_form_is_gone_after_a_day,
    a_refused_form_may_hold_any_character,
];

async fn a_refused_form_gives_back_what_was_typed(ground: &Ground) {
    let now = instant("09:00:00");
    let (fields, error) = (json!({ "body": "Où ?" }), json!({ "key": "too-short" }));
    refused::keep(&ground.db, &hash("me"), "comment-12", &fields, &error, now)
        .await
        .unwrap();
    let kept = refused::find(&ground.db, &hash("me"), "comment-12", now)
        .await
        .unwrap();
    assert_eq!(kept, Some((fields, error)));
    for (visitor, form) in [("me", "comment-13"), ("you", "comment-12")] {
        assert_eq!(
            refused::find(&ground.db, &hash(visitor), form, now)
                .await
                .unwrap(),
            None
        );
    }
    refused::forget(&ground.db, &hash("me"), "comment-12")
        .await
        .unwrap();
    assert_eq!(
        refused::find(&ground.db, &hash("me"), "comment-12", now)
            .await
            .unwrap(),
        None
    );
}

async fn a_form_refused_again_replaces_the_former_one(ground: &Ground) {
    let now = instant("09:00:00");
    for body in ["un", "deux"] {
        let fields = json!({ "body": body });
        refused::keep(&ground.db, &hash("me"), "f", &fields, &json!({}), now)
            .await
            .unwrap();
    }
    let kept = refused::find(&ground.db, &hash("me"), "f", now)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.0, json!({ "body": "deux" }));
}

async fn a_refused_form_is_gone_after_a_day(ground: &Ground) {
    let now = instant("09:00:00");
    refused::keep(&ground.db, &hash("me"), "f", &json!({}), &json!({}), now)
        .await
        .unwrap();
    let almost = now + TimeDelta::hours(24) - TimeDelta::seconds(1);
    assert!(
        refused::find(&ground.db, &hash("me"), "f", almost)
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(refused::sweep(&ground.db, almost).await.unwrap(), 0);
    let after = now + TimeDelta::hours(24);
    assert!(
        refused::find(&ground.db, &hash("me"), "f", after)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(refused::sweep(&ground.db, after).await.unwrap(), 1);
}

async fn a_refused_form_may_hold_any_character(ground: &Ground) {
    let now = instant("09:00:00");
    let fields = json!({ "bo\u{0}dy": "a\u{0}b\u{7}c \u{1F3E0}" });
    refused::keep(&ground.db, &hash("me"), "f", &fields, &json!({}), now)
        .await
        .unwrap();
    let kept = refused::find(&ground.db, &hash("me"), "f", now)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.0, json!({ "body": "ab\u{7}c \u{1F3E0}" }));
}
