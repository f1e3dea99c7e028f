//! Lists from the draft to the drawn order.

use crate::support::{Ground, day, instant};
use palier_domain::election::candidate_list::candidate::Sex;
use palier_domain::election::candidate_list::state::ListState;
use palier_domain::election::list_order;
use palier_domain::election::protocol::Protocol;
use palier_domain::election::protocol::body::Body;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{CandidateListId, ElectionId, LandlordId};
use palier_domain::landlord::kind::LandlordKind;
use palier_store::candidate_list::{self, Entrant, Filing, ListError, Words};
use palier_store::election::{self, NewElection};
use palier_store::{journal, upload};

crate::on_both_engines![
    candidates_keep_their_order_when_one_moves_or_goes,
    a_list_that_was_filed_changes_no_more,
    no_list_is_begun_before_the_announcement,
    lists_are_judged_before_their_order_is_drawn,
    the_order_is_drawn_once_and_anybody_draws_it_again,
    what_was_filed_is_kept_byte_for_byte,
    an_association_has_one_list_unless_it_was_refused,
    a_day_that_was_said_can_be_said_again,
];

/// An election of a landlord; announced, but for who looks closely at its protocol.
pub async fn announced(ground: &Ground) -> (LandlordId, ElectionId) {
    let (landlord, id) = drafted(ground).await;
    ground
        .raw()
        .execute("UPDATE election SET stage = 'announced'")
        .await;
    (landlord, id)
}

