//! From comments that speak to canonym to what they do: annotations on labels, waivers with the places
//! they cover, faults for what says nothing. The same for every format; knows no syntax of a file.

mod meant;

use super::{Format, Reading, scopes};
use crate::label::{About, Comment, Contents, Fault, MENTION, Shared, Waiver};
use crate::syntax::directive::{Directive, Reach, directives, without_directives};
use crate::text::place::Span;
use crate::text::source::Source;

use meant::Meant;

impl Format {
    /// All that stands in a source: what [`Format::read`] finds, with what its comments say applied.
    pub fn contents<'s>(&self, source: &'s Source, reading: &Reading<'_>) -> Contents<'s> {
        let mut contents = (self.read)(source, reading);
        scopes::settle(&mut contents);
        let mut comments = std::mem::take(&mut contents.comments);
        if comments.is_empty() {
            return contents;
        }
        comments.sort_by_key(|comment| comment.span.start);
        let meant = Meant::of(&contents.labels);
        let is_disputed = vec![false; contents.labels.len()];
        let mut heeding = Heeding { source, meant, is_disputed, open: Vec::new(), contents };
        for comment in &comments {
            heeding.comment(comment);
        }
        heeding.end()
    }
}

/// The comments of a file being applied to what it holds.
struct Heeding<'s> {
    source: &'s Source,
    meant: Meant,
    /// Of each label, whether two annotations contradict each other.
    is_disputed: Vec<bool>,
    /// The regions that have begun.
    open: Vec<Waiver>,
    contents: Contents<'s>,
}

impl<'s> Heeding<'s> {
    fn comment(&mut self, comment: &Comment<'s>) {
        let mut last = None;
        for directive in directives(&comment.text) {
            match directive {
                // Said again, it says nothing more: a hostile file says it very often.
                Directive::State(id) if last == Some(id) => {}
                Directive::State(id) => {
                    last = Some(id);
                    self.contents.named.push((id.into(), comment.span));
                    self.annotate(comment, id);
                }
                Directive::Waive { reach, checks, reason } => {
                    let checks = checks.iter().map(ToString::to_string).collect();
                    let (span, reason) = (comment.span, reason.to_owned());
                    let covers = self.covered(comment, reach);
                    let waiver = Waiver { span, checks, reason, covers };
                    let is_open = reach == Reach::Region;
                    let to = if is_open { &mut self.open } else { &mut self.contents.waivers };
                    to.push(waiver);
                }
                Directive::WaiveEnd => match self.open.pop() {
                    Some(mut waiver) => {
                        waiver.covers.end = comment.span.start;
                        self.contents.waivers.push(waiver);
                    }
                    None => self.fault(comment.span, "no waived region is open here", None),
                },
                Directive::Wrong(message) => self.fault(comment.span, message, None),
            }
        }
    }

    /// Annotates the entry that the comment means; of two annotations that contradict each other
    /// neither counts.
    fn annotate(&mut self, comment: &Comment<'_>, id: &str) {
        let labels = &mut self.contents.labels;
        let meant = self.meant.entry(comment, self.source, labels);
        let Some(&first) = meant.first() else { return };
        if self.is_disputed[first] || labels[first].annotation.as_deref() == Some(id) {
            return;
        }
        let said = meant.iter().filter_map(|&label| labels[label].annotation.as_deref());
        let Some(other) = said.into_iter().find(|&other| other != id).map(str::to_owned) else {
            for &label in &*meant {
                labels[label].annotation = Some(id.to_owned().into());
            }
            return;
        };
        for &label in &*meant {
            labels[label].annotation = None;
            self.is_disputed[label] = true;
        }
        let help = "keep one: as long as both stand here, neither binds the entry";
        let message = format!("two annotations disagree: {other}, {id}");
        self.fault(comment.span, message, Some(help));
    }

    /// What a waiver in a comment covers.
    fn covered(&self, comment: &Comment<'_>, reach: Reach) -> Span {
        match (reach, comment.about) {
            (Reach::File, _) => Span::new(0, self.source.text.len()),
            (Reach::Region, _) => Span::new(comment.span.end as usize, self.source.text.len()),
            (Reach::Here, About::Entry(span) | About::Translations { span, .. }) => span,
            (Reach::Here, About::Next) => {
                self.meant.next(comment, self.source, &self.contents.labels)
            }
        }
    }

