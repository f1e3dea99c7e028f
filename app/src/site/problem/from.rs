//! What the rules refuse, as problems that a person is told.

use super::Problem;
use crate::election::problem::SetupProblem;
use palier_domain::account::code::CodeError;
use palier_domain::account::identifier::IdentifierError;
use palier_domain::account::passphrase::PassphraseError;
use palier_domain::account::public_name::PublicNameError;
use palier_domain::charter::comment::BodyError;
use palier_domain::charter::comment::EditRefusal;
use palier_domain::charter::discussion::ContributeRefusal;
use palier_domain::entry::slip::SlipError;
use palier_domain::entry::source::EntryRefusal;
use palier_domain::moderation::decider::DeciderRefusal;
use palier_domain::moderation::lifecycle::AppealRefusal;
use palier_domain::moderation::words::WordsError;

/// A length as the journal and the sentences carry it.
fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl From<BodyError> for Problem {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::Empty => Self::Empty,
            BodyError::TooLong { max, found } => Self::TooLong {
                max: count(max),
                found: count(found),
            },
        }
    }
}

impl From<CodeError> for Problem {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::WrongLength { found: 0 } => Self::Empty,
            CodeError::WrongLength { found } => Self::CodeLength {
                found: count(found),
            },
            CodeError::WrongGroups(groups) => Self::CodeGroups { groups },
        }
    }
}

impl From<IdentifierError> for Problem {
    fn from(error: IdentifierError) -> Self {
        match error {
            IdentifierError::Empty => Self::Empty,
            IdentifierError::TooShort => Self::TooShort { min: 3 },
            IdentifierError::TooLong => Self::AtMost { max: 40 },
            IdentifierError::BadCharacter(character) => Self::IdentifierCharacter { character },
        }
    }
}

impl From<PassphraseError> for Problem {
    fn from(error: PassphraseError) -> Self {
        match error {
            PassphraseError::TooShort { min } => Self::TooShort { min: count(min) },
            PassphraseError::TooLong { max } => Self::AtMost { max: count(max) },
            PassphraseError::TooCommon => Self::PassphraseCommon,
            PassphraseError::ContainsName => Self::PassphraseHasName,
        }
    }
}

impl From<PublicNameError> for Problem {
    fn from(error: PublicNameError) -> Self {
        match error {
            PublicNameError::Empty => Self::Empty,
            PublicNameError::TooShort => Self::TooShort { min: 2 },
            PublicNameError::TooLong => Self::AtMost { max: 40 },
            PublicNameError::BadCharacter => Self::NameCharacter,
            PublicNameError::Reserved => Self::NameReserved,
        }
    }
}

impl From<ContributeRefusal> for Problem {
    fn from(refusal: ContributeRefusal) -> Self {
        match refusal {
            ContributeRefusal::NotYet => Self::NotYetOpen,
            ContributeRefusal::Closed => Self::Closed,
            ContributeRefusal::NoQuality => Self::NoQuality,
            ContributeRefusal::ChooseQuality => Self::ChooseQuality,
        }
    }
}

impl From<EditRefusal> for Problem {
    fn from(refusal: EditRefusal) -> Self {
        match refusal {
            EditRefusal::NotYours => Self::NotYours,
            EditRefusal::Withdrawn => Self::Withdrawn,
            EditRefusal::Hidden => Self::HiddenComment,
            EditRefusal::TooLate => Self::TooLateToEdit,
            EditRefusal::Closed => Self::Closed,
        }
    }
}

impl From<WordsError> for Problem {
    fn from(error: WordsError) -> Self {
        match error {
            WordsError::Empty => Self::Empty,
            WordsError::TooShort { min } => Self::TooShort { min: count(min) },
            WordsError::TooLong { max, found } => Self::TooLong {
                max: count(max),
                found: count(found),
            },
        }
    }
}

impl From<DeciderRefusal> for Problem {
    fn from(refusal: DeciderRefusal) -> Self {
        match refusal {
            DeciderRefusal::Role => Self::NotADecider,
            DeciderRefusal::OwnComment => Self::OwnComment,
            DeciderRefusal::DecidedFirst => Self::DecidedFirst,
        }
    }
}

impl From<AppealRefusal> for Problem {
    fn from(refusal: AppealRefusal) -> Self {
        match refusal {
            AppealRefusal::NotYours => Self::NotYours,
            AppealRefusal::Withdrawn => Self::Withdrawn,
            AppealRefusal::TooLate => Self::TooLateToAppeal,
            AppealRefusal::Already => Self::AlreadyAppealed,
        }
    }
}

impl From<SetupProblem> for Problem {
    fn from(problem: SetupProblem) -> Self {
        Self::Setup(problem)
    }
}

impl From<SlipError> for Problem {
    fn from(error: SlipError) -> Self {
        match error {
            SlipError::WrongLength { found: 0 } => Self::Empty,
            SlipError::WrongLength { found } => Self::SlipLength {
                found: count(found),
            },
            SlipError::WrongGroups(groups) => Self::SlipGroups { groups },
        }
    }
}

impl From<EntryRefusal> for Problem {
    fn from(refusal: EntryRefusal) -> Self {
        match refusal {
            EntryRefusal::NotYet => Self::NotYetOpen,
            EntryRefusal::Closed => Self::Closed,
            EntryRefusal::DayToCome => Self::DayToCome,
            EntryRefusal::BeforeOpening => Self::BeforeOpening,
        }
    }
}
