//! A voter's codes, typed or copied in one of their spellings.

use palier_ballots::{Credential, ElectionId, Half, LinkHalf, SecretScalar};
use serde_json::{Value, json};

use crate::request::Request;
use crate::{G, Trouble};

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
            let read = Credential::read(text)
                .map_err(|e| Trouble::from(e).within(&format!("codes[{at}]")));
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

/// The two spellings of a code, to be noted.
pub(crate) fn words(request: &Request) -> Result<Value, Trouble> {
    let code =
        Credential::read(request.text("code")?).map_err(|e| Trouble::from(e).within("code"))?;
    Ok(json!({ "code": code.expose(), "words": *code.words() }))
}
