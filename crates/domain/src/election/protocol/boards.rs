//! The people and bodies whom a protocol names: commission, tally board, code authorities.

use super::super::key_plan::Interest;
use super::rule::{Field, Rule};
use serde::{Deserialize, Serialize};

/// Who makes one half of the codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeAuthority {
    /// The body.
    pub name: String,
    /// Whose interest it stands for.
    pub interest: Interest,
    /// Who appears as the sender of its letters.
    pub sender: String,
}

/// The two authorities, each of which makes one half of every credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeAuthorities {
    /// Makes half A.
    pub a: CodeAuthority,
    /// Makes half B.
    pub b: CodeAuthority,
}

/// Two members of the commission together open the file from which a lost letter is printed again.
pub(super) const LEAST_COMMISSION: u64 = 2;
/// The key is split among the tally board, at least three holders (CNIL 2019-053).
pub(super) const LEAST_TALLY_BOARD: u64 = 3;

impl CodeAuthorities {
    pub(super) fn broken_rules(&self) -> Vec<(Field, Rule)> {
        let mut broken = Vec::new();
        let said = [&self.a.name, &self.a.sender, &self.b.name, &self.b.sender];
        if said.iter().any(|name| name.trim().is_empty()) {
            broken.push((Field::CodeAuthorities, Rule::AuthoritiesMissing));
        }
        if same(&self.a.name, &self.b.name) || self.a.interest == self.b.interest {
            broken.push((Field::CodeAuthorities, Rule::AuthoritiesNotRivals));
        }
        if same(&self.a.sender, &self.b.sender) {
            broken.push((Field::CodeAuthorities, Rule::SameSender));
        }
        broken
    }
}

pub(super) fn broken_board(field: Field, members: &[String], least: u64) -> Vec<(Field, Rule)> {
    let mut broken = Vec::new();
    if u64::try_from(members.len()).is_ok_and(|found| found < least) {
        broken.push((field, Rule::TooFewMembers { least }));
    }
    for (at, member) in members.iter().enumerate() {
        if members[..at].iter().any(|before| same(before, member)) {
            let member = member.clone();
            broken.push((field, Rule::MemberTwice { member }));
        }
    }
    broken
}

/// Whether two names are one, whatever the capitals, accents and spaces around.
fn same(a: &str, b: &str) -> bool {
    crate::fold(a.trim()) == crate::fold(b.trim())
}
