//! Writing amendments, signing them, reading them.

use crate::in_tx;
use crate::support::amendment::{Scene, happened, process, refusal};
use crate::support::{Ground, day, instant};
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::refusal::Refusal;
use palier_domain::charter::amendment::support::NotEnoughSupport;
use palier_domain::entry::source::Source;
use palier_domain::id::FormId;
use palier_store::amendment::{self, AmendmentError, Filter, Made, NewPaper, Rules, What};
use palier_store::comment::{self, NewComment, Sort};
use palier_store::{StoreError, ids, journal};

crate::on_both_engines![
    an_amendment_sent_twice_is_kept_once,
    an_amendment_sent_twice_at_once_is_kept_once,
    two_delegates_who_write_at_once_lose_nothing,
    two_delegates_who_save_in_the_same_instant_lose_nothing,
    a_draft_is_its_authors_and_is_thrown_away_whole,
    a_number_is_given_once_and_in_order,
    a_tenant_gathers_the_signatures_of_the_rules,
    a_signature_is_given_once_and_taken_back,
    an_amendment_is_amended_once_over,
    an_amendment_on_paper_is_typed_and_handed_in,
    lists_say_what_remains_to_be_voted,
    a_thread_of_an_amendment_is_not_its_clauses,
    rules_do_not_change_under_amendments,
];

async fn create(
    ground: &Ground,
    scene: &Scene,
    new: &amendment::NewAmendment,
) -> Result<Made, AmendmentError> {
    let (claire, now) = (scene.claire.person(), instant("11:00:00"));
    in_tx!(ground, |tx| amendment::create(tx, new, claire, now))
}

async fn an_amendment_sent_twice_is_kept_once(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let new = scene.new_by(&scene.claire, "Une visite", 4);
    let first = create(ground, &scene, &new).await.unwrap();
    let second = create(ground, &scene, &new).await.unwrap();
    assert_eq!((first.id, first.already), (second.id, false));
    assert!(second.already);
    assert_eq!(ground.raw().count("amendment_operation").await, 1);
}

async fn an_amendment_sent_twice_at_once_is_kept_once(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let new = scene.new_by(&scene.claire, "Une visite", 4);
    let (first, second) = tokio::join!(create(ground, &scene, &new), create(ground, &scene, &new));
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_eq!(first.id, second.id);
    assert_ne!(first.already, second.already);
    assert_eq!(ground.raw().count("amendment").await, 1);
}

async fn two_delegates_who_write_at_once_lose_nothing(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.draft(ground, &scene.dora, 4).await;
    let mut hers = scene.new_by(&scene.dora, "De Dora", 4).content;
    let his = scene.new_by(&scene.dora, "De Denis", 5).content;
    let (dora, denis) = (scene.dora.person(), scene.denis.person());
    let now = instant("11:05:00");
    let saved = in_tx!(ground, |tx| amendment::save(tx, id, 1, &hers, dora, now));
    assert_eq!(saved.unwrap(), 2);
    let late = in_tx!(ground, |tx| amendment::save(tx, id, 1, &his, denis, now));
    match late {
        Err(AmendmentError::Changed(kept, 2)) => assert_eq!(*kept, hers),
        other => panic!("Denis is told of what Dora wrote: {other:?}"),
    }
    let again = in_tx!(ground, |tx| amendment::save(tx, id, 1, &hers, dora, now));
    assert_eq!(again.unwrap(), 2, "the same words twice are saved once");
    hers.title = "Des deux".to_owned();
    let both = in_tx!(ground, |tx| amendment::save(tx, id, 2, &hers, denis, now));
    assert_eq!(both.unwrap(), 3);
    assert_eq!(amendment::content(&ground.db, id).await.unwrap(), hers);
    let claire = scene.claire.person();
    let other = in_tx!(ground, |tx| amendment::save(tx, id, 3, &his, claire, now));
    assert_eq!(refusal(&other), Some(Refusal::NotTheAuthor));
}

