//! The box of an election of the demonstration: sealed empty, its register as long as its roll.

use super::{Poll, holders};
use crate::cli::Failure;
use palier_app::demo::voting_letters::code;
use palier_ballots::archive::{Head, Writer};
use palier_ballots::conduct::{self, Template, append};
use palier_ballots::wire::print;
use palier_ballots::{
    Ed25519, Election, ElectionId, Half, LinkHalf, LinkTag, PublicCredentials, SecretScalar,
};
use palier_domain::election::protocol::Protocol;
use palier_domain::id::RollLineId;
use palier_store::ballot_box::{
    About, BallotBox, BallotBoxes, BallotList, Help, Kind, Line, Rules, Sealing, Start,
};
use palier_store::election::seal::Seal;
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// A voter of the demonstration.
pub struct Elector {
    /// The credential of her two codes.
    pub secret: SecretScalar<Ed25519>,
    /// What finds her line.
    pub tag: LinkTag,
}

/// The electors of a handle, in the order of their letters.
///
/// # Errors
/// When the handle is none.
pub fn electors(handle: &str, count: u32) -> Result<Vec<Elector>, Failure> {
    let id = ElectionId::parse(handle).map_err(failed)?;
    let elector = |line| {
        let [a, b] = [Half::A, Half::B].map(|half| code(handle, half, line));
        let secret = a.derive::<Ed25519>(&id).join(&b.derive(&id));
        let [r_a, r_b] = [(a, Half::A), (b, Half::B)].map(|(c, half)| LinkHalf::of(&c, &id, half));
        let tag = LinkTag::of::<Ed25519>(&id, &secret.public(), &r_a, &r_b);
        Elector { secret, tag }
    };
    Ok((0..count).map(elector).collect())
}

/// The public list of their credentials.
///
/// # Errors
/// When two are equal.
pub fn credentials(electors: &[Elector]) -> Result<PublicCredentials, Failure> {
    let publics: Vec<_> = electors.iter().map(|one| one.secret.public()).collect();
    let lines = publics.iter().map(|key| (key, 1));
    PublicCredentials::new::<Ed25519>(lines).map_err(failed)
}

/// A box that was sealed.
pub struct Boxed {
    /// The box.
    pub boxed: BallotBox,
    /// Its election.
    pub election: Election<Ed25519>,
    fingerprint: String,
    head: String,
}

impl Boxed {
    /// The fingerprints that are published.
    pub fn seals(&self, protocol: &Protocol, roll: String) -> Vec<Seal> {
        let protocol = serde_json::to_string(protocol).unwrap_or_default();
        let all = [
            ("protocol", hex::encode(Sha256::digest(protocol))),
            ("roll", roll),
            ("election", self.fingerprint.clone()),
            ("archive", self.head.clone()),
        ];
        let seal = |(name, value): (&str, String)| Seal {
            name: name.to_owned(),
            value,
        };
        all.into_iter().map(seal).collect()
    }
}

/// Seals the box.
///
/// # Errors
/// When the protocol refuses what is sealed, or the box cannot be made.
pub async fn seal(
    boxes: &BallotBoxes,
    (poll, handle): (&Poll, &str),
    electors: &[Elector],
    lines: &[RollLineId],
    lists: &[BallotList],
) -> Result<Boxed, Failure> {
    if lines.len() != electors.len() {
        return Err(failed(format!("{} lines in the roll", lines.len())));
    }
    let (start, election) = start((poll, handle), electors, lists)?;
    let head = start.head.clone();
    let sealing = Sealing {
        start,
        opens_at: poll.opens_at,
        closes_at: poll.closes_at,
        rules: Rules {
            revoting: false,
            grace_minutes: 0,
            publication_minutes: poll.publication_minutes,
            least_published: poll.least_published,
            origins: Vec::new(),
        },
        about: about(poll, lists),
        register: lines.iter().zip(electors).map(line).collect(),
        now: poll.opens_at,
    };
    Ok(Boxed {
        boxed: boxes.create(handle, sealing).await?,
        fingerprint: election.fingerprint().to_owned(),
        election,
        head,
    })
}

fn line((id, elector): (&RollLineId, &Elector)) -> Line {
    Line {
        id: id.0,
        tag: *elector.tag.as_bytes(),
    }
}

fn about(poll: &Poll, lists: &[BallotList]) -> About {
    About {
        title: poll.title.to_owned(),
        landlord: poll.landlord.to_owned(),
        slug: poll.slug.to_owned(),
        kind: Kind::Demo,
        lists: lists.to_vec(),
        help: Help {
            phone: poll.phone.to_owned(),
            place: poll.place.to_owned(),
        },
    }
}

/// The first bytes of the archive.
fn start(
    (poll, handle): (&Poll, &str),
    electors: &[Elector],
    lists: &[BallotList],
) -> Result<(Start, Election<Ed25519>), Failure> {
    let id = ElectionId::parse(handle).map_err(failed)?;
    let trustees = holders::ceremony(handle)?.trustees;
    let template = Template::read(template(poll, lists).as_bytes()).map_err(failed)?;
    let election = conduct::election::<Ed25519>(&template, &id, &trustees).map_err(failed)?;
    let list = credentials(electors)?;
    let seconds = poll.sealed_at.timestamp();
    let unsigned = u64::try_from(seconds).map_err(failed)?;
    let (mut writer, mut bytes) = Writer::start(unsigned).map_err(failed)?;
    let setup = append::setup(&mut writer, &election, &print(&trustees), &list);
    bytes.extend(setup.map_err(failed)?);
    let head = Head::read([&bytes]).map_err(|refusal| failed(refusal.rule))?;
    let [head] = &head.events[..] else {
        return Err(failed("a setup is one event"));
    };
    let start = Start {
        seconds,
        head: head.clone(),
        bytes,
    };
    Ok((start, Election::read(&election).map_err(failed)?))
}

/// What is to be decided: one list, or a blank vote.
fn template(poll: &Poll, lists: &[BallotList]) -> String {
    let answers: Vec<_> = lists.iter().map(|list| &list.title).collect();
    json!({
        "name": poll.title,
        "description": poll.landlord,
        "questions": [{
            "question": "Quelle liste choisissez-vous ?",
            "answers": answers,
            "blank": true,
            "min": 1,
            "max": 1,
        }],
    })
    .to_string()
}

pub fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the demonstration's box: {error}"))
}
