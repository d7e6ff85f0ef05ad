//! What a program says right around a label or around a reference to an entry: the condition under which
//! it is shown, the option or the member of a map that it is. Plain data: formats write it down, and
//! `glossary::bind` knows which state it names.

use std::fmt;
use std::sync::Arc;

use super::{Element, Key};
use crate::text::place::Span;

/// One thing that a program says around a label. A label has those around it from the innermost outward,
/// up to the first that [is a border](Around::is_border); what lies beyond says nothing about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// What kind of thing.
    pub around: Around,
    /// What is compared, chosen or listed: `proposal.status`, the name of a `select`, `STATUS_LABELS`;
    /// empty where the program does not say.
    pub subject: Box<str>,
    /// The spellings of which one holds here, without quotes: `active`, `ProposalStatus.Active`. Of a class
    /// list every class. None for a condition that compares with no literal.
    pub literals: Vec<Box<str>>,
    /// Where it stands: equal for all that stands in one branch.
    pub span: Span,
    /// What the label is within it.
    pub footing: Footing,
    /// The literals that its file compares or lists with the same subject, these included; empty until
    /// the whole file is read.
    pub siblings: Arc<[Box<str>]>,
}

/// What stands around a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Around {
    /// The branch of a condition: `{% if proposal.status == "active" %}`, `case "active":`,
    /// `status === "active" && …`. Without literals what is asked says all: `proposal.isLive`.
    Condition,
    /// A condition that asks with a word: `order.shipped?`, `order.isShipped`. The subject is `order`, the
    /// literal the word as written but for a question mark.
    Predicate,
    /// One of several to choose from: `<option value="active">`, a tab, a radio button.
    Choice,
    /// An attribute: `data-status="active"`. The subject is `status`.
    Attribute,
    /// The classes of an element: `class="badge status-active"`.
    Class,
    /// A member of a map, a list of pairs or an enum: `{ active: "Active" }`. The subject is its name.
    Member,
}

impl Around {
    /// Whether what lies beyond it says nothing any more.
    pub fn is_border(self) -> bool {
        !matches!(self, Self::Attribute | Self::Class)
    }
}

/// What a label is within its scope, as far as the file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Footing {
    /// Nothing speaks against a name, and the program needs one here: one of several branches, a member of
    /// a map of names, an option, a badge. Formats never say it of a condition: `formats::scopes` does.
    Name,
    /// It may be a name.
    Text,
    /// Most often a heading, a paragraph or a hint.
    Prose,
    /// It stands beside the text of its element: an accessible name, a tooltip.
    Beside,
    /// It asks people to act: a button, a link.
    Action,
}

impl Scope {
    /// A scope in which nothing speaks against a name.
    pub fn new(around: Around, subject: &str, literals: Vec<Box<str>>, span: Span) -> Self {
        let (footing, siblings) = (Footing::Text, Arc::default());
        Self { around, subject: subject.into(), literals, span, footing, siblings }
    }

    /// The branch of a condition that names nothing: a negation, an `else`, a comparison with a number.
    pub fn border(span: Span) -> Self {
        Self::new(Around::Condition, "", Vec::new(), span)
    }

    /// Whether it says more than that what lies beyond it says nothing.
    pub fn says_something(&self) -> bool {
        !self.subject.is_empty() || !self.literals.is_empty()
    }

    /// What globs are matched against: one text a literal.
    pub fn texts(&self) -> Vec<String> {
        if self.literals.is_empty() {
            return vec![self.subject.to_string()];
        }
        self.literals.iter().map(|literal| self.text(literal)).collect()
    }

    fn text(&self, literal: &str) -> String {
        let Self { subject, .. } = self;
        match self.around {
            Around::Class => format!(".{literal}"),
            Around::Condition | Around::Choice if !subject.is_empty() => {
                format!("{subject} == {literal}")
            }
            Around::Predicate | Around::Member if !subject.is_empty() => {
                format!("{subject}.{literal}")
            }
            Around::Attribute => format!("data-{subject}={literal}"),
            _ => literal.to_owned(),
        }
    }
}

/// The scope as people read it: `proposal.status == active`.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.texts().join(" or "))
    }
}

/// A place that shows an entry of a catalogue: `t("orders.k17")`, `{% translate "Active" %}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The key path; of a text with a context the context. `None` where the text is all.
    pub key: Option<Key>,
    /// The source text, where that is the key.
    pub text: Option<Box<str>>,
    /// The namespace, where one is named: the stem of a catalogue's file.
    pub namespace: Option<Box<str>>,
    /// Where the key or the text stands, within the quotes.
    pub span: Span,
    /// What stands around it.
    pub scopes: Vec<Scope>,
    /// What it sits on.
    pub element: Option<Element>,
    /// The element whose content or attribute it is, by a number of its file; see
    /// [`Label::owner`](super::Label::owner).
    pub owner: Option<u32>,
}
