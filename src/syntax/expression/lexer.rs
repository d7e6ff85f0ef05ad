//! Words and signs of an expression.

use super::Tongue;
use crate::text::place::Span;

/// A word or a sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// Whether white space stands before it.
    pub(super) is_apart: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Number,
    /// A string, by what stands within its quotes.
    Text(Span),
    /// A string in which the program puts something.
    Mixed,
    /// `:active` of Ruby.
    Symbol,
    /// `%w[a b]` of Ruby, by what stands in it.
    Words(Span),
    Sign,
}

/// The signs of more than one character, the longest first.
const SIGNS: [&str; 21] = [
    "===", "!==", "<=>", "...", "==", "!=", "=>", "->", "?.", "??", "||", "&&", "::", "<=", ">=",
    "**", "..", "=~", "<>", "&.", "?:",
];

/// How many tokens of an expression count: what is made of them is no deeper.
const MOST: usize = 2000;

/// The tokens in `span` of `text`.
pub(super) fn tokens(text: &str, span: Span, tongue: Tongue) -> Vec<Token> {
    let lexer = Lexer {
        bytes: &text.as_bytes()[..span.end as usize],
        text,
        at: span.start as usize,
        tongue,
    };
    lexer.run()
}

struct Lexer<'s> {
    bytes: &'s [u8],
    text: &'s str,
    at: usize,
    tongue: Tongue,
}

impl Lexer<'_> {
    fn run(mut self) -> Vec<Token> {
        let mut tokens = Vec::new();
        loop {
            let before = self.at;
            self.skip_blanks();
            let start = self.at;
            if start >= self.bytes.len() || tokens.len() >= MOST {
                return tokens;
            }
            let is_apart = start > before;
            let is_after_value =
                !is_apart && tokens.last().is_some_and(|last: &Token| is_value(last, self.text));
            let kind = self.token(is_after_value);
            tokens.push(Token { kind, span: Span::new(start, self.at), is_apart });
        }
    }

    fn skip_blanks(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            let rest = &self.bytes[self.at..];
            if byte.is_ascii_whitespace() {
                self.at += 1;
            } else if rest.starts_with(b"/*") {
                let end = memchr::memmem::find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 4);
                self.at += end;
            } else if self.is_comment(rest) {
                self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            } else {
                return;
            }
        }
    }

    /// Whether a comment begins that ends with its line.
    fn is_comment(&self, rest: &[u8]) -> bool {
        match self.tongue {
            Tongue::Script | Tongue::Php => rest.starts_with(b"//"),
            Tongue::Python => rest.starts_with(b"#"),
            _ => false,
        }
    }

    fn token(&mut self, is_after_value: bool) -> Kind {
        let start = self.at;
        let rest = &self.bytes[start..];
        match rest[0] {
            quote @ (b'"' | b'\'' | b'`') => self.string(quote),
            b'0'..=b'9' => {
                self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                Kind::Number
            }
            b':' if self.tongue == Tongue::Ruby
                && !is_after_value
                && is_name(rest.get(1))
                && rest[1] != b':' =>
            {
                self.at += 1;
                self.name();
                Kind::Symbol
            }
            b'%' if self.tongue == Tongue::Ruby && !is_after_value => self.words(),
            b'$' | b'@' => {
                self.skip_while(|byte| matches!(byte, b'$' | b'@'));
                self.name();
                Kind::Name
            }
            byte if is_name(Some(&byte)) => {
                self.name();
                Kind::Name
            }
            _ => self.sign(),
        }
    }

    fn name(&mut self) {
        let is_helper = self.tongue == Tongue::Helper;
        self.skip_while(|byte| {
            is_name(Some(&byte)) || byte.is_ascii_digit() || is_helper && byte == b'-'
        });
        if self.tongue == Tongue::Ruby
            && matches!(self.bytes.get(self.at), Some(b'?' | b'!'))
            && self.bytes.get(self.at + 1) != Some(&b'=')
        {
            self.at += 1;
        }
    }

    fn skip_while(&mut self, is_part: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|&byte| is_part(byte)) {
            self.at += 1;
        }
    }

    fn string(&mut self, quote: u8) -> Kind {
        let start = self.at + 1;
        let mut is_mixed = false;
        self.at = start;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' => self.at += 1,
                byte if byte == quote => break,
                b'{' => {
                    let before = self.bytes[self.at - 1];
                    is_mixed |= quote == b'`' && before == b'$' || quote == b'"' && before == b'#';
                }
                b'$' if self.tongue == Tongue::Php && quote == b'"' => is_mixed = true,
                _ => {}
            }
            self.at += 1;
        }
        let end = self.at.min(self.bytes.len());
        self.at = (end + 1).min(self.bytes.len());
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
        if is_mixed || end < start { Kind::Mixed } else { Kind::Text(Span::new(start, end)) }
    }

    /// `%w[a b]`; without such a list a sign.
    fn words(&mut self) -> Kind {
        let rest = &self.bytes[self.at..];
        let (Some(b'w' | b'i' | b'W' | b'I'), Some(open)) = (rest.get(1), rest.get(2)) else {
            return self.sign();
        };
        let close = match open {
            b'[' => b']',
            b'(' => b')',
            b'{' => b'}',
            _ => return self.sign(),
        };
        let start = self.at + 3;
        let length = memchr::memchr(close, &self.bytes[start..]);
        let end = start + length.unwrap_or(self.bytes.len() - start);
        self.at = (end + 1).min(self.bytes.len());
        Kind::Words(Span::new(start, end))
    }

    fn sign(&mut self) -> Kind {
        let rest = &self.bytes[self.at..];
        for (entity, length) in [("&amp;&amp;", 10), ("&amp;", 5), ("&lt;", 4), ("&gt;", 4)] {
            if rest.starts_with(entity.as_bytes()) {
                self.at += length;
                return Kind::Sign;
            }
        }
        let is_optional_number =
            rest.starts_with(b"?.") && rest.get(2).is_some_and(u8::is_ascii_digit);
        let long = SIGNS.iter().find(|sign| rest.starts_with(sign.as_bytes()));
        self.at += match long {
            Some(sign) if !is_optional_number => sign.len(),
            _ => self.text[self.at..].chars().next().map_or(1, char::len_utf8),
        };
        Kind::Sign
    }
}

/// Whether a byte may begin a name.
fn is_name(byte: Option<&u8>) -> bool {
    byte.is_some_and(|&byte| byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80)
}

/// Whether a token ends a value: a colon right behind it belongs to it.
fn is_value(token: &Token, text: &str) -> bool {
    token.kind != Kind::Sign || matches!(token.span.slice(text), ")" | "]" | "}")
}
