//! Paper counted by two operators: compared, settled, and reopened only on record.

use super::envelopes::{acts, at_stage, set_stage};
use crate::support::{Ground as Story, day, instant};
use palier_domain::election::official_record::figures::{PaperFigures, SetAside};
use palier_domain::election::paper::count::{Ground, Sheet, SheetFault};
use palier_domain::election::paper::envelope::Envelopes;
use palier_domain::election::protocol::channels::Channels;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{AccountId, ElectionId};
use palier_store::account::Fate;
use palier_store::election::decryption::{self, Share};
use palier_store::election::paper::{self, PaperError, Sent, Sheets};
use palier_store::{account as accounts, election};

crate::on_both_engines![
    two_same_counts_settle_and_declare_it,
    neither_operator_sees_the_other_before_both_sent,
    a_difference_is_settled_only_with_a_reason,
    what_the_register_says_is_never_overruled,
    a_settled_count_is_reopened_only_before_the_result_is_known,
    paper_is_not_counted_again_once_a_holder_decrypted,
    an_operator_who_left_leaves_her_count,
];

async fn is_declared(story: &Story, id: ElectionId) -> bool {
    let declared = election::declared(&story.db, id).await.unwrap();
    declared
        .iter()
        .any(|one| one.condition == Condition::PaperSettled)
}

fn figures(voters: u64, votes: [u64; 2], blank: u64, null: u64) -> PaperFigures {
    PaperFigures {
        voters,
        votes: votes.into(),
        blank,
        null,
    }
}

fn sheet() -> Sheet {
    Sheet {
        post: Some(figures(9, [4, 3], 1, 1)),
        ballot_box: Some(figures(3, [1, 2], 0, 0)),
    }
}

/// Another count of the same envelopes: one vote of the first list was seen as blank.
fn other() -> Sheet {
    Sheet {
        post: Some(figures(9, [3, 3], 2, 1)),
        ..sheet()
    }
}

fn ground() -> Ground {
    Ground {
        channels: Channels {
            post: true,
            ballot_box: true,
            online: true,
        },
        lists: 2,
        envelopes: Envelopes {
            accepted: 9,
            set_aside: SetAside {
                double: 2,
                late: 1,
                ..SetAside::default()
            },
        },
        in_box: 3,
        online: 20,
        noted: None,
    }
}

async fn send(
    story: &Story,
    id: ElectionId,
    operator: &str,
    sheet: &Sheet,
) -> Result<Sent, PaperError> {
    let account = account(story, operator).await;
    let mut tx = story.begin().await;
    let sent = paper::send(&mut tx, id, account, sheet, &ground(), instant("20:00:00")).await?;
    tx.commit().await.unwrap();
    Ok(sent)
}

/// The account of somebody, made when she first comes.
async fn account(story: &Story, who: &str) -> AccountId {
    match accounts::by_identifier(&story.db, who).await {
        Ok(Some(found)) => found.id,
        _ => story.account(who).await,
    }
}

async fn settle(
    story: &Story,
    id: ElectionId,
    sheet: &Sheet,
    reason: &str,
) -> Result<(), PaperError> {
    let by = account(story, "alice").await;
    let mut tx = story.begin().await;
    let agreed = (sheet, &ground(), reason);
    paper::settle(&mut tx, id, by, agreed, instant("21:00:00")).await?;
    tx.commit().await.unwrap();
    Ok(())
}

async fn two_same_counts_settle_and_declare_it(story: &Story) {
    let id = at_stage(story, "open").await;
    let early = send(story, id, "alice", &sheet()).await;
    assert!(matches!(early, Err(PaperError::Stage)), "{early:?}");
    set_stage(story, "frozen").await;
    assert_eq!(
        send(story, id, "alice", &sheet()).await.unwrap(),
        Sent::First
    );
    assert_eq!(paper::outcome(&story.db, id).await.unwrap(), None);
    assert!(!is_declared(story, id).await);
    assert_eq!(
        send(story, id, "bruno", &sheet()).await.unwrap(),
        Sent::Settled
    );
    let outcome = paper::outcome(&story.db, id).await.unwrap().unwrap();
    assert_eq!(outcome.post, sheet().post);
    assert_eq!(outcome.ballot_box, sheet().ballot_box);
    assert_eq!(
        (outcome.envelopes_received, outcome.set_aside.double),
        (12, 2)
    );
    assert!(is_declared(story, id).await);
    let after = acts(story, id).await;
    assert_eq!(
        after[after.len() - 4..],
        [
            "paper.counted",
            "paper.counted",
            "paper.settled",
            "condition.met"
        ]
    );
    let more = send(story, id, "chloé", &sheet()).await;
    assert!(matches!(more, Err(PaperError::Settled)), "{more:?}");
    let mut tx = story.begin().await;
    let noted = paper::note_received(&mut tx, id, day("2030-12-03"), 1, instant("22:00:00")).await;
    assert!(matches!(noted, Err(PaperError::Settled)), "{noted:?}");
}

