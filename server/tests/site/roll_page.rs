//! The roll, sent by a page and read by a job.

use crate::support::client::{Answer, Part};
use crate::support::{Client, House};
use palier_server::jobs::{self, Crew};
use palier_store::landlord;

const PAGE: &str = "/rive/gestion/fichier";
const SEND: &str = "/api/roll/rive/send";
const HEADER: &str = "residence;batiment;logement;bail;debut;fin;locataire;nom;adresse_1\n";
/// What the house's builder imported, and one tenant more.
const FOUR: &str = "Les Lilas;A;D1;B1;2020-01-01;;L1;Locataire 1;1 rue des Lilas\n\
                    Les Lilas;A;D2;B2;2020-01-01;;L2;Locataire 2;1 rue des Lilas\n\
                    Les Lilas;A;D3;B3;2020-01-01;;L3;Locataire 3;1 rue des Lilas\n\
                    Les Lilas;A;D4;B4;2020-01-01;;L4;Zoé Œuf;1 rue des Lilas\n";

async fn sends(staff: &Client, form: &str, bytes: &[u8]) -> Answer {
    let parts = [
        Part::field("form_id", form),
        Part::file("file", "f.csv", bytes),
    ];
    staff.post_parts(SEND, &parts).await
}

fn form(n: u8) -> String {
    crate::support::builders::form_id(n)
}

#[tokio::test]
async fn a_file_is_imported_once_and_then_erased() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let file = format!("{HEADER}{FOUR}");
    let sent = sends(&staff, &form(1), file.as_bytes()).await;
    let again = sends(&staff, &form(1), file.as_bytes()).await;
    assert_eq!(sent.location(), again.location(), "pressed twice");
    let crew = Crew::start(&house.site, jobs::work);
    let page = staff.job_done(sent.location()).await;
    assert!(page.body.contains("4 lignes lues"), "{}", page.body);
    assert!(page.body.contains("2 nouveaux baux et locataires"));
    crew.stop().await;
    let today = house.now().date_naive();
    let stock = landlord::stock(house.db(), rive.id, today).await.unwrap();
    assert_eq!(stock.tenancies, 4);
    assert_eq!(house.count("upload").await, 0, "the file is erased");
    assert_eq!(house.count("chunk").await, 0);
    assert_eq!(house.count("job").await, 1);
}

#[tokio::test]
async fn a_bad_file_changes_nothing_and_names_its_lines() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let crew = Crew::start(&house.site, jobs::work);
    let bad = "Les Lilas;A;D5;B5;31/02/2020;;L5;=1+1;\nLes Lilas;A;;B6;2020-01-01;;L6;@SUM(A1);\n";
    let sent = sends(&staff, &form(1), format!("{HEADER}{FOUR}{bad}").as_bytes()).await;
    let address = sent.location().to_owned();
    let page = staff.job_done(&address).await;
    for said in [
        "2 problèmes",
        "31/02/2020",
        "n’est pas une date",
        "il faut la remplir",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let report = staff.get(&format!("{address}/rapport.csv")).await;
    assert!(report.header("content-type").starts_with("text/csv"));
    assert_eq!(report.header("cache-control"), "no-store");
    assert!(
        report.body.contains("6;debut;31/02/2020;"),
        "{}",
        report.body
    );
    let english = staff
        .post(
            "/api/locale/choose",
            &[("locale", "en"), ("back", &address)],
        )
        .await;
    let page = staff.arrive(english).await;
    assert!(page.body.contains("This is not a date"), "{}", page.body);
    crew.stop().await;
    let today = house.now().date_naive();
    let stock = landlord::stock(house.db(), rive.id, today).await.unwrap();
    assert_eq!(stock.tenancies, 3, "nothing was imported");
    assert_eq!(house.count("upload").await, 1, "the report alone");
}

#[tokio::test]
async fn a_cell_of_the_report_is_no_formula() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let crew = Crew::start(&house.site, jobs::work);
    let bad = "Les Lilas;A;D5;B5;=HYPERLINK(A1);;L5;Ana;\n";
    let sent = sends(&staff, &form(1), format!("{HEADER}{bad}").as_bytes()).await;
    let address = sent.location().to_owned();
    staff.job_done(&address).await;
    let report = staff.get(&format!("{address}/rapport.csv")).await;
    assert!(report.body.contains(";'=HYPERLINK(A1);"), "{}", report.body);
    crew.stop().await;
}

