//! After the proclamation: challenges, vacancies, bundle, destruction, archive.

use crate::support::Client;
use crate::support::counted::Counted;

const SUBJECT: (&str, &str) = ("subject", "Le nombre d’enveloppes écartées.");

#[tokio::test(flavor = "multi_thread")]
async fn a_result_is_final_once_no_challenge_waits() {
    let counted = Counted::new().await.proclaimed().await;
    let form = [("day", "2030-12-10"), SUBJECT];
    let foreign = counted
        .commission
        .post(&counted.api("challenge"), &form)
        .await;
    assert_eq!(foreign.status, 404);
    counted.officer.post(&counted.api("challenge"), &form).await;
    let public = Client::anonymous(&counted.house)
        .get(&counted.at("resultat"))
        .await;
    assert!(public.body.contains("enveloppes écartées") && public.body.contains("En attente"));
    let early = counted.officer.post(&counted.api("final"), &[]).await;
    assert!(
        early.location().contains("refus=etape"),
        "{}",
        early.location()
    );
    let page = counted.officer.get(&counted.desk("suites")).await;
    let id = page.field("challenge").unwrap();
    let form = [
        ("challenge", id.as_str()),
        ("outcome", "rejected"),
        ("day", "2031-01-05"),
        ("words", "Requête rejetée."),
    ];
    counted
        .officer
        .post(&counted.api("challenge-decide"), &form)
        .await;
    let again = counted
        .officer
        .post(&counted.api("challenge-decide"), &form)
        .await;
    assert!(
        again.location().contains("refus=jugement"),
        "{}",
        again.location()
    );
    let done = counted.officer.post(&counted.api("final"), &[]).await;
    assert!(done.location().ends_with("?fait=1"), "{}", done.location());
}

/// Enters a challenge.
async fn challenge(counted: &Counted) {
    let form = [("day", "2030-12-10"), SUBJECT];
    let done = counted.officer.post(&counted.api("challenge"), &form).await;
    assert!(done.location().ends_with("?fait=1"), "{}", done.location());
}

