//! The baseline: what stands may stay, what is new may not, what is mended is taken out.

use std::fs;

use super::{GLOSSARY, shop};
use crate::program::Scratch;

const FILE: &str = "canonym-baseline.toml";

fn labels(names: &[(&str, &str)]) -> String {
    let label = |(key, name): &(&str, &str)| format!("\"{key}\": \"{name}\"");
    format!("{{ {} }}\n", names.iter().map(label).collect::<Vec<_>>().join(", "))
}

/// A shop with two wrong names, a baseline that holds them, and its text.
fn held() -> (Scratch, String) {
    let shop = shop("Sent");
    shop.write("web/en.json", labels(&[("order.shipped", "Sent"), ("mail.order_shipped", "Gone")]));
    let told = shop.run(&["baseline", "create", "--reason", "the spring release"]).with_code(0);
    assert_eq!(told.err, "wrote canonym-baseline.toml: 2 marks may stay\n");
    let text = text(&shop);
    (shop, text)
}

fn text(shop: &Scratch) -> String {
    fs::read_to_string(shop.path(FILE)).expect("there is a baseline")
}

/// A team switches it on, sees only what is new, and works off the rest.
#[test]
fn a_life_with_a_baseline() {
    let (shop, created) = held();
    shop.run(&[]).with_code(0).is("baseline-held");
    assert_eq!(created.matches("reason = \"the spring release\"").count(), 2);
    // It never grows by itself.
    shop.write("web/en/more.json", labels(&[("order.shipped", "Away")]));
    shop.run(&["--output-format=concise"]).with_code(1).is("baseline-new");
    shop.run(&["baseline", "update"]).with_code(0);
    assert_eq!(text(&shop), created);
    shop.run(&["baseline", "status"]).with_code(0).is("baseline-status");
    let refused = shop.run(&["baseline", "create"]).with_code(2).err;
    assert!(refused.contains("there is a baseline already: canonym-baseline.toml"), "{refused}");
    shop.run(&["baseline", "update", "--accept-new"]).with_code(2); // not without a reason
    shop.run(&["baseline", "update", "--accept-new", "--reason=by contract"]).with_code(0);
    shop.run(&[]).with_code(0);
    assert!(text(&shop).contains("\"by contract\""));
    // What is mended is told in a note, fails where that is asked for, and is taken out.
    shop.write(
        "web/en.json",
        labels(&[("order.shipped", "Shipped"), ("mail.order_shipped", "Gone")]),
    );
    let noted = shop.run(&["--level=note", "--output-format=concise"]).with_code(0);
    assert!(noted.out.contains("note[stale-baseline] one entry of the baseline"), "{}", noted.out);
    assert!(shop.run(&["--strict"]).with_code(1).out.contains("error[stale-baseline]"));
    assert!(shop.run(&["--strict", "--locale=en"]).with_code(0).out.contains("all clear"));
    shop.run(&["baseline", "status"]).with_code(0).is("baseline-gone");
    shop.run(&["baseline", "update"]).with_code(0);
    assert!(!text(&shop).contains("\"Sent\"") && text(&shop).contains("\"Gone\""));
    shop.run(&["--strict"]).with_code(0);
}

/// Reasons, comments, order and line ends of a person stay as they are.
#[test]
fn an_update_takes_out_lines_and_no_more() {
    let (shop, created) = held();
    let line = |name: &str| {
        let is_its = |line: &&str| line.contains(&format!("name = \"{name}\""));
        created.lines().find(is_its).expect("it has a line").to_owned()
    };
    let (sent, gone) = (line("Sent"), line("Gone"));
    let by_hand = format!(
        "# ours\r\nmarks = [\r\n    # Anna asks legal\r\n{}\r\n{} # by May\r\n]\r\n# end\r\n",
        sent.replace("the spring release", "legal"),
        gone.trim_end_matches(',')
    );
    shop.write(FILE, &by_hand);
    shop.run(&["baseline", "update"]).with_code(0);
    assert_eq!(text(&shop), by_hand);
    shop.write(
        "web/en.json",
        labels(&[("order.shipped", "Sent"), ("mail.order_shipped", "Shipped")]),
    );
    shop.run(&["baseline", "update"]).with_code(0);
    let left: String = by_hand.split_inclusive('\n').filter(|it| !it.contains("by May")).collect();
    assert_eq!(text(&shop), left);
    // Two entries on one line: the file is written anew, and reasons are kept.
    shop.write(FILE, format!("marks = [{} {}]\n", gone.trim(), sent.trim()));
    shop.run(&["baseline", "update"]).with_code(0);
    assert_eq!(text(&shop).lines().filter(|line| line.contains("fingerprint")).count(), 1);
    assert!(text(&shop).contains("the spring release"));
    shop.write("web/en.json", labels(&[("order.shipped", "Shipped")]));
    let done = shop.run(&["baseline", "update"]).with_code(0).err;
    assert!(done.contains("canonym-baseline.toml can go"), "{done}");
}

/// What may stay may be mended all the same, and the file is made where there is none.
#[test]
fn what_is_held_is_mended() {
    let (shop, _) = held();
    let diff = shop.run(&["--diff"]).with_code(1).out;
    assert!(diff.contains("Shipped"), "{diff}");
    let told = shop.run(&["--fix"]).with_code(0);
    assert!(told.err.starts_with("mended 2 labels in 1 file"), "{}", told.err);
    shop.run(&["baseline", "update"]).with_code(0);
    shop.run(&["--strict"]).with_code(0);
    let bare = super::shop("Sent");
    let args = ["baseline", "update", "--accept-new", "--reason", "the spring release"];
    bare.run(&args).with_code(0);
    assert!(text(&bare).contains("the spring release"));
}