async fn two_delegates_who_save_in_the_same_instant_lose_nothing(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.draft(ground, &scene.dora, 4).await;
    let hers = scene.new_by(&scene.dora, "De Dora", 4).content;
    let his = scene.new_by(&scene.dora, "De Denis", 5).content;
    let now = instant("11:05:00");
    let one = async {
        let dora = scene.dora.person();
        in_tx!(ground, |tx| amendment::save(tx, id, 1, &hers, dora, now))
    };
    let two = async {
        let denis = scene.denis.person();
        in_tx!(ground, |tx| amendment::save(tx, id, 1, &his, denis, now))
    };
    let (one, two) = tokio::join!(one, two);
    let kept = amendment::content(&ground.db, id).await.unwrap();
    match (one, two) {
        (Ok(2), Err(AmendmentError::Changed(told, 2))) => {
            assert_eq!((*told, &kept), (hers.clone(), &hers));
        }
        (Err(AmendmentError::Changed(told, 2)), Ok(2)) => {
            assert_eq!((*told, &kept), (his.clone(), &his));
        }
        other => panic!("one wins, the other is told: {other:?}"),
    }
}

async fn a_draft_is_its_authors_and_is_thrown_away_whole(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.draft(ground, &scene.dora, 4).await;
    let all = amendment::list(&ground.db, scene.text, Filter::default(), 1, 20).await;
    assert_eq!(all.unwrap().total, 0);
    let clause = scene.base[4].clause;
    let of_clause = amendment::of_clause(&ground.db, clause).await.unwrap();
    assert_eq!(of_clause, []);
    for (someone, sees) in [(&scene.dora, 1), (&scene.denis, 1), (&scene.claire, 0)] {
        let mine = amendment::mine(&ground.db, someone.person(), 10).await;
        assert_eq!(mine.unwrap().len(), sees);
    }
    let claire = scene.claire.person();
    let hers = in_tx!(ground, |tx| amendment::discard(tx, id, claire));
    assert_eq!(refusal(&hers), Some(Refusal::NotTheAuthor));
    let denis = scene.denis.person();
    in_tx!(ground, |tx| amendment::discard(tx, id, denis)).unwrap();
    for table in ["amendment", "amendment_operation", "amendment_event"] {
        assert_eq!(ground.raw().count(table).await, 0, "{table}");
    }
}

async fn a_number_is_given_once_and_in_order(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let first = scene.draft(ground, &scene.claire, 4).await;
    let second = scene.draft(ground, &scene.idriss, 4).await;
    let (claire, idriss) = (scene.claire.at("11:10:00"), scene.idriss.at("11:10:00"));
    let one = async { in_tx!(ground, |tx| amendment::submit(tx, first, &claire)) };
    let two = async { in_tx!(ground, |tx| amendment::submit(tx, second, &idriss)) };
    let (one, two) = tokio::join!(one, two);
    let mut numbers = [one.unwrap(), two.unwrap()];
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2]);
    let again = in_tx!(ground, |tx| amendment::submit(tx, first, &claire));
    assert_eq!(refusal(&again), Some(Refusal::NotNow));
    let found = amendment::by_number(&ground.db, scene.text, 2).await;
    let found = found.unwrap().unwrap();
    assert_eq!(found.submitted_at, Some(instant("11:10:00")));
    assert_eq!(happened(ground, found.id).await, [What::Submitted]);
    let acts = ground.acts(&journal::of_text(scene.text)).await;
    let submitted = acts.iter().filter(|act| *act == "amendment.submitted");
    assert_eq!(submitted.count(), 2);
}

