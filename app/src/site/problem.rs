//! What may be wrong with what a person typed: a closed list, each said in her language.

mod from;

use crate::adopted::problem::SigningProblem;
use crate::adoption::problem::AdoptionProblem;
use crate::agreement::problem::AgreementProblem;
use crate::amendment::treat::problem::TreatProblem;
use crate::amendment::write::problem::WriteProblem;
use crate::commitment::problem::CommitmentProblem;
use crate::consultation::problem::ConsultationProblem;
use crate::election::closing::problem::ClosingProblem;
use crate::election::electoral_roll::problem::RollProblem;
use crate::election::paper::problem::PaperProblem;
use crate::election::problem::SetupProblem;
use crate::election::result::problem::ResultProblem;
use crate::election::sealing::problem::SealProblem;
use crate::i18n::T;
use serde::{Deserialize, Serialize};

/// One thing that is wrong; kept with the refused form, so it carries only numbers and keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "problem")]
pub enum Problem {
    /// Something about an electoral roll.
    Roll(RollProblem),
    /// Something about paper that is counted.
    Paper(PaperProblem),
    /// Something about a collective agreement.
    Agreement(AgreementProblem),
    /// Something about an amendment that is written.
    Amending(WriteProblem),
    /// Something about what is decided or merged.
    Treating(TreatProblem),
    /// Something about the adoption of a text.
    Adopting(AdoptionProblem),
    /// Something about a commitment.
    Committing(CommitmentProblem),
    /// Something about a signature.
    Signing(SigningProblem),
    /// Something about keys, codes or seals.
    Seal(SealProblem),
    /// Something about the count after a vote.
    Closing(ClosingProblem),
    /// Something about a consultation.
    Consultation(ConsultationProblem),
    /// Nothing was typed.
    Empty,
    /// More than the field takes, in characters.
    TooLong {
        /// The most it takes.
        max: i64,
        /// What was typed.
        found: i64,
    },
    /// More than a short field takes, in characters.
    AtMost {
        /// The most it takes.
        max: i64,
    },
    /// Less than the field needs, in characters.
    TooShort {
        /// The least it needs.
        min: i64,
    },
    /// To do this one must be signed in; what was typed is kept.
    SignInFirst,
    /// An identifier or passphrase that is not right; which of the two is not said.
    WrongCredentials,
    /// Another passphrase than the account's own.
    WrongPassphrase,
    /// So many sign in that nobody would be served in time.
    Busy,
    /// Too many guesses: wait.
    TooManyGuesses {
        /// For how long.
        minutes: i64,
    },
    /// A code of another length than 20 digits.
    CodeLength {
        /// Digits found.
        found: i64,
    },
    /// Groups of a code that were mistyped, counted from 1.
    CodeGroups {
        /// Their numbers.
        groups: Vec<u8>,
    },
    /// A well-formed code that was never issued.
    CodeUnknown,
    /// A code already used.
    CodeUsed,
    /// A code replaced by a later one.
    CodeReplaced,
    /// A code past its date.
    CodeExpired,
    /// The half hour after the code is over.
    ActivationOver,
    /// An identifier with a character it cannot have.
    IdentifierCharacter {
        /// The character.
        character: char,
    },
    /// An identifier somebody else has.
    IdentifierTaken,
    /// The two passphrases differ.
    PassphrasesDiffer,
    /// A passphrase everybody tries first.
    PassphraseCommon,
    /// A passphrase with one's own name in it.
    PassphraseHasName,
    /// A public name with a character it cannot have.
    NameCharacter,
    /// A public name that would pass for the landlord or an association.
    NameReserved,
    /// A public name of a neighbour.
    NameTaken,
    /// The discussion has not begun.
    NotYetOpen,
    /// The discussion is over.
    Closed,
    /// Neither tenant, nor association, nor landlord here.
    NoQuality,
    /// Several qualities, none chosen.
    ChooseQuality,
    /// Somebody else's comment.
    NotYours,
    /// A comment already withdrawn.
    Withdrawn,
    /// The ten minutes to correct are over.
    TooLateToEdit,
    /// An article that a later version dropped.
    ArticleGone,
    /// Something that is no date.
    NotADate,
    /// A last day before the first.
    DatesReversed,
    /// No file was chosen.
    NoFile,
    /// A file without a byte.
    EmptyFile,
    /// A file larger than the form takes.
    FileTooLarge {
        /// The most it takes, in megabytes.
        max: i64,
    },
    /// Letters are being made already.
    LettersUnderWay,
    /// Everybody who is meant has an account or a code.
    NobodyToWriteTo,
    /// A person whose lease is over.
    NoRunningLease,
    /// Not the shape of an e-mail address.
    NotAnEmail,
    /// More lines than the field takes.
    TooManyLines {
        /// The most it takes.
        max: i64,
    },
    /// One of several must be chosen.
    ChooseOne,
    /// A comment that a moderation hid.
    HiddenComment,
    /// Somebody else decided before.
    AlreadyDecided,
    /// Neither facilitator nor guarantor, or of the landlord's staff.
    NotADecider,
    /// A decision on one's own comment.
    OwnComment,
    /// The appeal against one's own decision.
    DecidedFirst,
    /// An appeal against the same decision was made already.
    AlreadyAppealed,
    /// The six months for an appeal are over.
    TooLateToAppeal,
    /// The code of a slip of another length than eight signs.
    SlipLength {
        /// Signs found.
        found: i64,
    },
    /// Groups of a slip's code that were mistyped, counted from 1.
    SlipGroups {
        /// Their numbers.
        groups: Vec<u8>,
    },
    /// A well-formed code that no slip has.
    SlipUnknown,
    /// A day that has not come.
    DayToCome,
    /// A day before the discussion opened.
    BeforeOpening,
    /// The person's consent was not confirmed.
    NotAgreed,
    /// Nobody else administers the instance.
    LastAdministrator,
    /// A role that is not held in such a place.
    RoleMisplaced,
    /// A role that the account holds there already.
    RoleHeld,
    /// A role that the account does not hold there any more.
    RoleOver,
    /// Something of the set-up of an election.
    Setup(SetupProblem),
    /// Something after the count.
    After(ResultProblem),
}

