//! What writing together costs: a merge of 320 amendments on 40 clauses of 250 words, and what stands
//! around it. The preview of a merge is made at each view, so it may take 20 ms.

use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::diff::diff;
use palier_domain::charter::merge::merge;
use palier_domain::charter::operation::{AmendmentOps, BaseClause, Operation};
use palier_domain::charter::rebase::rebase;
use palier_domain::charter::token::tokens;
use palier_domain::id::{AmendmentId, ClauseId, RevisionId};
use std::hint::black_box;
use std::time::Instant;
use uuid::Uuid;

const CLAUSES: u128 = 40;
const WORDS: usize = 250;
/// Of each clause: together 320.
const AMENDMENTS: usize = 8;
const TURNS: usize = 50;
/// The most that a merge may take, in milliseconds.
const MOST: f64 = 20.0;

const LEXICON: &[&str] = &[
    "le",
    "bailleur",
    "répond",
    "à",
    "l’eau",
    "qu’il",
    "chauffage",
    "trente",
    "jours",
    "locataires",
    "prévient",
    "et",
    "la",
    "quittance",
    "travaux",
    "d’été",
    "résidence",
    "après",
    "avis",
];

fn main() {
    let base: Vec<BaseClause> = (1..=CLAUSES).map(clause).collect();
    let apart = round(&base, |at| 3 + at * (WORDS / AMENDMENTS));
    let crowded = round(&base, |at| 3 + at / 2 * 7);
    println!("\n320 amendments on 40 clauses of 250 words, median of {TURNS}");
    println!("{:<34} {:>8}", "work", "ms");
    let disjoint = row("merge, none in conflict", || merge(&base, &apart));
    let conflicting = row("merge, half in conflict", || merge(&base, &crowded));
    row("all differences shown", || {
        let mut hunks = 0;
        for clause in &base {
            let amended = clause
                .source
                .replace("trente", "quinze")
                .replace("avis", "plan");
            hunks += diff(clause.body(), &amended).len() * AMENDMENTS;
        }
        hunks
    });
    let next = merge(&base, &apart[..AMENDMENTS]);
    let next: Vec<BaseClause> = next
        .clauses
        .iter()
        .zip(&base)
        .map(|(merged, was)| BaseClause {
            source: merged.source.clone(),
            revision: RevisionId(Uuid::from_u128(1 << 64)),
            ..was.clone()
        })
        .collect();
    row("all rebased on the next version", || {
        apart
            .iter()
            .map(|one| rebase(one, &base, &next))
            .collect::<Vec<_>>()
    });
    assert!(merge(&base, &apart).conflicts.is_empty());
    assert!(!merge(&base, &crowded).conflicts.is_empty());
    assert!(
        disjoint <= MOST && conflicting <= MOST,
        "a merge takes more than {MOST} ms"
    );
}

fn row<T>(work: &str, mut run: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..TURNS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{work:<34} {:>8.2}", times[TURNS / 2]);
    times[TURNS / 2]
}

fn clause(number: u128) -> BaseClause {
    let mut seed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut text = String::new();
    for word in 0..WORDS {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1) % (1 << 64);
        let at = usize::try_from((seed >> 33) % 19).unwrap_or_default();
        text.push_str(LEXICON[at]);
        text.push_str(if word % 14 == 13 { ". " } else { " " });
    }
    BaseClause {
        clause: ClauseId(Uuid::from_u128(number)),
        revision: RevisionId(Uuid::from_u128(number)),
        kind: ClauseKind::Paragraph,
        source: format!("{}.\n\n", text.trim_end()),
    }
}

/// Eight amendments of each clause, each replacing the word at a place of its own.
fn round(base: &[BaseClause], place: impl Fn(usize) -> usize) -> Vec<AmendmentOps> {
    let mut amendments = Vec::new();
    for clause in base {
        for at in 0..AMENDMENTS {
            let mut word = 0;
            let amended: String = tokens(clause.body())
                .iter()
                .map(|token| {
                    word += usize::from(token.is_word());
                    let here = token.is_word() && word == place(at);
                    if here {
                        format!("amendé{at}")
                    } else {
                        token.text.to_owned()
                    }
                })
                .collect();
            let number = u128::try_from(amendments.len()).unwrap_or_default() + 1;
            amendments.push(AmendmentOps {
                amendment: AmendmentId(Uuid::from_u128(number)),
                operations: Operation::edit(clause, &amended).into_iter().collect(),
            });
        }
    }
    amendments
}
