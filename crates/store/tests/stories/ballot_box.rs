//! The box of an election takes each vote once, keeps what it promised, and forgets who cast what.

use crate::support::{Ground, instant};
use palier_store::ballot_box::{
    About, Answer, BallotBox, BallotBoxes, Cast, Help, How, Kind, Line, Published, Rules, Sealing,
    Start, When,
};
use palier_store::{StoreError, ids};

crate::on_both_engines![
    a_box_is_made_once_and_begins_empty,
    a_vote_marks_its_line_and_waits_with_its_ballot,
    the_same_bytes_again_are_answered_the_same,
    a_line_votes_once,
    a_tag_of_no_line_takes_nothing,
    a_spoiled_ballot_is_never_taken,
    what_was_cast_is_not_spoiled,
    a_publication_sorts_by_tracking_number_and_empties_the_box,
    the_archive_only_grows,
    a_frozen_box_takes_nothing_and_answers_what_it_took,
    a_ballot_outside_the_hours_is_answered_if_it_was_taken_before,
    many_at_once_are_each_taken_once,
    voting_again_waits_for_the_publication_of_the_first,
    a_paper_vote_marks_a_line_that_did_not_vote,
];

pub const HANDLE: &str = "BbGQ2n8QqP5bjx";
pub const HEAD: &str = "aa";

pub fn boxes(ground: &Ground) -> BallotBoxes {
    BallotBoxes::beside(&ground.raw().url()).unwrap()
}

pub fn sealing(lines: u8, revoting: bool) -> Sealing {
    Sealing {
        start: Start {
            bytes: b"setup.".to_vec(),
            seconds: 1_900_000_000,
            head: HEAD.to_owned(),
        },
        opens_at: instant("08:00:00"),
        closes_at: instant("18:00:00"),
        rules: Rules {
            revoting,
            grace_minutes: 0,
            publication_minutes: 60,
            least_published: 10,
            origins: Vec::new(),
        },
        about: About {
            title: "Élection".to_owned(),
            landlord: "Rive-Neuve".to_owned(),
            slug: "rive-neuve".to_owned(),
            kind: Kind::Binding,
            lists: Vec::new(),
            help: Help {
                phone: String::new(),
                place: String::new(),
            },
        },
        register: (0..lines)
            .map(|n| Line {
                id: ids::new_v4(),
                tag: [n; 32],
            })
            .collect(),
        now: instant("07:00:00"),
    }
}

pub async fn sealed(ground: &Ground, lines: u8) -> BallotBox {
    boxes(ground)
        .create(HANDLE, sealing(lines, false))
        .await
        .unwrap()
}

/// The ballot of a line; its tracking number is far from the line's order.
pub fn ballot(line: u8) -> Cast {
    Cast {
        tag: [line; 32],
        tracking: format!("{:03}-{line}", (u16::from(line) * 37) % 101),
        credential: format!("credential {line}"),
        ballot: format!("ballot of line {line}").into_bytes(),
        when: When::InTime,
    }
}

pub async fn cast(boxed: &BallotBox, ballot: Cast) -> Answer {
    boxed.cast(&[ballot]).await.unwrap().remove(0)
}

pub fn kept(head: &str) -> Answer {
    Answer::Kept {
        head: head.to_owned(),
    }
}

/// Publishes what waits, in bytes of its own.
pub async fn publish(boxed: &BallotBox, head: &str, frozen: bool) {
    let mut publication = boxed.publish().await.unwrap();
    loop {
        let some = publication.next().await.unwrap();
        if some.is_empty() {
            break;
        }
        for waiting in some {
            let bytes = [waiting.ballot, b".".to_vec()].concat();
            let ballot = Some((waiting.tracking, waiting.credential));
            publication.add(&Published { ballot, bytes }).await.unwrap();
        }
    }
    let board = publication.finish(head, instant("12:00:00"), frozen).await;
    assert!(board.unwrap().tidy);
}

pub async fn archive(boxed: &BallotBox) -> Vec<u8> {
    let mut bytes = Vec::new();
    let size = boxed.board().await.unwrap().size;
    loop {
        let at = i64::try_from(bytes.len()).unwrap();
        if at >= size {
            return bytes;
        }
        for piece in boxed.archive_from(at).await.unwrap() {
            assert_eq!(piece.start, i64::try_from(bytes.len()).unwrap());
            bytes.extend(piece.bytes);
        }
    }
}

async fn a_box_is_made_once_and_begins_empty(ground: &Ground) {
    let boxes = boxes(ground);
    assert!(boxes.open(HANDLE).await.unwrap().is_none());
    let boxed = boxes.create(HANDLE, sealing(5, false)).await.unwrap();
    let again = boxes.create(HANDLE, sealing(5, false)).await;
    assert!(matches!(again, Err(StoreError::Conflict(_))), "{again:?}");
    let count = boxed.count().await.unwrap();
    assert_eq!((count.lines, count.online, count.waiting), (5, 0, 0));
    assert_eq!((count.published, count.agrees()), (0, true));
    assert_eq!(archive(&boxed).await, b"setup.");
    assert_eq!(boxed.setup().await.unwrap(), b"setup.");
    assert!(boxes.open("../palier").await.unwrap().is_none());
    assert_eq!(boxed.sealed().promise_key.len(), 32);
}

