//! A label's text without what software and typography put around a name. Owns counters,
//! accelerators, optional endings and the ends of a text. Case is kept.

use std::sync::LazyLock;

use regex::Regex;

use super::super::fold::{is_invisible, is_part_of_word};
use super::placeholder::{Piece, piece_at};

/// Stands where a value was, until counters are found.
const VALUE: char = '\u{FFFC}';

/// How many pairs of quotes and brackets around a whole name are taken off.
const DEEPEST: usize = 3;

/// The text without markup, placeholders, counters, accelerators, optional endings, leading symbols,
/// closing punctuation and quotes around the whole.
pub fn bare(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let text = without_brackets(&without_pieces(text));
    let text = text.replace(VALUE, " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    without_number(trim_ends(&text)).to_owned()
}

/// Whether the program puts nothing into a text but counts in brackets: "Active ({n})" is all there,
/// "Paid on {date}" is not.
pub fn is_shown_whole(text: &str) -> bool {
    is_plain(text) || !without_brackets(&without_pieces(text)).contains(VALUE)
}

/// The text as it reads, values left out and ends untouched: what the end of a sentence is looked
/// for in.
pub(super) fn running_text(text: &str) -> String {
    without_pieces(text).replace(VALUE, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text: values, tags, references to other entries and addresses left out.
pub fn words_of(text: &str) -> String {
    let has_machinery = ["://", "[%", "$t(", "@", "www."].iter().any(|sign| text.contains(sign));
    match has_machinery {
        true => running_text(&MACHINERY.replace_all(text, " ")),
        false => running_text(text),
    }
}

/// Lokalise's `[%key:a::b%]`, i18next's `$t(a.b)`, vue-i18n's `@:a.b`; addresses of pages and people.
static MACHINERY: LazyLock<Regex> = LazyLock::new(|| {
    let references = r"\[%key:[^%]*%\]|\$t\([^)]*\)|@(?:\.\w+)?:(?:\([^)]*\)|\{[^}]*\}|[\w.-]+)";
    let addresses = r"\w+://\S+|www\.\S+|[\w.+:-]+@[\w-]+(?:\.[\w-]+)+";
    Regex::new(&format!("{references}|{addresses}")).expect("the pattern is a constant")
});

/// A text without symbols and punctuation at its ends and without quotes around the whole.
pub(super) fn trim_ends(text: &str) -> &str {
    let mut text = text;
    for _ in 0..DEEPEST {
        let trimmed = trim_end(trim_start(text));
        match unwrapped(trimmed) {
            Some(inner) => text = inner,
            None => return trimmed,
        }
    }
    trim_end(trim_start(text))
}

/// Whether a text is nothing but words with one space between them: most labels are.
fn is_plain(text: &str) -> bool {
    let mut before = ' ';
    for letter in text.chars() {
        let fits = match letter {
            ' ' => before != ' ',
            // A leading number is looked at closely, one inside ("Level 1") begins a word.
            '0'..='9' => !text.starts_with(|c: char| c.is_ascii_digit()),
            _ => letter.is_alphabetic() || (before != ' ' && is_part_of_word(letter)),
        };
        if !fits {
            return false;
        }
        before = letter;
    }
    before != ' ' || text.is_empty()
}

/// The text with [`VALUE`] for each placeholder, escapes read, tags and accelerators gone.
fn without_pieces(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    let marks_accelerator = text.matches('_').count() == 1;
    while let Some(letter) = rest.chars().next() {
        let piece = piece_at(rest, before);
        rest = &rest[piece.map_or(letter.len_utf8(), length)..];
        match piece {
            Some(Piece::Value(_)) => {
                plain.push(VALUE);
                rest = rest
                    .strip_prefix("%%")
                    .or(rest.strip_prefix('%').filter(ends_word))
                    .unwrap_or(rest);
            }
            Some(Piece::Tag(_)) => continue,
            Some(Piece::Break(_)) => plain.push(' '),
            Some(Piece::Letter(_, letter)) => plain.push(letter),
            None if letter == '&' && is_ampersand_accelerator(before, rest) => {}
            None if letter == '_' && marks_accelerator && is_word_start(before, rest) => {}
            None if is_direction(letter) => {}
            None => plain.push(letter),
        }
        before = plain.chars().next_back();
    }
    plain
}

fn length(piece: Piece) -> usize {
    match piece {
        Piece::Value(length)
        | Piece::Tag(length)
        | Piece::Break(length)
        | Piece::Letter(length, _) => length,
    }
}

/// Whether nothing that could be part of another placeholder follows.
fn ends_word(rest: &&str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '{' | '.' | '-'))
}

/// `&Open`, `E&xit`; not "Save & close" and not "R&D".
fn is_ampersand_accelerator(before: Option<char>, rest: &str) -> bool {
    let Some(after) = rest.chars().next().filter(|c| c.is_alphanumeric()) else { return false };
    !(after.is_uppercase() && before.is_some_and(char::is_uppercase))
}

/// `_Open`, `Save _as`; not `in_progress`.
fn is_word_start(before: Option<char>, rest: &str) -> bool {
    before.is_none_or(|c| c.is_whitespace() || c == '(') && rest.starts_with(char::is_alphanumeric)
}

/// Marks of direction and breaks without width. Joiners stay: Indic words and emoji need them.
fn is_direction(c: char) -> bool {
    is_invisible(c) && !matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

/// The text without counters ("(0)", "(3 items)") and accelerators in brackets ("(F)" behind
/// ideographs), and without optional endings ("item(s)").
fn without_brackets(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[', '（', '［', '【']) {
        kept.push_str(&rest[..open]);
        rest = &rest[open..];
        let width = rest.chars().next().map_or(1, char::len_utf8);
        // Only up to the next bracket of any kind, so that open ones are looked at once.
        let inner = rest[width..].find(['(', ')', '[', ']', '（', '）', '［', '］', '【', '】']);
        match inner {
            Some(end) if says_nothing(&rest[width..width + end], kept.chars().next_back()) => {
                let close = rest[width + end..].chars().next().map_or(1, char::len_utf8);
                rest = &rest[width + end + close..];
            }
            _ => {
                kept.push_str(&rest[..width]);
                rest = &rest[width..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// Whether what stands in brackets after `before` is no part of a name.
fn says_nothing(inner: &str, before: Option<char>) -> bool {
    let is_counter =
        inner.contains(VALUE) || inner.trim_start().starts_with(|c: char| c.is_numeric());
    let letters = inner.chars().count();
    let is_ending = before.is_some_and(char::is_alphabetic)
        && letters <= 3
        && inner.chars().all(char::is_lowercase);
    let is_accelerator = letters == 1
        && inner.chars().all(|c| c.is_ascii_uppercase())
        && before.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    is_counter || is_ending || is_accelerator
}

/// A text without the plain number before it: "3 Active". "Level 1" keeps its number.
fn without_number(text: &str) -> &str {
    let is_number = |word: &str| {
        word.starts_with(char::is_numeric)
            && word.chars().all(|c| c.is_numeric() || matches!(c, '.' | ',' | '/' | '+'))
    };
    match text.split_once(' ') {
        Some((first, left))
            if is_number(first) && left.starts_with(|c: char| !c.is_numeric() && c != '%') =>
        {
            let left = trim_start(left);
            if left.chars().any(char::is_alphabetic) { left } else { text }
        }
        _ => text,
    }
}

fn trim_start(text: &str) -> &str {
    let trimmed = text.trim_start_matches(|c: char| is_ornament(c) || is_leading(c));
    // A sign before a number belongs to it: "-5", "~3 days".
    match text[..text.len() - trimmed.len()].chars().next_back() {
        Some(sign) if trimmed.starts_with(char::is_numeric) && is_sign(sign) => {
            &text[text.len() - trimmed.len() - sign.len_utf8()..]
        }
        _ => trimmed,
    }
}

fn trim_end(text: &str) -> &str {
    let mut text = text;
    loop {
        text = text.trim_end_matches(|c: char| is_ornament(c) || is_closing(c));
        // "A-" and "A+" are grades; a dash after a space is left over.
        match text.strip_suffix(['-', '+', '/', '|', '=']) {
            Some(left) if left.is_empty() || left.ends_with(char::is_whitespace) => text = left,
            _ => return text,
        }
    }
}

/// Space, bullets, dashes, arrows, emoji: no part of a name at either end.
fn is_ornament(c: char) -> bool {
    c.is_whitespace()
        || is_invisible(c)
        || matches!(c,
            '*' | '`' | '·' | '¶' | '•' | '‣' | '\u{2010}'..='\u{2015}' | '…' | '»' | '«' | '›' | '‹'
            | '\u{20D0}'..='\u{20FF}' | '\u{2190}'..='\u{2BFF}' | '\u{2E3A}' | '\u{2E3B}' | '・' | '〜'
            | '\u{E000}'..='\u{F8FF}' | '\u{FFFC}' | '\u{FFFD}' | '\u{1F000}'..='\u{1FAFF}'
            | '\u{F0000}'..='\u{10FFFF}')
}

fn is_leading(c: char) -> bool {
    is_closing(c)
        || matches!(c, '-' | '+' | '~' | '|' | '/' | '\\' | '=' | '>' | '^' | '%' | '¿' | '¡')
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '+' | '~' | '<' | '>' | '=' | '≤' | '≥' | '−')
}

/// Punctuation that closes a label, in any script.
fn is_closing(c: char) -> bool {
    matches!(c,
        '.' | ':' | '!' | '?' | ',' | ';' | '‥' | '‼'..='‽' | '。' | '、' | '．' | '，' | '：' | '；'
        | '！' | '？' | '｡' | '､' | '।' | '॥' | '۔' | '،' | '؛' | '؟' | '։' | '\u{37E}' | '\u{387}'
        | '።'..='፧' | '။' | '၊' | '។' | '៕' | '།' | '༎' | '\u{FE50}'..='\u{FE57}')
}

/// What stands between one pair of quotes or brackets around the whole.
fn unwrapped(text: &str) -> Option<&str> {
    const PAIRS: [(char, char); 16] = [
        ('"', '"'),
        ('\'', '\''),
        ('“', '”'),
        ('”', '”'),
        ('„', '“'),
        ('„', '”'),
        ('‘', '’'),
        ('’', '’'),
        ('‚', '‘'),
        ('「', '」'),
        ('『', '』'),
        ('(', ')'),
        ('[', ']'),
        ('（', '）'),
        ('［', '］'),
        ('【', '】'),
    ];
    PAIRS.iter().find_map(|&(open, close)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, &str)]) {
        for (text, name) in cases {
            assert_eq!(bare(text), *name, "{text}");
        }
    }

    #[test]
    fn plain_words_stay() {
        for text in [
            "Active",
            "In review",
            "Level 1",
            "Phase 2",
            "Q1 review",
            "100%",
            "N/A",
            "C#",
            "Grade A+",
            "Status: open",
            "in_progress",
            "R&D",
            "AT&T",
            "Save & close",
            "Paid (manually)",
            "3D ready",
            "Can't pay",
            "50% off",
            "50%off",
            "5 % done",
            "A-",
            "a < b",
            "<1 week",
            "-5",
            "$5",
            "сейчас в работе",
            "已完成",
            "เสร็จสิ้น",
            "सक्रिय",
            "סָגוּר",
            "Annulée",
        ] {
            assert_eq!(bare(text), text);
        }
    }

    #[test]
    fn placeholders() {
        check(&[
            ("Active: {count}", "Active"),
            ("{count} Active", "Active"),
            ("{{ count }} active", "active"),
            ("{ $count } active", "active"),
            ("{n, plural, one {Day} other {Days}}", ""),
            ("Paid by {0}", "Paid by"),
            ("${count} open", "open"),
            ("#{count} open", "open"),
            ("%{count} open", "open"),
            ("%d open", "open"),
            ("Open: %1$s", "Open"),
            ("Open: @:state.active $t(state.list, { \"count\": 1 })", "Open"),
            ("Open: %#@files@ %2$#@folders@ %arg %lld", "Open"),
            ("Open %-5.2f", "Open"),
            ("Open %(name)s", "Open"),
            ("%1 of %2 open", "of open"),
            ("%n open", "open"),
            ("%L1 open", "open"),
            ("%count% open", "open"),
            ("%d%% done", "done"),
            ("{n}% done", "done"),
            ("%1%2 open", "open"),
            ("$COUNT$ open", "open"),
            ("$count open", "open"),
            (":count open", "open"),
            ("Status :open", "Status"),
            (":white_check_mark: Open", "Open"),
            ("# open", "open"),
            ("__count__ open", "open"),
            ("<%= count %> open", "open"),
            ("{name", "{name"),
            ("name}", "name}"),
        ]);
    }

    #[test]
    fn counters() {
        check(&[
            ("Open (0)", "Open"),
            ("Open (%1)", "Open"),
            ("Open ({n} items)", "Open"),
            ("Open (3 items)", "Open"),
            ("Open [{0}/{1}]", "Open"),
            ("Open（{n}）", "Open"),
            ("3 Active", "Active"),
            ("1,234 Active", "Active"),
            ("2/3 Active", "Active"),
            ("12", "12"),
            ("12 34", "12 34"),
            ("Open (stage 2)", "Open (stage 2)"),
        ]);
    }

    #[test]
    fn markup_and_accelerators() {
        check(&[
            ("<b>Open</b>", "Open"),
            ("<0>3</0> open", "open"),
            ("In<br/>review", "In review"),
            ("<span class=\"x\">Open</span>", "Open"),
            ("&Open", "Open"),
            ("E&xit", "Exit"),
            ("Save &As", "Save As"),
            ("Save && close", "Save & close"),
            ("Save &amp; close", "Save & close"),
            ("In&nbsp;review", "In review"),
            ("_Open", "Open"),
            ("Save _as", "Save as"),
            ("打开(&O)", "打开"),
            ("打开(_O)…", "打开"),
        ]);
    }

    #[test]
    fn ends() {
        check(&[
            ("Open:", "Open"),
            ("Loading...", "Loading"),
            ("Loading…", "Loading"),
            ("已完成。", "已完成"),
            ("状态：", "状态"),
            ("✅ Done", "Done"),
            ("Done ✔️", "Done"),
            ("👩‍💻 Working", "Working"),
            ("• Open", "Open"),
            ("- Open -", "Open"),
            ("→ Open »", "Open"),
            ("\"Open\"", "Open"),
            ("“Open.”", "Open"),
            ("«Ouvert»", "Ouvert"),
            ("「公開」", "公開"),
            ("(deleted)", "deleted"),
            ("Item(s)", "Item"),
            ("Annulé(e)(s)", "Annulé"),
            ("Status *", "Status"),
            ("  In\u{a0} review ", "In review"),
            ("\u{200F}פתוח\u{200E}", "פתוח"),
        ]);
    }

    #[test]
    fn hostile_texts() {
        check(&[("", ""), (" ", ""), ("★", ""), ("…", ""), ("()", ""), ("\u{FE0F}\u{200D}", "")]);
        for unit in
            ["{", "<", "(", "%", "&", "_", "\"", "((a)", "{{}", "<a", "- ", "ﷺ", "👩‍💻", "%(", "$a"]
        {
            bare(&unit.repeat(20_000));
        }
    }
}
