//! `--fix` and `--diff` at the command line.

use std::fs;
use std::process::{Command, Stdio};

use super::shop;
use crate::program::{Scratch, canonym, ended};

fn text(shop: &Scratch, path: &str) -> String {
    fs::read_to_string(shop.path(path)).expect("it is there")
}

/// A label is mended, the rest is told, and a second run has nothing to do.
#[test]
fn mended_and_then_clean() {
    let shop = shop("Sent");
    shop.write("web/de.json", "{ \"order\": { \"shipped\": \"Gesendet\" } }\n");
    let before = text(&shop, "web/en.json");
    shop.run(&[]).with_code(1).is("fix-offered");
    let diff = shop.run(&["--diff"]).with_code(1);
    diff.is("fix-diff");
    assert_eq!(text(&shop, "web/en.json"), before, "a diff writes nothing");
    let told = shop.run(&["--fix"]).with_code(0);
    told.is("fix-done");
    assert_eq!(text(&shop, "web/en.json"), before.replace("Sent", "Shipped"));
    let again = shop.run(&["--fix"]).with_code(0).err;
    assert_eq!(again, "mended 0 labels in 0 files\n");
    assert_eq!(shop.run(&["--diff"]).with_code(0).out, "");
}

/// The diff is what `git apply` understands.
#[test]
fn a_diff_applies() {
    let shop = shop("Sent");
    let diff = shop.run(&["--diff"]).with_code(1).out;
    let mut git = Command::new("git");
    let git = git.args(["apply", "-"]).current_dir(shop.path("")).env("GIT_DIR", "/nowhere");
    let mut git = git.stdin(Stdio::piped()).spawn().expect("git starts");
    std::io::Write::write_all(&mut git.stdin.take().expect("piped"), diff.as_bytes())
        .expect("read");
    assert!(git.wait().expect("it ends").success());
    assert!(text(&shop, "web/en.json").contains("Shipped"));
}

/// Only what is asked for is mended.
#[test]
fn at_a_path() {
    let shop = shop("Sent");
    shop.write("app/en.json", "{ \"order\": { \"shipped\": \"Gone\" } }\n");
    let told = shop.run(&["--fix", "app"]).with_code(0);
    assert_eq!(told.err, "mended 1 label in 1 file\n");
    assert!(text(&shop, "app/en.json").contains("Shipped"));
    assert!(text(&shop, "web/en.json").contains("Sent"));
}

/// A file that cannot be written stands as it was, is named, and keeps no other from being mended.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let shop = shop("Sent");
    shop.write("app/en.json", "{ \"order\": { \"shipped\": \"Gone\" } }\n");
    let path = shop.path("app/en.json");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("its owner may");
    let told = shop.run(&["--fix"]).with_code(2);
    assert!(
        told.err.contains("error: cannot mend app/en.json: the file is read-only"),
        "{}",
        told.err
    );
    assert!(told.err.contains("mended 1 label in 1 file"), "{}", told.err);
    assert!(text(&shop, "app/en.json").contains("Gone"));
    assert!(text(&shop, "web/en.json").contains("Shipped"));
    assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o444);
    let left = fs::read_dir(shop.path("app")).expect("a folder").count();
    assert_eq!(left, 1, "nothing is left beside it");
}

/// Two runs at once: the file is mended once and whole.
#[test]
fn two_runs_at_once() {
    let shop = shop("Sent");
    let label = |at| format!("  \"x{at}\": \"Sent\",\n");
    let labels = (0..2000).map(label).collect::<Vec<_>>().concat();
    let last = "  \"order.shipped\": \"Sent\"\n";
    shop.write("web/en.json", format!("{{\n{labels}{last}}}\n"));
    let start =
        || canonym(&shop.path("")).arg("--fix").stderr(Stdio::null()).stdout(Stdio::null()).spawn();
    let runs: Vec<_> = (0..4).map(|_| start().expect("it starts")).collect();
    for mut run in runs {
        run.wait().expect("it ends");
    }
    let expected = format!("{{\n{labels}{}}}\n", last.replace("Sent", "Shipped"));
    assert_eq!(text(&shop, "web/en.json"), expected);
    assert_eq!(fs::read_dir(shop.path("web")).expect("a folder").count(), 1);
}

/// What `--fix` needs, and what it does not go with.
#[test]
fn what_cannot_be_mended() {
    let bare =
        Scratch::with(&[("en.json", "{ \"order\": { \"status\": { \"paid\": \"Paid\" } } }\n")]);
    for flag in ["--fix", "--diff"] {
        let told = bare.run(&["check", flag]).with_code(2).err;
        assert!(told.contains("nothing is decided yet") && told.contains("canonym init"), "{told}");
        shop("Sent").run(&["check", flag, "--staged"]).with_code(2);
    }
    shop("Sent").run(&["--fix", "--diff"]).with_code(2);
}

/// No line of a diff is a command of a build server, and no character of it one of a terminal.
#[test]
fn a_hostile_diff() {
    let shop = shop("Sent");
    let hostile = "{\n::error::owned\n##vso[task.complete]\n\"a\": \"\u{202e}\u{1b}[31m\",\n";
    shop.write("web/en.json", format!("{hostile}\"order.shipped\": \"Sent\" }}\n"));
    let diff = ended(canonym(&shop.path("")).args(["--diff"])).out;
    assert!(diff.contains("+\"order.shipped\": \"Shipped\""), "{diff}");
    let is_command = |line: &str| ["::", "##"].iter().any(|it| line.trim_start().starts_with(it));
    assert!(!diff.lines().any(is_command), "{diff}");
    assert!(!diff.contains(['\u{1b}', '\u{202e}']), "{diff:?}");
}
