//! Which families hold states: by what their place in the product is called, and by how many of their
//! members are spelled like states. Knows one family at a time, and which of two that share keys is the
//! better reading of them.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::family::{Family, Member};
use super::words::{Tells, WORDS, singular};
use crate::label::{Key, SEPARATOR};
use crate::text::fold::spelling_of_key;
use crate::text::locale::Locale;

/// Where the path of a family says that states follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    /// Right before the members: `order.status.{state}`, `orderStatus{state}`.
    Near,
    /// Before the thing they belong to: `statuses.order.{state}`.
    Far,
    /// Nowhere.
    None,
}

/// What the path of a family says.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Whether states follow.
    pub(super) cue: Cue,
    /// The thing whose states they would be, in the singular: `order`; `None` where no word names one.
    pub(super) entity: Option<String>,
    /// What the path calls the map where it names no thing: `status`.
    pub(super) map: String,
    /// The word that says that states follow, in the singular: `stage`.
    pub(super) kind: Option<String>,
    /// The words farther from the members than the thing, the nearest first: what tells two things of
    /// one name apart.
    pub(super) around: Vec<String>,
    /// Whether the map is called like one of something else: `buttons`.
    is_of_other: bool,
    /// Whether it is a part of a map of states.
    is_part: bool,
}

/// A family with what its path says, and whether it holds states.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The family.
    pub family: Family,
    pub(super) reading: Reading,
    /// Whether it holds states by its own evidence. If not, it may hold those of another family.
    pub(super) stands: bool,
}

/// So many words of a segment name its thing.
const MOST_WORDS: usize = 4;

/// A family of more members lists something else: countries, units, icons. As many may stand around
/// them.
const MOST_MEMBERS: usize = 60;

/// What the families of a product are.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Those that hold states, or may hold those of another, each key in one of them.
    pub candidates: Vec<Candidate>,
    /// The catalogues in which each slot (before, after) has members, of whatever kind.
    pub(super) catalogues: Catalogues,
}

/// The catalogues in which each slot (before, after) has members.
pub(super) type Catalogues = HashMap<(String, String), BTreeSet<String>>;

/// Finds the families that hold states, or may hold those of another.
pub fn recognise(families: Vec<Family>, source: &Locale) -> Found {
    let mut catalogues = Catalogues::new();
    for family in &families {
        let slot = (family.before.clone(), family.after.clone());
        catalogues.entry(slot).or_default().insert(family.catalogue.clone());
    }
    Found { candidates: candidates(families, source), catalogues }
}

/// The families that hold states or may hold those of another, each key in one of them; none of which a
/// glossary speaks already.
fn candidates(families: Vec<Family>, source: &Locale) -> Vec<Candidate> {
    let is_english = source.language() == "en";
    let read = |family: Family| {
        let reading = Reading::of(&family);
        let stands = holds_states(&family, &reading, is_english);
        Candidate { family, reading, stands }
    };
    let is_small = |family: &Family| {
        // What has no letter has no spelling either: no glossary could name it.
        let is_spelled = |member: &Member| !member.spelling.is_empty();
        family.members.len() <= 2 * MOST_MEMBERS
            && family.states().count() <= MOST_MEMBERS
            && family.members.iter().all(is_spelled)
    };
    let mut candidates: Vec<Candidate> =
        families.into_iter().filter(is_small).map(Family::without_asides).map(read).collect();
    let entities: HashSet<String> =
        standing(&candidates).filter_map(|candidate| candidate.reading.entity.clone()).collect();
    candidates.retain(|it| it.stands || it.may_join(&entities));
    // Those that stand first; the plainest cue first; a whole map before the prefixes in it.
    candidates.sort_by_key(|it| (!it.stands, it.reading.cue, it.family.before.len()));
    let mut taken: HashSet<(String, Key)> = HashSet::new();
    candidates.retain(|it| {
        let key = |member: &Member| (it.family.catalogue.clone(), member.key.clone());
        let shared = it.family.members.iter().filter(|member| taken.contains(&key(member))).count();
        let is_free = shared == 0;
        if is_free {
            taken.extend(it.family.members.iter().map(key));
        }
        is_free
    });
    let is_covered = |it: &Candidate| it.family.members.iter().any(|member| member.is_covered);
    candidates.retain(|candidate| !is_covered(candidate));
    candidates.sort_by(|a, b| a.place().cmp(&b.place()));
    candidates
}

