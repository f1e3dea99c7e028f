//! Demo or real, for life.

use crate::support::{Ground, instant};
use palier_store::instance::{self, Instance, InstanceKind};
use palier_store::{StoreError, Taken};

crate::on_both_engines![an_instance_is_what_it_was_made, an_instance_is_made_once];

fn demo() -> Instance {
    Instance {
        kind: InstanceKind::Demo,
        created_at: instant("08:00:00"),
        clock_start: Some(instant("09:30:00")),
        code_salt: vec![1, 2, 3],
    }
}

async fn an_instance_is_what_it_was_made(ground: &Ground) {
    assert_eq!(instance::read(&ground.db).await.unwrap(), None);
    let mut tx = ground.begin().await;
    instance::create(&mut tx, &demo()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(instance::read(&ground.db).await.unwrap(), Some(demo()));
}

async fn an_instance_is_made_once(ground: &Ground) {
    let mut tx = ground.begin().await;
    instance::create(&mut tx, &demo()).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = ground.begin().await;
    let real = Instance {
        kind: InstanceKind::Real,
        clock_start: None,
        ..demo()
    };
    let again = instance::create(&mut tx, &real).await;
    assert!(
        matches!(again, Err(StoreError::Taken(Taken::Instance))),
        "{again:?}"
    );
}
