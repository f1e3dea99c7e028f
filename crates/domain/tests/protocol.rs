//! What a protocol may say, and how everything that it may not is named at once.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use palier_domain::election::key_plan::{Interest, KeyPlan, KeyPolicy, KeyRule};
use palier_domain::election::protocol::boards::{CodeAuthorities, CodeAuthority};
use palier_domain::election::protocol::body::Body;
use palier_domain::election::protocol::channels::{Channels, OnlineHours, OnlineRules, Precedence};
use palier_domain::election::protocol::data::{Recommendation, Retention};
use palier_domain::election::protocol::roll::RollDates;
use palier_domain::election::protocol::rule::{Field, Rule};
use palier_domain::election::protocol::{EmptyEnvelope, Protocol, Statements};
use palier_domain::election::stage::StageDates;
use palier_domain::election::tie_break::TieChain;
use palier_domain::landlord::kind::LandlordKind;

fn authority(name: &str, interest: Interest) -> CodeAuthority {
    CodeAuthority {
        name: name.to_owned(),
        interest,
        sender: name.to_owned(),
    }
}

fn people(names: &str) -> Vec<String> {
    names.split(' ').map(str::to_owned).collect()
}

/// The protocol of Rive-Neuve Habitat for 3 December 2030.
fn rive_neuve() -> Protocol {
    let delegates = [
        ("Chloé", "CNL"),
        ("David", "CLCV"),
        ("Élise", "SLC-CSF"),
        ("Farid", "AFOC"),
    ];
    Protocol {
        body: Body {
            kind: LandlordKind::Oph,
            dwellings: 12_480,
            board_members: 27,
        },
        seats: 5,
        names: 10,
        day: "2030-12-03".parse().unwrap(),
        extension_weeks: 0,
        channels: Channels {
            post: true,
            ballot_box: true,
            online: true,
        },
        online_hours: Some(OnlineHours {
            opens: "2030-11-20T09:00:00".parse().unwrap(),
            closes: "2030-12-03T12:00:00".parse().unwrap(),
        }),
        online: OnlineRules::default(),
        precedence: Precedence::default(),
        empty_envelope: EmptyEnvelope::default(),
        tie_chain: TieChain::default(),
        roll: RollDates {
            published: "2030-10-23".parse().unwrap(),
            corrections_until: "2030-11-08".parse().unwrap(),
            frozen: "2030-11-12".parse().unwrap(),
        },
        commission: people("Alice Bruno Chloé David"),
        tally_board: people("Alice Bruno Chloé"),
        key_plan: Some(KeyPlan::proposed("Alice", "Bruno", &delegates)),
        key_policy: KeyPolicy::default(),
        code_authorities: Some(CodeAuthorities {
            a: authority("Imprimerie du Port", Interest::Landlord),
            b: authority("Maître Roy", Interest::Neutral("bailiff".to_owned())),
        }),
        booth_hosts: Vec::new(),
        turnout_hours: vec![10, 14, 18],
        statements: Statements {
            mailed: "2030-11-05".parse().unwrap(),
            length: 4000,
        },
        retention: Retention::default(),
        recommendation: Recommendation {
            title: "The text of 2027".to_owned(),
            level: 3,
            since: "2027-01-01".parse().unwrap(),
            until: None,
        },
    }
}

fn broken(protocol: &Protocol) -> Vec<(Field, Rule)> {
    let broken = protocol.broken_rules().into_iter();
    broken.map(|broken| (broken.field, broken.rule)).collect()
}

#[test]
fn the_protocol_of_rive_neuve_breaks_no_rule() {
    assert_eq!(broken(&rive_neuve()), []);
    assert!(!rive_neuve().online.revoting, "validation is final");
    assert!(rive_neuve().calendar().is_some());
}