async fn a_tenant_gathers_the_signatures_of_the_rules(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let rules = Rules {
        signatures: 2,
        rebase_days: 14,
    };
    let now = instant("10:40:00");
    let set: Result<(), StoreError> = in_tx!(ground, |tx| amendment::set_rules(
        tx, scene.text, rules, now
    ));
    set.unwrap();
    let id = scene.draft(ground, &scene.claire, 4).await;
    let claire = scene.claire.at("11:10:00");
    let alone: Result<i64, AmendmentError> =
        in_tx!(ground, |tx| amendment::submit(tx, id, &claire));
    let short = NotEnoughSupport { have: 0, needed: 2 };
    assert!(matches!(alone, Err(AmendmentError::Support(found)) if found == short));
    in_tx!(ground, |tx| amendment::ask_for_support(tx, id, &claire)).unwrap();
    // An association's signature counts for itself, not for two tenants.
    for someone in [&scene.idriss, &scene.odile] {
        let (act, signs) = (someone.at("11:20:00"), (someone.face, someone.quality()));
        let person = someone.person();
        in_tx!(ground, |tx| amendment::co_sign(tx, id, person, signs, &act)).unwrap();
    }
    let still = in_tx!(ground, |tx| amendment::submit(tx, id, &claire));
    assert!(matches!(still, Err(AmendmentError::Support(found)) if found.have == 1));
    let (act, signs) = (
        scene.lea.at("11:25:00"),
        (scene.lea.face, scene.lea.quality()),
    );
    let lea = scene.lea.person();
    in_tx!(ground, |tx| amendment::co_sign(tx, id, lea, signs, &act)).unwrap();
    let number = in_tx!(ground, |tx| amendment::submit(tx, id, &claire));
    assert_eq!(number.unwrap(), 1);
    let signatories = amendment::signatories(&ground.db, id).await.unwrap();
    let names: Vec<_> = signatories.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names.len(), 3);
    assert_eq!(names.last(), Some(&"lea"));
    // An association needs none.
    scene.submitted(ground, &scene.dora, 5).await;
}

async fn a_signature_is_given_once_and_taken_back(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.submitted(ground, &scene.claire, 4).await;
    let (idriss, act) = (scene.idriss.person(), scene.idriss.at("11:20:00"));
    let signs = (scene.idriss.face, scene.idriss.quality());
    in_tx!(ground, |tx| amendment::co_sign(tx, id, idriss, signs, &act)).unwrap();
    let twice = in_tx!(ground, |tx| amendment::co_sign(tx, id, idriss, signs, &act));
    assert_eq!(refusal(&twice), Some(Refusal::SignedBefore));
    let shown = amendment::get(&ground.db, id).await.unwrap().unwrap();
    assert_eq!(shown.signatures, 1);
    let signed = amendment::signed_by(&ground.db, scene.idriss.account, 10).await;
    assert_eq!(signed.unwrap().len(), 1);
    let anima = &scene.facilitator;
    let (person, neutral) = (anima.person(), (anima.face, anima.quality()));
    let act = anima.at("11:21:00");
    let refused = in_tx!(ground, |tx| amendment::co_sign(
        tx, id, person, neutral, &act
    ));
    assert_eq!(refusal(&refused), Some(Refusal::FacilitatorProposesNothing));
    let act = scene.idriss.at("11:22:00");
    in_tx!(ground, |tx| amendment::take_back(tx, id, idriss, &act)).unwrap();
    assert_eq!(ground.raw().count("amendment_signature").await, 0);
    assert_eq!(
        happened(ground, id).await,
        [What::Submitted, What::Signed, What::Unsigned]
    );
    // In another's quality nobody signs.
    let (lea, act) = (scene.lea.person(), scene.lea.at("11:23:00"));
    let anothers = (scene.lea.face, scene.odile.quality());
    let refused = in_tx!(ground, |tx| amendment::co_sign(tx, id, lea, anothers, &act));
    assert!(matches!(refused, Err(AmendmentError::NoQuality)));
}

async fn an_amendment_is_amended_once_over(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.submitted(ground, &scene.claire, 4).await;
    scene.version_is(ground, "frozen").await;
    let (idriss, act) = (scene.idriss.person(), scene.idriss.at("11:30:00"));
    let new = scene.new_by(&scene.idriss, "Plutôt ainsi", 5);
    let made = in_tx!(ground, |tx| amendment::amend(tx, id, &new, idriss, &act)).unwrap();
    let number = in_tx!(ground, |tx| amendment::submit(tx, made.id, &act));
    assert_eq!(
        number.unwrap(),
        2,
        "sub-amendments are handed in once it is frozen"
    );
    let under = amendment::of_amendment(&ground.db, id).await.unwrap();
    assert_eq!(under.len(), 1);
    assert_eq!(under[0].parent_id, Some(id));
    let (lea, act) = (scene.lea.person(), scene.lea.at("11:31:00"));
    let new = scene.new_by(&scene.lea, "Encore", 5);
    let deeper = in_tx!(ground, |tx| amendment::amend(tx, made.id, &new, lea, &act));
    assert_eq!(refusal(&deeper), Some(Refusal::TooDeep));
    let now = instant("11:32:00");
    let late = in_tx!(ground, |tx| amendment::create(tx, &new, lea, now));
    assert_eq!(refusal(&late), Some(Refusal::NotWritten));
}

