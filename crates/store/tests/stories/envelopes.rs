//! Envelopes and marks once the vote is frozen: what is opened, what is set aside, who is asked.

use super::ballot_box::{HANDLE, ballot, boxes, cast, publish, sealing};
use super::election::made;
use crate::support::{Ground as Story, day, instant};
use palier_domain::election::mark_letters::{MarkAnswer, MarkAnswers, draw};
use palier_domain::election::official_record::figures::SetAside;
use palier_domain::election::paper::envelope::{Envelopes, Seen, Verdict};
use palier_domain::id::ElectionId;
use palier_store::ballot_box::{Arrived, BallotBox, Entered, Envelope, How};
use palier_store::election::mark_letters::{self, MarkDraw, MarkLetterError};
use palier_store::election::paper::{self, PaperError};
use palier_store::{StoreError, journal};
use uuid::Uuid;

crate::on_both_engines![
    no_envelope_is_entered_before_the_freeze,
    an_envelope_marks_its_line_once,
    an_envelope_of_an_online_voter_is_set_aside,
    each_reason_sets_aside_and_is_counted,
    another_envelope_of_the_same_line_is_set_aside,
    a_form_that_is_sent_twice_enters_one_envelope,
    what_is_not_kept_was_not_done,
    a_mistake_is_taken_back_and_frees_the_line,
    the_envelope_set_aside_counts_when_the_one_before_was_a_mistake,
    envelopes_and_letters_are_in_a_copy,
    received_envelopes_are_noted_as_numbers,
    a_lot_of_marks_is_drawn_once_and_answered_in_numbers,
];

/// A frozen box of five lines: the first two voted online.
async fn frozen(story: &Story) -> (BallotBox, Vec<Uuid>) {
    let sealing = sealing(5, false);
    let lines = sealing.register.iter().map(|line| line.id).collect();
    let boxed = boxes(story).create(HANDLE, sealing).await.unwrap();
    for line in [0, 1] {
        cast(&boxed, ballot(line)).await;
    }
    publish(&boxed, "bb", true).await;
    (boxed, lines)
}

fn arrived(line: Uuid, seen: Seen) -> Arrived {
    Arrived {
        line: Some(line),
        typed: "L-1".to_owned(),
        seen,
        another: false,
        known: None,
    }
}

fn unknown(typed: &str) -> Arrived {
    Arrived {
        line: None,
        typed: typed.to_owned(),
        seen: Seen::InOrder,
        another: false,
        known: None,
    }
}

async fn enter(boxed: &BallotBox, one: Arrived) -> Entered {
    let entered = boxed.enter_envelopes(&[one]).await.unwrap();
    entered.keep().await.unwrap().remove(0)
}

async fn take_back(boxed: &BallotBox, number: i64) -> (Envelope, Option<i64>) {
    let taken_back = boxed.take_back_envelope(number).await.unwrap();
    taken_back.keep().await.unwrap()
}

async fn verdict(boxed: &BallotBox, one: Arrived) -> Verdict {
    match enter(boxed, one).await {
        Entered::Now(envelope) => envelope.verdict,
        Entered::Before(before) => panic!("entered before: {before:?}"),
    }
}

async fn no_envelope_is_entered_before_the_freeze(story: &Story) {
    let sealing = sealing(2, false);
    let line = sealing.register[0].id;
    let boxed = boxes(story).create(HANDLE, sealing).await.unwrap();
    let early = boxed.enter_envelopes(&[arrived(line, Seen::InOrder)]).await;
    assert!(matches!(early, Err(StoreError::Conflict(_))), "{early:?}");
    assert_eq!(boxed.mark(line).await.unwrap(), Some(How::None));
    assert_eq!(boxed.envelopes().await.unwrap(), Envelopes::default());
}

