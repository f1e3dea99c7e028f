//! Our part in an election shared with other software, in the group `BELENIOS-2048`.
//!
//! `scripts/cross_belenios.sh` runs it between the commands of `belenios-tool`:
//!
//! * `exchange setup FOLDER UUID` sets up an election out of `theirs.pubkey`, `theirs.pubcreds` and
//!   `template.json` in the folder, with a trustee of ours beside theirs;
//! * `exchange vote FOLDER UUID CODE CHOICES` adds a ballot of ours, with a code of Belenios 2.0;
//! * `exchange result FOLDER UUID` decrypts our part, opens the result and verifies the whole.

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use palier_ballots::archive::{Board, Reader, Step, Writer};
use palier_ballots::check::{Ciphertext, check_partial_decryption};
use palier_ballots::conduct::{self, Template, append};
use palier_ballots::make::{BallotSeed, Booth, Choices};
use palier_ballots::verify::{Options, Verdict, verify};
use palier_ballots::wire::{
    EncryptedTallyText, EventText, EventType, OwnedText, SizedTallyText, TrusteeText, parse, print,
};
use palier_ballots::{
    Belenios2048 as G, EarlierCredential, Election, ElectionId, Group, PublicCredentials,
    SecretScalar, TrusteeKey, decrypt,
};
use rand::SeedableRng;
use rand::rngs::StdRng;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// When the invented election was set up.
const TIME: u64 = 1_790_000_000;

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["setup", folder, uuid] => setup(Path::new(folder), uuid),
        ["vote", folder, uuid, code, choices] => vote(Path::new(folder), uuid, code, choices),
        ["result", folder, uuid] => result(Path::new(folder), uuid),
        _ => Err("exchange setup|vote|result FOLDER UUID ..".into()),
    }
}

/// Invented votes need no secret randomness, and a run that fails can be run again.
fn rng() -> StdRng {
    StdRng::seed_from_u64(2048)
}

fn archive(folder: &Path, uuid: &str) -> PathBuf {
    folder.join(format!("{uuid}.bel"))
}

fn setup(folder: &Path, uuid: &str) -> Outcome<()> {
    let mut rng = rng();
    let theirs = std::fs::read(folder.join("theirs.pubkey"))?;
    let secret = SecretScalar::<G>::random(&mut rng);
    std::fs::write(folder.join("ours.privkey"), secret.encode().as_bytes())?;
    let trustees = [
        TrusteeText::Single(serde_json::from_slice(&theirs)?),
        TrusteeText::Single(TrusteeKey::publish(&secret, &mut rng).print()),
    ];
    let template = Template::read(&std::fs::read(folder.join("template.json"))?)?;
    let election = conduct::election::<G>(&template, &ElectionId::parse(uuid)?, &trustees)?;
    let lines: Vec<String> =
        serde_json::from_slice(&std::fs::read(folder.join("theirs.pubcreds"))?)?;
    let keys = lines
        .iter()
        .map(|line| G::decode(line.split(',').next().unwrap_or_default()));
    let keys: Vec<_> = keys.collect::<Result<_, _>>()?;
    let list = PublicCredentials::new::<G>(keys.iter().map(|key| (key, 1)))?;
    let (mut writer, mut bytes) = Writer::start(TIME)?;
    bytes.extend(append::setup(
        &mut writer,
        &election,
        &print(&trustees),
        &list,
    )?);
    std::fs::write(archive(folder, uuid), bytes)?;
    Ok(())
}

/// An archive as far as it goes.
struct Open {
    bytes: Vec<u8>,
    steps: Vec<Step>,
    writer: Writer,
}