/// A broken baseline is an error at its place: nothing is let through by a file that nobody can read.
#[test]
fn a_broken_baseline() {
    let (shop, created) = held();
    let cases = [
        (
            "<<<<<<< ours\nmarks = []\n=======\nmarks = []\n>>>>>>> theirs\n",
            "a merge is not settled",
        ),
        ("marks = [\n", "TOML"),
        ("marks = [{ reason = \"x\" }]\n", "an entry needs a `reason` and a `fingerprint`"),
        (
            "marks = [{ fingerprint = \"cd9476dae7091a062e3dff9fab5ee204\", reason = \" \" }]\n",
            "an entry needs a `reason`",
        ),
        ("marks = [{ fingerprint = \"é\", reason = \"x\" }]\n", "32 hexadecimal digits"),
        ("mark = []\n", "a baseline has no field `mark`"),
        ("marks = [{ keys = \"x\" }]\n", "did you mean `key`?"),
        ("marks = 1\n", "an entry: a table"),
    ];
    for (text, expected) in cases {
        shop.write(FILE, text);
        let told = shop.run(&[]).with_code(2).err;
        assert!(told.contains(FILE), "{text}: {told}");
        assert!(expected == "TOML" || told.contains(expected), "{text}: {told}");
        shop.run(&["baseline", "update"]).with_code(2);
        assert_eq!(self::text(&shop), text);
    }
    // Lines that stand twice, as a merge may leave them, are no mistake.
    let lines = created.lines().filter(|line| line.contains("fingerprint"));
    let twice: String = lines.flat_map(|line| [line, "\n", line, "\n"]).collect();
    shop.write(FILE, format!("marks = [\n{twice}]\n"));
    shop.run(&[]).with_code(0);
    shop.run(&["baseline", "update"]).with_code(0);
    assert_eq!(text(&shop).lines().filter(|line| line.contains("fingerprint")).count(), 2);
}

/// A baseline that is a link out of the repository is not read.
#[cfg(unix)]
#[test]
fn a_baseline_from_elsewhere() {
    let (elsewhere, _) = held();
    let shop = shop("Sent");
    std::os::unix::fs::symlink(elsewhere.path(FILE), shop.path(FILE)).expect("links can be made");
    let told = shop.run(&[]).with_code(2).err;
    assert!(told.contains("it lies outside the repository"), "{told}");
}

/// Each project has its own; a product without findings gets none; without any there is nothing to update.
#[test]
fn a_baseline_for_each_project() {
    let shop = shop("Sent");
    shop.write("apps/canonym.toml", GLOSSARY);
    shop.write("apps/en.json", labels(&[("order.shipped", "Gone")]));
    let told = shop.run(&["baseline", "update"]).with_code(2).err;
    assert!(told.contains("`canonym baseline create` writes one"), "{told}");
    assert!(shop.run(&["baseline", "status"]).with_code(0).out.contains("there is no baseline"));
    shop.run(&["baseline", "create"]).with_code(0);
    assert!(shop.path(FILE).exists() && shop.path("apps").join(FILE).exists());
    shop.run(&[]).with_code(0);
    shop.run_in("apps", &[]).with_code(0);
    let clean = super::shop("Shipped");
    let told = clean.run(&["baseline", "create"]).with_code(0).err;
    assert_eq!(told, "nothing to let stay: no baseline was written\n");
    assert!(!clean.path(FILE).exists());
}

/// Whatever a name holds, its entry is one line, and the line holds it.
#[test]
fn hostile_names_stay_on_their_line() {
    let shop = shop("a\\n\\\"b\\\" \\u001b[31m 'c' \\\\ ☃");
    shop.run(&["baseline", "create", "--reason", "it's \"so\"\n"]).with_code(0);
    assert_eq!(text(&shop).lines().filter(|line| line.contains("fingerprint")).count(), 1);
    assert!(!text(&shop).contains('\u{1b}'));
    shop.run(&[]).with_code(0);
    shop.run(&["--strict"]).with_code(0);
}

/// Notes that no change of names can turn into warnings are left out, unless somebody fails on notes.
#[test]
fn notes_stay_out() {
    let shop = shop("Shipped");
    shop.write("web/en.json", "{ \"order.shipped\": \"Shipped\", \"order.new\": \"New\" }\n");
    let told = shop.run(&["baseline", "create"]).with_code(0).err;
    assert_eq!(told, "nothing to let stay: no baseline was written\n");
    shop.run(&["--fail-on=note"]).with_code(1);
    shop.run(&["baseline", "create", "--notes"]).with_code(0);
    shop.run(&["--fail-on=note"]).with_code(0);
    assert!(text(&shop).contains("unknown-state"));
}

/// Of two states that shared a name one gets another: that the two are alike now is less than it was.
#[test]
fn a_name_that_is_shared_no_longer() {
    let glossary = "[system.order]\nkeys = [\"order.{state}\"]\n";
    let names = |first: &str, second: &str| labels(&[("order.open", first), ("order.old", second)]);
    let shop = Scratch::with(&[
        ("canonym.toml", glossary),
        ("en.json", &names("Interviewed", "Interviewed")),
    ]);
    shop.run(&[]).with_code(1);
    shop.run(&["baseline", "create"]).with_code(0);
    shop.write("en.json", names("Interviewed", "Invited to interview"));
    assert_eq!(shop.run(&["--output-format=concise"]).with_code(0).out.lines().count(), 1);
    shop.run(&["baseline", "update"]).with_code(0);
    shop.run(&["--strict"]).with_code(0);
    fs::remove_file(shop.path(FILE)).expect("it is there");
    assert!(shop.run(&[]).with_code(1).out.contains("confusable-names"));
}
