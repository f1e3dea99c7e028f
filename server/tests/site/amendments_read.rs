//! Amendments as everybody reads them: on their article, alone, in lists, by words.

use crate::support::builders::{ARTICLE, OTHER_ARTICLE, form_id};
use crate::support::{Client, House};
use palier_domain::account::role::Quality;
use palier_domain::charter::operation::Operation;
use palier_domain::charter::provenance::{Author, Span};
use palier_domain::charter::status::Audience;
use palier_domain::id::{AmendmentId, FormId};
use palier_store::amendment::{
    self, Act, By, Content, Fate, Letter, Letters, NewAmendment, Person, Recipient,
};
use palier_store::landlord::Landlord;
use palier_store::standing::Standing;
use palier_store::{contributor, ids, provenance, text};

struct Silent;

impl Letters for Silent {
    fn write(
        &self,
        _: &Recipient,
        _: &Fate<'_>,
        _: chrono::DateTime<chrono::Utc>,
    ) -> Option<Letter> {
        None
    }
}

struct Scene {
    house: House,
    rive: Landlord,
    anyone: Client,
    id: AmendmentId,
}

const LIST: &str = "/rive/charte/amendements";
const ONE: &str = "/rive/charte/amendements/1";

/// What the amendment of the scene does with the charter.
enum Far {
    Draft,
    Submitted,
}

async fn scene(audience: Audience, far: Far) -> Scene {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, audience, 10).await;
    let db = house.db();
    let now = house.now();
    let charter = text::by_slug(db, rive.id, "charte").await.unwrap().unwrap();
    let base = text::base(db, charter.version_id).await.unwrap();
    let visit = base.iter().find(|one| one.source.contains("Une visite."));
    let amended = "**Bailleur :** Une visite le soir, et l’été.";
    let account = house.account("amendeuse", "Secret Nom").await;
    let standing = Standing {
        qualities: vec![Quality::Tenant],
        roles: Vec::new(),
        estate: None,
    };
    let person = Person {
        account,
        standing: &standing,
    };
    let mut tx = db.begin().await.unwrap();
    let face = contributor::save(&mut tx, account, rive.id, "Léa", "lea", None, now)
        .await
        .unwrap();
    let new = NewAmendment {
        text_id: charter.id,
        contributor_id: face,
        quality: Quality::Tenant,
        content: Content {
            title: "Visiter le soir".to_owned(),
            reasons: "Le **bruit** des réparations s’entend le soir.".to_owned(),
            operations: vec![Operation::edit(visit.unwrap(), amended).unwrap()],
        },
        form_id: FormId(ids::new_v4()),
    };
    let made = amendment::create(&mut tx, &new, person, now).await.unwrap();
    if matches!(far, Far::Submitted) {
        let act = Act {
            by: By::Person(person),
            letters: &Silent,
            now,
        };
        let rules = amendment::rules(db, charter.id).await.unwrap();
        let rules = rules.unwrap_or_default();
        assert_eq!(rules.signatures, 0, "the scene's tenant needs nobody");
        amendment::submit(&mut tx, made.id, &act).await.unwrap();
    }
    tx.commit().await.unwrap();
    Scene {
        anyone: Client::anonymous(&house),
        house,
        rive,
        id: made.id,
    }
}

#[tokio::test]
async fn an_amendment_is_read_on_its_article_alone_and_in_lists() {
    let scene = scene(Audience::Public, Far::Submitted).await;
    let article = scene.anyone.get(&format!("/rive/charte/{ARTICLE}")).await;
    assert!(article.body.contains("id=\"amendements\""));
    assert!(article.body.contains("Visiter le soir"));
    let other = format!("/rive/charte/{OTHER_ARTICLE}");
    assert!(
        !scene
            .anyone
            .get(&other)
            .await
            .body
            .contains("Visiter le soir")
    );
    let one = scene.anyone.get(ONE).await.body;
    for said in [
        "Léa",
        "<strong>bruit</strong>",
        "<ins",
        "le soir, et l’été",
        "Ajouté",
    ] {
        assert!(one.contains(said), "{said}");
    }
    assert!(!one.contains("Secret Nom"));
    for list in [
        LIST.to_owned(),
        format!("{LIST}?reste=1"),
        format!("{LIST}?etat=submitted&article={ARTICLE}"),
        "/rive/charte/suites".to_owned(),
        "/rive/charte".to_owned(),
    ] {
        let body = scene.anyone.get(&list).await.body;
        let read = body.contains("Visiter le soir")
            || body.contains("1\u{a0}amendement")
            || body.contains("1 amendement");
        assert!(read, "{list}");
    }
    for list in ["?etat=rejected", "?article=6"] {
        let body = scene.anyone.get(&format!("{LIST}{list}")).await.body;
        assert!(!body.contains("Visiter le soir"), "{list}");
    }
}

