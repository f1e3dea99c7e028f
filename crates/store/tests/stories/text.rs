//! Texts, their versions and their clauses.

use crate::support::{Ground, instant, letter_text};
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::discussion::Discussion;
use palier_domain::charter::grammar::parse;
use palier_domain::charter::status::{Audience, TextKind, VersionStatus};
use palier_domain::id::{LandlordId, TextId, VersionId};
use palier_store::text::{self, NewText};
use palier_store::{StoreError, ids};

crate::on_both_engines![
    a_first_import_is_open_and_found_by_its_slug,
    export_gives_the_imported_bytes,
    the_same_bytes_again_make_no_version,
    clauses_keep_their_handles_across_versions,
    a_removed_clause_never_gives_its_handle_away,
    an_unchanged_clause_keeps_its_words_row,
    a_later_version_supersedes_the_former,
    a_version_being_voted_is_not_superseded,
    a_text_does_not_change_its_kind,
    an_import_may_change_who_reads_a_text,
    two_first_imports_at_once_make_one_text,
    each_landlord_has_its_own_slugs,
    a_text_for_an_unknown_landlord_is_refused,
    a_version_that_does_not_exist_is_not_exported,
    a_discussion_takes_its_latest_dates,
];

async fn handles(ground: &Ground, version: VersionId) -> Vec<(i64, String)> {
    let entries = text::entries(&ground.db, version).await.unwrap();
    entries
        .into_iter()
        .map(|row| (row.handle, row.source.trim().to_owned()))
        .collect()
}

async fn a_first_import_is_open_and_found_by_its_slug(ground: &Ground) {
    let (landlord, imported) = ground.landlord_with_charter().await;
    assert_eq!((imported.sequence, imported.unchanged), (1, false));
    let found = text::by_slug(&ground.db, landlord, "charte")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.id, found.version_id),
        (imported.text_id, imported.version_id)
    );
    assert_eq!(
        (found.kind, found.audience),
        (TextKind::Charter, Audience::Public)
    );
    assert_eq!((found.sequence, found.status), (1, VersionStatus::Open));
    assert_eq!(found.published_at, instant("10:00:00"));
    let entries = text::entries(&ground.db, imported.version_id)
        .await
        .unwrap();
    let kinds: Vec<_> = entries.iter().map(|row| (row.handle, row.kind)).collect();
    assert_eq!(
        kinds,
        [
            (1, ClauseKind::Title),
            (2, ClauseKind::Chapter),
            (3, ClauseKind::Article),
            (4, ClauseKind::Paragraph),
            (5, ClauseKind::Paragraph),
            (6, ClauseKind::Article),
            (7, ClauseKind::Paragraph),
        ]
    );
    assert_eq!(
        text::by_slug(&ground.db, landlord, "avis").await.unwrap(),
        None
    );
    assert_eq!(text::list(&ground.db, landlord).await.unwrap(), [found]);
}

async fn export_gives_the_imported_bytes(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    for source in [
        letter_text(),
        "\u{feff}# Charte\r\n\r\n## Accueil\r\n### Visiter\r\nUn « texte » 🏠  \r\nsans fin",
        "\n\n# Charte\n\n\n\n- un\n- deux\n   suite\n\n\n",
    ] {
        let imported = ground.charter(landlord, source).await;
        let exported = text::export(&ground.db, imported.version_id).await.unwrap();
        assert_eq!(exported, source);
    }
}

async fn the_same_bytes_again_make_no_version(ground: &Ground) {
    let (landlord, first) = ground.landlord_with_charter().await;
    let entries = ground.raw().count("journal").await;
    let again = ground.charter(landlord, letter_text()).await;
    assert!(again.unchanged);
    assert_eq!(
        (again.text_id, again.version_id),
        (first.text_id, first.version_id)
    );
    assert_eq!(ground.raw().count("text_version").await, 1);
    assert_eq!(ground.raw().count("journal").await, entries);
}

