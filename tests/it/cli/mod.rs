//! The program at the command line: what it prints, where, and how it ends.

mod baseline;
mod commands;
mod compare;
mod exits;
mod fix;
mod glossary;
mod hostile;
mod hosts;
mod init;
mod output;
mod revision;
mod scope;
mod waivers;

use crate::program::Scratch;

/// A glossary of one system.
const GLOSSARY: &str = "\
[system.order]
keys = [\"order.{state}\", \"mail.order_{state}\"]

[system.order.states]
shipped = \"Shipped\"
";

/// A product with one catalogue, in which the state `order.shipped` has this name.
fn shop(shipped: &str) -> Scratch {
    let catalogue = format!("{{ \"order\": {{ \"shipped\": \"{shipped}\" }} }}\n");
    Scratch::with(&[("canonym.toml", GLOSSARY), ("web/en.json", &catalogue)])
}
