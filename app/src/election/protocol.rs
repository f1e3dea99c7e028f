//! The protocol of an election, to read and to print.

use super::home::{crumbs, stamp};
use super::load::{Found, found};
use super::{desk, rules};
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::key_plan::KeyPlan;
use palier_domain::election::protocol::boards::CodeAuthority;
use palier_domain::election::protocol::channels::Precedence;
use palier_domain::election::protocol::{EmptyEnvelope, Protocol};
use palier_domain::election::stage::Stage;
use palier_domain::election::tie_break::TieRule;
use palier_domain::landlord::kind::LandlordKind;

/// A title and what is settled under it.
type Section = (&'static str, Vec<(String, String)>);

/// The page.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.protocol_title());
    Ok(shell::page(&ctx, &head, move || {
        let protocol = &found.election.protocol.0;
        let draft = (found.election.stage == Stage::Draft)
            .then(|| view! { <p class="note">{t.protocol_draft_note()}</p> });
        let mut sections = vec![body(t, protocol), channels(t, protocol)];
        if protocol.channels.online {
            sections.push(online(t, protocol));
            sections.push(authorities(t, protocol));
        }
        sections.extend([dates(t, protocol), boards(t, protocol), kept(t, protocol)]);
        let sections = sections.into_iter().map(section).collect_view();
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            {draft}
            <p class="note screen-only">{t.protocol_print()}</p>
            <p class="eyebrow">{found.landlord.name.clone()}</p>
            <h1>{t.protocol_title()}</h1>
            <p class="lead" lang="fr">{found.election.title.clone()}</p>
            {sections}
            {keys(t, &found)}
        }
    }))
}

fn section((title, lines): Section) -> AnyView {
    let lines = lines
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! { <h2>{title}</h2> <dl class="settled">{lines}</dl> }.into_any()
}

fn line(name: &str, value: &impl ToString) -> (String, String) {
    (name.to_owned(), value.to_string())
}

/// The kind of a landlord, in words.
#[must_use]
pub fn kind(t: T, kind: LandlordKind) -> &'static str {
    match kind {
        LandlordKind::Oph => t.landlord_kind_oph(),
        LandlordKind::Esh => t.landlord_kind_esh(),
        LandlordKind::Sem => t.landlord_kind_sem(),
        LandlordKind::Cooperative => t.landlord_kind_cooperative(),
    }
}

fn body(t: T, protocol: &Protocol) -> Section {
    let body = &protocol.body;
    let count = |n: u64| t.number(rules::number(n));
    let lines = vec![
        line(t.protocol_field_kind(), &kind(t, body.kind)),
        line(t.protocol_field_dwellings(), &count(body.dwellings)),
        line(t.protocol_field_board_members(), &count(body.board_members)),
        line(t.protocol_field_seats(), &count(protocol.seats)),
        line(t.protocol_field_names(), &count(protocol.names)),
        line(t.protocol_field_day(), &t.date(protocol.day)),
        line(t.protocol_field_extension(), &protocol.extension_weeks),
        line(t.protocol_field_ties(), &ties(t, protocol)),
    ];
    (t.protocol_field_body(), lines)
}

fn ties(t: T, protocol: &Protocol) -> &'static str {
    match protocol.tie_chain.rules().first() {
        Some(TieRule::MostVotes) => t.protocol_field_ties_votes(),
        _ => t.protocol_field_ties_oldest(),
    }
}

/// The ways of voting, in words.
#[must_use]
pub fn ways(t: T, protocol: &Protocol) -> Vec<&'static str> {
    let all = [
        (protocol.channels.post, t.protocol_field_post()),
        (protocol.channels.ballot_box, t.protocol_field_ballot_box()),
        (protocol.channels.online, t.protocol_field_online()),
    ];
    let open = all.into_iter().filter(|(open, _)| *open);
    open.map(|(_, name)| name).collect()
}

fn channels(t: T, protocol: &Protocol) -> Section {
    let counts = match protocol.precedence {
        Precedence::Online => t.protocol_field_precedence_online(),
        Precedence::Paper => t.protocol_field_precedence_paper(),
    };
    let envelope = match protocol.empty_envelope {
        EmptyEnvelope::Blank => t.protocol_field_blank(),
        EmptyEnvelope::Null => t.protocol_field_null(),
    };
    let lines = vec![
        line(t.protocol_field_channels(), &ways(t, protocol).join(", ")),
        line(t.protocol_field_precedence(), &counts),
        line(t.protocol_field_empty_envelope(), &envelope),
    ];
    (t.protocol_field_channels_section(), lines)
}

