//! The demonstration with 2,000 comments, evenly over its 40 articles.

use super::process::Place;
use palier_app::election::vote::Polls;
use palier_domain::account::role::Quality;
use palier_domain::charter::outline::{Entry, outline};
use palier_domain::id::FormId;
use palier_store::ballot_box::BallotBoxes;
use palier_store::comment::{self, NewComment, Sort};
use palier_store::{Db, ids, landlord, text};
use std::error::Error;

const COMMENTS: usize = 2_000;

/// Makes it; gives the handle of an article.
pub async fn demo(place: &Place) -> Result<i64, Box<dyn Error>> {
    let db = Db::connect(&place.url()).await?;
    db.migrate().await?;
    let polls = Polls::new(BallotBoxes::beside(&place.url())?);
    let instance = palier_server::demo::create(&db, &polls).await?;
    let now = instance.clock().now();
    let landlord = landlord::by_slug(&db, "rive-neuve")
        .await?
        .ok_or("no landlord")?;
    let found = text::by_slug(&db, landlord.id, "charte")
        .await?
        .ok_or("no charter")?;
    let entries = text::entries(&db, found.version_id).await?;
    let outline = outline(entries.iter().map(|entry| Entry {
        clause: entry.clause_id,
        handle: entry.handle,
        kind: entry.kind,
        source: &entry.source,
    }));
    let articles: Vec<_> = outline.articles().map(|(_, article)| article.at).collect();
    let counts = comment::counts(&db, found.id).await?;
    let busiest = counts
        .iter()
        .max_by_key(|(_, count)| **count)
        .ok_or("no comments")?;
    let author = comment::of_clause(&db, *busiest.0, None, Sort::Newest, 1, 1).await?;
    let contributor_id = author.threads.first().ok_or("no thread")?.first.author;
    let already = usize::try_from(counts.values().sum::<i64>())?;
    let mut tx = db.begin().await?;
    for i in already..COMMENTS {
        let new = NewComment {
            text_id: found.id,
            clause_id: articles[i % articles.len()].clause,
            version_id: found.version_id,
            thread_id: None,
            contributor_id,
            quality: Quality::Tenant,
            body: format!(
                "Avis {i}. Chez nous l’ascenseur s’arrête deux fois par mois, et on l’apprend \
                 devant la porte. Un panneau dans le hall et un message la veille suffiraient."
            ),
            form_id: FormId(ids::new_v4()),
        };
        comment::add(&mut tx, new, now).await?;
    }
    tx.commit().await?;
    let handle = articles.first().ok_or("no articles")?.handle;
    db.close().await;
    Ok(handle)
}
