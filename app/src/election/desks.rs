//! The ways to the desks of those who run an election, for whom they are.

use super::load::Found;
use super::result::{after, record};
use super::{ballot_box, lost_letter, paper};
use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;

/// A card for each desk of this reader; nothing for most.
pub fn show(t: T, found: &Found) -> AnyView {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    let desk = format!("/{slug}/gestion/election/{handle}");
    let officer = found.is(ElectionRole::ElectionOfficer);
    let all = [
        (
            format!("{desk}/protocole"),
            t.protocol_title(),
            t.election_protocol_desk(),
            officer,
        ),
        (
            format!("{desk}/liste-electorale"),
            t.electoral_desk_card(),
            t.electoral_desk_card_what(),
            officer,
        ),
        (
            format!("{desk}/repetition"),
            t.sealing_rehearsal_title(),
            t.sealing_rehearsal_lead(),
            officer,
        ),
        (
            format!("{desk}/urne"),
            t.ballot_box_title(),
            t.ballot_box_card(),
            ballot_box::is_there(found),
        ),
        (
            paper::address(found),
            t.paper_desk_title(),
            t.paper_desk_card(),
            paper::is_there(found),
        ),
        (
            format!("{}/comptage", found.address()),
            t.closing_count_title(),
            t.closing_count_card(),
            found.is(ElectionRole::TallyBoard) && found.election.stage >= Stage::Frozen,
        ),
        (
            format!("{desk}/proces-verbal"),
            t.record_desk_title(),
            t.record_desk_card(),
            record::desk::is_there(found),
        ),
        (
            format!("{desk}/affichage"),
            t.told_title(),
            t.told_card(),
            after::is_there(found),
        ),
        (
            format!("{desk}/suites"),
            t.after_title(),
            t.after_card(),
            after::is_there(found),
        ),
        (
            lost_letter::address(found),
            t.lost_letter_desk(),
            t.lost_letter_desk_card(),
            lost_letter::is_there(found),
        ),
        (
            format!("{}/codes", found.address()),
            t.sealing_codes_title(),
            t.sealing_codes_card(),
            found.is(ElectionRole::CodeAuthorities),
        ),
    ];
    if all.iter().all(|(_, _, _, mine)| !mine) {
        return ().into_any();
    }
    let items = all
        .into_iter()
        .filter(|(_, _, _, mine)| *mine)
        .map(|(link, name, what, _)| {
            view! { <li class="card"><h3><a href=link>{name}</a></h3><p>{what}</p></li> }
        })
        .collect_view();
    view! { <h2>{t.election_desks()}</h2> <ul class="cards">{items}</ul> }.into_any()
}
