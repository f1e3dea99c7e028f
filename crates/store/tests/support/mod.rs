//! What every story stands on: a database of its own, and builders of what people and texts are.

pub mod adoption;
pub mod amendment;
mod builders;
pub mod decision;
mod ground;
pub mod moderation;

pub use builders::{RollBuilder, hash, letter_text};
pub use ground::{Ground, Raw, day, instant};

/// Makes two tests of each story, one on SQLite and one on PostgreSQL.
#[macro_export]
macro_rules! on_both_engines {
    ($($story:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                let ground = $crate::support::Ground::on_sqlite().await;
                super::$story(&ground).await;
                ground.clear().await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                let ground = $crate::support::Ground::on_postgres().await;
                super::$story(&ground).await;
                ground.clear().await;
            })+
        }
    };
}
