//! The whole repository: usages by state and locale, each with its name and verdict. One thread from
//! here on. All that a check sees; knows no files beyond their paths.

mod claims;
mod judge;
mod naming;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::glossary::Glossary;
use crate::glossary::bind::{Evidence, Target};
use crate::glossary::mistake::At;
use crate::glossary::state::{StateId, SystemId};
use crate::label::{Element, EntryId, Fault, Key, Waiver};
use crate::text::difference::Difference;
use crate::text::locale::Locale;
use crate::text::place::Spans;
use crate::text::source::Imprint;

/// A file of the run: its place in [`Index::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// Where people meet the labels of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surface {
    /// What people call it.
    pub name: String,
    /// Whether `[surfaces]` says so.
    pub is_given: bool,
}

/// What is kept of a file.
#[derive(Clone, Debug)]
pub struct SurveyedFile {
    /// The path in the tree.
    pub path: String,
    /// The path with the locale cut out: equal for the files of one catalogue.
    pub catalogue: String,
    /// The locale that its path names.
    pub locale: Option<Locale>,
    /// Where people meet its labels; `None` where its path tells nothing about it.
    pub surface: Option<Surface>,
    /// Whether a locale in the path or `include` says that it must be readable.
    pub is_claimed: bool,
    /// What it was when it was read; `None` if nothing of it is kept.
    pub imprint: Option<Imprint>,
}

/// What names an element of a page: its text, or its accessible name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The page.
    pub file: FileId,
    /// The element, by a number of its page.
    pub owner: u32,
    /// The place.
    pub spans: Spans,
    /// The entry that it shows; `None` where the label stands in the page itself.
    pub shows: Option<EntryId>,
    /// What it sits on.
    pub element: Option<Element>,
}

/// A label of a bound entry as a file shows it.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// What the evidence names.
    pub target: Target,
    /// Why.
    pub evidence: Evidence,
    /// The file.
    pub file: FileId,
    /// The place in it.
    pub spans: Spans,
    /// The locale.
    pub locale: Locale,
    /// The key path.
    pub key: Option<Key>,
    /// The branch of the entry.
    pub branch: Option<Box<str>>,
    /// The text.
    pub text: Box<str>,
    /// The text of the entry in the source locale; `None` for a source label, and where there is none.
    pub source_text: Option<Box<str>>,
    /// Whether this is a source label.
    pub is_source: bool,
    /// Whether other files of the catalogue repeat it.
    pub is_repeated: bool,
    /// The pages that show its entry, by path.
    pub shown_by: Vec<FileId>,
    /// What the program says around it, where it has no key.
    pub scope: Option<Box<str>>,
    /// Where they do.
    pub copies: Vec<Copy>,
}

impl Sighting {
    /// The state, where the glossary lists it.
    fn state(&self) -> Option<StateId> {
        if let Target::Listed(state) = self.target { Some(state) } else { None }
    }
}

/// A place that repeats a label: catalogues that are keyed by source texts repeat each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The file.
    pub file: FileId,
    /// The place in it.
    pub spans: Spans,
}

/// A label that binds to nothing and yet matters.
#[derive(Clone, Debug)]
pub struct Stray {
    /// Why it matters.
    pub why: Why,
    /// The file.
    pub file: FileId,
    /// The place in it.
    pub spans: Spans,
    /// The locale.
    pub locale: Locale,
    /// The key path.
    pub key: Option<Key>,
    /// The text.
    pub text: Box<str>,
    /// Whether other files of the catalogue repeat it.
    pub is_repeated: bool,
    /// Where they do.
    pub copies: Vec<Copy>,
}

impl Stray {
    /// The system whose state it should name, where it names none that is known.
    pub fn stranger_of(&self) -> Option<SystemId> {
        if let Why::Stranger { system, .. } = self.why { Some(system) } else { None }
    }
}

/// Why a label matters that binds to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is a member of a family, or has an annotation, that no state of the system knows.
    Stranger {
        /// The system.
        system: SystemId,
        /// The family as written, and where; `None` for an annotation.
        family: Option<(String, At)>,
        /// What stands where a state's spelling should.
        value: String,
    },
    /// It shows a withdrawn term that is looked for outside its state's labels.
    Withdrawn {
        /// The state.
        state: StateId,
        /// Which of its withdrawn terms.
        term: usize,
    },
}

