//! What findings of several checks are made of: marks, fingerprints, the table of names.

use std::collections::{HashMap, HashSet};

use crate::finding::{Copy, Finding, Fingerprint, GlossaryLine, Level, Mark, NameLine, Role};
use crate::glossary::mistake::At;
use crate::glossary::state::StateId;
use crate::index::{self, Index, Naming, Stray, Usage};
use crate::text::locale::Locale;

/// A mark at a usage.
fn mark(index: &Index<'_>, usage: &Usage, odd: Option<(Level, &'static str)>) -> Mark {
    Mark {
        role: if odd.is_some() { Role::Odd } else { Role::Context },
        level: odd.map(|(level, _)| level),
        kind: odd.map(|(_, kind)| kind),
        path: index.file(usage.file).path.clone(),
        spans: Some(usage.spans.clone()),
        state: Some(index.glossary.path(usage.state)),
        is_source: usage.is_source,
        locale: Some(usage.locale.clone()),
        key: usage.key.as_ref().map(ToString::to_string),
        text: usage.text.to_string(),
        name: usage.name.clone(),
        remark: String::new(),
        surfaces: usage.surfaces.clone(),
        scope: usage.scope.as_deref().map(str::to_owned),
        evidence: Some(usage.evidence.id()),
        fingerprint: None,
        copies: copies(index, &usage.copies),
        permitted: None,
        instead: None,
        mend: None,
    }
}

/// An odd mark at what names an element, with the label that it shows; without its level and remark.
pub(super) fn naming_mark(index: &Index<'_>, (naming, usage): (&Naming, &Usage)) -> Mark {
    let page = index.file(naming.file);
    let surface = page.surface.as_ref().map(|surface| surface.name.clone());
    Mark {
        role: Role::Odd,
        path: page.path.clone(),
        spans: Some(naming.spans.clone()),
        surfaces: surface.map_or_else(|| usage.surfaces.clone(), |surface| vec![surface]),
        copies: Vec::new(),
        ..mark(index, usage, None)
    }
}

/// An odd mark at a label that binds to nothing, under a name; without its level and remark.
pub(super) fn stray_mark(index: &Index<'_>, stray: &Stray, name: String) -> Mark {
    let file = index.file(stray.file);
    Mark {
        locale: Some(stray.locale.clone()),
        key: stray.key.as_ref().map(ToString::to_string),
        text: stray.text.to_string(),
        name,
        surfaces: file.surface.iter().map(|surface| surface.name.clone()).collect(),
        copies: copies(index, &stray.copies),
        ..Mark::new(file.path.clone(), Some(stray.spans.clone()))
    }
}

/// Where other files repeat a label.
fn copies(index: &Index<'_>, copies: &[index::Copy]) -> Vec<Copy> {
    let copy = |copy: &index::Copy| Copy {
        path: index.file(copy.file).path.clone(),
        spans: copy.spans.clone(),
    };
    copies.iter().map(copy).collect()
}

/// What tells a check's marks apart from run to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// Its key path and, among equals, its number: a place is accepted.
    Place,
    /// Its name alone: a name is accepted, wherever it stands.
    Name,
}

/// What a finding is about.
pub(super) struct About {
    /// The check.
    pub(super) check: &'static str,
    /// The states concerned; empty where it is about none.
    pub(super) states: Vec<String>,
    /// What stands in fingerprints for states where there are none: a system, the name of a file.
    pub(super) subject: String,
    /// What tells two findings about the same states or subject apart.
    pub(super) detail: String,
}

impl About {
    /// About states.
    pub(super) fn states(check: &'static str, states: Vec<String>) -> Self {
        Self { check, subject: states.join(" "), states, detail: String::new() }
    }

    /// Gives every odd mark its fingerprint: no path, line, level or wording is in it.
    fn fingerprint(&self, marks: &mut [Mark], identity: Identity) {
        let mut ordinals: HashMap<Vec<String>, usize> = HashMap::new();
        for mark in marks.iter_mut().filter(|mark| mark.role == Role::Odd) {
            let folded = |locale| crate::text::fold::fold(&mark.name, locale);
            let mut fields = vec![
                "mark/1".to_owned(),
                self.check.to_owned(),
                self.subject.clone(),
                mark.locale.as_ref().map(ToString::to_string).unwrap_or_default(),
                place(mark).filter(|_| identity == Identity::Place).unwrap_or_default(),
                mark.locale.as_ref().map_or_else(|| mark.name.clone(), folded),
            ];
            let ordinal = ordinals.entry(fields.clone()).or_default();
            let is_place = identity == Identity::Place;
            fields.push(if is_place { ordinal.to_string() } else { String::new() });
            *ordinal += 1;
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            mark.fingerprint = Some(Fingerprint::of(&fields));
        }
    }
}

