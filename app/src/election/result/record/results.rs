//! The record's first part: figures, seats, names.

use super::Material;
use crate::election::result::outcome::{Fate, ListOutcome};
use crate::election::result::say::{count, quotient, share};
use crate::election::words;
use crate::i18n::T;
use crate::sheet::Block;
use palier_domain::election::calendar::step::article;
use palier_domain::election::protocol::Protocol;
use palier_domain::election::tie_break::{Settlement, Tie, TieRule};
use palier_store::election::lots::Lots;

pub(super) fn write(t: T, all: &Material) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, t.record_part_results().to_owned())];
    blocks.extend(body(t, all));
    blocks.extend(voters(t, all));
    blocks.extend(votes(t, all));
    blocks.extend(seats(t, all));
    blocks.extend(names(t, all));
    blocks
}

/// Body, seats, day, hours of each channel.
fn body(t: T, all: &Material) -> Vec<Block> {
    let protocol = &all.known.found.election.protocol.0;
    let kind = protocol.body.kind;
    let text = words::article(t, article(kind));
    let mut facts = vec![
        (
            t.record_body().to_owned(),
            crate::election::result::say::body(t, kind).to_owned(),
        ),
        (t.record_text().to_owned(), text),
        (t.record_seats().to_owned(), count(t, protocol.seats)),
        (t.record_day().to_owned(), t.date(protocol.day)),
    ];
    facts.extend(hours(t, protocol));
    vec![
        Block::Heading(3, t.record_election().to_owned()),
        Block::Facts(facts),
    ]
}

fn hours(t: T, protocol: &Protocol) -> Vec<(String, String)> {
    let channels = protocol.channels;
    let mut all = Vec::new();
    if let Some(hours) = protocol.online_hours.filter(|_| channels.online) {
        let said = t.election_online_from_to(
            t.date(hours.closes.date()),
            t.hour(hours.closes.time()),
            t.date(hours.opens.date()),
            t.hour(hours.opens.time()),
        );
        all.push((t.election_turnout_online().to_owned(), said));
    }
    if channels.post {
        let said = t.record_post_until(t.date(protocol.day));
        all.push((t.election_turnout_by_post().to_owned(), said));
    }
    if channels.ballot_box {
        let said = t.record_box_on(t.date(protocol.day));
        all.push((t.election_turnout_in_box().to_owned(), said));
    }
    all
}

/// Electors, voters by channel, envelopes set aside.
fn voters(t: T, all: &Material) -> Vec<Block> {
    let figures = all.known.figures();
    let voters = all.outcome.totals.voters;
    let mut facts = vec![(
        t.record_registered().to_owned(),
        count(t, figures.registered),
    )];
    if let Some(online) = &figures.online {
        facts.push((
            t.election_turnout_online().to_owned(),
            count(t, online.marks),
        ));
        if online.in_grace > 0 {
            facts.push((t.record_in_grace().to_owned(), count(t, online.in_grace)));
        }
    }
    if let Some(post) = &figures.post {
        facts.push((
            t.election_turnout_by_post().to_owned(),
            count(t, post.voters),
        ));
    }
    if let Some(paper) = &figures.ballot_box {
        facts.push((
            t.election_turnout_in_box().to_owned(),
            count(t, paper.voters),
        ));
    }
    facts.push((t.record_voters().to_owned(), count(t, voters)));
    let turnout = share(t, voters, figures.registered);
    facts.push((t.record_turnout().to_owned(), turnout));
    let mut blocks = vec![
        Block::Heading(3, t.record_electors().to_owned()),
        Block::Facts(facts),
    ];
    if figures.post.is_some() {
        let aside = figures.set_aside;
        blocks.push(Block::Heading(3, t.record_envelopes().to_owned()));
        blocks.push(Block::Facts(vec![
            (
                t.record_received().to_owned(),
                count(t, figures.envelopes_received),
            ),
            (t.record_aside_double().to_owned(), count(t, aside.double)),
            (t.record_aside_late().to_owned(), count(t, aside.late)),
            (
                t.record_aside_unsigned().to_owned(),
                count(t, aside.unsigned),
            ),
            (t.record_aside_unknown().to_owned(), count(t, aside.unknown)),
        ]));
        blocks.push(Block::Text(t.record_aside_what().to_owned()));
    }
    blocks
}

/// Votes of a channel: valid by list, blank, null.
type Column<'a> = (&'a [u64], u64, u64);

/// Votes by list and channel; blank and null apart.
fn votes(t: T, all: &Material) -> Vec<Block> {
    let figures = all.known.figures();
    let mut head = vec![t.record_list().to_owned()];
    let mut columns: Vec<Column<'_>> = Vec::new();
    if let Some(online) = &figures.online {
        head.push(t.election_turnout_online().to_owned());
        columns.push((&online.votes, online.blank, 0));
    }
    if let Some(post) = &figures.post {
        head.push(t.election_turnout_by_post().to_owned());
        columns.push((&post.votes, post.blank, post.null));
    }
    if let Some(paper) = &figures.ballot_box {
        head.push(t.election_turnout_in_box().to_owned());
        columns.push((&paper.votes, paper.blank, paper.null));
    }
    head.push(t.election_turnout_all().to_owned());
    let totals = &all.outcome.totals;
    let row = |name: &str, of: &dyn Fn(&Column<'_>) -> u64, total: u64| {
        let cells = columns.iter().map(|column| count(t, of(column)));
        let cells: Vec<String> = cells.collect();
        [vec![name.to_owned()], cells, vec![count(t, total)]].concat()
    };
    let mut rows: Vec<Vec<String>> = (0..)
        .zip(&all.outcome.lists)
        .map(|(at, list): (usize, _)| {
            let of = |column: &Column<'_>| column.0.get(at).copied().unwrap_or_default();
            row(&list.title, &of, list.seats.votes)
        })
        .collect();
    rows.push(row(
        t.record_valid(),
        &|column| column.0.iter().sum(),
        totals.valid,
    ));
    rows.push(row(t.record_blank(), &|column| column.1, totals.blank));
    rows.push(row(t.record_null(), &|column| column.2, totals.null));
    vec![
        Block::Heading(3, t.record_votes().to_owned()),
        Block::Table {
            caption: t.record_votes_table().to_owned(),
            head,
            rows,
        },
        Block::Text(t.record_blank_apart().to_owned()),
    ]
}

