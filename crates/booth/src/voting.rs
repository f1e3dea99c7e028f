//! Making a ballot, casting or opening it, and auditing one.

use palier_ballots::make::{BallotSeed, Booth, Choices, Opening, Sealed};
use palier_ballots::wire::ElectionText;
use palier_ballots::{Credential, Election, ElectionId, Group, Half, LinkHalf, Share};
use rand_core::CryptoRng;
use serde_json::{Value, json};

use crate::codes::Voter;
use crate::request::Request;
use crate::{Desk, G, Trouble, own_group, questions};

/// Among how many credentials a voter's is hidden when she asks the public list for it, on average.
const CROWD: u64 = 16;

/// The election that ballots are made for.
pub(crate) struct Poll(Election<G>);

/// A ballot that was sealed, with what finds its voter's line.
pub(crate) struct Waiting {
    sealed: Sealed,
    links: Option<[LinkHalf; 2]>,
    /// Its text was given out to be spoiled: it can only be opened.
    spoiled: bool,
}

impl<R: CryptoRng> Desk<R> {
    /// Does what a voter or an auditor asks for; nothing when it is something else.
    pub(crate) fn vote(&mut self, what: &str, request: &Request) -> Option<Result<Value, Trouble>> {
        Some(match what {
            "election" => self.election(request),
            "look" => self.look(request),
            "listed" => self.listed(request),
            "seal" => self.seal(request),
            "cast" => self.cast(),
            "spoil" => self.spoil(),
            "open" => self.open(),
            "audit" => self.audit(request),
            "words" => crate::codes::words(request),
            "register" => self.register(request),
            _ => return None,
        })
    }

    /// Reads the record of an election; what waited for another one is wiped.
    fn election(&mut self, request: &Request) -> Result<Value, Trouble> {
        (self.poll, self.waiting) = (None, None);
        let record = request.text("election")?;
        let text: ElectionText = serde_json::from_slice(record.as_bytes())
            .map_err(|cause| Trouble::new("unreadable", cause.to_string()).within("election"))?;
        own_group(&text.group)?;
        let election = Election::<G>::read(record.as_bytes())
            .map_err(|error| Trouble::from(error).within("election"))?;
        let about = json!({
            "uuid": election.id().as_str(),
            "fingerprint": election.fingerprint(),
            "name": text.name,
            "description": text.description,
            "questions": questions(&text),
        });
        self.poll = Some(Poll(election));
        Ok(about)
    }

    /// The credential that the codes make, and its start, to ask a public list of so many `voters`
    /// with.
    ///
    /// It is as long as leaves a crowd of credentials with that start; of a short list, nothing is
    /// said and all of it asked for.
    fn look(&self, request: &Request) -> Result<Value, Trouble> {
        let credential = self.credential(request)?;
        let mut crowd = request.number("voters")? / 16;
        let mut digits = 0;
        while crowd >= CROWD && digits < credential.len() {
            (crowd, digits) = (crowd / 16, digits + 1);
        }
        Ok(json!({ "prefix": credential[..digits], "credential": credential }))
    }

    /// Whether the codes fit, given the entries of the public list with that start.
    fn listed(&self, request: &Request) -> Result<Value, Trouble> {
        let credential = self.credential(request)?;
        let weight = request.texts("list")?.into_iter().find_map(|entry| {
            let rest = entry.strip_prefix(credential.as_str())?;
            match rest.strip_prefix(',') {
                Some(weight) => weight.parse::<u64>().ok(),
                None => rest.is_empty().then_some(1),
            }
        });
        Ok(json!({ "listed": weight.is_some(), "weight": weight }))
    }

