//! Adding, changing and supporting comments.

use crate::support::{Ground, instant};
use palier_domain::account::role::Quality;
use palier_domain::id::{ClauseId, CommentId, ContributorId, FormId, LandlordId, VersionId};
use palier_store::comment::{self, Added, NewComment};
use palier_store::text::{self, Imported};
use palier_store::{StoreError, ids, journal};

crate::on_both_engines![
    a_comment_is_kept_with_its_place_and_its_author,
    a_comment_sent_twice_is_kept_once,
    a_comment_sent_twice_at_once_is_kept_once,
    a_reply_to_a_reply_joins_the_same_thread,
    a_reply_on_another_clause_is_refused,
    a_comment_on_a_clause_of_another_version_is_refused,
    an_association_is_named_beside_its_delegate,
    an_edited_comment_says_so,
    a_withdrawn_comment_loses_its_words_and_keeps_its_place,
    a_withdrawn_comment_is_not_edited_nor_supported,
    withdrawing_twice_is_withdrawing_once,
    support_counts_once_and_can_be_taken_back,
    the_salt_goes_with_the_words,
    a_comment_that_does_not_exist_is_missing,
];

struct Scene {
    landlord: LandlordId,
    charter: Imported,
    clauses: Vec<ClauseId>,
    claire: ContributorId,
}

async fn scene(ground: &Ground) -> Scene {
    let (landlord, charter) = ground.landlord_with_charter().await;
    let entries = text::entries(&ground.db, charter.version_id).await.unwrap();
    let clauses = entries.into_iter().map(|row| row.clause_id).collect();
    let claire = ground.contributor(landlord, "Claire").await;
    Scene {
        landlord,
        charter,
        clauses,
        claire,
    }
}

impl Scene {
    fn says(&self, body: &str) -> NewComment {
        NewComment {
            text_id: self.charter.text_id,
            clause_id: self.clauses[2],
            version_id: self.charter.version_id,
            thread_id: None,
            contributor_id: self.claire,
            quality: Quality::Tenant,
            body: body.to_owned(),
            form_id: FormId(ids::new_v4()),
        }
    }
}

async fn try_add(ground: &Ground, new: NewComment) -> Result<Added, StoreError> {
    let mut tx = ground.begin().await;
    let added = comment::add(&mut tx, new, instant("12:00:00")).await?;
    tx.commit().await?;
    Ok(added)
}

async fn add(ground: &Ground, new: NewComment) -> CommentId {
    try_add(ground, new).await.unwrap().id
}

async fn edit(ground: &Ground, id: CommentId, body: &str) -> Result<(), StoreError> {
    let mut tx = ground.begin().await;
    comment::edit(&mut tx, id, body, instant("12:05:00")).await?;
    tx.commit().await
}

async fn withdraw(ground: &Ground, id: CommentId, at: &str) -> Result<(), StoreError> {
    let mut tx = ground.begin().await;
    comment::withdraw(&mut tx, id, instant(at)).await?;
    tx.commit().await
}

async fn support(
    ground: &Ground,
    id: CommentId,
    by: ContributorId,
    on: bool,
) -> Result<(), StoreError> {
    let mut tx = ground.begin().await;
    comment::support(&mut tx, id, by, on).await?;
    tx.commit().await
}

async fn get(ground: &Ground, id: CommentId) -> comment::CommentAt {
    comment::get(&ground.db, id).await.unwrap().unwrap()
}

async fn a_comment_is_kept_with_its_place_and_its_author(ground: &Ground) {
    let scene = scene(ground).await;
    let id = add(ground, scene.says("Deux visites, le soir aussi.")).await;
    let found = get(ground, id).await;
    assert_eq!(
        (found.text_id, found.clause_id),
        (scene.charter.text_id, scene.clauses[2])
    );
    assert_eq!((found.handle, found.landlord_id), (3, scene.landlord));
    assert_eq!(
        (found.row.author, found.row.author_name.as_str()),
        (scene.claire, "Claire")
    );
    assert_eq!(
        (found.row.quality, found.row.thread_id),
        (Quality::Tenant, None)
    );
    assert_eq!(found.row.body, "Deux visites, le soir aussi.");
    assert_eq!(found.row.created_at, instant("12:00:00"));
    assert_eq!((found.row.edited_at, found.row.withdrawn_at), (None, None));
    assert_eq!(
        (found.row.supports, found.row.supported_by_viewer),
        (0, false)
    );
}

