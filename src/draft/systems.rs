//! From families to systems: which families speak of one thing, which words spell one state, what each
//! state is called, and what of that a glossary must say.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::family::{Family, Member};
use super::recognise::{Candidate, Catalogues, Found, Reading};
use super::words::Tells;
use crate::glossary::reader::is_id;
use crate::text::difference::{Difference, difference, same_group};
use crate::text::fold::{fold, spelling_of_key};
use crate::text::locale::Locale;
use crate::text::name::{Nouns, is_mention, name_of};

/// A drafted system.
#[derive(Clone, Debug)]
pub struct System {
    /// Its id: `order`.
    pub id: String,
    /// The families that hold its states, in the order of their places.
    pub families: Vec<Place>,
    /// Its states, in the order of the first family.
    pub states: Vec<State>,
    /// Members of the families that are no states, as the keys spell them.
    pub not_states: Vec<String>,
    /// Words around the names, where its id says them not.
    pub nouns: Vec<String>,
    /// Why its families are taken for states, in words.
    pub because: String,
}

/// A family of a drafted system.
#[derive(Clone, Debug)]
pub struct Place {
    /// The family.
    pub family: Family,
    /// Whether other files have such keys that are none of this system's, so that the file must be said.
    pub is_of_file: bool,
}

/// A drafted state.
#[derive(Clone, Debug)]
pub struct State {
    /// Its id: the commonest spelling.
    pub id: String,
    /// Other spellings of the program.
    pub in_code: Vec<String>,
    /// Whether the program spells it in several ways.
    pub has_twins: bool,
    /// What it is called in the source locale: one name where the product is of one mind.
    pub names: Vec<String>,
}

impl State {
    /// What a person knows it by: its id, its name where the id is a number, or the word in the keys
    /// where that could be no id.
    pub fn shown(&self) -> &str {
        let is_number = self.id.bytes().all(|byte| byte.is_ascii_digit());
        let word = || self.in_code.first().filter(|_| !self.has_twins);
        self.names.first().filter(|_| is_number).or_else(word).unwrap_or(&self.id)
    }
}

impl System {
    /// Whether the glossary must list the states: else they are what `{state}` stands for.
    pub fn must_list(&self) -> bool {
        self.states.iter().any(|state| state.has_twins)
    }
}

/// The systems that families make.
pub fn systems(found: Found, source: &Locale) -> Vec<System> {
    let Found { candidates, catalogues } = found;
    let (standing, others): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|it| it.stands);
    let mut groups = Groups::default();
    for candidate in standing {
        groups.add(candidate, source);
    }
    for candidate in others {
        _ = groups.join(candidate, source); // what holds the states of no other is dropped
    }
    let groups = groups.all.into_iter().map(|group| group.families);
    let groups: Vec<Vec<Candidate>> = sensible(groups).collect();
    let ids = ids(&groups);
    let make = |(group, id): (Vec<Candidate>, String)| system(group, id, &catalogues, source);
    groups.into_iter().zip(ids).map(make).collect()
}

/// More systems than this are no person's: a generated product has them.
const MOST_SYSTEMS: usize = 1000;

/// More systems than this are not told apart by their files alone.
const MOST_OF_A_SLOT: usize = 64;

/// As many groups as a person can read, the first ones: of all, and of those with equal keys.
fn sensible(groups: impl Iterator<Item = Vec<Candidate>>) -> impl Iterator<Item = Vec<Candidate>> {
    let mut of_slot: HashMap<(String, String), usize> = HashMap::new();
    let is_sensible = move |group: &Vec<Candidate>| {
        let family = &group[0].family;
        let count = of_slot.entry((family.before.clone(), family.after.clone())).or_default();
        *count += 1;
        *count <= MOST_OF_A_SLOT
    };
    groups.filter(is_sensible).take(MOST_SYSTEMS)
}

/// Families that hold the states of one thing.
struct Group {
    families: Vec<Candidate>,
    /// The first member of each spelling: its family and its place there.
    known: HashMap<String, (usize, usize)>,
}

/// The groups so far.
#[derive(Default)]
struct Groups {
    all: Vec<Group>,
    /// Those of each thing.
    of: HashMap<String, Vec<usize>>,
}

/// So many groups of things that are called the same are looked at for one that a family belongs to.
const MOST_NAMESAKES: usize = 32;

impl Groups {
    /// Adds a family to the group that it belongs to, else as a group of its own.
    fn add(&mut self, candidate: Candidate, source: &Locale) {
        if let Err(candidate) = self.join(candidate, source) {
            if let Some(entity) = &candidate.reading.entity {
                self.of.entry(entity.clone()).or_default().push(self.all.len());
            }
            let mut group = Group { families: Vec::new(), known: HashMap::new() };
            group.push(candidate);
            self.all.push(group);
        }
    }

