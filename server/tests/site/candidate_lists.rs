//! Who sees a list before it is public, and what its papers are.

use crate::support::builders::ELECTION;
use crate::support::client::Part;
use crate::support::{Client, House};
use palier_domain::account::role::{Place, Role};
use palier_domain::id::AssociationId;
use palier_store::association::{self, NewAssociation};
use palier_store::landlord::Landlord;

const LISTS: &str = "/rive/election/6EoLmCLYpQWMxL/listes";

/// An announced election, two associations with a delegate each, the officer, and a draft.
struct Ground {
    house: House,
    delegate: Client,
    rival: Client,
    officer: Client,
    /// The address of the draft.
    draft: String,
}

async fn delegate(house: &House, landlord: &Landlord, slug: &str) -> (AssociationId, Client) {
    let new = NewAssociation {
        slug: slug.to_owned(),
        name: slug.to_uppercase(),
        about: String::new(),
        national_body: None,
    };
    let mut tx = house.db().begin().await.unwrap();
    let id = association::add(&mut tx, new, &[landlord.id], house.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let place = Place::Association(id);
    let client = house.holder(slug, Role::AssociationDelegate, place).await;
    (id, client)
}

impl Ground {
    async fn new() -> Self {
        let house = House::open().await;
        let rive = house.landlord("rive").await;
        house.announced_election(&rive).await;
        let (association, delegate_of) = delegate(&house, &rive, "cnl-rive").await;
        let (_, rival) = delegate(&house, &rive, "clcv-rive").await;
        let place = Place::Landlord(rive.id);
        let officer = house.holder("marc", Role::ElectionOfficer, place).await;
        let begun = delegate_of
            .post(
                &format!("/api/list/rive/{ELECTION}/start"),
                &[("association", &association.to_string())],
            )
            .await;
        let draft = begun.location().to_owned();
        assert!(draft.starts_with(LISTS), "{draft}");
        Self {
            house,
            delegate: delegate_of,
            rival,
            officer,
            draft,
        }
    }

    /// Where the forms of the draft are sent.
    fn api(&self, act: &str) -> String {
        let id = self.draft.rsplit('/').next().unwrap();
        format!("/api/list/rive/{ELECTION}/{id}/{act}")
    }

    async fn add(&self, by: &Client, name: &str, paper: &[u8]) -> u16 {
        let parts = [
            Part::field("place", "1"),
            Part::field("name", name),
            Part::field("lease", "L1"),
            Part::file("file", "acte.pdf", paper),
        ];
        by.post_parts(&self.api("candidate"), &parts).await.status
    }
}

#[tokio::test]
async fn a_draft_is_there_for_its_own_delegates_only() {
    let ground = Ground::new().await;
    assert_eq!(ground.delegate.get(&ground.draft).await.status, 200);
    for stranger in [&ground.rival, &ground.officer] {
        assert_eq!(stranger.get(&ground.draft).await.status, 404);
        assert_eq!(ground.add(stranger, "Intruse", b"%PDF-1.7").await, 404);
        let filed = stranger
            .post(&ground.api("file"), &[("despite", "true")])
            .await;
        assert_eq!(filed.status, 404);
    }
    let public = Client::anonymous(&ground.house).get(LISTS).await;
    assert!(!public.body.contains("CNL-RIVE"), "a draft is no list yet");
}

#[tokio::test]
async fn a_paper_is_saved_and_never_shown_and_no_other_kind_is_taken() {
    let ground = Ground::new().await;
    assert_eq!(
        ground.add(&ground.delegate, "Ana Roy", b"%PDF-1.7\n").await,
        303
    );
    let page = ground
        .delegate
        .get(&format!("{}/candidat/1", ground.draft))
        .await;
    let paper = page
        .body
        .split("href=\"")
        .find(|link| link.contains("/piece/"));
    let paper = paper.unwrap().split('"').next().unwrap().to_owned();
    let kept = ground.delegate.get(&paper).await;
    assert_eq!(kept.body, "%PDF-1.7\n");
    assert!(kept.header("content-disposition").starts_with("attachment"));
    assert_eq!(ground.rival.get(&paper).await.status, 404);
    // A page of HTML under the name of a PDF.
    ground.add(&ground.delegate, "Ana Roy", b"<html>").await;
    let again = ground.delegate.get(&paper).await;
    assert_eq!(again.body, "%PDF-1.7\n", "the paper before stays");
}

#[tokio::test]
async fn a_filed_list_is_the_commissions_to_judge_and_nobody_elses() {
    let ground = Ground::new().await;
    let despite = [("despite", "true")];
    let filed = ground.delegate.post(&ground.api("file"), &despite).await;
    assert!(
        filed.location().ends_with("?fait=1"),
        "{}",
        filed.location()
    );
    // The officer watches; the rival association does not.
    assert_eq!(ground.officer.get(&ground.draft).await.status, 200);
    assert_eq!(ground.rival.get(&ground.draft).await.status, 404);
    let word = [("word", "refuse"), ("reason", "R.421-7")];
    for other in [&ground.delegate, &ground.rival, &ground.officer] {
        assert_eq!(other.post(&ground.api("judge"), &word).await.status, 404);
    }
    let seed = [("seed", "07"), ("source", "trois boules")];
    let draw = format!("/api/list/rive/{ELECTION}/draw");
    assert_eq!(ground.officer.post(&draw, &seed).await.status, 404);
    // What was filed changes no more.
    let words = [("title", "Autre titre")];
    ground.delegate.post(&ground.api("save"), &words).await;
    let page = ground.delegate.get(&ground.draft).await;
    assert!(!page.body.contains("Autre titre"));
}

/// The start of a PNG of that width: enough to be known by.
fn png(width: u32) -> Vec<u8> {
    let chunk = |name: &[u8], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], name, data, &[0; 4]].concat()
    };
    let mut header = [width.to_be_bytes(), 300_u32.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    [
        b"\x89PNG\r\n\x1A\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"eXIf", b"48.85 N"),
        chunk(b"IDAT", b"pixels"),
        chunk(b"IEND", b""),
    ]
    .concat()
}

