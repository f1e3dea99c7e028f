//! Figures of a secret ballot as they are shown: small ones are hidden and added up.
//!
//! A hidden figure must not follow from the others by subtraction, so what is hidden is shown as one
//! sum, and a sum that would be small takes the smallest of the others with it.

/// Figures as they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Each figure in its order; nothing where it is hidden.
    pub cells: Vec<Option<u64>>,
    /// The sum of those that are hidden; nothing if none is.
    pub hidden: Option<u64>,
}

/// Hides figures from 1 to below `least`, and adds them up. Nothing at all is a figure that tells of
/// nobody: it stays.
#[must_use]
pub fn shown(figures: &[u64], least: u64) -> Shown {
    let small = |figure: &u64| (1..least).contains(figure);
    let mut cells: Vec<Option<u64>> = figures
        .iter()
        .map(|figure| (!small(figure)).then_some(*figure))
        .collect();
    if cells.iter().all(Option::is_some) {
        return Shown {
            cells,
            hidden: None,
        };
    }
    let mut sum: u64 = figures.iter().filter(|figure| small(figure)).sum();
    let alone = |cells: &[Option<u64>]| cells.iter().filter(|cell| cell.is_none()).count() < 2;
    while sum < least || alone(&cells) {
        let next = (0..cells.len())
            .filter_map(|at| cells[at].map(|figure| (figure, at)))
            .min();
        let Some((figure, at)) = next else { break };
        sum = sum.saturating_add(figure);
        cells[at] = None;
    }
    Shown {
        cells,
        hidden: Some(sum),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(figures: &[u64]) -> (Vec<Option<u64>>, Option<u64>) {
        let shown = shown(figures, 5);
        (shown.cells, shown.hidden)
    }

    #[test]
    fn large_figures_and_nothing_at_all_are_shown() {
        assert_eq!(of(&[40, 5, 0]), (vec![Some(40), Some(5), Some(0)], None));
    }

    #[test]
    fn small_figures_are_added_up_to_one_that_is_not_small() {
        assert_eq!(of(&[40, 3, 2]), (vec![Some(40), None, None], Some(5)));
        assert_eq!(of(&[40, 3, 6]), (vec![Some(40), None, None], Some(9)));
        assert_eq!(of(&[40, 3, 1]), (vec![None; 3], Some(44)));
    }

    #[test]
    fn no_hidden_figure_follows_from_those_shown() {
        for yes in 0..9 {
            for no in 0..9 {
                for blank in 0..9 {
                    let shown = shown(&[yes, no, blank], 5);
                    let hidden = shown.cells.iter().filter(|cell| cell.is_none()).count();
                    assert_ne!(hidden, 1, "{yes} {no} {blank}");
                    let known: u64 = shown.cells.iter().flatten().sum();
                    let sum = known + shown.hidden.unwrap_or_default();
                    assert_eq!(sum, yes + no + blank, "nobody is lost");
                }
            }
        }
    }
}
