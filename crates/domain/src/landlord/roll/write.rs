//! Writing a roll as a file that reads back the same.

use super::column::Column;
use super::decode::Separator;
use super::{Roll, RollPerson, RollTenancy};
use csv::{Terminator, WriterBuilder};

/// The roll as a table: English column names, semicolons.
#[must_use]
pub fn to_csv(roll: &Roll) -> String {
    to_csv_with(roll, Separator::Semicolon)
}

/// The roll as a table with the separator of one's choice.
#[must_use]
pub fn to_csv_with(roll: &Roll, separator: Separator) -> String {
    let mut writer = WriterBuilder::new()
        .delimiter(separator.byte())
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let header = Column::ALL.map(|column| column.to_string());
    let mut written = writer.write_record(header);
    for tenancy in &roll.tenancies {
        for holder in tenancy
            .holders
            .iter()
            .filter_map(|&place| roll.persons.get(place))
        {
            let record = Column::ALL.map(|column| cell(column, tenancy, holder));
            written = written.and_then(|()| writer.write_record(record));
        }
    }
    // A vector takes all that is written, and what was written came from strings.
    let bytes = written
        .ok()
        .and_then(|()| writer.into_inner().ok())
        .unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn cell(column: Column, tenancy: &RollTenancy, person: &RollPerson) -> String {
    match column {
        Column::Estate => tenancy.estate.clone(),
        Column::Building => tenancy.building.clone(),
        Column::Dwelling => tenancy.dwelling.clone(),
        Column::Tenancy => tenancy.reference.clone(),
        Column::Start => tenancy.starts_on.to_string(),
        Column::End => tenancy
            .ends_on
            .map(|date| date.to_string())
            .unwrap_or_default(),
        Column::Person => person.reference.clone(),
        Column::Name => person.name.clone(),
        Column::BirthDate => person
            .birth_date
            .map(|date| date.to_string())
            .unwrap_or_default(),
        Column::Email => person.email.clone().unwrap_or_default(),
        Column::Phone => person.phone.clone().unwrap_or_default(),
        Column::Postal1 | Column::Postal2 | Column::Postal3 | Column::Postal4 => {
            let line = Column::POSTAL.iter().position(|postal| *postal == column);
            line.and_then(|line| person.address.get(line))
                .cloned()
                .unwrap_or_default()
        }
    }
}
