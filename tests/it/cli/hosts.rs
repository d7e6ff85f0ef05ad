//! What a build server's environment changes: the usual style, the summary of a run, and links.

use std::process::Command;

use super::{GLOSSARY, shop};
use crate::program::{Ended, Scratch, canonym, ended};

/// The program in a step of GitHub Actions.
fn in_actions(folder: &Scratch, args: &[&str]) -> Command {
    let mut command = canonym(&folder.path(""));
    command.args(args).env("GITHUB_ACTIONS", "true");
    command
}

fn with_summary(folder: &Scratch, args: &[&str], summary: &str) -> Ended {
    ended(in_actions(folder, args).env("GITHUB_STEP_SUMMARY", folder.path(summary)))
}

fn read(folder: &Scratch, path: &str) -> String {
    std::fs::read_to_string(folder.path(path)).expect("it was written")
}

/// In GitHub Actions findings are annotated, unless another style is asked for.
#[test]
fn github_is_usual_in_github_actions() {
    let shop = shop("Dispatched");
    let usual = ended(&mut in_actions(&shop, &[])).with_code(1);
    assert_eq!(usual.out, shop.run(&["--output-format", "github"]).with_code(1).out);
    assert!(usual.out.contains("\n::error title=canonym (split-name),file=web/en.json,line=1,"));
    let asked = ended(&mut in_actions(&shop, &["--output-format", "full"]));
    assert_eq!(asked.out, shop.run(&[]).out);
    let elsewhere = ended(canonym(&shop.path("")).env("GITHUB_ACTIONS", "false"));
    assert_eq!(elsewhere.out, shop.run(&[]).out);
}

/// A draft decides nothing: there a person is shown what was found, and nothing is annotated.
#[test]
fn a_draft_is_for_a_person() {
    let folder = Scratch::with(&[(
        "web/en.json",
        "{ \"order\": { \"status\": { \"pending\": \"Pending\", \"paid\": \"Paid\", \"cancelled\": \"Cancelled\" } } }\n",
    )]);
    let told = ended(&mut in_actions(&folder, &[])).with_code(0);
    assert_eq!(told.out, folder.run(&[]).with_code(0).out);
    assert!(!told.out.contains("::"), "{}", told.out);
}

/// The summary gets the Markdown report behind what stands there, once a run, and only from this style on
/// standard output.
#[test]
fn the_summary_gets_the_report() {
    let shop = shop("Dispatched");
    shop.write("summary.md", "# Before\n");
    with_summary(&shop, &[], "summary.md").with_code(1);
    let report = shop.run(&["--output-format", "markdown"]).with_code(1).out;
    assert_eq!(read(&shop, "summary.md"), format!("# Before\n{report}"));
    for args in [&["--output-format", "full"], &["--output-format", "github=log.txt"]] {
        with_summary(&shop, args, "summary.md").with_code(1);
    }
    assert_eq!(read(&shop, "summary.md"), format!("# Before\n{report}"));
}

/// A summary that cannot be written, or would be too large, is a warning: the verdict stands.
#[test]
fn a_summary_that_cannot_be_written_is_a_warning() {
    let shop = shop("Dispatched");
    let told = with_summary(&shop, &[], "no/such/folder/summary.md").with_code(1);
    assert!(told.err.starts_with("warning: cannot add the report to the summary "), "{}", told.err);
    let full = "x".repeat((1024 << 10) - 10);
    shop.write("summary.md", &full);
    let told = with_summary(&shop, &[], "summary.md").with_code(1);
    assert!(told.err.contains("it would be larger than 1048576 bytes"), "{}", told.err);
    assert_eq!(read(&shop, "summary.md"), full);
}

/// Places link to the code host that the environment names; what is no address is not believed.
#[test]
fn places_link_to_the_host() {
    let shop = shop("Dispatched");
    let told = |server: &str| {
        let mut command = canonym(&shop.path(""));
        command.args(["--output-format", "markdown"]);
        command.env("GITHUB_SERVER_URL", server).env("GITHUB_REPOSITORY", "acme/shop");
        ended(command.env("GITHUB_SHA", "4f1c")).with_code(1).out
    };
    let link = "[en.json:1](https://github.com/acme/shop/blob/4f1c/web/en.json#L1)";
    assert!(told("https://github.com").contains(link), "{}", told("https://github.com"));
    assert!(told("https://x)[y](z").contains("| `web/en.json:1` |"), "{}", told("https://x)[y](z"));
    let mut gitlab = canonym(&shop.path(""));
    gitlab.args(["--output-format", "markdown"]).env("CI_PROJECT_URL", "https://gitlab.com/a/b/c");
    let told = ended(gitlab.env("CI_COMMIT_SHA", "4f1c")).with_code(1).out;
    assert!(told.contains("(https://gitlab.com/a/b/c/-/blob/4f1c/web/en.json#L1)"), "{told}");
}

/// Paths of these styles begin at the repository, wherever the project lies in it and the run is started.
#[test]
fn paths_begin_at_the_repository() {
    let catalogue = "{ \"order\": { \"shipped\": \"Dispatched\" } }\n";
    let folder = Scratch::with(&[
        (".git/HEAD", ""),
        ("shop/canonym.toml", GLOSSARY),
        ("shop/web/en.json", catalogue),
        ("ours.toml", GLOSSARY),
    ]);
    let style = ["--output-format", "github"];
    for (inside, args) in
        [("", &["shop"][..]), ("shop/web", &[]), ("shop", &["-c", "../ours.toml"])]
    {
        let told = folder.run_in(inside, &[&style[..], args].concat()).with_code(1);
        assert!(told.out.contains(",file=shop/web/en.json,line=1,"), "{inside}: {}", told.out);
    }
}

/// Two reports would overwrite each other.
#[test]
fn two_styles_for_one_file_are_an_error() {
    let shop = shop("Shipped");
    for other in ["json=./report", "json=web/../report"] {
        let told = shop.run(&["--output-format", "sarif=report", "--output-format", other]);
        let told = told.with_code(2);
        assert!(told.err.starts_with("error: two styles for the file "), "{}", told.err);
    }
    assert!(!shop.path("report").exists());
    shop.run(&["--output-format", "sarif=a", "--output-format", "json=b"]).with_code(0);
}
