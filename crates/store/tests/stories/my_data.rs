//! What is kept about somebody: she takes it away, or has it erased.

use crate::support::{Ground, RollBuilder, day, hash, instant};
use palier_domain::account::role::{Place, Quality, Role};
use palier_domain::id::{AccountId, CommentId, ContributorId, FormId, LandlordId};
use palier_store::account::{self, Fate, NewAccount};
use palier_store::comment::{self, NewComment};
use palier_store::mail::{self, NewMail};
use palier_store::session::{self, NewSession};
use palier_store::sign_in_link::{self, NewLink};
use palier_store::text::{self, Imported};
use palier_store::{StoreError, device, ids, journal, my_data};

crate::on_both_engines![
    the_file_holds_everything_about_her_and_nothing_of_others,
    nothing_of_a_deleted_account_is_left,
    comments_stay_under_the_name_that_she_leaves,
    comments_stay_under_no_name,
    comments_are_withdrawn_with_her_supports,
    the_only_administrator_cannot_go,
    a_deleted_tenant_can_come_back_with_a_code,
    accounts_are_found_by_what_people_say,
    a_role_sent_twice_is_given_once,
];

struct Scene {
    landlord: LandlordId,
    charter: Imported,
    claire: AccountId,
    face: ContributorId,
    idriss: ContributorId,
    said: CommentId,
    answered: CommentId,
}

/// Claire, a tenant with an address, a role, a session, a mail, a link; she and Idriss talk.
async fn scene(ground: &Ground) -> Scene {
    let (landlord, charter) = ground.landlord_with_charter().await;
    let roll = RollBuilder::new()
        .lease("T-A-1", "B1", &["L1"])
        .lease("T-A-2", "B2", &["L2"]);
    ground
        .import_roll(landlord, "2030-03-01", &roll.build())
        .await;
    let claire = ground
        .try_account("claire.m", Some("claire@example.org"))
        .await
        .unwrap();
    let person = ground.person(landlord, "L1").await;
    ground.link(claire, person).await;
    let place = Place::Landlord(landlord);
    ground.grant(claire, Role::Facilitator, place, None).await;
    let face = ground.face(claire, landlord, "Claire").await.unwrap();
    let idriss = ground.contributor(landlord, "Idriss").await;
    let said = says(ground, &charter, face, "Le hall est sale").await;
    let answered = says(ground, &charter, idriss, "Chez nous aussi").await;
    let mut tx = ground.begin().await;
    comment::support(&mut tx, answered, face, true)
        .await
        .unwrap();
    comment::support(&mut tx, said, idriss, true).await.unwrap();
    let now = instant("11:00:00");
    let new = NewSession {
        token_hash: hash("phone"),
        account_id: claire,
        device: "Firefox, Android".to_owned(),
        expires_at: instant("20:00:00"),
    };
    session::open(&mut tx, new, now).await.unwrap();
    device::remember(&mut tx, &hash("phone"), claire, now)
        .await
        .unwrap();
    let link = NewLink {
        token_hash: hash("link"),
        account_id: claire,
        next: "/".to_owned(),
        email: None,
        expires_at: instant("20:00:00"),
    };
    sign_in_link::issue(&mut tx, link).await.unwrap();
    for (key, kind) in [("m1", "news"), ("m2", "sign_in_link")] {
        let mail = NewMail {
            account_id: Some(claire),
            kind,
            recipient: "claire@example.org".to_owned(),
            subject: "Bonjour".to_owned(),
            text: format!("Les mots de {key}"),
            html: String::new(),
            idempotency_key: key.to_owned(),
            send_after: now,
        };
        mail::queue(&mut tx, mail, now).await.unwrap();
    }
    tx.commit().await.unwrap();
    Scene {
        landlord,
        charter,
        claire,
        face,
        idriss,
        said,
        answered,
    }
}