async fn an_envelope_marks_its_line_once(story: &Story) {
    let (boxed, lines) = frozen(story).await;
    let one = || arrived(lines[2], Seen::InOrder);
    assert_eq!(verdict(&boxed, one()).await, Verdict::Accepted);
    assert_eq!(boxed.mark(lines[2]).await.unwrap(), Some(How::Post));
    let again = enter(&boxed, one()).await;
    assert!(
        matches!(&again, Entered::Before(before) if before.number == 1),
        "{again:?}"
    );
    let late = enter(&boxed, arrived(lines[2], Seen::Late)).await;
    assert!(matches!(late, Entered::Before(_)), "whatever is seen on it");
    assert_eq!(boxed.envelopes().await.unwrap().entered(), 1);
    assert_eq!(boxed.count().await.unwrap().by_post, 1);
    let foreign = boxed
        .enter_envelopes(&[one(), arrived(Uuid::from_u128(1), Seen::InOrder)])
        .await;
    assert!(matches!(foreign, Err(StoreError::Missing(_))));
}

async fn an_envelope_of_an_online_voter_is_set_aside(story: &Story) {
    let (boxed, lines) = frozen(story).await;
    let one = || arrived(lines[0], Seen::InOrder);
    assert_eq!(verdict(&boxed, one()).await, Verdict::Double);
    assert_eq!(boxed.mark(lines[0]).await.unwrap(), Some(How::Online));
    assert!(matches!(enter(&boxed, one()).await, Entered::Before(_)));
    boxed.mark_paper(lines[3], false).await.unwrap();
    let in_box = arrived(lines[3], Seen::InOrder);
    assert_eq!(verdict(&boxed, in_box).await, Verdict::Double);
    assert!(boxed.count().await.unwrap().agrees());
    assert_eq!(boxed.envelopes().await.unwrap().set_aside.double, 2);
}

async fn each_reason_sets_aside_and_is_counted(story: &Story) {
    let (boxed, lines) = frozen(story).await;
    let many = [
        arrived(lines[2], Seen::InOrder),
        arrived(lines[0], Seen::InOrder),
        arrived(lines[3], Seen::Late),
        arrived(lines[4], Seen::Unsigned),
        unknown("L-999"),
        unknown(""),
        unknown(""),
        unknown("L-999"),
    ];
    let answers = boxed.enter_envelopes(&many).await.unwrap();
    let answers = answers.keep().await.unwrap();
    assert!(matches!(answers[7], Entered::Before(_)), "the same number");
    let all = boxed.envelopes().await.unwrap();
    let set_aside = SetAside {
        double: 1,
        late: 1,
        unsigned: 1,
        unknown: 3,
    };
    let accepted = 1;
    assert_eq!(
        all,
        Envelopes {
            accepted,
            set_aside
        }
    );
    for line in [lines[3], lines[4]] {
        assert_eq!(boxed.mark(line).await.unwrap(), Some(How::None));
    }
    let last = boxed.last_envelopes(2).await.unwrap();
    let numbers: Vec<_> = last.iter().map(|one| one.number).collect();
    assert_eq!(numbers, [7, 6]);
}

async fn another_envelope_of_the_same_line_is_set_aside(story: &Story) {
    let (boxed, lines) = frozen(story).await;
    let unsigned = arrived(lines[2], Seen::Unsigned);
    assert_eq!(verdict(&boxed, unsigned).await, Verdict::Unsigned);
    let another = || Arrived {
        another: true,
        ..arrived(lines[2], Seen::InOrder)
    };
    assert_eq!(verdict(&boxed, another()).await, Verdict::Accepted);
    assert_eq!(verdict(&boxed, another()).await, Verdict::Double);
    assert_eq!(boxed.envelopes().await.unwrap().entered(), 3);
}

async fn a_form_that_is_sent_twice_enters_one_envelope(story: &Story) {
    let (boxed, lines) = frozen(story).await;
    let nameless = |known| Arrived {
        known: Some(known),
        ..unknown("")
    };
    assert_eq!(verdict(&boxed, nameless(0)).await, Verdict::Unknown);
    let again = enter(&boxed, nameless(0)).await;
    assert!(matches!(&again, Entered::Before(one) if one.number == 1));
    assert_eq!(verdict(&boxed, nameless(1)).await, Verdict::Unknown);
    enter(&boxed, arrived(lines[2], Seen::InOrder)).await;
    let another = || Arrived {
        another: true,
        known: Some(1),
        ..arrived(lines[2], Seen::InOrder)
    };
    assert_eq!(verdict(&boxed, another()).await, Verdict::Double);
    let again = enter(&boxed, another()).await;
    assert!(matches!(&again, Entered::Before(one) if one.number == 4));
    assert_eq!(boxed.envelopes().await.unwrap().entered(), 4);
}