async fn an_amendment_on_paper_is_typed_and_handed_in(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let paper = NewPaper {
        landlord_id: scene.landlord,
        text_id: scene.text,
        name: "Mme Petit".to_owned(),
        quality: scene.claire.quality(),
        content: scene.new_by(&scene.claire, "Le hall", 5).content,
        source: Source::Paper,
        place: String::new(),
        heard_on: day("2030-02-28"),
        form_id: FormId(ids::new_v4()),
    };
    let (staff, now) = (scene.landlord_staff.person(), instant("11:00:00"));
    let made = in_tx!(ground, |tx| amendment::enter(tx, &paper, staff, now)).unwrap();
    let again = in_tx!(ground, |tx| amendment::enter(tx, &paper, staff, now)).unwrap();
    assert_eq!((made.id, again.already), (again.id, true));
    let claire = scene.claire.person();
    let refused = in_tx!(ground, |tx| amendment::enter(tx, &paper, claire, now));
    assert_eq!(refusal(&refused), Some(Refusal::NotYourTask));
    let act = scene.landlord_staff.at("11:05:00");
    in_tx!(ground, |tx| amendment::submit(tx, made.id, &act)).unwrap();
    let shown = amendment::get(&ground.db, made.id).await.unwrap().unwrap();
    assert_eq!(
        (shown.author_name.as_str(), shown.on_paper),
        ("Mme Petit", Some(Source::Paper))
    );
    let taken = in_tx!(ground, |tx| amendment::withdraw(tx, made.id, "", &act));
    assert_eq!(refusal(&taken), Some(Refusal::NotTheAuthor));
}

async fn lists_say_what_remains_to_be_voted(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let one = scene.submitted(ground, &scene.claire, 4).await;
    let two = scene.submitted(ground, &scene.dora, 5).await;
    scene.submitted(ground, &scene.claire, 5).await;
    let act = process("12:00:00");
    let why = || ("Sans objet.", serde_json::json!({}));
    in_tx!(ground, |tx| amendment::lapse(tx, two, why(), &act)).unwrap();
    let numbers = async |filter| {
        let page = amendment::list(&ground.db, scene.text, filter, 1, 20).await;
        let page = page.unwrap();
        assert_eq!(usize::try_from(page.total).unwrap(), page.amendments.len());
        let numbers = page.amendments.iter().filter_map(|one| one.number);
        numbers.collect::<Vec<_>>()
    };
    let all = Filter::default();
    assert_eq!(numbers(all).await, [1, 2, 3]);
    let remains = Filter {
        remains_to_vote: true,
        ..all
    };
    assert_eq!(numbers(remains).await, [1, 3]);
    let decided = Filter {
        lifecycle: Some(Lifecycle::Decided),
        ..all
    };
    assert_eq!(numbers(decided).await, [2]);
    let clause = Filter {
        clause: Some(scene.base[5].clause),
        ..all
    };
    assert_eq!(numbers(clause).await, [2, 3]);
    let hers = Filter {
        author: Some(scene.claire.face),
        ..clause
    };
    assert_eq!(numbers(hers).await, [3]);
    let second = amendment::list(&ground.db, scene.text, all, 2, 2).await;
    assert_eq!(second.unwrap().amendments.len(), 1);
    let counts = amendment::counts(&ground.db, scene.text).await.unwrap();
    assert_eq!(counts[&scene.base[4].clause], 1);
    assert_eq!(counts[&scene.base[5].clause], 2);
    let shown = amendment::of_clause(&ground.db, scene.base[4].clause).await;
    assert_eq!(shown.unwrap()[0].id, one);
}

