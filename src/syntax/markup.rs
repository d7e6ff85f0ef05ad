//! HTML as a list of tokens, each with its exact place, and the character references of texts and
//! values. Owns the dealings with the tokenizer; deliberately knows no tree, no element's meaning and
//! nothing of what is read from a page.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, State, StringReader, Tokenizer};

use crate::text::place::Span;

/// A piece of a page. Doctypes are none: they say nothing to people.
#[derive(Debug)]
pub enum Token<'s> {
    /// `<p class="x">`
    Start(Tag<'s>),
    /// `</p>`, by its name in small letters.
    End(Cow<'s, str>),
    /// A run of text up to the next tag or comment, character references as written.
    Text(Span),
    /// `<!-- ... -->` and what browsers take for one: `<?xml ... ?>`, `<![CDATA[ ... ]]>`.
    Comment(Span),
    /// A tag that the end of the file cuts off.
    Unfinished(Span),
}

/// A start tag.
#[derive(Debug)]
pub struct Tag<'s> {
    /// The name in small letters.
    pub name: Cow<'s, str>,
    /// The attributes in the order of the file.
    pub attributes: Vec<Attribute<'s>>,
    /// Whether it ends with `/>`.
    pub self_closing: bool,
    /// From `<` to `>`.
    pub span: Span,
}

/// An attribute of a start tag.
#[derive(Debug)]
pub struct Attribute<'s> {
    /// The name in small letters.
    pub name: Cow<'s, str>,
    /// The value, character references undone; empty where there is none.
    pub value: Cow<'s, str>,
    /// Where the value stands, within the quotes.
    pub span: Span,
    /// How it is quoted.
    pub quote: Quote,
}

/// How an attribute's value is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// `a="b"`
    Double,
    /// `a='b'`
    Single,
    /// `a=b`
    Bare,
}

impl Tag<'_> {
    /// The value of an attribute. Of two with one name the first counts, as in browsers.
    #[inline] // the names asked for are constants
    pub fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|it| &*it.value)
    }
}

/// The tokens of a page. HTML has no errors that end it: whatever the text, there are tokens.
pub fn tokens(text: &str) -> Tokens<'_> {
    let mut emitter = CallbackEmitter::new(Builder { text, tag: None });
    emitter.naively_switch_states(true);
    Tokens { text, tokenizer: Tokenizer::new_with_emitter(text, Lenient(emitter)), end: 0 }
}

/// See [`tokens`].
pub struct Tokens<'s> {
    text: &'s str,
    tokenizer: Tokenizer<StringReader<'s>, Lenient<Builder<'s>, Placed<'s>>>,
    end: usize,
}

/// A token and where it ends; no token for a doctype.
type Placed<'s> = (Option<Token<'s>>, usize);

impl<'s> Iterator for Tokens<'s> {
    type Item = Token<'s>;

    fn next(&mut self) -> Option<Token<'s>> {
        loop {
            let Some(Ok((token, end))) = self.tokenizer.next() else { return self.unfinished() };
            self.end = end;
            if let Some(Token::Start(tag)) = &token
                && holds_markup(tag)
            {
                self.tokenizer.set_state(State::Data);
            }
            if token.is_some() {
                return token;
            }
        }
    }
}

impl<'s> Tokens<'s> {
    /// What no token covers at the end of the file.
    fn unfinished(&mut self) -> Option<Token<'s>> {
        let start = std::mem::replace(&mut self.end, self.text.len());
        let rest = self.text.get(start..).unwrap_or("");
        let tag = start + rest.find('<')?;
        Some(Token::Unfinished(Span::new(tag, self.text.len())))
    }
}

/// Whether markup may follow a tag after which the tokenizer expects bare text. `<script/>` holds
/// nothing in XHTML, SVG and components; in HTML it would swallow the page, which nobody means.
fn holds_markup(tag: &Tag<'_>) -> bool {
    tag.self_closing || tag.name == "noscript"
}

/// Asks for no errors: to look for them costs a fifth of the time, and pages are read as they are.
struct Lenient<F: Callback<T, usize>, T>(CallbackEmitter<F, T, usize>);

impl<F: Callback<T, usize>, T> ForwardingEmitter for Lenient<F, T> {
    type Token = T;

    fn inner(&mut self) -> &mut impl Emitter<Token = T> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

/// Puts the events of a tag together.
struct Builder<'s> {
    text: &'s str,
    tag: Option<Tag<'s>>,
}

