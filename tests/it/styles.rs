//! What the golden reports of whole products do not show: names that mean mischief, edits, what may stay,
//! a comparison, a code host, and more than a reader takes.

use std::path::Path;

use canonym::finding::{Accept, Edit, Finding, Level, Mark, Mend, Role};
use canonym::lint::{Asked, Run};
use canonym::report::Since;
use canonym::reports::{self, Host, Page, Style};
use canonym::text::place::{Span, Spans};

use crate::golden::compare;
use crate::product::Product;
use crate::sources::none;

/// Names that would be markup, commands, mentions or the end of something, wherever text is not escaped.
const NAMES: [(&str, &str); 9] = [
    ("active", "A|b `x` \\| c [y](1)"),
    ("blocked", "@all and @octocat #12 GH-1 !3"),
    ("closed", "::error:: %0A 100%, a=b"),
    ("denied", "]]> <b>&amp;</b> <!-- x -->"),
    ("expired", "Pau\u{1b}[31msed \u{202e}evil\u{2066} \u{0}\u{fffe}"),
    ("failed", "one\ntwo\r\n::warning::x"),
    ("gone", "##[error]x ##vso[task.complete]y ##teamcity[z"),
    ("held", "www.a.b https://a.b/c d@e.f :tada: \u{65E5}\u{672C}"),
    ("idle", "$x$ ~~u~~ *v* _w_ \u{1F600}\u{65E5}\u{672C}"),
];

/// A file that is called like a command, with signs that mean something in addresses.
const PATH: &str = "web/a, b;c %25 [x] | \u{142}/::error::@all/en.json";

/// What a label is called until it gets that name: a word that is like no other.
fn plain(state: &str) -> String {
    state.chars().rev().collect()
}

/// A product for all of it, with a waiver.
fn hostile() -> Product {
    let mut glossary = vec![
        "[system.s]".to_owned(),
        "keys = [\"s.{state}\", \"t.{state}\"]".to_owned(),
        "[system.s.states]".to_owned(),
    ];
    let (mut right, mut odd) = (Vec::new(), Vec::new());
    for (state, _) in NAMES {
        let title = format!("{}{}", state[..1].to_uppercase(), &state[1..]);
        let definition = format!("is | @all <b>{state}</b>\\u001b ::error::x");
        glossary.push(format!("{state} = {{ en = \"{title}\", definition = \"{definition}\" }}"));
        right.push(format!("\"{state}\": \"{title}\""));
        odd.push(format!("\"{state}\": \"{}\"", plain(state)));
    }
    let waiver = "[[waiver]]\ncheck = \"split-name\"\nstates = [\"s.held\"]\n\
                  reason = \"@all | [x](1) ]]> ::error::\"\n";
    Product::new([
        ("canonym.toml".to_owned(), format!("{}\n{waiver}", glossary.join("\n"))),
        ("app/en.json".to_owned(), format!("{{ \"s\": {{ {} }} }}\n", right.join(", "))),
        (
            PATH.to_owned(),
            format!("{{ \"\u{142}\": \"\u{1F600}\", \"t\": {{ {} }} }}\n", odd.join(",\n  ")),
        ),
    ])
}

/// Gives the odd labels of a finding the name that means mischief. (What a label calls its state is read
/// from its text without placeholders and the like: much of the mischief would be lost on the way.)
fn rename(finding: &mut Finding) {
    let of_state = NAMES.iter().find(|(state, _)| finding.states == [format!("s.{state}")]);
    let Some((state, name)) = of_state else { return };
    for mark in finding.marks.iter_mut().filter(|mark| mark.name == plain(state)) {
        (mark.name, mark.text) = ((*name).to_owned(), (*name).to_owned());
    }
    if let Some(Accept::Allow(line)) = &mut finding.accept {
        line.text = line.text.replace(&plain(state), &name.replace(['\n', '\r'], " "));
    }
    for line in finding.names.iter_mut().filter(|line| line.name == plain(state)) {
        line.name = (*name).to_owned();
    }
}

/// The run of the hostile product as a code host has it: compared with a revision, each odd label with an
/// edit.
fn compared() -> Run {
    let mut run = hostile().check_as(&Asked { shows_accepted: true, ..Asked::default() });
    let report = &mut run.report;
    report.since = Some(Since { revision: "main".to_owned(), older: 2, gone: 1, is_judged: true });
    (report.tallies.baselined, report.tallies.stale) = (1, 3);
    report.findings.iter_mut().chain(&mut report.accepted).for_each(rename);
    let odd = report.findings.iter_mut().flat_map(|finding| &mut finding.marks);
    for mark in odd.filter(|mark| mark.role == Role::Odd) {
        let span = mark.spans.as_ref().expect("a label").hull();
        let middle = span.start + 1;
        let edits = vec![
            Edit { span: Span { start: span.start, end: middle }, text: "Right".to_owned() },
            Edit { span: Span { start: middle, end: span.end }, text: " \\\"]]>\\\"".to_owned() },
        ];
        mark.mend = Some(Mend { text: "Right \"]]>\"".to_owned(), edits });
    }
    run
}

