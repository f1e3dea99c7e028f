//! What the landlord and the associations settled.

use crate::cli::Failure;
use crate::demo::vote::holders::{DELEGATES, PRESIDENT, SECOND};
use crate::demo::vote::{date, hour};
use chrono::NaiveDate;
use palier_domain::election::key_plan::{Interest, KeyPlan};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::protocol::boards::{CodeAuthorities, CodeAuthority};
use palier_domain::election::protocol::body::Body;
use palier_domain::election::protocol::channels::{OnlineHours, OnlineRules};
use palier_domain::landlord::kind::LandlordKind;

/// The protocol of the election of 13 December 2030.
///
/// # Errors
/// When it breaks a rule: the demonstration shows none that does.
pub fn make() -> Result<Protocol, Failure> {
    let body = Body {
        kind: LandlordKind::Esh,
        dwellings: 632,
        board_members: 18,
    };
    let day = date(12, 13)?;
    let mut protocol = Protocol::proposed(body, day);
    protocol.online_hours = Some(OnlineHours {
        opens: hour(12, 2, 9)?,
        closes: hour(12, 13, 12)?,
    });
    protocol.online = OnlineRules {
        publication_minutes: 1,
        least_published: 1,
        ..OnlineRules::default()
    };
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
    protocol.commission = names(&["Alice Marchand", "Bruno Keller", "Chloé Diarra"]);
    protocol.tally_board = names(&["Alice Marchand", "Bruno Keller", "Chloé Diarra"]);
    let plan = KeyPlan::proposed(PRESIDENT, SECOND, &DELEGATES);
    protocol.key_plan = Some(plan);
    protocol.code_authorities = Some(CodeAuthorities {
        a: authority("Imprimerie du Port", Interest::Landlord),
        b: authority(
            "Maître Roy, commissaire de justice",
            Interest::Neutral("commissaire de justice".to_owned()),
        ),
    });
    "Recommandation sur le vote par internet (texte de 2027)"
        .clone_into(&mut protocol.recommendation.title);
    protocol.recommendation.since = in_force()?;
    let broken = protocol.broken_rules();
    match broken.first() {
        None => Ok(protocol),
        Some(one) => Err(Failure::new(format!(
            "the demonstration's protocol: {one:?}"
        ))),
    }
}

fn authority(name: &str, interest: Interest) -> CodeAuthority {
    CodeAuthority {
        name: name.to_owned(),
        interest,
        sender: name.to_owned(),
    }
}

/// From when the recommendation applies.
fn in_force() -> Result<NaiveDate, Failure> {
    NaiveDate::from_ymd_opt(2027, 1, 1).ok_or_else(|| Failure::new("a day of 2027"))
}
