//! What Rive-Neuve and its associations settled for 3 December 2030.

use super::board::{DELEGATES, MEMBERS};
use crate::cli::Failure;
use crate::demo::vote::{date, hour};
use chrono::NaiveDate;
use palier_domain::election::key_plan::{Interest, KeyPlan};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::protocol::boards::{CodeAuthorities, CodeAuthority};
use palier_domain::election::protocol::body::Body;
use palier_domain::election::protocol::channels::OnlineHours;
use palier_domain::landlord::kind::LandlordKind;

/// The protocol.
///
/// # Errors
/// When it breaks a rule: the demonstration shows none that does.
pub fn make() -> Result<Protocol, Failure> {
    let body = Body {
        kind: LandlordKind::Oph,
        dwellings: 12_480,
        board_members: 27,
    };
    let mut protocol = Protocol::proposed(body, date(12, 3)?);
    protocol.online_hours = Some(OnlineHours {
        opens: hour(11, 22, 9)?,
        closes: hour(12, 3, 12)?,
    });
    let [(president, _), (second, _), _] = MEMBERS.map(|(_, name, quality)| (name, quality));
    let names = MEMBERS.map(|(_, name, _)| name.to_owned());
    protocol.commission = names.to_vec();
    protocol.tally_board = names.to_vec();
    protocol.key_plan = Some(KeyPlan::proposed(president, second, &DELEGATES));
    protocol.code_authorities = Some(CodeAuthorities {
        a: authority("Imprimerie de la Rive", Interest::Landlord),
        b: authority(
            "Maître Lacaze, commissaire de justice",
            Interest::Neutral("commissaire de justice".to_owned()),
        ),
    });
    "Recommandation sur le vote par internet (texte de 2027)"
        .clone_into(&mut protocol.recommendation.title);
    let since = NaiveDate::from_ymd_opt(2027, 1, 1);
    protocol.recommendation.since = since.ok_or_else(|| Failure::new("a day of 2027"))?;
    match protocol.broken_rules().first() {
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