fn host() -> Host {
    let (repository, revision) = ("https://github.com/acme/shop".to_owned(), "4f1c".repeat(10));
    let files = format!("{repository}/blob/{revision}/");
    Host { repository, revision, files }
}

fn written(run: &Run, style: &Style, page: &Page) -> String {
    let mut out = Vec::new();
    (style.write)(&run.report, &run.quotes, page, &mut out).expect("a Vec grows");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// Every style keeps its shape on a product that attacks it; the golden texts are read by the proofs too.
#[test]
fn hostile_products_are_reported_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/styles");
    let run = compared();
    let page = Page { host: Some(host()), ..Page::default() };
    for style in reports::ALL {
        compare(&folder.join(format!("report.{}", style.id)), &written(&run, style, &page));
    }
}

/// In no style does a line begin with a command of a build server, but for those of `github`; no control
/// character stands anywhere.
#[test]
fn no_style_writes_a_command_that_is_not_its_own() {
    const COMMANDS: [&str; 4] = ["::", "##[", "##vso[", "##teamcity["];
    let run = compared();
    let mut wrong = Vec::new();
    for style in reports::ALL {
        let report = written(&run, style, &Page::default());
        for line in report.lines() {
            let is_own = style.id == "github"
                && ["::error title=canonym (", "::warning title=canonym ("]
                    .iter()
                    .any(|command| line.starts_with(command));
            let line = line.trim_start();
            let is_command = COMMANDS.iter().any(|command| line.starts_with(command));
            // The json style is for programs: its texts are those of the files.
            let is_known_anywhere = style.id != "json"
                && ["##[", "##vso["].iter().any(|command| line.contains(command));
            if (is_command && !is_own) || is_known_anywhere {
                wrong.push(format!("{}: {line}", style.id));
            }
        }
        let treacherous = |char: char| {
            char.is_control() && char != '\n' || matches!(char, '\u{202e}' | '\u{2066}')
        };
        if style.id != "json" && report.contains(treacherous) {
            wrong.push(format!("{}: a control character", style.id));
        }
    }
    none(&wrong);
}

/// A run with one finding, which is shown as often as is wanted, each time under another name.
fn many(count: usize, change: impl Fn(usize, &mut Finding)) -> Run {
    let mut run = Product::read("freelance").check();
    let first = run.report.findings[0].clone();
    let copies = (0..count).map(|at| {
        let mut finding = first.clone();
        change(at, &mut finding);
        finding
    });
    run.report.findings = copies.collect();
    run
}

/// GitHub takes 25,000 results and 1,000 places of one: the worst are kept, and it is said.
#[test]
fn sarif_keeps_within_the_limits() {
    let run = many(25_003, |at, finding| {
        if at >= 25_000 {
            finding.level = Level::Note;
        }
        if at == 0 {
            let mark: Mark = finding.marks[1].clone();
            finding.marks.resize(1_200, mark);
        }
    });
    let report = written(&run, &reports::sarif::STYLE, &Page::default());
    let log: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 25_000);
    assert!(results.iter().all(|result| result["level"] == "error"));
    assert_eq!(results[0]["relatedLocations"].as_array().expect("places").len(), 999);
    let told: Vec<&str> = run["invocations"][0]["toolExecutionNotifications"]
        .as_array()
        .expect("notifications")
        .iter()
        .filter_map(|it| it["message"]["text"].as_str())
        .collect();
    let expected = [
        "3 results of 25003 left out: the worst were kept.",
        "200 related locations left out of results with more than 1,000.",
    ];
    assert_eq!(told, expected);
}

/// GitHub shows ten annotations of a level: the others are counted.
#[test]
fn github_annotates_the_worst() {
    let run = many(25, |at, finding| {
        finding.level = if at < 12 { Level::Error } else { Level::Warning };
    });
    let report = written(&run, &reports::github::STYLE, &Page::default());
    let of = |command: &str| report.lines().filter(|line| line.starts_with(command)).count();
    assert_eq!((of("::error "), of("::warning "), of("::notice ")), (10, 10, 0));
    let last = "without an annotation: 2 errors, 3 warnings (GitHub shows 10 a level)";
    assert_eq!(report.lines().last(), Some(last));
}

