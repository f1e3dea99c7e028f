//! Amendments of the charter, at every step that an open version knows.

use super::content;
use super::discussion::{Authors, Known, articles};
use crate::cli::Failure;
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::account::role::Role;
use palier_domain::charter::amendment::ground::InadmissibleGround;
use palier_domain::charter::amendment::reworded::{Advice, Answer, AppealOutcome};
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::operation::{BaseClause, Operation};
use palier_domain::id::{AccountId, AmendmentId, ClauseId, FormId, TextId, VersionId};
use palier_store::amendment::{
    self, Act, By, Content, Fate, Letter, Letters, NewAmendment, Person, Recipient, Rules, Ruling,
};
use palier_store::comment::NewComment;
use palier_store::standing::Standing;
use palier_store::{Tx, ids, text};
use serde::Deserialize;
use std::collections::HashMap;

/// Tenants who must sign a tenant's amendment with her.
const SIGNATURES: i64 = 3;
/// Days in which an author chooses on a new version.
const DAYS: i64 = 14;

#[derive(Deserialize)]
struct File {
    committee: Vec<Writer>,
    signatory: Vec<Writer>,
    amendment: Vec<Story>,
}

#[derive(Clone, Deserialize)]
struct Writer {
    who: String,
    name: String,
}

/// One amendment and what became of it.
#[derive(Deserialize)]
struct Story {
    /// Number of the article, as "4.1".
    article: String,
    #[serde(flatten)]
    by: Writer,
    title: String,
    reasons: String,
    /// Days before the demonstration's first instant.
    days: i64,
    #[serde(default)]
    edit: Vec<Edit>,
    /// A paragraph put at the end of the article.
    add: Option<String>,
    /// The title of the amendment that it amends.
    amends: Option<String>,
    #[serde(default)]
    signatures: usize,
    /// Shown to gather signatures, and no further.
    #[serde(default)]
    gathers: bool,
    /// What the facilitator ruled.
    admissible: Option<String>,
    inadmissible: Option<Inadmissible>,
    advice: Option<Advised>,
    /// What its author said when she took it back.
    withdrawn: Option<String>,
    /// Why it lapsed.
    lapsed: Option<String>,
    #[serde(default)]
    said: Vec<Said>,
}

#[derive(Deserialize)]
struct Edit {
    find: String,
    put: String,
}

#[derive(Deserialize)]
struct Inadmissible {
    ground: InadmissibleGround,
    reason: String,
    appeal: Option<String>,
    /// What the guarantor answers when she confirms it.
    upheld: Option<String>,
}

#[derive(Deserialize)]
struct Advised {
    advice: Advice,
    words: String,
    #[serde(default)]
    edit: Vec<Edit>,
    /// What its author answered when she agreed.
    agreed: Option<String>,
}

#[derive(Deserialize)]
struct Said {
    #[serde(flatten)]
    by: Writer,
    text: String,
}

/// Where amendments are made, and who rules on them.
pub struct Place {
    pub text: TextId,
    pub version: VersionId,
    pub facilitator: AccountId,
    pub guarantor: AccountId,
}

/// Nobody of the past is written to.
struct Silent;

impl Letters for Silent {
    fn write(&self, _: &Recipient, _: &Fate<'_>, _: DateTime<Utc>) -> Option<Letter> {
        None
    }
}

/// Somebody with her standing.
struct Somebody {
    known: Option<Known>,
    account: AccountId,
    standing: Standing,
}

impl Somebody {
    fn writer(known: Known) -> Self {
        Self {
            known: Some(known),
            account: known.account,
            standing: Standing {
                qualities: vec![known.quality],
                roles: Vec::new(),
                estate: None,
            },
        }
    }

    fn with_role(account: AccountId, role: Role) -> Self {
        Self {
            known: None,
            account,
            standing: Standing {
                qualities: Vec::new(),
                roles: vec![role],
                estate: None,
            },
        }
    }

    fn person(&self) -> Person<'_> {
        Person {
            account: self.account,
            standing: &self.standing,
        }
    }

    fn at(&self, now: DateTime<Utc>) -> Act<'_> {
        Act {
            by: By::Person(self.person()),
            letters: &Silent,
            now,
        }
    }
}

/// What every story needs.
struct Ground<'a> {
    place: &'a Place,
    authors: &'a Authors,
    base: Vec<BaseClause>,
    articles: HashMap<String, ClauseId>,
    signatories: Vec<Somebody>,
    committee: Somebody,
    facilitator: Somebody,
    guarantor: Somebody,
}

