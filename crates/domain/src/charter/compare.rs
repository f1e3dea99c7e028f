//! Two versions of a text, clause by clause.

use super::gap::body;
use super::matching::common;
use super::shown::{Run, shown};
use super::token::same;
use std::collections::HashSet;

/// A clause of one version or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Its place in the old version; none when it is new.
    pub old: Option<usize>,
    /// Its place in the new version; none when it is no more.
    pub new: Option<usize>,
    /// Whether it stands elsewhere among the others.
    pub moved: bool,
    /// What it says, and said.
    pub runs: Vec<Run>,
}

impl Compared {
    /// Whether nothing is different.
    #[must_use]
    pub fn is_same(&self) -> bool {
        !self.moved && self.runs.iter().all(|run| matches!(run, Run::Same(_)))
    }
}

/// Compares two versions: in the order of the new one, what is no more where it stood.
///
/// `pairs` says for each new clause which old one it is; no old one serves twice.
#[must_use]
pub fn compare(old: &[&str], new: &[&str], pairs: &[Option<usize>]) -> Vec<Compared> {
    let kept: Vec<usize> = pairs.iter().flatten().copied().collect();
    let mut in_order = kept.clone();
    in_order.sort_unstable();
    let still: HashSet<usize> = common(&in_order, &kept)
        .into_iter()
        .map(|(_, at)| kept[at])
        .collect();
    let stays = |at: usize| {
        pairs
            .get(at)
            .copied()
            .flatten()
            .filter(|place| still.contains(place))
    };
    // For each new clause, the next old one that is where it was.
    let mut next = vec![old.len(); new.len()];
    for at in (0..new.len()).rev() {
        let later = next.get(at + 1).copied().unwrap_or(old.len());
        next[at] = stays(at).unwrap_or(later);
    }
    let mut gone = (0..old.len())
        .filter(|place| in_order.binary_search(place).is_err())
        .peekable();
    let mut found = Vec::with_capacity(new.len());
    for (at, words) in new.iter().enumerate() {
        let place = pairs.get(at).copied().flatten();
        while let Some(gone) = gone.next_if(|gone| *gone < next[at]) {
            found.push(removed(old, gone));
        }
        found.push(Compared {
            old: place,
            new: Some(at),
            moved: place.is_some() && stays(at).is_none(),
            runs: match place {
                Some(place) if same(body(old[place]), body(words)) => {
                    vec![Run::Same(body(words).to_owned())]
                }
                Some(place) => shown(old[place], words),
                None => vec![Run::Inserted(body(words).to_owned())],
            },
        });
    }
    found.extend(gone.map(|gone| removed(old, gone)));
    found
}

fn removed(old: &[&str], place: usize) -> Compared {
    Compared {
        old: Some(place),
        new: None,
        moved: false,
        runs: vec![Run::Deleted(body(old[place]).to_owned())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(pairs: &[Option<usize>]) -> Vec<(Option<usize>, Option<usize>, bool)> {
        let all = ["a", "b", "c", "d"];
        let compared = compare(&all, &all[..pairs.len()], pairs);
        compared
            .iter()
            .map(|one| (one.old, one.new, one.moved))
            .collect()
    }

    #[test]
    fn what_is_no_more_is_told_where_it_stood() {
        let expected = [
            (Some(0), Some(0), false),
            (Some(1), None, false),
            (None, Some(1), false),
            (Some(2), Some(2), false),
            (Some(3), None, false),
        ];
        assert_eq!(places(&[Some(0), None, Some(2)]), expected);
    }

    #[test]
    fn one_clause_that_moves_leaves_the_others_where_they_are() {
        let moved = places(&[Some(3), Some(0), Some(1), Some(2)]);
        assert_eq!(moved.iter().filter(|one| one.2).count(), 1);
        assert_eq!(moved[0], (Some(3), Some(0), true));
    }
}
