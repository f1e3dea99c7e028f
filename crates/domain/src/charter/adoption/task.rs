//! Who does what in an adoption.

use crate::charter::amendment::college::College;
use thiserror::Error;

/// Something that is done in an adoption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Task {
    /// To set the rules before the text opens.
    SetRules,
    /// To put the version before the colleges.
    Open,
    /// To keep the ballot of a college.
    Keep(College),
    /// To say which clauses a college refuses, and why.
    Refuse(College),
    /// To conclude, once every college has decided.
    Conclude,
    /// To open the text again after it.
    Reopen,
    /// To enter who signed for a college.
    Sign(College),
    /// To say who keeps a commitment and by when, where the text does not.
    Complete,
    /// To say how far a commitment is, and to give it up.
    Report,
}

/// What is known of somebody towards an adoption.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hats {
    /// She runs the process.
    pub facilitator: bool,
    /// She works for the landlord.
    pub landlord_staff: bool,
    /// She speaks for an association.
    pub delegate: bool,
    /// The rules themselves.
    pub process: bool,
}

/// It is somebody else's task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("it is somebody else's task")]
pub struct NotHers;

/// Whether somebody does that: the facilitator runs the adoption, but the landlord speaks for its
/// board, and its staff touch nothing of the other colleges.
///
/// # Errors
/// [`NotHers`].
pub fn may(task: Task, hats: Hats) -> Result<(), NotHers> {
    use College::{Associations, Landlord, Tenants};
    let facilitator = hats.facilitator && !hats.landlord_staff;
    let allowed = match task {
        Task::SetRules | Task::Open | Task::Conclude | Task::Reopen => facilitator || hats.process,
        Task::Keep(Tenants | Associations) | Task::Refuse(Tenants) | Task::Sign(Tenants) => {
            facilitator
        }
        Task::Keep(Landlord) | Task::Refuse(Landlord) | Task::Sign(Landlord) => hats.landlord_staff,
        Task::Refuse(Associations) | Task::Sign(Associations) => facilitator || hats.delegate,
        Task::Complete => facilitator || hats.landlord_staff,
        Task::Report => hats.landlord_staff || facilitator,
    };
    if allowed { Ok(()) } else { Err(NotHers) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_landlord_speaks_for_its_board_and_for_nobody_else() {
        let staff = Hats {
            landlord_staff: true,
            facilitator: true,
            ..Hats::default()
        };
        for college in College::ALL {
            let own = college == College::Landlord;
            for task in [
                Task::Keep(college),
                Task::Refuse(college),
                Task::Sign(college),
            ] {
                assert_eq!(may(task, staff).is_ok(), own, "{task:?}");
            }
        }
        assert_eq!(may(Task::Open, staff), Err(NotHers));
    }

    #[test]
    fn the_facilitator_does_not_write_the_statement_of_the_board() {
        let facilitator = Hats {
            facilitator: true,
            ..Hats::default()
        };
        assert_eq!(
            may(Task::Keep(College::Landlord), facilitator),
            Err(NotHers)
        );
        assert!(may(Task::Keep(College::Tenants), facilitator).is_ok());
        assert!(may(Task::Conclude, facilitator).is_ok());
    }
}