/// What tells a mark's place: its key, or where it has none what the program says around it.
fn place(mark: &Mark) -> Option<String> {
    mark.key.clone().or_else(|| Some(format!("scope {}", mark.scope.as_ref()?)))
}

/// A finding without its words: level and fingerprint follow from the marks. The marks are put in
/// order: odd ones first, the strongest first, else as they came.
pub(super) fn finding(about: About, mut marks: Vec<Mark>, identity: Identity) -> Finding {
    marks.sort_by_key(|mark| std::cmp::Reverse(mark.level));
    about.fingerprint(&mut marks, identity);
    let About { check, states, subject, detail } = about;
    let odd = || marks.iter().filter(|mark| mark.role == Role::Odd);
    let mut locales: Vec<_> = odd().filter_map(|mark| mark.locale.clone()).collect();
    locales.dedup();
    let locale = if let [one] = &locales[..] { Some(one.clone()) } else { None };
    let tag = locale.as_ref().map(ToString::to_string).unwrap_or_default();
    Finding {
        check,
        level: odd().filter_map(|mark| mark.level).max().unwrap_or(Level::Note),
        fingerprint: Fingerprint::of(&["finding/1", check, &subject, &tag, &detail]),
        states,
        locale,
        message: String::new(),
        why: String::new(),
        help: String::new(),
        names: Vec::new(),
        definitions: Vec::new(),
        preferred: None,
        accept: None,
        ended_by: None,
        mirrored: 0,
        is_drafted: false,
        marks,
    }
}

/// A usage that a finding quotes, odd with a level and a kind, or for context.
pub(super) struct Quote<'u> {
    /// The usage.
    pub usage: &'u Usage,
    /// Its level and kind; `None` for context.
    pub odd: Option<(Level, &'static str)>,
    /// The term that should stand there, where nobody need look.
    pub instead: Option<&'u str>,
}

impl<'u> Quote<'u> {
    /// A usage quoted beside the odd ones.
    pub(super) fn context(usage: &'u Usage) -> Self {
        Self { usage, odd: None, instead: None }
    }

    /// A usage that is to be mended.
    pub(super) fn odd(usage: &'u Usage, level: Level, kind: &'static str) -> Self {
        Self { usage, odd: Some((level, kind)), instead: None }
    }

    /// With the term that should stand there, if the label is a source label, no branch of an entry, and
    /// says nothing else that the term says too.
    pub(super) fn with_term(mut self, index: &Index<'u>, term: Option<&'u str>) -> Self {
        let usage = self.usage;
        let is_alone = usage.is_source && !usage.is_branch && usage.copies.is_empty();
        let repeats = |term: &str| usage.is_cut && index.has_noun(usage.state, term);
        self.instead = term.filter(|term| is_alone && !repeats(term));
        self
    }
}

/// A finding about usages, without its words: its marks, and the table of their names. `aside` is
/// said beside a name.
pub(super) fn of_usages(
    index: &Index<'_>,
    check: &'static str,
    states: &[StateId],
    quotes: Vec<Quote<'_>>,
    identity: Identity,
    aside: impl Fn(&Usage) -> Option<String>,
) -> Finding {
    of_usages_and(index, (check, String::new()), states, (quotes, Vec::new()), identity, aside)
}

