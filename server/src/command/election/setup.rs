//! `palier election setup`.

use super::options::Setup;
use crate::cli::Failure;
use crate::command::by_hand::files::write_together;
use crate::command::by_hand::{in_group, refused, rng};
use crate::command::read;
use palier_ballots::archive::Writer;
use palier_ballots::conduct::{self, Template, append};
use palier_ballots::verify::{Options, Verdict, verify};
use palier_ballots::wire::{PedersenText, TrusteeText, print};
use palier_ballots::{ElectionId, Making, PublicCredentials, TrusteeKeyText};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Makes an election.
pub(super) fn setup(options: &Setup) -> Result<(), Failure> {
    in_group!(&options.group, G => setup_in::<G>(options))
}

fn setup_in<G: Making>(options: &Setup) -> Result<(), Failure> {
    let id = match &options.uuid {
        Some(uuid) => ElectionId::parse(uuid).map_err(|error| refused(uuid, &error))?,
        None => ElectionId::random(&mut rng()),
    };
    let template = Template::read(&read(&options.template)?)
        .map_err(|error| refused(options.template.display(), &error))?;
    let credentials = PublicCredentials::read::<G>(read(&options.credentials)?.trim_ascii())
        .map_err(|error| refused(options.credentials.display(), &error))?;
    if credentials.is_empty() {
        let list = options.credentials.display();
        return Err(Failure::new(format!("{list} is empty: nobody could vote")));
    }
    let trustees = options.trustee.iter().map(|path| trustee(path));
    let trustees: Vec<TrusteeText> = trustees.collect::<Result<_, _>>()?;
    let election = conduct::election::<G>(&template, &id, &trustees)
        .map_err(|error| refused("the election is refused", &error))?;
    let time = options.time.unwrap_or_else(now);
    let refused = |error| refused("the archive cannot be made", &error);
    let (mut writer, mut bytes) = Writer::start(time).map_err(refused)?;
    let setup = append::setup(&mut writer, &election, &print(&trustees), &credentials);
    bytes.extend(setup.map_err(refused)?);
    right(&bytes, &options.trustee)?;
    let name = format!("{id}.bel");
    write_together(&options.out, &[(&name, &bytes)])?;
    println!("{}", options.out.join(name).display());
    if options.uuid.is_none() {
        println!("the identifier was drawn: codes that were made for another one do not fit");
    }
    println!("fingerprint {}", G::fingerprint(&election));
    println!(
        "{} credentials, {} parts of trustees, every proof checked",
        credentials.len(),
        trustees.len()
    );
    Ok(())
}

/// Verifies what is about to be written: certificates, signatures and keys of the trustees too.
fn right(bytes: &[u8], trustees: &[impl AsRef<Path>]) -> Result<(), Failure> {
    let report = verify([bytes], Options::default());
    let refusal = match (report.verdict, report.refusal) {
        (Verdict::Valid, _) => return Ok(()),
        (_, Some(refusal)) => format!("{}: {}", refusal.rule, refusal.culprit),
        (_, None) => "its archive does not verify".to_owned(),
    };
    let names = trustees
        .iter()
        .map(|path| path.as_ref().display().to_string());
    let names: Vec<String> = names.collect();
    Err(Failure::new(format!(
        "the election is refused: {refusal} (trustees[0] is the first of {})",
        names.join(", ")
    )))
}

/// A trustee's key, or the outcome of the threshold rounds.
fn trustee(path: &Path) -> Result<TrusteeText, Failure> {
    let bytes = read(path)?;
    let said = |error| {
        let path = path.display();
        Failure::new(format!(
            "{path} is neither a trustee's key nor the outcome of the threshold rounds: {error}"
        ))
    };
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(said)?;
    if value.get("threshold").is_some() {
        serde_json::from_slice::<PedersenText>(&bytes)
            .map(TrusteeText::Pedersen)
            .map_err(said)
    } else {
        serde_json::from_slice::<TrusteeKeyText>(&bytes)
            .map(TrusteeText::Single)
            .map_err(said)
    }
}

/// The seconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