async fn a_comment_sent_twice_is_kept_once(ground: &Ground) {
    let scene = scene(ground).await;
    let new = scene.says("Une fois.");
    let first = try_add(ground, new.clone()).await.unwrap();
    let again = try_add(ground, new).await.unwrap();
    assert!(!first.already && again.already);
    assert_eq!(first.id, again.id);
    assert_eq!(ground.raw().count("comment").await, 1);
    assert_eq!(
        ground
            .raw()
            .count("journal WHERE act = 'comment.added'")
            .await,
        1
    );
}

async fn a_comment_sent_twice_at_once_is_kept_once(ground: &Ground) {
    let scene = scene(ground).await;
    let new = scene.says("Une fois.");
    let tries = [0, 1].map(|_| {
        let (db, new) = (ground.db.clone(), new.clone());
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let added = comment::add(&mut tx, new, instant("12:00:00"))
                .await
                .unwrap();
            tx.commit().await.unwrap();
            added
        })
    });
    let mut added = Vec::new();
    for one in tries {
        added.push(one.await.unwrap());
    }
    assert_eq!(added[0].id, added[1].id);
    assert_ne!(added[0].already, added[1].already);
}

async fn a_reply_to_a_reply_joins_the_same_thread(ground: &Ground) {
    let scene = scene(ground).await;
    let first = add(ground, scene.says("Un.")).await;
    let reply = NewComment {
        thread_id: Some(first),
        ..scene.says("Deux.")
    };
    let reply = add(ground, reply).await;
    let to_reply = NewComment {
        thread_id: Some(reply),
        ..scene.says("Trois.")
    };
    let to_reply = add(ground, to_reply).await;
    assert_eq!(get(ground, reply).await.row.thread_id, Some(first));
    assert_eq!(get(ground, to_reply).await.row.thread_id, Some(first));
}

async fn a_reply_on_another_clause_is_refused(ground: &Ground) {
    let scene = scene(ground).await;
    let first = add(ground, scene.says("Un.")).await;
    let elsewhere = NewComment {
        thread_id: Some(first),
        clause_id: scene.clauses[5],
        ..scene.says("Ailleurs.")
    };
    let refused = try_add(ground, elsewhere).await;
    assert!(
        matches!(refused, Err(StoreError::Missing(_))),
        "{refused:?}"
    );
}

async fn a_comment_on_a_clause_of_another_version_is_refused(ground: &Ground) {
    let scene = scene(ground).await;
    let nowhere = [
        NewComment {
            version_id: VersionId(ids::new_v4()),
            ..scene.says("x")
        },
        NewComment {
            clause_id: ClauseId(ids::new_v4()),
            ..scene.says("x")
        },
        NewComment {
            text_id: palier_domain::id::TextId(ids::new_v4()),
            ..scene.says("x")
        },
    ];
    for new in nowhere {
        let refused = try_add(ground, new).await;
        assert!(
            matches!(refused, Err(StoreError::Missing(_))),
            "{refused:?}"
        );
    }
}

async fn an_association_is_named_beside_its_delegate(ground: &Ground) {
    let scene = scene(ground).await;
    let association = ground.association("tilleuls", scene.landlord).await;
    let quality = Quality::Association(association);
    let id = add(
        ground,
        NewComment {
            quality,
            ..scene.says("Au nom de l’amicale.")
        },
    )
    .await;
    let row = get(ground, id).await.row;
    assert_eq!(row.quality, quality);
    assert_eq!(row.association_name.as_deref(), Some("Amicale tilleuls"));
}

