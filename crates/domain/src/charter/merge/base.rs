//! The base, with its tokens counted once.

use crate::charter::clause::ClauseKind;
use crate::charter::gap;
use crate::charter::operation::BaseClause;
use crate::charter::token::{Token, offsets, tokens};
use crate::id::ClauseId;
use std::collections::HashMap;

pub(super) struct Base<'a> {
    pub clauses: &'a [BaseClause],
    pub texts: Vec<Text<'a>>,
    pub line_end: &'static str,
    places: HashMap<ClauseId, usize>,
}

/// The body of a clause.
pub(super) struct Text<'a> {
    pub body: &'a str,
    pub tokens: Vec<Token<'a>>,
    pub offsets: Vec<usize>,
}

impl<'a> Base<'a> {
    pub fn new(clauses: &'a [BaseClause]) -> Self {
        let texts = clauses.iter().map(|clause| {
            let tokens = tokens(clause.body());
            Text {
                body: clause.body(),
                offsets: offsets(&tokens),
                tokens,
            }
        });
        let crlf = clauses
            .iter()
            .any(|clause| gap::line_end(&clause.source) != "\n");
        let mut places = HashMap::with_capacity(clauses.len());
        for (at, clause) in clauses.iter().enumerate() {
            places.entry(clause.clause).or_insert(at);
        }
        Self {
            clauses,
            texts: texts.collect(),
            line_end: if crlf { "\r\n" } else { "\n" },
            places,
        }
    }

    pub fn titles(&self) -> usize {
        let titles = self.clauses.iter();
        titles
            .filter(|clause| clause.kind == ClauseKind::Title)
            .count()
    }

    pub fn place(&self, clause: ClauseId) -> Option<usize> {
        self.places.get(&clause).copied()
    }
}