async fn photo(ground: &Ground, alt: &str, bytes: &[u8]) -> String {
    let parts = [Part::field("alt", alt), Part::file("file", "a.png", bytes)];
    let by = &ground.delegate;
    let answer = by.post_parts(&ground.api("photo"), &parts).await;
    by.arrive(answer).await.body
}

#[tokio::test]
async fn a_photo_is_known_by_its_content_and_public_once_its_list_is_admitted() {
    let ground = Ground::new().await;
    let address = format!("{}/photo", ground.draft);
    let page = photo(&ground, "La façade", b"<html>").await;
    assert!(page.contains("n’est pas une photo"), "{page}");
    let page = photo(&ground, "La façade", &png(9_000)).await;
    assert!(page.contains("trop grande"), "{page}");
    let page = photo(&ground, "", &png(400)).await;
    assert!(
        page.contains("summary"),
        "words for whoever does not see it: {page}"
    );
    assert_eq!(ground.delegate.get(&address).await.status, 404);
    let page = photo(&ground, "La façade <nord>", &png(400)).await;
    assert!(
        page.contains("alt=\"La façade &lt;nord>\"") || page.contains("&lt;nord&gt;"),
        "{page}"
    );
    let (status, kept, _) = ground.delegate.get_bytes(&address, None).await;
    assert_eq!(status, 200);
    assert!(!kept.windows(5).any(|some| some == b"48.85"), "no place");
    let anybody = Client::anonymous(&ground.house);
    assert_eq!(anybody.get(&address).await.status, 404, "a draft");
    ground
        .house
        .execute(
            "PRAGMA foreign_keys = OFF;
             UPDATE candidate_list SET state = 'admitted', received_on = '2030-10-01', title = 'Nous',
                filed_at = created_at, receipt_id = randomblob(16), ruled_at = created_at, place = 1",
        )
        .await;
    let shown = anybody.get(&address).await;
    assert_eq!(
        (shown.status, shown.header("content-type")),
        (200, "image/png")
    );
    let statements = anybody.get(&format!("{LISTS}/professions")).await.body;
    assert!(statements.contains(&address), "{statements}");
}

#[tokio::test]
async fn a_delegate_does_not_try_every_name_on_a_lease() {
    let ground = Ground::new().await;
    for n in 0..25 {
        let name = format!("Personne {n}");
        assert_eq!(
            ground.add(&ground.delegate, &name, b"%PDF-1.7\n").await,
            303
        );
    }
    let page = format!("{}/candidat/1", ground.draft);
    let before = ground.delegate.get(&page).await.body;
    assert!(before.contains("Personne 24"), "{before}");
    let parts = [
        Part::field("place", "1"),
        Part::field("name", "Personne 25"),
        Part::field("lease", "L1"),
    ];
    let by = &ground.delegate;
    let answer = by.post_parts(&ground.api("candidate"), &parts).await;
    let refused = by.arrive(answer).await.body;
    assert!(refused.contains("Trop d’essais"), "{refused}");
    assert!(refused.contains("Personne 25"), "what was typed stays");
    // The same name again tells nothing new.
    ground.add(by, "Personne 24", b"%PDF-1.7\n").await;
    let after = ground.delegate.get(&page).await.body;
    assert!(
        after.contains("Personne 24") && !after.contains("Trop d’essais"),
        "{after}"
    );
}
