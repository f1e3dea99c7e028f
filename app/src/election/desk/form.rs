//! The form of a protocol, section by section, each broken rule beside its field.

use super::{keys, online};
use crate::election::rules;
use crate::i18n::T;
use crate::parts::choice::{Choice, radios, tick};
use crate::parts::field::{Field as Line, area};
use crate::site::forms::FormState;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::election::protocol::channels::Precedence;
use palier_domain::election::protocol::rule::{Broken, Field};
use palier_domain::election::protocol::{EmptyEnvelope, Protocol};
use palier_domain::election::tie_break::TieRule;

/// The form's id.
pub const FORM: &str = "protocole";

/// What the sections of the form are made of.
pub struct Sheet<'a> {
    /// The reader's language.
    pub t: T,
    /// What was refused, if anything was.
    pub form: &'a FormState,
    /// The title of the election.
    pub title: &'a str,
    /// The draft.
    pub protocol: &'a Protocol,
    /// The rules that it breaks.
    pub broken: &'a [Broken],
}

impl Sheet<'_> {
    /// Shows a line.
    pub fn line(&self, line: Line) -> AnyView {
        line.show(self.t, self.form)
    }

    /// A whole number.
    pub fn number(&self, name: &'static str, label: &str, value: impl ToString + Copy) -> AnyView {
        self.line(Line::text(name, label).initial(value.to_string()).numeric())
    }

    /// A day, if there is one.
    pub fn day(
        &self,
        name: &'static str,
        label: &str,
        day: impl Into<Option<NaiveDate>>,
    ) -> AnyView {
        let day = day.into().map_or(String::new(), |day| day.to_string());
        self.line(Line::day(name, label).initial(day))
    }

    /// A box to tick.
    pub fn tick(&self, name: &str, label: &str, what: &str, value: bool) -> AnyView {
        tick(self.t, self.form, name, label, what, value)
    }

    /// The rules of a field that are broken, each with its article, where the summary leads.
    pub fn wrong(&self, field: Field) -> AnyView {
        let t = self.t;
        let here: Vec<_> = self
            .broken
            .iter()
            .filter(|one| one.field == field)
            .collect();
        if here.is_empty() {
            return ().into_any();
        }
        let items = here
            .iter()
            .map(|one| view! { <li>{t.protocol_broken_here()} " " {rules::say(t, one)}</li> })
            .collect_view();
        view! { <ul class="broken" id=anchor(field) tabindex="-1">{items}</ul> }.into_any()
    }
}

/// Where the page says what is wrong with a field.
#[must_use]
pub fn anchor(field: Field) -> &'static str {
    match field {
        Field::Seats => "regle-sieges",
        Field::Names => "regle-noms",
        Field::Day => "regle-jour",
        Field::Channels => "regle-votes",
        Field::OnlineHours => "regle-heures",
        Field::Precedence => "regle-priorite",
        Field::Grace => "regle-minutes",
        Field::Publication => "regle-publication",
        Field::BoothHosts => "regle-sites",
        Field::Roll => "regle-liste-electorale",
        Field::Commission => "regle-commission",
        Field::TallyBoard => "regle-bureau",
        Field::KeyPlan => "regle-cles",
        Field::CodeAuthorities => "regle-codes",
        Field::Statements => "regle-professions",
        Field::Retention => "regle-conservation",
        Field::Recommendation => "regle-recommandation",
    }
}

/// The whole form.
#[must_use]
pub fn show(sheet: &Sheet<'_>, action: String) -> AnyView {
    let t = sheet.t;
    let title = Line::text("title", t.protocol_field_title()).initial(sheet.title);
    view! {
        <form method="post" action=action id=FORM class="stack protocol" novalidate>
            {crate::parts::field::summary(t, sheet.form)}
            {sheet.line(title)}
            {body(sheet)}
            {day(sheet)}
            {channels(sheet)}
            {online::rules(sheet)}
            {roll(sheet)}
            {boards(sheet)}
            {keys::section(sheet)}
            {online::authorities(sheet)}
            {statements(sheet)}
            {retention(sheet)}
            <p><button class="button">{t.protocol_save()}</button></p>
        </form>
    }
    .into_any()
}

fn body(sheet: &Sheet<'_>) -> AnyView {
    let (t, protocol) = (sheet.t, sheet.protocol);
    let dwellings = Line::text("dwellings", t.protocol_field_dwellings())
        .hint(t.protocol_field_dwellings_hint())
        .initial(protocol.body.dwellings.to_string())
        .numeric();
    let board = Line::text("board_members", t.protocol_field_board_members())
        .hint(t.protocol_field_board_members_hint())
        .initial(protocol.body.board_members.to_string())
        .numeric();
    view! {
        <h2>{t.protocol_field_body()}</h2>
        {sheet.line(dwellings)}
        {sheet.line(board)}
        {sheet.wrong(Field::Seats)}
        {sheet.number("seats", t.protocol_field_seats(), protocol.seats)}
        {sheet.wrong(Field::Names)}
        {sheet.number("names", t.protocol_field_names(), protocol.names)}
    }
    .into_any()
}