    fn end(mut self) -> Contents<'s> {
        for waiver in std::mem::take(&mut self.open) {
            let help = Some("end it with `canonym: waive-end`");
            self.fault(waiver.span, "a waived region that never ends", help);
            self.contents.waivers.push(waiver);
        }
        // The words of a directive are no evidence.
        for label in &mut self.contents.labels {
            if let Some(said) = label.description.take_if(|said| said.contains(MENTION)) {
                label.description = without_directives(&said).map(|rest| Shared::Made(rest.into()));
            }
        }
        self.contents
    }

    fn fault(&mut self, span: Span, message: impl Into<String>, help: Option<&str>) {
        let (span, message, help) = (Some(span), message.into(), help.map(str::to_owned));
        self.contents.misspelt.push(Fault { span, message, help });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::ALL;

    fn contents(source: &Source) -> Contents<'_> {
        let ending = source.path.rsplit('.').next().unwrap_or_default();
        let id = match ending {
            "ftl" => "fluent",
            "po" => "gettext",
            ending => ending,
        };
        let format = ALL.iter().find(|format| format.id == id).expect("a format");
        format.contents(source, &Reading::default())
    }

    /// The texts that each waiver of a file holds.
    fn held(path: &str, text: &str) -> Vec<String> {
        let source = Source::from_text(path, text);
        let contents = contents(&source);
        let held = |waiver: &Waiver| {
            let is_in = |at: u32| waiver.covers.start <= at && at < waiver.covers.end;
            let labels = contents.labels.iter().filter(|label| is_in(label.spans.first().start));
            labels.map(|label| &*label.text).collect::<Vec<_>>().join(", ")
        };
        contents.waivers.iter().map(held).collect()
    }

    /// The annotation of each label, and the faults.
    fn annotated(path: &str, text: &str) -> (Vec<String>, Vec<String>) {
        let source = Source::from_text(path, text);
        let contents = contents(&source);
        let of =
            |label: &crate::label::Label<'_>| label.annotation.as_deref().unwrap_or("-").to_owned();
        let faults = contents.misspelt.iter().map(|fault| fault.message.clone()).collect();
        (contents.labels.iter().map(of).collect(), faults)
    }

    #[test]
    fn a_waiver_holds_the_next_entry() {
        for (path, text, expected) in [
            ("a.json", r#"{"a":"A","//":"canonym: waive x, y","b":"B","c":"C"}"#, "B"),
            (
                "a.json",
                r#"{"a":"A",/* canonym: waive x, y */"b_one":"B","b_other":"Bs","c":"C"}"#,
                "B, Bs",
            ),
            ("a.json", "{\"a\":\"A\",\"b\":\"B\", // canonym: waive x, y\n\"c\":\"C\"}", "B"),
            (
                "a.json",
                "{\"a_one\":\"A\",\n\"a_other\":\"As\" // canonym: waive x, y\n,\"c\":\"C\"}",
                "A, As",
            ),
            (
                "a.json",
                "{// canonym: waive x, y\n\"a\":\"{n, plural, one{A} other{As}}\",\"c\":\"C\"}",
                "A, As",
            ),
            ("a.json", r#"{"en":{"//":"canonym: waive x, y","a":"A"},"de":{"a":"Ä"}}"#, "A"),
            (
                "a.ftl",
                "# canonym: waive x, y\n\na = { $n ->\n [one] A\n *[other] As\n }\n .b = B\n",
                "A, As",
            ),
            ("a.html", "<!-- canonym: waive x, y --><b>A</b> <i>B</i>\n<p>C</p>", "A, B"),
            ("a.html", "<!-- canonym: waive x, y -->\n<b>A</b> <i>B</i>\n<p>C</p>", "A, B"),
            ("a.html", "<b>A</b> <i>B</i> <!-- canonym: waive x, y -->\n<p>C</p>", "A, B"),
            ("a.json", "{\"a\":\"A\"\n// canonym: waive x, y\n}", ""),
        ] {
            assert_eq!(held(path, text), [expected], "{text}");
        }
    }

    #[test]
    fn a_translator_waives_translations() {
        let entry = "msgid \"A\"\nmsgid_plural \"As\"\nmsgstr[0] \"Ä\"\nmsgstr[1] \"Äs\"\n";
        let untranslated = "msgid \"A\"\nmsgstr \"\"\n";
        for (sign, entry, expected) in [
            ("# ", entry, "Ä, Äs"),
            ("#. ", entry, "A, As, Ä, Äs"),
            ("# ", untranslated, "A"),
            ("#. ", untranslated, "A"),
        ] {
            assert_eq!(held("a.po", &format!("{sign}canonym: waive x, y\n{entry}")), [expected]);
        }
    }

    #[test]
    fn obsolete_entries_say_nothing() {
        let text = "# canonym: waive x, y\n#. canonym: nonsense\n#~ msgid \"A\"\n#~ msgstr \"B\"\n";
        assert_eq!(held("a.po", text), [""; 0]);
        assert_eq!(annotated("a.po", text), (Vec::new(), Vec::new()));
    }

    #[test]
    fn directives_describe_nothing() {
        for (path, text) in [
            (
                "a.po",
                "#. Seen.\n#. canonym: state=s.a\n# canonym: waive x, y\nmsgid \"A\"\nmsgstr \"\"\n",
            ),
            ("a.po", "#. Seen.\n\nmsgid \"A\"\nmsgstr \"\"\n"),
            ("a.ftl", "# Seen.\n# canonym: waive x, y\na = A\n"),
            ("a.json", r#"{"a": {"message": "A", "description": "Seen.\ncanonym: waive x, y"}}"#),
        ] {
            let source = Source::from_text(path, text);
            assert_eq!(contents(&source).labels[0].description.as_deref(), Some("Seen."), "{text}");
        }
        let source = Source::from_text("a.ftl", "# canonym: waive x, y\na = A\n");
        assert_eq!(contents(&source).labels[0].description, None);
    }

    #[test]
    fn an_annotation_binds_what_a_waiver_holds() {
        let text = "{\"a_one\":\"A\",\"b_one\":\"B\",\n\"a_other\":\"As\", // canonym: state=s.a\n\"b_other\":\"Bs\"}";
        assert_eq!(annotated("a.json", text).0, ["s.a", "-", "s.a", "-"]);
    }

    #[test]
    fn annotations_that_disagree_bind_nothing() {
        let same = "# canonym: state=s.a\n#. canonym: state=s.a\nmsgid \"A\"\nmsgstr \"Ä\"\n";
        assert_eq!(annotated("a.po", same), (vec!["s.a".to_owned(); 2], Vec::new()));
        for (path, text, count) in [
            ("a.po", "# canonym: state=s.a\n#. canonym: state=s.b\nmsgid \"A\"\nmsgstr \"Ä\"\n", 2),
            (
                "a.ftl",
                "# canonym: state=s.a\n# canonym: state=s.b\n# canonym: state=s.a\na = A\n",
                1,
            ),
            ("a.json", "{\"//\": \"canonym: state=s.a\",\n// canonym: state=s.b\n\"a\": \"A\"}", 1),
            ("a.html", "<p data-state=\"s.a\"><!-- canonym: state=s.b -->A</p>", 1),
        ] {
            let faults = vec!["two annotations disagree: s.a, s.b".to_owned()];
            assert_eq!(annotated(path, text), (vec!["-".to_owned(); count], faults), "{text}");
        }
    }

    /// Each of these takes minutes where a directive looks at every label.
    #[test]
    fn cost_grows_with_the_file() {
        let many = |line: &dyn Fn(usize) -> String| (0..30_000).map(line).collect::<String>();
        let entries = many(&|n| format!("#. canonym: state=s.a\nmsgid \"a{n}\"\nmsgstr \"b\"\n\n"));
        let members = many(&|n| format!("// canonym: waive x, y\n\"k{n}\": \"A\",\n"));
        let line = many(&|n| format!("\"//\": \"canonym: waive x, y\", \"k{n}\": \"A\","));
        let same = many(&|_| "// canonym: state=s.a\n\"k\": \"A\",\n".to_owned());
        let last = format!("{}\"k\": \"A\"", many(&|_| "// canonym: state=s.a\n".to_owned()));
        assert_eq!(annotated("a.po", &entries).0.len(), 60_000);
        for members in [members, line] {
            assert!(held_count("a.json", &format!("{{{members}\"z\": \"Z\"}}")) == 30_000);
        }
        for members in [same, last] {
            assert!(annotated("a.json", &format!("{{{members}}}")).0.iter().all(|it| it == "s.a"));
        }
    }

    fn held_count(path: &str, text: &str) -> usize {
        contents(&Source::from_text(path, text)).waivers.len()
    }
}
