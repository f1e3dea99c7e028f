//! News of an adoption go to whoever amended the text and to the people of its colleges, once each.

use crate::in_tx;
use crate::support::adoption::{COMMITTED, TODAY};
use crate::support::amendment::{Scene, Someone, process};
use crate::support::{Ground, RollBuilder, day, instant};
use chrono::{DateTime, Utc};
use palier_domain::account::role::{Place, Quality, Role};
use palier_domain::charter::amendment::college::College;
use palier_domain::id::VersionId;
use palier_store::adoption::{self, Adoption, AdoptionError, News, Told, Words};
use palier_store::amendment::{self, Letter, Ruling};
use serde_json::json;

crate::on_both_engines![each_is_told_once_with_what_she_is];

/// Mails that say who is meant.
struct Plain;

impl Words for Plain {
    fn news(
        &self,
        to: &Told,
        news: News,
        adoption: &Adoption,
        now: DateTime<Utc>,
    ) -> Option<Letter> {
        let colleges: Vec<&str> = to.colleges.iter().map(|one| College::name(*one)).collect();
        let amended = if to.amended { "amended " } else { "" };
        Some(Letter {
            subject: format!("{amended}{}", colleges.join(" ")),
            text: format!("{news:?} {}", adoption.sequence),
            html: String::new(),
            send_after: now,
        })
    }
}

async fn tells(ground: &Ground, version: VersionId, news: News) -> Result<(), AdoptionError> {
    let on = (day(TODAY), instant("14:30:00"));
    in_tx!(ground, |tx| adoption::tell(tx, (version, news), &Plain, on))
}

async fn each_is_told_once_with_what_she_is(ground: &Ground) {
    let scene = Scene::with(ground, COMMITTED).await;
    let id = scene.submitted(ground, &scene.claire, 4).await;
    let (act, idriss) = (scene.idriss.at("11:30:00"), &scene.idriss);
    let signs = (idriss.face, idriss.quality());
    in_tx!(ground, |tx| amendment::co_sign(
        tx,
        id,
        idriss.person(),
        signs,
        &act
    ))
    .unwrap();
    let act = scene.facilitator.at("12:00:00");
    in_tx!(ground, |tx| amendment::rule(
        tx,
        id,
        Ruling::Admissible(""),
        &act
    ))
    .unwrap();
    let act = process("12:30:00");
    let why = ("Sans objet.", json!({}));
    in_tx!(ground, |tx| amendment::lapse(tx, id, why, &act)).unwrap();

    // Idriss rents there; Dora speaks for an association, Denis did; somebody works for the landlord.
    let roll = RollBuilder::new().lease("T-A-1", "B1", &["P1"]).build();
    ground
        .import_roll(scene.landlord, "2030-01-01", &roll)
        .await;
    let person = ground.person(scene.landlord, "P1").await;
    ground.link(scene.idriss.account, person).await;
    let of = |someone: &Someone| match someone.quality() {
        Quality::Association(id) => Place::Association(id),
        other => unreachable!("{other:?}"),
    };
    let delegate = Role::AssociationDelegate;
    let (dora, denis) = (&scene.dora, &scene.denis);
    ground.grant(dora.account, delegate, of(dora), None).await;
    let over = Some("2030-02-01");
    ground.grant(denis.account, delegate, of(denis), over).await;
    let staff = scene.landlord_staff.account;
    let place = Place::Landlord(scene.landlord);
    ground.grant(staff, Role::LandlordStaff, place, None).await;

    let version = scene.before_the_colleges(ground).await;
    tells(ground, version, News::Opened).await.unwrap();
    // Asked twice, sent once.
    tells(ground, version, News::Opened).await.unwrap();
    let mut told = ground
        .raw()
        .texts("SELECT recipient || ' ' || subject FROM mail WHERE kind = 'adoption'")
        .await;
    told.sort_unstable();
    assert_eq!(
        told,
        [
            "claire@example.org amended ",
            "dora@example.org associations",
            "idriss@example.org amended tenants",
            "staff@example.org landlord",
        ]
    );
    let elsewhere = VersionId(palier_store::ids::new_v4());
    let nothing = tells(ground, elsewhere, News::Opened).await;
    assert!(matches!(nothing, Err(AdoptionError::NotNow)));
}