/// A place over several lines has no columns: GitHub would refuse them.
#[test]
fn github_names_columns_of_one_line_only() {
    let mut run = many(1, |_, _| ());
    run.report.findings[0].marks[0].spans = Some(Spans::one(Span { start: 300, end: 360 }));
    let report = written(&run, &reports::github::STYLE, &Page::default());
    let command = report.lines().find(|line| line.starts_with("::error ")).expect("an annotation");
    assert!(command.contains("endLine=") && !command.contains("col="), "{command}");
}

/// GitLab hides the second of two equal fingerprints: none is.
#[test]
fn gitlab_fingerprints_differ() {
    let report = written(&many(3, |_, _| ()), &reports::gitlab::STYLE, &Page::default());
    let entries: Vec<serde_json::Value> = serde_json::from_str(&report).expect("JSON");
    let mut given: Vec<String> =
        entries.iter().map(|entry| entry["fingerprint"].to_string()).collect();
    given.dedup();
    assert_eq!(given.len(), 3);
}

/// A comment holds 65,536 characters: rows are cut whole, and it is said how many.
#[test]
fn markdown_is_cut_at_whole_rows() {
    let run = many(2_000, |at, finding| finding.states = vec![format!("proposal.active{at}")]);
    let page = Page { host: Some(host()), ..Page::default() };
    let report = written(&run, &reports::markdown::STYLE, &page);
    assert!(report.chars().count() <= 60_000, "{}", report.chars().count());
    assert!(report.chars().count() > 55_000, "there was room for more");
    let rows = report.lines().filter(|line| line.starts_with("| **"));
    let shown = rows.inspect(|row| assert!(row.ends_with(" |"), "{row}")).count();
    let cut = format!("{} more findings not shown: a comment holds no more.", 2_000 - shown);
    assert!(report.lines().any(|line| line == cut), "{cut}");
    assert!(
        report
            .starts_with("<!-- canonym:report -->\n### canonym: 2000 states have several names\n")
    );
}

/// What is compared with a revision says what the change does.
#[test]
fn markdown_speaks_of_the_change() {
    let mut run = many(1, |_, _| ());
    run.report.since = Some(Since::default());
    let report = written(&run, &reports::markdown::STYLE, &Page::default());
    assert!(report.contains("### canonym: this change gives 1 state a second name\n"), "{report}");
    assert!(!report.contains("<details>"), "nothing else is there to tell: {report}");
}

/// Columns of reviewdog are bytes, whatever stands before a place; a suggestion is one edit.
#[test]
fn rdjson_counts_bytes() {
    let run = compared();
    let report = written(&run, &reports::rdjson::STYLE, &Page::default());
    let result: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let diagnostics = result["diagnostics"].as_array().expect("diagnostics");
    assert!(!diagnostics.is_empty());
    for diagnostic in diagnostics {
        let range = &diagnostic["location"]["range"];
        let source = run.quotes.source(PATH).expect("it is quoted");
        let number = |of: &serde_json::Value| of.as_u64().expect("a number") as usize;
        let line = source.line(number(&range["start"]["line"]) as u32);
        let (start, end) = (number(&range["start"]["column"]), number(&range["end"]["column"]));
        assert!(line[..start - 1].ends_with('"') && line[end - 1..].starts_with('"'), "{line}");
        let suggestions = diagnostic["suggestions"].as_array().expect("suggestions");
        assert_eq!(suggestions.len(), 1);
        assert_eq!(suggestions[0]["range"], *range);
        assert_eq!(suggestions[0]["text"], "Right \\\"]]>\\\"");
    }
}

/// An odd name that may stay is a suppressed result with its reason, in SARIF only.
#[test]
fn what_may_stay_is_suppressed() {
    let run = compared();
    let report = written(&run, &reports::sarif::STYLE, &Page::default());
    let log: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let suppressed = results.iter().filter(|result| !result["suppressions"].is_null());
    let suppressed: Vec<_> = suppressed.collect();
    assert_eq!(suppressed.len(), 1);
    assert_eq!(suppressed[0]["suppressions"][0]["kind"], "external");
    assert_eq!(suppressed[0]["suppressions"][0]["justification"], "@all | [x](1) ]]> ::error::");
    assert_eq!(suppressed[0]["baselineState"], "unchanged");
    assert!(results[0]["baselineState"] == "new" && results[0]["suppressions"].is_null());
}

/// A product without a state still has a case, or readers of tests call the file broken.
#[test]
fn junit_has_a_case_at_least() {
    let run = Run::default();
    let report = written(&run, &reports::junit::STYLE, &Page::default());
    assert!(
        report.contains("<testcase name=\"all clear\" classname=\"canonym.canonym\"/>"),
        "{report}"
    );
}
