//! The roll of an election: who has a code, and how much her ballot weighs.

use std::collections::HashMap;

use crate::Error;

/// One line of the roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voter {
    /// What the authority knows her by; it goes nowhere but beside her code.
    pub identifier: String,
    /// How often her ballot counts.
    pub weight: u64,
}

/// Reads a roll: CSV without a header, a line for each voter, `identifier` or `identifier,weight`.
///
/// # Errors
/// [`Error::CredentialLine`] naming the line that is blank, repeats an identifier, or does not read
/// so; [`Error::Missing`] when there is no line.
pub fn read_roll(text: &str) -> Result<Vec<Voter>, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut before = HashMap::new();
    let mut voters = Vec::new();
    for (line, text) in text.lines().enumerate() {
        let refused = |cause| Error::CredentialLine {
            line,
            cause: Box::new(cause),
        };
        let voter = voter(text).map_err(refused)?;
        if let Some(before) = before.insert(voter.identifier.clone(), line) {
            let identifier = voter.identifier;
            return Err(refused(Error::VoterTwice { identifier, before }));
        }
        voters.push(voter);
    }
    if voters.is_empty() {
        return Err(Error::Missing.within("voters"));
    }
    Ok(voters)
}

fn voter(line: &str) -> Result<Voter, Error> {
    if line.trim().is_empty() {
        return Err(Error::VoterBlank);
    }
    let (identifier, weight) = match &fields(line).ok_or(Error::VoterShape)?[..] {
        [identifier] => (identifier.clone(), 1),
        [identifier, weight] => {
            let weight = weight.trim();
            let read: u64 = weight.parse().map_err(|_| Error::VoterShape)?;
            if read.to_string() != weight {
                return Err(Error::VoterShape);
            }
            (identifier.clone(), read)
        }
        _ => return Err(Error::VoterShape),
    };
    let identifier = identifier.trim().to_owned();
    if identifier.is_empty() {
        return Err(Error::VoterShape);
    }
    if weight == 0 {
        return Err(Error::WeightIsZero);
    }
    Ok(Voter { identifier, weight })
}

/// The fields of a line (RFC 4180, without line ends in quotes); nothing when quotes do not close.
fn fields(line: &str) -> Option<Vec<String>> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let field = fields.last_mut()?;
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' if quoted => {
                quoted = false;
                if !matches!(characters.peek(), None | Some(',')) {
                    return None;
                }
            }
            '"' if field.is_empty() => quoted = true,
            ',' if !quoted => fields.push(String::new()),
            other => field.push(other),
        }
    }
    (!quoted).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        read_roll(text).unwrap_err().to_string()
    }

    #[test]
    fn a_roll_has_identifiers_and_weights() {
        let voters = read_roll("\u{feff}claire\r\n\"Dupont, \"\"Jo\"\"\",3\nmalik, 2\n").unwrap();
        let lines: Vec<_> = voters
            .iter()
            .map(|voter| (voter.identifier.as_str(), voter.weight))
            .collect();
        assert_eq!(lines, [("claire", 1), ("Dupont, \"Jo\"", 3), ("malik", 2)]);
    }

    #[test]
    fn a_line_that_is_wrong_is_named() {
        assert_eq!(refused("a\n\nb"), "line 2 of the roll: the line is blank");
        assert_eq!(
            refused("a\nb\na,2"),
            "line 3 of the roll: a stands on line 1 already"
        );
        let shape = "a line reads identifier or identifier,weight, the weight a whole number";
        for line in ["x,y", "x,-1", "x,01", "x,1,2", ",1", "\"x", "\"x\"y", "x,"] {
            assert_eq!(
                refused(line),
                format!("line 1 of the roll: {shape}"),
                "{line}"
            );
        }
        assert_eq!(refused("x,0"), "line 1 of the roll: a weight is at least 1");
        assert_eq!(refused(""), "voters: missing");
    }
}
