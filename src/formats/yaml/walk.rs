//! From the values of a file to its labels: keys, branches, locales, and what aliases stand for. Knows
//! no syntax.

use std::borrow::Cow;

use foldhash::{HashSet, HashSetExt};

use super::said;
use super::text::Entry;
use crate::formats::keyed::{is_phrase, is_source_text};
use crate::formats::nested::{self, LONGEST_PATH, plural};
use crate::label::{Contents, Fault, Key, Shared, Side};
use crate::syntax::yaml::{Mapping, Member, Stream, Text, Value};
use crate::text::locale::Locale;
use crate::text::place::Span;

/// A longer comment is cut.
const LONGEST_DESCRIPTION: usize = 2048;
/// Nesting through aliases ends here; a value can hold itself.
const DEEPEST: usize = 256;
/// What aliases repeat may cost some times the bytes of the file, and never more than this: nobody wrote
/// a catalogue that repeats more, and a hostile one must not multiply.
const MOST_REPEATED: usize = 64 << 20;
/// What a value costs that an alias repeats, beside its texts.
const REPEATED: usize = 128;

/// Goes through the values of a file.
pub(super) struct Walk<'a, 's> {
    source: &'s str,
    stream: &'a Stream<'s>,
    locale: Option<Locale>,
    /// The keys above, joined by dots.
    path: String,
    /// How many keys these are.
    depth: usize,
    /// Where the last key stands.
    key: Option<Span>,
    /// The alias or merge key through which this was reached.
    alias: Option<Span>,
    /// How many bytes aliases may yet repeat.
    room: usize,
    /// The keys that stand twice.
    repeated: Vec<Fault>,
    contents: Contents<'s>,
}

/// A member, and the merge key that takes it in.
type Taken<'a, 's> = (&'a Member<'s>, Option<Span>);

impl<'a, 's> Walk<'a, 's> {
    pub(super) fn new(source: &'s str, stream: &'a Stream<'s>, contents: Contents<'s>) -> Self {
        Self {
            source,
            stream,
            locale: None,
            path: String::new(),
            depth: 0,
            key: None,
            alias: None,
            room: ((1 << 20) + 8 * source.len()).min(MOST_REPEATED),
            repeated: Vec::new(),
            contents,
        }
    }

    /// Reads the value of a document.
    pub(super) fn document(&mut self, root: &'a Value<'s>, of_path: Option<&Locale>) {
        let are_locales = super::are_locales(self.stream, root, of_path);
        match self.stream.value(root) {
            Value::Mapping(mapping) if are_locales => {
                self.look_for_repeated(mapping);
                for (member, alias) in self.members(mapping) {
                    self.locale = Locale::parse(&member.key.text);
                    let around = std::mem::replace(&mut self.alias, alias);
                    self.value(None, member, &member.value);
                    self.alias = around;
                }
                self.locale = None;
            }
            Value::Mapping(mapping) => self.mapping(mapping),
            Value::Sequence(_) => self.elements(root),
            _ => {}
        }
    }

