//! What `--fix` would do: works out the edits of marks whose name is all that is wrong, and makes the new
//! bytes of files. Writes nothing.

use std::collections::{BTreeMap, HashMap};

use crate::config::Settings;
use crate::finding::{Edit, Mark, Mend, Role};
use crate::fix;
use crate::label::{Element, Label};
use crate::quote::Quotes;
use crate::report::{Report, lies_in};
use crate::survey;
use crate::text::locale::Locale;
use crate::text::name::renamed;
use crate::text::place::Spans;
use crate::text::source::Source;
use crate::tree::Tree;
use crate::walk::File;

/// A file with its mended labels.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// The file, in the tree.
    pub path: String,
    /// Its bytes as they were judged.
    pub before: Vec<u8>,
    /// Its bytes as they should be.
    pub after: Vec<u8>,
    /// Its text before and after.
    pub texts: (String, String),
    /// How many labels are mended.
    pub labels: usize,
}

/// Gives odd marks the edits that mend them, file by file, each file read again by its format.
pub(super) fn add_mends(
    report: &mut Report,
    quotes: &Quotes,
    (files, settings): (&[File], &Settings),
) {
    let mut wanted: BTreeMap<String, Vec<&mut Mark>> = BTreeMap::new();
    let marks = report.findings.iter_mut().flat_map(|finding| &mut finding.marks);
    let is_wanted = |mark: &&mut Mark| {
        mark.role == Role::Odd && mark.instead.is_some() && mark.copies.is_empty()
    };
    for mark in marks.filter(is_wanted) {
        wanted.entry(mark.path.clone()).or_default().push(mark);
    }
    let files: HashMap<&str, &File> = files.iter().map(|file| (&*file.path, file)).collect();
    for (path, marks) in wanted {
        if let Some((source, file)) = quotes.source(&path).zip(files.get(&*path)) {
            mend_file(source, (file, settings), marks);
        }
    }
}

/// So many labels of a file are tried one by one, where some of them cannot be mended.
const MOST: usize = 32;

/// Mends the labels of one file; those that would change more than themselves are left as they are.
fn mend_file(source: &Source, of: (&File, &Settings), marks: Vec<&mut Mark>) {
    let (file, settings) = of;
    let contents = survey::contents(file, source, settings);
    let by_place: HashMap<&Spans, usize> =
        contents.labels.iter().enumerate().map(|(at, label)| (&label.spans, at)).collect();
    let mends = marks.into_iter().filter_map(|mark| {
        let at = *by_place.get(mark.spans.as_ref()?)?;
        let mend = mend(source, file, &contents.labels[at], mark)?;
        Some((mark, at, mend))
    });
    let mut mends: Vec<(&mut Mark, usize, Mend)> = mends.collect();
    let says = |mends: &[(usize, &Mend)]| {
        let text = fix::edited(&source.text, mends.iter().flat_map(|(_, mend)| &mend.edits));
        let after = Source::from_text(&*source.path, text);
        let texts: HashMap<usize, &str> = mends.iter().map(|(at, it)| (*at, &*it.text)).collect();
        fix::says(&contents, &survey::contents(file, &after, settings), |at| {
            texts.get(&at).copied()
        })
    };
    let all = |mends: &[(&mut Mark, usize, Mend)]| {
        let told: Vec<_> = mends.iter().map(|(_, at, mend)| (*at, mend)).collect();
        says(&told)
    };
    if !all(&mends) {
        // Each by itself, in files of which few labels are concerned: a file is read once for each.
        mends.truncate(if mends.len() > MOST { 0 } else { mends.len() });
        mends.retain(|(_, at, mend)| says(&[(*at, mend)]));
        if !all(&mends) {
            return;
        }
    }
    for (mark, _, mend) in mends {
        mark.mend = Some(mend);
    }
}

fn mend(source: &Source, file: &File, label: &Label<'_>, mark: &Mark) -> Option<Mend> {
    // What a button says is what it does, and no name of a state.
    if matches!(label.sits_on(), Some(Element::PushButton | Element::MenuItem)) {
        return None;
    }
    let locale: &Locale = mark.locale.as_ref()?;
    let text = renamed(&label.text, &mark.name, mark.instead.as_ref()?, locale)?;
    (*label.text == *mark.text && text != label.text)
        .then(|| fix::mend(source, file.format, label, text))?
}

/// The files that the mends of a report change, at `paths` only (none: everywhere).
///
/// A file that is gone or has changed since it was judged is told by its path instead.
pub fn rewrites(
    tree: &Tree,
    report: &Report,
    quotes: &Quotes,
    paths: &[String],
) -> Vec<Result<Rewrite, String>> {
    let mut edits: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in report.findings.iter().flat_map(|finding| &finding.marks) {
        let is_asked_for = paths.is_empty() || lies_in(&mark.path, paths);
        if let Some(mend) = mark.mend.as_ref().filter(|_| is_asked_for && mark.role == Role::Odd) {
            edits.entry(&mark.path).or_default().extend(&mend.edits);
            *labels.entry(&mark.path).or_default() += 1;
        }
    }
    let rewrite = |(path, edits): (&str, Vec<&Edit>)| {
        let failed = || path.to_owned();
        let imprint = quotes.source(path).ok_or_else(failed)?.imprint();
        let before = tree.read(path).map_err(|_| failed())?;
        let source = Source::decode_again(path, before.clone(), &imprint).ok_or_else(failed)?;
        let text = fix::edited(&source.text, edits.iter().copied());
        let after = fix::edited_bytes(&source, &before, edits).ok_or_else(failed)?;
        // Whatever the charset: what is read from the new bytes is what was meant.
        let (read, _) = Source::decode(path, after.clone(), source.fallback());
        if read.text != text {
            return Err(failed());
        }
        let texts = (source.text, text);
        Ok(Rewrite { path: failed(), before, after, texts, labels: labels[path] })
    };
    edits.into_iter().map(rewrite).collect()
}
