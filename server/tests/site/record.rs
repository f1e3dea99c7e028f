//! The record: what it says, who reads it before it is public, who enters and signs.

use crate::support::Client;
use crate::support::counted::{Counted, figures};
use palier_domain::election::official_record::figures::Figures;

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

#[tokio::test(flavor = "multi_thread")]
async fn a_tie_shows_the_birth_dates_that_settled_it() {
    let mut tied = figures();
    for channel in [&mut tied.post, &mut tied.ballot_box] {
        *channel = None;
    }
    tied.envelopes_received = 0;
    tied.set_aside = <_>::default();
    let online = tied.online.as_mut().unwrap();
    // Five seats for seven hundred votes: the last two are tied among three.
    online.votes = vec![400, 100, 100, 100, 0];
    online.blank = 2;
    let counted = Counted::with(tied, &[]).await;
    let page = counted.officer.get(&counted.at("proces-verbal")).await;
    assert!(page.body.contains("Restes égaux entre"), "no tie is told");
    assert!(page.body.contains("1er janvier 1962"), "no birth date");
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
