//! What a voter chooses.

use std::fmt;

use zeroize::Zeroizing;

use crate::{Error, Question};

/// For each question, 0 or 1 for each choice; the blank vote comes first where there is one.
///
/// Wiped when dropped, and printed only on purpose.
#[derive(Clone, PartialEq, Eq)]
pub struct Choices(Vec<Zeroizing<Vec<u8>>>);

impl Choices {
    /// Takes the choices as they come, question by question.
    pub fn new(questions: Vec<Vec<u8>>) -> Self {
        Self(questions.into_iter().map(Zeroizing::new).collect())
    }

    /// Reads `010000.01`: the choices of the questions, with points between.
    ///
    /// # Errors
    /// [`Error::Choices`] for any other character.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let digit = |character: u8| match character {
            b'0' => Ok(0),
            b'1' => Ok(1),
            _ => Err(Error::Choices),
        };
        let questions = text
            .split('.')
            .map(|question| question.bytes().map(digit).collect());
        questions.collect::<Result<_, _>>().map(Self::new)
    }

    /// Reads `[[0,1,0,0,0,0],[0,1]]`, as other software of the protocol spells choices.
    ///
    /// # Errors
    /// [`Error::Json`].
    pub fn read(text: &str) -> Result<Self, Error> {
        crate::wire::read(text.as_bytes()).map(Self::new)
    }

    /// Writes `010000.01`, for an opening.
    pub fn expose(&self) -> String {
        let digits = |question: &Zeroizing<Vec<u8>>| {
            question
                .iter()
                .map(|choice| char::from(b'0' + choice))
                .collect::<String>()
        };
        self.0.iter().map(digits).collect::<Vec<_>>().join(".")
    }

    /// The choices of each question.
    pub fn questions(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(|question| question.as_slice())
    }

    /// Checks that a valid ballot can hold the choices.
    ///
    /// # Errors
    /// [`Error::Length`] or [`Error::At`] naming the question, with what is wrong: the number of
    /// choices, a value other than 0 and 1, a blank vote that chooses something, a number chosen
    /// that the question does not allow.
    pub fn fit(&self, questions: &[Question]) -> Result<(), Error> {
        if self.0.len() != questions.len() {
            return Err(Error::Length {
                expected: questions.len(),
                found: self.0.len(),
            });
        }
        for (at, (choices, question)) in self.0.iter().zip(questions).enumerate() {
            fit(choices, question).map_err(|cause| cause.at(format!("choices[{at}]")))?;
        }
        Ok(())
    }
}

fn fit(choices: &[u8], question: &Question) -> Result<(), Error> {
    if choices.len() != question.choices() {
        return Err(Error::Length {
            expected: question.choices(),
            found: choices.len(),
        });
    }
    if choices.iter().any(|choice| *choice > 1) {
        return Err(Error::Choices);
    }
    let (blank, answers) = choices.split_at(usize::from(question.blank()));
    let sum: u64 = answers.iter().map(|choice| u64::from(*choice)).sum();
    let allowed = match blank {
        [1] => sum == 0,
        _ => question.sums().contains(&sum),
    };
    if allowed {
        Ok(())
    } else {
        let (min, max) = question.sums().into_inner();
        Err(Error::ChoicesCount { min, max })
    }
}

impl fmt::Debug for Choices {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Choices(..)")
    }
}
