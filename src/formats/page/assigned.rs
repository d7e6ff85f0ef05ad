//! Values that a program sets names to, read as templates read theirs: maps of names, lists of choices.
//! Knows no statement of the program; its caller finds the values.

use super::condition::Conditions;
use super::labels::Setting;
use super::shown::Shows;
use super::walk::Page;
use crate::formats::Reading;
use crate::label::Contents;
use crate::syntax::expression::{Tongue, parse, parse_list};
use crate::syntax::template::{Language, Masked};
use crate::text::place::Span;

/// What a name is set to.
pub(in crate::formats) struct Assigned {
    /// The name, with the classes around it: `Proposal.STATUS_CHOICES`.
    pub(in crate::formats) name: String,
    /// The value.
    pub(in crate::formats) value: Span,
    /// The name of the member, where it is one of a class of choices: `ACTIVE = "active", _("Active")`.
    pub(in crate::formats) member: Option<String>,
}

/// The labels of values. `constants` are names that are set to a string, each with that value.
pub(in crate::formats) fn read<'s>(
    text: &'s str,
    assigned: &[Assigned],
    constants: &[(&'s str, Span)],
    reading: &Reading<'_>,
) -> Contents<'s> {
    let masked = Masked { markup: "".into(), tags: Vec::new(), unclosed: Vec::new(), front: None };
    let mut page = Page::new(text, "", (Language::Jinja, &masked), reading);
    for &(name, value) in constants {
        // Set twice, it says nothing.
        let known = page.variables.contains_key(name);
        page.variables.insert(name, (!known).then_some((value, Tongue::Python)));
    }
    for assigned in assigned {
        page.assigned(assigned);
    }
    page.contents
}

impl Page<'_, '_> {
    fn assigned(&mut self, assigned: &Assigned) {
        let conditions = Conditions { text: self.text, variables: &self.variables };
        let mut shows = Shows { conditions, reading: self.reading, found: Vec::new(), depth: 0 };
        if let Some(member) = &assigned.member {
            let values = parse_list(self.text, assigned.value, Tongue::Python);
            shows.choice((&assigned.name, member), &values);
        } else if let Some(value) = parse(self.text, assigned.value, Tongue::Python) {
            shows.set(&assigned.name, &value);
        }
        for shown in shows.found {
            self.shown(&shown, &Setting::default());
        }
    }
}
