//! Folding (placeholder until the text module lands).
use super::locale::Locale;
/// x
pub fn fold(text: &str, _: &Locale) -> String {
    text.to_lowercase()
}
/// x
pub fn spelling_of_key(text: &str) -> String {
    text.to_lowercase().replace('_', "-")
}