/// A label of a bound entry, with its name and verdict.
#[derive(Clone, Debug)]
pub struct Usage {
    /// The state.
    pub state: StateId,
    /// Why it is bound.
    pub evidence: Evidence,
    /// The file.
    pub file: FileId,
    /// The place in it.
    pub spans: Spans,
    /// The locale.
    pub locale: Locale,
    /// The key path.
    pub key: Option<Key>,
    /// The text.
    pub text: Box<str>,
    /// What the label calls its state.
    pub name: String,
    /// The name, folded.
    pub fold: String,
    /// The folded name of its entry in the source locale; that of itself for a source label.
    pub source_fold: Option<String>,
    /// The name of its entry in the source locale, where this label is a translation.
    pub source_name: Option<String>,
    /// Whether this is a source label.
    pub is_source: bool,
    /// Whether it is one branch of an entry: then its number or gender says nothing.
    pub is_branch: bool,
    /// Whether the name is a part of the text: then its letter case says nothing.
    pub is_cut: bool,
    /// Where people meet it: the pages that show its entry, else what its own file tells. Never empty.
    pub surfaces: Vec<String>,
    /// What the program says around it, where it has no key.
    pub scope: Option<Box<str>>,
    /// How it is judged.
    pub verdict: Verdict,
    /// Where other files of the catalogue repeat it.
    pub copies: Vec<Copy>,
}

/// How one usage is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It shows the preferred term.
    Preferred,
    /// It shows an admitted term.
    Admitted,
    /// It shows what the other labels of the state show.
    Agreeing,
    /// It shows a deprecated or superseded term: that index of the state's withdrawn terms.
    Withdrawn(usize),
    /// It shows the name of another state.
    Foreign(StateId),
    /// It differs from the state's name in this way.
    Odd(Difference),
    /// It speaks of the state in a sentence; judged for withdrawn terms only.
    Mention,
}

impl Verdict {
    /// The word in reports.
    pub fn id(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Admitted => "admitted",
            Self::Agreeing => "agreeing",
            Self::Withdrawn(_) => "withdrawn",
            Self::Foreign(_) => "foreign",
            Self::Odd(_) => "odd",
            Self::Mention => "mention",
        }
    }
}

/// What one state is called in one locale, decided from all its usages there.
#[derive(Clone, Debug, Default)]
pub struct Calling {
    /// The usages, by file and place.
    pub usages: Vec<usize>,
    /// The names that stand for the state: the one that most entries show, or where several show
    /// equally often, each of them. In another locale by the folded source name of the entries.
    pub references: Vec<(Option<String>, String)>,
}

/// The whole repository.
#[derive(Debug)]
pub struct Index<'g> {
    /// The glossary.
    pub glossary: &'g Glossary,
    /// The files, by path.
    pub files: Vec<SurveyedFile>,
    /// The labels of bound entries, by file and place.
    pub usages: Vec<Usage>,
    /// What binds to nothing and yet matters, by file and place.
    pub strays: Vec<Stray>,
    /// What names elements that several texts name, by file and element.
    pub namings: Vec<Naming>,
    /// The labels that show entries, by entry: those of the source locale.
    sources: HashMap<EntryId, usize>,
    /// The permissions that comments give.
    pub waivers: Vec<(FileId, Waiver)>,
    /// What could not be read, by file and place.
    pub faults: Vec<(FileId, Fault)>,
    /// What is odd about files though nothing in them was missed.
    pub remarks: Vec<(FileId, Fault)>,
    /// The usages of each state in each locale.
    pub callings: BTreeMap<(StateId, Locale), Calling>,
    /// The states that labels are bound to, also those whose labels hold no name ("%", "{count}").
    pub bound: BTreeSet<StateId>,
}