    /// What was read.
    pub(super) fn end(mut self) -> Contents<'s> {
        // Where something else is broken, it is most often both sides of a merge.
        if self.contents.faults.is_empty() {
            self.contents.remarks = self.repeated;
        }
        self.contents
    }

    fn mapping(&mut self, mapping: &'a Mapping<'s>) {
        self.look_for_repeated(mapping);
        let members = self.members(mapping);
        let stream = self.stream;
        let keys = members.iter().map(|(member, _)| {
            let is_text = matches!(stream.value(&member.value), Value::Text(_));
            (&*member.key.text, is_text)
        });
        let plurals = plural::Suffixes::of(&keys);
        for (member, alias) in members {
            self.key = Some(member.key.span);
            let around = self.alias;
            self.alias = around.or(alias);
            match plurals.split(&member.key.text) {
                Some((stem, branch)) => self.member(stem, Some(branch), member),
                None => self.member(&member.key.text, None, member),
            }
            self.alias = around;
        }
    }

    /// Reads the value of a member under a key.
    fn member(&mut self, key: &str, branch: Option<String>, member: &'a Member<'s>) {
        let length = self.enter(key);
        self.value(branch, member, &member.value);
        self.leave(length);
    }

    fn elements(&mut self, value: &'a Value<'s>) {
        let Value::Sequence(sequence) = self.stream.value(value) else { return };
        for (index, element) in sequence.elements.iter().enumerate() {
            let length = self.enter(&index.to_string());
            self.element(&element.value);
            self.leave(length);
        }
    }

    fn element(&mut self, value: &'a Value<'s>) {
        self.through(value, |walk, value| match value {
            Value::Text(text) => walk.label(None, text, None),
            Value::Mapping(mapping) if !walk.is_too_long() => walk.mapping(mapping),
            Value::Sequence(_) if !walk.is_too_long() => walk.elements(value),
            _ => {}
        });
    }

    fn value(&mut self, branch: Option<String>, member: &'a Member<'s>, value: &'a Value<'s>) {
        self.through(value, |walk, value| match value {
            Value::Text(text) => walk.label(branch, text, Some(member)),
            Value::Mapping(mapping) if walk.is_plural(mapping) => {
                for form in &mapping.members {
                    walk.form(form);
                }
            }
            Value::Mapping(mapping) if !walk.is_too_long() => walk.mapping(mapping),
            Value::Sequence(_) if !walk.is_too_long() => walk.elements(value),
            _ => {}
        });
    }

    /// Reads a plural form of the entry around it.
    fn form(&mut self, form: &'a Member<'s>) {
        self.through(&form.value, |walk, value| {
            if let Value::Text(text) = value {
                walk.label(Some(form.key.text.to_string()), text, Some(form));
            }
        });
    }

    /// Reads what a value stands for, as far as aliases may still repeat something.
    fn through(&mut self, value: &'a Value<'s>, read: impl FnOnce(&mut Self, &'a Value<'s>)) {
        let around = self.alias;
        if let Value::Alias(_, span) = value {
            self.alias.get_or_insert(*span);
        }
        let value = self.stream.value(value);
        if self.may_read(value) {
            read(self, value);
        }
        self.alias = around;
    }

    fn may_read(&mut self, value: &Value<'s>) -> bool {
        let Some(alias) = self.alias else { return true };
        let text = if let Value::Text(text) = value { text.text.len() } else { 0 };
        let cost = REPEATED + self.path.len() + text;
        let is_left = self.room > 0 && self.depth < DEEPEST;
        self.room = self.room.saturating_sub(cost);
        if is_left && (self.room == 0 || self.depth + 1 == DEEPEST) {
            let message = "aliases repeat more than any catalogue needs; the rest is not read";
            let fault = Fault { span: Some(alias), message: message.to_owned(), help: None };
            self.contents.faults.push(fault);
        }
        is_left
    }

    /// The members of a mapping: its own, and behind them those that `<<` takes in under other keys.
    fn members(&mut self, mapping: &'a Mapping<'s>) -> Vec<Taken<'a, 's>> {
        let own = mapping.members.iter().filter(|member| !member.key.is_merge);
        let mut members: Vec<_> = own.map(|member| (member, None)).collect();
        if members.len() < mapping.members.len() {
            let mut keys: HashSet<&str> =
                members.iter().map(|(member, _)| &*member.key.text).collect();
            self.merge(mapping, 0, &mut keys, &mut members);
        }
        members
    }

    fn merge(
        &mut self,
        mapping: &'a Mapping<'s>,
        depth: usize,
        keys: &mut HashSet<&'a str>,
        members: &mut Vec<Taken<'a, 's>>,
    ) {
        for merge in mapping.members.iter().filter(|member| member.key.is_merge) {
            let merged = match self.stream.value(&merge.value) {
                Value::Sequence(list) => list.elements.iter().map(|it| &it.value).collect(),
                _ => vec![&merge.value],
            };
            let around = self.alias;
            self.alias.get_or_insert(merge.key.span);
            for value in merged {
                let Value::Mapping(merged) = self.stream.value(value) else { continue };
                for member in &merged.members {
                    if !self.may_read(&Value::Other) {
                        break;
                    }
                    if !member.key.is_merge && keys.insert(&member.key.text) {
                        members.push((member, Some(merge.key.span)));
                    }
                }
                if depth < DEEPEST && self.room > 0 {
                    self.merge(merged, depth + 1, keys, members);
                }
            }
            self.alias = around;
        }
    }

    /// Whether a mapping holds nothing but the plural forms of one text.
    fn is_plural(&self, mapping: &Mapping<'s>) -> bool {
        let is_form = |member: &Member<'s>| {
            matches!(self.stream.value(&member.value), Value::Text(_) | Value::Other)
        };
        mapping.members.iter().all(is_form)
            && plural::are_forms(mapping.members.iter().map(|member| &*member.key.text))
    }

    fn look_for_repeated(&mut self, mapping: &'a Mapping<'s>) {
        if self.alias.is_some() || mapping.members.len() < 2 {
            return;
        }
        let mut seen = HashSet::with_capacity(mapping.members.len());
        let members = mapping.members.iter().filter(|member| !member.key.is_merge);
        let repeated = members.filter(|member| !seen.insert(&*member.key.text));
        self.repeated.extend(repeated.map(|it| nested::repeated(&it.key.text, it.key.span)));
    }

    fn enter(&mut self, key: &str) -> usize {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(key);
        self.depth += 1;
        length
    }

    fn leave(&mut self, length: usize) {
        self.depth -= 1;
        self.path.truncate(length);
    }

    /// Whether what stands here is left out, for its keys would multiply the file.
    fn is_too_long(&mut self) -> bool {
        let is_too_long = self.path.len() > LONGEST_PATH;
        if is_too_long {
            self.contents.faults.push(nested::too_long(self.key));
        }
        is_too_long
    }

    fn label(&mut self, branch: Option<String>, text: &Text<'s>, member: Option<&Member<'s>>) {
        let is_at_top = self.depth == 1;
        let key = match is_at_top && is_phrase(&self.path) {
            true => Key::from_segments([&*self.path]),
            false => Key::from_dotted(&self.path),
        };
        let side = match is_at_top && is_source_text(&self.path) {
            true => Side::Keyed(self.path.clone().into()),
            false => Side::Only,
        };
        let locale = self.locale.clone();
        let description = member.and_then(|member| description(self.source, member));
        let entry = Entry { key, branch, text, locale, side, description };
        entry.add(self.source, &mut self.contents.labels);
    }
}

/// What the comments at a member say.
fn description<'s>(source: &'s str, member: &Member<'_>) -> Option<Shared<'s>> {
    let above = member.above.into_iter().flat_map(|span| span.slice(source).lines());
    let beside = member.beside.map(|span| said(source, span));
    let says = above.map(|line| line.trim_start().trim_start_matches('#').trim()).chain(beside);
    let mut says = says.filter(|line| !line.is_empty());
    let first = Cow::Borrowed(says.next()?);
    let mut text = says.fold(first, |text, line| text + "\n" + line);
    if text.len() > LONGEST_DESCRIPTION {
        let end = text.floor_char_boundary(LONGEST_DESCRIPTION);
        text.to_mut().truncate(end);
    }
    Some(text.into())
}