async fn clauses_keep_their_handles_across_versions(ground: &Ground) {
    let (landlord, first) = ground.landlord_with_charter().await;
    let edited = letter_text()
        .replace("Nous proposons une visite.", "Nous proposons deux visites.")
        .replace(
            "### Entrer",
            "### Préparer\n\nUn rendez-vous est pris.\n\n### Entrer",
        );
    let second = ground.charter(landlord, &edited).await;
    assert_eq!((second.text_id, second.sequence), (first.text_id, 2));
    let words = handles(ground, second.version_id).await;
    let expected = [
        (1, "# Charte"),
        (2, "## Accueil"),
        (3, "### Visiter"),
        (4, "**Bailleur :** Nous proposons deux visites."),
        (5, "**Locataires :** Nous venons."),
        (8, "### Préparer"),
        (9, "Un rendez-vous est pris."),
        (6, "### Entrer"),
        (7, "L’état des lieux est fait ensemble."),
    ];
    assert_eq!(
        words,
        expected.map(|(handle, source)| (handle, source.to_owned()))
    );
    let before = text::entries(&ground.db, first.version_id).await.unwrap();
    let after = text::entries(&ground.db, second.version_id).await.unwrap();
    assert_eq!(before[3].clause_id, after[3].clause_id);
    assert_eq!(
        text::export(&ground.db, first.version_id).await.unwrap(),
        letter_text()
    );
}

async fn a_removed_clause_never_gives_its_handle_away(ground: &Ground) {
    let (landlord, _) = ground.landlord_with_charter().await;
    let shorter = letter_text().split("### Entrer").next().unwrap();
    ground.charter(landlord, shorter).await;
    let longer = format!("{shorter}### Partir\n\nLe départ se prépare.\n");
    let third = ground.charter(landlord, &longer).await;
    let words = handles(ground, third.version_id).await;
    let new: Vec<_> = words.iter().map(|(handle, _)| *handle).skip(5).collect();
    assert_eq!(new, [8, 9]);
}

async fn an_unchanged_clause_keeps_its_words_row(ground: &Ground) {
    let (landlord, _) = ground.landlord_with_charter().await;
    assert_eq!(ground.raw().count("clause_revision").await, 7);
    let edited = letter_text().replace("une visite", "deux visites");
    ground.charter(landlord, &edited).await;
    assert_eq!(ground.raw().count("clause_revision").await, 8);
    let with_parent = "clause_revision WHERE parent_id IS NOT NULL";
    assert_eq!(ground.raw().count(with_parent).await, 1);
    let origins = ground
        .raw()
        .texts("SELECT created_from FROM clause_revision")
        .await;
    assert_eq!(
        origins
            .iter()
            .filter(|origin| *origin == "editorial")
            .count(),
        1
    );
}

async fn a_later_version_supersedes_the_former(ground: &Ground) {
    let (landlord, first) = ground.landlord_with_charter().await;
    let second = ground.charter(landlord, "# Autre\n").await;
    let latest = text::by_slug(&ground.db, landlord, "charte")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (latest.version_id, latest.status),
        (second.version_id, VersionStatus::Open)
    );
    let statuses = ground
        .raw()
        .texts("SELECT status FROM text_version ORDER BY sequence")
        .await;
    assert_eq!(statuses, ["superseded", "open"]);
    assert_ne!(first.version_id, second.version_id);
    assert_eq!(
        ground
            .raw()
            .count("text_version WHERE parent_id IS NOT NULL")
            .await,
        1
    );
    let listed = text::list(&ground.db, landlord).await.unwrap();
    assert_eq!(
        listed.iter().map(|one| one.sequence).collect::<Vec<_>>(),
        [2]
    );
}

async fn a_version_being_voted_is_not_superseded(ground: &Ground) {
    let (landlord, _) = ground.landlord_with_charter().await;
    ground
        .raw()
        .execute("UPDATE text_version SET status = 'voting'")
        .await;
    let refused = ground.try_charter(landlord, "# Autre\n").await;
    assert!(
        matches!(refused, Err(StoreError::Conflict(_))),
        "{refused:?}"
    );
    assert!(ground.charter(landlord, letter_text()).await.unchanged);
}