/// What the survey hands over.
#[derive(Debug, Default)]
pub struct Surveyed {
    /// The files, by path.
    pub files: Vec<SurveyedFile>,
    /// The labels of bound entries.
    pub sightings: Vec<Sighting>,
    /// What binds to nothing and yet matters.
    pub strays: Vec<Stray>,
    /// What names elements that several texts name.
    pub namings: Vec<Naming>,
    /// The permissions that comments give.
    pub waivers: Vec<(FileId, Waiver)>,
    /// What could not be read.
    pub faults: Vec<(FileId, Fault)>,
    /// What is odd about files though nothing in them was missed.
    pub remarks: Vec<(FileId, Fault)>,
}

impl<'g> Index<'g> {
    /// Names and judges all that the survey found.
    pub fn build(glossary: &'g Glossary, surveyed: Surveyed) -> Self {
        let bound = surveyed.sightings.iter().filter_map(Sighting::state).collect();
        let mut usages = naming::name_all(glossary, &surveyed.files, surveyed.sightings);
        usages.sort_by(|a, b| (a.file, &a.spans).cmp(&(b.file, &b.spans)));
        let mut callings: BTreeMap<_, Calling> = BTreeMap::new();
        for (at, usage) in usages.iter().enumerate() {
            callings.entry((usage.state, usage.locale.clone())).or_default().usages.push(at);
        }
        let Surveyed { files, mut strays, mut namings, waivers, mut faults, mut remarks, .. } =
            surveyed;
        namings.sort_by(|a, b| (a.file, a.owner, &a.spans).cmp(&(b.file, b.owner, &b.spans)));
        let sources = sources(&namings, &usages);
        strays.sort_by(|a, b| (a.file, &a.spans).cmp(&(b.file, &b.spans)));
        faults.sort();
        remarks.sort();
        let mut index = Self {
            glossary,
            files,
            usages,
            strays,
            namings,
            sources,
            waivers,
            faults,
            remarks,
            callings,
            bound,
        };
        judge::judge(&mut index);
        index
    }

    /// A file.
    pub fn file(&self, id: FileId) -> &SurveyedFile {
        &self.files[id.0 as usize]
    }

    /// The bound label that names an element: itself, or the source label of the entry that it shows.
    pub fn shown_by(&self, naming: &Naming) -> Option<&Usage> {
        let at = self.usages.binary_search_by(|usage| {
            (usage.file, &usage.spans).cmp(&(naming.file, &naming.spans))
        });
        let at = at.ok().or_else(|| self.sources.get(naming.shows.as_ref()?).copied())?;
        Some(&self.usages[at])
    }

    /// The states that labels are bound to, in the order of the glossary.
    pub fn states_in_use(&self) -> impl Iterator<Item = StateId> {
        let states: BTreeSet<StateId> = self.callings.keys().map(|(state, _)| *state).collect();
        states.into_iter()
    }

    /// Whether a word that stands around the names of a state, in the source, stands in a term itself.
    pub fn has_noun(&self, state: StateId, term: &str) -> bool {
        let system = self.glossary.system_of(state);
        let nouns = self.glossary.source_nouns(system);
        nouns.stands_in(term, &self.glossary.source_locale)
    }

    /// The usages of a state in a locale.
    pub fn usages_of<'i>(
        &'i self,
        calling: &'i Calling,
    ) -> impl Iterator<Item = (usize, &'i Usage)> + 'i {
        calling.usages.iter().map(|&at| (at, &self.usages[at]))
    }
}

/// The source labels of the entries that name elements.
fn sources(namings: &[Naming], usages: &[Usage]) -> HashMap<EntryId, usize> {
    let shown: HashSet<&EntryId> = namings.iter().filter_map(|it| it.shows.as_ref()).collect();
    let mut sources = HashMap::new();
    if shown.is_empty() {
        return sources;
    }
    for (at, usage) in usages.iter().enumerate().filter(|(_, usage)| usage.is_source) {
        let by_key = EntryId { key: usage.key.clone(), text: None };
        let by_text = EntryId { key: usage.key.clone(), text: Some(usage.text.clone()) };
        for id in [by_key, by_text] {
            if shown.contains(&id) {
                sources.entry(id).or_insert(at);
            }
        }
    }
    sources
}
