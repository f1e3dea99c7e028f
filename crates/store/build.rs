//! Rebuilds when a migration is added: the embedding macro only sees those it knew.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