fn online(t: T, protocol: &Protocol) -> Section {
    let at = |at: chrono::NaiveDateTime| t.dates_at(t.date(at.date()), t.hour(at.time()));
    let hours = protocol.online_hours.map(|hours| {
        [
            line(t.protocol_field_opens_day(), &at(hours.opens)),
            line(t.protocol_field_closes_day(), &at(hours.closes)),
        ]
    });
    let rules = &protocol.online;
    let revoting = if rules.revoting {
        t.protocol_field_revoting()
    } else {
        t.protocol_field_revoting_off()
    };
    let applied = &protocol.recommendation;
    let mut lines: Vec<_> = hours.into_iter().flatten().collect();
    lines.extend([
        line(t.protocol_field_online_section(), &revoting),
        line(t.protocol_field_grace(), &rules.grace_minutes),
        line(
            t.protocol_field_publication_minutes(),
            &rules.publication_minutes,
        ),
        line(t.protocol_field_least_published(), &rules.least_published),
        line(t.protocol_field_recommendation_title(), &applied.title),
        line(t.protocol_field_recommendation_level(), &applied.level),
        line(
            t.protocol_field_recommendation_since(),
            &t.date(applied.since),
        ),
    ]);
    if !protocol.booth_hosts.is_empty() {
        let hosts = protocol.booth_hosts.join(", ");
        lines.push(line(t.protocol_field_booth_hosts(), &hosts));
    }
    (t.protocol_field_online_section(), lines)
}

fn authorities(t: T, protocol: &Protocol) -> Section {
    let one = |letter: &str, authority: &CodeAuthority| {
        [
            line(&t.protocol_field_authority_name(letter), &authority.name),
            line(
                t.protocol_field_interest(),
                &rules::interest(t, &authority.interest),
            ),
            line(
                &t.protocol_field_authority_sender(letter),
                &authority.sender,
            ),
        ]
    };
    let both = protocol.code_authorities.as_ref();
    let lines = both.map(|both| [one("A", &both.a), one("B", &both.b)].concat());
    (t.protocol_field_codes_section(), lines.unwrap_or_default())
}

fn dates(t: T, protocol: &Protocol) -> Section {
    let roll = &protocol.roll;
    let said = &protocol.statements;
    let hours: Vec<_> = protocol.turnout_hours.iter().map(u8::to_string).collect();
    let lines = vec![
        line(t.protocol_field_turnout_hours(), &hours.join(", ")),
        line(t.protocol_field_roll_published(), &t.date(roll.published)),
        line(
            t.protocol_field_roll_corrections(),
            &t.date(roll.corrections_until),
        ),
        line(t.protocol_field_roll_frozen(), &t.date(roll.frozen)),
        line(t.protocol_field_statements_mailed(), &t.date(said.mailed)),
        line(
            t.protocol_field_statements_length(),
            &t.number(i64::from(said.length)),
        ),
    ];
    (t.protocol_field_roll_section(), lines)
}

fn boards(t: T, protocol: &Protocol) -> Section {
    let lines = vec![
        line(
            t.election_role_commission(),
            &protocol.commission.join(", "),
        ),
        line(
            t.election_role_tally_board(),
            &protocol.tally_board.join(", "),
        ),
    ];
    (t.protocol_field_boards_section(), lines)
}

fn kept(t: T, protocol: &Protocol) -> Section {
    let kept = &protocol.retention;
    let lines = vec![
        line(t.protocol_field_votes_days(), &kept.votes_days),
        line(t.protocol_field_keys_days(), &kept.keys_days),
        line(t.protocol_field_results_years(), &kept.results_years),
    ];
    (t.protocol_field_retention_section(), lines)
}

fn keys(t: T, found: &Found) -> AnyView {
    let protocol = &found.election.protocol.0;
    let plan = protocol
        .key_plan
        .as_ref()
        .filter(|_| protocol.channels.online);
    let Some(plan) = plan else {
        return ().into_any();
    };
    view! {
        <h2>{t.protocol_field_keys_section()}</h2>
        <p>{t.protocol_field_keys_what()}</p>
        {desk::keys::sentence(t, plan)}
        <ol>{holders(t, plan)}</ol>
    }
    .into_any()
}

fn holders(t: T, plan: &KeyPlan) -> Vec<AnyView> {
    let shares = plan.shares.iter();
    shares
        .map(|share| {
            let interest = rules::interest(t, &share.holder.interest);
            let substitute = share.substitute.as_ref().map(|other| {
                view! { <span class="who">". " {t.protocol_field_substitute()} ": " {other.person.clone()}</span> }
            });
            view! { <li>{share.holder.person.clone()} ", " {interest} {substitute}</li> }.into_any()
        })
        .collect()
}
