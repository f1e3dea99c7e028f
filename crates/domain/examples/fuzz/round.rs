//! A base and a round of amendments, out of any bytes.

use palier_domain::charter::align::operations;
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::diff::{Hunk, ReplacedHash};
use palier_domain::charter::grammar::parse;
use palier_domain::charter::operation::{AmendmentOps, BaseClause, Operation, Target};
use palier_domain::charter::token::{offsets, tokens};
use palier_domain::id::{AmendmentId, ClauseId, RevisionId};
use uuid::Uuid;

/// Texts between lines of `@`: the first is the base, each other one an amended copy of it, or,
/// where it is no text, bytes that operations are made of.
pub const CORPUS: &[&[u8]] = &[
    "# Charte\n\n## Le chauffage\n\n### La panne\n\n**Bailleur :** Nous réparons sous trente jours.\n\n\
     **Locataires :** Nous prévenons :\n\n- tôt ;\n- bien.\n@\n# Charte\n\n## Le chauffage\n\n### La panne\n\n\
     **Bailleur :** Nous réparons sous quinze jours.\n\n**Locataires :** Nous prévenons :\n\n- tôt ;\n- bien.\n\
     @\n# Charte\n\n## Le chauffage\n\n### La panne grave\n\n**Bailleur :** Nous réparons sous huit jours ouvrés.\n\n\
     - tôt ;\n- vite ;\n- bien.\n"
        .as_bytes(),
    "un\u{a0}peu d’eau\r\n\r\n- l'un\r\n- l’autre\r\n@\nun peu d'eau chaude\n\n- l’un\n@\n#x\x03\x01\x02\x05"
        .as_bytes(),
    b"a b c d e f\n@\na b x d e f\n@\na b c y e f\n@\na b c d e f g\n@\n{:\x01\x07\x02\x00\x03\x03\x09",
];

pub fn read(bytes: &[u8]) -> Option<(Vec<BaseClause>, Vec<AmendmentOps>)> {
    let text = String::from_utf8_lossy(bytes);
    let mut texts = text.split("@\n");
    let base: Vec<BaseClause> = (1..)
        .zip(parse(texts.next()?).ok()?.clauses)
        .map(|(number, clause)| BaseClause {
            clause: ClauseId(Uuid::from_u128(number)),
            revision: RevisionId(Uuid::from_u128(number)),
            kind: clause.kind,
            source: clause.source,
        })
        .collect();
    let amendments = (1..)
        .zip(texts.take(40))
        .map(|(number, text)| AmendmentOps {
            amendment: AmendmentId(Uuid::from_u128(number)),
            operations: match parse(text) {
                Ok(amended) => operations(&base, &amended.clauses),
                Err(_) => text
                    .as_bytes()
                    .chunks(5)
                    .map(|five| operation(&base, five))
                    .collect(),
            },
        });
    let amendments = amendments.collect();
    Some((base, amendments))
}

/// Any operation, sound or not.
fn operation(base: &[BaseClause], five: &[u8]) -> Operation {
    let byte = |at: usize| usize::from(five.get(at).copied().unwrap_or_default());
    let clause = &base[byte(1) % base.len()];
    let at = Target {
        clause: clause.clause,
        base: clause.revision,
    };
    let after = (byte(2) % (base.len() + 1))
        .checked_sub(1)
        .map(|at| base[at].clause);
    let said: String = String::from_utf8_lossy(five).into_owned();
    match byte(0) % 6 {
        0 => Operation::Delete { at },
        1 => Operation::Move { at, after },
        2 => Operation::Insert {
            after,
            kind: ClauseKind::Item,
            source: format!("- {said}\n"),
        },
        3 => Operation::Insert {
            after,
            kind: ClauseKind::Title,
            source: format!("# {said}"),
        },
        _ => {
            let tokens = tokens(clause.body());
            let offsets = offsets(&tokens);
            let start = byte(2) % (tokens.len() + 1);
            let end = (start + byte(3) % 4).min(tokens.len());
            Operation::ReplaceText {
                at,
                hunks: vec![Hunk {
                    start_token: start,
                    end_token: end + byte(4) / 250,
                    replaced_hash: ReplacedHash::of(&clause.body()[offsets[start]..offsets[end]]),
                    inserted: said,
                }],
            }
        }
    }
}
