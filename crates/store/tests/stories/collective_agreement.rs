//! Collective agreements: asked in writing, one answer per dwelling, counted by article 42.

use crate::support::{Ground, RollBuilder, day, instant};
use palier_domain::election::collective_agreement::answering::AnswerRefusal;
use palier_domain::election::collective_agreement::course::{OpenRefusal, Standing, Verdict, Way};
use palier_domain::election::collective_agreement::{Answers, Round, Says};
use palier_domain::id::{AccountId, AgreementId, DwellingId, LandlordId};
use palier_store::collective_agreement::{
    self as agreement, AgreementError, Answered, Notified, Part, Whole, Words,
};
use palier_store::{StoreError, journal};

crate::on_both_engines![
    an_agreement_goes_through_its_second_round,
    co_tenants_share_one_answer,
    an_answer_is_corrected_and_taken_back_until_the_last_day,
    nobody_answers_for_anothers_dwelling,
    words_are_fixed_once_tenants_are_asked,
    two_co_tenants_at_once_give_one_answer,
    those_with_an_address_are_written_to_once,
];

pub(crate) const FIRST: &str = "2030-03-01";
pub(crate) const LAST: &str = "2030-05-01";
pub(crate) const AFTER: &str = "2030-05-02";

/// A landlord with eight dwellings let in building A of estate T, the first of them to two people,
/// one let no more, and one in another estate.
pub(crate) struct Scene {
    pub(crate) landlord: LandlordId,
    pub(crate) id: AgreementId,
}

pub(crate) fn words(way: Way, parts: Vec<Part>) -> Words {
    Words {
        way,
        title: "Un gardien de plus".to_owned(),
        body: "Le gardien coûte **4 euros** par mois.".to_owned(),
        signed_on: (way == Way::Signed).then(|| day("2030-02-15")),
        valid_votes: 1_750,
        tenants_signed: 0,
        keep_days: 90,
        parts,
        signatures: Vec::new(),
    }
}

pub(crate) async fn scene(ground: &Ground) -> Scene {
    let landlord = ground.landlord("rive-neuve").await;
    let mut roll = RollBuilder::new().lease("T-A-1", "B1", &["L1", "L2"]);
    for n in 2..=8 {
        let (dwelling, lease) = (format!("T-A-{n}"), format!("B{n}"));
        roll = roll.lease(&dwelling, &lease, &[&format!("L1{n}")]);
    }
    let roll = roll
        .lease_between("T-A-9", "B9", "2020-01-01", Some("2029-12-31"), &["L30"])
        .lease("U-A-1", "B10", &["L40"])
        .build();
    ground.import_roll(landlord, FIRST, &roll).await;
    let estate = part(ground, "Résidence T").await;
    let id = begin(ground, landlord, words(Way::Direct, vec![estate])).await;
    Scene { landlord, id }
}

pub(crate) async fn part(ground: &Ground, estate: &str) -> Part {
    let sql = format!(
        "SELECT d.reference FROM dwelling d JOIN building b ON b.id = d.building_id
         JOIN estate e ON e.id = b.estate_id WHERE e.name = '{estate}' ORDER BY d.reference"
    );
    let first = ground.raw().texts(&sql).await.remove(0);
    let landlord = palier_store::landlord::list(&ground.db)
        .await
        .unwrap()
        .remove(0);
    let place = agreement::place(&ground.db, landlord.id, &first)
        .await
        .unwrap();
    Part::Estate(place.unwrap().estate)
}

pub(crate) async fn dwelling(ground: &Ground, landlord: LandlordId, reference: &str) -> DwellingId {
    let place = agreement::place(&ground.db, landlord, reference).await;
    place.unwrap().unwrap().dwelling
}

