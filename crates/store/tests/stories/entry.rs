//! Comments that somebody else typed, and their slips.

use crate::support::Ground;
use crate::support::moderation::{at, scene};
use palier_domain::account::role::Quality;
use palier_domain::entry::slip::SlipCode;
use palier_domain::entry::source::{EnteredAs, Source};
use palier_domain::id::{ContributorId, FormId};
use palier_domain::moderation::ground::Ground as On;
use palier_store::appeal::Appellant;
use palier_store::entry::{self, Entered, NewEntry};
use palier_store::{StoreError, comment, ids, journal, report};

crate::on_both_engines![
    what_was_said_in_a_meeting_is_a_tenants_comment_with_its_source,
    a_slip_finds_its_comment_and_no_other_code_does,
    an_entry_sent_twice_is_kept_once,
    an_entry_sent_twice_at_once_is_kept_once,
    nobody_enters_words_under_a_neighbours_face,
    two_people_may_have_the_same_plain_name,
    the_holder_of_the_slip_appeals,
    the_latest_entries_come_first,
];

struct Desk {
    scene: crate::support::moderation::Scene,
}

impl Desk {
    async fn new(ground: &Ground) -> Self {
        Self {
            scene: scene(ground, "Autre chose.").await,
        }
    }

    fn entry(&self, body: &str) -> NewEntry {
        NewEntry {
            landlord_id: self.scene.landlord,
            text_id: self.scene.text,
            clause_id: self.scene.clause,
            version_id: self.scene.version,
            name: "Une locataire".to_owned(),
            body: body.to_owned(),
            source: Source::Meeting,
            place: "Hall des Tilleuls".to_owned(),
            heard_on: "2030-02-28".parse().unwrap(),
            entered_by: self.scene.facilitator,
            entered_as: EnteredAs::Facilitator,
            form_id: FormId(ids::new_v4()),
        }
    }
}

async fn add(ground: &Ground, new: NewEntry) -> Result<Entered, StoreError> {
    add_at(ground, new, "18:00:00").await
}

async fn add_at(ground: &Ground, new: NewEntry, time: &str) -> Result<Entered, StoreError> {
    let mut tx = ground.begin().await;
    let entered = entry::add(&mut tx, new, at(time)).await?;
    tx.commit().await?;
    Ok(entered)
}

async fn what_was_said_in_a_meeting_is_a_tenants_comment_with_its_source(ground: &Ground) {
    let desk = Desk::new(ground).await;
    let id = add(ground, desk.entry("La lumière du hall."))
        .await
        .unwrap()
        .id;
    let row = comment::get(&ground.db, id).await.unwrap().unwrap().row;
    assert_eq!(
        (row.quality, row.author_name.as_str()),
        (Quality::Tenant, "Une locataire")
    );
    let mark = row.entry.unwrap();
    assert_eq!(
        (mark.source, mark.place.as_str()),
        (Source::Meeting, "Hall des Tilleuls")
    );
    assert_eq!(mark.heard_on, "2030-02-28".parse().unwrap());
    assert_eq!(mark.entered_as, EnteredAs::Facilitator);
    let accounts = ground
        .raw()
        .count("contributor WHERE account_id IS NULL")
        .await;
    assert_eq!(accounts, 1);
    let acts = ground.acts(&journal::of_text(desk.scene.text)).await;
    assert!(acts.ends_with(&["comment.added".to_owned(), "comment.entered".to_owned()]));
    let other = comment::get(&ground.db, desk.scene.comment)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(other.row.entry, None);
}

async fn a_slip_finds_its_comment_and_no_other_code_does(ground: &Ground) {
    let desk = Desk::new(ground).await;
    let id = add(ground, desk.entry("La lumière du hall."))
        .await
        .unwrap()
        .id;
    let entry = entry::of_comment(&ground.db, id).await.unwrap().unwrap();
    assert!(SlipCode::parse(&entry.slip).is_ok());
    let found = entry::by_slip(&ground.db, &entry.slip)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.comment_id, found.handle), (id, 3));
    let other = SlipCode::from_entropy(1).to_string();
    assert_eq!(entry::by_slip(&ground.db, &other).await.unwrap(), None);
}

