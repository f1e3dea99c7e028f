//! The figures of a count: their names, their fields, and how they are read.

use crate::election::problem::SetupProblem;
use crate::i18n::T;
use crate::parts::field::Field;
use crate::site::forms::{Complaint, FormState};
use leptos::prelude::*;
use palier_domain::election::official_record::PaperChannel;
use palier_domain::election::official_record::figures::PaperFigures;
use palier_domain::election::paper::count::{Item, Sheet};
use palier_domain::election::protocol::channels::Channels;
use std::collections::BTreeMap;

/// The most of a figure.
const MOST: u64 = 1_000_000;

/// The fields of a form, by name.
pub(super) type Fields = BTreeMap<String, String>;

/// The paper channels that a protocol opens.
pub(super) fn channels(channels: Channels) -> Vec<PaperChannel> {
    let post = channels.post.then_some(PaperChannel::Post);
    let ballot_box = channels.ballot_box.then_some(PaperChannel::BallotBox);
    post.into_iter().chain(ballot_box).collect()
}

/// The name of a channel.
pub(super) fn channel(t: T, channel: PaperChannel) -> &'static str {
    match channel {
        PaperChannel::Post => t.paper_count_post(),
        PaperChannel::BallotBox => t.paper_count_box(),
    }
}

/// The figures of a channel, in the order in which they are counted.
pub(super) fn items(lists: usize) -> Vec<Item> {
    let lists = (0..lists).map(Item::List);
    let first = [Item::Voters].into_iter();
    first
        .chain(lists)
        .chain([Item::Blank, Item::Null])
        .collect()
}

/// The name of a figure.
pub(super) fn name(t: T, channel: PaperChannel, item: Item, lists: &[String]) -> String {
    match (item, channel) {
        (Item::Voters, PaperChannel::Post) => t.paper_count_voters_post().to_owned(),
        (Item::Voters, PaperChannel::BallotBox) => t.paper_count_voters_box().to_owned(),
        (Item::List(at), _) => lists.get(at).cloned().unwrap_or_default(),
        (Item::Blank, _) => t.paper_count_blank().to_owned(),
        (Item::Null, _) => t.paper_count_null().to_owned(),
    }
}

/// The field of a figure.
pub(super) fn field(channel: PaperChannel, item: Item) -> String {
    let channel = match channel {
        PaperChannel::Post => "post",
        PaperChannel::BallotBox => "box",
    };
    match item {
        Item::Voters => format!("{channel}_voters"),
        Item::List(at) => format!("{channel}_list_{at}"),
        Item::Blank => format!("{channel}_blank"),
        Item::Null => format!("{channel}_null"),
    }
}

/// A figure of a count.
pub(super) fn value(sheet: &Sheet, channel: PaperChannel, item: Item) -> u64 {
    let figures = match channel {
        PaperChannel::Post => sheet.post.as_ref(),
        PaperChannel::BallotBox => sheet.ballot_box.as_ref(),
    };
    figures.map_or(0, |figures| match item {
        Item::Voters => figures.voters,
        Item::List(at) => figures.votes.get(at).copied().unwrap_or_default(),
        Item::Blank => figures.blank,
        Item::Null => figures.null,
    })
}

/// The fields of every channel; `initial` says what stands in one when nothing was refused.
pub(super) fn fields(
    t: T,
    form: &FormState,
    all: Channels,
    lists: &[String],
    initial: impl Fn(PaperChannel, Item) -> String,
) -> AnyView {
    channels(all)
        .into_iter()
        .map(|at| {
            let inside = items(lists.len())
                .into_iter()
                .map(|item| {
                    let input = Field::text(field(at, item), name(t, at, item, lists))
                        .numeric()
                        .initial(initial(at, item));
                    input.show(t, form)
                })
                .collect_view();
            view! {
                <fieldset class="pairs figures-in">
                    <legend>{channel(t, at)}</legend>
                    {inside}
                </fieldset>
            }
        })
        .collect_view()
        .into_any()
}

/// Reads what was typed of every channel.
///
/// # Errors
/// When a field holds no number.
pub(super) fn read(typed: &Fields, all: Channels, lists: usize) -> Result<Sheet, Complaint> {
    let mut sheet = Sheet::default();
    for at in channels(all) {
        let one = |item| number(typed, &field(at, item));
        let votes = (0..lists).map(|place| one(Item::List(place)));
        let figures = PaperFigures {
            voters: one(Item::Voters)?,
            votes: votes.collect::<Result<_, _>>()?,
            blank: one(Item::Blank)?,
            null: one(Item::Null)?,
        };
        match at {
            PaperChannel::Post => sheet.post = Some(figures),
            PaperChannel::BallotBox => sheet.ballot_box = Some(figures),
        }
    }
    Ok(sheet)
}

fn number(typed: &Fields, field: &str) -> Result<u64, Complaint> {
    let typed = typed.get(field).map_or("", String::as_str);
    let digits: String = typed.split_whitespace().collect();
    let found = digits.parse().ok().filter(|found| *found <= MOST);
    let max = i64::try_from(MOST).unwrap_or(i64::MAX);
    found.ok_or_else(|| Complaint::about(field, SetupProblem::NotANumber { max }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: Channels = Channels {
        post: true,
        ballot_box: true,
        online: true,
    };

    #[test]
    fn what_is_shown_is_read_back() {
        let figures = |voters, votes: [u64; 2]| PaperFigures {
            voters,
            votes: votes.into(),
            blank: 1,
            null: 2,
        };
        let sheet = Sheet {
            post: Some(figures(10, [3, 4])),
            ballot_box: Some(figures(4, [0, 1])),
        };
        let mut typed = Fields::new();
        for at in channels(BOTH) {
            for item in items(2) {
                typed.insert(field(at, item), format!(" {} ", value(&sheet, at, item)));
            }
        }
        assert_eq!(read(&typed, BOTH, 2), Ok(sheet));
        typed.insert("box_list_1".to_owned(), "-1".to_owned());
        assert_eq!(read(&typed, BOTH, 2).unwrap_err().field, "box_list_1");
    }
}
