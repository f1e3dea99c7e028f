//! 1,000 amendments, 40 of them on one article, and 10,000 comments and amendments to search in.

use super::process::Place;
use palier_domain::account::public_name::PublicName;
use palier_domain::account::role::{Quality, Role};
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::operation::{BaseClause, Operation};
use palier_domain::id::{AccountId, ContributorId, FormId, LandlordId, TextId, VersionId};
use palier_store::amendment::{self, Act, By, Content, Fate, Letter, Letters, NewAmendment};
use palier_store::amendment::{Person, Recipient};
use palier_store::comment::{self, NewComment};
use palier_store::standing::Standing;
use palier_store::{Db, Tx, account, association, contributor, ids, landlord, text};
use std::error::Error;

/// Amendments on the article that is measured.
const ON_ONE: usize = 40;
/// Amendments in all.
const AMENDMENTS: usize = 1_000;
/// Comments and amendments in which is searched.
const SEARCHED: usize = 10_000;
/// Amendments and comments of one transaction.
const AT_ONCE: usize = 250;

/// Nobody is written to.
struct Silent;

impl Letters for Silent {
    fn write(
        &self,
        _: &Recipient,
        _: &Fate<'_>,
        _: chrono::DateTime<chrono::Utc>,
    ) -> Option<Letter> {
        None
    }
}

/// An association's delegate, on the open version.
struct Delegate {
    account: AccountId,
    standing: Standing,
    face: ContributorId,
    quality: Quality,
    text: TextId,
    version: VersionId,
}

/// Adds them to the demonstration; gives the handle of the article with 40 amendments.
pub async fn fill(place: &Place) -> Result<i64, Box<dyn Error>> {
    let db = Db::connect(&place.url()).await?;
    let landlord = landlord::by_slug(&db, "rive-neuve").await?;
    let landlord = landlord.ok_or("no landlord")?.id;
    let delegate = Delegate::of(&db, landlord).await?;
    let entries = text::entries(&db, delegate.version).await?;
    let base = text::base(&db, delegate.version).await?;
    let has = |one: &&BaseClause| one.kind == ClauseKind::Paragraph && one.body().len() > 200;
    let long: Vec<&BaseClause> = base.iter().filter(has).collect();
    let counts = amendment::counts(&db, delegate.text).await?;
    let quiet = long.iter().find(|one| !counts.contains_key(&one.clause));
    let quiet = *quiet.ok_or("every paragraph is amended")?;
    let at = base.iter().position(|one| one.clause == quiet.clause);
    let before = base[..at.unwrap_or_default()].iter().rev();
    let mut titles = before.filter(|one| one.kind == ClauseKind::Article);
    let title = titles.next().ok_or("no article")?.clause;
    let article = entries.iter().find(|one| one.clause_id == title);
    let handle = article.ok_or("no article")?.handle;
    let others: Vec<&BaseClause> = long.into_iter().filter(|one| *one != quiet).collect();
    let listed = amendment::list(&db, delegate.text, amendment::Filter::default(), 1, 1).await?;
    let already = usize::try_from(listed.total)?;
    let mut tx = db.begin().await?;
    for n in 0..AMENDMENTS.saturating_sub(already) {
        let clause = if n < ON_ONE {
            quiet
        } else {
            others[n % others.len()]
        };
        delegate.amends(&mut tx, n, clause).await?;
        tx = renewed(&db, tx, n).await?;
    }
    let said: i64 = comment::counts(&db, delegate.text).await?.values().sum();
    for n in usize::try_from(said)? + AMENDMENTS..SEARCHED {
        delegate.says(&mut tx, n, others[n % others.len()]).await?;
        tx = renewed(&db, tx, n).await?;
    }
    tx.commit().await?;
    db.close().await;
    Ok(handle)
}

/// The same transaction, or another one once it holds enough.
async fn renewed(db: &Db, tx: Tx, n: usize) -> Result<Tx, Box<dyn Error>> {
    if n % AT_ONCE != AT_ONCE - 1 {
        return Ok(tx);
    }
    tx.commit().await?;
    Ok(db.begin().await?)
}

impl Delegate {
    async fn of(db: &Db, landlord: LandlordId) -> Result<Self, Box<dyn Error>> {
        let found = text::by_slug(db, landlord, "charte").await?;
        let found = found.ok_or("no charter")?;
        let account = account::by_identifier(db, "demo-association").await?;
        let account = account.ok_or("no delegate")?.id;
        let all = association::of_landlord(db, landlord).await?;
        let cnl = all.iter().find(|one| one.slug == "cnl").ok_or("no CNL")?;
        let quality = Quality::Association(cnl.id);
        let name = PublicName::parse("Banc d’essai", &[]).map_err(|e| e.to_string())?;
        let now = chrono::Utc::now();
        let mut tx = db.begin().await?;
        let face = contributor::save(
            &mut tx,
            account,
            landlord,
            name.as_str(),
            &name.key(),
            None,
            now,
        )
        .await?;
        tx.commit().await?;
        Ok(Self {
            account,
            standing: Standing {
                qualities: vec![quality],
                roles: vec![Role::AssociationDelegate],
                estate: None,
            },
            face,
            quality,
            text: found.id,
            version: found.version_id,
        })
    }

    /// Another word of the clause each time.
    async fn amends(
        &self,
        tx: &mut Tx,
        n: usize,
        clause: &BaseClause,
    ) -> Result<(), Box<dyn Error>> {
        let body = clause.body();
        let words: Vec<&str> = body.split(' ').filter(|word| word.len() > 4).collect();
        let word = words[n % words.len()];
        let amended = body.replacen(word, &format!("{word} (essai {n})"), 1);
        let operation = Operation::edit(clause, &amended).ok_or("nothing changes")?;
        let new = NewAmendment {
            text_id: self.text,
            contributor_id: self.face,
            quality: self.quality,
            content: Content {
                title: format!("Préciser un mot, {n}"),
                reasons: "L’ascenseur s’arrête, et personne ne dit quand il repart.".to_owned(),
                operations: vec![operation],
            },
            form_id: FormId(ids::new_v4()),
        };
        let now = chrono::Utc::now();
        let person = Person {
            account: self.account,
            standing: &self.standing,
        };
        let made = amendment::create(tx, &new, person, now).await?;
        let act = Act {
            by: By::Person(person),
            letters: &Silent,
            now,
        };
        amendment::submit(tx, made.id, &act).await?;
        Ok(())
    }

    async fn says(&self, tx: &mut Tx, n: usize, clause: &BaseClause) -> Result<(), Box<dyn Error>> {
        let new = NewComment {
            text_id: self.text,
            clause_id: clause.clause,
            version_id: self.version,
            thread_id: None,
            contributor_id: self.face,
            quality: self.quality,
            body: format!("Avis {n}. Les ascenseurs arrêtés sont une peine pour les anciens."),
            form_id: FormId(ids::new_v4()),
        };
        comment::add(tx, new, chrono::Utc::now()).await?;
        Ok(())
    }
}