async fn import(
    ground: &Ground,
    landlord: LandlordId,
    kind: TextKind,
    audience: Audience,
) -> Result<TextId, StoreError> {
    let new = NewText {
        kind,
        slug: "charte".to_owned(),
        audience,
    };
    let parsed = parse(letter_text()).unwrap();
    let mut tx = ground.begin().await;
    let imported = text::import(&mut tx, landlord, new, &parsed, instant("11:00:00")).await?;
    tx.commit().await?;
    Ok(imported.text_id)
}

async fn a_text_does_not_change_its_kind(ground: &Ground) {
    let (landlord, _) = ground.landlord_with_charter().await;
    let refused = import(ground, landlord, TextKind::Opinion, Audience::Public).await;
    assert!(
        matches!(refused, Err(StoreError::Conflict(_))),
        "{refused:?}"
    );
}

async fn an_import_may_change_who_reads_a_text(ground: &Ground) {
    let (landlord, first) = ground.landlord_with_charter().await;
    let id = import(ground, landlord, TextKind::Charter, Audience::Members)
        .await
        .unwrap();
    assert_eq!(id, first.text_id);
    let found = text::by_slug(&ground.db, landlord, "charte")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.audience, found.sequence), (Audience::Members, 1));
    assert_eq!(
        ground
            .raw()
            .count("journal WHERE act = 'text.audience_set'")
            .await,
        1
    );
}

async fn two_first_imports_at_once_make_one_text(ground: &Ground) {
    let landlord = ground.landlord("rive-neuve").await;
    let imports = [0, 1].map(|_| {
        let db = ground.db.clone();
        tokio::spawn(async move {
            let new = NewText {
                kind: TextKind::Charter,
                slug: "charte".to_owned(),
                audience: Audience::Public,
            };
            let parsed = parse(letter_text()).unwrap();
            let mut tx = db.begin().await.unwrap();
            let now = instant("11:00:00");
            let imported = text::import(&mut tx, landlord, new, &parsed, now)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            imported.unchanged
        })
    });
    let mut unchanged = Vec::new();
    for import in imports {
        unchanged.push(import.await.unwrap());
    }
    unchanged.sort_unstable();
    assert_eq!(unchanged, [false, true]);
}

async fn each_landlord_has_its_own_slugs(ground: &Ground) {
    let (_, here) = ground.landlord_with_charter().await;
    let other = ground.landlord("les-acacias").await;
    let there = ground.charter(other, letter_text()).await;
    assert_ne!(here.text_id, there.text_id);
    assert!(!there.unchanged);
}

async fn a_text_for_an_unknown_landlord_is_refused(ground: &Ground) {
    let nobody = LandlordId(ids::new_v4());
    let refused = ground.try_charter(nobody, letter_text()).await;
    assert!(
        matches!(refused, Err(StoreError::Missing(_))),
        "{refused:?}"
    );
}

async fn a_version_that_does_not_exist_is_not_exported(ground: &Ground) {
    let missing = text::export(&ground.db, VersionId(ids::new_v4())).await;
    assert!(
        matches!(missing, Err(StoreError::Missing("version"))),
        "{missing:?}"
    );
}

async fn a_discussion_takes_its_latest_dates(ground: &Ground) {
    let (_, charter) = ground.landlord_with_charter().await;
    assert_eq!(
        text::discussion(&ground.db, charter.text_id).await.unwrap(),
        None
    );
    for closes_at in ["18:00:00", "20:00:00"] {
        let dates = Discussion::new(instant("12:00:00"), instant(closes_at)).unwrap();
        let mut tx = ground.begin().await;
        let now = instant("11:00:00");
        text::set_discussion(
            &mut tx,
            charter.text_id,
            dates,
            "Le vote.",
            "The vote.",
            now,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
    let kept = text::discussion(&ground.db, charter.text_id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (kept.opens_at, kept.closes_at),
        (instant("12:00:00"), instant("20:00:00"))
    );
    assert_eq!(
        (kept.next_fr.as_str(), kept.next_en.as_str()),
        ("Le vote.", "The vote.")
    );
}
