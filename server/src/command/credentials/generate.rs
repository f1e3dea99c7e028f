//! `palier credentials generate`.

use super::options::Generate;
use crate::cli::Failure;
use crate::command::by_hand::files::write_together;
use crate::command::by_hand::{in_group, qr, refused, rng};
use crate::command::utf8;
use palier_ballots::wire::print;
use palier_ballots::{
    Credential, ElectionId, Making, PublicCredentials, SharesText, Voter, read_roll,
};
use zeroize::Zeroizing;

/// Draws the codes of a roll.
pub(super) fn generate(options: &Generate) -> Result<(), Failure> {
    in_group!(&options.group, G => generate_in::<G>(options))
}

fn generate_in<G: Making>(options: &Generate) -> Result<(), Failure> {
    let election =
        ElectionId::parse(&options.uuid).map_err(|error| refused(&options.uuid, &error))?;
    let named = |error| refused(options.voters.display(), &error);
    let voters = read_roll(&utf8(&options.voters)?).map_err(named)?;
    let rng = &mut rng();
    let codes: Vec<Credential> = voters.iter().map(|_| Credential::random(rng)).collect();
    let table = table(&voters, &codes);
    let (name, public) = match options.half {
        Some(half) => {
            let shares = SharesText::make::<G, _>(&codes, &voters, &election, half.into(), rng);
            ("shares.json", Zeroizing::new(print(&shares)))
        }
        None => {
            let keys = codes
                .iter()
                .map(|code| code.derive::<G>(&election).public());
            let keys: Vec<G::Element> = keys.collect();
            let weights = voters.iter().map(|voter| voter.weight);
            let list = PublicCredentials::new::<G>(keys.iter().zip(weights)).map_err(named)?;
            ("credentials.json", Zeroizing::new(print(&list.entries())))
        }
    };
    write_together(
        &options.out,
        &[("codes.csv", table.as_bytes()), (name, &public)],
    )?;
    if options.qr {
        draw(options, &codes)?;
    }
    let folder = options.out.display();
    println!("{} codes for election {election}", codes.len());
    println!("{folder}/codes.csv: for the voters, each her own line; destroy it when all have it");
    println!(
        "{folder}/{name}: {}",
        match options.half {
            Some(_) => "for whoever combines, over a safe way; destroy it then",
            None => "public, for `palier election setup`",
        }
    );
    Ok(())
}

/// The codes as CSV, with a header; wiped when dropped.
fn table(voters: &[Voter], codes: &[Credential]) -> Zeroizing<String> {
    const HEADER: &str = "identifier,code,words\n";
    let lengths = voters.iter().map(|voter| 2 * voter.identifier.len() + 200);
    // Reserved at once: growing would leave copies behind that nothing wipes.
    let room = HEADER.len() + lengths.sum::<usize>();
    let mut table = Zeroizing::new(String::with_capacity(room));
    table.push_str(HEADER);
    for (voter, code) in voters.iter().zip(codes) {
        if voter.identifier.contains([',', '"']) {
            table.push('"');
            table.push_str(&voter.identifier.replace('"', "\"\""));
            table.push('"');
        } else {
            table.push_str(&voter.identifier);
        }
        table.push(',');
        table.push_str(code.expose());
        table.push(',');
        table.push_str(&code.words());
        table.push('\n');
    }
    table
}

fn draw(options: &Generate, codes: &[Credential]) -> Result<(), Failure> {
    let folder = options.out.join("qr");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::new(format!("cannot make {}: {error}", folder.display())))?;
    for (number, code) in (1..).zip(codes) {
        qr::write(&folder.join(format!("{number}.svg")), code.expose())?;
    }
    Ok(())
}
