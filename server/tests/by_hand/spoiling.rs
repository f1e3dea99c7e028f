//! Ballots opened for an audit are never cast.

use super::ground::{ARCHIVE, Ground, Said};

/// The tracking number that a command ended its first line with.
fn number(said: &str) -> String {
    let line = said
        .lines()
        .find(|line| line.starts_with("tracking number "));
    line.unwrap().rsplit(' ').next().unwrap().to_owned()
}

fn spoil(ground: &Ground, number: &str) -> Said {
    ground.palier(&format!("election spoil {ARCHIVE} {number}"))
}

#[test]
fn a_spoiled_ballot_is_not_cast_and_a_cast_one_is_not_spoiled() {
    let ground = Ground::election(2);
    // Whoever sees an opening could put such a ballot together again.
    let opened = number(&ground.ballot(1, "[[0,1,0,0]]", "opened").well());
    assert_eq!(
        spoil(&ground, &opened).well(),
        format!("spoiled {opened}\n")
    );
    let before = ground.bytes(ARCHIVE);
    assert!(
        ground
            .cast("opened")
            .refused()
            .contains("opened for an audit")
    );
    assert_eq!(ground.bytes(ARCHIVE), before);
    spoil(&ground, &opened).well();
    assert_eq!(
        ground
            .text(&format!("{ARCHIVE}.spoiled"))
            .matches(&opened)
            .count(),
        1
    );

    let kept = number(&ground.ballot(1, "[[1,0,0,0]]", "kept").well());
    ground.cast("kept").well();
    assert!(spoil(&ground, &kept).refused().contains("already"));
    assert!(spoil(&ground, "x").refused().contains("43 characters"));
    ground.palier(&format!("election close {ARCHIVE}")).well();
    assert!(
        spoil(&ground, &opened)
            .refused()
            .contains("the vote has ended")
    );
}