    /// Adds a family to the group that it belongs to; gives it back where there is none.
    #[expect(clippy::result_large_err, reason = "the candidate is handed back, not reported")]
    fn join(&mut self, candidate: Candidate, source: &Locale) -> Result<(), Candidate> {
        let namesakes = candidate.reading.entity.as_ref().and_then(|entity| self.of.get(entity));
        let mut groups = namesakes.into_iter().flatten().take(MOST_NAMESAKES);
        match groups.find(|&&at| self.all[at].has_states_of(&candidate, source)) {
            Some(&at) => self.all[at].push(candidate),
            None => return Err(candidate),
        }
        Ok(())
    }
}

impl Group {
    fn push(&mut self, candidate: Candidate) {
        let family = self.families.len();
        for (at, member) in candidate.family.members.iter().enumerate() {
            if member.tells != Tells::Noise {
                self.known.entry(member.spelling.clone()).or_insert((family, at));
            }
        }
        self.families.push(candidate);
    }

    /// Whether a family of the same thing holds the same states: it shares half of those of the smaller
    /// of the two and at least two, and where a state has the same spelling people read the same name,
    /// in the source and in translations.
    fn has_states_of(&self, candidate: &Candidate, source: &Locale) -> bool {
        let known = |member: &Member| {
            let (family, at) = *self.known.get(&member.spelling)?;
            Some(&self.families[family].family.members[at])
        };
        let states = || candidate.family.states();
        let shared: Vec<(&Member, &Member)> =
            states().filter_map(|member| Some((known(member)?, member))).collect();
        let smaller = self.known.len().min(states().count());
        let alike = shared.iter().filter(|(a, b)| are_alike(&a.text, &b.text, source)).count();
        shared.len() >= 2
            && shared.len() * 2 >= smaller
            && alike * 2 >= shared.len()
            && !are_kept_apart(&shared, source)
    }
}

/// Whether two texts are one name, or forms of one.
fn are_alike(a: &str, b: &str, locale: &Locale) -> bool {
    let nouns = Nouns::default();
    let (a, b) = (name_of(a, &nouns, locale), name_of(b, &nouns, locale));
    same_group(difference(&a, &b, locale, false))
}

/// Whether translators told apart what the source calls by one name: in most of the places where both
/// are translated, and at least two.
fn are_kept_apart(shared: &[(&Member, &Member)], source: &Locale) -> bool {
    let (mut same, mut apart) = (0, 0);
    for (a, b) in shared.iter().filter(|(a, b)| are_alike(&a.text, &b.text, source)) {
        for (locale, text) in &a.translations {
            let Some(other) = b.translations.get(locale) else { continue };
            if are_alike(text, other, locale) { same += 1 } else { apart += 1 }
        }
    }
    apart >= 2 && apart > same
}

/// For each family of a group, whether other catalogues have such keys that are none of the group's: then
/// its pattern must say which files it means. One that is nothing but `{state}` always must.
fn needing_files(group: &[Candidate], catalogues: &Catalogues) -> Vec<bool> {
    let slot = |family: &Family| (family.before.clone(), family.after.clone());
    let mut ours = Catalogues::new();
    for family in group.iter().map(|it| &it.family) {
        ours.entry(slot(family)).or_default().insert(family.catalogue.clone());
    }
    let needs = |family: &Family| {
        let slot = slot(family);
        family.before.is_empty() || catalogues.get(&slot) != ours.get(&slot)
    };
    let mut known = HashMap::new();
    let needs = |family: &Family| *known.entry(slot(family)).or_insert_with(|| needs(family));
    group.iter().map(|it| &it.family).map(needs).collect()
}

/// An id for each group: the thing; where several groups are of things called so, with the word for
/// its states (`capability-stage`), or with as many of the words around it as it takes.
fn ids(groups: &[Vec<Candidate>]) -> Vec<String> {
    let readings: Vec<&Reading> = groups.iter().map(|group| &group[0].reading).collect();
    let things: Vec<String> = readings.iter().map(|reading| reading.thing(&[])).collect();
    let mut namesakes: HashMap<&str, usize> = HashMap::new();
    let mut of_kind: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    for (reading, thing) in readings.iter().zip(&things) {
        *namesakes.entry(thing).or_default() += 1;
        *of_kind.entry((thing, reading.kind.as_deref())).or_default() += 1;
    }
    let mut ids = Ids::default();
    let free = |(reading, thing): (&&Reading, &String)| {
        let kind = reading.kind.as_deref();
        let is_alone = namesakes[&**thing] == 1;
        let is_alone_of_kind = of_kind[&(&**thing, kind)] == 1;
        let plain = is_alone.then(|| thing.clone());
        let with_kind = kind.filter(|_| is_alone_of_kind).map(|kind| format!("{thing}-{kind}"));
        let longer =
            (1..=reading.around.len()).map(|count| reading.thing(&reading.around[..count]));
        ids.free(plain.into_iter().chain(with_kind).chain(longer), thing)
    };
    readings.iter().zip(&things).map(free).collect()
}

