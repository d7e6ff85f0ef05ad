//! What a stranger's repository may hold: nothing makes the program fall over, and nothing that is
//! printed does what it says.

use super::{GLOSSARY, shop};
use crate::program::{Ended, Scratch};

/// Characters that move a cursor or turn the direction of writing.
const TREACHEROUS: [char; 3] = ['\u{1b}', '\u{202e}', '\u{2066}'];

/// What the concise style says of one file beside a right catalogue.
fn beside_a_catalogue(path: &str, bytes: impl AsRef<[u8]>) -> Ended {
    let folder = shop("Shipped");
    folder.write(path, bytes);
    folder.run(&["--output-format", "concise", "--level", "note"])
}

/// A catalogue of one entry.
fn catalogue(name: &str) -> String {
    format!("{{ \"order\": {{ \"shipped\": \"{name}\" }} }}\n")
}

/// Control characters of a label are shown as escapes and bidirectional ones not at all, in all styles
/// for people.
#[test]
fn no_label_moves_the_cursor() {
    let shop = shop("Ship\\u001b[2Jped \\u202eevil\\u2066");
    let expected =
        [("full", "✗ Ship\\u{1b}[2Jped evil "), ("concise", "\"Ship\\u{1b}[2Jped evil\" here")];
    for (style, name) in expected {
        let told = shop.run(&["--output-format", style, "--level", "note"]).with_code(1);
        assert!(!told.out.contains(TREACHEROUS), "{style}: {:?}", told.out);
        assert!(told.out.contains(name), "{style}: {}", told.out);
    }
    let labels = shop.run(&["labels"]).with_code(0).out;
    assert!(labels.contains("\"Ship\\u{1b}[2Jped \\u{202e}evil\\u{2066}\""), "{labels}");
    let why = shop.run(&["why", "web/en.json:1"]).with_code(0).out;
    assert!(!why.contains(TREACHEROUS), "{why:?}");
}

/// The same characters as they are in the file: the excerpt quotes its line without them.
#[test]
fn no_excerpt_moves_the_cursor() {
    let folder = Scratch::with(&[
        ("canonym.toml", GLOSSARY),
        ("help/en.html", "<p data-state=\"order.shipped\">Ship\u{1b}[2Jped \u{202e}evil</p>\n"),
    ]);
    let told = folder.run(&[]).with_code(1);
    assert!(!told.out.contains(TREACHEROUS), "{:?}", told.out);
}

/// No line begins with what a build server takes for a command, whatever a file is called. Two commands
/// are known in the middle of a line too: they stand nowhere.
#[cfg(unix)]
#[test]
fn no_path_is_a_command() {
    for (name, shown) in [
        ("::set-output name=x::y", "::set-output name=x::y"),
        (" ::debug::x", " ::debug::x"),
        ("##[error]x", "\\u{23}#[error]x"),
        ("##vso[task.complete]", "\\u{23}#vso[task.complete]"),
        ("##teamcity[buildStop", "##teamcity[buildStop"),
    ] {
        let folder = shop("Shipped");
        folder.write(&format!("{name}/en.json"), catalogue("Dispatched ##[error]"));
        for style in ["full", "concise"] {
            let told = folder.run(&["--output-format", style]).with_code(1);
            assert!(told.out.contains(shown), "{style}: {}", told.out);
            let obeyed = |line: &str| {
                line.trim_start().starts_with(name.trim_start())
                    || ["##[", "##vso["].iter().any(|command| line.contains(command))
            };
            assert!(!told.out.lines().any(obeyed), "{style}: {}", told.out);
        }
        let told = folder.run(&["labels"]).with_code(0);
        assert!(!told.out.lines().any(|line| line.starts_with(name)), "{}", told.out);
    }
}

/// A link that leads in a circle, or out of the project, is passed over and told with `-v`.
#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = shop("Shipped");
    let outside = shop("Dispatched");
    symlink(folder.path(""), folder.path("web/around")).expect("a link");
    symlink(outside.path("web/en.json"), folder.path("web/fr.json")).expect("a link");
    let told = folder.run(&["-v"]).with_code(0);
    for link in ["web/around", "web/fr.json"] {
        let line = format!("passed over {link}: a symbolic link is not followed");
        assert!(told.err.lines().any(|told| told == line), "{}", told.err);
    }
}

/// A folder that is named like a file is a folder.
#[test]
fn a_folder_may_be_named_like_a_file() {
    let told = beside_a_catalogue("web/de.json/en.json", catalogue("Dispatched")).with_code(1);
    assert!(told.out.starts_with("web/de.json/en.json:1:26: error[split-name]"), "{}", told.out);
}