impl<'s> Callback<Placed<'s>, usize> for Builder<'s> {
    fn handle_event(
        &mut self,
        event: CallbackEvent<'_>,
        span: html5gum::Span<usize>,
    ) -> Option<Placed<'s>> {
        // A place outside the text would be an error of the tokenizer: one token is lost, not the run.
        self.text.get(span.start..span.end)?;
        let place = Span::new(span.start, span.end);
        let token = match event {
            CallbackEvent::String { .. } => Some(Token::Text(place)),
            CallbackEvent::EndTag { name } => Some(Token::End(self.borrowed(name, span.start + 2))),
            CallbackEvent::Comment { .. } => Some(Token::Comment(place)),
            CallbackEvent::Doctype { .. } => None,
            CallbackEvent::CloseStartTag { self_closing } => {
                let mut tag = self.tag.take()?;
                tag.self_closing = self_closing;
                tag.span.end = place.end;
                Some(Token::Start(tag))
            }
            CallbackEvent::OpenStartTag { name } => {
                let name = self.borrowed(name, span.start + 1);
                let attributes = Vec::new();
                self.tag = Some(Tag { name, attributes, self_closing: false, span: place });
                return None;
            }
            CallbackEvent::AttributeName { name } => {
                let name = self.borrowed(name, span.start);
                self.attribute(name, Span::new(span.end, span.end));
                return None;
            }
            CallbackEvent::AttributeValue { value } => {
                self.value(self.borrowed(value, span.start), place);
                return None;
            }
            CallbackEvent::Error(_) => return None,
        };
        Some((token, span.end))
    }
}

impl<'s> Builder<'s> {
    /// `bytes` as a slice of the text where it stands there as it is.
    fn borrowed(&self, bytes: &[u8], start: usize) -> Cow<'s, str> {
        match self.text.get(start..start + bytes.len()) {
            Some(same) if same.as_bytes() == bytes => Cow::Borrowed(same),
            _ => Cow::Owned(String::from_utf8_lossy(bytes).into_owned()),
        }
    }

    /// Adds an attribute; those of an end tag have nowhere to go.
    fn attribute(&mut self, name: Cow<'s, str>, span: Span) {
        if let Some(tag) = &mut self.tag {
            tag.attributes.push(Attribute { name, value: "".into(), span, quote: Quote::Bare });
        }
    }

    /// Gives the last attribute its value.
    fn value(&mut self, value: Cow<'s, str>, span: Span) {
        let last = self.tag.as_mut().and_then(|tag| tag.attributes.last_mut());
        let Some(attribute) = last else { return };
        attribute.value = value;
        attribute.span = span;
        attribute.quote = match self.text.as_bytes()[..span.start as usize].last() {
            Some(b'"') => Quote::Double,
            Some(b'\'') => Quote::Single,
            _ => Quote::Bare,
        };
    }
}

/// What a run of text says: character references and line ends undone, `<` as it stands.
pub fn decode_text(raw: &str) -> Cow<'_, str> {
    let Some(plain) = signs(raw) else { return Cow::Borrowed(raw) };
    let mut text = String::with_capacity(raw.len());
    text.push_str(&raw[..plain]);
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<usize>| {
        if let CallbackEvent::String { value } = event {
            text.push_str(&String::from_utf8_lossy(value));
        }
        None::<Infallible>
    });
    let mut tokenizer = Tokenizer::new_with_emitter(&raw[plain..], Lenient(emitter));
    // In this state references are undone and tags are text: no end tag closes what was never opened.
    tokenizer.set_state(State::RcData);
    let Ok(()) = tokenizer.finish();
    Cow::Owned(text)
}

/// What an attribute's value says. It differs from text: in `?a=1&copy=2` is no copyright sign.
pub fn decode_value(raw: &str, quote: Quote) -> Cow<'_, str> {
    if signs(raw).is_none() {
        return Cow::Borrowed(raw);
    }
    // What would end the value stands in a tag of a template.
    let quote_sign = if quote == Quote::Single { '\'' } else { '"' };
    if raw.contains(quote_sign) {
        let parts: Vec<_> = raw.split(quote_sign).map(|part| decode_value(part, quote)).collect();
        return Cow::Owned(parts.join(if quote == Quote::Single { "'" } else { "\"" }));
    }
    let ends_bare = |char: char| char.is_ascii_whitespace() || char == '>';
    let is_no_value = quote == Quote::Bare && raw.contains(ends_bare);
    let quote = if is_no_value { Quote::Double } else { quote };
    let tag = match quote {
        Quote::Double => format!("<a b=\"{raw}\">"),
        Quote::Single => format!("<a b='{raw}'>"),
        Quote::Bare => format!("<a b={raw}>"),
    };
    match tokens(&tag).next() {
        Some(Token::Start(tag)) => Cow::Owned(tag.value("b").unwrap_or_default().to_owned()),
        _ => Cow::Borrowed(raw),
    }
}

