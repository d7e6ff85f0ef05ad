//! Rules of English spelling that need no table.

/// A word without the `s`, `es` or `ies` of its plural. Not only of nouns: it looks words up.
pub(crate) fn singular(word: &str) -> String {
    if let Some(start) = word.strip_suffix("ies").filter(|start| start.len() > 1) {
        return format!("{start}y");
    }
    let es = ["ses", "xes", "zes", "ches", "shes"].iter().any(|end| word.ends_with(end));
    let left = if es { word.strip_suffix("es") } else { word.strip_suffix('s') };
    match left {
        Some(left) if es || (left.len() > 2 && !left.ends_with('s')) => left.to_owned(),
        _ => word.to_owned(),
    }
}

/// The spelling variants that have a rule: -ise, -yse, -our, -elled.
pub(super) fn by_rule(word: &str) -> String {
    const AFTER_S: [&str; 9] = ["e", "ed", "er", "ers", "es", "ing", "able", "ation", "ations"];
    for (british, american) in [("is", "iz"), ("ys", "yz")] {
        for end in AFTER_S {
            if let Some(start) = word.strip_suffix(end).and_then(|it| it.strip_suffix(british))
                && start.len() > 2
            {
                return format!("{start}{american}{end}");
            }
        }
    }
    for end in ["", "ed", "ing", "s", "able", "ite", "ites", "ful"] {
        if let Some(start) = word.strip_suffix(end).and_then(|it| it.strip_suffix("our"))
            && start.len() > 2
        {
            return format!("{start}or{end}");
        }
    }
    for end in ["ed", "ing", "er", "ers"] {
        // A vowel before makes the stress fall there: "cancelled", not "spelled".
        if let Some(start) = word.strip_suffix(end).and_then(|it| it.strip_suffix("ell"))
            && start.contains(['a', 'e', 'i', 'o', 'u'])
        {
            return format!("{start}el{end}");
        }
    }
    word.to_owned()
}
