//! The process to be read: one Markdown document, from the first version to the adoption.

use crate::adopted::figures;
use crate::amendment::parts::tag;
use crate::amendment::treat::step::stage;
use crate::i18n::T;
use crate::parts::author;
use crate::site::dates;
use chrono::{DateTime, Utc};
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::outcome::Outcome;
use palier_domain::charter::comment_fate::CommentFate;
use palier_domain::charter::record::{
    AdoptionRecord, AmendmentRecord, CollegeRecord, Record, VoteRecord,
};
use palier_domain::charter::replay::Process;

/// Writes it, with days as they are in a zone.
pub(super) fn write(t: T, process: &Process, zone: &str) -> String {
    let mut out = Out {
        t,
        zone,
        text: String::new(),
    };
    out.line(&format!("# {}", t.process_title(safe(&process.title))));
    if let Some(record) = &process.record {
        out.record(record);
    }
    out.text
}

struct Out<'a> {
    t: T,
    zone: &'a str,
    text: String,
}

impl Out<'_> {
    /// A paragraph, or a heading.
    fn line(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push_str("\n\n");
    }

    fn list(&mut self, items: impl IntoIterator<Item = String>) {
        let before = self.text.len();
        for item in items {
            self.text.push_str(&format!("- {item}\n"));
        }
        if self.text.len() > before {
            self.text.push('\n');
        }
    }

    fn day(&self, at: DateTime<Utc>) -> String {
        self.t.date(dates::local(at, self.zone).date_naive())
    }

    fn record(&mut self, record: &Record) {
        let t = self.t;
        let day = self.day(record.exported_at);
        self.line(&t.process_about(&record.address, day, safe(&record.landlord)));
        self.line(&format!("## {}", t.process_versions()));
        let versions: Vec<String> = record
            .versions
            .iter()
            .map(|one| {
                let (day, status) = (self.day(one.published_at), stage(t, one.status));
                let hash = &one.sha256;
                t.process_version(day, hash, status, one.version)
            })
            .collect();
        self.list(versions);
        self.line(&format!("## {}", t.process_amendments()));
        if record.amendments.is_empty() {
            self.line(t.process_no_amendment());
        }
        for one in &record.amendments {
            self.amendment(one);
        }
        if !record.votes.is_empty() {
            self.line(&format!("## {}", t.process_votes()));
        }
        for one in &record.votes {
            self.vote(one);
        }
        self.comments(record);
        self.line(&format!("## {}", t.process_adoption()));
        if record.adoptions.is_empty() {
            self.line(t.process_not_adopted());
        }
        for one in &record.adoptions {
            self.adoption(one);
        }
        let revision = record.next_revision;
        self.list(revision.map(|day| t.adopted_revision(t.date(day))));
    }

    fn amendment(&mut self, one: &AmendmentRecord) {
        let t = self.t;
        let title = match one.title.as_str() {
            "" => t.amendment_card_untitled().to_owned(),
            title => safe(title),
        };
        let number = t.amendment_card_number(one.number);
        self.line(&format!("### {number} {title}"));
        let name = safe(&author(t, &one.author));
        let who = match &one.association {
            Some(association) => format!("{name}, {}", safe(association)),
            None => format!("{name}, {}", college(t, one.college).to_lowercase()),
        };
        let mut facts = vec![t.process_by(one.base, who)];
        let handed_in = one.submitted_at.map(|at| self.day(at));
        facts.extend(handed_in.map(|day| t.process_handed_in(day)));
        facts.extend(one.amends.map(|parent| t.process_amends(parent)));
        facts.extend((one.signatures > 0).then(|| t.amendment_card_signatures(one.signatures)));
        facts.extend(one.on_paper.then(|| t.process_on_paper().to_owned()));
        facts.extend(one.changes.iter().map(|words| safe(words)));
        self.list(facts);
        if !one.reasons.trim().is_empty() {
            self.line(&format!(
                "{}\n\n{}",
                t.process_reasons(),
                quoted(&one.reasons)
            ));
        }
        let fate = match one.outcome {
            Outcome::None => tag::lifecycle(t, one.lifecycle),
            decided => tag::outcome(t, decided),
        };
        self.line(&format!(
            "**{}** {}",
            t.process_fate(fate),
            safe(&one.reason)
        ));
    }

    fn vote(&mut self, one: &VoteRecord) {
        let t = self.t;
        let held = t.treat_held(t.date(one.held_on), safe(&one.place));
        self.line(&format!(
            "### {held}, {}",
            t.charter_version(i64::from(one.version))
        ));
        let heads = [
            t.treat_col_amendment(),
            t.treat_col_college(),
            t.treat_ayes(),
            t.treat_noes(),
            t.treat_abstentions(),
        ];
        let mut table = format!("| {} |\n|---|---|--:|--:|--:|\n", heads.join(" | "));
        for row in &one.figures {
            let named = (row.number, college(t, row.college));
            let (ayes, noes, none) = (row.ayes, row.noes, row.abstentions);
            let (number, college) = named;
            table.push_str(&format!(
                "| {number} | {college} | {ayes} | {noes} | {none} |\n"
            ));
        }
        self.line(table.trim_end());
        if one.secret {
            self.line(t.treat_by_ballot());
        }
        if !one.reason.is_empty() {
            self.line(&quoted(&one.reason));
        }
    }

    fn comments(&mut self, record: &Record) {
        let t = self.t;
        if record.comments.is_empty() {
            return;
        }
        self.line(&format!("## {}", t.process_comments()));
        self.line(t.process_comments_what());
        let said: Vec<String> = record
            .comments
            .iter()
            .map(|one| {
                let clause = format!("{}/{}", record.address, one.clause);
                let fate = match (one.fate, &one.argument, one.number) {
                    (CommentFate::Argument, Some(words), _) => {
                        format!("{} {}", t.treat_fate_argument(), safe(words))
                    }
                    (CommentFate::Amendment, _, Some(number)) => {
                        format!(
                            "{} {}",
                            t.treat_fate_amendment(),
                            t.amendment_card_number(number)
                        )
                    }
                    _ => t.treat_fate_no_change().to_owned(),
                };
                format!("<{clause}> {fate} {}", safe(&one.reason))
                    .trim_end()
                    .to_owned()
            })
            .collect();
        self.list(said);
    }

    fn adoption(&mut self, one: &AdoptionRecord) {
        let t = self.t;
        let day = one.concluded_on.map(|day| t.date(day)).unwrap_or_default();
        let said = match one.adopted {
            Some(true) => t.process_adopted(day),
            Some(false) => t.process_returned(day),
            None => t.process_before_colleges().to_owned(),
        };
        let version = t.charter_version(i64::from(one.version));
        self.line(&format!("### {version} – {said}"));
        self.line(&t.process_voted_hash(&one.sha256));
        for state in &one.colleges {
            self.college(state);
        }
        let signed: Vec<String> = one
            .signatures
            .iter()
            .map(|one| {
                let whom = one
                    .association
                    .as_deref()
                    .unwrap_or(college(t, one.college));
                let day = t.date(one.signed_on);
                let signed = match one.capacity.as_str() {
                    "" => t.adopted_signed(day, safe(&one.name)),
                    capacity => t.adopted_signed_as(safe(capacity), day, safe(&one.name)),
                };
                format!("{} – {signed}", safe(whom))
            })
            .collect();
        if !signed.is_empty() {
            self.line(&format!("**{}**", t.adopted_signatures()));
            self.list(signed);
        }
    }

    fn college(&mut self, state: &CollegeRecord) {
        let t = self.t;
        let name = figures::college(t, state.college);
        let last = state.ballots.last();
        let line = last.map_or(t.adopted_no_ballot().to_owned(), |last| {
            figures::said(t, last)
        });
        self.line(&format!("**{name}** {line}."));
        if let Some(last) = last.filter(|last| !last.statement.is_empty()) {
            self.line(&quoted(&last.statement));
        }
        let refused: Vec<String> = state
            .refused
            .iter()
            .map(|one| t.process_refuses(one.clause, safe(&one.reason)))
            .collect();
        self.list(refused);
    }
}

fn college(t: T, college: College) -> &'static str {
    match college {
        College::Tenants => t.treat_college_tenants(),
        College::Associations => t.treat_college_associations(),
        College::Landlord => t.treat_college_landlord(),
    }
}

/// Words in a line of Markdown: nothing in them is markup, and the line does not end.
fn safe(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '#' | '|' | '~'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Markdown of somebody as a quotation: its own marks stay, HTML is none.
fn quoted(words: &str) -> String {
    let lines = words.trim().lines();
    let lines = lines.map(|line| format!("> {}", line.replace('<', "\\<")));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_writes_headings_or_markup_into_the_document() {
        assert_eq!(safe("# Un\ntitre <b>"), "\\# Un titre \\<b>");
        assert_eq!(quoted("# Un\n\n<script>"), "> # Un\n> \n> \\<script>");
    }
}
