//! What can be done with an amendment.

use super::ground::InadmissibleGround;
use super::outcome::Decision;
use super::reworded::{Advice, Answer, AppealOutcome};
use super::text_status::TextStatus;

/// What can be done with an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// To change its words, its reasons, its title.
    Edit,
    /// To throw a draft away.
    Discard,
    /// To show it, so that others sign it.
    AskForSupport,
    /// To hand it in.
    Submit,
    /// To sign it with its author.
    CoSign,
    /// To take one's signature back.
    TakeBackSignature,
    /// To rule that it is discussed.
    RuleAdmissible,
    /// To rule that it is not, on a ground of the list.
    RuleInadmissible(InadmissibleGround),
    /// To ask the guarantor to look at that ruling.
    Appeal,
    /// To decide of that appeal.
    RuleOnAppeal(AppealOutcome),
    /// To recommend what should be decided.
    Recommend(Advice),
    /// To agree or not to the committee's rewording.
    AnswerRewording(Answer),
    /// To put it on the list of what is voted.
    PutToVote,
    /// To record what a vote said.
    Decide(Decision),
    /// To let it lapse: nothing is left to decide, and the reason is told.
    Lapse,
    /// To note that its words are in the text.
    Incorporate,
    /// To take it back.
    Withdraw,
    /// To become its author after she took it back.
    TakeOver,
    /// To carry it over to a new version, as far as its words allow.
    Carry(TextStatus),
    /// To keep its words on a new version.
    KeepOnNewText,
    /// To go along with what the new version says, and keep the rest.
    AdoptNewWording,
    /// To propose an amendment of it.
    AmendThis,
    /// To say something about it.
    Comment,
}

impl Action {
    /// Every action with everything that it can carry.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Edit,
            Self::Discard,
            Self::AskForSupport,
            Self::Submit,
            Self::CoSign,
            Self::TakeBackSignature,
            Self::RuleAdmissible,
            Self::Appeal,
            Self::PutToVote,
            Self::Lapse,
            Self::Incorporate,
            Self::Withdraw,
            Self::TakeOver,
            Self::KeepOnNewText,
            Self::AdoptNewWording,
            Self::AmendThis,
            Self::Comment,
        ];
        all.extend(InadmissibleGround::ALL.map(Self::RuleInadmissible));
        all.extend(AppealOutcome::ALL.map(Self::RuleOnAppeal));
        all.extend(Advice::ALL.map(Self::Recommend));
        all.extend(Answer::ALL.map(Self::AnswerRewording));
        all.extend(Decision::ALL.map(Self::Decide));
        all.extend(TextStatus::ALL.map(Self::Carry));
        all
    }
}
