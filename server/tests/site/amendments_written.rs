//! Amendments are written without a script: drafted, previewed, signed, handed in, by one or several.

use crate::support::builders::{ARTICLE, OTHER_ARTICLE};
use crate::support::client::Answer;
use crate::support::{Client, House};
use palier_domain::account::role::{Place, Role};
use palier_domain::charter::status::Audience;
use palier_domain::id::AssociationId;
use palier_store::amendment::{self, Rules};
use palier_store::association::{self, NewAssociation};
use palier_store::landlord::Landlord;
use palier_store::text;

const FORM: &str = "00000000-0000-4000-8000-0000000000aa";
struct Scene {
    house: House,
    rive: Landlord,
}

impl Scene {
    async fn new() -> Self {
        let house = House::open().await;
        let rive = house.landlord("rive").await;
        house.charter(rive.id, Audience::Public, 10).await;
        Self { house, rive }
    }

    async fn association(&self) -> AssociationId {
        let new = NewAssociation {
            slug: "cnl".to_owned(),
            name: "CNL Rive".to_owned(),
            about: String::new(),
            national_body: None,
        };
        let mut tx = self.house.db().begin().await.unwrap();
        let landlords = [self.rive.id];
        let id = association::add(&mut tx, new, &landlords, self.house.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn delegate(&self, of: AssociationId, identifier: &str) -> Client {
        let place = Place::Association(of);
        let role = Role::AssociationDelegate;
        self.house.holder(identifier, role, place).await
    }

    /// Tenants who must sign a tenant's amendment.
    async fn signatures(&self, signatures: i64) {
        let db = self.house.db();
        let text = text::by_slug(db, self.rive.id, "charte")
            .await
            .unwrap()
            .unwrap();
        let rules = Rules {
            signatures,
            rebase_days: 21,
        };
        let mut tx = db.begin().await.unwrap();
        let set = amendment::set_rules(&mut tx, text.id, rules, self.house.now());
        set.await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// The form of the first article, with one thing changed.
fn form(change: (&'static str, &str)) -> Vec<(&'static str, String)> {
    let mut form = vec![
        ("handle", ARTICLE.to_owned()),
        ("form_id", FORM.to_owned()),
        ("articles", ARTICLE.to_owned()),
        ("public_name", "Samira".to_owned()),
        ("title", "Deux visites".to_owned()),
        ("reasons", "Une seule ne suffit **pas**.".to_owned()),
        ("c-3", "Visiter".to_owned()),
        ("f-3", String::new()),
        ("c-4", "Deux visites.".to_owned()),
        ("f-4", String::new()),
        ("c-5", "Venir.".to_owned()),
        ("f-5", String::new()),
        ("do", "preview".to_owned()),
    ];
    form.retain(|(name, _)| *name != change.0);
    if !change.0.is_empty() {
        form.push((change.0, change.1.to_owned()));
    }
    form
}

async fn post(by: &Client, path: &str, form: &[(&'static str, String)]) -> Answer {
    let form: Vec<_> = form
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    by.post(path, &form).await
}

async fn begin(by: &Client, change: (&'static str, &str)) -> Answer {
    post(by, "/api/amendment/rive/begin", &form(change)).await
}

/// The identifier of a draft, from the address of its page.
fn id_of(answer: &Answer) -> String {
    let path = answer.location().split('?').next().unwrap().to_owned();
    let path = path.trim_end_matches("/ecrire");
    path.rsplit('/').next().unwrap().to_owned()
}

async fn act(by: &Client, id: &str, what: &str, form: &[(&str, &str)]) -> String {
    let answer = by
        .post(&format!("/api/amendment/rive/{id}/{what}"), form)
        .await;
    by.arrive(answer).await.body
}

fn page(id: &str) -> String {
    format!("/rive/charte/amendements/brouillon/{id}")
}

#[tokio::test]
async fn a_tenant_drafts_previews_and_hands_in() {
    let scene = Scene::new().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let article = tenant.get(&format!("/rive/charte/{ARTICLE}")).await.body;
    assert!(article.contains("/rive/charte/3/amender"), "{article}");
    let editor = tenant.get("/rive/charte/3/amender").await.body;
    assert!(
        editor.contains("Une visite.") && editor.contains("name=\"c-4\""),
        "{editor}"
    );
    assert!(
        !editor.contains("**Bailleur"),
        "marks are not hers to write"
    );
    let sent = begin(&tenant, ("", "")).await;
    let id = id_of(&sent);
    let preview = tenant.arrive(sent).await.body;
    assert!(
        preview.contains("<del") && preview.contains("<ins"),
        "{preview}"
    );
    assert!(preview.contains("<strong>pas</strong>"), "{preview}");
    let listed = tenant.get("/rive/charte/mes-amendements").await.body;
    assert!(
        listed.contains("Deux visites") && listed.contains(&id),
        "{listed}"
    );
    for stranger in [
        Client::anonymous(&scene.house),
        scene.house.tenant(&scene.rive, "L2").await,
    ] {
        assert_eq!(
            stranger.get(&page(&id)).await.status,
            404,
            "a draft is hers"
        );
    }
    let done = act(&tenant, &id, "submit", &[]).await;
    assert!(
        done.contains("est déposé") && done.contains("Nº\u{a0}1") || done.contains("Nº 1"),
        "{done}"
    );
    let everybody = Client::anonymous(&scene.house);
    assert_eq!(everybody.get(&page(&id)).await.status, 200);
    let again = act(&tenant, &id, "submit", &[]).await;
    assert!(again.contains("class=\"summary\""), "{again}");
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_draft() {
    let scene = Scene::new().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let first = id_of(&begin(&tenant, ("", "")).await);
    assert_eq!(id_of(&begin(&tenant, ("", "")).await), first);
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_line_and_nothing_typed_is_lost() {
    let scene = Scene::new().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    for (field, typed, said) in [
        ("c-4", "Deux visites.\n\n#### Trop bas", "Ligne 3"),
        ("c-4", " ", "Ce passage est vide"),
        ("a-5", "#### Trop bas", "Ligne 1"),
        ("title", &"a".repeat(161), "160"),
    ] {
        let mut form = form((field, typed));
        form.push(("a-7", "Un passage à garder.".to_owned()));
        let sent = post(&tenant, "/api/amendment/rive/begin", &form).await;
        let body = tenant.arrive(sent).await.body;
        assert!(body.contains(said), "{field} {typed}: {body}");
        assert!(
            body.contains(typed.trim()) && body.contains("Une seule ne suffit"),
            "{body}"
        );
    }
    let listed = tenant.get("/rive/charte/mes-amendements").await.body;
    assert!(!listed.contains("class=\"card amendment\""), "{listed}");
}

#[tokio::test]
async fn words_typed_before_signing_in_are_there_afterwards() {
    let scene = Scene::new().await;
    let visitor = Client::anonymous(&scene.house);
    let sent = begin(&visitor, ("", "")).await;
    assert!(
        sent.location().starts_with("/connexion?garde=1"),
        "{}",
        sent.location()
    );
}

#[tokio::test]
async fn passages_come_go_and_move() {
    let scene = Scene::new().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let mut typed = form(("f-5", "after-7"));
    typed.push(("a-4", "Un café.".to_owned()));
    typed.push(("ak-4", "landlord".to_owned()));
    let sent = post(&tenant, "/api/amendment/rive/begin", &typed).await;
    let id = id_of(&sent);
    let preview = tenant.arrive(sent).await.body;
    assert!(preview.contains("Un café."), "{preview}");
    assert!(preview.contains("déplacer un paragraphe"), "{preview}");
    let editor = tenant.get(&format!("{}/ecrire", page(&id))).await.body;
    assert!(
        editor.contains("name=\"n-0\"") && editor.contains("Un café."),
        "{editor}"
    );
    assert!(editor.contains("value=\"after-7\" selected"), "{editor}");
    // Another article joins, and the first one stays.
    let revision = tenant
        .get(&format!("{}/ecrire", page(&id)))
        .await
        .field("revision")
        .unwrap();
    let mut more = form(("do", "open"));
    more.push(("other", OTHER_ARTICLE.to_owned()));
    more.push(("revision", revision));
    let sent = post(&tenant, &format!("/api/amendment/rive/{id}/save"), &more).await;
    let both = tenant.arrive(sent).await.body;
    assert!(
        both.contains("name=\"c-4\"") && both.contains("name=\"c-7\""),
        "{both}"
    );
}

#[tokio::test]
async fn two_delegates_who_save_at_once_see_both_texts() {
    let scene = Scene::new().await;
    let cnl = scene.association().await;
    let alice = scene.delegate(cnl, "alice").await;
    let bruno = scene.delegate(cnl, "bruno").await;
    let id = id_of(&begin(&alice, ("", "")).await);
    let editor = format!("{}/ecrire", page(&id));
    assert!(
        bruno
            .get("/rive/charte/mes-amendements")
            .await
            .body
            .contains(&id)
    );
    let seen = bruno.get(&editor).await.field("revision").unwrap();
    let save = format!("/api/amendment/rive/{id}/save");
    for (by, words) in [(&alice, "Trois visites."), (&bruno, "Quatre visites.")] {
        let mut typed = form(("c-4", words));
        typed.push(("revision", seen.clone()));
        let sent = post(by, &save, &typed).await;
        let body = by.arrive(sent).await.body;
        assert!(body.contains("Trois"), "{body}");
        if words == "Quatre visites." {
            assert!(
                body.contains("id=\"entre-temps\"") && body.contains(words),
                "{body}"
            );
        }
    }
    // Told of it, he saves knowingly; or he keeps hers.
    let kept = act(&bruno, &id, "forget", &[]).await;
    assert!(
        kept.contains("Trois visites.") && !kept.contains("Quatre visites."),
        "{kept}"
    );
    // Handed in by the other delegate, under the association's name.
    let done = act(&bruno, &id, "submit", &[]).await;
    assert!(
        done.contains("CNL Rive") && done.contains("est déposé"),
        "{done}"
    );
}

#[tokio::test]
async fn a_tenant_alone_gathers_signatures_up_to_the_threshold() {
    let scene = Scene::new().await;
    scene.signatures(1).await;
    let author = scene.house.tenant(&scene.rive, "L1").await;
    let id = id_of(&begin(&author, ("", "")).await);
    let short = act(&author, &id, "submit", &[]).await;
    assert!(short.contains("Il manque des cosignatures"), "{short}");
    act(&author, &id, "support", &[]).await;
    let other = scene.house.tenant(&scene.rive, "L2").await;
    let shown = other.get(&page(&id)).await.body;
    assert!(shown.contains("Cosigner cet amendement"), "{shown}");
    let signed = act(&other, &id, "sign", &[("public_name", "Jeanne")]).await;
    assert!(
        signed.contains("Vous avez cosigné") && signed.contains("Jeanne"),
        "{signed}"
    );
    let back = act(&other, &id, "unsign", &[]).await;
    assert!(back.contains("Votre signature est retirée"), "{back}");
    act(&other, &id, "sign", &[]).await;
    let done = act(&author, &id, "submit", &[]).await;
    assert!(done.contains("est déposé"), "{done}");
    // Taken back, it may be taken over by whoever signed it.
    act(&author, &id, "withdraw", &[("withdrawal", "Je déménage.")]).await;
    let over = act(&other, &id, "take-over", &[]).await;
    // Too few others signed it: nothing is taken, and it is said.
    assert!(over.contains("Il manque des cosignatures"), "{over}");
    scene
        .house
        .execute("UPDATE text_rules SET signatures = 0")
        .await;
    let over = act(&other, &id, "take-over", &[]).await;
    assert!(over.contains("maintenant à votre nom"), "{over}");
}

#[tokio::test]
async fn nothing_is_handed_in_without_a_title_reasons_and_a_change() {
    let scene = Scene::new().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    for (n, (field, typed, said)) in [
        ("title", "", "Donnez d’abord un titre"),
        ("reasons", "", "les raisons manquent"),
        ("c-4", "Une visite.", "ne change rien"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut typed = form((field, typed));
        typed.retain(|(name, _)| *name != "form_id");
        typed.push(("form_id", format!("00000000-0000-4000-8000-00000000000{n}")));
        let id = id_of(&post(&tenant, "/api/amendment/rive/begin", &typed).await);
        let refused = act(&tenant, &id, "submit", &[]).await;
        assert!(refused.contains(said), "{refused}");
    }
}

#[tokio::test]
async fn a_facilitator_proposes_nothing() {
    let scene = Scene::new().await;
    let facilitator = scene.house.facilitator(&scene.rive).await;
    let body = facilitator.get("/rive/charte/3/amender").await.body;
    assert!(!body.contains("name=\"c-4\""), "{body}");
}

#[tokio::test]
async fn an_amendment_of_an_amendment_begins_with_its_words() {
    let scene = Scene::new().await;
    let author = scene.house.tenant(&scene.rive, "L1").await;
    let id = id_of(&begin(&author, ("", "")).await);
    act(&author, &id, "submit", &[]).await;
    let other = scene.house.tenant(&scene.rive, "L2").await;
    let link = other.get(&page(&id)).await.body;
    assert!(link.contains("/rive/charte/3/amender?de=1"), "{link}");
    let editor = other.get("/rive/charte/3/amender?de=1").await;
    assert!(editor.body.contains("Deux visites."), "{}", editor.body);
    let mut typed = form(("c-4", "Deux visites par an."));
    typed.push(("de", "1".to_owned()));
    typed.retain(|(name, _)| *name != "public_name");
    typed.push(("public_name", "Jeanne".to_owned()));
    let sent = post(&other, "/api/amendment/rive/begin", &typed).await;
    let preview = other.arrive(sent).await.body;
    assert!(preview.contains("Deux visites par an"), "{preview}");
    let own = author.get("/rive/charte/3/amender?de=1").await.body;
    assert!(
        own.contains("votre propre amendement") && !own.contains("name=\"c-4\""),
        "{own}"
    );
}

#[tokio::test]
async fn a_page_of_the_booklet_is_typed_at_the_desk_by_its_code() {
    let scene = Scene::new().await;
    let staff = scene.house.staff(&scene.rive).await;
    let booklet = Client::anonymous(&scene.house)
        .get("/rive/charte/cahier")
        .await
        .body;
    let code = booklet.split("class=\"slip-code\">").nth(1).unwrap();
    let code = code.split('<').next().unwrap().to_owned();
    assert!(code.starts_with("V1-3-"), "{code}");
    let desk = "/rive/gestion/amendements/saisie";
    let form_page = staff.get(&format!("{desk}?code={code}")).await;
    assert!(
        form_page.body.contains("name=\"c-4\""),
        "{}",
        form_page.body
    );
    let wrong = staff
        .get(&format!(
            "{desk}?code=V1-6-{}",
            code.split('-').nth(2).unwrap()
        ))
        .await;
    assert!(wrong.body.contains("mal recopié"), "{}", wrong.body);
    let mut typed = form(("public_name", "Une locataire"));
    for (name, value) in [("source", "paper"), ("heard_on", "2026-01-05")] {
        typed.push((name, value.to_owned()));
    }
    let refused = post(&staff, "/api/amendment/rive/paper", &typed).await;
    let refused = staff.arrive(refused).await.body;
    assert!(
        refused.contains("Deux visites.") && refused.contains("class=\"summary\""),
        "{refused}"
    );
    typed.push(("agreed", "true".to_owned()));
    let sent = post(&staff, "/api/amendment/rive/paper", &typed).await;
    let id = id_of(&sent);
    assert!(staff.arrive(sent).await.body.contains("Une locataire"));
    let done = act(&staff, &id, "submit", &[]).await;
    assert!(done.contains("est déposé"), "{done}");
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    assert_eq!(tenant.get(desk).await.status, 404);
}
