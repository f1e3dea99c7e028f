//! Who has written in the demonstration, and what.

use super::content::{Content, Post};
use super::dice::Dice;
use super::{people, world};
use crate::cli::Failure;
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::account::role::{Place, Quality, Role};
use palier_domain::charter::outline::{Entry, outline};
use palier_domain::id::{
    AccountId, AssociationId, ClauseId, CommentId, ContributorId, FormId, LandlordId, TextId,
    VersionId,
};
use palier_store::comment::{self, NewComment};
use palier_store::{Tx, estate, ids, text};
use std::collections::HashMap;

/// What the authors' accounts are called: not as they sign, so that no list of accounts tells who
/// wrote what.
const NOBODY: &str = "Personnage";

/// Tenants who support without writing.
const SILENT: usize = 30;

/// Somebody who wrote.
#[derive(Clone, Copy)]
pub struct Known {
    /// Under which name.
    pub face: ContributorId,
    /// In what quality.
    pub quality: Quality,
    /// With which account.
    pub account: AccountId,
}

/// Everybody who has a public name.
pub struct Authors {
    /// By side and name, as in the file.
    known: HashMap<(String, String), Known>,
    /// Tenants, in order.
    tenants: Vec<ContributorId>,
}

impl Authors {
    /// Makes their accounts: each tenant holds a lease, in her own residence when she shows it.
    pub async fn make(
        tx: &mut Tx,
        landlord: LandlordId,
        associations: &HashMap<String, AssociationId>,
        content: &Content,
        at: DateTime<Utc>,
    ) -> Result<Self, Failure> {
        let mut authors = Self {
            known: HashMap::new(),
            tenants: Vec::new(),
        };
        let mut homes = Homes {
            landlord,
            used: HashMap::new(),
        };
        let fallback = &content.residences.estate[0].name;
        for post in posts(content) {
            let key = (post.who.clone(), post.name.clone());
            if authors.known.contains_key(&key) {
                continue;
            }
            let number = authors.known.len();
            let identifier = format!("demo-auteur-{number}");
            let (account, quality, shown) = match post.who.as_str() {
                "tenant" => {
                    let estate = residence(content, &post.name);
                    let (person, id) = homes.next(tx, estate.unwrap_or(fallback)).await?;
                    let account = people::tenant(tx, &identifier, NOBODY, person, at).await?;
                    (account, Quality::Tenant, estate.map(|_| id))
                }
                "landlord" => {
                    let place = Place::Landlord(landlord);
                    let role = Role::LandlordStaff;
                    let account =
                        people::with_role(tx, &identifier, NOBODY, role, place, at).await?;
                    (account, Quality::Landlord, None)
                }
                slug => {
                    let id = associations.get(slug).copied();
                    let id = id.ok_or_else(|| Failure::new(format!("no association {slug}")))?;
                    let role = Role::AssociationDelegate;
                    let place = Place::Association(id);
                    let account =
                        people::with_role(tx, &identifier, NOBODY, role, place, at).await?;
                    (account, Quality::Association(id), None)
                }
            };
            let face = people::face(tx, account, landlord, &post.name, shown, at).await?;
            if quality == Quality::Tenant {
                authors.tenants.push(face);
            }
            let one = Known {
                face,
                quality,
                account,
            };
            authors.known.insert(key, one);
        }
        authors.silent(tx, &mut homes, content, at).await?;
        Ok(authors)
    }

    /// Notes a tenant who has an account and a public name already.
    pub fn tenant(&mut self, name: &str, account: AccountId, face: ContributorId) {
        let one = Known {
            face,
            quality: Quality::Tenant,
            account,
        };
        self.known
            .insert(("tenant".to_owned(), name.to_owned()), one);
    }

    /// Who wrote under a name: "tenant", "landlord", or the slug of an association.
    pub fn named(&self, who: &str, name: &str) -> Option<Known> {
        self.known.get(&(who.to_owned(), name.to_owned())).copied()
    }

    async fn silent(
        &mut self,
        tx: &mut Tx,
        homes: &mut Homes,
        content: &Content,
        at: DateTime<Utc>,
    ) -> Result<(), Failure> {
        for i in 0..SILENT {
            let estate = &content.residences.estate[i % content.residences.estate.len()].name;
            let (person, _) = homes.next(tx, estate).await?;
            let name = format!("{} {}", content.names.women[i], i + 1);
            let account =
                people::tenant(tx, &format!("demo-lectrice-{i}"), &name, person, at).await?;
            self.tenants
                .push(people::face(tx, account, homes.landlord, &name, None, at).await?);
        }
        Ok(())
    }
}

/// Hands out first holders of leases, each once; the first 30 of a residence are others'.
struct Homes {
    landlord: LandlordId,
    used: HashMap<String, usize>,
}