/// A file that may not be read is a fault; the rest is checked. (To root everything is readable.)
#[cfg(unix)]
#[test]
fn an_unreadable_file_is_a_fault() {
    use std::os::unix::fs::PermissionsExt;
    let folder = shop("Shipped");
    folder.write("web/de.json", catalogue("Versandt"));
    let path = folder.path("web/de.json");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("ours");
    if std::fs::read(&path).is_ok() {
        return;
    }
    let told = folder.run(&["--output-format", "concise"]).with_code(1);
    assert!(told.out.starts_with("web/de.json:1:1: warning[unreadable-file]"), "{}", told.out);
}

/// Nesting without end is a fault, in each language that nests.
#[test]
fn deep_nesting_is_a_fault() {
    let deep = 20_000;
    let json = format!("{}{}", "{\"a\":".repeat(deep), "}".repeat(deep));
    let lists = "[".repeat(deep);
    let fluent = format!("a = {}{}\n", "{ ".repeat(deep), " }".repeat(deep));
    for (path, text) in
        [("web/fr.json", json), ("web/de.json", lists), ("locales/fr/a.ftl", fluent)]
    {
        let told = beside_a_catalogue(path, text).with_code(1);
        let expected = format!("{path}:1:");
        assert!(told.out.starts_with(&expected), "{path}: {}", told.out);
        assert!(told.out.contains("warning[unreadable-file]"), "{path}: {}", told.out);
    }
    let html = "<div>".repeat(deep);
    beside_a_catalogue("help/deep.html", html).with_code(0);
}

/// Nesting without end in a glossary is an error like any other.
#[test]
fn a_deep_glossary_is_an_error() {
    let deep = 20_000;
    let lists = format!("x = {}{}\n", "[".repeat(deep), "]".repeat(deep));
    let tables = format!("[{}b]\n", "a.".repeat(deep));
    for glossary in [lists, tables] {
        let told = Scratch::with(&[("canonym.toml", &glossary)]).run(&[]).with_code(2);
        assert!(told.err.contains("canonym.toml:1:"), "{}", told.err);
    }
}

/// An empty file has no labels and is no trouble.
#[test]
fn an_empty_file_is_no_trouble() {
    for path in ["help/index.html", "locales/fr/a.ftl", "web/fr.json", "web/app_fr.arb"] {
        assert_eq!(beside_a_catalogue(path, "").with_code(0).out, "", "{path}");
    }
}

/// UTF-16 and a byte order mark are read, and columns are those of the text.
#[test]
fn other_encodings_are_read() {
    let text = catalogue("Dispatched");
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let files = [marked, [b"\xFF\xFE", &*little].concat(), [b"\xFE\xFF", &*big].concat()];
    for bytes in files {
        let told = beside_a_catalogue("app/en.json", &bytes).with_code(1);
        let place = "app/en.json:1:26: error[split-name]";
        assert!(told.out.starts_with(place), "{:02X?}: {}", &bytes[..3], told.out);
    }
}

/// A byte that is no UTF-8 is a fault that tells which byte, and the rest of the file is read.
#[test]
fn a_wrong_byte_is_named() {
    let text = b"{ \"note\": \"caf\xE9\", \"order\": { \"shipped\": \"Dispatched\" } }\n";
    let told = beside_a_catalogue("app/en.json", text).with_code(1);
    assert!(told.out.contains("app/en.json:1:15: warning[unreadable-file] "), "{}", told.out);
    assert!(told.out.contains("0xE9"), "{}", told.out);
    assert!(told.out.contains("error[split-name]"), "the rest is read: {}", told.out);
}

/// A file of noughts and ones is no catalogue: a fault, not noise.
#[test]
fn a_binary_file_is_a_fault() {
    let told = beside_a_catalogue("web/fr.json", [0, 159, 146, 150, 0, 1]).with_code(1);
    assert_eq!(told.out.lines().count(), 1, "{}", told.out);
    assert!(told.out.starts_with("web/fr.json:1:1: warning[unreadable-file]"), "{}", told.out);
}

/// CRLF changes no line and no column.
#[test]
fn line_ends_change_no_place() {
    let text = "{\n  \"order\": {\n    \"shipped\": \"Dispatched\"\n  }\n}\n";
    let lf = beside_a_catalogue("app/en.json", text).with_code(1).out;
    let crlf = beside_a_catalogue("app/en.json", text.replace('\n', "\r\n")).with_code(1).out;
    assert!(lf.starts_with("app/en.json:3:17: "), "{lf}");
    assert_eq!(lf, crlf);
}