/// Makes them all, in the order of the file.
pub async fn make(
    tx: &mut Tx,
    place: &Place,
    authors: &Authors,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let file: File = content::parse("amendments", include_str!("../../demo/amendments.toml"))?;
    let rules = Rules {
        signatures: SIGNATURES,
        rebase_days: DAYS,
    };
    let begun = now - TimeDelta::days(30);
    amendment::set_rules(tx, place.text, rules, begun)
        .await
        .map_err(failed)?;
    let mut committee = Vec::new();
    for one in &file.committee {
        let one = writer(authors, one)?;
        amendment::join_committee(tx, place.text, one.account, begun)
            .await
            .map_err(failed)?;
        committee.push(one);
    }
    let signatories: Result<Vec<_>, _> = file
        .signatory
        .iter()
        .map(|one| writer(authors, one))
        .collect();
    let ground = Ground {
        place,
        authors,
        base: text::base_within(tx, place.version).await?,
        articles: articles(tx, place.version).await?,
        signatories: signatories?,
        committee: committee
            .pop()
            .ok_or_else(|| Failure::new("the demonstration has no drafting committee"))?,
        facilitator: Somebody::with_role(place.facilitator, Role::Facilitator),
        guarantor: Somebody::with_role(place.guarantor, Role::Guarantor),
    };
    let mut made = HashMap::new();
    for story in &file.amendment {
        let id = ground.tell(tx, story, &made, now).await?;
        made.insert(story.title.as_str(), id);
    }
    Ok(())
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the demonstration's amendments: {error}"))
}

fn writer(authors: &Authors, one: &Writer) -> Result<Somebody, Failure> {
    let known = authors.named(&one.who, &one.name);
    let known = known.ok_or_else(|| failed(format!("nobody is called {}", one.name)))?;
    Ok(Somebody::writer(known))
}