/// The same with marks at labels that nothing binds, which weigh no more than the odd usages and more
/// than context. `detail` tells it apart from others about the same states.
pub(super) fn of_usages_and(
    index: &Index<'_>,
    (check, detail): (&'static str, String),
    states: &[StateId],
    (mut quotes, strays): (Vec<Quote<'_>>, Vec<Mark>),
    identity: Identity,
    aside: impl Fn(&Usage) -> Option<String>,
) -> Finding {
    quotes.sort_by_key(|quote| std::cmp::Reverse(quote.odd.map(|(level, _)| level)));
    let odd = quotes.partition_point(|quote| quote.odd.is_some());
    let mark = |quote: &Quote<'_>| Mark {
        instead: quote.instead.map(str::to_owned),
        ..mark(index, quote.usage, quote.odd)
    };
    let marks: Vec<Mark> = quotes[..odd]
        .iter()
        .map(mark)
        .chain(strays.iter().cloned())
        .chain(quotes[odd..].iter().map(mark))
        .collect();
    let of_strays = stray_lines(&strays, odd);
    let mut names = name_lines(index, &quotes, aside);
    for line in names.iter_mut().filter(|line| line.mark >= odd) {
        line.mark += strays.len();
    }
    names.extend(of_strays);
    let about = About { detail, ..About::states(check, paths(index, states)) };
    let mut finding = finding(about, marks, identity);
    finding.names = names;
    finding.definitions = definitions(index, states);
    finding
}

/// One line a name, with how many labels show it and where: right names first, then the odd ones.
fn name_lines(
    index: &Index<'_>,
    quotes: &[Quote<'_>],
    aside: impl Fn(&Usage) -> Option<String>,
) -> Vec<NameLine> {
    let mut lines: Vec<NameLine> = Vec::new();
    let mut told = HashSet::new();
    let mut counted: HashMap<Place<'_>, Shown<'_>> = HashMap::new();
    for (at, quote) in quotes.iter().enumerate() {
        let Usage { state, name, locale, .. } = quote.usage;
        let (is_odd, aside) = (quote.odd.is_some(), aside(quote.usage));
        if !told.insert((name, locale, is_odd, aside.clone())) {
            continue;
        }
        let place = (*state, locale);
        let shown = counted.entry(place).or_insert_with(|| shown(index, place));
        let same = &shown[&(&**name, source_of(quote.usage))];
        let mut surfaces: Vec<String> = Vec::new();
        for surface in same.iter().flat_map(|usage| &usage.surfaces) {
            if !surfaces.contains(surface) {
                surfaces.push(surface.clone());
            }
        }
        let (name, locale) = (name.clone(), locale.clone());
        lines.push(NameLine { name, locale, is_odd, count: same.len(), surfaces, aside, mark: at });
    }
    lines.sort_by_key(|line| line.is_odd);
    lines
}

/// One line a name of labels that nothing binds; their marks begin at `first`.
fn stray_lines(strays: &[Mark], first: usize) -> Vec<NameLine> {
    let mut lines: Vec<NameLine> = Vec::new();
    for (at, mark) in strays.iter().enumerate() {
        let Some(locale) = mark.locale.clone() else { continue };
        match lines.iter_mut().find(|line| line.name == mark.name && line.locale == locale) {
            Some(line) => {
                line.count += 1;
                let new = mark.surfaces.iter().filter(|it| !line.surfaces.contains(it)).cloned();
                let new: Vec<String> = new.collect();
                line.surfaces.extend(new);
            }
            None => lines.push(NameLine {
                name: mark.name.clone(),
                locale,
                is_odd: true,
                count: 1,
                surfaces: mark.surfaces.clone(),
                aside: None,
                mark: first + at,
            }),
        }
    }
    lines
}

type Place<'i> = (StateId, &'i Locale);

/// The usages of a state in a locale, by name and source name.
type Shown<'i> = HashMap<(&'i str, Option<&'i String>), Vec<&'i Usage>>;

fn shown<'i>(index: &'i Index<'_>, (state, locale): Place<'_>) -> Shown<'i> {
    let mut shown = Shown::new();
    for (_, usage) in index.usages_of(&index.callings[&(state, locale.clone())]) {
        shown.entry((&usage.name, source_of(usage))).or_default().push(usage);
    }
    shown
}

/// The source name under which a translation is counted; those of the source are counted together.
fn source_of(usage: &Usage) -> Option<&String> {
    usage.source_fold.as_ref().filter(|_| !usage.is_source)
}

/// The states' definitions, of those that have one.
fn definitions(index: &Index<'_>, states: &[StateId]) -> Vec<(String, String)> {
    let of = |&state: &StateId| {
        let state = index.glossary.state(state);
        Some((state.id.clone(), state.definition.as_ref()?.value.clone()))
    };
    states.iter().filter_map(of).collect()
}

/// A line of the glossary at a place.
pub(super) fn glossary_line(text: impl Into<String>, at: &At) -> GlossaryLine {
    GlossaryLine { text: text.into(), path: at.file.path.clone(), line: at.line() }
}

/// The paths of states, sorted.
pub(super) fn paths(index: &Index<'_>, states: &[StateId]) -> Vec<String> {
    let mut paths: Vec<_> = states.iter().map(|&state| index.glossary.path(state)).collect();
    paths.sort();
    paths
}

/// A small number as a word.
pub(super) fn number(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
