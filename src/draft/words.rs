//! What the words of a key tell: whether a member of a family is spelled like a state, whether a map is
//! named like one of states, and what thing the states belong to. Owns the lists of `words.txt`; knows
//! no labels.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::glossary::builtin;

/// What the spelling of a member tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    /// It names a state, whatever stands around it: `pending`.
    Strong,
    /// It names a state where the map says that it holds states: `open`, `updated`.
    Weak,
    /// It has the form of one: `reticulated`, `waiting-for-parts`.
    Shaped,
    /// It is a number, as enums of programs are.
    Number,
    /// It is written around states and names none: `title`.
    Noise,
    /// It tells nothing.
    Nothing,
}

/// The lists.
pub(super) struct Words {
    /// What each known member tells.
    members: HashMap<String, Tells>,
    aside: HashSet<&'static str>,
    cue: HashSet<&'static str>,
    after: HashSet<&'static str>,
    not_cue: HashSet<&'static str>,
    filler: HashSet<&'static str>,
    folder: HashSet<&'static str>,
    lead: HashSet<&'static str>,
    other: HashSet<&'static str>,
    tail: HashSet<&'static str>,
}

/// The lists, read once.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(Words::read);

const FILE: &str = include_str!("words.txt");

/// Words that turn or qualify the state after them: `not-installed`, `partially-shipped`.
const QUALIFIERS: [&str; 8] =
    ["not", "partially", "fully", "pending", "awaiting", "waiting", "being", "currently"];

/// More words than this are a sentence, and no state.
const MOST_WORDS: usize = 4;

impl Words {
    fn read() -> Self {
        let section = |name: &str| section(name).collect::<HashSet<_>>();
        let strong = builtin::spellings().map(|word| (word, Tells::Strong));
        // Our own lists come last: what they say of a word of a pack counts.
        let lists = [
            ("strong", Tells::Strong),
            ("weak", Tells::Weak),
            ("noise", Tells::Noise),
            ("aside", Tells::Noise),
            ("none", Tells::Nothing),
        ];
        let listed = lists.into_iter().flat_map(|(list, tells)| {
            section(list).into_iter().map(move |word| (word.to_owned(), tells))
        });
        Self {
            members: strong.chain(listed).collect(),
            aside: section("aside"),
            cue: section("cue"),
            after: section("after"),
            not_cue: section("not-cue"),
            filler: section("filler"),
            folder: section("folder"),
            lead: section("lead"),
            other: section("other"),
            tail: section("tail"),
        }
    }

    /// What a member tells that is spelled so (`in-progress`).
    pub(super) fn of(&self, spelling: &str) -> Tells {
        match self.members.get(spelling) {
            Some(tells) => *tells,
            None if spelling.contains('-') => self.of_several(spelling),
            None if spelling.bytes().all(|byte| byte.is_ascii_digit()) => Tells::Number,
            None if has_form_of_state(spelling) => Tells::Shaped,
            None => Tells::Nothing,
        }
    }

    fn of_several(&self, spelling: &str) -> Tells {
        let words: Vec<&str> = spelling.split('-').collect();
        let [first, .., last] = words[..] else { return Tells::Nothing };
        if self.aside.contains(last) {
            return Tells::Noise;
        }
        if words.len() > MOST_WORDS {
            return Tells::Nothing;
        }
        if QUALIFIERS.contains(&first) && self.is_state(&spelling[first.len() + 1..]) {
            return Tells::Strong;
        }
        let looks = first == "to" || self.is_state(first) || self.is_state(last);
        if looks { Tells::Shaped } else { Tells::Nothing }
    }

    /// Whether a word, or words, look like a state.
    pub(super) fn is_state_like(&self, spelling: &str) -> bool {
        matches!(self.of(spelling), Tells::Strong | Tells::Weak | Tells::Shaped)
    }

    fn is_state(&self, word: &str) -> bool {
        match self.members.get(word) {
            Some(tells) => matches!(tells, Tells::Strong | Tells::Weak),
            None => has_form_of_state(word),
        }
    }

    /// Whether what follows this word in a path are states: `status`.
    pub(super) fn is_cue(&self, word: &str) -> bool {
        self.cue.contains(word)
    }

