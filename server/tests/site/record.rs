//! The record: what it says, who reads it before it is public, who enters and signs.

use crate::support::Client;
use crate::support::counted::{Counted, figures};
use palier_domain::election::official_record::figures::Figures;
use palier_domain::election::paper::count::PaperOutcome;
use palier_store::election;
use palier_store::election::lots::{self, Lots};

#[tokio::test(flavor = "multi_thread")]
async fn a_record_says_every_figure_and_how_seats_were_shared() {
    let counted = Counted::new().await.proclaimed().await;
    let page = Client::anonymous(&counted.house)
        .get(&counted.at("proces-verbal"))
        .await;
    assert_eq!(page.status, 200);
    let said = page.body.replace(['\u{202f}', '\u{a0}'], " ");
    for figure in [
        "11 872",
        "1 839",
        "1 096",
        "702",
        "41",
        "61",
        "28",
        "1 750",
        "612",
        "438",
        "301",
        "214",
        "185",
        "1 125",
        "Office public",
        "CNL Nom1",
        "CNL Nom2",
        "CLCV Nom1",
        "SLC-CSF Nom1",
        "AFOC Nom1",
        "assesseure",
        "Mme bruno",
        "350 voix pour un",
    ] {
        assert!(said.contains(figure), "{figure} is missing");
    }
    assert!(!said.contains("1961"), "birth dates are for ties alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_read_by_its_makers_alone_before_the_proclamation() {
    let counted = Counted::new().await;
    let nobody = Client::anonymous(&counted.house);
    for below in [
        "proces-verbal",
        "proces-verbal.pdf",
        "resultat",
        "resultat/voix.csv",
    ] {
        assert_eq!(nobody.get(&counted.at(below)).await.status, 404, "{below}");
    }
    for maker in [&counted.officer, &counted.agent, &counted.board[0]] {
        assert_eq!(maker.get(&counted.at("proces-verbal")).await.status, 200);
        assert_eq!(maker.get(&counted.at("resultat")).await.status, 404);
    }
    let tenant = counted.house.tenant(&counted.landlord, "L1").await;
    assert_eq!(tenant.get(&counted.at("proces-verbal")).await.status, 404);
    assert_eq!(tenant.get(&counted.desk("proces-verbal")).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_observes_for_itself_and_nothing_is_added_after_a_signature() {
    let counted = Counted::new().await;
    let desk = counted.agent.get(&counted.desk("proces-verbal")).await;
    let list = desk.body.split("<option value=\"").find_map(|part| {
        let id = part.split('"').next()?;
        (id.len() == 36).then(|| id.to_owned())
    });
    let list = list.unwrap();
    let words = "Deux enveloppes sont arrivées mouillées.";
    let form = [("kind", "observation"), ("list", &list), ("words", words)];
    let done = counted.agent.post(&counted.api("enter"), &form).await;
    assert!(done.location().ends_with("?fait=1"), "{}", done.location());
    // Somebody of the board speaks for no list.
    let foreign = counted.board[0].post(&counted.api("enter"), &form).await;
    assert_eq!(foreign.status, 404);
    let happened = [
        ("kind", "incident"),
        ("happened", "2030-12-03T18:10"),
        ("words", "Coupure de courant de dix minutes."),
    ];
    counted.officer.post(&counted.api("enter"), &happened).await;
    assert!(counted.sign(0).await.ends_with("?fait=1"));
    let late = counted.officer.post(&counted.api("enter"), &happened).await;
    assert!(
        late.location().contains("refus=mention"),
        "{}",
        late.location()
    );
    let page = counted.officer.get(&counted.at("proces-verbal")).await;
    assert!(page.body.contains(words) && page.body.contains("Coupure de courant"));
    assert_eq!(page.body.matches("Coupure de courant").count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn most_of_the_board_signs_before_the_result_is_proclaimed() {
    let counted = Counted::new().await;
    let early = counted.board[0].post(&counted.api("proclaim"), &[]).await;
    assert!(early.location().contains("refus="), "{}", early.location());
    // The same member twice is one signature.
    counted.sign(0).await;
    counted.sign(0).await;
    let early = counted.board[0].post(&counted.api("proclaim"), &[]).await;
    assert!(early.location().contains("refus="), "{}", early.location());
    let read = async || {
        counted.board[0]
            .get(&counted.at("proces-verbal"))
            .await
            .body
    };
    let unsigned = "pas encore signé par la majorité du bureau";
    assert!(read().await.contains(unsigned));
    counted.sign(1).await;
    let signed = read().await;
    assert!(
        signed.contains("La majorité du bureau a signé") && !signed.contains(unsigned),
        "{signed}"
    );
    for other in [&counted.officer, &counted.commission, &counted.agent] {
        let foreign = other.post(&counted.api("proclaim"), &[]).await;
        assert_eq!(foreign.status, 404);
    }
    let done = counted.board[2].post(&counted.api("proclaim"), &[]).await;
    assert!(
        done.location().ends_with("/resultat"),
        "{}",
        done.location()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_whose_marks_are_not_the_votes_is_signed_by_nobody() {
    let mut wrong: Figures = figures();
    let online = wrong.online.as_mut().unwrap();
    online.marks += 1;
    online.ballots += 1;
    let counted = Counted::with(wrong, &[]).await;
    let refused = counted.sign(0).await;
    assert!(refused.contains("refus=signature"), "{refused}");
    let page = counted.board[0].get(&refused).await;
    assert!(page.body.contains("702") && page.body.contains("703"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_read_is_not_signed() {
    let counted = Counted::new().await;
    let form = [("fingerprint", "00"), ("quality", "assesseure")];
    let done = counted.board[0].post(&counted.api("sign"), &form).await;
    assert!(
        done.location().contains("refus=signature"),
        "{}",
        done.location()
    );
}

/// Five seats for seven hundred votes: the last two are tied among three.
fn tied() -> Figures {
    let mut tied = figures();
    (tied.post, tied.ballot_box) = (None, None);
    tied.envelopes_received = 0;
    tied.set_aside = <_>::default();
    let online = tied.online.as_mut().unwrap();
    online.votes = vec![400, 100, 100, 100, 0];
    online.blank = 2;
    tied
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tie_shows_the_birth_dates_that_settled_it() {
    let counted = Counted::with(tied(), &[]).await;
    let page = counted.officer.get(&counted.at("proces-verbal")).await;
    assert!(page.body.contains("Restes égaux entre"), "no tie is told");
    assert!(page.body.contains("1er janvier 1962"), "no birth date");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_tells_why_paper_was_settled_and_who_drew_lots_and_both_are_signed() {
    let lists = ["AFOC", "CLCV", "SLC-CSF"].map(str::to_owned);
    let counted = Counted::with(tied(), &lists).await;
    let same = "UPDATE candidate SET birth_date = '1950-01-01'";
    counted.house.execute(same).await;
    let board = &counted.board[0];
    let print = async || {
        let page = board.get(&counted.desk("proces-verbal")).await;
        page.field("fingerprint").unwrap()
    };
    let first = print().await;
    let found = election::by_handle(counted.house.db(), &counted.handle).await;
    let mut tx = counted.house.db().begin().await.unwrap();
    let lots = Lots {
        lists: lists.to_vec(),
        seed: "07-31-44".to_owned(),
        source: "Le loto du samedi".to_owned(),
        drawn_at: counted.house.now(),
    };
    let id = found.unwrap().unwrap().id;
    lots::record(&mut tx, id, &lots).await.unwrap();
    tx.commit().await.unwrap();
    let second = print().await;
    assert_ne!(first, second, "the draw is signed");
    let outcome = serde_json::to_string(&PaperOutcome::default()).unwrap();
    let sql = format!(
        "INSERT INTO paper_settlement (election_id, round, outcome, reason, settled_at)
         SELECT id, 1, '{outcome}', 'Une feuille pliée.', created_at FROM election"
    );
    counted.house.execute(&sql).await;
    assert_ne!(print().await, second, "the reason is signed");
    let page = board.get(&counted.at("proces-verbal")).await.body;
    for said in [
        "Une feuille pliée.",
        "AFOC, CLCV, SLC-CSF",
        "Le loto du samedi",
        "07-31-44",
    ] {
        assert!(page.contains(said), "{said} is missing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_is_a_tagged_pdf_with_its_own_fonts() {
    let counted = Counted::new().await.proclaimed().await;
    let client = Client::anonymous(&counted.house);
    for below in ["proces-verbal.pdf", "resultat/affiche.pdf"] {
        let (status, bytes, headers) = client.get_bytes(&counted.at(below), None).await;
        assert_eq!(
            (status, headers["content-type"].to_str().unwrap()),
            (200, "application/pdf")
        );
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.starts_with("%PDF-1.7"), "{below}");
        for part in ["/StructTreeRoot", "/MarkInfo", "pdfuaid", "Atkinson"] {
            assert!(text.contains(part), "{below}: {part}");
        }
        assert!(bytes.len() < 200_000, "{below}: {} bytes", bytes.len());
    }
}
