//! A college that votes on alternatives by a consultation, in secret, beside the hands of the others.

use super::amendment::college::College;
use super::vote::{Show, carried};
use crate::election::consultation::ballot::Answer;
use crate::election::consultation::outcome::Outcome;

/// What a consultation says of so many alternatives: its answers in their order, or its yes for one
/// alone. None where nothing was opened, or where it was asked something else.
#[must_use]
pub fn ballots(
    college: College,
    asked: &Answer,
    outcome: &Outcome,
    alternatives: usize,
) -> Option<Vec<Show>> {
    let total = outcome.total.as_ref()?;
    let answers = match asked {
        Answer::YesNo => 1,
        Answer::Choose { answers, .. } => answers.len(),
    };
    let count = |votes: u64| u32::try_from(votes).unwrap_or(u32::MAX);
    let show = |nth| {
        let votes = total.of_answer(nth);
        Show {
            college,
            ayes: count(votes.yes),
            noes: count(votes.no),
            abstentions: count(votes.blank),
        }
    };
    (answers == alternatives).then(|| (0..answers).map(show).collect())
}

/// The hands of each alternative with these ballots, as far as the vote goes: a consultation answers
/// on all at once, and the first carried ends the vote all the same.
#[must_use]
pub fn beside(hands: Vec<Option<Vec<Show>>>, ballots: &[Show]) -> Vec<Option<Vec<Show>>> {
    let mut over = false;
    let with = |(shows, ballot): (Option<Vec<Show>>, &Show)| {
        if over {
            return shows;
        }
        let mut shows = shows.unwrap_or_default();
        shows.push(*ballot);
        over = carried(&shows);
        Some(shows)
    };
    hands.into_iter().zip(ballots).map(with).collect()
}

#[cfg(test)]
mod tests {
    use super::super::vote::{VoteRefusal, outcome};
    use super::*;
    use crate::election::consultation::outcome::Counted;

    fn counted(answers: &[u64]) -> Outcome {
        Outcome {
            total: Some(Counted {
                college: String::new(),
                electors: 60,
                voters: 20,
                blank: 2,
                answers: answers.to_vec(),
            }),
            electors: 60,
            voters: 20,
            breakdown: None,
            verdicts: Vec::new(),
        }
    }

    fn two() -> Answer {
        Answer::Choose {
            answers: vec!["Une visite".to_owned(), "Deux visites".to_owned()],
            most: 2,
        }
    }

    fn tenants(asked: &Answer, answers: &[u64], alternatives: usize) -> Option<Vec<Show>> {
        ballots(College::Tenants, asked, &counted(answers), alternatives)
    }

    #[test]
    fn who_is_not_for_an_answer_and_not_blank_is_against_it() {
        let shows = tenants(&two(), &[12, 9], 2).unwrap();
        let figures = shows
            .iter()
            .map(|one| (one.ayes, one.noes, one.abstentions));
        assert_eq!(figures.collect::<Vec<_>>(), [(12, 6, 2), (9, 9, 2)]);
        let yes = tenants(&Answer::YesNo, &[12, 6], 1).unwrap();
        assert_eq!((yes.len(), yes[0].ayes, yes[0].noes), (1, 12, 6));
    }

    #[test]
    fn what_was_asked_must_be_what_is_voted() {
        assert_eq!(tenants(&two(), &[12, 9], 3), None);
        assert_eq!(tenants(&Answer::YesNo, &[12, 6], 2), None);
        let unopened = Outcome {
            total: None,
            ..counted(&[0, 0])
        };
        assert_eq!(ballots(College::Tenants, &two(), &unopened, 2), None);
    }

    #[test]
    fn the_first_carried_ends_the_vote_of_all() {
        let shows = tenants(&two(), &[12, 12], 2).unwrap();
        let board = |ayes, noes| Show {
            college: College::Landlord,
            ayes,
            noes,
            abstentions: 0,
        };
        let alone = beside(vec![None, None], &shows);
        assert_eq!(outcome(&alone), Ok(Some(0)));
        assert_eq!(alone[1], None);
        let refused = beside(
            vec![Some(vec![board(1, 3)]), Some(vec![board(3, 1)])],
            &shows,
        );
        assert_eq!(outcome(&refused), Ok(Some(1)));
    }

    #[test]
    fn the_same_college_has_no_hands_besides() {
        let shows = tenants(&two(), &[1, 1], 2).unwrap();
        let twice = beside(vec![Some(vec![shows[0]]), None], &shows);
        assert_eq!(outcome(&twice), Err(VoteRefusal::Twice(0)));
    }
}
