//! What may be wrong with what is typed while an election is set up.

use crate::i18n::T;
use serde::{Deserialize, Serialize};

/// One thing that is wrong with a form of the set-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "setup")]
pub enum SetupProblem {
    /// Something that is no whole number, or a larger one than the field takes.
    NotANumber {
        /// The most it takes.
        max: i64,
    },
    /// Something that is no hour of the day.
    NotAnHour,
    /// No account has this identifier.
    UnknownAccount,
    /// A day that has not come yet.
    DayToCome,
    /// The protocol breaks a rule.
    ProtocolNotSound,
    /// A file of another kind than the form takes.
    NotADocument,
    /// The list was filed, judged or closed in the meantime.
    ListMoved,
    /// Lists are not filed at this stage.
    NoFiling,
    /// The order of lists is drawn: no list comes in any more.
    OrderDrawn,
    /// A list waits for the commission's word.
    NotAllJudged,
    /// No list is admitted.
    NoneAdmitted,
    /// The list breaks rules, and nobody said that it is filed all the same.
    FiledDespite,
    /// The association has a list already.
    OneListEach,
    /// A seed with signs that would not survive being typed into a command again.
    SeedSigns,
    /// Statements leave on their day and no sooner.
    MailTooEarly,
    /// Statements go to the electors of a roll that is frozen.
    RollNotFrozen,
    /// A file that is no JPEG or PNG, or is cut off.
    NotAPhoto,
    /// A photo with too many pixels.
    TooWide {
        /// The most of a side.
        max: i64,
    },
}

impl SetupProblem {
    /// The problem as a sentence that says what to do.
    #[must_use]
    pub fn say(&self, t: T) -> String {
        match self {
            Self::NotANumber { max } => t.setup_problem_not_a_number(t.number(*max)),
            Self::NotAnHour => t.setup_problem_not_an_hour().into(),
            Self::UnknownAccount => t.protocol_step_member_unknown().into(),
            Self::DayToCome => t.setup_problem_day_to_come().into(),
            Self::ProtocolNotSound => t.protocol_step_not_sound().into(),
            Self::NotADocument => t.setup_problem_not_a_document().into(),
            Self::ListMoved => t.setup_problem_list_moved().into(),
            Self::NoFiling => t.setup_problem_no_filing().into(),
            Self::OrderDrawn => t.setup_problem_order_drawn().into(),
            Self::NotAllJudged => t.setup_problem_not_all_judged().into(),
            Self::NoneAdmitted => t.setup_problem_none_admitted().into(),
            Self::FiledDespite => t.setup_problem_filed_despite().into(),
            Self::SeedSigns => t.setup_problem_seed_signs().into(),
            Self::MailTooEarly => t.statements_too_early().into(),
            Self::RollNotFrozen => t.statements_not_frozen().into(),
            Self::NotAPhoto => t.list_photo_none().into(),
            Self::TooWide { max } => t.list_photo_too_wide(t.number(*max)),
            Self::OneListEach => t.setup_problem_one_list_each().into(),
        }
    }
}