async fn a_thread_of_an_amendment_is_not_its_clauses(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let id = scene.submitted(ground, &scene.claire, 4).await;
    let clause = scene.base[4].clause;
    let says = |body: &str| NewComment {
        text_id: scene.text,
        clause_id: clause,
        version_id: scene.version,
        thread_id: None,
        contributor_id: scene.idriss.face,
        quality: scene.idriss.quality(),
        body: body.to_owned(),
        form_id: FormId(ids::new_v4()),
    };
    let (idriss, now) = (scene.idriss.person(), instant("12:00:00"));
    let tenants = Some(College::Tenants);
    let first = in_tx!(ground, |tx| amendment::add_comment(
        tx,
        id,
        says("À tous."),
        None,
        idriss,
        now
    ));
    let first = first.unwrap().id;
    let among = in_tx!(ground, |tx| amendment::add_comment(
        tx,
        id,
        says("Entre nous."),
        tenants,
        idriss,
        now
    ));
    let among = among.unwrap().id;
    let reply = NewComment {
        thread_id: Some(first),
        ..says("Encore à tous.")
    };
    in_tx!(ground, |tx| amendment::add_comment(
        tx,
        id,
        reply.clone(),
        None,
        idriss,
        now
    ))
    .unwrap();
    let crossed = in_tx!(ground, |tx| amendment::add_comment(
        tx,
        id,
        NewComment {
            form_id: FormId(ids::new_v4()),
            ..reply
        },
        tenants,
        idriss,
        now
    ));
    assert!(matches!(
        crossed,
        Err(AmendmentError::Store(StoreError::Missing(
            "comment to reply to"
        )))
    ));
    let landlord = Some(College::Landlord);
    let elsewhere = in_tx!(ground, |tx| amendment::add_comment(
        tx,
        id,
        says("Chez eux."),
        landlord,
        idriss,
        now
    ));
    assert_eq!(refusal(&elsewhere), Some(Refusal::NotYourTask));
    let bodies = async |college| {
        let threads = amendment::comments(&ground.db, id, college, None, 50).await;
        let threads = threads.unwrap();
        let all = threads
            .iter()
            .map(|one| (one.first.body.clone(), one.replies.len()));
        all.collect::<Vec<_>>()
    };
    assert_eq!(bodies(None).await, [("À tous.".to_owned(), 1)]);
    assert_eq!(bodies(tenants).await, [("Entre nous.".to_owned(), 0)]);
    for sort in [Sort::Newest, Sort::Supported] {
        let page = comment::of_clause(&ground.db, clause, None, sort, 1, 20).await;
        let page = page.unwrap();
        assert_eq!(
            (page.threads.len(), page.total_threads, page.total_comments),
            (0, 0, 0)
        );
    }
    assert_eq!(
        comment::recent(&ground.db, scene.text, 10).await.unwrap(),
        []
    );
    assert!(
        comment::counts(&ground.db, scene.text)
            .await
            .unwrap()
            .is_empty()
    );
    let shown = comment::get(&ground.db, first).await.unwrap().unwrap();
    assert_eq!((shown.amendment_id, shown.college), (Some(id), None));
    assert!(shown.is_read_in(&[]));
    let shown = comment::get(&ground.db, among).await.unwrap().unwrap();
    assert!(shown.is_read_in(&scene.lea.standing.qualities));
    assert!(!shown.is_read_in(&scene.odile.standing.qualities));
    assert_eq!(comment::threads_before(&ground.db, first).await.unwrap(), 0);
}

async fn rules_do_not_change_under_amendments(ground: &Ground) {
    let scene = Scene::new(ground).await;
    let rules = Rules {
        signatures: 1,
        rebase_days: 30,
    };
    let now = instant("10:40:00");
    let set = async || -> Result<(), StoreError> {
        in_tx!(ground, |tx| amendment::set_rules(
            tx, scene.text, rules, now
        ))
    };
    assert_eq!(
        amendment::rules(&ground.db, scene.text).await.unwrap(),
        None
    );
    set().await.unwrap();
    assert_eq!(
        amendment::rules(&ground.db, scene.text).await.unwrap(),
        Some(rules)
    );
    scene.submitted(ground, &scene.dora, 4).await;
    assert!(matches!(set().await, Err(StoreError::Conflict(_))));
}
