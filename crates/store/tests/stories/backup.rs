//! Backups: what comes back is what there was.

use crate::support::{Ground, Raw, RollBuilder, hash, instant};
use flate2::read::MultiGzDecoder;
use palier_domain::account::role::Quality;
use palier_domain::id::{ClauseId, ContributorId, FormId};
use palier_store::backup::{self, Checked, FileError, Kind, RestoreError, TABLES, WriteError};
use palier_store::comment::{self, NewComment};
use palier_store::instance::{Instance, InstanceKind};
use palier_store::text::{self, Imported};
use palier_store::{Db, guess, ids, instance, journal};
use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

crate::on_both_engines![
    an_empty_database_has_nothing_to_back_up,
    a_database_of_another_version_is_left_as_it_is,
    a_backup_under_way_is_of_one_instant,
    a_database_in_use_is_not_restored_into,
    rows_that_were_there_before_are_seen,
    a_broken_journal_is_not_restored,
    a_file_that_changed_after_its_check_is_refused,
    every_table_and_column_is_declared,
];

struct Scene {
    charter: Imported,
    clause: ClauseId,
    claire: ContributorId,
}

/// An instance with something of most kinds of values in it.
async fn scene(ground: &Ground) -> Scene {
    let mut tx = ground.begin().await;
    let demo = Instance {
        kind: InstanceKind::Demo,
        created_at: instant("08:00:00.123456"),
        clock_start: Some(instant("09:30:00")),
        code_salt: vec![0, 1, 255],
    };
    instance::create(&mut tx, &demo).await.unwrap();
    tx.commit().await.unwrap();
    let (landlord, charter) = ground.landlord_with_charter().await;
    let roll = RollBuilder::new().lease("T-A-12", "B1", &["L1", "L2"]);
    let roll = roll.lease("T-A-13", "B2", &["L3"]).build();
    let entries = text::entries(&ground.db, charter.version_id).await.unwrap();
    ground.import_roll(landlord, "2030-03-01", &roll).await;
    let claire = ground.contributor(landlord, "Claire").await;
    guess::record(&ground.db, &hash("key"), instant("10:00:00.5"))
        .await
        .unwrap();
    let scene = Scene {
        charter,
        clause: entries[2].clause_id,
        claire,
    };
    // The reply's identifier comes before that of what it replies to.
    let first = scene.add(&ground.db, "L'été, « déjà » ?\n\t\"oui\"").await;
    let reply = scene.add(&ground.db, "Une réponse").await;
    let raw = ground.raw();
    let column = match raw {
        Raw::Sqlite(_) => "X'00000000000000000000000000000000'",
        Raw::Postgres(..) => "'00000000-0000-0000-0000-000000000000'",
    };
    raw.execute(&format!(
        "UPDATE comment SET id = {column},
         thread_id = (SELECT id FROM comment WHERE body <> 'Une réponse')
         WHERE body = 'Une réponse'"
    ))
    .await;
    assert_ne!(first, reply);
    let (bytes, fields) = match raw {
        Raw::Sqlite(_) => ("X'00ff'", "'{\"b\":\"é\",\"a\":null}'"),
        Raw::Postgres(..) => ("'\\x00ff'", "'{\"b\":\"é\",\"a\":null}'"),
    };
    raw.execute(&format!(
        "INSERT INTO refused_form (visitor_hash, form, fields, error, refused_at)
         VALUES ({bytes}, 'f', {fields}, '{{}}', '2030-03-01T10:00:00+00:00')"
    ))
    .await;
    scene
}

impl Scene {
    async fn add(&self, db: &Db, body: &str) -> comment::Added {
        let mut tx = db.begin().await.unwrap();
        let new = NewComment {
            text_id: self.charter.text_id,
            clause_id: self.clause,
            version_id: self.charter.version_id,
            thread_id: None,
            contributor_id: self.claire,
            quality: Quality::Tenant,
            body: body.to_owned(),
            form_id: FormId(ids::new_v4()),
        };
        let added = comment::add(&mut tx, new, instant("12:00:00")).await;
        tx.commit().await.unwrap();
        added.unwrap()
    }
}

async fn write(ground: &Ground) -> Vec<u8> {
    let mut file = Vec::new();
    backup::write(&ground.db, instant("20:00:00"), &mut file)
        .await
        .unwrap();
    file
}

fn check(file: &[u8]) -> Result<Checked<Cursor<Vec<u8>>>, FileError> {
    backup::check(Cursor::new(file.to_vec()))
}

async fn restore(ground: &Ground, file: &[u8]) {
    backup::restore(&ground.db, check(file).unwrap())
        .await
        .unwrap();
}

async fn content(ground: &Ground) -> [u8; 32] {
    backup::content_hash(&ground.db).await.unwrap()
}

