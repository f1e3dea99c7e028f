//! A voter's codes, typed or copied in one of their spellings.

use palier_ballots::{Credential, ElectionId, Error, Half, LinkHalf, SecretScalar};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::request::Request;
use crate::{G, Trouble};

/// How many characters a code has without its hyphens, and how they are grouped.
const GROUPS: [usize; 4] = [5, 6, 5, 6];

/// What the codes stand for in one election.
pub(crate) struct Voter {
    pub secret: SecretScalar<G>,
    /// What finds the line of the roll, where two codes share the credential.
    pub links: Option<[LinkHalf; 2]>,
}

impl Voter {
    /// Reads `codes`: one, or the two that share a credential, first that of authority A.
    pub fn of(request: &Request, election: &ElectionId) -> Result<Self, Trouble> {
        let texts = request.texts("codes")?;
        let mut codes = Vec::with_capacity(texts.len());
        for (at, text) in texts.into_iter().enumerate() {
            let read = code(text).map_err(|e| Trouble::from(e).within(&format!("codes[{at}]")));
            codes.push(read?);
        }
        match &codes[..] {
            [whole] => Ok(Self {
                secret: whole.derive(election),
                links: None,
            }),
            [a, b] => Ok(Self {
                secret: a.derive(election).join(&b.derive(election)),
                links: Some([
                    LinkHalf::of(a, election, Half::A),
                    LinkHalf::of(b, election, Half::B),
                ]),
            }),
            other => Err(Trouble::new("code-count", other.len().to_string()).within("codes")),
        }
    }
}

/// Reads a code in words, or in 22 characters whose hyphens may be spaces or left out.
fn code(text: &str) -> Result<Credential, Error> {
    if text.split_whitespace().count() > GROUPS.len() {
        return Credential::from_words(text);
    }
    let between = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}');
    // Reserved at once: growing would leave copies behind that nothing wipes.
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    plain.extend(text.chars().filter(|c| !between(*c)));
    let mut spelt = Zeroizing::new(String::with_capacity(text.len() + GROUPS.len()));
    let mut left = plain.chars();
    for (at, group) in GROUPS.into_iter().enumerate() {
        if at > 0 {
            spelt.push('-');
        }
        spelt.extend(left.by_ref().take(group));
    }
    spelt.extend(left);
    Credential::parse(&spelt)
}

/// The two spellings of a code, to be noted.
pub(crate) fn words(request: &Request) -> Result<Value, Trouble> {
    let code = code(request.text("code")?).map_err(|e| Trouble::from(e).within("code"))?;
    Ok(json!({ "code": code.expose(), "words": *code.words() }))
}
