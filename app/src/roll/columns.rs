//! The columns of a roll, documented; and a file to start from.

use super::reason;
use crate::i18n::T;
use crate::site::{access::Desk, csv};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::landlord::roll::Column;

/// What a column holds.
fn what(t: T, column: Column) -> &'static str {
    match column {
        Column::Estate => t.roll_column_estate(),
        Column::Building => t.roll_column_building(),
        Column::Dwelling => t.roll_column_dwelling(),
        Column::Tenancy => t.roll_column_tenancy(),
        Column::Start => t.roll_column_start(),
        Column::End => t.roll_column_end(),
        Column::Person => t.roll_column_person(),
        Column::Name => t.roll_column_name(),
        Column::BirthDate => t.roll_column_birth_date(),
        Column::Email => t.roll_column_email(),
        Column::Phone => t.roll_column_phone(),
        Column::Postal1 | Column::Postal2 | Column::Postal3 | Column::Postal4 => {
            t.roll_column_postal()
        }
    }
}

/// The table of columns.
pub fn table(t: T) -> impl IntoView {
    let rows = Column::ALL
        .into_iter()
        .map(|column| {
            let needed = if column.is_required() {
                t.roll_needed()
            } else {
                t.roll_optional()
            };
            view! {
                <tr>
                    <th scope="row">
                        <code>{reason::column(t, column)}</code>
                        <br/>
                        <span class="who">{needed}</span>
                    </th>
                    <td>{what(t, column)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table" role="region" aria-label=t.roll_columns_title() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t.roll_column()}</th>
                        <th scope="col">{t.roll_holds()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Two leases, one of them a couple's, as a spreadsheet saves them.
const EXAMPLE: &str = "residence;batiment;logement;bail;debut;fin;locataire;nom;naissance;courriel;telephone;adresse_1;adresse_2;adresse_3;adresse_4\r
Les Tilleuls;A;TIL-A-011;B000101;01/03/2019;;L000201;Claire Martin;28/02/1950;;;Bâtiment A;12 rue des Tilleuls;94000 Rive-Neuve;\r
Les Tilleuls;A;TIL-A-012;B000102;15/09/2021;;L000202;Idriss Benali;14/07/1984;idriss@exemple.invalid;06 00 00 00 00;Bâtiment A;12 rue des Tilleuls;94000 Rive-Neuve;\r
Les Tilleuls;A;TIL-A-012;B000102;15/09/2021;;L000203;Inès Benali;;;;Bâtiment A;12 rue des Tilleuls;94000 Rive-Neuve;\r
";

/// The example, to be saved and filled in.
pub async fn example(_: Desk) -> Response {
    csv::file("exemple.csv", EXAMPLE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use palier_domain::landlord::roll;

    #[test]
    fn the_example_is_a_roll() {
        let read = roll::read(format!("\u{feff}{EXAMPLE}").as_bytes()).unwrap();
        assert_eq!((read.lines, read.tenancies.len()), (3, 2));
        assert_eq!(read.tenancies[1].holders.len(), 2);
    }
}