#[tokio::test]
async fn a_file_that_is_too_large_gets_a_page_that_says_so() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let large = vec![b'x'; palier_app::roll::MOST + 1];
    let answer = sends(&staff, &form(1), &large).await;
    let page = staff.arrive(answer).await;
    assert!(page.body.contains("trop gros"), "{}", page.body);
    assert!(page.body.contains("aria-invalid=\"true\""));
    let larger = vec![b'x'; palier_app::roll::READ + 1];
    let answer = sends(&staff, &form(1), &larger).await;
    assert!(staff.arrive(answer).await.body.contains("trop gros"));
    let most = vec![b'x'; palier_app::roll::MOST];
    let answer = sends(&staff, &form(2), &most).await;
    assert!(answer.location().starts_with(&format!("{PAGE}/")));
}

#[tokio::test]
async fn only_the_rolls_route_takes_a_large_request() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let large = "x".repeat(100_000);
    let form = [("postal", large.as_str())];
    let answer = staff.post("/api/landlord/rive/contact", &form).await;
    assert_eq!(answer.status, 413);
}

#[tokio::test]
async fn without_a_file_the_form_says_so() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let form_id = form(1);
    for parts in [
        vec![Part::field("form_id", &form_id)],
        vec![
            Part::field("form_id", &form_id),
            Part::file("file", "", b""),
        ],
    ] {
        let answer = staff.post_parts(SEND, &parts).await;
        let page = staff.arrive(answer).await;
        assert!(page.body.contains("Choisissez un fichier"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_roll_that_ends_most_leases_waits_for_the_very_number() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let staff = house.staff(&rive).await;
    let crew = Crew::start(&house.site, jobs::work);
    let many: String = (10..70)
        .map(|n| format!("Les Ormes;A;O{n};BO{n};2020-01-01;;LO{n};Orme {n};1 rue\n"))
        .collect();
    let sent = sends(&staff, &form(1), format!("{HEADER}{FOUR}{many}").as_bytes()).await;
    staff.job_done(sent.location()).await;
    let sent = sends(&staff, &form(2), format!("{HEADER}{FOUR}").as_bytes()).await;
    let page = staff.job_done(sent.location()).await;
    assert!(
        page.body.contains("mettrait fin à 60 baux"),
        "{}",
        page.body
    );
    let job = page.field("job").unwrap();
    let confirm = async |closing: &str| {
        let form = [("job", job.as_str()), ("closing", closing)];
        staff.post("/api/roll/rive/confirm", &form).await
    };
    assert_eq!(confirm("61").await.status, 409, "another number than shown");
    let first = confirm("60").await;
    let second = confirm("60").await;
    assert_eq!(first.location(), second.location(), "pressed twice");
    let page = staff.job_done(first.location()).await;
    assert!(page.body.contains("60 baux terminés"), "{}", page.body);
    let page = staff.get(sent.location()).await;
    assert!(page.body.contains("voir la suite") && page.field("closing").is_none());
    crew.stop().await;
    assert_eq!(house.count("upload").await, 0, "both files are erased");
}

#[tokio::test]
async fn another_landlords_import_is_not_there() {
    let house = House::open().await;
    let rive = house.landlord("rive").await;
    let other = house.landlord("autre").await;
    let staff = house.staff(&rive).await;
    let neighbour = house.staff(&other).await;
    let sent = sends(&staff, &form(1), format!("{HEADER}{FOUR}").as_bytes()).await;
    let id = sent.location().rsplit('/').next().unwrap().to_owned();
    assert_eq!(staff.get(&format!("{PAGE}/{id}")).await.status, 200);
    for path in ["", "/rapport.csv"] {
        let theirs = format!("/autre/gestion/fichier/{id}{path}");
        assert_eq!(neighbour.get(&theirs).await.status, 404, "{theirs}");
    }
    let form = [("job", id.as_str()), ("closing", "0")];
    let answer = neighbour.post("/api/roll/autre/confirm", &form).await;
    assert_eq!(answer.status, 404);
    assert_eq!(staff.get(&format!("{PAGE}/no-id")).await.status, 404);
}