/// How far a text says what its bytes are; `None` if all of it does.
fn signs(raw: &str) -> Option<usize> {
    memchr::memchr3(b'&', b'\r', b'\0', raw.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of a page, a line each, values and texts as written.
    fn written(page: &str) -> Vec<String> {
        tokens(page)
            .map(|token| match token {
                Token::Start(tag) => {
                    let attributes = tag.attributes.iter().map(|it| {
                        assert_eq!(decode_value(it.span.slice(page), it.quote), it.value, "{page}");
                        format!(" {}={:?}:{}", it.name, it.quote, it.span.slice(page))
                    });
                    let close = if tag.self_closing { " /" } else { "" };
                    format!("<{}{}{close}", tag.name, attributes.collect::<String>())
                }
                Token::End(name) => format!("</{name}"),
                Token::Text(span) => span.slice(page).to_owned(),
                Token::Comment(span) => format!("comment {}", span.slice(page)),
                Token::Unfinished(span) => format!("unfinished {}", span.slice(page)),
            })
            .collect()
    }

    #[test]
    fn places_are_exact() {
        assert_eq!(
            written(
                "<!doctype html>\r\n<P Title='Żółć &amp; &#x17C;' data-x=1&amp;2 id>é&nbsp;<br/>a < b</P>"
            ),
            [
                "\r\n",
                "<p title=Single:Żółć &amp; &#x17C; data-x=Bare:1&amp;2 id=Bare:",
                "é&nbsp;",
                "<br /",
                "a < b",
                "</p"
            ]
        );
    }

    #[test]
    fn values_of_all_kinds() {
        assert_eq!(
            written(r#"<a b="" c='it"s' d= "x" e=f/ g="&amp;" h='&lt;' i=&gt; j="?a&copy=1">"#),
            [
                "<a b=Bare: c=Single:it\"s d=Double:x e=Bare:f/ g=Double:&amp; h=Single:&lt; i=Bare:&gt; j=Double:?a&copy=1"
            ]
        );
    }

    #[test]
    fn bare_text_elements() {
        assert_eq!(
            written("<title>a<b>&amp;</title><script>1<2</script><noscript><b>x</b></noscript>"),
            [
                "<title",
                "a<b>&amp;",
                "</title",
                "<script",
                "1<2",
                "</script",
                "<noscript",
                "<b",
                "x",
                "</b",
                "</noscript"
            ]
        );
        assert_eq!(written("<script src=x /><p>y"), ["<script src=Bare:x /", "<p", "y"]);
        assert_eq!(written("<title/><p>y"), ["<title /", "<p", "y"]);
    }

    #[test]
    fn the_end_of_the_file_cuts() {
        assert_eq!(written("é<a href='x"), ["é", "unfinished <a href='x"]);
        assert_eq!(written("é<p"), ["é", "unfinished <p"]);
        assert_eq!(written("é</p"), ["é", "unfinished </p"]);
        assert_eq!(written("é <"), ["é <"]);
        assert_eq!(written("é<!-- ó"), ["é", "comment <!-- ó"]);
        assert_eq!(written("a<!doctype html"), ["a"]);
        assert_eq!(written(""), [""; 0]);
    }

    #[test]
    fn references_are_undone() {
        assert_eq!(
            decode_text("a &eacute;&#x17C;&#322; &amp;lt; <b> </b> &bogus;"),
            "a éżł &lt; <b> </b> &bogus;"
        );
        assert_eq!(decode_text("a\r\nb\rc"), "a\nb\nc");
        assert!(matches!(decode_text("plain < text"), Cow::Borrowed(_)));
        assert_eq!(decode_value("?a=1&copy=2&lt;", Quote::Double), "?a=1&copy=2<");
        assert_eq!(decode_value("&apos;\"", Quote::Single), "'\"");
    }

    #[test]
    fn no_cut_of_a_page_panics() {
        let page =
            "<p title='é&eacute;' b=\"ż\">ł &#x17C; <!-- ó --> </p><a b=c/><![CDATA[ą]]><?x ę?>";
        for (at, _) in page.char_indices() {
            written(&page[..at]);
            written(&page[at..]);
        }
    }
}
