//! Archives taken apart, changed, and put together again with every hash made anew.

use std::collections::BTreeMap;

use palier_ballots::archive::{Kind, Reader, Record, Writer};
use palier_ballots::wire::{EventText, HeaderText, name_of, parse};

/// The records of an archive.
pub fn records(bytes: &[u8]) -> Vec<Record> {
    let mut reader = Reader::new();
    reader.push(bytes);
    std::iter::from_fn(|| reader.next_record().unwrap()).collect()
}

/// A record with another content; its hash is still the former one, by which others refer to it.
pub fn changed(record: &Record, body: Vec<u8>) -> Record {
    Record {
        body: body.into(),
        ..record.clone()
    }
}

/// An archive of these records, in which each reference follows the content it referred to.
pub fn relinked(records: &[Record]) -> Vec<u8> {
    let header: HeaderText = parse(&records[0].body).unwrap();
    let seconds = header.timestamp.seconds().unwrap();
    let (mut writer, mut bytes) = Writer::start(seconds).unwrap();
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for record in &records[1..] {
        if record.kind == Kind::Event {
            let event: EventText = parse(&record.body).unwrap();
            let payload = event
                .payload
                .map(|name| renamed.get(&name).cloned().unwrap_or(name));
            bytes.extend(writer.event(event.r#type, payload).unwrap());
            continue;
        }
        let body = follow(&record.body, &renamed);
        renamed.insert(record.hash.clone(), name_of(&body));
        bytes.extend(writer.data(&body).unwrap().0);
    }
    bytes
}

/// The content with the new names of records in place of the former ones.
fn follow(body: &[u8], renamed: &BTreeMap<String, String>) -> Vec<u8> {
    // Only the short records that list names refer to others.
    let Ok(text) = std::str::from_utf8(body) else {
        return body.to_vec();
    };
    if body.len() > 400 {
        return body.to_vec();
    }
    let rename = |text: String, (from, to): (&String, &String)| text.replace(from, to);
    renamed.iter().fold(text.to_owned(), rename).into_bytes()
}
