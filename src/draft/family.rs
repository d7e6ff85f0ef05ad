//! Families: keys of one catalogue that differ in one word, each with what stands there. One map, one
//! prefix, one enum. Finds those that may hold states; whether they do is decided with the whole
//! product in view.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::words::{Tells, WORDS};
use crate::label::{Key, SEPARATOR};
use crate::text::fold::{fold, spelling_of_key};
use crate::text::locale::Locale;
use crate::text::name::{Nouns, is_mention, name_of};
use crate::text::place::Span;

/// A label of the source locale, as far as families need it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'e> {
    /// The key path.
    pub key: &'e Key,
    /// The text.
    pub text: &'e str,
    /// Where it stands.
    pub span: Span,
    /// Whether a glossary speaks of it already.
    pub is_covered: bool,
}

/// Keys that differ in one word.
#[derive(Clone, Debug)]
pub struct Family {
    /// The files that hold it: their path in the project with the locale cut out.
    pub catalogue: String,
    /// What those files are called, where that tells something: `orders`.
    pub surface: Option<String>,
    /// The key path before the word; segments are joined by [`SEPARATOR`].
    pub before: String,
    /// The key path after it: empty, or one segment more.
    pub after: String,
    /// Its members, in the order of the file.
    pub members: Vec<Member>,
    /// Where the first one stands: path and line.
    pub at: (String, u32),
}

/// A member of a family.
#[derive(Clone, Debug)]
pub struct Member {
    /// The word in the key: `inProgress`.
    pub leaf: String,
    /// The word as words: `in-progress`.
    pub spelling: String,
    /// The key.
    pub key: Key,
    /// The text in the source locale.
    pub text: String,
    /// Its place in the first file that has it.
    pub span: Span,
    /// Whether a glossary speaks of it already.
    pub is_covered: bool,
    /// Its texts in other locales.
    pub translations: BTreeMap<Locale, String>,
    /// What its spelling tells.
    pub(super) tells: Tells,
}

/// A label that names something has no more letters than this.
const LONGEST_NAME: usize = 40;

/// And no more words.
const MOST_WORDS: usize = 5;

impl Member {
    fn new(leaf: &str, entry: &Entry<'_>, source: &Locale) -> Self {
        let spelling = spelling_of_key(leaf);
        let tells = match WORDS.of(&spelling) {
            // What a number stands for is told by its label.
            Tells::Number => match WORDS.of(&spelling_of_key(entry.text)) {
                Tells::Strong | Tells::Weak => Tells::Weak,
                _ => Tells::Nothing,
            },
            Tells::Noise => Tells::Noise,
            _ if !is_name(entry.text, source) => Tells::Nothing,
            tells => tells,
        };
        Self {
            leaf: leaf.to_owned(),
            spelling,
            key: entry.key.clone(),
            text: entry.text.to_owned(),
            span: entry.span,
            is_covered: entry.is_covered,
            translations: BTreeMap::new(),
            tells,
        }
    }
}

/// Whether a text is short enough for a name, no sentence or question, and does not speak of states
/// itself ("Status updated").
fn is_name(text: &str, locale: &Locale) -> bool {
    let is_short =
        text.chars().count() <= LONGEST_NAME && text.split_whitespace().count() <= MOST_WORDS;
    let words = spelling_of_key(text);
    is_short
        && text.chars().any(char::is_alphabetic)
        && !text.ends_with(['?', '!', ':'])
        && !is_mention(text, locale)
        && !words.split('-').any(|word| WORDS.is_cue(word))
}

impl Family {
    /// The pattern over key paths, as a glossary has it.
    pub fn pattern(&self) -> String {
        format!("{}{{state}}{}", self.before, self.after).replace(SEPARATOR, ".")
    }

    /// Adds as noise what its pattern catches and is no member: `orderStatus{state}` catches
    /// `orderStatuses`. `sorted` are the entries in the order of their keys.
    fn take_what_it_catches(&mut self, entries: &[Entry<'_>], sorted: &[usize], source: &Locale) {
        let known: HashSet<String> = self.members.iter().map(|it| it.leaf.clone()).collect();
        let from = sorted.partition_point(|&at| entries[at].key.joined() < &*self.before);
        let mut caught: HashSet<&str> = HashSet::new();
        for entry in sorted[from..].iter().map(|&at| &entries[at]) {
            let Some(rest) = entry.key.joined().strip_prefix(&*self.before) else { break };
            let Some(leaf) = rest.strip_suffix(&*self.after) else { continue };
            let is_other = !leaf.is_empty() && !leaf.contains(SEPARATOR) && !known.contains(leaf);
            if is_other && caught.insert(leaf) {
                self.members
                    .push(Member { tells: Tells::Noise, ..Member::new(leaf, entry, source) });
            }
            if caught.len() > MOST_CAUGHT {
                break;
            }
        }
    }

    /// The members that may be states: all but the noise around them.
    pub(super) fn states(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.tells != Tells::Noise)
    }

