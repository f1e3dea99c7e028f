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
