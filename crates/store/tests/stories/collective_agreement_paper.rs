//! Collective agreements on paper: letters and their slips, refusals, what is kept and for how long.

use crate::collective_agreement::{
    AFTER, FIRST, LAST, Scene, answer, begin, close, dwelling, open, part, scene, tally, tenant,
    whole, words,
};
use crate::support::{Ground, day, instant};
use palier_domain::election::collective_agreement::answering::AnswerRefusal;
use palier_domain::election::collective_agreement::course::{OpenRefusal, Standing, Verdict, Way};
use palier_domain::election::collective_agreement::{Says, Signatories};
use palier_domain::entry::source::Source;
use palier_domain::id::AgreementAnswerId;
use palier_store::account::{self, Fate};
use palier_store::collective_agreement::{
    self as agreement, AgreementError, NewPaper, Signature, TakenBack,
};
use palier_store::national_body::NationalBody;
use palier_store::{journal, my_data, national_body};

crate::on_both_engines![
    a_signed_accord_falls_when_half_refuse,
    an_answer_on_paper_has_a_slip_and_is_entered_once,
    two_answers_of_one_dwelling_that_differ_are_not_counted,
    a_letter_that_came_late_is_kept_and_not_counted,
    names_go_after_their_time_and_counts_stay,
    who_may_sign_is_read_from_the_dated_reference,
    an_answer_stays_when_its_account_goes,
];

async fn paper(
    ground: &Ground,
    scene: &Scene,
    (reference, person): (&str, &str),
    says: Says,
    (received, today): (&str, &str),
) -> Result<AgreementAnswerId, AgreementError> {
    let by = match account::by_login(&ground.db, "agent").await.unwrap() {
        Some(login) => login.account_id,
        None => ground.account("agent").await,
    };
    let new = NewPaper {
        dwelling: dwelling(ground, scene.landlord, reference).await,
        person: ground.person(scene.landlord, person).await,
        says,
        received_on: day(received),
        source: Source::Paper,
        reference: "Classeur 3, feuille 12".to_owned(),
        by,
    };
    let mut tx = ground.begin().await;
    let id = agreement::enter(&mut tx, scene.id, new, day(today), instant("11:00:00")).await?;
    tx.commit().await.unwrap();
    Ok(id)
}

