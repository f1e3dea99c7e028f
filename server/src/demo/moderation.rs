//! A comment that was hidden, one that was reported, and one that was said in a meeting.

use super::discussion::articles;
use super::world::today;
use crate::cli::Failure;
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::account::role::{Quality, Role};
use palier_domain::entry::source::{EnteredAs, Source};
use palier_domain::id::{
    AccountId, ClauseId, CommentId, ContributorId, FormId, LandlordId, TextId, VersionId,
};
use palier_domain::moderation::ground::Ground;
use palier_domain::moderation::lifecycle::Outcome;
use palier_store::comment::{self, NewComment};
use palier_store::entry::{self, NewEntry};
use palier_store::moderation::{self, DecideError, NewDecision};
use palier_store::report::{self, NewReport};
use palier_store::{Tx, ids};

/// The people of these stories.
pub struct People {
    /// The account of the tenant to try.
    pub tenant: AccountId,
    /// Her public name: she wrote what was hidden.
    pub claire: ContributorId,
    /// Wrote what was reported.
    pub bruno: ContributorId,
    /// Hid it, and heard what was said.
    pub facilitator: AccountId,
    /// Speaks for an association.
    pub association: AccountId,
    /// Reported.
    pub staff: AccountId,
    /// Decides of appeals.
    pub guarantor: AccountId,
}

const HIDDEN: &str = "Mme Verdier, du 2e gauche, met sa télévision jusqu’à minuit tous les soirs. \
                      Si vous l’avez au téléphone dites-lui, son numéro est dans l’entrée.";
const WHY: &str = "L’avis donne le nom et l’étage d’une voisine, qui n’a rien demandé. Le bruit du \
                   soir peut être raconté sans la nommer.";
const ANSWER: &str =
    "Chez nous aussi, les murs sont en papier. L’article devrait parler de l’isolation.";
const REPORTED: &str = "Ceux du bâtiment C jettent tout à côté des conteneurs. Ce sont des porcs, \
                        il n’y a pas d’autre mot.";
const SAID: &str = "Je suis au quatrième et je marche avec une canne. Quand ils coupent l’ascenseur, \
                    je l’apprends devant la porte, avec mes courses. Un mot dans la boîte la veille, \
                    c’est tout ce que je demande.";
const OFFER: &str = "Madame, je suis au 3e. Le mardi et le vendredi je peux monter vos courses.";

/// Where things are written.
struct Place {
    landlord_id: LandlordId,
    text_id: TextId,
    version_id: VersionId,
}

/// Makes the three stories, in the days before the demonstration begins.
pub async fn make(
    tx: &mut Tx,
    landlord_id: LandlordId,
    text_id: TextId,
    version_id: VersionId,
    people: &People,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let place = Place {
        landlord_id,
        text_id,
        version_id,
    };
    let articles = articles(tx, version_id).await?;
    let article = |label: &str| {
        let found = articles.get(label).copied();
        found.ok_or_else(|| Failure::new(format!("the demonstration has no article {label}")))
    };
    hidden(tx, &place, article("8.1")?, people, now).await?;
    reported(tx, &place, article("5.2")?, people, now).await?;
    said(tx, &place, article("6.2")?, people, now).await
}

async fn say(
    tx: &mut Tx,
    place: &Place,
    clause_id: ClauseId,
    by: ContributorId,
    thread_id: Option<CommentId>,
    body: &str,
    at: DateTime<Utc>,
) -> Result<CommentId, Failure> {
    let new = NewComment {
        text_id: place.text_id,
        clause_id,
        version_id: place.version_id,
        thread_id,
        contributor_id: by,
        quality: Quality::Tenant,
        body: body.to_owned(),
        form_id: FormId(ids::new_v4()),
    };
    Ok(comment::add(tx, new, at).await?.id)
}

async fn report(
    tx: &mut Tx,
    comment_id: CommentId,
    ground: Ground,
    detail: &str,
    staff: Option<AccountId>,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    let new = NewReport {
        comment_id,
        ground,
        detail: detail.to_owned(),
        account_id: staff,
        by_landlord: staff.is_some(),
        form_id: FormId(ids::new_v4()),
    };
    Ok(report::add(tx, new, at).await?)
}

/// Claire named a neighbour: her words were hidden the next day, somebody had answered.
async fn hidden(
    tx: &mut Tx,
    place: &Place,
    clause: ClauseId,
    people: &People,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let days = |n| now - TimeDelta::days(n);
    let id = say(tx, place, clause, people.claire, None, HIDDEN, days(4)).await?;
    say(tx, place, clause, people.bruno, Some(id), ANSWER, days(3)).await?;
    let detail = "Ma voisine est nommée, avec son étage.";
    report(tx, id, Ground::Privacy, detail, None, days(3)).await?;
    let new = NewDecision {
        comment_id: id,
        landlord_id: place.landlord_id,
        by: people.facilitator,
        roles: &[Role::Facilitator],
        outcome: Outcome::Hidden,
        ground: Ground::Privacy,
        reason: WHY,
    };
    match moderation::decide(tx, &new, days(2)).await {
        Ok(_) => Ok(()),
        Err(DecideError::Store(error)) => Err(error.into()),
        Err(error) => Err(Failure::new(error.to_string())),
    }
}

/// Bruno was angry: his words wait for a decision.
async fn reported(
    tx: &mut Tx,
    place: &Place,
    clause: ClauseId,
    people: &People,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let hours = |n| now - TimeDelta::hours(n);
    let id = say(tx, place, clause, people.bruno, None, REPORTED, hours(30)).await?;
    let detail = "On peut parler des poubelles sans insulter tout un bâtiment.";
    report(tx, id, Ground::Insult, detail, None, hours(20)).await?;
    report(tx, id, Ground::Insult, "", Some(people.staff), hours(3)).await
}

/// What an old lady said in the hall, at the monthly meeting.
async fn said(
    tx: &mut Tx,
    place: &Place,
    clause_id: ClauseId,
    people: &People,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let new = NewEntry {
        landlord_id: place.landlord_id,
        text_id: place.text_id,
        clause_id,
        version_id: place.version_id,
        name: "Une locataire".to_owned(),
        body: SAID.to_owned(),
        source: Source::Meeting,
        place: "En direct, hall du 12, rue des Tilleuls".to_owned(),
        heard_on: today() - TimeDelta::days(2),
        entered_by: people.facilitator,
        entered_as: EnteredAs::Facilitator,
        form_id: FormId(ids::new_v4()),
    };
    let at = now - TimeDelta::hours(40);
    let id = entry::add(tx, new, at).await?.id;
    let later = at + TimeDelta::hours(5);
    let thread = Some(id);
    say(tx, place, clause_id, people.claire, thread, OFFER, later).await?;
    comment::support(tx, id, people.bruno, true).await?;
    Ok(())
}