async fn says(ground: &Ground, charter: &Imported, who: ContributorId, body: &str) -> CommentId {
    let entries = text::entries(&ground.db, charter.version_id).await.unwrap();
    let new = NewComment {
        text_id: charter.text_id,
        clause_id: entries[2].clause_id,
        version_id: charter.version_id,
        thread_id: None,
        contributor_id: who,
        quality: Quality::Tenant,
        body: body.to_owned(),
        form_id: FormId(ids::new_v4()),
    };
    let mut tx = ground.begin().await;
    let added = comment::add(&mut tx, new, instant("10:30:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    added.id
}

async fn erase(ground: &Ground, account: AccountId, fate: Fate) -> Result<(), StoreError> {
    let mut tx = ground.begin().await;
    account::erase(
        &mut tx,
        account,
        fate,
        day("2030-03-01"),
        instant("15:00:00"),
    )
    .await?;
    tx.commit().await
}

async fn the_file_holds_everything_about_her_and_nothing_of_others(ground: &Ground) {
    let scene = scene(ground).await;
    let data = my_data::of(&ground.db, scene.claire, instant("12:00:00"))
        .await
        .unwrap()
        .unwrap();
    let file = serde_json::to_value(&data).unwrap();
    assert_eq!(
        (&file["format"], &file["version"]),
        (&"palier-my-data".into(), &1.into())
    );
    assert_eq!(file["account"]["email"], "claire@example.org");
    assert_eq!(file["persons"][0]["reference"], "L1");
    assert_eq!(file["leases"][0]["dwelling"], "T-A-1");
    assert_eq!(file["roles"][0]["role"], "facilitator");
    assert_eq!(file["public_names"][0]["name"], "Claire");
    assert_eq!(file["comments"][0]["body"], "Le hall est sale");
    assert_eq!(file["supports"][0]["author"], "Idriss");
    assert_eq!(file["sessions"][0]["device"], "Firefox, Android");
    let mails = file["mails"].as_array().unwrap();
    assert!(mails.iter().any(|mail| mail["words"] == "Les mots de m1"));
    let all = file.to_string();
    for absent in [
        "Les mots de m2",
        "L2",
        "argon2id",
        "Chez nous aussi",
        "idriss",
    ] {
        assert!(!all.contains(absent), "{absent} in {all}");
    }
    for (heading, count) in data.counts() {
        assert_eq!(file[heading].as_array().unwrap().len(), count, "{heading}");
    }
}

async fn nothing_of_a_deleted_account_is_left(ground: &Ground) {
    let scene = scene(ground).await;
    erase(ground, scene.claire, Fate::Withdraw).await.unwrap();
    for table in [
        "account_person",
        "membership",
        "session",
        "known_device",
        "sign_in_link",
        "mail",
    ] {
        assert_eq!(ground.raw().count(table).await, 0, "{table}");
    }
    assert_eq!(
        ground
            .raw()
            .count("account WHERE identifier = 'claire.m'")
            .await,
        0
    );
    assert_eq!(
        ground.raw().count("person WHERE reference = 'L1'").await,
        1,
        "the roll stays"
    );
    // What the journal said of her can no longer be guessed, and the chains hold.
    let left = "journal WHERE salt IS NOT NULL AND act IN ('account.linked', 'contributor.named', \
                'role.granted', 'comment.added')";
    let hers = ground.raw().count(left).await;
    assert_eq!(hers, 2, "Idriss's name and comment keep their salts");
    let acts = ground.acts(journal::INSTANCE).await;
    assert_eq!(acts.last().map(String::as_str), Some("account.deleted"));
    ground.acts(&journal::of_landlord(scene.landlord)).await;
    ground.acts(&journal::of_text(scene.charter.text_id)).await;
    assert!(matches!(
        erase(ground, scene.claire, Fate::KeepName).await,
        Err(StoreError::Missing(_))
    ));
}

async fn comments_stay_under_the_name_that_she_leaves(ground: &Ground) {
    let scene = scene(ground).await;
    erase(ground, scene.claire, Fate::KeepName).await.unwrap();
    let found = comment::get(&ground.db, scene.said).await.unwrap().unwrap();
    assert_eq!(
        (found.row.author_name.as_str(), found.row.body.as_str()),
        ("Claire", "Le hall est sale")
    );
    let other = ground.account("autre").await;
    let taken = ground.face(other, scene.landlord, "Claire").await;
    assert!(
        matches!(taken, Err(StoreError::Taken(_))),
        "nobody speaks in her place"
    );
    assert_eq!(supports(ground, scene.answered).await, 1);
}

async fn comments_stay_under_no_name(ground: &Ground) {
    let scene = scene(ground).await;
    erase(ground, scene.claire, Fate::KeepWithoutName)
        .await
        .unwrap();
    let found = comment::get(&ground.db, scene.said).await.unwrap().unwrap();
    assert_eq!(
        (found.row.author_name.as_str(), found.row.body.as_str()),
        ("", "Le hall est sale")
    );
    let latest = comment::recent(&ground.db, scene.charter.text_id, 10)
        .await
        .unwrap();
    assert!(latest.iter().any(|one| one.author_name.is_empty()));
    assert_eq!(
        supports(ground, scene.answered).await,
        1,
        "her support stays counted"
    );
}

async fn comments_are_withdrawn_with_her_supports(ground: &Ground) {
    let scene = scene(ground).await;
    erase(ground, scene.claire, Fate::Withdraw).await.unwrap();
    let found = comment::get(&ground.db, scene.said).await.unwrap().unwrap();
    assert!(found.row.body.is_empty() && found.row.withdrawn_at.is_some());
    assert_eq!(supports(ground, scene.answered).await, 0);
    let idriss = comment::get(&ground.db, scene.answered)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (idriss.row.author, idriss.row.body.as_str()),
        (scene.idriss, "Chez nous aussi")
    );
    assert_ne!(scene.face, scene.idriss);
}

async fn supports(ground: &Ground, comment: CommentId) -> usize {
    let all = ground.raw().count("comment_support").await;
    let found = comment::get(&ground.db, comment).await.unwrap().unwrap();
    let of_others = ground
        .raw()
        .count("comment_support WHERE contributor_id IN (SELECT id FROM contributor WHERE name = 'Idriss')")
        .await;
    assert!(found.row.withdrawn_at.is_none());
    all - of_others
}

async fn the_only_administrator_cannot_go(ground: &Ground) {
    let cheffe = ground.account("cheffe").await;
    ground
        .grant(cheffe, Role::Administrator, Place::Instance, None)
        .await;
    let former = ground.account("ancienne").await;
    ground
        .grant(
            former,
            Role::Administrator,
            Place::Instance,
            Some("2030-02-28"),
        )
        .await;
    let refused = erase(ground, cheffe, Fate::KeepName).await;
    assert!(
        matches!(refused, Err(StoreError::Conflict(_))),
        "{refused:?}"
    );
    assert!(account::get(&ground.db, cheffe).await.unwrap().is_some());
    erase(ground, former, Fate::KeepName).await.unwrap();
    let other = ground.account("autre").await;
    ground
        .grant(other, Role::Administrator, Place::Instance, None)
        .await;
    erase(ground, cheffe, Fate::KeepName).await.unwrap();
}

async fn a_deleted_tenant_can_come_back_with_a_code(ground: &Ground) {
    let scene = scene(ground).await;
    erase(ground, scene.claire, Fate::KeepName).await.unwrap();
    let person = ground.person(scene.landlord, "L1").await;
    assert!(
        account::of_person(&ground.db, person)
            .await
            .unwrap()
            .is_none()
    );
    let again = ground
        .try_account("claire.m", Some("claire@example.org"))
        .await
        .unwrap();
    ground.link(again, person).await;
    assert_ne!(again, scene.claire);
}

async fn accounts_are_found_by_what_people_say(ground: &Ground) {
    let scene = scene(ground).await;
    let found = |text: &'static str| async move {
        let found = account::search(&ground.db, text, 0, 10).await.unwrap();
        found
            .into_iter()
            .map(|one| one.identifier)
            .collect::<Vec<_>>()
    };
    for text in ["CLAIRE", "claire@ex", "l1", " claire.m "] {
        assert_eq!(found(text).await, ["claire.m"], "{text}");
    }
    // Her name on the roll or in the account, with its accents or without.
    let mut tx = ground.begin().await;
    let elodie = NewAccount {
        identifier: "voisine".to_owned(),
        email: None,
        passphrase: "$argon2id$story".to_owned(),
        own_name: "Élodie Œuf".to_owned(),
    };
    account::create(&mut tx, elodie, instant("09:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for text in ["élodie", "Élodie", "ÉLODIE", "elodie", "oeuf"] {
        assert_eq!(found(text).await, ["voisine"], "{text}");
    }
    assert_eq!(
        found("%").await,
        [""; 0],
        "a sign of a pattern is a plain sign"
    );
    assert_eq!(found("le hall").await, [""; 0], "never by what they wrote");
    assert_eq!(found("").await, ["claire.m", "idriss", "voisine"]);
    assert_eq!(
        account::search(&ground.db, "", 1, 10).await.unwrap().len(),
        2
    );
    let held = account::held(&ground.db, scene.claire).await.unwrap();
    assert_eq!(held.len(), 1);
    assert!(!held[0].place_name.is_empty());
}

async fn a_role_sent_twice_is_given_once(ground: &Ground) {
    use palier_domain::account::role::Membership;
    let scene = scene(ground).await;
    let give = |since: &'static str, until: Option<&'static str>| async move {
        let membership = Membership {
            role: Role::Guarantor,
            place: Place::Landlord(scene.landlord),
            since: day(since),
            until: until.map(day),
        };
        let mut tx = ground.begin().await;
        account::grant_once(&mut tx, scene.claire, membership, None, instant("12:00:00")).await?;
        tx.commit().await
    };
    give("2030-03-01", Some("2030-03-31")).await.unwrap();
    for (since, until) in [
        ("2030-03-01", Some("2030-03-31")),
        ("2030-03-31", None),
        ("2030-01-01", None),
        ("2030-02-01", Some("2030-03-01")),
    ] {
        let again = give(since, until).await;
        assert!(
            matches!(again, Err(StoreError::Conflict(_))),
            "{since} {until:?} {again:?}"
        );
    }
    give("2030-04-01", None).await.unwrap();
    give("2030-01-01", Some("2030-02-28")).await.unwrap();
}
