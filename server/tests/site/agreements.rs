//! Collective agreements: written at the desk, answered in writing, counted in public without names.

use crate::support::{Client, House};
use palier_domain::id::AgreementId;
use palier_store::collective_agreement;
use palier_store::landlord::Landlord;

const TITLE: &str = "Un second passage de ménage";

struct Scene {
    house: House,
    rive: Landlord,
    staff: Client,
    id: AgreementId,
}

impl Scene {
    /// The desk's page, or one below it.
    fn desk(&self, below: &str) -> String {
        format!("/rive/gestion/accords/{}{below}", self.id)
    }

    fn public(&self) -> String {
        format!("/rive/accords/{}", self.id)
    }

    fn api(&self, act: &str) -> String {
        format!("/api/agreement/rive/{}/{act}", self.id)
    }

    /// Saves the draft with one field changed, and gives the page that answers.
    async fn save(&self, change: (&'static str, &str)) -> String {
        let mut form = vec![
            ("title", TITLE),
            ("way", "direct"),
            ("body", "Le jeudi matin, **2,40 euros** par mois."),
            ("places", "Les Lilas ; A"),
            ("keep_days", "365"),
        ];
        form.retain(|(name, _)| *name != change.0);
        form.push(change);
        let answer = self.staff.post(&self.api("save"), &form).await;
        self.staff.arrive(answer).await.body
    }

    async fn open(&self, on: &str) -> String {
        let form = [("notified_on", on)];
        let answer = self.staff.post(&self.api("open"), &form).await;
        self.staff.arrive(answer).await.body
    }

    /// The identifier of a tenant's dwelling, as her page's form has it.
    async fn dwelling(&self, tenant: &Client) -> String {
        tenant.get(&self.public()).await.field("dwelling").unwrap()
    }

    async fn answers(&self, by: &Client, dwelling: &str, says: &str) -> String {
        let form = [("dwelling", dwelling), ("says", says)];
        let answer = by.post(&self.api("answer"), &form).await;
        by.arrive(answer).await.body
    }

    /// As if the two months were over since yesterday.
    async fn over(&self) {
        let set = "UPDATE agreement_round SET notified_on = '2030-10-04', last_day = '2030-12-04'";
        self.house.execute(set).await;
        let set = "UPDATE agreement_answer SET received_on = '2030-12-04'";
        self.house.execute(set).await;
    }
}

/// A draft, just begun.
async fn begun() -> Scene {
    let house = House::open_when("2030-12-05T09:00:00Z").await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let form = [("title", TITLE), ("way", "direct")];
    let answer = staff.post("/api/agreement/rive/new", &form).await;
    let id = answer.location().rsplit('/').next().unwrap().to_owned();
    Scene {
        id: AgreementId(id.parse().unwrap()),
        house,
        rive,
        staff,
    }
}

/// An agreement about which three dwellings are asked since today.
async fn asked() -> Scene {
    let scene = begun().await;
    scene.save(("", "")).await;
    scene.open("2030-12-05").await;
    scene
}

#[tokio::test]
async fn a_draft_is_seen_at_the_desk_alone() {
    let scene = begun().await;
    let visitor = Client::anonymous(&scene.house);
    assert_eq!(visitor.get(&scene.public()).await.status, 404);
    assert!(!visitor.get("/rive/accords").await.body.contains(TITLE));
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    for page in [
        scene.desk(""),
        scene.desk("/saisie"),
        scene.desk("/courriers"),
    ] {
        assert_eq!(tenant.get(&page).await.status, 404);
    }
    let form = [("notified_on", "2030-12-05")];
    assert_eq!(tenant.post(&scene.api("open"), &form).await.status, 404);
    assert!(scene.staff.get(&scene.desk("")).await.body.contains(TITLE));
    // Another landlord's desk does not hold it.
    let other = scene.house.landlord("autre").await;
    let elsewhere = scene.house.staff(&other).await;
    let page = format!("/autre/gestion/accords/{}", scene.id);
    assert_eq!(elsewhere.get(&page).await.status, 404);
}

#[tokio::test]
async fn what_is_wrong_with_a_draft_is_said_and_nothing_typed_is_lost() {
    let scene = begun().await;
    for (change, said) in [
        (("title", ""), "Ce champ est vide"),
        (("way", "vote"), "Choisissez une réponse"),
        (("places", "Les Lilas ; Z"), "Ligne 1"),
        (("places", "Les Lilas ; A\nD99"), "Ligne 2"),
        (("keep_days", "beaucoup"), "nombre"),
    ] {
        let body = scene.save(change).await;
        assert!(body.contains(said), "{change:?}");
        assert!(body.contains("Le jeudi matin"), "{change:?}");
    }
    assert!(scene.open("2030-12-05").await.contains("Le texte est vide"));
    scene.save(("places", "")).await;
    assert!(
        scene
            .open("2030-12-05")
            .await
            .contains("Aucun logement loué")
    );
    scene.save(("", "")).await;
    assert!(
        scene
            .open("2030-12-04")
            .await
            .contains("doivent être entiers")
    );
    assert_eq!(scene.house.count("agreement_round").await, 0);
}

#[tokio::test]
async fn tenants_answer_by_name_and_everybody_reads_numbers() {
    let scene = asked().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let home = tenant.get("/rive").await.body;
    assert!(home.contains(TITLE) && home.contains("Lire et répondre"));
    let dwelling = scene.dwelling(&tenant).await;
    let empty = scene.answers(&tenant, &dwelling, "").await;
    assert!(empty.contains("Choisissez une réponse"));
    let given = scene.answers(&tenant, &dwelling, "yes").await;
    assert!(given.contains("Vous avez répondu «\u{a0}Oui"));
    assert!(
        tenant
            .get("/rive")
            .await
            .body
            .contains("Votre logement a répondu")
    );
    let neighbour = scene.house.tenant(&scene.rive, "L2").await;
    let visitor = Client::anonymous(&scene.house);
    for reader in [&neighbour, &visitor] {
        let body = reader.get(&scene.public()).await.body;
        assert!(body.contains(TITLE) && body.contains("<td>1</td>"));
        assert!(!body.contains("Locataire 1"), "no name");
    }
    assert!(
        scene
            .staff
            .get(&scene.desk(""))
            .await
            .body
            .contains("Locataire 1")
    );
    let file = tenant.get("/mon-espace/donnees/fichier").await.body;
    assert!(file.contains("\"agreement_answers\"") && file.contains(TITLE));
    // She changes her mind, then takes it back.
    scene.answers(&tenant, &dwelling, "no").await;
    let answer = tenant.get(&scene.public()).await.field("answer").unwrap();
    let form = [("answer", answer.as_str())];
    neighbour.post(&scene.api("back"), &form).await;
    assert_eq!(
        scene
            .house
            .count("agreement_answer WHERE says = 'no'")
            .await,
        1
    );
    tenant.post(&scene.api("back"), &form).await;
    assert_eq!(scene.house.count("agreement_answer").await, 0);
}

#[tokio::test]
async fn nobody_answers_for_a_dwelling_that_is_not_hers() {
    let scene = asked().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let neighbour = scene.house.tenant(&scene.rive, "L2").await;
    let dwelling = scene.dwelling(&tenant).await;
    let visitor = Client::anonymous(&scene.house);
    for stranger in [&neighbour, &visitor, &scene.staff] {
        scene.answers(stranger, &dwelling, "no").await;
    }
    assert_eq!(scene.house.count("agreement_answer").await, 0);
    let body = visitor.get(&scene.public()).await.body;
    assert!(body.contains("Me connecter pour répondre"));
}

#[tokio::test]
async fn the_second_of_a_lease_reads_that_the_answer_is_given() {
    let scene = asked().await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    // Locataire 2 is on the lease of Locataire 1 too.
    let join = "INSERT INTO tenancy_holder (tenancy_id, person_id, rank)
        SELECT t.id, p.id, 2 FROM tenancy t, person p WHERE t.reference = 'B1'
            AND p.reference = 'L2' AND t.landlord_id = p.landlord_id";
    scene.house.execute(join).await;
    let leave = "DELETE FROM tenancy_holder WHERE rank = 1 AND person_id IN
        (SELECT id FROM person WHERE reference = 'L2')";
    scene.house.execute(leave).await;
    let second = scene.house.tenant(&scene.rive, "L2").await;
    let dwelling = scene.dwelling(&second).await;
    scene.answers(&tenant, &dwelling, "yes").await;
    let body = second.get(&scene.public()).await.body;
    assert!(body.contains("La réponse de ce logement est donnée"));
    assert!(
        body.contains("Locataire 1"),
        "by whom, for this dwelling alone"
    );
    let refused = scene.answers(&second, &dwelling, "no").await;
    assert!(refused.contains("est déjà donnée"));
    assert_eq!(scene.house.count("agreement_answer").await, 1);
}

#[tokio::test]
async fn a_letter_is_entered_once_and_its_slip_followed_without_an_account() {
    let scene = asked().await;
    let found = scene.staff.get(&scene.desk("/saisie?q=D2")).await.body;
    let at = found.split("logement=").nth(1).unwrap();
    let dwelling = at[..36].to_owned();
    let page = format!("{}?logement={dwelling}", scene.desk("/saisie"));
    let person = scene.staff.get(&page).await.field("person").unwrap();
    let enter = async |reference: &str| {
        let form = [
            ("dwelling", dwelling.as_str()),
            ("person", &person),
            ("says", "no"),
            ("received_on", "2030-12-05"),
            ("source", "paper"),
            ("reference", reference),
        ];
        let answer = scene.staff.post(&scene.api("enter"), &form).await;
        scene.staff.arrive(answer).await.body
    };
    assert!(enter("").await.contains("Ce champ est vide"));
    let slip = enter("Classeur 1").await;
    assert!(slip.contains("Donnez ou envoyez ce talon") && slip.contains("<svg class=\"qr\""));
    let again = enter("Classeur 2").await;
    assert!(again.contains("a déjà répondu") && again.contains("Classeur 2"));
    let given = collective_agreement::answers(
        scene.house.db(),
        scene.id,
        palier_domain::election::collective_agreement::Round::First,
    );
    let given = given.await.unwrap();
    assert_eq!(given.len(), 1);
    let code = given[0].slip.clone().unwrap();
    let visitor = Client::anonymous(&scene.house);
    let answer = visitor.post("/api/entry/follow", &[("code", &code)]).await;
    assert_eq!(answer.location(), format!("/suivi/{code}"));
    let body = visitor.arrive(answer).await.body;
    assert!(body.contains(TITLE) && body.contains("Classeur 1"));
    assert!(!body.contains("Locataire 2"), "the slip names nobody");
    // Her written withdrawal.
    let id = given[0].id.to_string();
    let form = [
        ("answer", id.as_str()),
        ("received_on", "2030-12-05"),
        ("reference", "Classeur 3"),
    ];
    scene.staff.post(&scene.api("take-back"), &form).await;
    assert_eq!(scene.house.count("agreement_answer").await, 0);
}

#[tokio::test]
async fn too_few_answers_open_a_second_consultation_that_decides() {
    let scene = asked().await;
    scene.over().await;
    let body = scene.staff.get(&scene.desk("")).await.body;
    assert!(body.contains("Arrêter le compte") && body.contains("Résultat provisoire"));
    let answer = scene.staff.post(&scene.api("close"), &[]).await;
    let body = scene.staff.arrive(answer).await.body;
    assert!(body.contains("Ouvrir la seconde consultation"));
    let shown = Client::anonymous(&scene.house)
        .get(&scene.public())
        .await
        .body;
    assert!(shown.contains("Trop peu de logements") && shown.contains("article 42"));
    scene.open("2030-12-05").await;
    let tenant = scene.house.tenant(&scene.rive, "L1").await;
    let dwelling = scene.dwelling(&tenant).await;
    scene.answers(&tenant, &dwelling, "yes").await;
    let set = "UPDATE agreement_round SET notified_on = '2030-10-04', last_day = '2030-12-04'
        WHERE round = 'second'";
    scene.house.execute(set).await;
    let set = "UPDATE agreement_answer SET received_on = '2030-12-04'";
    scene.house.execute(set).await;
    scene.staff.post(&scene.api("close"), &[]).await;
    let shown = Client::anonymous(&scene.house)
        .get(&scene.public())
        .await
        .body;
    assert!(shown.contains("Les locataires approuvent la proposition"));
    assert!(shown.contains("aucun minimum"));
}

#[tokio::test]
async fn those_who_gave_an_address_are_written_to() {
    let scene = begun().await;
    let set =
        "UPDATE person SET email = LOWER(reference) || '@example.org' WHERE reference <> 'L3'";
    scene.house.execute(set).await;
    scene.save(("", "")).await;
    scene.open("2030-12-05").await;
    let mails = "mail WHERE kind = 'agreement' AND subject LIKE '%second passage%'";
    assert_eq!(scene.house.count(mails).await, 2);
}

#[tokio::test]
async fn a_letter_for_each_dwelling_bears_its_form_and_the_way_to_the_text() {
    let scene = asked().await;
    let body = scene.staff.get(&scene.desk("/courriers")).await.body;
    assert_eq!(body.matches("class=\"letter\"").count(), 3);
    assert_eq!(body.matches("class=\"coupon\"").count(), 3);
    assert!(body.contains("Locataire 3") && body.contains(&scene.public()));
}