fn day(sheet: &Sheet<'_>) -> AnyView {
    let (t, protocol) = (sheet.t, sheet.protocol);
    let extension = Line::text("extension_weeks", t.protocol_field_extension())
        .hint(t.protocol_field_extension_hint())
        .initial(protocol.extension_weeks.to_string())
        .numeric();
    view! {
        <h2>{t.protocol_field_day_section()}</h2>
        {sheet.wrong(Field::Day)}
        {sheet.day("day", t.protocol_field_day(), protocol.day)}
        {sheet.line(extension)}
    }
    .into_any()
}

fn channels(sheet: &Sheet<'_>) -> AnyView {
    let (t, form, protocol) = (sheet.t, sheet.form, sheet.protocol);
    let precedence = match protocol.precedence {
        Precedence::Online => "online",
        Precedence::Paper => "paper",
    };
    let envelope = match protocol.empty_envelope {
        EmptyEnvelope::Blank => "blank",
        EmptyEnvelope::Null => "null",
    };
    let which = vec![
        Choice::new("online", t.protocol_field_precedence_online()),
        Choice::new("paper", t.protocol_field_precedence_paper()),
    ];
    let counts = vec![
        Choice::new("blank", t.protocol_field_blank()),
        Choice::new("null", t.protocol_field_null()),
    ];
    view! {
        <h2>{t.protocol_field_channels_section()}</h2>
        {sheet.wrong(Field::Channels)}
        <fieldset class="field">
            <legend>{t.protocol_field_channels()}</legend>
            {sheet.tick("post", t.protocol_field_post(), "", protocol.channels.post)}
            {sheet.tick("ballot_box", t.protocol_field_ballot_box(), "", protocol.channels.ballot_box)}
            {sheet.tick("online", t.protocol_field_online(), "", protocol.channels.online)}
        </fieldset>
        {sheet.wrong(Field::OnlineHours)}
        {online::hours(sheet)}
        {sheet.wrong(Field::Precedence)}
        {radios(t, form, "precedence", t.protocol_field_precedence(), precedence, which)}
        {radios(t, form, "empty_envelope", t.protocol_field_empty_envelope(), envelope, counts)}
    }
    .into_any()
}

fn roll(sheet: &Sheet<'_>) -> AnyView {
    let (t, roll) = (sheet.t, &sheet.protocol.roll);
    let published = Line::day("roll_published", t.protocol_field_roll_published())
        .hint(t.protocol_field_roll_published_hint())
        .initial(roll.published.to_string());
    view! {
        <h2>{t.protocol_field_roll_section()}</h2>
        {sheet.wrong(Field::Roll)}
        {sheet.line(published)}
        {sheet.day("roll_corrections", t.protocol_field_roll_corrections(), roll.corrections_until)}
        {sheet.day("roll_frozen", t.protocol_field_roll_frozen(), roll.frozen)}
    }
    .into_any()
}

fn boards(sheet: &Sheet<'_>) -> AnyView {
    let (t, form, protocol) = (sheet.t, sheet.form, sheet.protocol);
    let names = |name: &str, label: &str, members: &[String]| {
        area(t, form, name, label, String::new(), members.join("\n"))
    };
    view! {
        <h2>{t.protocol_field_boards_section()}</h2>
        {sheet.wrong(Field::Commission)}
        {names("commission", t.protocol_field_commission(), &protocol.commission)}
        {sheet.wrong(Field::TallyBoard)}
        {names("tally_board", t.protocol_field_tally_board(), &protocol.tally_board)}
    }
    .into_any()
}

fn statements(sheet: &Sheet<'_>) -> AnyView {
    let (t, protocol) = (sheet.t, sheet.protocol);
    let ties = if protocol.tie_chain.rules().first() == Some(&TieRule::MostVotes) {
        "votes"
    } else {
        "oldest"
    };
    let goes = vec![
        Choice::new("oldest", t.protocol_field_ties_oldest()),
        Choice::new("votes", t.protocol_field_ties_votes()),
    ];
    let said = &protocol.statements;
    let hours: Vec<_> = protocol.turnout_hours.iter().map(u8::to_string).collect();
    let hours = hours.join(", ");
    view! {
        <h2>{t.protocol_field_statements_section()}</h2>
        {sheet.wrong(Field::Statements)}
        {sheet.day("statements_mailed", t.protocol_field_statements_mailed(), said.mailed)}
        {sheet.number("statements_length", t.protocol_field_statements_length(), said.length)}
        {sheet.line(Line::text("turnout_hours", t.protocol_field_turnout_hours()).initial(hours))}
        {radios(t, sheet.form, "ties", t.protocol_field_ties(), ties, goes)}
    }
    .into_any()
}

fn retention(sheet: &Sheet<'_>) -> AnyView {
    let (t, kept) = (sheet.t, &sheet.protocol.retention);
    view! {
        <h2>{t.protocol_field_retention_section()}</h2>
        {sheet.wrong(Field::Retention)}
        {sheet.number("votes_days", t.protocol_field_votes_days(), kept.votes_days)}
        {sheet.number("keys_days", t.protocol_field_keys_days(), kept.keys_days)}
        {sheet.number("results_years", t.protocol_field_results_years(), kept.results_years)}
    }
    .into_any()
}