/// The ids that were given.
#[derive(Default)]
struct Ids {
    taken: HashSet<String>,
    /// The last number that was given to things called the same.
    numbers: HashMap<String, usize>,
}

impl Ids {
    /// Takes the first of the wishes that is free, else the thing itself, else that with a number.
    fn free(&mut self, mut wishes: impl Iterator<Item = String>, thing: &str) -> String {
        let plain = || Some(thing.to_owned()).filter(|id| !self.taken.contains(id));
        let mut id = wishes.find(|id| !self.taken.contains(id)).or_else(plain);
        while id.is_none() {
            let number = self.numbers.entry(thing.to_owned()).or_insert(1);
            *number += 1;
            id = Some(format!("{thing}-{number}")).filter(|id| !self.taken.contains(id));
        }
        let id = id.unwrap_or_default();
        self.taken.insert(id.clone());
        id
    }
}

impl Reading {
    /// The thing with some of the words around it, as an id.
    fn thing(&self, around: &[String]) -> String {
        let thing = self.entity.as_ref().unwrap_or(&self.map);
        let words: Vec<&str> = around.iter().rev().chain([thing]).map(String::as_str).collect();
        // `Überweisung` is `uberweisung`: a letter without its marks.
        let id: String = words.join("-").nfd().filter(char::is_ascii).collect();
        if is_id(&id) { id } else { "system".to_owned() }
    }
}

fn system(
    mut group: Vec<Candidate>,
    id: String,
    catalogues: &Catalogues,
    source: &Locale,
) -> System {
    group.sort_by(|a, b| a.place().cmp(&b.place()));
    let because = because(&group);
    let are_of_file = needing_files(&group, catalogues);
    let families = group.into_iter().zip(are_of_file);
    let families: Vec<Place> =
        families.map(|(it, is_of_file)| Place { family: it.family, is_of_file }).collect();
    let states = states(&families, source);
    let not_states = not_states(&families);
    let nouns = nouns(&id, &families, source);
    System { id, families, states, not_states, nouns, because }
}

fn because(group: &[Candidate]) -> String {
    let family = &group[0].family;
    let known = family.count(Tells::Strong) + family.count(Tells::Weak);
    let looks = known + family.count(Tells::Shaped);
    let spelled = format!("{looks} of {} words look like states", family.states().count());
    match group.iter().find_map(|it| it.reading.kind.as_ref()) {
        Some(kind) => format!("the keys say \"{kind}\", {spelled}"),
        None => spelled,
    }
}

/// The members that are written around the states, and those that show a state's name about a thing
/// (`online-named`: "{name} online").
fn not_states(families: &[Place]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let members = families.iter().flat_map(|place| &place.family.members);
    let noise = members.filter(|member| member.tells == Tells::Noise);
    let word = |member: &Member| match member.leaf.contains(char::is_control) {
        true => member.spelling.clone(),
        false => member.leaf.clone(),
    };
    noise.filter(|it| seen.insert(it.spelling.clone())).map(word).collect()
}

/// The words around names that are the thing's, where the id alone would not say them.
fn nouns(id: &str, families: &[Place], source: &Locale) -> Vec<String> {
    let word = id.rsplit('-').next().unwrap_or(id).to_owned();
    if word == id || source.language() != "en" {
        return Vec::new();
    }
    let plural = format!("{word}s");
    let words = vec![word, plural];
    let nouns = Nouns::new(&words, source);
    let has_noun = |member: &&Member| {
        name_of(&member.text, &nouns, source) != name_of(&member.text, &Nouns::default(), source)
    };
    let states = families.iter().flat_map(|place| place.family.states());
    if states.filter(has_noun).count() >= 2 { words } else { Vec::new() }
}