fn standing(candidates: &[Candidate]) -> impl Iterator<Item = &Candidate> {
    candidates.iter().filter(|candidate| candidate.stands)
}

impl Candidate {
    /// Where it stands: the order in which people read.
    pub(super) fn place(&self) -> (&str, u32, &str) {
        let (path, line) = &self.family.at;
        (path, *line, &self.family.before)
    }

    /// Whether it is about a thing that has states, and most of its members look like some.
    fn may_join(&self, entities: &HashSet<String>) -> bool {
        let family = &self.family;
        let known = family.count(Tells::Strong) + family.count(Tells::Weak);
        let of_thing = self.reading.entity.as_ref().is_some_and(|entity| entities.contains(entity));
        of_thing
            && !self.reading.is_of_other
            && !self.reading.is_part
            && known >= 2
            && is_most(known + family.count(Tells::Shaped), family.states().count(), 4)
    }
}

/// Whether `some` of `all` are at least this many fifths of them, and one.
fn is_most(some: usize, all: usize, fifths: usize) -> bool {
    some > 0 && some * 5 >= all * fifths
}

/// Whether a family holds states by its own evidence.
fn holds_states(family: &Family, reading: &Reading, is_english: bool) -> bool {
    let all = family.states().count();
    let (strong, weak) = (family.count(Tells::Strong), family.count(Tells::Weak));
    let (known, looks) = (strong + weak, strong + weak + family.count(Tells::Shaped));
    if reading.is_part {
        return false;
    }
    match reading.cue {
        Cue::Near => is_most(known, all, 1) && looks >= 2 && is_most(looks, all, 3),
        Cue::Far => known >= 2 && is_most(known, all, 2) && is_most(looks, all, 4),
        // Nothing says so: then the words must, in the keys and in what people read.
        Cue::None => {
            let is_plain = strong >= 3 && is_most(looks, all, 4);
            let is_whole = strong >= 2 && known >= 4 && known == all;
            let shows = !is_english || shows_states(family);
            (is_plain || is_whole) && !reading.is_of_other && shows
        }
    }
}

/// Whether most labels look like states too, as far as their English tells: a button of the paused
/// download says "Resume".
fn shows_states(family: &Family) -> bool {
    let shows = |member: &&Member| {
        let words = spelling_of_key(&member.text);
        words.split('-').any(|word| WORDS.is_state_like(word)) || WORDS.is_state_like(&words)
    };
    is_most(family.states().filter(shows).count(), family.states().count(), 4)
}

impl Reading {
    /// Reads the path of a family, from the members outwards.
    fn of(family: &Family) -> Self {
        let segments = segments(family);
        let named = segments.iter().rfind(|segment| thing_in(segment).1.is_some());
        let map = named.or(segments.last()).cloned().unwrap_or_default();
        let near = segments.iter().rev().take(2).filter_map(|segment| segment.rsplit('-').next());
        let mut reading = Self {
            cue: Cue::None,
            entity: None,
            map,
            kind: None,
            around: Vec::new(),
            is_of_other: near.into_iter().any(|word| WORDS.is_other(word)),
            is_part: is_part_of_a_map(family),
        };
        // `processingStatus`: the cue may stand behind the members too.
        let behind = spelling_of_key(&family.after);
        for segment in std::iter::once(&behind).chain(segments.iter().rev()) {
            reading.add(segment);
        }
        let folders = family.catalogue.rsplit('/').skip(1).map(spelling_of_key);
        reading.around.extend(folders.filter(|name| !name.is_empty() && !WORDS.is_folder(name)));
        reading
    }

    /// Reads one segment more.
    fn add(&mut self, segment: &str) {
        let (thing, kind) = thing_in(segment);
        if kind.is_some() && self.kind.is_none() && self.around.is_empty() {
            self.cue = if self.entity.is_none() { Cue::Near } else { Cue::Far };
            self.kind = kind;
        }
        match (thing, &self.entity) {
            (Some(thing), None) => self.entity = Some(thing),
            (Some(thing), Some(_)) => self.around.push(thing),
            (None, _) => {}
        }
    }
}