pub(crate) async fn begin(ground: &Ground, landlord: LandlordId, words: Words) -> AgreementId {
    let mut tx = ground.begin().await;
    let id = agreement::create(&mut tx, landlord, &words, instant("08:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

pub(crate) async fn open(
    ground: &Ground,
    id: AgreementId,
    on: &str,
) -> Result<Round, AgreementError> {
    let mut tx = ground.begin().await;
    let notified = Notified {
        on: day(on),
        today: day(on),
    };
    let (round, _) = agreement::open(&mut tx, id, notified, instant("09:00:00")).await?;
    tx.commit().await.unwrap();
    Ok(round)
}

pub(crate) async fn whole(ground: &Ground, id: AgreementId, today: &str) -> Whole {
    let found = agreement::get(&ground.db, id, day(today)).await;
    found.unwrap().unwrap()
}

pub(crate) async fn tenant(ground: &Ground, landlord: LandlordId, reference: &str) -> AccountId {
    let account = ground.account(&reference.to_lowercase()).await;
    let person = ground.person(landlord, reference).await;
    ground.link(account, person).await;
    account
}

pub(crate) async fn answer(
    ground: &Ground,
    scene: &Scene,
    (account, reference): (AccountId, &str),
    says: Says,
    today: &str,
) -> Result<Answered, AgreementError> {
    let at = dwelling(ground, scene.landlord, reference).await;
    let mut tx = ground.begin().await;
    let now = instant("10:00:00");
    let done = agreement::answer(&mut tx, scene.id, (account, at), says, day(today), now).await?;
    tx.commit().await.unwrap();
    Ok(done)
}

pub(crate) async fn close(
    ground: &Ground,
    id: AgreementId,
    today: &str,
) -> Result<Verdict, AgreementError> {
    let mut tx = ground.begin().await;
    let verdict = agreement::close(&mut tx, id, day(today), instant("12:00:00")).await?;
    tx.commit().await.unwrap();
    Ok(verdict)
}

pub(crate) fn tally(whole: &Whole) -> (u64, u64, u64) {
    let Answers { yes, no, neither } = whole.last().unwrap().tally.answers;
    (yes, no, neither)
}

async fn an_agreement_goes_through_its_second_round(ground: &Ground) {
    let scene = scene(ground).await;
    assert_eq!(
        whole(ground, scene.id, FIRST).await.concerned,
        8,
        "let ones alone"
    );
    assert_eq!(open(ground, scene.id, FIRST).await.unwrap(), Round::First);
    let claire = tenant(ground, scene.landlord, "L1").await;
    answer(ground, &scene, (claire, "T-A-1"), Says::Yes, FIRST)
        .await
        .unwrap();
    let again = open(ground, scene.id, AFTER).await;
    assert!(matches!(
        again,
        Err(AgreementError::Open(OpenRefusal::BeingAsked))
    ));
    assert!(matches!(
        close(ground, scene.id, LAST).await,
        Err(AgreementError::NotOver)
    ));
    // One of eight: 12.5 %.
    assert_eq!(
        close(ground, scene.id, AFTER).await.unwrap(),
        Verdict::SecondRound
    );
    assert_eq!(open(ground, scene.id, AFTER).await.unwrap(), Round::Second);
    let at = whole(ground, scene.id, AFTER).await;
    assert!(matches!(at.standing, Standing::Open(period) if period.last == day("2030-07-02")));
    assert_eq!(
        tally(&at),
        (0, 0, 0),
        "the first answers are not taken over"
    );
    answer(ground, &scene, (claire, "T-A-1"), Says::Yes, "2030-07-02")
        .await
        .unwrap();
    assert_eq!(
        close(ground, scene.id, "2030-07-03").await.unwrap(),
        Verdict::Approved
    );
    let third = open(ground, scene.id, "2030-07-03").await;
    assert!(matches!(
        third,
        Err(AgreementError::Open(OpenRefusal::Decided))
    ));
    let acts = ground.acts(&journal::of_agreement(scene.id)).await;
    let expected = [
        "agreement.begun",
        "agreement.opened",
        "agreement.answered",
        "agreement.counted",
        "agreement.opened",
        "agreement.answered",
        "agreement.counted",
    ];
    assert_eq!(acts, expected);
}

async fn co_tenants_share_one_answer(ground: &Ground) {
    let scene = scene(ground).await;
    open(ground, scene.id, FIRST).await.unwrap();
    let claire = tenant(ground, scene.landlord, "L1").await;
    let paul = tenant(ground, scene.landlord, "L2").await;
    let neighbour = tenant(ground, scene.landlord, "L12").await;
    answer(ground, &scene, (claire, "T-A-1"), Says::Yes, FIRST)
        .await
        .unwrap();
    let second = answer(ground, &scene, (paul, "T-A-1"), Says::No, FIRST).await;
    assert!(matches!(second, Err(AgreementError::Given)));
    assert_eq!(tally(&whole(ground, scene.id, FIRST).await), (1, 0, 0));
    let at = (scene.id, Round::First);
    let his = agreement::mine(&ground.db, at, paul, day(FIRST))
        .await
        .unwrap();
    assert_eq!(his[0].given[0].name, "Mme L1", "he sees who answered");
    let hers = agreement::mine(&ground.db, at, neighbour, day(FIRST))
        .await
        .unwrap();
    assert_eq!(
        (hers.len(), hers[0].given.len()),
        (1, 0),
        "a neighbour sees nothing of it"
    );
}

async fn an_answer_is_corrected_and_taken_back_until_the_last_day(ground: &Ground) {
    let scene = scene(ground).await;
    open(ground, scene.id, FIRST).await.unwrap();
    let claire = tenant(ground, scene.landlord, "L1").await;
    let mine = (claire, "T-A-1");
    answer(ground, &scene, mine, Says::Yes, FIRST)
        .await
        .unwrap();
    let corrected = answer(ground, &scene, mine, Says::No, LAST).await.unwrap();
    assert_eq!(corrected, Answered::Corrected);
    assert_eq!(tally(&whole(ground, scene.id, LAST).await), (0, 1, 0));
    let given = agreement::answers(&ground.db, scene.id, Round::First)
        .await
        .unwrap();
    let stranger = tenant(ground, scene.landlord, "L12").await;
    for (by, today, allowed) in [
        (stranger, LAST, false),
        (claire, AFTER, false),
        (claire, LAST, true),
    ] {
        let mut tx = ground.begin().await;
        let now = instant("10:00:00");
        let done = agreement::withdraw(&mut tx, scene.id, by, given[0].id, day(today), now).await;
        assert_eq!(done.is_ok(), allowed);
        if allowed {
            tx.commit().await.unwrap();
        }
    }
    assert_eq!(tally(&whole(ground, scene.id, LAST).await), (0, 0, 0));
    let late = answer(ground, &scene, mine, Says::No, AFTER).await;
    assert!(matches!(
        late,
        Err(AgreementError::Answer(AnswerRefusal::Over))
    ));
    let acts = ground.acts(&journal::of_agreement(scene.id)).await;
    assert_eq!(
        acts[2..],
        [
            "agreement.answered",
            "agreement.answer_corrected",
            "agreement.answer_withdrawn"
        ]
    );
}

async fn nobody_answers_for_anothers_dwelling(ground: &Ground) {
    let scene = scene(ground).await;
    open(ground, scene.id, FIRST).await.unwrap();
    let elsewhere = tenant(ground, scene.landlord, "L40").await;
    let gone = tenant(ground, scene.landlord, "L30").await;
    for (account, at) in [(elsewhere, "T-A-1"), (elsewhere, "U-A-1"), (gone, "T-A-9")] {
        let refused = answer(ground, &scene, (account, at), Says::Yes, FIRST).await;
        assert!(matches!(refused, Err(AgreementError::NotConcerned)), "{at}");
    }
    let asked = |who| agreement::asked_of(&ground.db, who, scene.landlord, day(FIRST));
    assert_eq!(asked(elsewhere).await.unwrap(), []);
    let claire = tenant(ground, scene.landlord, "L1").await;
    let hers = asked(claire).await.unwrap();
    assert_eq!((hers[0].asked, hers[0].answered), (1, 0));
}

async fn words_are_fixed_once_tenants_are_asked(ground: &Ground) {
    let scene = scene(ground).await;
    let estate = part(ground, "Résidence U").await;
    let other = words(Way::Direct, vec![estate]);
    let save = async || {
        let mut tx = ground.begin().await;
        let done = agreement::save(&mut tx, scene.id, &other, instant("08:30:00")).await;
        tx.commit().await.unwrap();
        done
    };
    save().await.unwrap();
    assert_eq!(whole(ground, scene.id, FIRST).await.concerned, 1);
    let parts = agreement::parts(&ground.db, scene.id).await.unwrap();
    assert_eq!(parts, [(estate, vec!["Résidence U".to_owned()])]);
    open(ground, scene.id, FIRST).await.unwrap();
    assert!(matches!(save().await, Err(AgreementError::Opened)));
}

async fn two_co_tenants_at_once_give_one_answer(ground: &Ground) {
    let scene = scene(ground).await;
    open(ground, scene.id, FIRST).await.unwrap();
    let claire = tenant(ground, scene.landlord, "L1").await;
    let paul = tenant(ground, scene.landlord, "L2").await;
    let at = dwelling(ground, scene.landlord, "T-A-1").await;
    let tries = [(claire, Says::Yes), (paul, Says::No)].map(|(account, says)| {
        let (db, id) = (ground.db.clone(), scene.id);
        tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let now = instant("10:00:00");
            let done = agreement::answer(&mut tx, id, (account, at), says, day(FIRST), now).await;
            tx.commit().await.unwrap();
            done.is_ok()
        })
    });
    let mut done = 0;
    for one in tries {
        done += usize::from(one.await.unwrap());
    }
    assert_eq!(done, 1);
    assert_eq!(ground.raw().count("agreement_answer").await, 1);
}

async fn those_with_an_address_are_written_to_once(ground: &Ground) {
    let scene = scene(ground).await;
    ground
        .raw()
        .execute("UPDATE person SET email = 'couple@example.org' WHERE reference IN ('L1', 'L2')")
        .await;
    let anna = ground
        .try_account("anna", Some("anna@example.org"))
        .await
        .unwrap();
    let person = ground.person(scene.landlord, "L12").await;
    ground.link(anna, person).await;
    open(ground, scene.id, FIRST).await.unwrap();
    let mut tx = ground.begin().await;
    let found = agreement::addresses(&mut tx, scene.id, Round::First, day(FIRST)).await;
    let found = found.unwrap();
    let each: Vec<_> = found
        .iter()
        .map(|one| (one.email.as_str(), one.account_id))
        .collect();
    assert_eq!(
        each,
        [
            ("anna@example.org", Some(anna)),
            ("couple@example.org", None)
        ]
    );
    drop(tx);
    let nowhere = AgreementId(palier_store::ids::new_v4());
    let nothing = agreement::get(&ground.db, nowhere, day(FIRST)).await;
    assert_eq!(nothing.unwrap(), None);
    let closed = close(ground, nowhere, AFTER).await;
    assert!(matches!(
        closed,
        Err(AgreementError::Store(StoreError::Missing(_)))
    ));
}
