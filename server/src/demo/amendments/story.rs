//! One amendment told from its draft to where it stands.

use super::cast::{Ground, Somebody, process, writer};
use super::failed;
use super::file::{Inadmissible, Story};
use crate::cli::Failure;
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::charter::amendment::reworded::{Answer, AppealOutcome};
use palier_domain::id::{AmendmentId, FormId};
use palier_store::amendment::{self, Content, NewAmendment, Ruling};
use palier_store::comment::NewComment;
use palier_store::{Tx, ids};

/// An amendment that was made.
pub struct Told<'a> {
    pub id: AmendmentId,
    pub story: &'a Story,
}

impl Ground<'_> {
    /// Tells them all, in their order.
    pub async fn tell_all<'s>(
        &self,
        tx: &mut Tx,
        stories: &'s [Story],
        now: DateTime<Utc>,
    ) -> Result<Vec<Told<'s>>, Failure> {
        let mut made: Vec<Told<'s>> = Vec::with_capacity(stories.len());
        for (place, story) in stories.iter().enumerate() {
            let id = self.tell(tx, (place, story), &made, now).await?;
            made.push(Told { id, story });
        }
        Ok(made)
    }

    async fn tell(
        &self,
        tx: &mut Tx,
        (place, story): (usize, &Story),
        made: &[Told<'_>],
        now: DateTime<Utc>,
    ) -> Result<AmendmentId, Failure> {
        let told = |error| failed(format!("{}: {error}", story.title));
        let begun = story.begun(now);
        let author = writer(self.authors, &story.by)?;
        let id = self.begin(tx, story, &author, made, begun).await?;
        if story.draft {
            return Ok(id);
        }
        if story.signatures > 0 || story.gathers {
            let act = author.at(begun);
            amendment::ask_for_support(tx, id, &act)
                .await
                .map_err(told)?;
            self.sign(tx, (place, story), id, &author, begun).await?;
        }
        let handed = begun + TimeDelta::hours(26);
        if story.gathers {
            self.talk(tx, story, id, begun).await?;
            return Ok(id);
        }
        amendment::submit(tx, id, &author.at(handed))
            .await
            .map_err(told)?;
        self.rule(tx, story, id, &author, handed).await?;
        self.advise(tx, story, id, &author, handed).await?;
        self.talk(tx, story, id, handed).await?;
        self.end(tx, (place, story), id, &author, handed).await?;
        Ok(id)
    }

    async fn begin(
        &self,
        tx: &mut Tx,
        story: &Story,
        author: &Somebody,
        made: &[Told<'_>],
        now: DateTime<Utc>,
    ) -> Result<AmendmentId, Failure> {
        let known = author.known.ok_or_else(|| failed("an author is nobody"))?;
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
        let begun = match &story.amends {
            Some(title) => {
                let mut made = made.iter();
                let parent = made.find(|one| one.story.title == *title);
                let parent = parent.ok_or_else(|| failed("there is nothing to amend"))?;
                amendment::amend(tx, parent.id, &new, author.person(), &author.at(now)).await
            }
            None => amendment::create(tx, &new, author.person(), now).await,
        };
        Ok(begun
            .map_err(|error| failed(format!("{}: {error}", story.title)))?
            .id)
    }

    /// Those who sign with its author, from another one each time.
    fn others<'s>(
        &'s self,
        (place, story): (usize, &Story),
        author: &Somebody,
    ) -> impl Iterator<Item = &'s Somebody> + use<'s> {
        let (author, count) = (author.account, self.signatories.len());
        let all = self.signatories.iter().cycle().skip(place % count.max(1));
        let others = all.take(count).filter(move |one| one.account != author);
        others.take(story.signatures)
    }

    async fn sign(
        &self,
        tx: &mut Tx,
        (place, story): (usize, &Story),
        id: AmendmentId,
        author: &Somebody,
        begun: DateTime<Utc>,
    ) -> Result<(), Failure> {
        for (one, hours) in self.others((place, story), author).zip(1_i64..) {
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
        let ruling = match (&story.admissible, &story.inadmissible) {
            (Some(reason), _) => Ruling::Admissible(reason),
            (None, Some(ruled)) => Ruling::Inadmissible(ruled.ground, &ruled.reason),
            (None, None) => return Ok(()),
        };
        let act = self.facilitator.at(handed + TimeDelta::hours(5));
        amendment::rule(tx, id, ruling, &act)
            .await
            .map_err(failed)?;
        match &story.inadmissible {
            Some(ruled) => self.appeal(tx, ruled, id, author, handed).await,
            None => Ok(()),
        }
    }

    async fn appeal(
        &self,
        tx: &mut Tx,
        ruled: &Inadmissible,
        id: AmendmentId,
        author: &Somebody,
        handed: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let later = |hours| handed + TimeDelta::hours(hours);
        let Some(words) = &ruled.appeal else {
            return Ok(());
        };
        amendment::appeal(tx, id, words, &author.at(later(9)))
            .await
            .map_err(failed)?;
        let (outcome, reason) = match (&ruled.upheld, &ruled.reversed) {
            (Some(reason), _) => (AppealOutcome::Upheld, reason),
            (None, Some(reason)) => (AppealOutcome::Reversed, reason),
            (None, None) => return Ok(()),
        };
        let act = self.guarantor.at(later(30));
        amendment::rule_on_appeal(tx, id, outcome, reason, &act)
            .await
            .map_err(failed)
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
        let answer = match (&advised.agreed, &advised.declined) {
            (Some(words), _) => (Answer::Agreed, words.as_str()),
            (None, Some(words)) => (Answer::Refused, words.as_str()),
            (None, None) => return Ok(()),
        };
        let act = author.at(handed + TimeDelta::hours(31));
        amendment::answer(tx, id, answer, &act)
            .await
            .map_err(failed)
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
                version_id: self.version,
                thread_id: None,
                contributor_id: known.face,
                quality: known.quality,
                body: said.text.trim().to_owned(),
                form_id: FormId(ids::new_v4()),
            };
            let at = handed + TimeDelta::hours(hours);
            amendment::add_comment(tx, id, new, None, one.person(), at)
                .await
                .map_err(|error| failed(format!("{}: said: {error}", story.title)))?;
        }
        Ok(())
    }

    async fn end(
        &self,
        tx: &mut Tx,
        (place, story): (usize, &Story),
        id: AmendmentId,
        author: &Somebody,
        handed: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let later = |hours| handed + TimeDelta::hours(hours);
        if let Some(words) = &story.withdrawn {
            amendment::withdraw(tx, id, words, &author.at(later(32)))
                .await
                .map_err(failed)?;
        }
        if story.taken_over {
            let next = self.others((place, story), author).next();
            let next = next.ok_or_else(|| failed("nobody signed it"))?;
            amendment::take_over(tx, id, next.person(), &next.at(later(40)))
                .await
                .map_err(|error| failed(format!("{}: {error}", story.title)))?;
        }
        if let Some(reason) = &story.lapsed {
            let why = serde_json::json!({});
            amendment::lapse(tx, id, (reason, why), &process(later(32)))
                .await
                .map_err(failed)?;
        }
        Ok(())
    }
}
