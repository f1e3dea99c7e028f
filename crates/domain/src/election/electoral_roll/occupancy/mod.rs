//! Who votes without a running lease: occupants who keep to a repayment plan, and sub-tenants of
//! approved associations (CCH R.421-7, R.422-2-1, R.481-6).
//!
//! Both come as tables that spreadsheets save; every bad line is named, and a file with one is
//! refused whole, so that nobody is forgotten without being told.

mod table;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use table::{Cells, table};

/// What a file lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum OccupancyKind {
    /// Leases that ended for arrears, and whether the repayment plan is kept to.
    RepaymentPlan,
    /// Sub-tenancies of associations.
    SubTenancy,
}

impl OccupancyKind {
    /// Its columns in a file, as a header names them; those that may be missing come last.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::RepaymentPlan => &["bail", "plan_tenu"],
            Self::SubTenancy => &[
                "association",
                "agreee",
                "residence",
                "logement",
                "contrat",
                "debut",
                "personne",
                "nom",
                "adresse_1",
                "fin",
                "locataire",
                "adresse_2",
                "adresse_3",
                "adresse_4",
            ],
        }
    }

    /// How many of its columns must be there.
    #[must_use]
    pub fn needed(self) -> usize {
        match self {
            Self::RepaymentPlan => 2,
            Self::SubTenancy => 9,
        }
    }
}

/// A lease that ended for arrears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The landlord's reference for the lease.
    pub lease: String,
    /// Whether the repayment plan is kept to.
    pub kept: bool,
}

/// A sub-tenancy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubTenancy {
    /// The association that holds the lease.
    pub association: String,
    /// Whether it is one of those approved (CCH L.442-8-1).
    pub approved: bool,
    /// Name of the residence.
    pub estate: String,
    /// The reference for the dwelling.
    pub dwelling: String,
    /// The association's reference for the sub-tenancy.
    pub reference: String,
    /// First day.
    pub signed: NaiveDate,
    /// Last day; nothing while it runs.
    pub until: Option<NaiveDate>,
    /// Who holds it.
    pub persons: Vec<SubTenant>,
}

/// Who holds a sub-tenancy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubTenant {
    /// The association's reference for the person.
    pub reference: String,
    /// The name, as letters are addressed.
    pub name: String,
    /// The landlord's reference, if she stands on its file too: so that she votes once.
    pub known_as: Option<String>,
    /// Postal lines below the name, none empty.
    pub address: Vec<String>,
}

/// What a file is checked against.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// References of the landlord's leases, running or ended.
    pub leases: HashSet<String>,
    /// Names of its residences.
    pub estates: HashSet<String>,
    /// References of its persons.
    pub persons: HashSet<String>,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OccupancyProblem {
    /// Its number in the file, from 1.
    pub line: usize,
    /// The column, where it lies in one.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// What is wrong with it.
    pub reason: OccupancyReason,
}

/// Why a line is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OccupancyReason {
    /// Nothing below the header, or nothing at all.
    EmptyFile,
    /// A spreadsheet's own format.
    NotText,
    /// A header cell that names no column, or one that stands there already.
    UnknownColumn,
    /// A column that is needed.
    MissingColumn,
    /// An empty cell where a value is needed.
    Empty,
    /// More than 120 characters.
    TooLong,
    /// Not a day.
    NotADate,
    /// Neither yes nor no.
    NotYesNo,
    /// A lease that the landlord's file does not have.
    UnknownLease,
    /// A residence that it does not have.
    UnknownEstate,
    /// A person whom it does not have.
    UnknownPerson,
    /// The same stands on another line.
    Repeated,
    /// Another line of the same sub-tenancy says otherwise.
    Differs,
    /// It ends before it begins.
    EndsBefore,
}

/// Reads a file of repayment plans.
///
/// # Errors
/// Every bad line.
pub fn plans(bytes: &[u8], known: &Known) -> Result<Vec<Plan>, Vec<OccupancyProblem>> {
    let mut seen = HashSet::new();
    table(OccupancyKind::RepaymentPlan, bytes, |cells| {
        let lease = cells.needed("bail");
        let kept = cells.yes_no("plan_tenu");
        if !lease.is_empty() && !known.leases.contains(&lease) {
            cells.refuse("bail", OccupancyReason::UnknownLease);
        } else if !lease.is_empty() && !seen.insert(lease.clone()) {
            cells.refuse("bail", OccupancyReason::Repeated);
        }
        Plan { lease, kept }
    })
}

