//! A glossary proposed from a product that has none: families of keys whose words are spelled like
//! states, gathered into systems, and the text that a person keeps. Knows labels and keys; which files
//! they come from is `survey`'s, and what is wrong with the names is the checks'.
//!
//! The draft is quiet: a family that could be something else is left out. In order: [`families`] finds
//! keys that differ in one word, [`recognise()`] keeps those that hold states, [`systems()`] joins what
//! speaks of one thing, and [`toml`] writes it down.

mod adding;
mod family;
mod recognise;
mod systems;
pub mod toml;
mod words;

pub use adding::{Added, Addition, Extension, Lacking, added};
pub use family::{Entry, Family, Member, families};
pub use recognise::{Candidate, Found, recognise};
pub use systems::{Place, State, System, systems};