async fn is_empty(ground: &Ground) -> bool {
    for table in TABLES {
        if ground.raw().count(&format!("\"{}\"", table.name)).await > 0 {
            return false;
        }
    }
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_sqlite_to_postgresql_and_back_nothing_is_lost() {
    let (first, second) = (Ground::on_sqlite().await, Ground::on_postgres().await);
    let third = Ground::on_sqlite().await;
    scene(&first).await;
    restore(&second, &write(&first).await).await;
    restore(&third, &write(&second).await).await;
    let hash = content(&first).await;
    assert_eq!(
        (content(&second).await, content(&third).await),
        (hash, hash)
    );
    // The hash would not see what the declaration leaves out; these see rows as they are.
    let rows = "SELECT at FROM journal ORDER BY chain, seq";
    assert_eq!(first.raw().texts(rows).await, third.raw().texts(rows).await);
    let kept = instance::read(&first.db).await.unwrap();
    assert_eq!(instance::read(&second.db).await.unwrap(), kept);
    assert_eq!(instance::read(&third.db).await.unwrap(), kept);
    // A row less is another content.
    first.raw().execute("DELETE FROM guess").await;
    assert_ne!(content(&first).await, hash);
    for ground in [first, second, third] {
        ground.clear().await;
    }
}

async fn an_empty_database_has_nothing_to_back_up(ground: &Ground) {
    let mut file = Vec::new();
    let refused = backup::write(&ground.db, instant("20:00:00"), &mut file).await;
    assert!(matches!(refused, Err(WriteError::Empty)), "{refused:?}");
}

async fn a_database_of_another_version_is_left_as_it_is(ground: &Ground) {
    scene(ground).await;
    let here = ground.db.tables().await.unwrap();
    ground
        .raw()
        .execute("UPDATE _sqlx_migrations SET version = version + 1000")
        .await;
    assert_eq!(
        ground.db.tables().await.unwrap(),
        here.map(|version| version + 1000)
    );
    let mut file = Vec::new();
    let refused = backup::write(&ground.db, instant("20:00:00"), &mut file).await;
    assert!(
        matches!(refused, Err(WriteError::OtherTables)),
        "{refused:?}"
    );
    ground.raw().execute("DROP TABLE _sqlx_migrations").await;
    assert_eq!(ground.db.tables().await.unwrap(), None);
}

async fn a_backup_under_way_is_of_one_instant(ground: &Ground) {
    let scene = std::sync::Arc::new(scene(ground).await);
    let elsewhere = ground.elsewhere().await;
    let writer = tokio::spawn(async move {
        for at in 0..50 {
            scene.add(&elsewhere, &format!("comment {at}")).await;
        }
        elsewhere.close().await;
    });
    let mut files = Vec::new();
    while !writer.is_finished() {
        files.push(write(ground).await);
    }
    writer.await.unwrap();
    files.push(write(ground).await);
    let mut seen = BTreeSet::new();
    // The first, one from the middle, the last: each verifies its journal as it is restored.
    for file in [&files[0], &files[files.len() / 2], &files[files.len() - 1]] {
        let target = ground.sibling().await;
        restore(&target, file).await;
        let comments = target.raw().count("comment").await;
        let acts = target
            .raw()
            .count("journal WHERE act = 'comment.added'")
            .await;
        assert_eq!(comments, acts, "comments and their entries go together");
        seen.insert(comments);
        target.clear().await;
    }
    assert_eq!(seen.last(), Some(&52));
    assert!(seen.len() > 1, "no backup was taken while comments came in");
}

async fn a_database_in_use_is_not_restored_into(ground: &Ground) {
    scene(ground).await;
    let file = write(ground).await;
    let before = content(ground).await;
    let refused = backup::restore(&ground.db, check(&file).unwrap()).await;
    assert!(
        matches!(refused, Err(RestoreError::NotEmpty)),
        "{refused:?}"
    );
    assert_eq!(content(ground).await, before);
}

async fn rows_that_were_there_before_are_seen(ground: &Ground) {
    scene(ground).await;
    let file = write(ground).await;
    let target = ground.sibling().await;
    let key = hash("another");
    guess::record(&target.db, &key, instant("10:00:00"))
        .await
        .unwrap();
    let refused = backup::restore(&target.db, check(&file).unwrap()).await;
    assert!(
        matches!(refused, Err(RestoreError::Count("guess"))),
        "{refused:?}"
    );
    assert_eq!(target.raw().count("landlord").await, 0);
    target.clear().await;
}

async fn a_broken_journal_is_not_restored(ground: &Ground) {
    scene(ground).await;
    ground
        .raw()
        .execute("UPDATE journal SET act = 'other' WHERE act = 'comment.added' AND seq = 2")
        .await;
    let file = write(ground).await;
    let target = ground.sibling().await;
    let refused = backup::restore(&target.db, check(&file).unwrap()).await;
    match refused {
        Err(RestoreError::Journal(broken)) => {
            assert_eq!((broken.seq, broken.why), (2, journal::Why::Altered));
        }
        other => panic!("{other:?}"),
    }
    assert!(is_empty(&target).await);
    target.clear().await;
}

async fn a_file_that_changed_after_its_check_is_refused(ground: &Ground) {
    scene(ground).await;
    let file = write(ground).await;
    let target = ground.sibling().await;
    let path = std::env::temp_dir().join(format!("palier-story-{}.backup", ids::new_v4()));
    std::fs::write(&path, &file).unwrap();
    let checked = backup::check(std::fs::File::open(&path).unwrap()).unwrap();
    std::fs::write(&path, &file[..file.len() - 1]).unwrap();
    let refused = backup::restore(&target.db, checked).await;
    assert!(
        matches!(refused, Err(RestoreError::File(FileError::Damaged(_)))),
        "{refused:?}"
    );
    assert!(is_empty(&target).await);
    std::fs::remove_file(path).unwrap();
    target.clear().await;
}

/// What the file holds, decompressed.
fn inflated(file: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut inner = Vec::new();
    MultiGzDecoder::new(file).read_to_end(&mut inner)?;
    Ok(inner)
}

#[tokio::test]
async fn an_altered_byte_or_a_missing_end_is_refused() {
    let ground = Ground::on_sqlite().await;
    scene(&ground).await;
    let file = write(&ground).await;
    check(&file).unwrap();
    let whole = inflated(&file).unwrap();
    // The first ten bytes are gzip's header, of which some mean nothing (RFC 1952, 2.3.1).
    for at in (10..file.len())
        .step_by(37)
        .chain(file.len() - 8..file.len())
    {
        let mut altered = file.clone();
        altered[at] ^= 0xff;
        // One run of bytes may be written in two ways, and then an altered byte alters nothing.
        let harmless = || inflated(&altered).is_ok_and(|inner| inner == whole);
        assert!(check(&altered).is_err() || harmless(), "byte {at}");
        assert!(check(&file[..at]).is_err(), "cut at {at}");
    }
    let twice = [&file[..], &file[..]].concat();
    assert!(matches!(check(&twice), Err(FileError::Damaged(_))));
    assert!(matches!(check(b"a novel"), Err(FileError::Foreign)));
    assert!(matches!(check(b""), Err(FileError::Foreign)));
    ground.clear().await;
}

async fn every_table_and_column_is_declared(ground: &Ground) {
    let sql = match ground.raw() {
        Raw::Sqlite(_) => {
            "SELECT m.name || '.' || c.name || ' ' || c.type
             FROM sqlite_master m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '_sqlx_migrations'
                AND m.name NOT LIKE 'search_index%'"
        }
        Raw::Postgres(..) => {
            "SELECT table_name || '.' || column_name || ' ' || data_type
             FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'"
        }
    };
    let sqlite = matches!(ground.raw(), Raw::Sqlite(_));
    let made: BTreeSet<_> = ground.raw().texts(sql).await.into_iter().collect();
    let mut declared = BTreeSet::new();
    for table in TABLES {
        for column in table.columns {
            let kind = engine_type(column.kind, sqlite);
            declared.insert(format!("{}.{} {kind}", table.name, column.name));
        }
    }
    let forgotten: Vec<_> = made.difference(&declared).collect();
    let invented: Vec<_> = declared.difference(&made).collect();
    assert!(
        forgotten.is_empty() && invented.is_empty(),
        "crates/store/src/backup/tables.rs lacks {forgotten:?} and should not have {invented:?}"
    );
}

fn engine_type(kind: Kind, sqlite: bool) -> &'static str {
    let (on_sqlite, on_postgres) = match kind {
        Kind::Uuid => ("BLOB", "uuid"),
        Kind::Text => ("TEXT", "text"),
        Kind::Int => ("INTEGER", "bigint"),
        Kind::Bool => ("INTEGER", "boolean"),
        Kind::Bytes => ("BLOB", "bytea"),
        Kind::Instant => ("TEXT", "timestamp with time zone"),
        Kind::Date => ("TEXT", "date"),
        Kind::Json => ("TEXT", "jsonb"),
    };
    if sqlite { on_sqlite } else { on_postgres }
}

#[tokio::test]
async fn a_table_comes_after_those_it_refers_to() {
    let ground = Ground::on_sqlite().await;
    let place = |name: &str| TABLES.iter().position(|table| table.name == name).unwrap();
    let references = "SELECT m.name || ' ' || f.\"from\" || ' ' || f.\"table\"
                      FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f";
    for reference in ground.raw().texts(references).await {
        let words: Vec<_> = reference.split(' ').collect();
        let table = &TABLES[place(words[0])];
        if words[0] == words[2] {
            assert_eq!(table.parent, Some(words[1]), "{reference}");
        } else {
            assert!(place(words[2]) < place(words[0]), "{reference}");
        }
    }
    ground.clear().await;
}
