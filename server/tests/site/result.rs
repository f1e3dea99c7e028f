//! The public result: page, data, poster, halls.

use crate::support::Client;
use crate::support::counted::{Counted, LISTS};
use serde_json::Value;

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_who_is_elected_and_by_how_many() {
    let counted = Counted::new().await.proclaimed().await;
    let client = Client::anonymous(&counted.house);
    let page = client.get(&counted.at("resultat")).await;
    let said = page.body.replace(['\u{202f}', '\u{a0}'], " ");
    for words in [
        "5 représentants élus",
        "1 839 votants sur 11 872",
        "15,4 %",
        "CNL Nom2",
        "CLCV Nom1",
        "18 décembre 2030",
        "tribunal administratif",
        "class=\"hemicycle\"",
    ] {
        assert!(said.contains(words), "{words}");
    }
    assert_eq!(
        page.body.matches("<circle").count() - page_marks(&page.body),
        5
    );
    let home = client
        .get(&format!("/rive/election/{}", counted.handle))
        .await;
    assert!(home.body.contains("/resultat\""), "the way to the result");
}

/// Circles of the page's frame: its mark.
fn page_marks(body: &str) -> usize {
    body.split("class=\"hemicycle\"")
        .next()
        .unwrap()
        .matches("<circle")
        .count()
        + body
            .split("</main>")
            .nth(1)
            .unwrap_or_default()
            .matches("<circle")
            .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn data_say_the_same_as_the_page() {
    let counted = Counted::new().await.proclaimed().await;
    let client = Client::anonymous(&counted.house);
    let said: Value =
        serde_json::from_str(&client.get(&counted.at("resultat/resultat.json")).await.body)
            .unwrap();
    assert_eq!(said["quotient"], "1750/5");
    assert_eq!(said["figures"]["set_aside"]["late"], 14);
    let seats: Vec<_> = said["lists"]
        .as_array()
        .unwrap()
        .iter()
        .map(|list| {
            (
                list["title"].as_str().unwrap().to_owned(),
                list["seats"].as_u64().unwrap(),
            )
        })
        .collect();
    let expected: Vec<_> = LISTS
        .map(str::to_owned)
        .into_iter()
        .zip([2, 1, 1, 1, 0])
        .collect();
    assert_eq!(seats, expected);
    let csv = client.get(&counted.at("resultat/voix.csv")).await.body;
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    assert_eq!(
        lines.next(),
        Some("list;online;post;ballot_box;votes;seats;annulled")
    );
    assert_eq!(lines.next(), Some("CNL;240;358;14;612;2;"));
    let schema = client.get(&counted.at("resultat/schema.json")).await.body;
    let schema: Value = serde_json::from_str(&schema).unwrap();
    follows(&said, &schema);
    follows(&said["lists"][0], &schema["properties"]["lists"]["items"]);
}

/// What a schema asks of an object: every field that it requires, and no other where it says so.
fn follows(said: &Value, schema: &Value) {
    for required in schema["required"].as_array().unwrap() {
        assert!(said.get(required.as_str().unwrap()).is_some(), "{required}");
    }
    for field in said.as_object().unwrap().keys() {
        assert!(
            schema["properties"].get(field).is_some(),
            "{field} is not described"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_poster_leads_to_the_result() {
    let counted = Counted::new().await.proclaimed().await;
    let page = Client::anonymous(&counted.house)
        .get(&counted.at("resultat/affiche"))
        .await;
    let address = format!("{}{}", counted.house.url, counted.at("resultat"));
    assert!(page.body.contains(&address) && page.body.contains("class=\"qr\""));
    assert!(page.body.contains("5 représentants élus"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_hall_is_ticked_and_the_last_one_makes_the_step_done() {
    let counted = Counted::new().await.proclaimed().await;
    let page = counted.officer.get(&counted.desk("affichage")).await;
    let keys: Vec<String> = page
        .body
        .split("name=\"to\" value=\"")
        .skip(1)
        .map(|part| part.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(
        keys.len(),
        7,
        "the prefect, five lists, one building: {keys:?}"
    );
    let nobody = [("to", keys[0].as_str()), ("day", "2030-12-03")];
    let foreign = counted.board[0].post(&counted.api("told"), &nobody).await;
    assert_eq!(foreign.status, 404);
    let future = [("to", keys[0].as_str()), ("day", "2031-02-01")];
    let refused = counted.officer.post(&counted.api("told"), &future).await;
    assert!(refused.location().contains("refus=affichage"));
    let mut form: Vec<(&str, &str)> = keys.iter().map(|key| ("to", key.as_str())).collect();
    form.push(("day", "2030-12-04"));
    counted.officer.post(&counted.api("told"), &form[1..]).await;
    let done = "calendar_day WHERE step = 'results_posted'";
    assert_eq!(counted.house.count(done).await, 0, "the prefect waits");
    counted.officer.post(&counted.api("told"), &form).await;
    assert_eq!(counted.house.count(done).await, 1);
    let page = counted.officer.get(&counted.desk("affichage")).await;
    assert!(
        !page.body.contains("name=\"to\""),
        "nothing is left to tick"
    );
}
