//! What of a protocol concerns online voting: hours, rules, recommendation, code authorities.

use super::form::Sheet;
use super::keys::interests;
use crate::parts::choice::pick;
use crate::parts::field::{Field as Line, area};
use leptos::prelude::*;
use palier_domain::election::protocol::boards::CodeAuthority;
use palier_domain::election::protocol::rule::Field;

/// When the online channel opens and closes.
pub(super) fn hours(sheet: &Sheet<'_>) -> AnyView {
    let (t, hours) = (sheet.t, sheet.protocol.online_hours);
    let opens = hours.map(|hours| hours.opens);
    let closes = hours.map(|hours| hours.closes);
    let day = |at: Option<chrono::NaiveDateTime>| at.map(|at| at.date());
    let hour = |name: &'static str, label: &'static str, at: Option<chrono::NaiveDateTime>| {
        let mut line = Line::text(name, label);
        line.kind = "time";
        line.initial(at.map_or(String::new(), |at| at.format("%H:%M").to_string()))
    };
    view! {
        <fieldset class="field pairs">
            <legend>{t.protocol_field_hours()}</legend>
            {sheet.day("opens_day", t.protocol_field_opens_day(), day(opens))}
            {sheet.line(hour("opens_time", t.protocol_field_opens_time(), opens))}
            {sheet.day("closes_day", t.protocol_field_closes_day(), day(closes))}
            {sheet.line(hour("closes_time", t.protocol_field_closes_time(), closes))}
        </fieldset>
    }
    .into_any()
}

/// How the online channel runs, and under which recommendation.
pub(super) fn rules(sheet: &Sheet<'_>) -> AnyView {
    let (t, online) = (sheet.t, &sheet.protocol.online);
    let applied = &sheet.protocol.recommendation;
    let grace = Line::text("grace", t.protocol_field_grace())
        .hint(t.protocol_field_grace_hint())
        .initial(online.grace_minutes.to_string())
        .numeric();
    let title = Line::text(
        "recommendation_title",
        t.protocol_field_recommendation_title(),
    )
    .hint(t.protocol_field_recommendation_title_hint())
    .initial(applied.title.clone());
    view! {
        <h2>{t.protocol_field_online_section()}</h2>
        {sheet.tick("revoting", t.protocol_field_revoting(), t.protocol_field_revoting_hint(), online.revoting)}
        {sheet.wrong(Field::Grace)}
        {sheet.line(grace)}
        {sheet.wrong(Field::Publication)}
        {sheet.number("publication_minutes", t.protocol_field_publication_minutes(), online.publication_minutes)}
        {sheet.number("least_published", t.protocol_field_least_published(), online.least_published)}
        {sheet.wrong(Field::BoothHosts)}
        {area(
            t,
            sheet.form,
            "booth_hosts",
            t.protocol_field_booth_hosts(),
            t.protocol_field_booth_hosts_hint().to_owned(),
            sheet.protocol.booth_hosts.join("\n"),
        )}
        {sheet.wrong(Field::Recommendation)}
        {sheet.line(title)}
        {sheet.number("recommendation_level", t.protocol_field_recommendation_level(), applied.level)}
        {sheet.day("recommendation_since", t.protocol_field_recommendation_since(), applied.since)}
        {sheet.day("recommendation_until", t.protocol_field_recommendation_until(), applied.until)}
    }
    .into_any()
}

/// The two authorities that make the codes.
pub(super) fn authorities(sheet: &Sheet<'_>) -> AnyView {
    let t = sheet.t;
    let both = sheet.protocol.code_authorities.as_ref();
    view! {
        <h2>{t.protocol_field_codes_section()}</h2>
        <p>{t.protocol_field_codes_what()}</p>
        {sheet.wrong(Field::CodeAuthorities)}
        {authority(sheet, "a", t.protocol_field_authority_a(), both.map(|both| &both.a))}
        {authority(sheet, "b", t.protocol_field_authority_b(), both.map(|both| &both.b))}
    }
    .into_any()
}

fn authority(
    sheet: &Sheet<'_>,
    letter: &str,
    legend: &'static str,
    authority: Option<&CodeAuthority>,
) -> AnyView {
    let t = sheet.t;
    let shown = letter.to_uppercase();
    let (which, of) = interests(authority.map(|authority| &authority.interest));
    let text = |part: &str, label: String, value: &str| {
        Line::text(format!("authority_{letter}{part}"), label).initial(value)
    };
    let name = authority.map_or("", |authority| &authority.name);
    let sender = authority.map_or("", |authority| &authority.sender);
    let field = format!("authority_{letter}_interest");
    view! {
        <fieldset class="field pairs">
            <legend>{legend}</legend>
            {sheet.line(text("", t.protocol_field_authority_name(&shown), name))}
            {pick(t, sheet.form, &field, t.protocol_field_interest(), None, which, super::keys::choices(t))}
            {sheet.line(text("_for", t.protocol_field_interest_name().to_owned(), &of))}
            {sheet.line(text("_sender", t.protocol_field_authority_sender(&shown), sender))}
        </fieldset>
    }
    .into_any()
}
