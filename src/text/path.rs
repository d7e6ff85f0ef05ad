//! Paths of a tree as text, relative and with `/`. Knows no disk.

/// Whether a path is a folder or lies below it. The empty folder is the root and holds everything.
pub fn is_in(path: &str, folder: &str) -> bool {
    let rest = path.strip_prefix(folder);
    folder.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A path relative to a folder that it lies in; as it is where it does not.
pub fn below<'p>(path: &'p str, folder: &str) -> &'p str {
    match path.strip_prefix(folder) {
        Some(rest) if is_in(path, folder) => rest.trim_start_matches('/'),
        _ => path,
    }
}

/// `folder/path` with `.` and `..` resolved; `None` if it leaves the tree.
pub fn joined(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::is_in;

    #[test]
    fn whole_names_only() {
        for (path, folder) in [("a/b", "a"), ("a", "a"), ("a/b/c", "a/b"), ("a", ""), ("", "")] {
            assert!(is_in(path, folder), "{path} {folder}");
        }
        for (path, folder) in [("ab", "a"), ("a", "a/b"), ("b/a", "a"), ("", "a")] {
            assert!(!is_in(path, folder), "{path} {folder}");
        }
    }
}