async fn an_entry_sent_twice_is_kept_once(ground: &Ground) {
    let desk = Desk::new(ground).await;
    let new = desk.entry("Une fois.");
    let first = add(ground, new.clone()).await.unwrap();
    let again = add(ground, new).await.unwrap();
    assert!(!first.already && again.already && first.id == again.id);
    assert_eq!(ground.raw().count("entry").await, 1);
}

async fn an_entry_sent_twice_at_once_is_kept_once(ground: &Ground) {
    let desk = Desk::new(ground).await;
    let new = desk.entry("Une fois.");
    let tries = [0, 1].map(|_| {
        let (db, new) = (ground.db.clone(), new.clone());
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let entered = entry::add(&mut tx, new, at("18:00:00")).await.unwrap();
            tx.commit().await.unwrap();
            entered.id
        })
    });
    let mut found = Vec::new();
    for one in tries {
        found.push(one.await.unwrap());
    }
    assert_eq!(found[0], found[1]);
    assert_eq!(ground.raw().count("entry").await, 1);
}

async fn nobody_enters_words_under_a_neighbours_face(ground: &Ground) {
    let desk = Desk::new(ground).await;
    let ContributorId(claire) = desk.scene.author;
    let mut new = desk.entry("Je ne suis pas Claire.");
    new.form_id = FormId(claire);
    let refused = add(ground, new).await;
    assert!(matches!(refused, Err(StoreError::Conflict(_))));
    let before = desk.entry("Dit par une autre.");
    add(ground, before.clone()).await.unwrap();
    let mut other = before;
    other.entered_by = desk.scene.guarantor;
    let refused = add(ground, other).await;
    assert!(
        matches!(refused, Err(StoreError::Conflict(_))),
        "nor learns of a colleague's form"
    );
}

async fn two_people_may_have_the_same_plain_name(ground: &Ground) {
    let desk = Desk::new(ground).await;
    add(ground, desk.entry("Une.")).await.unwrap();
    add(ground, desk.entry("Deux.")).await.unwrap();
    assert_eq!(ground.raw().count("entry").await, 2);
}

async fn the_holder_of_the_slip_appeals(ground: &Ground) {
    let mut desk = Desk::new(ground).await;
    let id = add(ground, desk.entry("Le voisin du 4e est un bandit."))
        .await
        .unwrap()
        .id;
    let slip = entry::of_comment(&ground.db, id)
        .await
        .unwrap()
        .unwrap()
        .slip;
    desk.scene.comment = id;
    desk.scene.report(ground, On::Insult, None).await.unwrap();
    let hidden = desk.scene.hide_at(ground, at("19:00:00")).await;
    let entry = entry::by_slip(&ground.db, &slip).await.unwrap().unwrap();
    assert!(entry.hidden_at.is_some() && entry.body.is_empty());
    assert_eq!(
        ground.raw().count("notice").await,
        0,
        "nobody has an account to be told"
    );
    let by = Appellant::Slip(&slip);
    desk.scene
        .try_appeal(ground, hidden, by, "Relisez.", at("19:30:00"))
        .await
        .unwrap();
    desk.scene
        .settle(ground, hidden, desk.scene.guarantor, true)
        .await
        .unwrap();
    let entry = entry::by_slip(&ground.db, &slip).await.unwrap().unwrap();
    assert_eq!(entry.body, "Le voisin du 4e est un bandit.");
    assert!(report::of_comment(&ground.db, id).await.unwrap().is_empty());
}

async fn the_latest_entries_come_first(ground: &Ground) {
    let desk = Desk::new(ground).await;
    for (body, time) in [("Première.", "18:00:00"), ("Seconde.", "18:05:00")] {
        add_at(ground, desk.entry(body), time).await.unwrap();
    }
    let list = entry::of_landlord(&ground.db, desk.scene.landlord, 10)
        .await
        .unwrap();
    let bodies: Vec<_> = list.iter().map(|one| one.body.as_str()).collect();
    assert_eq!(bodies, ["Seconde.", "Première."]);
    let other = ground.landlord("autre").await;
    assert!(
        entry::of_landlord(&ground.db, other, 10)
            .await
            .unwrap()
            .is_empty()
    );
}
