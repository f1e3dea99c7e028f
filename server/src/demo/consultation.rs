//! Two consultations of Rive-Neuve: one takes registrations, one takes votes. The clock closes the
//! second one's roll and opens its vote when the demonstration starts.

use super::moderation::People;
use crate::cli::Failure;
use chrono::{DateTime, TimeDelta, Utc};
use palier_app::demo::stream::Stream;
use palier_app::demo::voting_letters::code;
use palier_ballots::wire::print;
use palier_ballots::{
    Ed25519, ElectionId, Group as _, Half, LinkHalf, LinkTag, SecretScalar, TrusteeKey,
};
use palier_domain::election::consultation::RuleSet;
use palier_domain::election::consultation::ballot::{Answer, Ballot};
use palier_domain::election::consultation::ratio::Ratio;
use palier_domain::election::consultation::stage::{ConsultationMove as Move, Hours};
use palier_domain::id::{ConsultationId, LandlordId, VersionId};
use palier_store::Tx;
use palier_store::consultation::college::{self, Source};
use palier_store::consultation::holder::{self, Holder};
use palier_store::consultation::{self, Draft, roll};
use rand_core::Rng as _;

const CHARTER: &str = "Le texte de la charte a été discuté pendant six semaines. \
    Il est maintenant mis aux voix.\n\nUne **majorité** dans l’ensemble des collèges suffit, \
    si un tiers des personnes qui peuvent voter s’expriment.";
const FUND: &str = "Le fonds d’initiatives peut payer deux projets cette année.";
const PROJECTS: [&str; 4] = [
    "Un local à vélos par résidence",
    "Un jardin partagé aux Tilleuls",
    "Une laverie commune",
    "Des bancs devant les halls",
];

/// The one that is announced: on the charter.
///
/// # Errors
/// When the database refuses.
pub async fn adoption(
    tx: &mut Tx,
    landlord: LandlordId,
    charter: VersionId,
    people: &People,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let from_now = |hours: i64| now + TimeDelta::hours(hours);
    let third = Ratio::at_least(1, 3).map_err(|error| Failure::new(error.to_string()))?;
    let adopted = Draft {
        title: "Adopter la charte de la concertation".to_owned(),
        body: CHARTER.to_owned(),
        version_id: Some(charter),
        ballot: Ballot {
            question: "Adoptez-vous la charte ?".to_owned(),
            answer: Answer::YesNo,
        },
        rules: RuleSet {
            quorum: Some(third),
            ..RuleSet::default()
        },
        hours: Hours {
            roll_closes_at: from_now(72),
            opens_at: from_now(72),
            closes_at: from_now(240),
        },
    };
    announced(tx, landlord, &adopted, people, now).await?;
    Ok(())
}

/// The one that takes votes: on the fund.
///
/// # Errors
/// When the database refuses.
pub async fn fund(
    tx: &mut Tx,
    landlord: LandlordId,
    people: &People,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let from_now = |hours: i64| now + TimeDelta::hours(hours);
    let fund = Draft {
        title: "Le fonds d’initiatives 2031".to_owned(),
        body: FUND.to_owned(),
        version_id: None,
        ballot: Ballot {
            question: "Quels projets d’abord ?".to_owned(),
            answer: Answer::Choose {
                answers: PROJECTS.map(str::to_owned).to_vec(),
                most: 2,
            },
        },
        rules: RuleSet::default(),
        hours: Hours {
            roll_closes_at: from_now(-24),
            opens_at: from_now(-1),
            closes_at: from_now(168),
        },
    };
    let (id, handle) = announced(tx, landlord, &fund, people, from_now(-96)).await?;
    registered(tx, id, &handle, from_now(-48)).await
}

/// A consultation of three colleges whose holders made their keys.
async fn announced(
    tx: &mut Tx,
    landlord: LandlordId,
    draft: &Draft,
    people: &People,
    at: DateTime<Utc>,
) -> Result<(ConsultationId, String), Failure> {
    let handle = ElectionId::random(&mut Stream::of(draft.title.clone()));
    let handle = handle.as_str().to_owned();
    let id = consultation::create(tx, landlord, &handle, draft, at).await?;
    for (name, source) in [
        ("Locataires", Source::Tenants),
        ("Associations", Source::Associations),
        ("Bailleur", Source::Landlord),
    ] {
        college::add(tx, id, name, source, at).await?;
    }
    college::enrol(tx, id, landlord, super::world::today()).await?;
    let holders = [
        (1, "Josiane Petit", 2, people.association),
        (2, "Pôle proximité", 3, people.staff),
    ];
    for (place, name, college, account) in holders {
        let new = Holder {
            place,
            account_id: Some(account),
            name: name.to_owned(),
            college,
            public_key: None,
            decryption: None,
        };
        holder::name(tx, id, &new, at).await?;
        let key = public_key(&format!("{handle}|{place}"));
        holder::keep_key(tx, id, place, &key, at).await?;
    }
    let announced = consultation::advance(tx, id, Move::Announce, at).await;
    announced.map_err(|error| Failure::new(error.to_string()))?;
    Ok((id, handle))
}

/// A key that the demonstration keeps nowhere.
fn public_key(name: &str) -> String {
    let mut rng = Stream::of(name.to_owned());
    let mut wide = [0; 64];
    rng.fill_bytes(&mut wide);
    let key = SecretScalar::<Ed25519>::from_wide(&wide);
    let key = TrusteeKey::publish(&key, &mut rng).print();
    String::from_utf8(print(&key)).unwrap_or_default()
}

/// Everybody of the colleges on the roll, with codes that the demonstration can make again.
async fn registered(
    tx: &mut Tx,
    id: ConsultationId,
    handle: &str,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    let election = ElectionId::parse(handle).map_err(|error| Failure::new(error.to_string()))?;
    let mut line = 0;
    for college in 1..=3 {
        for account in roll::members(tx, id, college).await? {
            let [a, b] = [Half::A, Half::B].map(|half| code(handle, half, line));
            let public = a
                .derive::<Ed25519>(&election)
                .join(&b.derive(&election))
                .public();
            let (r_a, r_b) = (
                LinkHalf::of(&a, &election, Half::A),
                LinkHalf::of(&b, &election, Half::B),
            );
            let tag = LinkTag::of::<Ed25519>(&election, &public, &r_a, &r_b);
            let credential = Ed25519::encode(&public);
            roll::register(tx, id, account, (&credential, tag.as_bytes()), at).await?;
            line += 1;
        }
    }
    Ok(())
}
