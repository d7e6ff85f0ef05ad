//! Programs that nobody in the project writes: installed packages, copies of libraries, what a build has
//! made. Owns how a path tells them; does not look into them.

/// Whether a folder holds installed packages.
pub(super) fn is_installed(folder: &str) -> bool {
    folder.split('/').any(|it| matches!(it, "node_modules" | "bower_components" | "jspm_packages"))
}

/// Whether a file is of the language that builds write and browsers read.
pub(super) fn is_plain(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| {
        ["js", "mjs", "cjs"].iter().any(|it| extension.eq_ignore_ascii_case(it))
    })
}

/// Whether a folder is where a build writes, or where copies of libraries lie. Within the sources such a
/// name is a word like others (a shop's vendors, a server's builds), but not among what is served.
pub(super) fn is_output(folder: &str) -> bool {
    let mut is_source = false;
    for part in folder.split('/') {
        match part {
            "src" | "app" => is_source = true,
            "assets" | "public" | "static" => is_source = false,
            "build" | "dist" | "third_party" | "vendor" | "vendored" | "vendors" if !is_source => {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// Whether a file's name without its ending is one that builds give: `app.min`, `main.3f2a1b9c`,
/// `index-DHx81kSd`, `chunk-7XK2QRTA`.
pub(super) fn is_made(stem: &str) -> bool {
    let stem = stem.strip_suffix(".chunk").unwrap_or(stem);
    let Some((_, last)) = stem.rsplit_once(['.', '-']) else { return false };
    last == "min" || is_hash(last)
}

/// Whether a word is no word: hexadecimal, or eight letters and digits in both cases or all capital.
fn is_hash(word: &str) -> bool {
    let is_hex = |it: u8| matches!(it, b'0'..=b'9' | b'a'..=b'f');
    let has = |is: fn(&u8) -> bool| word.as_bytes().iter().any(is);
    let is_mixed = word.len() == 8
        && word.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
        && word.bytes().skip(1).any(|it| it.is_ascii_uppercase());
    let is_hexadecimal = word.len() >= 8 && word.bytes().all(is_hex) && has(u8::is_ascii_lowercase);
    (is_mixed || is_hexadecimal) && has(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_builds_give() {
        for stem in ["a.min", "main.3f2a1b9c", "787.0a1b2c3d4e5f.chunk", "index-DHx81kSd"] {
            assert!(is_made(stem), "{stem}");
        }
        for stem in ["chunk", "order-status", "a.20240101", "use-decades", "3f2a1b9c", "x-Iphone12"]
        {
            assert!(!is_made(stem), "{stem}");
        }
    }

    #[test]
    fn folders_of_builds_and_copies() {
        for folder in ["dist", "packages/ui/build/js", "src/static/vendor", "third_party"] {
            assert!(is_output(folder), "{folder}");
        }
        for folder in ["src/build", "app/vendor/orders", "distribution", ""] {
            assert!(!is_output(folder), "{folder}");
        }
        assert!(is_installed("a/node_modules/b") && !is_installed("modules"));
    }
}