    /// Whether a cue is still one with this word after it: `status_labels`.
    pub(super) fn may_follow_cue(&self, word: &str) -> bool {
        self.after.contains(word)
    }

    /// Whether words that end with a cue name something else: `empty-state`.
    pub(super) fn is_no_cue(&self, words: &str) -> bool {
        self.not_cue.contains(words)
    }

    /// Whether a word of a path names no thing that could have states: `labels`.
    pub(super) fn is_filler(&self, word: &str) -> bool {
        self.filler.contains(word)
    }

    /// Whether maps called so hold something else than states: `buttons`.
    pub(super) fn is_other(&self, word: &str) -> bool {
        self.other.contains(word)
    }

    /// Whether a folder tells nothing of what its files are about: `locales`.
    pub(super) fn is_folder(&self, name: &str) -> bool {
        self.folder.contains(name)
    }

    /// Whether a word before a thing says nothing of it: `default_issue`.
    pub(super) fn is_lead(&self, word: &str) -> bool {
        self.lead.contains(word)
    }

    /// Whether a state's name may stand under this key below the state's own: `statuses.active.label`.
    pub(super) fn is_tail(&self, segment: &str) -> bool {
        self.tail.contains(segment)
    }
}

/// A participle, as far as letters tell.
fn has_form_of_state(word: &str) -> bool {
    let is_past = word.len() >= 5 && word.ends_with("ed") && !word.ends_with("eed");
    is_past || word.len() >= 6 && word.ends_with("ing")
}

/// The lines of a section of `words.txt`.
fn section(name: &str) -> impl Iterator<Item = &'static str> {
    let heading = format!("[{name}]");
    let after = FILE.lines().skip_while(move |line| *line != heading).skip(1);
    let lines = after.take_while(|line| !line.starts_with('['));
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The singular of an English noun, as far as its ending tells: `deliveries`, `statuses`, `orders`.
pub(super) fn singular(word: &str) -> String {
    let ends = |end: &str| word.len() > end.len() + 1 && word.ends_with(end);
    if ends("ies") {
        return format!("{}y", &word[..word.len() - 3]);
    }
    if ["sses", "shes", "ches", "xes", "uses"].iter().any(|end| ends(end)) {
        return word[..word.len() - 2].to_owned();
    }
    let is_plural =
        word.len() > 3 && ends("s") && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    if is_plural { word[..word.len() - 1].to_owned() } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_share_nothing_that_decides() {
        let names =
            ["cue", "after", "not-cue", "filler", "folder", "lead", "other", "tail", "noise"];
        for name in names.into_iter().chain(["aside", "strong", "weak", "none"]) {
            let words: Vec<_> = section(name).collect();
            assert!(!words.is_empty(), "[{name}]");
            assert!(words.is_sorted(), "[{name}] is sorted");
        }
        let members = ["noise", "aside", "strong", "weak", "none"]
            .map(|name| section(name).collect::<Vec<_>>());
        let all: Vec<_> = members.concat();
        let distinct: HashSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len(), "no member stands in two lists");
    }

    #[test]
    fn members_tell_what_they_are() {
        let told = |spelling| WORDS.of(spelling);
        assert_eq!(told("pending"), Tells::Strong);
        assert_eq!(told("not-installed"), Tells::Strong);
        assert_eq!(told("open"), Tells::Weak);
        assert_eq!(told("reticulated"), Tells::Shaped);
        assert_eq!(told("waiting-for-parts"), Tells::Shaped);
        assert_eq!(told("2"), Tells::Number);
        assert_eq!(told("title"), Tells::Noise);
        assert_eq!(told("pending-description"), Tells::Noise);
        assert_eq!(told("to-delete"), Tells::Shaped);
        assert_eq!(told("speed"), Tells::Nothing);
        assert_eq!(told("elephant"), Tells::Nothing);
    }

    #[test]
    fn nouns_become_singular() {
        let nouns = ["orders", "deliveries", "statuses", "status", "boxes", "address", "was"];
        let singulars = ["order", "delivery", "status", "status", "box", "address", "was"];
        assert_eq!(nouns.map(singular), singulars.map(str::to_owned));
    }
}