async fn a_vote_marks_its_line_and_waits_with_its_ballot(ground: &Ground) {
    let boxed = sealed(ground, 3).await;
    assert_eq!(cast(&boxed, ballot(1)).await, kept(HEAD));
    let count = boxed.count().await.unwrap();
    assert_eq!((count.lines, count.online, count.waiting), (3, 1, 1));
    assert!(count.agrees());
}

async fn the_same_bytes_again_are_answered_the_same(ground: &Ground) {
    let boxed = sealed(ground, 3).await;
    let first = cast(&boxed, ballot(1)).await;
    assert_eq!(cast(&boxed, ballot(1)).await, first);
    let twice = boxed.cast(&[ballot(2), ballot(2)]).await.unwrap();
    assert_eq!(twice, [first.clone(), first.clone()]);
    publish(&boxed, "bb", false).await;
    assert_eq!(
        cast(&boxed, ballot(1)).await,
        first,
        "the head before its publication"
    );
    assert_eq!(cast(&boxed, ballot(0)).await, kept("bb"));
    publish(&boxed, "cc", true).await;
    assert_eq!(cast(&boxed, ballot(1)).await, first);
    assert_eq!(cast(&boxed, ballot(0)).await, kept("bb"));
    assert_eq!(boxed.count().await.unwrap().published, 3);
}

async fn a_line_votes_once(ground: &Ground) {
    let boxed = sealed(ground, 3).await;
    cast(&boxed, ballot(1)).await;
    let other = Cast {
        tracking: "another".to_owned(),
        ballot: b"another ballot".to_vec(),
        ..ballot(1)
    };
    assert_eq!(cast(&boxed, other.clone()).await, Answer::Used);
    publish(&boxed, "bb", false).await;
    assert_eq!(cast(&boxed, other).await, Answer::Used);
    assert_eq!(boxed.count().await.unwrap().waiting, 0);
}

async fn a_tag_of_no_line_takes_nothing(ground: &Ground) {
    let boxed = sealed(ground, 3).await;
    assert_eq!(cast(&boxed, ballot(7)).await, Answer::Unknown);
    // Not even the state of a ballot that is there.
    cast(&boxed, ballot(1)).await;
    let foreign = Cast {
        tag: [9; 32],
        ..ballot(1)
    };
    assert_eq!(cast(&boxed, foreign).await, Answer::Unknown);
    assert_eq!(boxed.count().await.unwrap().voters, 1);
}

async fn a_spoiled_ballot_is_never_taken(ground: &Ground) {
    let boxed = sealed(ground, 3).await;
    let opened = ballot(1);
    assert!(boxed.spoil(&opened.tracking).await.unwrap());
    assert!(
        boxed.spoil(&opened.tracking).await.unwrap(),
        "twice is once"
    );
    assert!(boxed.is_spoiled(&opened.tracking).await.unwrap());
    assert_eq!(cast(&boxed, opened).await, Answer::Spoiled);
    let count = boxed.count().await.unwrap();
    assert_eq!((count.online, count.waiting), (0, 0));
    let other = Cast {
        tracking: "another".to_owned(),
        ..ballot(1)
    };
    assert_eq!(
        cast(&boxed, other).await,
        kept(HEAD),
        "the line may still vote"
    );
}

async fn what_was_cast_is_not_spoiled(ground: &Ground) {
    let boxed = sealed(ground, 3).await;
    cast(&boxed, ballot(1)).await;
    assert!(!boxed.spoil(&ballot(1).tracking).await.unwrap());
    publish(&boxed, "bb", false).await;
    assert!(!boxed.spoil(&ballot(1).tracking).await.unwrap());
    assert!(!boxed.is_spoiled(&ballot(1).tracking).await.unwrap());
}

async fn a_publication_sorts_by_tracking_number_and_empties_the_box(ground: &Ground) {
    let boxed = sealed(ground, 40).await;
    for line in 0..40 {
        cast(&boxed, ballot(line)).await;
    }
    assert_eq!(boxed.waiting().await.unwrap(), 40);
    publish(&boxed, "bb", false).await;
    let numbers = boxed.tracking_numbers(0, 100).await.unwrap();
    let mut sorted: Vec<_> = (0..40).map(|line| ballot(line).tracking).collect();
    sorted.sort();
    assert_eq!(numbers, sorted);
    assert_eq!(boxed.tracking_numbers(38, 100).await.unwrap(), sorted[38..]);
    let count = boxed.count().await.unwrap();
    assert_eq!((count.waiting, count.published, count.online), (0, 40, 40));
    assert!(count.agrees());
    assert!(boxed.is_published(&ballot(3).tracking).await.unwrap());
    let heads = boxed.heads().await.unwrap();
    let heads: Vec<_> = heads.iter().map(|h| (h.height, h.hash.as_str())).collect();
    assert_eq!(heads, [(0, HEAD), (40, "bb")]);
}