#[tokio::test]
async fn a_draft_is_read_nowhere() {
    let scene = scene(Audience::Public, Far::Draft).await;
    for address in [
        format!("/rive/charte/{ARTICLE}"),
        LIST.to_owned(),
        "/rive/charte/suites".to_owned(),
        "/rive/charte/recherche?q=visiter+soir".to_owned(),
    ] {
        let body = scene.anyone.get(&address).await.body;
        assert!(!body.contains("Visiter le soir"), "{address}");
    }
    assert_eq!(scene.anyone.get(ONE).await.status, 404);
}

#[tokio::test]
async fn what_is_for_members_is_found_by_nobody_else() {
    let scene = scene(Audience::Members, Far::Submitted).await;
    for below in [
        "amendements",
        "amendements/1",
        "suites",
        "comparer",
        "origine/3",
        "recherche?q=visite",
    ] {
        let address = format!("/rive/charte/{below}");
        assert_eq!(scene.anyone.get(&address).await.status, 404, "{below}");
    }
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    assert_eq!(tenant.get(ONE).await.status, 200);
}

fn words<'a>(form: &'a str, body: &'a str, college: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("landlord", "rive"),
        ("number", "1"),
        ("form_id", form),
        ("body", body),
        ("public_name", "Idriss"),
        ("college", college),
    ]
}

#[tokio::test]
async fn a_comment_on_an_amendment_stands_in_its_thread_alone() {
    let scene = scene(Audience::Public, Far::Submitted).await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let id = form_id(1);
    for _ in 0..2 {
        tenant
            .post("/api/amendment-comment", &words(&id, "Oui, le soir.", ""))
            .await;
    }
    let read = scene.anyone.get(ONE).await.body;
    assert_eq!(read.matches("Oui, le soir.").count(), 1);
    let article = scene.anyone.get(&format!("/rive/charte/{ARTICLE}")).await;
    assert!(!article.body.contains("Oui, le soir."));
}

#[tokio::test]
async fn a_comment_on_an_amendment_is_supported_corrected_and_withdrawn() {
    let scene = scene(Audience::Public, Far::Submitted).await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let id = form_id(5);
    tenant
        .post("/api/amendment-comment", &words(&id, "Oui, le soir.", ""))
        .await;
    let neighbour = scene.house.tenant(&scene.rive, "L2").await;
    let page = neighbour.get(ONE).await;
    let comment = page.field("comment").unwrap();
    let about = |more: (&'static str, &'static str)| {
        [
            ("landlord", "rive".to_owned()),
            ("handle", "4".to_owned()),
            ("number", "1".to_owned()),
            ("comment", comment.clone()),
            (more.0, more.1.to_owned()),
        ]
    };
    let send = async |by: &Client, path: &str, more| {
        let form = about(more);
        let form: Vec<_> = form
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = by.post(&format!("/api/charter/{path}"), &form).await;
        assert!(answer.location().starts_with(ONE), "{}", answer.location());
        by.arrive(answer).await.body
    };
    let supported = send(&neighbour, "support", ("on", "true")).await;
    assert!(supported.contains("aria-pressed=\"true\""), "{supported}");
    let foreign = about(("body", "Non."));
    let foreign: Vec<_> = foreign
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let refused = neighbour.post("/api/charter/comment-edit", &foreign).await;
    let refused = neighbour.arrive(refused).await.body;
    assert!(
        refused.contains("Oui, le soir.") && refused.contains("class=\"summary\""),
        "{refused}"
    );
    let corrected = send(&tenant, "comment-edit", ("body", "Oui, surtout le soir.")).await;
    assert!(corrected.contains("Oui, surtout le soir."), "{corrected}");
    send(&tenant, "comment-withdraw", ("body", "")).await;
    let gone = scene.anyone.get(ONE).await.body;
    assert!(!gone.contains("surtout le soir"), "{gone}");
    assert!(gone.contains("comment gone"), "its place stays: {gone}");
}