async fn drafted(ground: &Ground) -> (LandlordId, ElectionId) {
    let landlord_id = ground.landlord("rive-neuve").await;
    let body = Body {
        kind: LandlordKind::Oph,
        dwellings: 12_480,
        board_members: 27,
    };
    let new = NewElection {
        landlord_id,
        handle: "6EoLmCLYpQWMxL".to_owned(),
        title: "Élection 2030".to_owned(),
        rehearsal_of: None,
        protocol: Protocol::proposed(body, day("2030-12-03")),
    };
    let mut tx = ground.begin().await;
    let id = election::create(&mut tx, new, instant("09:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (landlord_id, id)
}

fn words(title: &str) -> Words {
    Words {
        title: title.to_owned(),
        national_body: "CNL".to_owned(),
        independent: true,
        statement: "Des **halls** propres.".to_owned(),
    }
}

pub async fn begun(ground: &Ground, election: ElectionId, title: &str) -> CandidateListId {
    let mut tx = ground.begin().await;
    let at = instant("10:00:00");
    let id = candidate_list::start(&mut tx, election, None, "Mme Roy", &words(title), at)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

pub fn entrant(place: i64, name: &str) -> Entrant {
    Entrant {
        place,
        name: name.to_owned(),
        sex: Some(Sex::Woman),
        birth_date: Some(day("1970-05-01")),
        lease: format!("B-{place}"),
        payment: Some("last_receipt".to_owned()),
        kept: false,
        unbarred: true,
        form_id: None,
    }
}

async fn put(ground: &Ground, list: CandidateListId, names: &str) {
    let mut tx = ground.begin().await;
    for (place, name) in (1..).zip(names.split(' ')) {
        candidate_list::put_candidate(&mut tx, list, &entrant(place, name))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn names(ground: &Ground, list: CandidateListId) -> String {
    let found = candidate_list::candidates(&ground.db, list).await.unwrap();
    let named = found.iter().map(|one| format!("{}{}", one.place, one.name));
    named.collect::<Vec<_>>().join(" ")
}

async fn file(
    ground: &Ground,
    landlord: LandlordId,
    list: CandidateListId,
) -> Result<(), ListError> {
    let filing = Filing {
        landlord,
        received_on: day("2030-03-01"),
        document: b"{\"format\":1}",
    };
    let mut tx = ground.begin().await;
    candidate_list::file(&mut tx, list, &filing, instant("11:00:00")).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn judge(ground: &Ground, list: CandidateListId, admitted: bool) -> Result<(), ListError> {
    let mut tx = ground.begin().await;
    let at = instant("12:00:00");
    candidate_list::judge(&mut tx, list, admitted, "Voir R.421-7", at).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn draw(ground: &Ground, election: ElectionId, seed: &str) -> Result<(), ListError> {
    let mut tx = ground.begin().await;
    let at = instant("13:00:00");
    candidate_list::draw(&mut tx, election, seed, "trois boules", at).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn met(ground: &Ground, election: ElectionId) -> Vec<Condition> {
    let declared = election::declared(&ground.db, election).await.unwrap();
    declared.into_iter().map(|one| one.condition).collect()
}

async fn candidates_keep_their_order_when_one_moves_or_goes(ground: &Ground) {
    let (_, election) = announced(ground).await;
    let list = begun(ground, election, "CNL").await;
    put(ground, list, "Ana Bob Chloé Dan").await;
    let mut tx = ground.begin().await;
    candidate_list::move_up(&mut tx, list, 3).await.unwrap();
    candidate_list::remove_candidate(&mut tx, list, 1)
        .await
        .unwrap();
    for place in [1, 9] {
        let moved = candidate_list::move_up(&mut tx, list, place).await;
        assert!(matches!(moved, Err(ListError::State)), "{place}");
    }
    let far = candidate_list::put_candidate(&mut tx, list, &entrant(5, "Eva")).await;
    assert!(matches!(far, Err(ListError::State)));
    tx.commit().await.unwrap();
    assert_eq!(names(ground, list).await, "1Chloé 2Bob 3Dan");
}

async fn a_list_that_was_filed_changes_no_more(ground: &Ground) {
    let (landlord, election) = announced(ground).await;
    let list = begun(ground, election, "CNL").await;
    put(ground, list, "Ana").await;
    file(ground, landlord, list).await.unwrap();
    let mut tx = ground.begin().await;
    let saved = candidate_list::save(&mut tx, list, &words("Autre")).await;
    assert!(matches!(saved, Err(ListError::State)), "{saved:?}");
    let put = candidate_list::put_candidate(&mut tx, list, &entrant(1, "Eva")).await;
    assert!(matches!(put, Err(ListError::State)), "{put:?}");
    drop(tx);
    let again = file(ground, landlord, list).await;
    assert!(matches!(again, Err(ListError::State)), "{again:?}");
    assert_eq!(names(ground, list).await, "1Ana");
    let acts = ground.acts(&journal::of_election(election)).await;
    assert_eq!(acts, ["election.made", "list.filed"]);
}

async fn no_list_is_begun_before_the_announcement(ground: &Ground) {
    let (_, election) = drafted(ground).await;
    let mut tx = ground.begin().await;
    let at = instant("10:00:00");
    let begun = candidate_list::start(&mut tx, election, None, "", &words("CNL"), at).await;
    assert!(matches!(begun, Err(ListError::Stage)), "{begun:?}");
}

async fn lists_are_judged_before_their_order_is_drawn(ground: &Ground) {
    let (landlord, election) = announced(ground).await;
    let first = begun(ground, election, "CNL").await;
    let second = begun(ground, election, "CLCV").await;
    file(ground, landlord, first).await.unwrap();
    file(ground, landlord, second).await.unwrap();
    judge(ground, first, true).await.unwrap();
    assert_eq!(met(ground, election).await, [Condition::ListAdmitted]);
    let early = draw(ground, election, "07").await;
    assert!(matches!(early, Err(ListError::NotAllJudged)), "{early:?}");
    judge(ground, second, false).await.unwrap();
    judge(ground, first, false).await.unwrap();
    let none = draw(ground, election, "07").await;
    assert!(matches!(none, Err(ListError::NoneAdmitted)), "{none:?}");
    judge(ground, first, true).await.unwrap();
    draw(ground, election, "07").await.unwrap();
    let known = [
        Condition::ListAdmitted,
        Condition::ListsJudged,
        Condition::OrderDrawn,
    ];
    assert_eq!(met(ground, election).await, known);
    // The lists are fixed from then on.
    let late = judge(ground, second, true).await;
    assert!(matches!(late, Err(ListError::Drawn)), "{late:?}");
    let third = begun(ground, election, "AFOC").await;
    let late = file(ground, landlord, third).await;
    assert!(matches!(late, Err(ListError::Drawn)), "{late:?}");
    let known = candidate_list::last_admitted(&ground.db, election).await;
    assert_eq!(known.unwrap(), Some(day("2030-03-01")));
}

async fn the_order_is_drawn_once_and_anybody_draws_it_again(ground: &Ground) {
    let (landlord, election) = announced(ground).await;
    let mut ids = Vec::new();
    for title in ["CNL", "CLCV", "AFOC", "CSF"] {
        let list = begun(ground, election, title).await;
        file(ground, landlord, list).await.unwrap();
        judge(ground, list, true).await.unwrap();
        ids.push(list.to_string());
    }
    draw(ground, election, "07-31-44").await.unwrap();
    let again = draw(ground, election, "08").await;
    assert!(matches!(again, Err(ListError::Drawn)), "{again:?}");
    let drawn = candidate_list::drawn(&ground.db, election).await.unwrap();
    assert_eq!(drawn.unwrap().seed, "07-31-44");
    let shown = candidate_list::admitted(&ground.db, election)
        .await
        .unwrap();
    let shown: Vec<_> = shown.iter().map(|list| list.id.to_string()).collect();
    let given: Vec<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(
        shown,
        list_order::draw(election.0, "07-31-44", &given).unwrap()
    );
}

async fn what_was_filed_is_kept_byte_for_byte(ground: &Ground) {
    let (landlord, election) = announced(ground).await;
    let list = begun(ground, election, "CNL").await;
    file(ground, landlord, list).await.unwrap();
    let filed = candidate_list::get(&ground.db, list)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(filed.state, ListState::Filed);
    let kept = upload::read(&ground.db, filed.receipt_id.unwrap()).await;
    assert_eq!(kept.unwrap().unwrap().1, b"{\"format\":1}");
}

async fn an_association_has_one_list_unless_it_was_refused(ground: &Ground) {
    let (landlord, election) = announced(ground).await;
    let association = ground.association("cnl", landlord).await;
    let start = async |title: &str| {
        let mut tx = ground.begin().await;
        let at = instant("10:00:00");
        let some = Some(association);
        let id = candidate_list::start(&mut tx, election, some, "", &words(title), at).await?;
        tx.commit().await.unwrap();
        Ok::<_, ListError>(id)
    };
    let first = start("CNL").await.unwrap();
    let second = start("CNL bis").await;
    assert!(matches!(second, Err(ListError::OneEach)), "{second:?}");
    file(ground, landlord, first).await.unwrap();
    judge(ground, first, false).await.unwrap();
    start("CNL bis").await.unwrap();
    let lists = candidate_list::of_association(&ground.db, election, association).await;
    assert_eq!(lists.unwrap().len(), 2);
}

async fn a_day_that_was_said_can_be_said_again(ground: &Ground) {
    use palier_domain::election::calendar::step::Step;
    let (_, election) = drafted(ground).await;
    for on in ["2029-11-30", "2029-12-01"] {
        let mut tx = ground.begin().await;
        let step = Step::NationalProtocol;
        election::say_done(&mut tx, election, step, day(on), instant("10:00:00"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let said = election::said_done(&ground.db, election).await.unwrap();
    assert_eq!(said, [(Step::NationalProtocol, day("2029-12-01"))]);
}