async fn the_archive_only_grows(ground: &Ground) {
    let boxed = sealed(ground, 200).await;
    let mut before = archive(&boxed).await;
    for round in 0..2 {
        for line in 0..90 {
            cast(&boxed, ballot(round * 90 + line)).await;
        }
        publish(&boxed, &format!("head {round}"), false).await;
        let now = archive(&boxed).await;
        assert!(now.starts_with(&before) && now.len() > before.len());
        before = now;
    }
    let middle = boxed.archive_from(1_000).await.unwrap();
    assert!(middle[0].start <= 1_000);
    assert!(middle[1].start > 1_000);
}

async fn a_ballot_outside_the_hours_is_answered_if_it_was_taken_before(ground: &Ground) {
    let boxed = sealed(ground, 3).await;
    let outside = |line| Cast {
        when: When::Outside,
        ..ballot(line)
    };
    let first = cast(&boxed, ballot(1)).await;
    assert_eq!(cast(&boxed, outside(1)).await, first);
    assert_eq!(cast(&boxed, outside(2)).await, Answer::Frozen);
    let late = Cast {
        when: When::Late,
        ..ballot(2)
    };
    assert_eq!(cast(&boxed, late.clone()).await, first);
    assert_eq!(cast(&boxed, late).await, first);
    assert_eq!(boxed.board().await.unwrap().late, 1, "counted once");
}

async fn a_frozen_box_takes_nothing_and_answers_what_it_took(ground: &Ground) {
    let boxed = sealed(ground, 3).await;
    let first = cast(&boxed, ballot(1)).await;
    publish(&boxed, "bb", true).await;
    assert_eq!(cast(&boxed, ballot(2)).await, Answer::Frozen);
    assert_eq!(cast(&boxed, ballot(1)).await, first);
    assert!(!boxed.spoil("something").await.unwrap());
    let board = boxed.board().await.unwrap();
    assert_eq!(board.frozen_at, Some(instant("12:00:00")));
    assert_eq!(boxed.count().await.unwrap().online, 1);
}

async fn many_at_once_are_each_taken_once(ground: &Ground) {
    let boxed = sealed(ground, 60).await;
    // Another process has its own connections.
    let elsewhere = boxes(ground).open(HANDLE).await.unwrap().unwrap();
    let mut tasks = Vec::new();
    for round in 0..4_u8 {
        for some in 0..6_u8 {
            let boxed = if round % 2 == 0 { &boxed } else { &elsewhere }.clone();
            let casts: Vec<_> = (some * 10..some * 10 + 10).map(ballot).collect();
            tasks.push(tokio::spawn(async move { boxed.cast(&casts).await }));
        }
    }
    for task in tasks {
        for answer in task.await.unwrap().unwrap() {
            assert_eq!(answer, kept(HEAD));
        }
    }
    let count = boxed.count().await.unwrap();
    assert_eq!((count.online, count.waiting), (60, 60));
}

async fn voting_again_waits_for_the_publication_of_the_first(ground: &Ground) {
    let boxed = boxes(ground)
        .create(HANDLE, sealing(3, true))
        .await
        .unwrap();
    let second = Cast {
        tracking: "second".to_owned(),
        ballot: b"second".to_vec(),
        ..ballot(1)
    };
    cast(&boxed, ballot(1)).await;
    assert_eq!(
        cast(&boxed, second.clone()).await,
        Answer::Used,
        "a promise stands"
    );
    publish(&boxed, "bb", false).await;
    assert_eq!(cast(&boxed, second).await, kept("bb"));
    publish(&boxed, "cc", false).await;
    let count = boxed.count().await.unwrap();
    assert_eq!((count.online, count.voters, count.published), (1, 1, 2));
}

async fn a_paper_vote_marks_a_line_that_did_not_vote(ground: &Ground) {
    let sealing = sealing(3, false);
    let line = sealing.register[1].id;
    let online = sealing.register[2].id;
    let boxed = boxes(ground).create(HANDLE, sealing).await.unwrap();
    boxed.mark_paper(line, true).await.unwrap();
    assert_eq!(boxed.mark(line).await.unwrap(), Some(How::Post));
    assert_eq!(cast(&boxed, ballot(1)).await, Answer::Used);
    cast(&boxed, ballot(2)).await;
    let twice = boxed.mark_paper(online, false).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
    let nobody = boxed.mark_paper(ids::new_v4(), false).await;
    assert!(matches!(nobody, Err(StoreError::Missing(_))), "{nobody:?}");
    assert!(boxed.count().await.unwrap().agrees());
    assert_eq!(boxed.marks().await.unwrap().len(), 3);
}