    /// Makes a ballot; one that was sealed before and neither cast nor opened is wiped.
    fn seal(&mut self, request: &Request) -> Result<Value, Trouble> {
        self.waiting = None;
        let Poll(election) = self.poll.as_ref().ok_or_else(no_election)?;
        let Voter { secret, links } = Voter::of(request, election.id())?;
        let seed = BallotSeed::random(&secret, &mut self.rng);
        let choices = Choices::new(request.choices()?);
        let sealed = Booth::new(election).seal(&secret, choices, seed, &mut self.rng)?;
        let tracking_number = sealed.tracking_number();
        self.waiting = Some(Waiting {
            sealed,
            links,
            spoiled: false,
        });
        Ok(json!({ "tracking_number": tracking_number }))
    }

    /// Gives the ballot out to be cast; it cannot be opened any more.
    fn cast(&mut self) -> Result<Value, Trouble> {
        let waiting = self.waiting.take_if(|waiting| !waiting.spoiled);
        let Waiting { sealed, links, .. } = waiting.ok_or_else(nothing_sealed)?;
        let cast = sealed.cast();
        let mut given = json!({
            "ballot": String::from_utf8_lossy(cast.bytes()),
            "tracking_number": cast.tracking_number(),
        });
        if let Some([a, b]) = links {
            given["links"] = json!({ "a": a.expose(), "b": b.expose() });
        }
        Ok(given)
    }

    /// Gives the ballot out to be registered as spoiled; it can only be opened after that.
    fn spoil(&mut self) -> Result<Value, Trouble> {
        let waiting = self.waiting.as_mut().ok_or_else(nothing_sealed)?;
        waiting.spoiled = true;
        Ok(json!({ "ballot": String::from_utf8_lossy(waiting.sealed.bytes()) }))
    }

    /// Shows how the ballot was made; it cannot be cast any more.
    fn open(&mut self) -> Result<Value, Trouble> {
        let Poll(election) = self.poll.as_ref().ok_or_else(no_election)?;
        let Waiting { sealed, .. } = self.waiting.take().ok_or_else(nothing_sealed)?;
        let tracking_number = sealed.tracking_number();
        let opening = sealed.open(election.id());
        Ok(json!({ "tracking_number": tracking_number, "opening": opening.print() }))
    }

    /// Makes the ballot of another device again, from its opening.
    fn audit(&self, request: &Request) -> Result<Value, Trouble> {
        let Poll(election) = self.poll.as_ref().ok_or_else(no_election)?;
        let opening = Opening::parse(request.text("opening")?)
            .map_err(|error| Trouble::from(error).within("opening"))?;
        let audited = Booth::new(election)
            .audit(opening)
            .map_err(|error| Trouble::from(error).within("opening"))?;
        let choices: Vec<&[u8]> = audited.choices.questions().collect();
        Ok(json!({ "tracking_number": audited.tracking_number, "choices": choices }))
    }

    /// Makes both codes of a voter here, and what registers them before a roll closes.
    fn register(&mut self, request: &Request) -> Result<Value, Trouble> {
        let uuid = ElectionId::parse(request.text("uuid")?)
            .map_err(|error| Trouble::from(error).within("uuid"))?;
        let mut made = |half| {
            let code = Credential::random(&mut self.rng);
            let share = Share::<G>::of(&code, &uuid, half, 0, &mut self.rng);
            (code.expose().to_owned(), share.print())
        };
        let ((a, of_a), (b, of_b)) = (made(Half::A), made(Half::B));
        Ok(json!({ "codes": [a, b], "shares": { "a": of_a, "b": of_b } }))
    }

    fn credential(&self, request: &Request) -> Result<String, Trouble> {
        let Poll(election) = self.poll.as_ref().ok_or_else(no_election)?;
        Ok(G::encode(
            &Voter::of(request, election.id())?.secret.public(),
        ))
    }
}

fn no_election() -> Trouble {
    Trouble::new("no-election", "an election comes first")
}

fn nothing_sealed() -> Trouble {
    let detail = "no ballot waits: each is given out once, cast or opened";
    Trouble::new("nothing-sealed", detail)
}