#[tokio::test]
async fn what_a_college_says_among_its_own_no_other_reads() {
    let scene = scene(Audience::Public, Far::Submitted).await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let staff = scene.house.staff(&scene.rive).await;
    let id = form_id(2);
    let sent = words(&id, "Entre nous, tenons bon.", "tenants");
    tenant.post("/api/amendment-comment", &sent).await;
    let own = tenant.get(ONE).await.body;
    assert!(own.contains("Entre nous, tenons bon."));
    assert!(own.contains("lisible par l’hébergeur"));
    for other in [&staff, &scene.anyone] {
        assert!(!other.get(ONE).await.body.contains("Entre nous"));
        let found = other.get("/rive/charte/recherche?q=tenons").await.body;
        assert!(!found.contains("Entre nous"));
    }
    let id = form_id(3);
    staff
        .post(
            "/api/amendment-comment",
            &words(&id, "Intrusion.", "tenants"),
        )
        .await;
    assert!(!tenant.get(ONE).await.body.contains("Intrusion."));
}

#[tokio::test]
async fn an_empty_comment_comes_back_with_a_word() {
    let scene = scene(Audience::Public, Far::Submitted).await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let id = form_id(4);
    let sent = tenant
        .post("/api/amendment-comment", &words(&id, " ", ""))
        .await;
    let page = tenant.arrive(sent).await;
    assert!(page.body.contains("role=\"alert\"") || page.body.contains("class=\"error"));
}

#[tokio::test]
async fn words_are_found_without_accents_nor_plurals() {
    let scene = scene(Audience::Public, Far::Submitted).await;
    for question in ["reparation", "R%C3%89PARATIONS", "soirs", "visites+soir"] {
        let address = format!("/rive/charte/recherche?q={question}");
        let body = scene.anyone.get(&address).await.body;
        assert!(body.contains("Visiter le soir"), "{question}");
    }
    let none = scene
        .anyone
        .get("/rive/charte/recherche?q=ascenseur")
        .await
        .body;
    assert!(!none.contains("Visiter le soir"));
}

#[tokio::test]
async fn two_versions_are_compared() {
    let scene = scene(Audience::Public, Far::Draft).await;
    let later = "# Charte\n\n## Accueil\n\n### Visiter\n\n**Bailleur :** Une visite le soir.\n\n\
                 **Locataires :** Venir.\n\n### Recevoir\n\n**Bailleur :** Un accueil.\n";
    scene.house.version(scene.rive.id, later).await;
    let page = scene
        .anyone
        .get("/rive/charte/comparer?de=1&a=2")
        .await
        .body;
    assert!(page.contains("<ins"), "{page}");
    assert!(!page.contains("Un accueil."), "changes only");
    let whole = scene
        .anyone
        .get("/rive/charte/comparer?de=1&a=2&mots=texte")
        .await;
    assert!(whole.body.contains("Un accueil."));
    let none = scene.anyone.get("/rive/charte/comparer?de=1&a=9").await;
    assert_eq!(none.status, 404);
}

#[tokio::test]
async fn words_lead_to_who_proposed_them() {
    let scene = scene(Audience::Public, Far::Submitted).await;
    let address = format!("/rive/charte/origine/{ARTICLE}");
    let before = scene.anyone.get(&address).await.body;
    assert!(!before.contains("amendement-1"));
    let db = scene.house.db();
    let charter = text::by_slug(db, scene.rive.id, "charte")
        .await
        .unwrap()
        .unwrap();
    let base = text::base(db, charter.version_id).await.unwrap();
    let visit = base
        .iter()
        .find(|one| one.source.contains("Une visite."))
        .unwrap();
    let words = palier_domain::charter::token::tokens(visit.body()).len();
    let spans = [Span {
        start: words - 2,
        end: words,
        author: Author::Amendments(vec![scene.id]),
    }];
    let mut tx = db.begin().await.unwrap();
    provenance::keep(&mut tx, visit.revision, &spans)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let after = scene.anyone.get(&address).await.body;
    for said in [
        "href=\"#amendement-1\"",
        "id=\"amendement-1\"",
        "Léa",
        &format!("{ONE}#avis"),
    ] {
        assert!(after.contains(said), "{said}");
    }
}
