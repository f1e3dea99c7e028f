//! Differences read as people would write them.

use palier_domain::charter::shown::{plain, shown};

const PAIRS: &str = include_str!("../vectors/readable_diffs/pairs.txt");

#[test]
fn thirty_changes_read_as_people_would_write_them() {
    let (mut read, mut wrong) = (0, String::new());
    for pair in PAIRS.split("\n# ").skip(1) {
        let line = |mark: &str| {
            let found = pair.lines().find_map(|line| line.strip_prefix(mark));
            found.expect(pair).replace('⏎', "\n").replace('~', "\u{a0}")
        };
        let (old, new, expected) = (line("- "), line("+ "), line("= "));
        let found = plain(&shown(&old, &new));
        if found != expected {
            wrong.push_str(&format!(
                "{}\n  {expected}\n  {found}\n",
                pair.lines().next().unwrap()
            ));
        }
        read += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(read >= 30, "{read}");
}