async fn what_is_not_kept_was_not_done(story: &Story) {
    let (boxed, lines) = frozen(story).await;
    let one = || arrived(lines[2], Seen::InOrder);
    // The act is journalled and the process killed before the box keeps it.
    drop(boxed.enter_envelopes(&[one()]).await.unwrap());
    assert_eq!(boxed.mark(lines[2]).await.unwrap(), Some(How::None));
    assert_eq!(verdict(&boxed, one()).await, Verdict::Accepted);
    drop(boxed.take_back_envelope(1).await.unwrap());
    assert_eq!(boxed.mark(lines[2]).await.unwrap(), Some(How::Post));
}

async fn a_mistake_is_taken_back_and_frees_the_line(story: &Story) {
    let (boxed, lines) = frozen(story).await;
    enter(&boxed, arrived(lines[2], Seen::InOrder)).await;
    enter(&boxed, arrived(lines[0], Seen::InOrder)).await;
    let (gone, next) = take_back(&boxed, 1).await;
    assert_eq!((gone.verdict, next), (Verdict::Accepted, None));
    assert_eq!(boxed.mark(lines[2]).await.unwrap(), Some(How::None));
    take_back(&boxed, 2).await;
    assert_eq!(boxed.mark(lines[0]).await.unwrap(), Some(How::Online));
    let none = boxed.take_back_envelope(2).await;
    assert!(matches!(none, Err(StoreError::Missing(_))), "{none:?}");
    assert_eq!(boxed.envelopes().await.unwrap(), Envelopes::default());
}

async fn the_envelope_set_aside_counts_when_the_one_before_was_a_mistake(story: &Story) {
    let (boxed, lines) = frozen(story).await;
    enter(&boxed, arrived(lines[2], Seen::InOrder)).await;
    let another = Arrived {
        another: true,
        ..arrived(lines[2], Seen::InOrder)
    };
    assert_eq!(verdict(&boxed, another).await, Verdict::Double);
    let (_, next) = take_back(&boxed, 1).await;
    assert_eq!(next, Some(2), "open this one");
    assert_eq!(boxed.mark(lines[2]).await.unwrap(), Some(How::Post));
    let all = boxed.envelopes().await.unwrap();
    assert_eq!((all.accepted, all.set_aside.double), (1, 0));
    // Of somebody who voted online nothing is opened in its place.
    enter(&boxed, arrived(lines[0], Seen::InOrder)).await;
    let (_, next) = take_back(&boxed, 3).await;
    assert_eq!(next, None);
    assert_eq!(boxed.mark(lines[0]).await.unwrap(), Some(How::Online));
}