#[test]
fn online_alone_is_refused_with_the_article() {
    for (kind, seats, article) in [
        (LandlordKind::Oph, 5, "CCH R.421-7"),
        (LandlordKind::Esh, 3, "CCH R.422-2-1"),
        (LandlordKind::Sem, 2, "CCH R.481-6"),
    ] {
        let mut protocol = rive_neuve();
        protocol.body.kind = kind;
        (protocol.seats, protocol.names) = (seats, 2 * seats);
        (protocol.channels.post, protocol.channels.ballot_box) = (false, false);
        let found = protocol.broken_rules();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rule, Rule::OnlineAlone);
        assert_eq!(found[0].article, article);
        // One of the others is enough.
        protocol.channels.post = true;
        assert_eq!(broken(&protocol), []);
    }
}

#[test]
fn paper_alone_needs_neither_key_nor_codes() {
    let mut protocol = rive_neuve();
    protocol.channels.online = false;
    (protocol.online_hours, protocol.key_plan) = (None, None);
    protocol.code_authorities = None;
    protocol.precedence = Precedence::Paper;
    assert_eq!(broken(&protocol), []);
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let mut protocol = rive_neuve();
    protocol.seats = 4;
    protocol.precedence = Precedence::Paper;
    protocol.online_hours = Some(OnlineHours {
        opens: "2030-12-02T12:00:00".parse().unwrap(),
        closes: "2030-12-02T12:00:00".parse().unwrap(),
    });
    protocol.online.grace_minutes = 31;
    protocol.online.publication_minutes = 0;
    protocol.roll.published = "2030-10-21".parse().unwrap();
    protocol.roll.frozen = "2030-11-20".parse().unwrap();
    protocol.commission = people("Alice");
    protocol.tally_board = people("Alice Bruno alice");
    protocol.key_plan.as_mut().unwrap().threshold = 2;
    protocol.code_authorities.as_mut().unwrap().b =
        authority("imprimerie du port ", Interest::Landlord);
    protocol.statements.mailed = protocol.day;
    protocol.statements.length = 0;
    protocol.booth_hosts = vec!["amicale.example.org".to_owned()];
    protocol.retention = Retention {
        votes_days: 15,
        keys_days: 40,
        results_years: 3,
    };
    protocol.recommendation = Recommendation::deliberation_2019_053();
    let date = |text: &str| text.parse().unwrap();
    assert_eq!(
        broken(&protocol),
        [
            (Field::Seats, Rule::SeatsTooFew { least: 5 }),
            (Field::Names, Rule::NamesExactly { names: 8 }),
            (Field::OnlineHours, Rule::ClosesBeforeOpening),
            (Field::OnlineHours, Rule::ClosesOnAnotherDay),
            (Field::Precedence, Rule::OnlineMustCount),
            (Field::Grace, Rule::GraceTooLong { most: 30 }),
            (Field::Publication, Rule::NeverPublished),
            (
                Field::BoothHosts,
                Rule::NotAHost {
                    host: "amicale.example.org".to_owned()
                }
            ),
            (
                Field::Roll,
                Rule::RollPublished {
                    first: date("2030-10-22"),
                    last: date("2030-11-18")
                }
            ),
            (
                Field::Roll,
                Rule::RollFrozen {
                    last: date("2030-11-19")
                }
            ),
            (Field::Commission, Rule::TooFewMembers { least: 2 }),
            (
                Field::TallyBoard,
                Rule::MemberTwice {
                    member: "alice".to_owned()
                }
            ),
            (
                Field::KeyPlan,
                Rule::Key(KeyRule::DecryptsAlone {
                    who: "the landlord".to_owned()
                })
            ),
            (Field::CodeAuthorities, Rule::AuthoritiesNotRivals),
            (Field::CodeAuthorities, Rule::SameSender),
            (Field::Statements, Rule::StatementsTooLate),
            (Field::Statements, Rule::StatementsEmpty),
            (Field::Retention, Rule::DestroyedTooEarly { days: 15 }),
            (Field::Retention, Rule::ResultsTooShort { years: 4 }),
            (Field::Recommendation, Rule::RecommendationNotInForce),
        ]
    );
}

#[test]
fn an_authority_without_name_or_sender_is_none() {
    for erase in [0, 1] {
        let mut protocol = rive_neuve();
        let authorities = protocol.code_authorities.as_mut().expect("authorities");
        let b = &mut authorities.b;
        let emptied = if erase == 0 {
            &mut b.name
        } else {
            &mut b.sender
        };
        emptied.clear();
        let missing = (Field::CodeAuthorities, Rule::AuthoritiesMissing);
        assert_eq!(broken(&protocol), [missing]);
    }
}

