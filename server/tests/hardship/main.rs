//! What must hold when things go wrong: processes killed, disks full, databases gone, several
//! processes at once. The binary runs as a process of its own, on SQLite and on PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod alone;
mod counted;
mod disk;
#[path = "../support/electorate.rs"]
#[expect(dead_code, reason = "the tests of the site use more of it")]
mod electorate;
mod ground;
mod kept;
mod killed;
mod moved;
mod people;
mod process;
mod secrets;
mod together;
mod vanished;
mod voted;

/// Each claim once per engine: `on_both_engines![a_claim, another];`.
macro_rules! on_both_engines {
    ($($claim:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $claim() {
                let ground = crate::ground::Ground::on_sqlite().await;
                super::$claim(&ground).await;
                ground.clear().await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $claim() {
                let ground = crate::ground::Ground::on_postgres().await;
                super::$claim(&ground).await;
                ground.clear().await;
            })+
        }
    };
}

pub(crate) use on_both_engines;
