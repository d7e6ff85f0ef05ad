//! `canonym compare`: what is thought of two names, or of a table of pairs.

use std::path::Path;

use canonym::compare::{Score, Verdict, rows, verdict};
use canonym::text::likeness::{Changes, Lexicon};
use canonym::text::locale::Locale;
use canonym::text::source::printable;

use crate::args::CompareArgs;
use crate::opened::{self, Found};
use crate::{Error, Outcome};

/// Writes a line for each pair, and how often they are right where the table says what is.
pub fn run(args: &CompareArgs) -> Outcome {
    let lexicon = lexicon(args)?;
    if let [a, b] = &args.names[..] {
        let names = [a.clone(), b.clone()];
        if args.place.verbose {
            for name in &names {
                anstream::eprintln!("{}", printable(&lexicon.analyse(name).described(&lexicon)));
            }
        }
        return crate::explain::print(&line(&names, &verdict(&names, &lexicon)));
    }
    let Some(file) = &args.pairs else {
        let told = "error: compare wants two names, or --pairs FILE\n  help: canonym compare \"Done\" \"Completed\"\n";
        return Err(Error::Told(told.to_owned()));
    };
    of_file(file, &lexicon)
}

fn of_file(file: &Path, lexicon: &Lexicon) -> Outcome {
    let shown = printable(&canonym::tree::shown(file)).into_owned();
    let told = |why: String| Error::Told(format!("error: {shown}{why}\n"));
    let bytes = canonym::tree::read_anywhere(file).map_err(|why| told(format!(": {why}")))?;
    let text = String::from_utf8(bytes).map_err(|_| told(": this is no UTF-8 text".to_owned()))?;
    let rows = rows(&text).map_err(|wrong| {
        told(format!(":{}: {}\n  help: {}", wrong.line, wrong.message, wrong.help))
    })?;
    let (mut lines, mut score) = (String::new(), Score::default());
    for row in rows {
        let verdict = verdict(&row.names, lexicon);
        lines += &line(&row.names, &verdict);
        if let Some(is_confusable) = row.label {
            score.add(&verdict, is_confusable);
        }
    }
    if !score.is_empty() {
        lines = lines + "\n" + &score.table();
    }
    crate::explain::print(&lines)
}

/// `level<TAB>rule<TAB>name_a<TAB>name_b<TAB>reason`
fn line([a, b]: &[String; 2], verdict: &Verdict) -> String {
    let Verdict { grade, rule, reason } = verdict;
    let [a, b, reason] = [a, b, reason].map(|text| printable(text).replace('\t', " "));
    format!("{}\t{rule}\t{a}\t{b}\t{reason}\n", grade.id())
}

/// The words of the project that this is run in, or those of English where there is none.
fn lexicon(args: &CompareArgs) -> Result<Lexicon, Error> {
    let (mut locale, mut changes) = (Locale::parse("en").expect("a tag"), Changes::default());
    if let Found::Projects(work) = opened::find(&args.place, &[])?
        && let Some(opened) = work.projects.first()
    {
        let read = opened.project.glossary(&|_| true);
        let (glossary, _) = read.map_err(|wrong| opened::stopped(wrong.into(), &work.page))?;
        locale = glossary.source_locale;
        changes = glossary.thesaurus;
    }
    Ok(Lexicon::new(args.locale.as_ref().unwrap_or(&locale), &changes))
}