async fn an_edited_comment_says_so(ground: &Ground) {
    let scene = scene(ground).await;
    let id = add(ground, scene.says("Un mot.")).await;
    edit(ground, id, "Un autre mot.").await.unwrap();
    let row = get(ground, id).await.row;
    assert_eq!(row.body, "Un autre mot.");
    assert_eq!(row.edited_at, Some(instant("12:05:00")));
}

async fn a_withdrawn_comment_loses_its_words_and_keeps_its_place(ground: &Ground) {
    let scene = scene(ground).await;
    let id = add(ground, scene.says("À retirer.")).await;
    withdraw(ground, id, "13:00:00").await.unwrap();
    let row = get(ground, id).await.row;
    assert_eq!(
        (row.body.as_str(), row.withdrawn_at),
        ("", Some(instant("13:00:00")))
    );
    assert_eq!(ground.raw().count("comment").await, 1);
}

async fn a_withdrawn_comment_is_not_edited_nor_supported(ground: &Ground) {
    let scene = scene(ground).await;
    let id = add(ground, scene.says("À retirer.")).await;
    let other = ground.contributor(scene.landlord, "Autre").await;
    support(ground, id, other, true).await.unwrap();
    withdraw(ground, id, "13:00:00").await.unwrap();
    for refused in [
        edit(ground, id, "Encore.").await,
        support(ground, id, scene.claire, true).await,
    ] {
        assert!(
            matches!(refused, Err(StoreError::Conflict(_))),
            "{refused:?}"
        );
    }
    support(ground, id, other, false).await.unwrap();
    assert_eq!(get(ground, id).await.row.supports, 0);
}

async fn withdrawing_twice_is_withdrawing_once(ground: &Ground) {
    let scene = scene(ground).await;
    let id = add(ground, scene.says("À retirer.")).await;
    withdraw(ground, id, "13:00:00").await.unwrap();
    withdraw(ground, id, "14:00:00").await.unwrap();
    assert_eq!(
        get(ground, id).await.row.withdrawn_at,
        Some(instant("13:00:00"))
    );
    assert_eq!(
        ground
            .raw()
            .count("journal WHERE act = 'comment.withdrawn'")
            .await,
        1
    );
}

async fn support_counts_once_and_can_be_taken_back(ground: &Ground) {
    let scene = scene(ground).await;
    let id = add(ground, scene.says("Oui.")).await;
    let other = ground.contributor(scene.landlord, "Autre").await;
    for by in [scene.claire, other, other] {
        support(ground, id, by, true).await.unwrap();
    }
    assert_eq!(get(ground, id).await.row.supports, 2);
    support(ground, id, other, false).await.unwrap();
    support(ground, id, other, false).await.unwrap();
    assert_eq!(get(ground, id).await.row.supports, 1);
}

async fn the_salt_goes_with_the_words(ground: &Ground) {
    let scene = scene(ground).await;
    let id = add(ground, scene.says("À retirer.")).await;
    let other = add(ground, scene.says("À garder.")).await;
    edit(ground, id, "Autrement.").await.unwrap();
    assert_eq!(ground.raw().count("journal WHERE salt IS NULL").await, 1);
    withdraw(ground, id, "13:00:00").await.unwrap();
    assert_eq!(ground.raw().count("journal WHERE salt IS NULL").await, 2);
    let chain = journal::of_text(scene.charter.text_id);
    // The import, two added, one edited, one withdrawn.
    assert_eq!(
        journal::verify(&ground.db, &chain).await.unwrap().entries,
        5
    );
    assert_eq!(get(ground, other).await.row.body, "À garder.");
}

async fn a_comment_that_does_not_exist_is_missing(ground: &Ground) {
    let scene = scene(ground).await;
    let id = CommentId(ids::new_v4());
    assert!(comment::get(&ground.db, id).await.unwrap().is_none());
    for missing in [
        edit(ground, id, "x").await,
        withdraw(ground, id, "13:00:00").await,
        support(ground, id, scene.claire, true).await,
    ] {
        assert!(
            matches!(missing, Err(StoreError::Missing("comment"))),
            "{missing:?}"
        );
    }
}
