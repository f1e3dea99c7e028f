//! `palier routes`: what the accessibility walk and auditors read.

use palier_app::site::routes::routes;
use serde_json::{Value, json};

/// Prints every route as a JSON array of `{"method", "path", "access"}`.
pub fn print() {
    let list: Vec<Value> = routes()
        .iter()
        .map(|route| {
            json!({
                "method": route.method.as_str(),
                "path": route.path,
                "access": format!("{:?}", route.access),
            })
        })
        .collect();
    println!("{:#}", Value::Array(list));
}