impl Open {
    fn read(folder: &Path, uuid: &str) -> Outcome<Self> {
        let bytes = std::fs::read(archive(folder, uuid))?;
        let (mut reader, mut board, mut steps) = (Reader::new(), Board::new(), Vec::new());
        let mut last = None;
        reader.push(&bytes);
        while let Some(record) = reader
            .next_record()
            .map_err(|refusal| refusal.to_string())?
        {
            if let Ok(event) = parse::<EventText>(&record.body) {
                last = Some((record.hash.clone(), event.height));
            }
            steps.extend(board.take(record).map_err(|refusal| refusal.to_string())?);
        }
        Ok(Self {
            writer: Writer::resume(TIME, last),
            bytes,
            steps,
        })
    }

    /// The contents of the records of an event.
    fn records(&self, event: EventType) -> Outcome<Vec<&[u8]>> {
        let step = self.steps.iter().find(|step| step.event == event);
        let step = step.ok_or_else(|| format!("no {event}"))?;
        Ok(step.records.iter().map(|record| &*record.body).collect())
    }

    fn write(&self, folder: &Path, uuid: &str) -> Outcome<()> {
        Ok(std::fs::write(archive(folder, uuid), &self.bytes)?)
    }
}

fn vote(folder: &Path, uuid: &str, code: &str, choices: &str) -> Outcome<()> {
    let mut open = Open::read(folder, uuid)?;
    let election = Election::<G>::read(open.records(EventType::Setup)?[0])?;
    let credential = EarlierCredential::parse(code)?.derive::<G>(election.id());
    let mut rng = rng();
    let seed = BallotSeed::random(&credential, &mut rng);
    let sealed =
        Booth::new(&election).seal(&credential, Choices::parse(choices)?, seed, &mut rng)?;
    let added = append::ballot(&mut open.writer, &sealed.cast())?;
    open.bytes.extend(added);
    open.write(folder, uuid)
}

fn result(folder: &Path, uuid: &str) -> Outcome<()> {
    let mut open = Open::read(folder, uuid)?;
    let setup = open.records(EventType::Setup)?;
    let election = Election::<G>::read(setup[0])?;
    let trustees: Vec<TrusteeText> = parse(setup[1])?;
    let [tally, sized] = open.records(EventType::EncryptedTally)?[..] else {
        return Err("a tally is two records".into());
    };
    let sized: SizedTallyText = parse(sized)?;
    let sum: Vec<Vec<Ciphertext<G>>> = parse::<EncryptedTallyText>(tally)?
        .iter()
        .map(|row| row.iter().map(Ciphertext::parse).collect())
        .collect::<Result<_, _>>()?;
    let [partial, owned] = open.records(EventType::PartialDecryption)?[..] else {
        return Err("a partial decryption is two records".into());
    };
    let owner = parse::<OwnedText>(owned)?.owner;
    let Some(TrusteeText::Single(theirs)) = trustees.first() else {
        return Err("the first trustee is single".into());
    };
    let key = *TrusteeKey::<G>::verify(theirs)?.public_key();
    let print = election.fingerprint();
    let (theirs, verdict) = check_partial_decryption::<G>(print, &key, &sum, &parse(partial)?)?;
    verdict?;

    let secret = std::fs::read_to_string(folder.join("ours.privkey"))?;
    let secret = SecretScalar::<G>::decode(&secret)?;
    let text = decrypt(print, &secret, &sum, &mut rng());
    let (ours, verdict) = check_partial_decryption::<G>(print, &secret.public(), &sum, &text)?;
    verdict?;
    let factors = HashMap::from([(owner, theirs), (2, ours)]);
    let result = conduct::result::<G>(&sum, sized.total_weight.0, &trustees, &factors)?;
    let mut added = append::partial_decryption(&mut open.writer, 2, &text)?;
    added.extend(append::result(&mut open.writer, &result)?);
    open.bytes.extend(added);
    let report = verify([&open.bytes], Options::default());
    if report.verdict != Verdict::Valid {
        return Err(format!("we refuse it: {:?}", report.refusal).into());
    }
    println!("{}", serde_json::to_string(&result)?);
    open.write(folder, uuid)
}
