//! After a publication nothing that is stored joins a line of the register and a ballot.

use super::ballot_box::{HANDLE, ballot, boxes, cast, publish, sealed, sealing};
use crate::support::{Ground, Raw};
use palier_store::ballot_box::BallotBox;
use std::path::PathBuf;

crate::on_both_engines![
    a_published_vote_leaves_no_trace_of_its_line,
    waiting_votes_leave_no_trace_in_a_copy,
    a_vote_leaves_nothing_in_the_main_database,
];

/// Lines that vote, in an order that is neither that of tags nor of tracking numbers.
const VOTERS: [u8; 12] = [7, 3, 29, 11, 0, 23, 17, 5, 38, 2, 31, 13];

async fn voted(ground: &Ground) -> BallotBox {
    let boxed = sealed(ground, 40).await;
    for line in VOTERS {
        cast(&boxed, ballot(line)).await;
    }
    boxed
}

/// The file of a box.
fn file(ground: &Ground) -> Option<PathBuf> {
    match ground.raw() {
        Raw::Sqlite(folder) => Some(folder.join("story.boxes").join(format!("{HANDLE}.db"))),
        Raw::Postgres(..) => None,
    }
}

/// The rows of a query in the schema of the box.
async fn in_schema(ground: &Ground, sql: &str) -> Vec<String> {
    let schemas = "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'box\\_%'";
    let schema = ground.raw().texts(schemas).await.remove(0);
    ground.raw().texts(&sql.replace("{box}", &schema)).await
}

/// What a database that is stolen after a publication holds of the order of votes.
async fn no_order_is_left(ground: &Ground, tables: &[&str]) {
    if let Some(file) = file(ground) {
        // The log of writes held pages as they were after each vote: it is empty.
        let mut log = file.clone().into_os_string();
        log.push("-wal");
        let left = std::fs::metadata(log).map_or(0, |log| log.len());
        assert_eq!(left, 0, "bytes in the log of writes");
        // Tables without row numbers, in the order of their random keys; no free page.
        let url = format!("sqlite:{}", file.display());
        let free = sqlite(
            &url,
            "SELECT CAST(freelist_count AS TEXT) FROM pragma_freelist_count",
        )
        .await;
        assert_eq!(free, ["0"]);
        for table in ["mark", "pending", "spoiled"] {
            let made = format!("SELECT sql FROM sqlite_master WHERE name = '{table}'");
            assert!(
                sqlite(&url, &made).await[0].ends_with("WITHOUT ROWID"),
                "{table}"
            );
        }
        return;
    }
    for (table, key) in [("mark", "line"), ("pending", "tracking")] {
        if !tables.contains(&table) {
            continue;
        }
        let numbers = format!("SELECT DISTINCT xmin::text FROM {{box}}.{table}");
        assert!(
            in_schema(ground, &numbers).await.len() <= 1,
            "{table}: one transaction"
        );
        let by_place = format!("SELECT {key}::text FROM {{box}}.{table} ORDER BY ctid");
        let by_key = format!("SELECT {key}::text FROM {{box}}.{table} ORDER BY {key}");
        let (place, key) = (
            in_schema(ground, &by_place).await,
            in_schema(ground, &by_key).await,
        );
        assert_eq!(place, key, "{table}: places follow a random key");
        let old = format!("SELECT xmax::text FROM {{box}}.{table} WHERE xmax::text <> '0'");
        assert_eq!(in_schema(ground, &old).await, Vec::<String>::new());
    }
    let joined = in_schema(
        ground,
        "SELECT p.tracking FROM {box}.published p JOIN {box}.mark m ON p.xmin = m.xmin
         GROUP BY p.tracking HAVING COUNT(*) < (SELECT COUNT(*) FROM {box}.mark)",
    )
    .await;
    assert_eq!(
        joined,
        Vec::<String>::new(),
        "a transaction joins all or nobody"
    );
}

async fn sqlite(url: &str, sql: &str) -> Vec<String> {
    use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};
    let mut at = SqliteConnection::connect(url).await.unwrap();
    let sql = AssertSqlSafe(sql.to_owned());
    let found = sqlx::query_scalar(sql).fetch_all(&mut at).await.unwrap();
    at.close().await.unwrap();
    found
}

async fn a_published_vote_leaves_no_trace_of_its_line(ground: &Ground) {
    let boxed = voted(ground).await;
    if let Some(file) = file(ground) {
        let mut log = file.into_os_string();
        log.push("-wal");
        assert!(
            std::fs::metadata(log).unwrap().len() > 0,
            "there was something to wipe"
        );
    } else {
        let numbers = in_schema(ground, "SELECT DISTINCT xmin::text FROM {box}.mark").await;
        assert!(numbers.len() > 2, "there was something to wipe");
    }
    publish(&boxed, "bb", false).await;
    no_order_is_left(ground, &["mark"]).await;
    // Again, with tables that were renewed before.
    for line in [1, 20, 4] {
        cast(&boxed, ballot(line)).await;
    }
    publish(&boxed, "cc", true).await;
    no_order_is_left(ground, &["mark"]).await;
    assert!(boxed.count().await.unwrap().agrees());
    if let Some(file) = file(ground) {
        // Nor in the bytes: each ballot stands once, where the board has it.
        let bytes = std::fs::read(file).unwrap();
        let needle = b"ballot of line 29";
        let times = bytes.windows(needle.len()).filter(|w| w == needle).count();
        assert_eq!(times, 1, "a deleted ballot was overwritten");
    }
}

async fn waiting_votes_leave_no_trace_in_a_copy(ground: &Ground) {
    let boxed = voted(ground).await;
    boxed.tidy().await.unwrap();
    no_order_is_left(ground, &["mark", "pending"]).await;
    let count = boxed.count().await.unwrap();
    assert_eq!((count.waiting, count.online), (12, 12));
    // The box goes on.
    cast(&boxed, ballot(1)).await;
    boxed.tidy().await.unwrap();
    no_order_is_left(ground, &["mark", "pending"]).await;
    assert_eq!(boxed.count().await.unwrap().waiting, 13);
}

async fn a_vote_leaves_nothing_in_the_main_database(ground: &Ground) {
    let boxes = boxes(ground);
    let boxed = boxes.create(HANDLE, sealing(40, false)).await.unwrap();
    let counts = async || {
        let mut counts = Vec::new();
        for table in ["journal", "mail", "guess", "job", "session"] {
            counts.push(ground.raw().count(table).await);
        }
        counts
    };
    let before = counts().await;
    for line in VOTERS {
        cast(&boxed, ballot(line)).await;
    }
    publish(&boxed, "bb", true).await;
    assert_eq!(counts().await, before);
}
