//! `palier election list-order`.

use super::options::ListOrder;
use crate::cli::Failure;
use palier_domain::election::list_order;

/// Draws the order of lists again and prints it, one identifier a line.
///
/// # Errors
/// When a list is given twice.
pub(super) fn draw(options: &ListOrder) -> Result<(), Failure> {
    let lists: Vec<String> = options.lists.iter().map(ToString::to_string).collect();
    let lists: Vec<&str> = lists.iter().map(String::as_str).collect();
    let order = list_order::draw(options.election, &options.seed, &lists);
    for list in order.map_err(|error| Failure::new(error.to_string()))? {
        println!("{list}");
    }
    Ok(())
}
