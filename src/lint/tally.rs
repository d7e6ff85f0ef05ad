//! What a run tells beside its findings: tallies, folders that could not be listed, families that
//! matched nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::glossary::mistake::{At, Mistake};
use crate::glossary::state::SystemId;
use crate::index::{FileId, Index, Stray, SurveyedFile};
use crate::label::Fault;
use crate::report::{Report, Tallies};
use crate::survey::Survey;
use crate::text::locale::Locale;
use crate::text::source::Imprint;
use crate::tree::Passed;
use crate::walk::Walked;

/// What was looked at.
pub(super) fn tallies(
    walked: &Walked,
    survey: &Survey,
    index: &Index<'_>,
    of_findings: &Tallies,
) -> Tallies {
    let source = index.glossary.source_locale.language();
    let mut locales: Vec<&Locale> = survey.locales.iter().collect();
    locales.sort_by_key(|locale| locale.language() != source); // the source first, as people name them
    Tallies {
        files: walked.files.len(),
        labels: survey.labels,
        usages: index.usages.len(),
        states: index.states_in_use().count(),
        faults: index.faults.len(),
        locales: locales.into_iter().map(ToString::to_string).collect(),
        ..of_findings.clone()
    }
}

/// What each file was when it was judged, by path.
pub(super) fn imprints(survey: &Survey) -> BTreeMap<String, Imprint> {
    let files = survey.surveyed.files.iter();
    files.filter_map(|file| Some((file.path.clone(), file.imprint?))).collect()
}

/// Folders that could not be listed are faults too.
pub(super) fn add_listing_faults(walked: &Walked, survey: &mut Survey) {
    for failed in &walked.failed {
        let id = FileId(survey.surveyed.files.len() as u32);
        survey.surveyed.files.push(SurveyedFile {
            path: failed.path.clone(),
            catalogue: failed.path.clone(),
            locale: None,
            surface: None,
            is_claimed: true,
            imprint: None,
        });
        let fault =
            Fault { span: None, message: format!("cannot list it: {}", failed.why), help: None };
        survey.surveyed.faults.push((id, fault));
    }
}

/// Families that no key matches: a warning where all of a system has no label, since its patterns are
/// most often misspelt; else they are told with what was passed over.
pub(super) fn tell_unmet(unmet: &[(SystemId, String, At)], index: &Index<'_>, report: &mut Report) {
    let of_usages = index.usages.iter().map(|usage| index.glossary.system_of(usage.state));
    let used: BTreeSet<_> =
        of_usages.chain(index.strays.iter().filter_map(Stray::stranger_of)).collect();
    for (system, family, at) in unmet {
        let message = format!("no key of the product matches `{family}`");
        if used.contains(system) || report.tallies.labels == 0 {
            report.passed.push(Passed { path: at.to_string(), why: message });
        } else {
            let help = Some("is it misspelt? `canonym labels` shows every key".to_owned());
            report.mistakes.push(Mistake { at: at.clone(), message, help, is_warning: true });
        }
    }
}