/// Reads a file of sub-tenancies: a line for each person of each.
///
/// # Errors
/// Every bad line.
pub fn sub_tenancies(
    bytes: &[u8],
    known: &Known,
) -> Result<Vec<SubTenancy>, Vec<OccupancyProblem>> {
    let mut all: Vec<SubTenancy> = Vec::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    let lines = table(OccupancyKind::SubTenancy, bytes, |cells| {
        let one = sub_tenancy(cells, known);
        let key = (one.association.clone(), one.reference.clone());
        let Some(&at) = places.get(&key) else {
            places.insert(key, all.len());
            all.push(one);
            return;
        };
        let before = &mut all[at];
        let same = SubTenancy {
            persons: before.persons.clone(),
            ..one.clone()
        };
        if same != *before {
            cells.refuse("contrat", OccupancyReason::Differs);
        }
        for person in one.persons {
            if before
                .persons
                .iter()
                .any(|p| p.reference == person.reference)
            {
                cells.refuse("personne", OccupancyReason::Repeated);
            } else {
                before.persons.push(person);
            }
        }
    });
    lines.map(|_| all)
}

/// One line: the sub-tenancy with one person.
fn sub_tenancy(cells: &mut Cells<'_>, known: &Known) -> SubTenancy {
    let estate = cells.needed("residence");
    if !estate.is_empty() && !known.estates.contains(&estate) {
        cells.refuse("residence", OccupancyReason::UnknownEstate);
    }
    let signed = cells.day("debut");
    let until = cells.day_if_any("fin");
    if until.is_some_and(|until| until < signed) {
        cells.refuse("fin", OccupancyReason::EndsBefore);
    }
    let known_as = Some(cells.text("locataire")).filter(|text| !text.is_empty());
    if known_as
        .as_ref()
        .is_some_and(|one| !known.persons.contains(one))
    {
        cells.refuse("locataire", OccupancyReason::UnknownPerson);
    }
    let address = [
        cells.needed("adresse_1"),
        cells.text("adresse_2"),
        cells.text("adresse_3"),
        cells.text("adresse_4"),
    ];
    let person = SubTenant {
        reference: cells.needed("personne"),
        name: cells.needed("nom"),
        known_as,
        address: address
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect(),
    };
    SubTenancy {
        association: cells.needed("association"),
        approved: cells.yes_no("agreee"),
        estate,
        dwelling: cells.needed("logement"),
        reference: cells.needed("contrat"),
        signed,
        until,
        persons: vec![person],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Known {
            leases: set(&["B1", "B2"]),
            estates: set(&["Les Lilas"]),
            persons: set(&["L1"]),
        }
    }

    fn reasons<T: std::fmt::Debug>(
        read: Result<T, Vec<OccupancyProblem>>,
    ) -> Vec<(usize, String, OccupancyReason)> {
        let problems = read.unwrap_err().into_iter();
        problems.map(|p| (p.line, p.column, p.reason)).collect()
    }

    #[test]
    fn plans_are_read_and_every_bad_line_is_named() {
        let read = plans("Bail;Plan tenu\nB1;oui\nB2;Non\n".as_bytes(), &known()).unwrap();
        assert_eq!(
            read.iter().map(|plan| plan.kept).collect::<Vec<_>>(),
            [true, false]
        );
        let bad = plans(
            b"bail;plan_tenu\nB1;peut-etre\nB9;oui\nB1;oui\n;non\n",
            &known(),
        );
        assert_eq!(
            reasons(bad),
            [
                (2, "plan_tenu".to_owned(), OccupancyReason::NotYesNo),
                (3, "bail".to_owned(), OccupancyReason::UnknownLease),
                (4, "bail".to_owned(), OccupancyReason::Repeated),
                (5, "bail".to_owned(), OccupancyReason::Empty),
            ]
        );
        let missing = reasons(plans(b"bail\nB1\n", &known()));
        assert_eq!(
            missing,
            [(1, "plan_tenu".to_owned(), OccupancyReason::MissingColumn)]
        );
    }

    const HEADER: &str =
        "association;agreee;residence;logement;contrat;debut;personne;nom;adresse_1;locataire\n";

    #[test]
    fn persons_of_a_sub_tenancy_share_it() {
        let file = format!(
            "{HEADER}Toit;oui;Les Lilas;D1;S1;2024-01-01;P1;Ana;1 rue;\n\
             Toit;oui;Les Lilas;D1;S1;2024-01-01;P2;Bob;1 rue;L1\n"
        );
        let read = sub_tenancies(file.as_bytes(), &known()).unwrap();
        assert_eq!((read.len(), read[0].persons.len()), (1, 2));
        assert_eq!(read[0].persons[1].known_as.as_deref(), Some("L1"));
    }

    #[test]
    fn lines_of_a_sub_tenancy_agree() {
        let file = format!(
            "{HEADER}Toit;oui;Les Lilas;D1;S1;2024-01-01;P1;Ana;1 rue;\n\
             Toit;non;Les Lilas;D1;S1;2024-01-01;P1;Ana;1 rue;L7\n\
             Toit;oui;Nulle part;D1;S2;hier;P3;Cal;;\n"
        );
        let bad = reasons(sub_tenancies(file.as_bytes(), &known()));
        let said: Vec<_> = bad
            .iter()
            .map(|(line, column, _)| (*line, column.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (3, "contrat"),
                (3, "locataire"),
                (3, "personne"),
                (4, "adresse_1"),
                (4, "debut"),
                (4, "residence")
            ]
        );
    }
}
