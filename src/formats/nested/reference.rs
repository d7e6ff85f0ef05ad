//! Texts that are no texts: they name another entry, whose text is shown.

/// Whether a text is made of nothing but references to other entries: `[%key:a::b%]` (Lokalise),
/// `@:a.b`, `@.lower:a.b` (vue-i18n), `$t(a.b)` (i18next).
pub(in crate::formats) fn is_reference(text: &str) -> bool {
    let mut rest = text.trim();
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let Some(after) = after_reference(rest) else { return false };
        rest = after.trim_start();
    }
    true
}

/// What follows the reference that `text` begins with.
fn after_reference(text: &str) -> Option<&str> {
    if let Some(key) = text.strip_prefix("[%key:") {
        return key.split_once("%]").map(|(_, after)| after);
    }
    if let Some(key) = text.strip_prefix("$t(") {
        return key.split_once(')').map(|(_, after)| after);
    }
    let linked = text.strip_prefix('@')?;
    let linked = linked.strip_prefix('.').map_or(linked, |modified| {
        modified.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_')
    });
    let key = linked.strip_prefix(':')?;
    for (open, close) in [('(', ')'), ('{', '}')] {
        if let Some(key) = key.strip_prefix(open) {
            return key.split_once(close).map(|(_, after)| after);
        }
    }
    let end = key.find(char::is_whitespace).unwrap_or(key.len());
    (end > 0).then(|| &key[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_alone_name_nothing() {
        for text in [
            "[%key:state::active%]",
            " @:state.active ",
            "@.lower:state.active",
            "@:{'state.active'}",
            "$t(state.active, { \"count\": 1 }) $t(b)",
        ] {
            assert!(is_reference(text), "{text}");
        }
        for text in
            ["", "Active", "@ work", "@:", "$t(active) offers", "[%key:a", "me@x.pl", "@a:b"]
        {
            assert!(!is_reference(text), "{text}");
        }
    }
}