#[test]
fn what_the_online_channel_needs_is_asked_for() {
    let mut protocol = rive_neuve();
    (protocol.online_hours, protocol.key_plan) = (None, None);
    protocol.code_authorities = None;
    protocol.recommendation.title = " ".to_owned();
    assert_eq!(
        broken(&protocol),
        [
            (Field::OnlineHours, Rule::HoursMissing),
            (Field::KeyPlan, Rule::KeyPlanMissing),
            (Field::CodeAuthorities, Rule::AuthoritiesMissing),
            (Field::Recommendation, Rule::RecommendationUnclear),
        ]
    );
}

#[test]
fn the_recommendation_of_2019_ends_with_2026() {
    let mut protocol = rive_neuve();
    protocol.recommendation = Recommendation::deliberation_2019_053();
    let late = (Field::Recommendation, Rule::RecommendationNotInForce);
    assert_eq!(broken(&protocol), [late]);
}

#[test]
fn a_day_outside_of_the_window_says_when_it_opens() {
    let mut protocol = rive_neuve();
    protocol.day = "2031-01-10".parse().unwrap();
    protocol.online_hours.as_mut().unwrap().closes = "2031-01-10T12:00:00".parse().unwrap();
    let next = "2034-11-15".parse().unwrap();
    assert_eq!(
        broken(&protocol),
        [(Field::Day, Rule::OutsideWindow { next })]
    );
    protocol.extension_weeks = 7;
    let long = (Field::Day, Rule::ExtensionTooLong { most: 6 });
    assert_eq!(broken(&protocol), [long]);
    protocol.extension_weeks = 4;
    let rules = broken(&protocol);
    assert!(
        rules.iter().all(|(field, _)| *field == Field::Roll),
        "{rules:?}"
    );
}

#[test]
fn a_protocol_is_written_and_read_again() {
    let written = serde_json::to_string(&rive_neuve()).unwrap();
    let read: Protocol = serde_json::from_str(&written).unwrap();
    assert_eq!(read, rive_neuve());
}

#[test]
fn the_days_of_the_stages_follow_from_the_protocol() {
    let dates = StageDates::new(&rive_neuve()).unwrap();
    assert_eq!(dates.notice, "2030-09-24".parse().unwrap());
    assert_eq!(dates.roll_frozen, "2030-11-12".parse().unwrap());
    assert_eq!(dates.opens, "2030-11-20".parse().unwrap());
    assert_eq!(dates.challenge_ends, "2030-12-18".parse().unwrap());
    assert_eq!(dates.destroyed, "2031-01-02".parse().unwrap());
    let mut paper = rive_neuve();
    paper.online_hours = None;
    assert_eq!(StageDates::new(&paper).unwrap().opens, paper.day);
    paper.day = "2031-06-01".parse().unwrap();
    assert_eq!(StageDates::new(&paper), None);
}

#[test]
fn a_rehearsal_closes_on_the_day_of_its_own_hours() {
    let mut rehearsal = rive_neuve();
    let opens = "2030-11-04T10:00:00".parse().unwrap();
    let closes = "2030-11-04T14:00:00".parse().unwrap();
    rehearsal.online_hours = Some(OnlineHours { opens, closes });
    let dates = StageDates::new(&rehearsal).unwrap();
    assert_eq!((dates.opens, dates.closes), (opens.date(), closes.date()));
    assert_eq!(
        StageDates::new(&rive_neuve()).unwrap().closes,
        rive_neuve().day
    );
}

#[test]
fn corrections_have_at_least_a_day_after_the_roll_is_published() {
    let mut protocol = rive_neuve();
    protocol.roll.corrections_until = protocol.roll.published;
    let none = (Field::Roll, Rule::NoTimeForCorrections);
    assert_eq!(broken(&protocol), [none]);
    protocol.roll.corrections_until = protocol.roll.published.succ_opt().unwrap();
    assert_eq!(broken(&protocol), []);
}