impl Ground<'_> {
    async fn tell(
        &self,
        tx: &mut Tx,
        story: &Story,
        made: &HashMap<&str, AmendmentId>,
        now: DateTime<Utc>,
    ) -> Result<AmendmentId, Failure> {
        let told = |error| failed(format!("{}: {error}", story.title));
        let begun = now - TimeDelta::days(story.days);
        let author = writer(self.authors, &story.by)?;
        let id = self.begin(tx, story, &author, made, begun).await?;
        if story.signatures > 0 || story.gathers {
            amendment::ask_for_support(tx, id, &author.at(begun))
                .await
                .map_err(told)?;
            self.sign(tx, story, id, begun).await?;
        }
        if story.gathers {
            return Ok(id);
        }
        let handed = begun + TimeDelta::hours(20);
        amendment::submit(tx, id, &author.at(handed))
            .await
            .map_err(told)?;
        self.rule(tx, story, id, &author, handed).await?;
        self.advise(tx, story, id, &author, handed).await?;
        self.talk(tx, story, id, handed).await?;
        self.end(tx, story, id, &author, handed).await?;
        Ok(id)
    }

    async fn begin(
        &self,
        tx: &mut Tx,
        story: &Story,
        author: &Somebody,
        made: &HashMap<&str, AmendmentId>,
        now: DateTime<Utc>,
    ) -> Result<AmendmentId, Failure> {
        let known = author
            .known
            .ok_or_else(|| failed("an author without a name"))?;
        let new = NewAmendment {
            text_id: self.place.text,
            contributor_id: known.face,
            quality: known.quality,
            content: Content {
                title: story.title.clone(),
                reasons: story.reasons.trim().to_owned(),
                operations: self.operations(story)?,
            },
            form_id: FormId(ids::new_v4()),
        };
        let made = match &story.amends {
            Some(parent) => {
                let parent = made.get(parent.as_str()).copied();
                let parent = parent.ok_or_else(|| failed("nothing to amend"))?;
                amendment::amend(tx, parent, &new, author.person(), &author.at(now)).await
            }
            None => amendment::create(tx, &new, author.person(), now).await,
        };
        Ok(made
            .map_err(|error| failed(format!("{}: {error}", story.title)))?
            .id)
    }

    async fn sign(
        &self,
        tx: &mut Tx,
        story: &Story,
        id: AmendmentId,
        begun: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let others = self.signatories.iter().zip(1_i64..).take(story.signatures);
        for (one, hours) in others {
            let Some(known) = one.known else { continue };
            let act = one.at(begun + TimeDelta::hours(hours));
            let signed = (known.face, known.quality);
            amendment::co_sign(tx, id, one.person(), signed, &act)
                .await
                .map_err(|error| failed(format!("{}: signed: {error}", story.title)))?;
        }
        Ok(())
    }

    async fn rule(
        &self,
        tx: &mut Tx,
        story: &Story,
        id: AmendmentId,
        author: &Somebody,
        handed: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let later = |hours| handed + TimeDelta::hours(hours);
        if let Some(reason) = &story.admissible {
            let ruling = Ruling::Admissible(reason);
            amendment::rule(tx, id, ruling, &self.facilitator.at(later(5)))
                .await
                .map_err(failed)?;
        }
        let Some(ruled) = &story.inadmissible else {
            return Ok(());
        };
        let ruling = Ruling::Inadmissible(ruled.ground, &ruled.reason);
        amendment::rule(tx, id, ruling, &self.facilitator.at(later(5)))
            .await
            .map_err(failed)?;
        if let Some(words) = &ruled.appeal {
            amendment::appeal(tx, id, words, &author.at(later(9)))
                .await
                .map_err(failed)?;
        }
        if let Some(reason) = &ruled.upheld {
            let act = self.guarantor.at(later(30));
            amendment::rule_on_appeal(tx, id, AppealOutcome::Upheld, reason, &act)
                .await
                .map_err(failed)?;
        }
        Ok(())
    }

    async fn advise(
        &self,
        tx: &mut Tx,
        story: &Story,
        id: AmendmentId,
        author: &Somebody,
        handed: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let Some(advised) = &story.advice else {
            return Ok(());
        };
        let rewording = self.edits(&story.article, &advised.edit)?;
        let rewording = (!rewording.is_empty()).then_some(&rewording[..]);
        let act = self.committee.at(handed + TimeDelta::hours(26));
        let said = (advised.advice, advised.words.as_str());
        amendment::recommend(tx, id, said, rewording, &act)
            .await
            .map_err(failed)?;
        if let Some(words) = &advised.agreed {
            let act = author.at(handed + TimeDelta::hours(31));
            amendment::answer(tx, id, (Answer::Agreed, words), &act)
                .await
                .map_err(failed)?;
        }
        Ok(())
    }

    async fn talk(
        &self,
        tx: &mut Tx,
        story: &Story,
        id: AmendmentId,
        handed: DateTime<Utc>,
    ) -> Result<(), Failure> {
        for (said, hours) in story.said.iter().zip(10_i64..) {
            let one = writer(self.authors, &said.by)?;
            let Some(known) = one.known else { continue };
            let new = NewComment {
                text_id: self.place.text,
                clause_id: self.article(&story.article)?,
                version_id: self.place.version,
                thread_id: None,
                contributor_id: known.face,
                quality: known.quality,
                body: said.text.trim().to_owned(),
                form_id: FormId(ids::new_v4()),
            };
            let at = handed + TimeDelta::hours(hours);
            amendment::add_comment(tx, id, new, None, one.person(), at)
                .await
                .map_err(failed)?;
        }
        Ok(())
    }

    async fn end(
        &self,
        tx: &mut Tx,
        story: &Story,
        id: AmendmentId,
        author: &Somebody,
        handed: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let later = handed + TimeDelta::hours(32);
        if let Some(words) = &story.withdrawn {
            amendment::withdraw(tx, id, words, &author.at(later))
                .await
                .map_err(failed)?;
        }
        if let Some(reason) = &story.lapsed {
            let act = Act {
                by: By::Process,
                letters: &Silent,
                now: later,
            };
            let why = serde_json::json!({});
            amendment::lapse(tx, id, (reason, why), &act)
                .await
                .map_err(failed)?;
        }
        Ok(())
    }

    fn article(&self, label: &str) -> Result<ClauseId, Failure> {
        let found = self.articles.get(label).copied();
        found.ok_or_else(|| failed(format!("no article {label}")))
    }

    /// The clauses of an article, its title first.
    fn clauses(&self, label: &str) -> Result<&[BaseClause], Failure> {
        let title = self.article(label)?;
        let start = self.base.iter().position(|one| one.clause == title);
        let rest = &self.base[start.unwrap_or_default()..];
        let next = rest
            .iter()
            .skip(1)
            .position(|one| matches!(one.kind, ClauseKind::Article | ClauseKind::Chapter));
        Ok(&rest[..next.map_or(rest.len(), |next| next + 1)])
    }

    fn operations(&self, story: &Story) -> Result<Vec<Operation>, Failure> {
        let mut all = self.edits(&story.article, &story.edit)?;
        if let Some(source) = &story.add {
            let last = self.clauses(&story.article)?.last();
            all.push(Operation::Insert {
                after: last.map(|one| one.clause),
                kind: ClauseKind::Paragraph,
                source: source.clone(),
            });
        }
        Ok(all)
    }

    /// The edits of an article, one operation for each clause that they change.
    fn edits(&self, label: &str, edits: &[Edit]) -> Result<Vec<Operation>, Failure> {
        let clauses = self.clauses(label)?;
        for edit in edits {
            if !clauses.iter().any(|one| one.source.contains(&edit.find)) {
                return Err(failed(format!("article {label} lacks « {} »", edit.find)));
            }
        }
        let edited = clauses.iter().filter_map(|one| {
            let amended = edits.iter().fold(one.source.clone(), |source, edit| {
                source.replace(&edit.find, &edit.put)
            });
            Operation::edit(one, &amended)
        });
        Ok(edited.collect())
    }
}