async fn a_signed_accord_falls_when_half_refuse(ground: &Ground) {
    let mut scene = scene(ground).await;
    let estate = part(ground, "Résidence T").await;
    let mut signed = words(Way::Signed, vec![estate]);
    let cnl = ground.association("cnl", scene.landlord).await;
    signed.signatures.push(Signature {
        association: cnl,
        votes: 874,
    });
    scene.id = begin(ground, scene.landlord, signed.clone()).await;
    let refused = open(ground, scene.id, FIRST).await;
    assert!(matches!(
        refused,
        Err(AgreementError::Open(OpenRefusal::NotEntitled))
    ));
    signed.signatures[0].votes = 875;
    let mut tx = ground.begin().await;
    agreement::save(&mut tx, scene.id, &signed, instant("08:30:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    open(ground, scene.id, FIRST).await.unwrap();
    let claire = tenant(ground, scene.landlord, "L1").await;
    let yes = answer(ground, &scene, (claire, "T-A-1"), Says::Yes, FIRST).await;
    assert!(matches!(
        yes,
        Err(AgreementError::Answer(AnswerRefusal::OnlyRefusals))
    ));
    for (n, person) in [(1, "L1"), (2, "L12"), (3, "L13")] {
        let at = format!("T-A-{n}");
        paper(ground, &scene, (&at, person), Says::No, (FIRST, FIRST))
            .await
            .unwrap();
    }
    let at = whole(ground, scene.id, AFTER).await;
    assert_eq!(at.standing, Standing::Counting(Verdict::Binding));
    paper(ground, &scene, ("T-A-4", "L14"), Says::No, (LAST, AFTER))
        .await
        .unwrap();
    assert_eq!(
        close(ground, scene.id, AFTER).await.unwrap(),
        Verdict::Refused
    );
}

async fn an_answer_on_paper_has_a_slip_and_is_entered_once(ground: &Ground) {
    let scene = scene(ground).await;
    open(ground, scene.id, FIRST).await.unwrap();
    let at = ("T-A-2", "L12");
    let days = (FIRST, LAST);
    let id = paper(ground, &scene, at, Says::Yes, days).await.unwrap();
    let twice = paper(ground, &scene, at, Says::No, days).await;
    assert!(matches!(twice, Err(AgreementError::Twice)));
    let wrong = paper(ground, &scene, ("T-A-2", "L13"), Says::No, days).await;
    assert!(matches!(wrong, Err(AgreementError::NotConcerned)));
    let to_come = paper(ground, &scene, ("T-A-3", "L13"), Says::No, (LAST, FIRST)).await;
    assert!(matches!(
        to_come,
        Err(AgreementError::Answer(AnswerRefusal::DayToCome))
    ));
    let given = agreement::one_answer(&ground.db, scene.id, id)
        .await
        .unwrap()
        .unwrap();
    let slip = given.slip.unwrap();
    let found = agreement::by_slip(&ground.db, &slip)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.dwelling.as_str(), found.says), ("T-A-2", Says::Yes));
    assert_eq!(
        agreement::by_slip(&ground.db, "222V-222Y").await.unwrap(),
        None
    );
    // She withdraws in writing.
    let back = TakenBack {
        answer: id,
        received_on: day(LAST),
        reference: "Classeur 3, feuille 40".to_owned(),
        by: ground.account("autre").await,
    };
    let mut tx = ground.begin().await;
    agreement::take_back(&mut tx, scene.id, &back, day(AFTER), instant("13:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(tally(&whole(ground, scene.id, AFTER).await), (0, 0, 0));
}

async fn two_answers_of_one_dwelling_that_differ_are_not_counted(ground: &Ground) {
    let scene = scene(ground).await;
    open(ground, scene.id, FIRST).await.unwrap();
    let claire = tenant(ground, scene.landlord, "L1").await;
    answer(ground, &scene, (claire, "T-A-1"), Says::Yes, FIRST)
        .await
        .unwrap();
    paper(ground, &scene, ("T-A-1", "L2"), Says::No, (FIRST, FIRST))
        .await
        .unwrap();
    let at = whole(ground, scene.id, FIRST).await;
    assert_eq!(tally(&at), (0, 0, 0));
    assert_eq!(at.last().unwrap().tally.contradictory, 1);
    answer(ground, &scene, (claire, "T-A-1"), Says::No, FIRST)
        .await
        .unwrap();
    assert_eq!(tally(&whole(ground, scene.id, FIRST).await), (0, 1, 0));
}

async fn a_letter_that_came_late_is_kept_and_not_counted(ground: &Ground) {
    let scene = scene(ground).await;
    open(ground, scene.id, FIRST).await.unwrap();
    paper(ground, &scene, ("T-A-2", "L12"), Says::Yes, (LAST, AFTER))
        .await
        .unwrap();
    paper(ground, &scene, ("T-A-3", "L13"), Says::Yes, (AFTER, AFTER))
        .await
        .unwrap();
    let at = whole(ground, scene.id, AFTER).await;
    assert_eq!((tally(&at), at.last().unwrap().tally.late), ((1, 0, 0), 1));
    close(ground, scene.id, AFTER).await.unwrap();
    let closed = paper(ground, &scene, ("T-A-4", "L14"), Says::Yes, (LAST, AFTER)).await;
    assert!(matches!(
        closed,
        Err(AgreementError::Answer(AnswerRefusal::Over))
    ));
}

async fn names_go_after_their_time_and_counts_stay(ground: &Ground) {
    let scene = scene(ground).await;
    open(ground, scene.id, FIRST).await.unwrap();
    for (n, person) in [(2, "L12"), (3, "L13")] {
        let at = format!("T-A-{n}");
        paper(ground, &scene, (&at, person), Says::Yes, (FIRST, FIRST))
            .await
            .unwrap();
    }
    let sweep = |today: &'static str| {
        let now = instant("14:00:00");
        agreement::sweep(&ground.db, move |_| day(today), now)
    };
    // 90 days after 1 May.
    assert_eq!(sweep("2030-07-30").await.unwrap(), 0);
    assert_eq!(sweep("2030-07-31").await.unwrap(), 2);
    assert_eq!(sweep("2030-08-31").await.unwrap(), 0);
    assert_eq!(ground.raw().count("agreement_answer").await, 0);
    assert_eq!(ground.raw().count("agreement_dwelling").await, 0);
    let at = whole(ground, scene.id, "2030-08-01").await;
    assert_eq!(tally(&at), (2, 0, 0));
    assert_eq!(at.standing, Standing::Ended(Verdict::Approved));
    let kept = "journal WHERE act = 'agreement.paper_entered' AND salt IS NOT NULL";
    assert_eq!(
        ground.raw().count(kept).await,
        0,
        "nothing proves who said what"
    );
    ground.acts(&journal::of_agreement(scene.id)).await;
}

async fn who_may_sign_is_read_from_the_dated_reference(ground: &Ground) {
    let scene = scene(ground).await;
    let body = NationalBody {
        code: "cnl".to_owned(),
        name: "Confédération".to_owned(),
        sits_at: "CNC".to_owned(),
        source: "Arrêté".to_owned(),
        as_of: day("2029-06-01"),
    };
    let mut tx = ground.begin().await;
    national_body::put(&mut tx, &body, instant("07:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let cnl = ground.association("cnl", scene.landlord).await;
    ground
        .raw()
        .execute("UPDATE association SET national_body = 'cnl'")
        .await;
    let estate = part(ground, "Résidence T").await;
    let mut signed = words(Way::Signed, vec![estate]);
    signed.signatures.push(Signature {
        association: cnl,
        votes: 0,
    });
    let id = begin(ground, scene.landlord, signed).await;
    let at = whole(ground, id, FIRST).await;
    assert_eq!(at.by, Some(Signatories::Affiliated));
    assert_eq!(at.signatories[0].as_of, Some(day("2029-06-01")));
}

async fn an_answer_stays_when_its_account_goes(ground: &Ground) {
    let scene = scene(ground).await;
    open(ground, scene.id, FIRST).await.unwrap();
    let claire = tenant(ground, scene.landlord, "L1").await;
    answer(ground, &scene, (claire, "T-A-1"), Says::Yes, FIRST)
        .await
        .unwrap();
    let data = my_data::of(&ground.db, claire, instant("15:00:00"))
        .await
        .unwrap();
    let file = serde_json::to_value(data.unwrap()).unwrap();
    assert_eq!(file["agreement_answers"][0]["says"], "yes");
    assert_eq!(file["agreement_answers"][0]["dwelling"], "T-A-1");
    let mut tx = ground.begin().await;
    let (fate, now) = (Fate::KeepName, instant("16:00:00"));
    account::erase(&mut tx, claire, fate, day(FIRST), now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(tally(&whole(ground, scene.id, FIRST).await), (1, 0, 0));
    let held = "agreement_answer WHERE account_id IS NOT NULL";
    assert_eq!(ground.raw().count(held).await, 0);
}
