//! `palier ballot audit`.

use super::options::Audit;
use crate::cli::Failure;
use crate::command::by_hand::archive::ArchiveFile;
use crate::command::by_hand::{files, in_group, refused};
use palier_ballots::make::{Booth, Opening};
use palier_ballots::wire::QuestionText;
use palier_ballots::{Election, Making};

/// Makes a ballot again from its opening, and says what it holds.
pub(super) fn audit(options: &Audit) -> Result<(), Failure> {
    let archive = ArchiveFile::read(&options.archive)?;
    in_group!(archive.group(), G => audit_in::<G>(options, &archive))
}

fn audit_in<G: Making>(options: &Audit, archive: &ArchiveFile) -> Result<(), Failure> {
    let named = |error| refused(options.archive.display(), &error);
    let election = Election::<G>::read(archive.election_bytes()).map_err(named)?;
    let opened = |error| refused(options.opening.display(), &error);
    let opening = Opening::parse(&files::secret(&options.opening)?).map_err(opened)?;
    let audited = Booth::new(&election).audit(opening).map_err(opened)?;
    println!("tracking number {}", audited.tracking_number);
    let questions = archive.election().questions.iter();
    for (question, choices) in questions.zip(audited.choices.questions()) {
        println!("{}", said(question, choices));
    }
    Ok(())
}

/// A question with the answers that were chosen.
fn said(question: &QuestionText, choices: &[u8]) -> String {
    let QuestionText::Homomorphic(question) = question else {
        return String::new();
    };
    let (blank, choices) = match choices.split_first() {
        Some((blank, rest)) if question.blank == Some(true) => (*blank == 1, rest),
        _ => (false, choices),
    };
    let chosen = question.answers.iter().zip(choices);
    let chosen = chosen.filter(|(_, choice)| **choice == 1);
    let mut chosen: Vec<&str> = chosen.map(|(answer, _)| answer.as_str()).collect();
    if blank {
        chosen.push("blank vote");
    }
    if chosen.is_empty() {
        chosen.push("nothing");
    }
    format!("{}: {}", question.question, chosen.join(", "))
}
