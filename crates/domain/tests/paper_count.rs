//! Two counts of the same paper: compared figure by figure, held against the register.

use palier_domain::election::official_record::PaperChannel;
use palier_domain::election::official_record::figures::{PaperFigures, SetAside};
use palier_domain::election::paper::count::{
    Difference, Gap, Ground, Item, Sheet, SheetFault, differences,
};
use palier_domain::election::paper::envelope::Envelopes;
use palier_domain::election::protocol::channels::Channels;

const CHANNELS: Channels = Channels {
    post: true,
    ballot_box: true,
    online: true,
};

fn sheet() -> Sheet {
    Sheet {
        post: Some(PaperFigures {
            voters: 1096,
            votes: vec![357, 258, 179, 127, 113],
            blank: 35,
            null: 27,
        }),
        ballot_box: Some(PaperFigures {
            voters: 41,
            votes: vec![15, 10, 7, 5, 2],
            blank: 1,
            null: 1,
        }),
    }
}

fn ground() -> Ground {
    Ground {
        channels: CHANNELS,
        lists: 5,
        envelopes: Envelopes {
            accepted: 1096,
            set_aside: SetAside {
                double: 9,
                late: 14,
                unsigned: 6,
                unknown: 0,
            },
        },
        in_box: 41,
        online: 702,
        noted: Some(1125),
    }
}

/// The post of a sheet, changed.
fn with_post(change: impl FnOnce(&mut PaperFigures)) -> Sheet {
    let mut sheet = sheet();
    sheet.post.as_mut().map(change);
    sheet
}

#[test]
fn the_figures_of_rive_neuve_settle_without_a_word() {
    assert_eq!(sheet().against(&ground()), Ok(Vec::new()));
    let outcome = sheet().outcome(&ground().envelopes);
    assert_eq!(outcome.envelopes_received, 1125);
    assert_eq!(outcome.set_aside.sum(), Some(29));
    let unnoted = Ground {
        noted: None,
        ..ground()
    };
    assert_eq!(sheet().against(&unnoted), Ok(Vec::new()));
}

#[test]
fn a_sheet_that_does_not_add_up_is_named() {
    let fault = with_post(|post| post.blank += 1).check(CHANNELS, 5);
    assert_eq!(
        fault,
        Err(SheetFault::Sum {
            channel: PaperChannel::Post,
            votes: 1097,
            voters: 1096,
        })
    );
    let fault = with_post(|post| post.null = u64::MAX).check(CHANNELS, 5);
    assert_eq!(fault, Err(SheetFault::Overflow));
    let four = sheet().check(CHANNELS, 4);
    assert_eq!(four, Err(SheetFault::OtherLists { found: 5, lists: 4 }));
    let by_post_alone = Channels {
        ballot_box: false,
        ..CHANNELS
    };
    let fault = sheet().check(by_post_alone, 5);
    assert_eq!(fault, Err(SheetFault::OtherChannels));
}

#[test]
fn no_reason_settles_other_envelopes_than_those_accepted() {
    let fault = with_post(|post| {
        post.voters += 1;
        post.blank += 1;
    })
    .against(&ground());
    let (opened, accepted) = (1097, 1096);
    assert_eq!(fault, Err(SheetFault::Envelopes { opened, accepted }));
    let mut doubles = ground();
    doubles.envelopes.set_aside.double = 744;
    let fault = sheet().against(&doubles);
    let (double, voters) = (744, 743);
    assert_eq!(fault, Err(SheetFault::DoubleVotes { double, voters }));
}

#[test]
fn what_differs_from_the_register_or_the_desk_needs_a_reason() {
    let other = Ground {
        in_box: 40,
        noted: Some(1126),
        ..ground()
    };
    let gaps = sheet().against(&other).expect("it stands");
    assert_eq!(
        gaps,
        [
            Gap::Signatures {
                voters: 41,
                marks: 40
            },
            Gap::Received {
                entered: 1125,
                noted: 1126
            },
        ]
    );
}

#[test]
fn two_counts_are_compared_figure_by_figure() {
    assert_eq!(differences(&sheet(), &sheet()), []);
    let other = with_post(|post| {
        post.votes[1] -= 1;
        post.null += 1;
    });
    let difference = |item, first, second| Difference {
        channel: PaperChannel::Post,
        item,
        first,
        second,
    };
    assert_eq!(
        differences(&sheet(), &other),
        [
            difference(Item::List(1), 258, 257),
            difference(Item::Null, 27, 28),
        ]
    );
    let without = Sheet {
        ballot_box: None,
        ..sheet()
    };
    assert_eq!(differences(&sheet(), &without).len(), 8);
}