    /// The family, its members that show a state about a thing counted as noise: beside `online`
    /// "Online", `online_named` "{name} online" is no other state.
    pub(super) fn without_asides(mut self) -> Self {
        let tag = Locale::parse("en").expect("`en` is a locale");
        let name = |text: &str| fold(&name_of(text, &Nouns::default(), &tag), &tag);
        let plain: Vec<(String, String)> =
            self.states().map(|it| (it.spelling.clone(), name(&it.text))).collect();
        for member in self.members.iter_mut().filter(|member| member.text.contains(['{', '%', '$']))
        {
            let said = name(&member.text);
            let is_aside = |(spelling, name): &(String, String)| {
                *name == said
                    && member
                        .spelling
                        .strip_prefix(&**spelling)
                        .is_some_and(|it| it.starts_with('-'))
            };
            if plain.iter().any(is_aside) {
                member.tells = Tells::Noise;
            }
        }
        self
    }

    /// How many members tell this.
    pub(super) fn count(&self, tells: Tells) -> usize {
        self.members.iter().filter(|member| member.tells == tells).count()
    }
}

/// A key path with one word left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Slot<'k> {
    before: &'k str,
    after: &'k str,
}

/// The families of one file that may hold states, in the order of their first members.
pub fn families(entries: &[Entry<'_>], source: &Locale) -> Vec<Family> {
    let promising = promising(entries);
    let mut sorted: Vec<usize> = (0..entries.len()).filter(|_| !promising.is_empty()).collect();
    sorted.sort_by_key(|&at| entries[at].key.joined());
    let mut families: Vec<Family> = Vec::new();
    let mut numbers: HashMap<Slot<'_>, usize> = HashMap::new();
    let mut seen: HashSet<(usize, &str)> = HashSet::new();
    for entry in entries {
        for (slot, leaf) in slots(entry.key.joined()).filter(|(slot, _)| promising.contains(slot)) {
            let at = *numbers.entry(slot).or_insert(families.len());
            if at == families.len() {
                families.push(Family {
                    catalogue: String::new(),
                    surface: None,
                    before: slot.before.to_owned(),
                    after: slot.after.to_owned(),
                    members: Vec::new(),
                    at: (String::new(), 0),
                });
            }
            // The branches of an entry are one member.
            if seen.insert((at, leaf)) {
                families[at].members.push(Member::new(leaf, entry, source));
            }
        }
    }
    for family in &mut families {
        family.take_what_it_catches(entries, &sorted, source);
    }
    families
}

/// The slots that may hold states: those in which at least two words look like some, and those behind a
/// word that says so. The latter may hold none; then no pattern must catch them.
fn promising<'k>(entries: &[Entry<'k>]) -> HashSet<Slot<'k>> {
    let mut first: HashMap<Slot<'_>, &str> = HashMap::new();
    let mut cued: HashMap<&str, bool> = HashMap::new();
    let mut promising = HashSet::new();
    let is_state =
        |leaf: &str| !matches!(WORDS.of(&spelling_of_key(leaf)), Tells::Noise | Tells::Nothing);
    for entry in entries {
        for (slot, leaf) in slots(entry.key.joined()) {
            let is_cued = *cued.entry(slot.before).or_insert_with(|| ends_with_cue(slot.before));
            if is_cued || is_state(leaf) && *first.entry(slot).or_insert(leaf) != leaf {
                promising.insert(slot);
            }
        }
    }
    promising
}

/// Whether the last word of a key's beginning says that states follow: `order_status_`.
fn ends_with_cue(before: &str) -> bool {
    let tail = before.floor_char_boundary(before.len().saturating_sub(LONGEST_WORD));
    let words = spelling_of_key(&before[tail..]);
    words.rsplit('-').next().is_some_and(|word| WORDS.is_cue(word))
}

/// No word that is asked for is longer.
const LONGEST_WORD: usize = 24;

/// A family whose pattern catches more than this is none; no more of it is needed.
const MOST_CAUGHT: usize = 200;

/// Longer keys match no pattern.
const LONGEST_KEY: usize = 200;

fn is_sign(letter: char) -> bool {
    matches!(letter, '*' | '{' | '}') || (letter.is_control() && letter != SEPARATOR)
}

