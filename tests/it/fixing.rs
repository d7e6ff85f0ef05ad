//! What `--fix` does: it changes a label whose name alone is wrong, and nothing else. Every folder of
//! `fixtures/fix` is a product with the changes as its golden text.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use canonym::config::{FILE, Project};
use canonym::finding::Level;
use canonym::fix;
use canonym::formats::Reading;
use canonym::lint::{self, Asked, Opened, Rewrite, Run};
use canonym::survey::Progress;
use canonym::text::source::Source;
use canonym::tree::Tree;
use walkdir::WalkDir;

use crate::golden::{cases, compare};

const GOLDEN: &str = "fixed.txt";

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = WalkDir::new(folder).into_iter().map(|entry| entry.expect("readable"));
    let files = files.filter(|it| it.file_type().is_file() && it.file_name() != GOLDEN);
    let read = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).expect("found there");
        let path = path.to_str().expect("ASCII").replace('\\', "/");
        (path, fs::read(entry.path()).expect("readable"))
    };
    files.map(read).collect()
}

fn rewrites(files: &BTreeMap<String, Vec<u8>>) -> (Run, Vec<Rewrite>) {
    let tree = Tree::Memory(files.clone());
    let (project, warnings) = Project::open(&tree, FILE).expect("a right canonym.toml");
    let opened = vec![Opened { project, warnings }];
    let run = lint::check(&tree, opened, &Asked::default(), &Progress::default()).expect("right");
    let rewrites = lint::rewrites(&tree, &run.report, &run.quotes, &[]).into_iter();
    let rewrites = rewrites.map(|it| it.expect("nothing changes")).collect();
    (run, rewrites)
}

/// The lines that a file loses and gets.
fn changes(rewrite: &Rewrite) -> String {
    let (before, after) = &rewrite.texts;
    assert_eq!(before.lines().count(), after.lines().count(), "no line is added or lost");
    let lines = before.split_inclusive('\n').zip(after.split_inclusive('\n'));
    let changed = lines.filter(|(was, is)| was != is).map(|(was, is)| {
        format!(
            "- {}\n+ {}\n",
            was.trim_end_matches(['\r', '\n']),
            is.trim_end_matches(['\r', '\n'])
        )
    });
    format!("{}\n{}", rewrite.path, changed.collect::<String>())
}

#[test]
fn products_are_mended_as_expected() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fix");
    for folder in WalkDir::new(fixtures).min_depth(1).max_depth(1).sort_by_file_name() {
        let folder = folder.expect("readable").into_path();
        let mut files = read(&folder);
        let (run, mended) = rewrites(&files);
        compare(&folder.join(GOLDEN), &mended.iter().map(changes).collect::<String>());
        let labels: usize = mended.iter().map(|rewrite| rewrite.labels).sum();
        assert_eq!(labels, run.report.mends(), "{}", folder.display());
        for rewrite in mended {
            files.insert(rewrite.path, rewrite.after);
        }
        // What is mended is right, and a second run has nothing to do.
        let (after, again) = rewrites(&files);
        assert!(again.is_empty(), "{}: {:?}", folder.display(), again[0].texts.1);
        let odd = |run: &Run| {
            let marks = run.report.findings.iter().flat_map(|finding| &finding.marks);
            // A translation that mirrored a wrong name is a person's next.
            let odd = marks.filter(|mark| mark.is_source && mark.level > Some(Level::Note));
            odd.count()
        };
        assert_eq!(odd(&after) + labels, odd(&run), "{}", folder.display());
    }
}

/// In every file of the fixtures, whatever its format: a label that is given another text gets that text, and
/// all else is read as before; or that is not so, and is seen.
#[test]
fn an_edit_changes_its_label_and_nothing_else() {
    let (mut made, mut refused, mut held_back) = (0, 0, 0);
    for case in cases() {
        let reading = Reading::default();
        let contents = case.format.contents(&case.source, &reading);
        for (at, label) in contents.labels.iter().enumerate() {
            // What stands in markup and placeholders is no name, and `--fix` never gets there.
            let is_plain =
                !label.text.contains(['<', '{', '%', '&', '\\', '$', '@', '[', '#', '|']);
            let mut words = label.text.split(|char: char| !char.is_alphanumeric());
            let Some(word) = words.find(|it| is_plain && it.len() > 2) else { continue };
            let text = label.text.replacen(word, "Zürück gesetzt", 1);
            let Some(mend) = fix::mend(&case.source, case.format, label, text) else {
                refused += 1;
                continue;
            };
            let edited = fix::edited(&case.source.text, &mend.edits);
            let edited = Source::from_text(case.source.path.clone(), edited);
            let after = case.format.contents(&edited, &reading);
            let says = fix::says(&contents, &after, |of| (of == at).then_some(&*mend.text));
            // Where more would change (a YAML anchor, a table whose keys are its texts), that is seen, and
            // the label is left to people.
            if says { made += 1 } else { held_back += 1 }
        }
    }
    let counts = format!("{made} made, {refused} refused, {held_back} held back");
    assert!(made > 500 && refused < made && held_back * 10 < made, "{counts}");
}