async fn envelopes_and_letters_are_in_a_copy(story: &Story) {
    let (boxed, lines) = frozen(story).await;
    enter(&boxed, arrived(lines[2], Seen::InOrder)).await;
    enter(&boxed, unknown("L-999")).await;
    let kept = boxed.keep_mark_letters(&[2], 2).await.unwrap();
    kept.keep().await.unwrap();
    // The register is written anew before a copy leaves, with everything that names its lines.
    boxed.tidy().await.unwrap();
    let folder = std::env::temp_dir().join(format!("palier-copy-{}", palier_store::ids::new_v4()));
    std::fs::create_dir(&folder).unwrap();
    let file = folder.join("box.db");
    boxed.copy_to(&file).await.unwrap();
    let (envelopes, letters) = (boxed.last_envelopes(9).await, boxed.mark_letters().await);
    let all = boxes(story);
    all.destroy(HANDLE).await.unwrap();
    all.restore(&file).await.unwrap();
    let back = all.open(HANDLE).await.unwrap().unwrap();
    assert_eq!(back.last_envelopes(9).await.unwrap(), envelopes.unwrap());
    assert_eq!(back.mark_letters().await.unwrap(), letters.unwrap());
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The election of the stories, where its stage is that.
pub async fn at_stage(story: &Story, stage: &str) -> ElectionId {
    let id = made(story).await;
    set_stage(story, stage).await;
    id
}

pub async fn set_stage(story: &Story, stage: &str) {
    let sql = format!("UPDATE election SET stage = '{stage}'");
    story.raw().execute(&sql).await;
}

pub async fn acts(story: &Story, id: ElectionId) -> Vec<String> {
    story.acts(&journal::of_election(id)).await
}

async fn received_envelopes_are_noted_as_numbers(story: &Story) {
    let id = at_stage(story, "draft").await;
    let note = async |on: &str, count| {
        let mut tx = story.begin().await;
        let done = paper::note_received(&mut tx, id, day(on), count, instant("10:00:00")).await;
        tx.commit().await.unwrap();
        done
    };
    let early = note("2030-11-25", 12).await;
    assert!(matches!(early, Err(PaperError::Stage)), "{early:?}");
    set_stage(story, "open").await;
    note("2030-11-26", 30).await.unwrap();
    note("2030-11-25", 12).await.unwrap();
    note("2030-11-26", 31).await.unwrap();
    let received = paper::received(&story.db, id).await.unwrap();
    let wanted = [(day("2030-11-25"), 12), (day("2030-11-26"), 31)];
    assert_eq!(received, wanted);
    let noted = acts(story, id).await;
    let noted = noted.iter().filter(|act| *act == "envelopes.received");
    assert_eq!(noted.count(), 3, "the first number stays on record");
}

async fn a_lot_of_marks_is_drawn_once_and_answered_in_numbers(story: &Story) {
    let (boxed, lines) = frozen(story).await;
    let id = at_stage(story, "open").await;
    let drawn = MarkDraw {
        seed: "07-31-44".to_owned(),
        source: "Trois boules".to_owned(),
        marks: 2,
        asked: 2,
        drawn_at: instant("20:00:00"),
    };
    let keep = async |drawn: &MarkDraw| {
        let mut tx = story.begin().await;
        let done = mark_letters::keep_draw(&mut tx, id, drawn).await;
        tx.commit().await.unwrap();
        done
    };
    let early = keep(&drawn).await;
    assert!(matches!(early, Err(MarkLetterError::Stage)), "{early:?}");
    set_stage(story, "frozen").await;
    keep(&drawn).await.unwrap();
    let again = keep(&drawn).await;
    assert!(matches!(again, Err(MarkLetterError::Drawn)), "{again:?}");

    let ranks = draw(id.0, &drawn.seed, 2);
    let other = boxed.keep_mark_letters(&ranks, 3).await;
    assert!(matches!(other, Err(StoreError::Conflict(_))), "{other:?}");
    let undone = boxed.keep_mark_letters(&ranks, 2).await.unwrap();
    drop(undone);
    assert!(boxed.mark_letters().await.unwrap().is_empty(), "not kept");
    let kept = boxed.keep_mark_letters(&ranks, 2).await.unwrap();
    kept.keep().await.unwrap();
    let letters = boxed.mark_letters().await.unwrap();
    let mut asked: Vec<_> = letters.iter().map(|one| one.line).collect();
    let mut voted = lines[..2].to_vec();
    asked.sort_unstable();
    voted.sort_unstable();
    assert_eq!(asked, voted);

    let answers = boxed.answer_mark_letter(2, MarkAnswer::No).await.unwrap();
    let answers = answers.keep().await.unwrap();
    let mut tx = story.begin().await;
    mark_letters::keep_answers(&mut tx, id, &answers, instant("21:00:00"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (asked, yes, no, none) = (2, 0, 1, 1);
    let wanted = MarkAnswers {
        asked,
        yes,
        no,
        none,
    };
    let kept = mark_letters::answers(&story.db, id).await.unwrap();
    assert_eq!(kept, Some(wanted));
    let gone = boxed.answer_mark_letter(3, MarkAnswer::Yes).await;
    assert!(matches!(gone, Err(StoreError::Missing(_))), "{gone:?}");
}