/// Every way to leave a word of a key open: its last segment, the end of that from a word on, the same
/// before a last word that says what is meant (`processingStatus`, `shipped_label`), and the segment
/// before the last where a name may stand below it.
fn slots(key: &str) -> impl Iterator<Item = (Slot<'_>, &str)> {
    // What has a meaning in patterns cannot stand plainly in one.
    let is_plain = key.len() <= LONGEST_KEY && !key.contains(is_sign);
    let last = key.rfind(SEPARATOR).map_or(0, |at| at + 1);
    let starts = word_starts(key, last).filter(move |_| is_plain);
    let behind = behind(key, last);
    let slots = starts.flat_map(move |at| {
        let whole = (Slot { before: &key[..at], after: "" }, &key[at..]);
        let short = behind.filter(|&end| 0 < at && at < end);
        let short =
            short.map(|end| (Slot { before: &key[..at], after: &key[end..] }, &key[at..end]));
        std::iter::once(whole).chain(short)
    });
    slots.chain(above(key, last).filter(move |_| is_plain))
}

/// Where the last word of a key begins, with the sign before it, if it says what the words before it are.
fn behind(key: &str, last: usize) -> Option<usize> {
    let start = word_starts(key, last).last().filter(|&start| start > last)?;
    let word = key[start..].to_lowercase();
    let is_telling = WORDS.is_cue(&word) || WORDS.is_tail(&word);
    is_telling.then(|| key[..start].trim_end_matches(['_', '-', ' ', ':', '/']).len())
}

/// The segment before the last, which begins at `last`, where that is one that a name stands in.
fn above(key: &str, last: usize) -> Option<(Slot<'_>, &str)> {
    if last == 0 || !WORDS.is_tail(&key[last..]) {
        return None;
    }
    let end = last - 1;
    let start = key[..end].rfind(SEPARATOR).map_or(0, |at| at + 1);
    (start < end).then(|| (Slot { before: &key[..start], after: &key[end..] }, &key[start..end]))
}

/// Where the words of a key's last segment begin.
fn word_starts(key: &str, last: usize) -> impl Iterator<Item = usize> {
    let mut previous = None;
    key[last..].char_indices().filter_map(move |(at, letter)| {
        let before = previous.replace(letter);
        let starts = match before {
            None => true,
            Some('_' | '-' | ' ' | ':' | '/') => letter.is_alphanumeric(),
            Some(before) => {
                letter.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit())
            }
        };
        starts.then_some(last + at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Locale {
        Locale::parse("en").unwrap()
    }

    fn found(entries: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
        let keys: Vec<_> = entries.iter().map(|(key, _)| Key::from_dotted(key)).collect();
        let span = Span::new(0, 0);
        let entries: Vec<_> = keys
            .iter()
            .zip(entries)
            .map(|(key, (_, text))| Entry { key, text, span, is_covered: false })
            .collect();
        let leaves = |family: &Family| family.members.iter().map(|it| it.leaf.clone()).collect();
        families(&entries, &english()).iter().map(|it| (it.pattern(), leaves(it))).collect()
    }

    #[test]
    fn maps_prefixes_and_enums_are_families() {
        let patterns = |keys: &[&str]| {
            let entries: Vec<_> = keys.iter().map(|key| (*key, "Text")).collect();
            let patterns = found(&entries).into_iter().map(|(pattern, _)| pattern);
            patterns.filter(|pattern| pattern != "{state}").collect::<Vec<_>>()
        };
        assert_eq!(patterns(&["a.order.pending", "a.order.paid"]), ["a.order.{state}"]);
        assert_eq!(patterns(&["order_pending", "order_paid"]), ["order_{state}"]);
        assert_eq!(patterns(&["orderPending", "orderPaid"]), ["order{state}"]);
        assert_eq!(patterns(&["OrderStatus.Pending", "OrderStatus.Paid"]), ["OrderStatus.{state}"]);
        assert_eq!(patterns(&["s.pending.label", "s.paid.label"]), ["s.{state}.label"]);
        assert_eq!(patterns(&["a.pendingText", "a.paidText"]), ["a.{state}Text"]);
        assert_eq!(
            patterns(&["FILE_DONE_STATE", "FILE_LOST_STATE"]),
            ["FILE_{state}", "FILE_{state}_STATE"]
        );
        assert_eq!(patterns(&["a.pending", "b.paid", "c.title"]), [""; 0]);
    }

    #[test]
    fn all_members_of_a_family_are_told() {
        let family = found(&[("o.pending", "Pending"), ("o.paid", "Paid"), ("o.title", "Orders")]);
        let leaves = ["pending", "paid", "title"].map(str::to_owned);
        assert_eq!(family, [("o.{state}".to_owned(), leaves.to_vec())]);
    }

    #[test]
    fn signs_of_patterns_make_no_family() {
        assert_eq!(found(&[("{x}.pending", "Pending"), ("{x}.paid", "Paid")]), []);
    }
}
