//! The box of the demonstration's election: sealed empty, its register as long as its roll.

use super::{Coteaux, course, holders};
use crate::cli::Failure;
use palier_app::demo::voting_letters::{LANDLORD, LEASES, code};
use palier_ballots::archive::{Head, Writer};
use palier_ballots::conduct::{self, Template, append};
use palier_ballots::wire::print;
use palier_ballots::{
    Ed25519, Election, ElectionId, Half, LinkHalf, LinkTag, PublicCredentials, SecretScalar,
};
use palier_store::ballot_box::{
    About, BallotBox, BallotBoxes, BallotList, Help, Kind, Line, Rules, Sealing, Start,
};
use palier_store::ids;
use serde_json::json;

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
pub fn electors(handle: &str) -> Result<Vec<Elector>, Failure> {
    let id = ElectionId::parse(handle).map_err(failed)?;
    let elector = |line| {
        let [a, b] = [Half::A, Half::B].map(|half| code(handle, half, line));
        let secret = a.derive::<Ed25519>(&id).join(&b.derive(&id));
        let [r_a, r_b] = [(a, Half::A), (b, Half::B)].map(|(c, half)| LinkHalf::of(&c, &id, half));
        let tag = LinkTag::of::<Ed25519>(&id, &secret.public(), &r_a, &r_b);
        Elector { secret, tag }
    };
    Ok((0..LEASES).map(elector).collect())
}

/// Seals the box.
///
/// # Errors
/// When the protocol refuses what is sealed, or the box cannot be made.
pub async fn seal(
    boxes: &BallotBoxes,
    handle: &str,
    electors: &[Elector],
    coteaux: &Coteaux,
) -> Result<(BallotBox, Election<Ed25519>), Failure> {
    let (start, election) = start(handle, electors, coteaux)?;
    let opens_at = course::instant(12, 2, 9)?;
    let sealing = Sealing {
        start,
        opens_at,
        closes_at: course::instant(12, 13, 12)?,
        rules: Rules {
            revoting: false,
            grace_minutes: 0,
            publication_minutes: 1,
            least_published: 1,
            origins: Vec::new(),
        },
        about: about(coteaux),
        register: electors.iter().map(line).collect(),
        now: opens_at,
    };
    Ok((boxes.create(handle, sealing).await?, election))
}

fn line(elector: &Elector) -> Line {
    Line {
        id: ids::new_v4(),
        tag: *elector.tag.as_bytes(),
    }
}

fn about(coteaux: &Coteaux) -> About {
    let list = |list: &super::List| BallotList {
        title: list.title.clone(),
        affiliation: list.affiliation.clone(),
    };
    About {
        title: course::TITLE.to_owned(),
        landlord: super::NAME.to_owned(),
        slug: LANDLORD.to_owned(),
        kind: Kind::Demo,
        lists: coteaux.list.iter().map(list).collect(),
        help: Help {
            phone: "01 99 00 14 14".to_owned(),
            place: "Loge du Belvédère, 1, place du Belvédère".to_owned(),
        },
    }
}

/// The first bytes of the archive.
fn start(
    handle: &str,
    electors: &[Elector],
    coteaux: &Coteaux,
) -> Result<(Start, Election<Ed25519>), Failure> {
    let id = ElectionId::parse(handle).map_err(failed)?;
    let trustees = holders::trustees(handle)?;
    let template = Template::read(template(coteaux).as_bytes()).map_err(failed)?;
    let election = conduct::election::<Ed25519>(&template, &id, &trustees).map_err(failed)?;
    let publics: Vec<_> = electors.iter().map(|one| one.secret.public()).collect();
    let list = PublicCredentials::new::<Ed25519>(publics.iter().map(|key| (key, 1)));
    let seconds = course::instant(11, 29, 10)?.timestamp();
    let unsigned = u64::try_from(seconds).map_err(failed)?;
    let (mut writer, mut bytes) = Writer::start(unsigned).map_err(failed)?;
    let list = list.map_err(failed)?;
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
fn template(coteaux: &Coteaux) -> String {
    let answers: Vec<_> = coteaux.list.iter().map(|list| &list.title).collect();
    json!({
        "name": course::TITLE,
        "description": super::NAME,
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