async fn neither_operator_sees_the_other_before_both_sent(story: &Story) {
    let id = at_stage(story, "frozen").await;
    assert_eq!(paper::sheets(&story.db, id).await.unwrap(), Sheets::None);
    send(story, id, "alice", &sheet()).await.unwrap();
    let alice = account(story, "alice").await;
    let one = paper::sheets(&story.db, id).await.unwrap();
    assert_eq!(one, Sheets::One(Some(alice)), "who, never what");
    let again = send(story, id, "alice", &other()).await;
    assert!(matches!(again, Err(PaperError::SentAlready)), "{again:?}");
    assert_eq!(
        send(story, id, "bruno", &other()).await.unwrap(),
        Sent::Differ
    );
    let both = paper::sheets(&story.db, id).await.unwrap();
    let named = |name: &str, sheet| (name.to_owned(), sheet);
    let wanted = [named("alice", sheet()), named("bruno", other())];
    assert_eq!(both, Sheets::Both(Box::new(wanted)));
    let third = send(story, id, "chloé", &sheet()).await;
    assert!(matches!(third, Err(PaperError::TwoSent)), "{third:?}");
}

async fn a_difference_is_settled_only_with_a_reason(story: &Story) {
    let id = at_stage(story, "tallied").await;
    send(story, id, "alice", &sheet()).await.unwrap();
    let alone = settle(story, id, &sheet(), "Une seule a compté.").await;
    assert!(matches!(alone, Err(PaperError::NotBothSent)), "{alone:?}");
    send(story, id, "bruno", &other()).await.unwrap();
    assert!(!is_declared(story, id).await);
    let mute = settle(story, id, &sheet(), "  ").await;
    assert!(matches!(mute, Err(PaperError::ReasonNeeded)), "{mute:?}");
    let mut swapped = sheet();
    swapped.post = Some(figures(9, [3, 4], 1, 1));
    let alike = settle(story, id, &swapped, "Nous voulons autrement.").await;
    assert!(matches!(alike, Err(PaperError::BothAgree)), "{alike:?}");
    settle(story, id, &sheet(), "Recompté ensemble.")
        .await
        .unwrap();
    assert!(is_declared(story, id).await);
    let settled = paper::settlements(&story.db, id).await.unwrap();
    assert_eq!(settled.len(), 1);
    assert_eq!(settled[0].reason, "Recompté ensemble.");
    assert_eq!(settled[0].settled_by.as_deref(), Some("alice"));
    let again = settle(story, id, &other(), "Autrement.").await;
    assert!(matches!(again, Err(PaperError::Settled)), "{again:?}");
}

async fn what_the_register_says_is_never_overruled(story: &Story) {
    let id = at_stage(story, "frozen").await;
    let eight = Sheet {
        post: Some(figures(8, [3, 3], 1, 1)),
        ..sheet()
    };
    let sent = [
        send(story, id, "alice", &eight).await.unwrap(),
        send(story, id, "bruno", &eight).await.unwrap(),
    ];
    assert_eq!(sent, [Sent::First, Sent::Differ], "nine were accepted");
    let refused = settle(story, id, &eight, "Nous sommes d’accord.").await;
    let (opened, accepted) = (8, 9);
    assert!(
        matches!(refused, Err(PaperError::Fault(fault))
            if fault == SheetFault::Envelopes { opened, accepted }),
        "{refused:?}"
    );
    // One signature too few at the ballot box: it is said why.
    let four = Sheet {
        ballot_box: Some(figures(4, [1, 3], 0, 0)),
        ..sheet()
    };
    settle(story, id, &four, "Une signature manque.")
        .await
        .unwrap();
    let outcome = paper::outcome(&story.db, id).await.unwrap().unwrap();
    assert_eq!(outcome.ballot_box, four.ballot_box);
}

