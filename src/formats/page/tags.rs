//! The tags of a template on their way through a page: statements open and close branches, outputs show
//! texts, comments may speak to canonym.

use super::labels::Setting;
use super::shown::{Place, Shown, What};
use super::walk::Page;
use crate::label::{About, Comment, MENTION};
use crate::syntax::expression::{Expr, Node, Tongue, parse_list};
use crate::syntax::template::step::{self, Block, Step, Test};
use crate::syntax::template::{Form, Kind, Language, Tag};
use crate::text::place::Span;

impl Page<'_, '_> {
    /// Follows the tags that begin before a place.
    pub(super) fn advance(&mut self, to: u32, place: Place, setting: Option<&Setting>) {
        while let Some(&tag) = self.tags.get(self.next).filter(|tag| tag.span.start < to) {
            self.next += 1;
            self.tag(tag, place, setting);
        }
    }

    /// The next tag, if it begins before a place.
    pub(super) fn next_tag(&self, to: u32) -> Option<Tag> {
        self.tags.get(self.next).copied().filter(|tag| tag.span.start < to)
    }

    /// Follows one tag. `setting` is that of an attribute; a tag in the text has its own.
    pub(super) fn tag(&mut self, tag: Tag, place: Place, setting: Option<&Setting>) {
        match tag.kind {
            Kind::Comment => self.template_comment(tag),
            Kind::Output => {
                let setting = setting.cloned().unwrap_or_else(|| self.setting());
                let place = if place == Place::Text && tag.form == Form::Svelte {
                    Place::Bound
                } else {
                    place
                };
                self.show(tag.inner, self.tongue_of(&tag), place, &setting);
                if tag.form == Form::Erb {
                    self.statement(tag, place, Some(&setting));
                }
            }
            Kind::Statement => self.statement(tag, place, setting),
        }
    }

    /// The language of the expressions in a tag.
    pub(super) fn tongue_of(&self, tag: &Tag) -> Tongue {
        match tag.form {
            Form::Erb => self.erb,
            Form::Php => Tongue::Php,
            Form::Handlebars => Tongue::Helper,
            Form::Script | Form::Svelte | Form::Piece | Form::Block => Tongue::Script,
            Form::Jinja if self.is_helper(tag) => Tongue::Helper,
            Form::Jinja => Tongue::Template,
        }
    }

    /// Whether an output of a page is one of Handlebars: `{{t "a.b"}}`.
    fn is_helper(&self, tag: &Tag) -> bool {
        let said = tag.inner.slice(self.text).trim_start();
        let rest = said.trim_start_matches(|char: char| {
            char.is_ascii_alphanumeric() || matches!(char, '_' | '-')
        });
        self.language == Language::Html
            && tag.kind == Kind::Output
            && rest.len() < said.len()
            && rest.starts_with(' ')
            && rest.trim_start().starts_with(['"', '('])
    }

    fn statement(&mut self, tag: Tag, place: Place, setting: Option<&Setting>) {
        let tongue = self.tongue_of(&tag);
        let (text, erb) = (self.text, self.erb);
        step::steps(text, &tag, erb, &mut |step| self.step(step, &tag, tongue, place, setting));
    }

    fn step(
        &mut self,
        step: Step,
        tag: &Tag,
        tongue: Tongue,
        place: Place,
        setting: Option<&Setting>,
    ) {
        match step {
            Step::Run(span) => {
                for span in self.assignments(span, tag) {
                    let setting = setting.cloned().unwrap_or_else(|| self.setting());
                    self.show(span, tongue, Place::Nowhere, &setting);
                }
            }
            Step::Show(span) => {
                let setting = setting.cloned().unwrap_or_else(|| self.setting());
                self.show(span, tongue, place, &setting);
            }
            Step::Translate(span) => self.translation(span, setting),
            Step::Plural => self.begin_plural(),
            Step::Open(Block::Text, Test::Clear(words)) => {
                self.begin_block(tag.span, words);
                self.around.step(step, tag.span, tongue);
            }
            Step::Close(Block::Text) => {
                self.end_block();
                self.around.step(step, tag.span, tongue);
            }
            _ => self.around.step(step, tag.span, tongue),
        }
    }

    /// The single assignments of a statement: `{% with a=b c=d %}` has several.
    fn assignments(&self, span: Span, tag: &Tag) -> Vec<Span> {
        let said = span.slice(self.text);
        let is_with =
            tag.form == Form::Jinja && tag.inner.slice(self.text).trim_start().starts_with("with");
        if !is_with || said.matches('=').count() < 2 {
            return vec![span];
        }
        parse_list(self.text, span, Tongue::Template).into_iter().map(|it| it.span).collect()
    }

    /// `{% translate "Active" context "order" %}`
    fn translation(&mut self, span: Span, setting: Option<&Setting>) {
        let setting = setting.cloned().unwrap_or_else(|| self.setting());
        let words = parse_list(self.text, span, Tongue::Template);
        let context = self.context_in(span);
        if let Some(text) = words.first().and_then(string_in) {
            self.shown(&Shown { what: What::Message(text, context), scope: None }, &setting);
        }
    }

    /// The context that the words of a translation tag name.
    pub(super) fn context_in(&self, span: Span) -> Option<Span> {
        let said = span.slice(self.text);
        let at = said.find("context ")?;
        let rest = Span { start: span.start + at as u32 + 8, end: span.end };
        parse_list(self.text, rest, Tongue::Template).first()?.text()
    }

    fn template_comment(&mut self, tag: Tag) {
        let comment = tag.inner.slice(self.text);
        if comment.contains(MENTION) {
            let text = comment.trim_matches(['!', '-', '#', '/', '*', '~', ' ']);
            self.contents.comments.push(Comment {
                text: text.into(),
                span: tag.span,
                about: About::Next,
            });
        }
    }

    /// What the names of the file are set to, where that happens once.
    pub(super) fn collect_variables(&mut self) {
        for index in 0..self.tags.len() {
            let tag = self.tags[index];
            let is_set =
                tag.kind == Kind::Statement && tag.form != Form::Block && tag.form != Form::Piece;
            if !is_set || !tag.inner.slice(self.text).contains('=') {
                continue;
            }
            let mut runs = Vec::new();
            step::steps(self.text, &tag, self.erb, &mut |step| {
                if let Step::Run(span) = step {
                    runs.push(span);
                }
            });
            let tongue = self.tongue_of(&tag);
            for run in runs {
                for span in self.assignments(run, &tag) {
                    self.variable(span, tongue);
                }
            }
        }
    }

    /// Notes what `name = value` sets.
    fn variable(&mut self, span: Span, tongue: Tongue) {
        let said = span.slice(self.text);
        let said = ["const ", "let ", "var "]
            .iter()
            .find_map(|word| said.strip_prefix(word))
            .unwrap_or(said);
        let Some((name, value)) = said.split_once('=') else { return };
        let name = name.trim();
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'@'));
        if !is_name || value.starts_with(['=', '>', '~']) {
            return;
        }
        let value = Span { start: span.end - value.len() as u32, end: span.end };
        let known = self.variables.contains_key(name);
        self.variables.insert(name, (!known).then_some((value, tongue)));
    }
}

/// The string that a word is, filters left out.
fn string_in(word: &Expr) -> Option<Span> {
    match &word.node {
        Node::Filter(value, ..) => value.text(),
        _ => word.text(),
    }
}
