//! From the name of a group to the code that computes in it.

use std::collections::BTreeMap;

use super::checks::Checks;
use super::counting::Counting;
use crate::archive::{Record, Step};
use crate::election::election_text;
use crate::rule::{Fault, Refusal, Rule};
use crate::wire::EventType;
#[cfg(feature = "finite-fields")]
use crate::{Belenios2048, Rfc3526};
use crate::{Ed25519, Group};

/// How many events of each type there were.
pub(crate) type Events = BTreeMap<EventType, u64>;

/// An election in any group, set up and being counted.
pub(crate) trait AnyElection: Send {
    /// The identifier.
    fn uuid(&self) -> &str;
    /// The name of the group.
    fn group(&self) -> &'static str;
    /// Checks ballots, in the order they were accepted in.
    fn ballots(&mut self, batch: &[Record], checks: &mut Checks) -> Result<(), Refusal>;
    /// Follows an event after the vote.
    fn step(&mut self, step: &Step, checks: &mut Checks) -> Result<(), Refusal>;
    /// Says whether every check ran as often as the archive asks for.
    fn complete(&self, checks: &Checks, events: &Events) -> Result<(), Refusal>;
    /// The result, once recomputed.
    fn result(&self) -> Option<Vec<Vec<u64>>>;
    /// Partial decryptions that do not hold and were not needed.
    fn tolerated(&self) -> &[Refusal];
}

/// Opens the election of a Setup event: its four records, in the order of the archive.
pub(crate) fn open(
    records: &[Record],
    legacy: bool,
    checks: &mut Checks,
) -> Result<Box<dyn AnyElection>, Refusal> {
    let [election, ..] = records else {
        return Err(super::unchecked(Rule::References));
    };
    let text = election_text(&election.body)
        .map_err(|error| Fault::new(Rule::Election, error).of_record(&election.file()));
    let text = checks.count(Rule::Canonical, text)?;
    match text.group.as_str() {
        Ed25519::NAME => in_group::<Ed25519>(records, legacy, checks),
        #[cfg(feature = "finite-fields")]
        Belenios2048::NAME => in_group::<Belenios2048>(records, legacy, checks),
        #[cfg(feature = "finite-fields")]
        Rfc3526::NAME => in_group::<Rfc3526>(records, legacy, checks),
        other => {
            let culprit = format!("the group {other} is not supported");
            let refused = Refusal::new(election.file(), Rule::Election, culprit);
            checks.count(Rule::Election, Err(refused))
        }
    }
}

fn in_group<G: Group>(
    records: &[Record],
    legacy: bool,
    checks: &mut Checks,
) -> Result<Box<dyn AnyElection>, Refusal> {
    let counting = Counting::<G>::open(records, legacy, checks)?;
    Ok(Box::new(counting))
}
