//! Messages that choose between texts: plural, select and gender. Owns the tree of choices and its
//! flattening into branches; knows no syntax: ICU and Fluent build the same tree.

use std::ops::Range;

/// As many combinations of choices are all written out; beyond, one choice varies at a time.
const MOST_COMBINATIONS: usize = 64;
/// What the branches of one message may cost in bytes: nobody wrote a message that costs more, and a
/// hostile one must not multiply a file.
const LARGEST: usize = 256 << 10;

/// A piece of a message.
#[derive(Debug)]
pub enum Part<'t> {
    /// Bytes that every branch has.
    Text(Range<usize>),
    /// One of several messages; never empty.
    Choice(Vec<Variant<'t>>),
}

/// One of the messages that a choice is between.
#[derive(Debug)]
pub struct Variant<'t> {
    /// What selects it: `one`, `=0`, `male`.
    pub name: &'t str,
    /// Whether it is taken where nothing else fits. Where no variant says so, the last is.
    pub is_default: bool,
    /// The message.
    pub parts: Vec<Part<'t>>,
}

/// One text that a message can become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branch {
    /// The variants taken, joined by `/`; empty where nothing was to choose.
    pub path: String,
    /// Where the text stands, in rising order.
    pub pieces: Vec<Range<usize>>,
}

/// Every branch of a message, in the order of its variants. `None` if they would cost too much.
pub fn flatten(parts: &[Part<'_>]) -> Option<Vec<Branch>> {
    let all = combinations(parts) <= MOST_COMBINATIONS;
    let branches = Flattening { all, room: LARGEST }.message(parts)?;
    Some(branches.list)
}

/// How many texts a message can become.
fn combinations(parts: &[Part<'_>]) -> usize {
    parts.iter().fold(1, |count: usize, part| match part {
        Part::Text(_) => count,
        Part::Choice(variants) => {
            let each = variants.iter().map(|variant| combinations(&variant.parts));
            count.saturating_mul(each.fold(0, usize::saturating_add))
        }
    })
}

/// Branches, and which of them is taken where nothing else fits.
struct Branches {
    list: Vec<Branch>,
    default: usize,
}

struct Flattening {
    all: bool,
    room: usize,
}

impl Flattening {
    fn message(&mut self, parts: &[Part<'_>]) -> Option<Branches> {
        let mut branches = Branches { list: vec![Branch::default()], default: 0 };
        for part in parts {
            match part {
                Part::Text(range) => {
                    let text = Branch::plain(range.clone());
                    self.extend(&mut branches.list, &text)?;
                }
                Part::Choice(variants) => {
                    let tails = self.choice(variants)?;
                    if self.all {
                        branches = self.cross(&branches, &tails)?;
                    } else {
                        self.vary(&mut branches, &tails)?;
                    }
                }
            }
        }
        Some(branches)
    }

    fn choice(&mut self, variants: &[Variant<'_>]) -> Option<Branches> {
        let taken = variants.iter().position(|variant| variant.is_default);
        let taken = taken.unwrap_or(variants.len().saturating_sub(1));
        let mut branches = Branches { list: Vec::new(), default: 0 };
        for (at, variant) in variants.iter().enumerate() {
            let inner = self.message(&variant.parts)?;
            if at == taken {
                branches.default = branches.list.len() + inner.default;
            }
            let head = Branch { path: variant.name.to_owned(), pieces: Vec::new() };
            for tail in &inner.list {
                branches.list.push(self.join(&head, tail)?);
            }
        }
        Some(branches)
    }

    /// Every head with every tail.
    fn cross(&mut self, heads: &Branches, tails: &Branches) -> Option<Branches> {
        let mut list = Vec::with_capacity(heads.list.len() * tails.list.len());
        for head in &heads.list {
            for tail in &tails.list {
                list.push(self.join(head, tail)?);
            }
        }
        Some(Branches { list, default: heads.default * tails.list.len() + tails.default })
    }

    /// Every head with the default tail, and the default head with every other tail.
    fn vary(&mut self, heads: &mut Branches, tails: &Branches) -> Option<()> {
        let mut others = Vec::new();
        for (at, tail) in tails.list.iter().enumerate() {
            if at != tails.default {
                others.push(self.join(&heads.list[heads.default], tail)?);
            }
        }
        self.extend(&mut heads.list, &tails.list[tails.default])?;
        heads.list.append(&mut others);
        Some(())
    }

    fn extend(&mut self, heads: &mut [Branch], tail: &Branch) -> Option<()> {
        for head in heads {
            self.spend(tail)?;
            head.push(tail);
        }
        Some(())
    }

    fn join(&mut self, head: &Branch, tail: &Branch) -> Option<Branch> {
        self.spend(head)?;
        self.spend(tail)?;
        let mut joined = head.clone();
        joined.push(tail);
        Some(joined)
    }

    fn spend(&mut self, branch: &Branch) -> Option<()> {
        let text: usize = branch.pieces.iter().map(|piece| piece.len() + 16).sum();
        self.room = self.room.checked_sub(text + branch.path.len())?;
        Some(())
    }
}

impl Branch {
    /// A text that nothing was chosen for.
    pub fn plain(text: Range<usize>) -> Self {
        Self { path: String::new(), pieces: Vec::from([text]) }
    }

    fn push(&mut self, tail: &Self) {
        if !self.path.is_empty() && !tail.path.is_empty() {
            self.path.push('/');
        }
        self.path.push_str(&tail.path);
        self.pieces.extend(tail.pieces.iter().cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(names: &[&'static str]) -> Part<'static> {
        let variant = |&name| Variant { name, is_default: false, parts: vec![Part::Text(0..1)] };
        Part::Choice(names.iter().map(variant).collect())
    }

    fn paths(parts: &[Part<'_>]) -> Vec<String> {
        flatten(parts).unwrap().into_iter().map(|branch| branch.path).collect()
    }

    #[test]
    fn choices_side_by_side_are_crossed() {
        let parts = [choice(&["a", "b"]), Part::Text(1..2), choice(&["x", "y"])];
        assert_eq!(paths(&parts), ["a/x", "a/y", "b/x", "b/y"]);
    }

    #[test]
    fn many_choices_vary_one_at_a_time() {
        let parts: Vec<_> = (0..10).map(|_| choice(&["a", "b"])).collect();
        let paths = paths(&parts);
        assert_eq!(paths.len(), 11);
        assert!(paths.iter().all(|path| path.matches('a').count() <= 1), "{paths:?}");
    }

    #[test]
    fn a_hostile_message_is_refused() {
        let parts: Vec<_> = (0..100_000).map(|_| choice(&["a", "b"])).collect();
        assert!(flatten(&parts).is_none());
    }
}