/// The path of a family as words, from the outside: a folder that says that states follow, what its file
/// is called (`orders.json` is often about orders), and the segments of its keys.
fn segments(family: &Family) -> Vec<String> {
    let folder = family.catalogue.rsplit('/').nth(1).map(spelling_of_key);
    let folder = folder.filter(|folder| thing_in(folder).1.is_some());
    let surface = family.surface.as_deref().map(spelling_of_key);
    let surface = surface.filter(|surface| folder.as_ref() != Some(surface));
    let keys = family.before.split(SEPARATOR).map(spelling_of_key);
    folder.into_iter().chain(surface).chain(keys).filter(|segment| !segment.is_empty()).collect()
}

/// Whether a family is a part of a map of states, those with one prefix: `status.plugged_{state}`. Then
/// the map is the family, or nothing is.
fn is_part_of_a_map(family: &Family) -> bool {
    let says_states = |segment: &str| thing_in(&spelling_of_key(segment)).1.is_some();
    let mut segments = family.before.rsplit(SEPARATOR);
    let (prefix, map) = (segments.next().unwrap_or_default(), segments.next());
    !prefix.is_empty() && !says_states(prefix) && map.is_some_and(says_states)
}

/// The thing that a segment of a path names, and the word at its end that says that states follow, both
/// in the singular.
fn thing_in(segment: &str) -> (Option<String>, Option<String>) {
    if WORDS.is_filler(segment) {
        return (None, None);
    }
    let mut words: Vec<&str> = segment.split('-').filter(|word| !word.is_empty()).collect();
    let mut kind = None;
    if let Some(at) = cue_in(&words) {
        kind = Some(singular(words[at]));
        words.truncate(at);
    }
    while words.last().is_some_and(|last| WORDS.is_cue(last) || WORDS.is_filler(last)) {
        words.pop();
    }
    while words.first().is_some_and(|first| WORDS.is_lead(first)) {
        words.remove(0);
    }
    let Some(last) = words.pop() else { return (None, kind) };
    let last = singular(last);
    // What a context of gettext tells in many words is told by the last of them.
    let near = &words[words.len().saturating_sub(MOST_WORDS - 1)..];
    let thing = near.iter().copied().chain([&*last]).collect::<Vec<_>>().join("-");
    (Some(thing), kind)
}

/// Where the word stands that says that states follow: at the end, or before words that change nothing.
fn cue_in(words: &[&str]) -> Option<usize> {
    let at = words.iter().rposition(|word| !WORDS.may_follow_cue(word))?;
    let is_cue = WORDS.is_cue(words[at]);
    let is_other = at > 0 && WORDS.is_no_cue(&format!("{}-{}", words[at - 1], words[at]));
    (is_cue && !is_other).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(before: &str, surface: Option<&str>) -> Family {
        Family {
            catalogue: String::new(),
            surface: surface.map(str::to_owned),
            before: before.replace('.', &SEPARATOR.to_string()),
            after: String::new(),
            members: Vec::new(),
            at: (String::new(), 0),
        }
    }

    #[test]
    fn a_path_tells_the_thing_and_that_states_follow() {
        let read = |before: &str, surface| {
            let reading = Reading::of(&family(before, surface));
            (reading.entity.unwrap_or_default(), reading.cue)
        };
        let told = |entity: &str, cue| (entity.to_owned(), cue);
        assert_eq!(read("order_state.", None), told("order", Cue::Near));
        assert_eq!(read("orderStatus", None), told("order", Cue::Near));
        assert_eq!(read("admin.orders.filters.", None), told("order", Cue::None));
        assert_eq!(read("refunds.status.", None), told("refund", Cue::Near));
        assert_eq!(read("payment_states.", None), told("payment", Cue::Near));
        assert_eq!(read("statuses.order.", None), told("order", Cue::Far));
        assert_eq!(read("my-proposals-", None), told("proposal", Cue::None));
        assert_eq!(read("status_", None), told("", Cue::Near));
        assert_eq!(read("status.", Some("Orders")), told("order", Cue::Near));
        assert_eq!(read("", Some("Order status")), told("order", Cue::Near));
        assert_eq!(read("config_entry.state.", None), told("config-entry", Cue::Near));
        assert_eq!(read("order.status_labels.", None), told("order", Cue::Near));
    }
}