impl Problem {
    /// The problem as a sentence that says what to do.
    #[must_use]
    pub fn say(&self, t: T) -> String {
        match self {
            Self::Roll(problem) => problem.say(t),
            Self::Paper(problem) => problem.say(t),
            Self::Agreement(problem) => problem.say(t),
            Self::Amending(problem) => problem.say(t),
            Self::Treating(problem) => problem.say(t),
            Self::Adopting(problem) => problem.say(t).into(),
            Self::Committing(problem) => problem.say(t),
            Self::Signing(problem) => problem.say(t).into(),
            Self::Seal(problem) => problem.say(t),
            Self::Closing(problem) => problem.say(t),
            Self::Consultation(problem) => problem.say(t).into(),
            Self::Empty => t.problem_empty().into(),
            Self::TooLong { max, found } => t.problem_too_long(t.number(*found), *max),
            Self::AtMost { max } => t.problem_at_most(*max),
            Self::TooShort { min } => t.problem_too_short(*min),
            Self::SignInFirst => t.problem_sign_in_first().into(),
            Self::WrongCredentials => t.problem_wrong_credentials().into(),
            Self::WrongPassphrase => t.problem_wrong_passphrase().into(),
            Self::Busy => t.problem_busy().into(),
            Self::TooManyGuesses { minutes } => t.problem_too_many_guesses(*minutes),
            Self::CodeLength { found } => t.problem_code_length(*found),
            Self::CodeGroups { groups } => match groups.as_slice() {
                [one] => t.problem_code_group(i64::from(*one)),
                several => t.problem_code_groups(
                    several
                        .iter()
                        .map(u8::to_string)
                        .collect::<Vec<_>>()
                        .join(", "),
                ),
            },
            Self::CodeUnknown => t.problem_code_unknown().into(),
            Self::CodeUsed => t.problem_code_used().into(),
            Self::CodeReplaced => t.problem_code_replaced().into(),
            Self::CodeExpired => t.problem_code_expired().into(),
            Self::ActivationOver => t.problem_activation_over().into(),
            Self::IdentifierCharacter { character } => t.problem_identifier_character(character),
            Self::IdentifierTaken => t.problem_identifier_taken().into(),
            Self::PassphrasesDiffer => t.problem_passphrases_differ().into(),
            Self::PassphraseCommon => t.problem_passphrase_common().into(),
            Self::PassphraseHasName => t.problem_passphrase_has_name().into(),
            Self::NameCharacter => t.problem_name_character().into(),
            Self::NameReserved => t.problem_name_reserved().into(),
            Self::NameTaken => t.problem_name_taken().into(),
            Self::NotYetOpen => t.problem_not_yet_open().into(),
            Self::Closed => t.problem_closed().into(),
            Self::NoQuality => t.problem_no_quality().into(),
            Self::ChooseQuality => t.problem_choose_quality().into(),
            Self::NotYours => t.problem_not_yours().into(),
            Self::Withdrawn => t.problem_withdrawn().into(),
            Self::TooLateToEdit => t.problem_too_late_to_edit().into(),
            Self::ArticleGone => t.problem_article_gone().into(),
            Self::NotADate => t.problem_not_a_date().into(),
            Self::DatesReversed => t.problem_dates_reversed().into(),
            Self::NoFile => t.desk_problem_no_file().into(),
            Self::EmptyFile => t.desk_problem_empty_file().into(),
            Self::FileTooLarge { max } => t.desk_problem_file_too_large(*max),
            Self::LettersUnderWay => t.desk_problem_letters_under_way().into(),
            Self::NobodyToWriteTo => t.desk_problem_nobody_to_write_to().into(),
            Self::NoRunningLease => t.desk_problem_no_running_lease().into(),
            Self::NotAnEmail => t.desk_problem_not_an_email().into(),
            Self::TooManyLines { max } => t.desk_problem_too_many_lines(*max),
            Self::ChooseOne => t.moderation_problem_choose_one().into(),
            Self::HiddenComment => t.moderation_problem_hidden().into(),
            Self::AlreadyDecided => t.moderation_problem_already_decided().into(),
            Self::NotADecider => t.moderation_not_you().into(),
            Self::OwnComment => t.case_own().into(),
            Self::DecidedFirst => t.case_another().into(),
            Self::AlreadyAppealed => t.moderation_problem_already_appealed().into(),
            Self::TooLateToAppeal => t.moderation_problem_too_late().into(),
            Self::SlipLength { found } => t.entry_problem_length(*found),
            Self::SlipGroups { groups } => match groups.as_slice() {
                [one] => t.entry_problem_group(i64::from(*one)),
                _ => t.entry_problem_groups().into(),
            },
            Self::SlipUnknown => t.entry_problem_unknown().into(),
            Self::DayToCome => t.entry_problem_day_to_come().into(),
            Self::BeforeOpening => t.entry_problem_before_opening().into(),
            Self::NotAgreed => t.entry_problem_not_agreed().into(),
            Self::LastAdministrator => t.leaving_last_administrator().into(),
            Self::RoleMisplaced => t.admin_role_misplaced().into(),
            Self::RoleHeld => t.admin_role_held().into(),
            Self::RoleOver => t.admin_role_over().into(),
            Self::Setup(problem) => problem.say(t),
            Self::After(problem) => problem.say(t),
        }
    }
}