/// The states of families: one a spelling, and one for spellings that differ but mean the same.
fn states(families: &[Place], source: &Locale) -> Vec<State> {
    let mut order: Vec<&str> = Vec::new();
    let mut members: BTreeMap<&str, Vec<(usize, &Member)>> = BTreeMap::new();
    for (at, place) in families.iter().enumerate() {
        for member in place.family.states() {
            let of_spelling = members.entry(&member.spelling).or_default();
            if of_spelling.is_empty() {
                order.push(&member.spelling);
            }
            of_spelling.push((at, member));
        }
    }
    let state = |(at, spellings): (usize, Vec<&str>)| {
        let shown = spellings.iter().flat_map(|spelling| &members[*spelling]);
        let names = names(shown.map(|(_, member)| *member), source);
        let mut in_code: Vec<String> =
            spellings.iter().map(|spelling| members[spelling][0].1.leaf.clone()).collect();
        let id = id_of(&in_code[0], at);
        if spelling_of_key(&id) == spellings[0] {
            in_code.remove(0); // the id says it
        }
        State { id, in_code, has_twins: spellings.len() > 1, names }
    };
    one_a_state(&order, &members, source).into_iter().enumerate().map(state).collect()
}

/// A state's id: its word in the keys, else that in small letters without marks, else a number.
fn id_of(leaf: &str, at: usize) -> String {
    let plain = || spelling_of_key(leaf).nfd().filter(char::is_ascii).collect::<String>();
    let wishes = [leaf.to_owned(), spelling_of_key(leaf), plain()];
    let is_fit = |id: &String| is_id(id) && id.contains(|letter: char| letter != '-');
    wishes.into_iter().find(is_fit).unwrap_or_else(|| format!("state-{}", at + 1))
}

/// The spellings of each state, the first one first.
fn one_a_state<'m>(
    order: &[&'m str],
    members: &BTreeMap<&'m str, Vec<(usize, &'m Member)>>,
    source: &Locale,
) -> Vec<Vec<&'m str>> {
    let twins = twins(order, members, source);
    let mut states: Vec<Vec<&str>> = Vec::new();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for &spelling in order {
        if let Some(first) = twins.get(spelling) {
            states[numbers[first]].push(spelling);
        } else {
            numbers.insert(spelling, states.len());
            states.push(vec![spelling]);
        }
    }
    states
}

/// The different names of a state, the commonest first.
fn names<'m>(members: impl Iterator<Item = &'m Member>, source: &Locale) -> Vec<String> {
    let mut names: Vec<(String, usize)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for member in members.filter(|member| !is_mention(&member.text, source)) {
        let name = name_of(&member.text, &Nouns::default(), source);
        if name.is_empty() {
            continue;
        }
        let at = *known.entry(fold(&name, source)).or_insert(names.len());
        if at == names.len() {
            names.push((name, 0));
        }
        names[at].1 += 1;
    }
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    names.into_iter().map(|(name, _)| name).collect()
}

/// A system of more states is not searched for spellings that mean the same.
const MOST_STATES: usize = 200;

/// So many places of a spelling are compared with those of another.
const MOST_COMPARED: usize = 8;

/// Spellings that are other words for a state, each with that state's: two spellings of one word
/// (`canceled`, `cancelled`), or words that no family has both of and that have one name wherever both
/// are translated.
fn twins<'m>(
    order: &[&'m str],
    members: &BTreeMap<&'m str, Vec<(usize, &'m Member)>>,
    source: &Locale,
) -> BTreeMap<&'m str, &'m str> {
    let english = Locale::parse("en").expect("`en` is a locale");
    let is_one_word = |a: &str, b: &str| {
        let words = |spelling: &str| spelling.replace('-', " ");
        difference(&words(a), &words(b), &english, true) == Difference::Spelling
    };
    let live_apart = |a: &str, b: &str| {
        let of: BTreeSet<usize> = members[a].iter().map(|(family, _)| *family).collect();
        members[b].iter().all(|(family, _)| !of.contains(family))
    };
    let have_one_name = |a: &str, b: &str| {
        let shown = |spelling: &str| members[spelling].iter().take(MOST_COMPARED);
        shown(a).all(|(_, a)| shown(b).all(|(_, b)| have_one_name(a, b, source)))
    };
    let are_twins = |a: &str, b: &str| is_one_word(a, b) || live_apart(a, b) && have_one_name(a, b);
    let mut twins = BTreeMap::new();
    if order.len() > MOST_STATES {
        return twins;
    }
    for (at, &later) in order.iter().enumerate() {
        let earlier = order[..at].iter().filter(|earlier| !twins.contains_key(**earlier));
        let mut found = earlier.filter(|earlier| are_twins(earlier, later));
        // One that could be two states is neither.
        if let (Some(first), None) = (found.next(), found.next()) {
            twins.insert(later, *first);
        }
    }
    twins
}

/// Whether two labels show one name in the source and in every locale that has both.
fn have_one_name(a: &Member, b: &Member, source: &Locale) -> bool {
    let mut translated = a
        .translations
        .iter()
        .filter_map(|(locale, text)| Some((locale, text, b.translations.get(locale)?)));
    are_alike(&a.text, &b.text, source) && translated.all(|(locale, a, b)| are_alike(a, b, locale))
}