/// Quotient, base seats, remainders, extra seats, ties.
fn seats(t: T, all: &Material) -> Vec<Block> {
    let shared = &all.outcome.seats;
    let head = [
        t.record_list(),
        t.record_votes(),
        t.record_base(),
        t.record_remainder(),
        t.record_extra(),
        t.record_seats(),
    ];
    let rows = all.outcome.lists.iter().map(|list| {
        vec![
            list.title.clone(),
            count(t, list.seats.votes),
            count(t, list.seats.base),
            list.remainder().to_string(),
            count(t, list.extra()),
            count(t, list.seats.seats),
        ]
    });
    let mut blocks = vec![
        Block::Heading(3, t.record_sharing().to_owned()),
        Block::Text(t.record_sharing_what().to_owned()),
        Block::Text(t.record_quotient(
            quotient(t, shared),
            count(t, shared.seats.get()),
            count(t, all.outcome.totals.valid),
        )),
        Block::Table {
            caption: t.record_sharing().to_owned(),
            head: head.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        },
        Block::Heading(3, t.record_ties().to_owned()),
    ];
    if shared.ties.is_empty() {
        blocks.push(Block::Text(t.record_no_tie().to_owned()));
    }
    for tie in &shared.ties {
        blocks.extend(one_tie(t, all, tie));
    }
    blocks
}

/// A tie, the birth dates it was settled by, and who won it.
fn one_tie(t: T, all: &Material, tie: &Tie) -> Vec<Block> {
    let said = t.record_tie(
        tie.lists.join(", "),
        i64::try_from(tie.seats).unwrap_or(i64::MAX),
    );
    // Birth dates are told only where they settled something, or could not.
    let by_votes = matches!(
        tie.settlement,
        Settlement::By {
            rule: TieRule::MostVotes,
            ..
        }
    );
    let births = tie
        .lists
        .iter()
        .filter_map(|name| all.outcome.list(name))
        .map(|list| stands(t, list, by_votes))
        .collect();
    let ended = match &tie.settlement {
        Settlement::By { rule, winners } => {
            let winners = winners.join(", ");
            match rule {
                TieRule::MostVotes => t.record_tie_votes(winners),
                TieRule::OldestCandidate => t.record_tie_age(winners),
                TieRule::DrawnByLot => t.record_tie_lot(winners),
            }
        }
        Settlement::SameBirthdate => t.record_tie_same().to_owned(),
    };
    let mut blocks = vec![Block::Text(said), Block::Items(births), Block::Text(ended)];
    let by_lot = matches!(
        tie.settlement,
        Settlement::By {
            rule: TieRule::DrawnByLot,
            ..
        }
    );
    let lots = all.lots.as_ref().filter(|_| by_lot);
    blocks.extend(lots.into_iter().flat_map(|lots| drawn(t, all, lots)));
    blocks
}

/// The draw: its order, who drew before whom, and the public number if there was one.
fn drawn(t: T, all: &Material, lots: &Lots) -> Vec<Block> {
    let zone = &all.known.found.landlord.zone;
    let when = t.instant(lots.drawn_at, zone);
    let order = lots.lists.join(", ");
    let said = t.record_drawn(order, &lots.source, when);
    let seed = (!lots.seed.is_empty()).then(|| Block::Text(t.record_drawn_seed(&lots.seed)));
    [Some(Block::Text(said)), seed]
        .into_iter()
        .flatten()
        .collect()
}

/// A list that is tied, with what was compared.
fn stands(t: T, list: &ListOutcome, by_votes: bool) -> String {
    if by_votes {
        return t.record_tied_votes(&list.title, count(t, list.seats.votes));
    }
    birth(t, list)
}

fn birth(t: T, list: &ListOutcome) -> String {
    match list.next() {
        Some(next) => {
            let born = next.birth_date.map(|day| t.date(day)).unwrap_or_default();
            t.record_next_born(born, &list.title, &next.name)
        }
        None => list.title.clone(),
    }
}

/// Elected in order, and substitutes.
fn names(t: T, all: &Material) -> Vec<Block> {
    let mut elected = Vec::new();
    let mut substitutes = Vec::new();
    for list in &all.outcome.lists {
        for one in list.with(Fate::Elected) {
            elected.push(format!("{} ({})", one.name, list.title));
        }
        if list.vacant > 0 {
            elected.push(t.record_vacant(&list.title, count(t, list.vacant)));
        }
        if list.seats.seats > 0 {
            let names: Vec<&str> = list
                .with(Fate::Substitute)
                .map(|one| one.name.as_str())
                .collect();
            substitutes.push((list.title.clone(), names.join(", ")));
        }
    }
    vec![
        Block::Heading(3, t.record_elected().to_owned()),
        Block::Items(elected),
        Block::Heading(3, t.record_substitutes().to_owned()),
        Block::Text(t.record_substitutes_what().to_owned()),
        Block::Facts(substitutes),
    ]
}
