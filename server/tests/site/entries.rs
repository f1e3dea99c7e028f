//! Words entered for somebody, their slip, and what it shows without an account.

use crate::support::builders::{ARTICLE, entry_form, form_id, page};
use crate::support::{Client, House};
use palier_domain::charter::status::Audience;
use palier_store::entry;
use palier_store::landlord::Landlord;

async fn open_house() -> (House, Landlord) {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, 10).await;
    (house, rive)
}

async fn send(
    house: &House,
    by: &Client,
    change: (&'static str, &str),
) -> crate::support::client::Answer {
    let mut form = entry_form(house, &form_id(9), "La lampe du hall");
    for (name, value) in &mut form {
        if *name == change.0 {
            *value = change.1.to_owned();
        }
    }
    let form: Vec<_> = form
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    by.post("/api/entry/rive/add", &form).await
}

#[tokio::test]
async fn what_was_said_in_a_meeting_shows_its_source_and_its_place() {
    let (house, rive) = open_house().await;
    let staff = house.staff(&rive).await;
    let entry = house.entered(&rive, &staff, "La lampe du hall").await;
    let body = Client::anonymous(&house).get(&page()).await.body;
    assert!(body.contains("La lampe du hall") && body.contains("Une locataire"));
    assert!(body.contains("équipe du bailleur") && body.contains("dit en réunion, Hall des Lilas"));
    assert!(
        !body.contains("Bailleur rive, bailleur"),
        "it is a tenant who speaks"
    );
    let slip = staff
        .get(&format!("/rive/gestion/saisie/{}/talon", entry.comment_id))
        .await
        .body;
    assert!(
        slip.contains(&entry.slip) && slip.contains("<svg class=\"qr\"") && slip.contains("/suivi")
    );
    assert!(!body.contains(&entry.slip), "the code is the person's");
}

#[tokio::test]
async fn a_facilitator_enters_too_and_nobody_else_does() {
    let (house, rive) = open_house().await;
    let facilitator = house.facilitator(&rive).await;
    house.entered(&rive, &facilitator, "La lampe du hall").await;
    let body = facilitator.get(&page()).await.body;
    assert!(body.contains("la personne qui anime la discussion"));
    let guarantor = house.guarantor(&rive).await;
    let tenant = house.tenant(&rive, "L1").await;
    for stranger in [&guarantor, &tenant] {
        assert_eq!(stranger.get("/rive/gestion/saisie").await.status, 404);
        assert_eq!(send(&house, stranger, ("", "")).await.status, 404);
    }
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_slip() {
    let (house, rive) = open_house().await;
    let staff = house.staff(&rive).await;
    let first = send(&house, &staff, ("", "")).await;
    let again = send(&house, &staff, ("", "")).await;
    assert_eq!(first.location(), again.location());
    let all = entry::of_landlord(house.db(), rive.id, 10).await.unwrap();
    assert_eq!(all.len(), 1);
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_typed_is_lost() {
    let (house, rive) = open_house().await;
    let staff = house.staff(&rive).await;
    house
        .tenant(&rive, "L1")
        .await
        .says(&rive, 1, "Bonjour")
        .await;
    for (field, value, said) in [
        ("handle", "", "Choisissez une réponse"),
        ("place", "", "Ce champ est vide"),
        ("heard_on", "2999-01-01", "pas encore arrivé"),
        ("heard_on", "1999-01-01", "pas ouverte ce jour-là"),
        ("heard_on", "hier", "Cette date ne se lit pas"),
        ("public_name", "Bailleur rive", "pourrait faire croire"),
        ("public_name", "claire du 3e", "Un voisin a déjà ce nom"),
        ("agreed", "", "Sans son accord"),
        ("source", "rumeur", "Choisissez une réponse"),
    ] {
        let answer = send(&house, &staff, (field, value)).await;
        let body = staff.arrive(answer).await.body;
        assert!(body.contains(said), "{field}={value}: {said}");
        assert!(
            body.contains("La lampe du hall"),
            "{field}={value}: the words are kept"
        );
    }
    assert!(
        entry::of_landlord(house.db(), rive.id, 10)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn after_the_end_nothing_is_entered() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Public, -1).await;
    let staff = house.staff(&rive).await;
    assert!(
        !staff
            .get("/rive/gestion/saisie")
            .await
            .body
            .contains("name=\"body\"")
    );
    let answer = send(&house, &staff, ("", "")).await;
    staff.arrive(answer).await;
    assert!(
        entry::of_landlord(house.db(), rive.id, 10)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_code_shows_where_the_comment_stands_without_an_account() {
    let (house, rive) = open_house().await;
    let staff = house.staff(&rive).await;
    let entry = house.entered(&rive, &staff, "La lampe du hall").await;
    let neighbour = house.tenant(&rive, "L2").await;
    let thread = entry.comment_id.to_string();
    neighbour
        .replies(&rive, 3, &thread, "Elle est réparée")
        .await;
    neighbour.supports(&thread, true).await;
    let visitor = Client::anonymous(&house);
    let typed = entry.slip.to_lowercase().replace('-', " ");
    let answer = visitor.post("/api/entry/follow", &[("code", &typed)]).await;
    assert_eq!(answer.location(), format!("/suivi/{}", entry.slip));
    let body = visitor.arrive(answer).await.body;
    assert!(body.contains("La lampe du hall") && body.contains("Elle est réparée"));
    assert!(body.contains("1 soutien") && body.contains(&format!("/rive/charte/{ARTICLE}?avis=")));
}

#[tokio::test]
async fn a_slip_of_the_pen_is_found_and_its_group_named() {
    let (house, rive) = open_house().await;
    let staff = house.staff(&rive).await;
    let entry = house.entered(&rive, &staff, "La lampe du hall").await;
    let visitor = Client::anonymous(&house);
    let last = if entry.slip.ends_with('2') { "3" } else { "2" };
    let typed = format!("{}{last}", &entry.slip[..8]);
    let answer = visitor.post("/api/entry/follow", &[("code", &typed)]).await;
    let body = visitor.arrive(answer).await.body;
    assert!(body.contains("Le groupe 2 du code est mal recopié") && body.contains(&typed));
    let answer = visitor.get("/suivi/222V-222Y").await;
    assert!(
        visitor
            .arrive(answer)
            .await
            .body
            .contains("Aucun talon n’a ce code")
    );
}

#[tokio::test]
async fn guesses_at_codes_come_to_an_end() {
    let (house, _) = open_house().await;
    let visitor = Client::anonymous(&house);
    for _ in 0..60 {
        visitor.get("/suivi/222V-222Y").await;
    }
    let answer = visitor.get("/suivi/222V-222Y").await;
    assert!(visitor.arrive(answer).await.body.contains("Trop d’essais"));
}

#[tokio::test]
async fn whoever_holds_the_slip_reads_why_it_is_hidden_and_appeals() {
    let (house, rive) = open_house().await;
    let staff = house.staff(&rive).await;
    let entry = house
        .entered(&rive, &staff, "Le voisin est un bandit")
        .await;
    let comment = entry.comment_id.to_string();
    let visitor = Client::anonymous(&house);
    let id = form_id(2);
    let report = [
        ("landlord", "rive"),
        ("comment", comment.as_str()),
        ("form_id", &id),
        ("ground", "insult"),
    ];
    visitor.post("/api/moderation/report", &report).await;
    let facilitator = house.facilitator(&rive).await;
    let decide = [
        ("comment", comment.as_str()),
        ("outcome", "hidden"),
        ("ground", "insult"),
        ("reason", "Un voisin est insulté dans cette phrase."),
    ];
    facilitator
        .post("/api/moderation/rive/decide", &decide)
        .await;
    let address = format!("/suivi/{}", entry.slip);
    let shown = visitor.get(&address).await;
    assert!(
        shown.body.contains("Un voisin est insulté")
            && shown.body.contains("Le voisin est un bandit")
    );
    let moderation = shown.field("moderation").unwrap();
    let appeal = [
        ("code", "222V-222Y"),
        ("moderation", &moderation),
        ("words", "Je le répète."),
    ];
    let stranger = Client::anonymous(&house);
    stranger.post("/api/entry/appeal", &appeal).await;
    let guarantor = house.guarantor(&rive).await;
    let case = format!("/rive/gestion/moderation/{comment}");
    assert!(
        !guarantor.get(&case).await.body.contains("Je le répète."),
        "the code is the key"
    );
    let appeal = [("code", entry.slip.as_str()), appeal[1], appeal[2]];
    let answer = visitor.post("/api/entry/appeal", &appeal).await;
    assert_eq!(answer.location(), address);
    assert!(
        visitor
            .arrive(answer)
            .await
            .body
            .contains("Une autre personne va décider")
    );
    assert!(guarantor.get(&case).await.body.contains("Je le répète."));
    assert!(!staff.get(&page()).await.body.contains("bandit"));
}

#[tokio::test]
async fn the_counter_finds_a_slip_again() {
    let (house, rive) = open_house().await;
    let staff = house.staff(&rive).await;
    let entry = house.entered(&rive, &staff, "La lampe du hall").await;
    for wanted in ["lampe", "lilas", &entry.slip.to_lowercase(), ""] {
        let body = staff
            .get(&format!("/rive/gestion/talons?cherche={wanted}"))
            .await
            .body;
        assert!(body.contains(&entry.slip), "{wanted}");
    }
    let body = staff.get("/rive/gestion/talons?cherche=parking").await.body;
    assert!(!body.contains(&entry.slip));
    let other = house.landlord("autre").await;
    house.charter(other.id, Audience::Public, 10).await;
    let colleague = house.staff(&other).await;
    let slip = format!("/autre/gestion/saisie/{}/talon", entry.comment_id);
    assert_eq!(colleague.get(&slip).await.status, 404);
    assert!(
        !colleague
            .get("/autre/gestion/talons")
            .await
            .body
            .contains(&entry.slip)
    );
}

#[tokio::test]
async fn on_a_private_charter_a_slip_shows_ones_own_words_and_no_neighbours() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    house.charter(rive.id, Audience::Members, 10).await;
    let staff = house.staff(&rive).await;
    let entry = house.entered(&rive, &staff, "La lampe du hall").await;
    let neighbour = house.tenant(&rive, "L2").await;
    let thread = entry.comment_id.to_string();
    neighbour
        .replies(&rive, 3, &thread, "Elle est réparée")
        .await;
    let address = format!("/suivi/{}", entry.slip);
    let body = Client::anonymous(&house).get(&address).await.body;
    assert!(body.contains("La lampe du hall") && !body.contains("Elle est réparée"));
    assert!(
        neighbour
            .get(&address)
            .await
            .body
            .contains("Elle est réparée")
    );
}

#[tokio::test]
async fn hidden_words_of_a_slip_are_hers_not_the_landlords() {
    let (house, rive) = open_house().await;
    let staff = house.staff(&rive).await;
    send(&house, &staff, ("", "")).await;
    let all = entry::of_landlord(house.db(), rive.id, 1).await.unwrap();
    let page = format!("/suivi/{}", all[0].slip);
    let comment = all[0].comment_id.to_string();
    let anonymous = Client::anonymous(&house);
    anonymous
        .post(
            "/api/moderation/report",
            &[
                ("landlord", "rive"),
                ("handle", ARTICLE),
                ("comment", &comment),
                ("form_id", "00000000-0000-4000-8000-0000000000aa"),
                ("ground", "insult"),
            ],
        )
        .await;
    let facilitator = house.facilitator(&rive).await;
    let decided = facilitator
        .post(
            "/api/moderation/rive/decide",
            &[
                ("comment", comment.as_str()),
                ("outcome", "hidden"),
                ("ground", "insult"),
                ("reason", "Un mot blessant contre une personne."),
            ],
        )
        .await;
    assert_eq!(decided.status, 303, "{}", decided.body);
    assert!(anonymous.get(&page).await.body.contains("La lampe du hall"));
    let seen = staff.get(&page).await.body;
    assert!(!seen.contains("La lampe du hall"), "{seen}");
    assert!(
        !seen.contains("/api/entry/appeal"),
        "the landlord does not appeal"
    );
    let slip = [("code", all[0].slip.as_str())];
    assert_eq!(staff.post("/api/entry/withdraw", &slip).await.status, 403);
    assert_eq!(
        anonymous.post("/api/entry/withdraw", &slip).await.status,
        303
    );
    let gone = anonymous.get(&page).await.body;
    assert!(!gone.contains("La lampe du hall"), "{gone}");
}
