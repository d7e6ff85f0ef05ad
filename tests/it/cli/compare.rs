//! `canonym compare`.

use crate::program::Scratch;

/// Two names: one line, with the level, the rule, the names and the reason.
#[test]
fn two_names() {
    let empty = Scratch::empty();
    let told = empty.run(&["compare", "Interviewed", "Invitations to interview"]).with_code(0);
    assert_eq!(
        told.out,
        "warning\tshared-stem\tInterviewed\tInvitations to interview\t\
         both names share the stem \"interview\"\n"
    );
    let silent = empty.run(&["compare", "Paid", "Unpaid"]).with_code(0);
    assert!(silent.out.starts_with("silent\topposites\tPaid\tUnpaid\t"), "{}", silent.out);
    let same = empty.run(&["compare", "Active", "\u{410}ctive"]).with_code(0);
    assert!(
        same.out.ends_with("\twritten with look-alike characters: A where the other has U+0410\n"),
        "{}",
        same.out
    );
    let none = empty.run(&["compare", "Active", "Interviewed"]).with_code(0);
    assert!(none.out.starts_with("none\t-\t"), "{}", none.out);
}

/// A table with labels ends with how often the verdicts are right.
#[test]
fn a_table_of_pairs() {
    let place = Scratch::empty();
    let pairs = "\u{feff}set\tname_b\tlabel\tname_a\r\nx\tCompleted\t1\tDone\r\n\r\nx\tOffline\t0\tOnline\r\n\
                 x\tInterviewed\t1\tActive\r\nx\tPaid\t\tUnpaid\r\nx\tQueued\t1\tPending\r\n";
    place.write("pairs.tsv", pairs);
    place.run(&["compare", "--pairs", "pairs.tsv"]).with_code(0).is("compare-pairs");
    place.write("plain.tsv", "name_a\tname_b\nDone\tCompleted\n");
    let plain = place.run(&["compare", "--pairs", "plain.tsv"]).with_code(0);
    assert_eq!(plain.out.lines().count(), 1, "{}", plain.out);
}

/// The project's own words count: its language and its `[thesaurus]`.
#[test]
fn the_words_of_a_project() {
    let place = Scratch::empty();
    let names = ["compare", "Wrapped", "Finished"];
    assert!(place.run(&names).with_code(0).out.starts_with("none"));
    place.write("canonym.toml", "[thesaurus]\nadd = [[\"wrapped\", \"finished\"]]\n");
    assert!(place.run(&names).with_code(0).out.starts_with("warning\tsynonyms"));
    place.write("canonym.toml", "source-locale = \"de\"\n");
    let german = place.run(&["compare", "Bezahlt", "Unbezahlt"]).with_code(0);
    assert!(german.out.starts_with("silent\topposites"), "{}", german.out);
    let english = place.run(&["compare", "Done", "Completed", "--locale", "en"]).with_code(0);
    assert!(english.out.starts_with("warning\tsynonyms"), "{}", english.out);
    place.write("canonym.toml", "[thesaurus]\nadd = [[\"wrapped\"]]\nmore = 1\n");
    let wrong = place.run(&names).with_code(2);
    assert!(wrong.err.contains("this is no pair of words"), "{}", wrong.err);
    assert!(wrong.err.contains("[thesaurus] has no field `more`"), "{}", wrong.err);
}

/// What cannot be read is told with its line.
#[test]
fn broken_tables() {
    let place = Scratch::empty();
    for (text, told) in [
        ("", "pairs.tsv:1: there are no pairs"),
        ("a\tb\n", "pairs.tsv:1: there is no column `name_a` or `name_b`"),
        ("name_a\tname_b\n\nDone\n", "pairs.tsv:3: a name is missing"),
        ("name_a\tname_b\tlabel\nA\tB\tmaybe\n", "pairs.tsv:2: this label is neither 1 nor 0"),
    ] {
        place.write("pairs.tsv", text);
        let run = place.run(&["compare", "--pairs", "pairs.tsv"]).with_code(2);
        assert!(run.err.starts_with(&format!("error: {told}\n  help: ")), "{text:?}: {}", run.err);
    }
    let gone = place.run(&["compare", "--pairs", "gone.tsv"]).with_code(2);
    assert!(gone.err.starts_with("error: gone.tsv: "), "{}", gone.err);
    place.run(&["compare", "Done"]).with_code(2);
    let nothing = place.run(&["compare"]).with_code(2);
    assert!(nothing.err.contains("two names, or --pairs FILE"), "{}", nothing.err);
}

/// What translators made one is told beside the pair.
#[test]
fn translations_are_evidence() {
    let catalogue =
        |a: &str, b: &str| format!("{{ \"alert\": {{ \"auto\": \"{a}\", \"gone\": \"{b}\" }} }}");
    let place = Scratch::with(&[("canonym.toml", "[system.alert]\nkeys = [\"alert.{state}\"]\n")]);
    place.write("locales/en.json", catalogue("Auto dismissed", "Dismissed"));
    place.write("locales/es.json", catalogue("Descartada sola", "Descartada"));
    for (tag, word) in [("de", "Verworfen"), ("fr", "Ignoré"), ("nl", "Gesloten")] {
        let alone = place.run(&[]).out;
        assert!(!alone.contains("warning[confusable-names]"), "{alone}");
        place.write(&format!("locales/{tag}.json"), catalogue(word, word));
    }
    let told = place.run(&[]).with_code(1).out;
    assert!(told.contains("warning[confusable-names]"), "{told}");
    assert!(told.contains("3 of 4 locales use one word for both: de, fr, nl."), "{told}");
}
