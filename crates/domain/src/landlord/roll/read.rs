//! Reading a roll: header, lines, then what the lines say together.

use super::cell;
use super::column::Column;
use super::cross::Gathering;
use super::decode::{self, Row};
use super::report::{RollProblem, RollReason, RollReport};
use super::{Roll, RollPerson};
use chrono::NaiveDate;

/// Reads a roll, or names every line that is wrong with it.
pub fn read(bytes: &[u8]) -> Result<Roll, RollReport> {
    let refuse = |problem| RollReport {
        problems: vec![problem],
    };
    let rows = decode::rows(bytes).map_err(refuse)?;
    let Some((header, rows)) = rows.split_first() else {
        return Err(refuse(RollProblem::of_file(RollReason::EmptyFile)));
    };
    let header = Header::read(header).map_err(|problems| RollReport { problems })?;
    if rows.is_empty() {
        return Err(refuse(RollProblem::of_file(RollReason::EmptyFile)));
    }
    let mut problems = Vec::new();
    let mut gathering = Gathering::default();
    for row in rows {
        match header.line(row) {
            Ok(line) => gathering.take(line, &mut problems),
            Err(found) => problems.extend(found),
        }
    }
    gathering.check_overlaps(&mut problems);
    if problems.is_empty() {
        return Ok(gathering.roll(rows.len()));
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    Err(RollReport { problems })
}

/// One line of the file, read by itself.
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) estate: String,
    pub(super) building: String,
    pub(super) dwelling: String,
    pub(super) tenancy: String,
    pub(super) starts_on: NaiveDate,
    pub(super) ends_on: Option<NaiveDate>,
    pub(super) person: RollPerson,
}

/// Which column stands where.
struct Header(Vec<Column>);

impl Header {
    fn read(row: &Row) -> Result<Self, Vec<RollProblem>> {
        let mut columns = Vec::new();
        let mut problems = Vec::new();
        let names: Vec<&str> = row.cells.iter().map(str::trim).collect();
        // Sheets often end each line with separators under which nothing stands.
        let width = names
            .iter()
            .rposition(|name| !name.is_empty())
            .map_or(0, |last| last + 1);
        for name in &names[..width] {
            let reason = match Column::named(name) {
                Some(column) if !columns.contains(&column) => {
                    columns.push(column);
                    continue;
                }
                Some(_) => RollReason::RepeatedColumn,
                None if name.contains('\n') => RollReason::LineBreak,
                None => RollReason::UnknownColumn,
            };
            let value = if name.is_empty() { "(no name)" } else { name }.to_owned();
            problems.push(RollProblem {
                line: row.line,
                column: None,
                value,
                reason,
            });
        }
        let missing = Column::ALL
            .into_iter()
            .filter(|c| c.is_required() && !columns.contains(c));
        problems.extend(missing.map(|column| RollProblem {
            line: row.line,
            column: Some(column),
            value: String::new(),
            reason: RollReason::MissingColumn,
        }));
        if problems.is_empty() {
            Ok(Self(columns))
        } else {
            Err(problems)
        }
    }

    fn line(&self, row: &Row) -> Result<Line, Vec<RollProblem>> {
        let mut cells = Cells {
            header: self,
            row,
            problems: Vec::new(),
        };
        cells.refuse_extra();
        let texts = Column::ALL.map(|column| cells.text(column));
        let [
            estate,
            building,
            dwelling,
            tenancy,
            start,
            end,
            person,
            name,
            birth,
            email,
            phone,
            ..,
        ] = &texts;
        let starts_on = cells.date(Column::Start, start.as_deref());
        let ends_on = cells.date(Column::End, end.as_deref());
        if let (Some(start), Some(last)) = (starts_on, ends_on)
            && last < start
        {
            cells.refuse(Column::End, RollReason::EndBeforeStart);
        }
        let birth_date = cells.date(Column::BirthDate, birth.as_deref());
        let email = cells.email(email.clone());
        let address = texts[Column::ALL.len() - Column::POSTAL.len()..]
            .iter()
            .flatten();
        let required = |cell: &Option<String>| cell.clone().unwrap_or_default();
        let line = starts_on.map(|starts_on| Line {
            number: row.line,
            estate: required(estate),
            building: required(building),
            dwelling: required(dwelling),
            tenancy: required(tenancy),
            starts_on,
            ends_on,
            person: RollPerson {
                reference: required(person),
                name: required(name),
                birth_date,
                email,
                phone: phone.clone(),
                address: address.cloned().collect(),
            },
        });
        // Without problems the required cells are all there.
        match line {
            Some(line) if cells.problems.is_empty() => Ok(line),
            _ => Err(cells.problems),
        }
    }
}

/// The cells of one row, and what is wrong with them.
struct Cells<'a> {
    header: &'a Header,
    row: &'a Row,
    problems: Vec<RollProblem>,
}

impl Cells<'_> {
    fn raw(&self, column: Column) -> &str {
        let place = self.header.0.iter().position(|other| *other == column);
        place
            .and_then(|place| self.row.cells.get(place))
            .unwrap_or_default()
    }

    fn refuse(&mut self, column: Column, reason: RollReason) {
        let (line, value) = (self.row.line, self.raw(column).trim().to_owned());
        self.problems.push(RollProblem {
            line,
            column: Some(column),
            value,
            reason,
        });
    }

    fn refuse_extra(&mut self) {
        for cell in self
            .row
            .cells
            .iter()
            .skip(self.header.0.len())
            .map(str::trim)
        {
            if !cell.is_empty() {
                let (line, value) = (self.row.line, cell.to_owned());
                let reason = RollReason::ExtraCell;
                self.problems.push(RollProblem {
                    line,
                    column: None,
                    value,
                    reason,
                });
            }
        }
    }

    fn text(&mut self, column: Column) -> Option<String> {
        cell::text(column, self.raw(column)).unwrap_or_else(|reason| {
            self.refuse(column, reason);
            None
        })
    }

    fn date(&mut self, column: Column, text: Option<&str>) -> Option<NaiveDate> {
        match cell::date(text?) {
            Ok(date) => Some(date),
            Err(reason) => {
                self.refuse(column, reason);
                None
            }
        }
    }

    fn email(&mut self, text: Option<String>) -> Option<String> {
        match cell::email(text?) {
            Ok(email) => Some(email),
            Err(reason) => {
                self.refuse(Column::Email, reason);
                None
            }
        }
    }
}