impl Homes {
    async fn next(
        &mut self,
        tx: &mut Tx,
        estate: &str,
    ) -> Result<(palier_domain::id::PersonId, palier_domain::id::EstateId), Failure> {
        let used = self.used.entry(estate.to_owned()).or_insert(30);
        let limit = i64::try_from(*used + 1).unwrap_or(i64::MAX);
        let found =
            estate::holders_within(tx, self.landlord, estate, world::today(), limit).await?;
        let home = found.get(*used).copied();
        *used += 1;
        home.ok_or_else(|| Failure::new(format!("no home left at {estate}")))
    }
}

fn posts(content: &Content) -> impl Iterator<Item = &Post> {
    content
        .discussions
        .thread
        .iter()
        .flat_map(|thread| std::iter::once(&thread.post).chain(&thread.reply))
}

/// The residence that a tenant shows in any of her posts.
fn residence<'a>(content: &'a Content, name: &str) -> Option<&'a String> {
    posts(content)
        .filter(|post| post.who == "tenant" && post.name == name)
        .find_map(|post| post.estate.as_ref())
}

/// A comment to be written, with its place in time.
struct Planned<'a> {
    at: DateTime<Utc>,
    clause: ClauseId,
    thread: usize,
    post: &'a Post,
    is_first: bool,
}

/// Writes the discussion in the order in which it happened.
pub async fn make(
    tx: &mut Tx,
    text_id: TextId,
    version_id: VersionId,
    authors: &Authors,
    content: &Content,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let articles = articles(tx, version_id).await?;
    let mut planned = Vec::new();
    for (thread, found) in content.discussions.thread.iter().enumerate() {
        let clause = articles.get(&found.article).copied();
        let clause = clause.ok_or_else(|| Failure::new(format!("no article {}", found.article)))?;
        let is_first = std::iter::once(true).chain(std::iter::repeat(false));
        for (post, is_first) in std::iter::once(&found.post)
            .chain(&found.reply)
            .zip(is_first)
        {
            planned.push(Planned {
                at: instant(post, now),
                clause,
                thread,
                post,
                is_first,
            });
        }
    }
    planned.sort_by_key(|one| one.at);
    let mut first: HashMap<usize, CommentId> = HashMap::new();
    let mut dice = Dice::new(19);
    for one in &planned {
        let key = (one.post.who.clone(), one.post.name.clone());
        let Some(&Known { face, quality, .. }) = authors.known.get(&key) else {
            continue;
        };
        let contributor_id = face;
        let new = NewComment {
            text_id,
            clause_id: one.clause,
            version_id,
            thread_id: if one.is_first {
                None
            } else {
                first.get(&one.thread).copied()
            },
            contributor_id,
            quality,
            body: one.post.text.trim().to_owned(),
            form_id: FormId(ids::new_v4()),
        };
        let added = comment::add(tx, new, one.at).await?;
        if one.is_first {
            first.insert(one.thread, added.id);
        }
        support(
            tx,
            added.id,
            contributor_id,
            one.post.supports,
            authors,
            &mut dice,
        )
        .await?;
    }
    Ok(())
}

/// As many supports as the file says, from different tenants, none from the author.
async fn support(
    tx: &mut Tx,
    comment: CommentId,
    author: ContributorId,
    count: u32,
    authors: &Authors,
    dice: &mut Dice,
) -> Result<(), Failure> {
    let n = authors.tenants.len();
    let start = dice.below(u32::try_from(n).unwrap_or(1)) as usize;
    let others = authors
        .tenants
        .iter()
        .cycle()
        .skip(start)
        .take(n)
        .filter(|one| **one != author);
    for contributor in others.take(count as usize) {
        comment::support(tx, comment, *contributor, true).await?;
    }
    Ok(())
}

/// When a post was written: the file counts days back from noon, two hours after the start.
fn instant(post: &Post, now: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = (post.days * 86_400.0).round();
    // Thirty days at most, so the float is exact and the conversion loses nothing.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "days of the demonstration's own file"
    )]
    let back = TimeDelta::seconds(seconds as i64);
    (now + TimeDelta::hours(2) - back).min(now - TimeDelta::minutes(3))
}

/// Articles by their number.
pub async fn articles(
    tx: &mut Tx,
    version: VersionId,
) -> Result<HashMap<String, ClauseId>, Failure> {
    let entries = text::entries_within(tx, version).await?;
    let outline = outline(entries.iter().map(|entry| Entry {
        clause: entry.clause_id,
        handle: entry.handle,
        kind: entry.kind,
        source: &entry.source,
    }));
    Ok(outline
        .articles()
        .map(|(_, article)| (article.label.clone(), article.at.clause))
        .collect())
}
