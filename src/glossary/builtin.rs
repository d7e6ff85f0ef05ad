//! The word packs carried in the binary. They recognise and never judge.

use std::sync::Arc;

use toml::de::DeTable;

use super::mistake::Mistakes;
use super::reader::{self, Context};
use super::state::{Origin, State, System};
use super::table::Reader;
use crate::text::locale::Locale;
use crate::text::source::Source;

/// A pack: its name in `extends = ["builtin:orders"]`, and its text.
pub struct Pack {
    /// `orders`.
    pub id: &'static str,
    /// The glossary file.
    pub text: &'static str,
}

impl Pack {
    /// What the pack is for: its comment up to the first colon or full stop.
    pub fn title(&self) -> String {
        let comment = self.text.lines().map_while(|line| line.strip_prefix('#')).map(str::trim);
        let words: Vec<_> = comment.take_while(|line| !line.is_empty()).collect();
        let words = words.join(" ");
        words.split([':', '.']).next().unwrap_or("").to_owned()
    }
}

/// Every spelling of a state that a pack knows: `in-progress`.
pub(crate) fn spellings() -> impl Iterator<Item = String> {
    let states = ALL.iter().flat_map(systems).flat_map(|system| system.states);
    states.flat_map(|state: State| state.spellings().map(|(_, word)| word).collect::<Vec<_>>())
}

/// The systems of a pack. (A test holds that no pack has a mistake.)
fn systems(pack: &Pack) -> Vec<System> {
    let file = Arc::new(Source::from_text(format!("builtin:{}", pack.id), pack.text));
    let (table, _) = DeTable::parse_recoverable(&file.text);
    let mut reader = Reader { file: Arc::clone(&file), mistakes: &mut Mistakes::default() };
    let context = Context {
        source_locale: Locale::parse("en").expect("`en` is a locale"),
        is_known: &|_| false,
        origin: Origin::Builtin,
    };
    let of_file = table.get_ref().get("system");
    of_file.map(|value| reader::systems(&mut reader, &context, value)).unwrap_or_default()
}

/// Every pack, by name.
pub static ALL: &[Pack] = &[
    Pack { id: "accounts", text: include_str!("../../rules/accounts.toml") },
    Pack { id: "builds", text: include_str!("../../rules/builds.toml") },
    Pack { id: "hiring", text: include_str!("../../rules/hiring.toml") },
    Pack { id: "orders", text: include_str!("../../rules/orders.toml") },
    Pack { id: "payments", text: include_str!("../../rules/payments.toml") },
    Pack { id: "tickets", text: include_str!("../../rules/tickets.toml") },
];
