//! No room left on the disk.

use super::ground::Ground;
use super::people::{Person, Said, form_id};
use super::process::Process;
use palier_store::comment;

crate::on_both_engines![a_full_disk_is_said_and_nothing_acknowledged_is_lost];

/// On SQLite the file may not grow; on PostgreSQL the server answers as it does on a full disk
/// (SQLSTATE 53100), since a test cannot fill a cluster's.
async fn full(ground: &Ground) -> String {
    if ground.is_postgres() {
        ground
            .execute(
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
                 $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$;
                 CREATE TRIGGER no_room BEFORE INSERT ON comment
                 FOR EACH ROW WHEN (length(NEW.body) > 100) EXECUTE FUNCTION no_room()",
            )
            .await;
        ground.url.clone()
    } else {
        format!("{}?max_page_count=10", ground.url)
    }
}

async fn a_full_disk_is_said_and_nothing_acknowledged_is_lost(ground: &Ground) {
    let claire = Person::tenant(ground, 1).await;
    let url = full(ground).await;
    let mut process = Process::serve_at(ground, &url).await;
    // Long enough that SQLite's last free pages are used up soon.
    let long = "Un long avis sur les charges. ".repeat(120);
    let mut kept = Vec::new();
    let mut refused = None;
    for n in 0..200 {
        let body = format!("{n} {long}");
        let form = form_id();
        match claire.says(&process, &form, &body).await {
            Said::Kept(id) => kept.push((id, body)),
            Said::Refused(status, page) => {
                refused = Some((form, body, status, page));
                break;
            }
            Said::Lost => panic!("no answer"),
        }
    }
    let (form, body, status, page) = refused.expect("the disk is never full");
    assert_eq!(status, 503, "{page}");
    assert!(page.contains("Le service est arrêté un instant"), "{page}");
    let (status, _) = claire.sees(&process, "/rive").await;
    assert_eq!(status, 200, "pages are still read");

    // Room is made.
    process.kill();
    if ground.is_postgres() {
        ground.execute("DROP TRIGGER no_room ON comment").await;
    }
    let process = Process::serve(ground).await;
    let again = claire.says(&process, &form, &body).await;
    let Said::Kept(id) = again else {
        panic!("{again:?}");
    };
    kept.push((id, body));
    for (id, body) in kept {
        let row = comment::get(&ground.db, id.parse::<uuid::Uuid>().unwrap().into());
        assert_eq!(row.await.unwrap().unwrap().row.body, body.trim());
    }
    ground.journal_holds().await;
}