/// Enters that the court annulled.
async fn annulled(counted: &Counted) {
    let page = counted.officer.get(&counted.desk("suites")).await;
    let id = page.field("challenge").unwrap();
    let form = [
        ("challenge", id.as_str()),
        ("outcome", "annulled"),
        ("day", "2031-01-05"),
        ("words", "Élection annulée."),
    ];
    let decide = counted.api("challenge-decide");
    let done = counted.officer.post(&decide, &form).await;
    assert!(done.location().ends_with("?fait=1"), "{}", done.location());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_court_annuls_and_the_page_says_so() {
    let counted = Counted::new().await.proclaimed().await;
    let early = counted.officer.post(&counted.api("annul"), &[]).await;
    assert!(
        early.location().contains("refus=etape"),
        "{}",
        early.location()
    );
    challenge(&counted).await;
    annulled(&counted).await;
    let no = counted.officer.post(&counted.api("final"), &[]).await;
    assert!(no.location().contains("refus=etape"), "{}", no.location());
    let done = counted.officer.post(&counted.api("annul"), &[]).await;
    assert!(done.location().ends_with("?fait=1"), "{}", done.location());
    let public = Client::anonymous(&counted.house)
        .get(&counted.at("resultat"))
        .await;
    assert!(public.body.contains("annulée par le juge"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_court_annuls_a_final_result_and_every_paper_says_so() {
    let counted = Counted::new().await.final_().await;
    let nobody = Client::anonymous(&counted.house);
    let bundle = counted.commission.post(&counted.api("bundle"), &[]).await;
    assert!(bundle.location().ends_with("?fait=1"));
    challenge(&counted).await;
    let page = nobody.get(&counted.at("resultat")).await.body;
    assert!(page.contains("un recours attend encore le juge"), "{page}");
    let kept = counted.commission.post(&counted.api("destroy"), &[]).await;
    assert!(
        kept.location().contains("refus=archives"),
        "nothing goes while a court may ask for it: {}",
        kept.location()
    );
    annulled(&counted).await;
    let done = counted.officer.post(&counted.api("annul"), &[]).await;
    assert!(done.location().ends_with("?fait=1"), "{}", done.location());
    for paper in ["resultat", "resultat/affiche", "proces-verbal"] {
        let page = nobody.get(&counted.at(paper)).await.body;
        let said = "annulée par le juge le 5\u{a0}janvier\u{a0}2031";
        let plain = said.replace('\u{a0}', " ");
        assert!(
            page.replace('\u{a0}', " ").contains(&plain),
            "{paper}: {page}"
        );
    }
    let csv = nobody.get(&counted.at("resultat/voix.csv")).await.body;
    assert!(csv.contains("CNL;240;358;14;612;2;2031-01-05"), "{csv}");
    let json = nobody.get(&counted.at("resultat/resultat.json")).await.body;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["stage"], "annulled");
    assert_eq!(json["annulled"]["on"], "2031-01-05");
    assert_eq!(json["annulled"]["decision"], "Élection annulée.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_challenge_runs_from_the_day_of_the_count() {
    let counted = Counted::new().await.proclaimed().await;
    // The planned day was 3 December; the count took until 28 December.
    counted
        .house
        .execute(
            "INSERT INTO election_step (election_id, step, taken_at, late_by)
             SELECT id, 'count', created_at, 25 FROM election",
        )
        .await;
    let nobody = Client::anonymous(&counted.house);
    for paper in ["resultat", "resultat/affiche"] {
        let page = nobody.get(&counted.at(paper)).await.body;
        let page = page.replace('\u{a0}', " ");
        assert!(page.contains("12 janvier 2031"), "{paper}: {page}");
    }
    let early = counted.officer.post(&counted.api("final"), &[]).await;
    assert!(
        early.location().contains("refus=etape"),
        "it is 10 January: {}",
        early.location()
    );
}

/// What the form of vacancies names somebody by.
async fn choice(counted: &Counted, name: &str) -> String {
    let page = counted.officer.get(&counted.desk("suites")).await;
    let before = page.body.split(name).next().unwrap();
    let value = before.rsplit("value=\"").next().unwrap();
    value.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_name_follows_and_a_list_without_names_leaves_a_seat_vacant() {
    let counted = Counted::new().await.proclaimed().await;
    let names: Vec<String> = (1..=10).map(|n| format!("AFOC Nom{n} ")).collect();
    for (at, name) in names.iter().enumerate() {
        let who = choice(&counted, name).await;
        let form = [
            ("who", who.as_str()),
            ("day", "2031-01-08"),
            ("reason", "resigned"),
        ];
        let done = counted.officer.post(&counted.api("vacancy"), &form).await;
        assert!(
            done.location().ends_with("?fait=1"),
            "{name}: {}",
            done.location()
        );
        let again = counted.officer.post(&counted.api("vacancy"), &form).await;
        assert!(
            again.location().contains("refus=vacance"),
            "{}",
            again.location()
        );
        let page = Client::anonymous(&counted.house)
            .get(&counted.at("resultat"))
            .await;
        match names.get(at + 1) {
            Some(next) => {
                let seated = format!("<li>{}</li>", next.trim());
                assert!(page.body.contains(&seated), "{next} sits");
            }
            None => assert!(page.body.contains("1 siège vacant")),
        }
    }
    let record = Client::anonymous(&counted.house)
        .get(&counted.at("proces-verbal"))
        .await;
    assert!(
        record.body.contains("AFOC Nom1 (AFOC)"),
        "the record stays as it was signed"
    );
    let nobody = [
        ("who", "x/1"),
        ("day", "2031-01-08"),
        ("reason", "resigned"),
    ];
    let refused = counted.officer.post(&counted.api("vacancy"), &nobody).await;
    assert!(refused.location().contains("refus=vacance"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_must_go_goes_after_the_bundle_and_results_stay() {
    let counted = Counted::new().await.final_().await;
    let nobody = Client::anonymous(&counted.house);
    let early = counted.commission.post(&counted.api("destroy"), &[]).await;
    assert!(
        early.location().contains("refus=archives"),
        "no bundle is made yet"
    );
    let no = counted.commission.post(&counted.api("archive"), &[]).await;
    assert!(no.location().contains("refus=etape"), "{}", no.location());
    assert_eq!(nobody.get(&counted.at("dossier.tar")).await.status, 404);
    for other in [&counted.officer, &counted.board[0], &counted.agent] {
        assert_eq!(other.post(&counted.api("bundle"), &[]).await.status, 404);
        assert_eq!(other.post(&counted.api("destroy"), &[]).await.status, 404);
    }
    let before = nobody.get(&counted.at("proces-verbal")).await;
    let archive = nobody.get_bytes(&counted.at("archive.bel"), None).await.1;
    let made = counted.commission.post(&counted.api("bundle"), &[]).await;
    assert!(made.location().ends_with("?fait=1"), "{}", made.location());
    counted
        .house
        .execute(
            "INSERT INTO key_message (election_id, round, holder, body, received_at)
         SELECT id, 1, 1, 'secret', created_at FROM election",
        )
        .await;
    let done = counted.commission.post(&counted.api("destroy"), &[]).await;
    assert!(done.location().ends_with("?fait=1"), "{}", done.location());
    for gone in [
        "key_message",
        "candidate WHERE lease <> ''",
        "candidate WHERE form_id IS NOT NULL",
    ] {
        assert_eq!(counted.house.count(gone).await, 0, "{gone}");
    }
    let boxes = counted.house.site.polls.boxes();
    assert!(
        boxes.open(&counted.handle).await.unwrap().is_none(),
        "the box is gone"
    );
    let done = counted.commission.post(&counted.api("archive"), &[]).await;
    assert!(done.location().ends_with("?fait=1"), "{}", done.location());
    let page = nobody.get(&counted.at("resultat")).await;
    assert!(page.body.contains("CNL Nom1"), "results stay");
    let after = nobody.get(&counted.at("proces-verbal")).await;
    let head = |body: &str| {
        let rest = body.split("État de l’urne</dt>").nth(1).unwrap();
        rest.split("</dd>").next().unwrap().to_owned()
    };
    assert_eq!(
        head(&after.body),
        head(&before.body),
        "the record names the archive"
    );
    let (status, bundle, _) = nobody.get_bytes(&counted.at("dossier.tar"), None).await;
    assert_eq!(status, 200);
    let found = |part: &[u8]| bundle.windows(part.len()).any(|window| window == part);
    assert!(found(&archive), "the archive is in the bundle");
    for name in [
        "LISEZ-MOI.txt",
        "proces-verbal.pdf",
        "proces-verbal.html",
        "SHA256SUMS",
    ] {
        assert!(found(name.as_bytes()), "{name}");
    }
}
