//! The word packs carried in the binary. They recognise and never judge.

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

/// Every pack, by name.
pub static ALL: &[Pack] = &[
    Pack { id: "accounts", text: include_str!("../../rules/accounts.toml") },
    Pack { id: "builds", text: include_str!("../../rules/builds.toml") },
    Pack { id: "hiring", text: include_str!("../../rules/hiring.toml") },
    Pack { id: "orders", text: include_str!("../../rules/orders.toml") },
    Pack { id: "payments", text: include_str!("../../rules/payments.toml") },
    Pack { id: "tickets", text: include_str!("../../rules/tickets.toml") },
];