async fn a_settled_count_is_reopened_only_before_the_result_is_known(story: &Story) {
    let id = at_stage(story, "frozen").await;
    let by = account(story, "alice").await;
    let reopen = async |why: &str| {
        let mut tx = story.begin().await;
        let done = paper::reopen(&mut tx, id, by, why, instant("22:00:00")).await;
        tx.commit().await.unwrap();
        done
    };
    let nothing = reopen("Trop tôt.").await;
    assert!(
        matches!(nothing, Err(PaperError::NotSettled)),
        "{nothing:?}"
    );
    for operator in ["alice", "bruno"] {
        send(story, id, operator, &sheet()).await.unwrap();
    }
    for stage in ["decrypted", "counted"] {
        set_stage(story, stage).await;
        let late = reopen("Une enveloppe oubliée.").await;
        assert!(matches!(late, Err(PaperError::Stage)), "{late:?}");
    }
    set_stage(story, "frozen").await;
    let mute = reopen("").await;
    assert!(matches!(mute, Err(PaperError::ReasonNeeded)), "{mute:?}");
    reopen("Une enveloppe oubliée.").await.unwrap();
    assert!(!is_declared(story, id).await);
    assert_eq!(paper::outcome(&story.db, id).await.unwrap(), None);
    assert_eq!(paper::sheets(&story.db, id).await.unwrap(), Sheets::None);
    for operator in ["bruno", "alice"] {
        send(story, id, operator, &other()).await.unwrap();
    }
    let settled = paper::settlements(&story.db, id).await.unwrap();
    let rounds: Vec<_> = settled.iter().map(|one| one.round).collect();
    assert_eq!(rounds, [2, 1]);
    let why = settled[1].reopened_why.as_deref();
    assert_eq!(why, Some("Une enveloppe oubliée."));
    let outcome = paper::outcome(&story.db, id).await.unwrap().unwrap();
    assert_eq!(outcome.post, other().post);
    assert!(is_declared(story, id).await);
}

async fn paper_is_not_counted_again_once_a_holder_decrypted(story: &Story) {
    let id = at_stage(story, "tallied").await;
    let by = account(story, "alice").await;
    for operator in ["alice", "bruno"] {
        send(story, id, operator, &sheet()).await.unwrap();
    }
    let hand_in = async |sha256: &str, fault: Option<&str>| {
        let share = Share {
            sha256: sha256.to_owned(),
            holder: 1,
            body: "part".to_owned(),
            fault: fault.map(str::to_owned),
            received_at: instant("22:00:00"),
        };
        let mut tx = story.begin().await;
        decryption::keep(&mut tx, id, &share, by).await.unwrap();
        tx.commit().await.unwrap();
    };
    let reopen = async || {
        let mut tx = story.begin().await;
        let why = "Une enveloppe oubliée.";
        paper::reopen(&mut tx, id, by, why, instant("22:30:00")).await
    };
    hand_in("aa", Some("a proof does not hold")).await;
    reopen().await.unwrap();
    hand_in("bb", None).await;
    let late = reopen().await;
    assert!(matches!(late, Err(PaperError::Decrypting)), "{late:?}");
    assert!(is_declared(story, id).await);
}

async fn an_operator_who_left_leaves_her_count(story: &Story) {
    let id = at_stage(story, "frozen").await;
    send(story, id, "alice", &sheet()).await.unwrap();
    send(story, id, "bruno", &other()).await.unwrap();
    let bruno = account(story, "bruno").await;
    let mut tx = story.begin().await;
    let fate = Fate::KeepName;
    let (today, now) = (day("2030-12-04"), instant("22:00:00"));
    accounts::erase(&mut tx, bruno, fate, today, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let both = paper::sheets(&story.db, id).await.unwrap();
    let wanted = [("alice".to_owned(), sheet()), (String::new(), other())];
    assert_eq!(both, Sheets::Both(Box::new(wanted)));
}
