//! Tables of texts: a row an entry, a column a locale; or two columns, a source text and its translation.

mod columns;

use foldhash::{HashSet, HashSetExt};

use super::keyed::mostly_texts;
use super::{Claim, Format};
use crate::label::{
    About, Comment, Contents, Fault, Key, Label, MENTION, Quoting, Shared, Side, Unfit,
};
use crate::syntax::csv::{self, Cell, Row};
use crate::syntax::icu;
use crate::text::place::Span;
use crate::text::source::Source;

use columns::Columns;

/// The format.
pub(super) static CSV: Format = Format {
    id: "csv",
    title: "Tables with a column a locale (.csv, .tsv)",
    docs: DOCS,
    claims,
    is_catalogue,
    is_bilingual: false,
    fallback_charset: None,
    read: |source, _| read(source),
    encode,
    decode: csv::decode,
};

const DOCS: &str = "\
Reads tables of texts: `.csv` and `.tsv` files whose first row names locales (`key,en,de,pt_BR`,
`Key;Description;English (en)`), and files of one locale in two columns. A file is a catalogue if its path
names a locale, or if its first row names one beside a column of keys, or two.

The key path is the text in the column of keys (`key`, `id`, `name`, `identifier` ..., else the first
column), split at its dots; one that holds two words with a blank between them is a source text and no
path, and so is any in a column called `source`. Without a column of keys, the first text of a row is its
key. Columns called `description`, `comment`, `context` or `note` describe an entry. Plural and select
variants of ICU messages are branches.

```csv
key,description,en,de
order.sent,\"A badge, in capitals\",Sent,Gesendet
order.note,,\"The client said \"\"no\"\"\",Der Kunde hat abgelehnt
```

A table without locales in its first row has keys in its first column and texts in its second, if it has
two columns, or four (Magento's), or columns called `key` and `value`.

Commas, semicolons or tabs part cells, whichever stand most often in the first row. Empty cells name
nothing. A row whose quotation marks are wrong is a fault and costs itself; so are more cells than the
first row has. A key that stands twice is a note.
";

/// A longer description is cut.
const LONGEST_DESCRIPTION: usize = 2048;
/// All cells of a row repeat its key: a longer one would multiply a hostile file.
const LONGEST_KEY: usize = 1024;

fn claims(path: &str) -> Claim {
    let is_ours = ["csv", "tsv"].iter().any(|end| super::has_extension(path, end));
    if is_ours { Claim::General } else { Claim::No }
}

fn is_catalogue(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let head = head.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let (start, delimiter) = beginning(head);
    let table = csv::read(head, start, delimiter);
    table.rows.first().is_some_and(|first| Columns::are_told(first, head))
}

/// Where the table begins, and what parts its cells: Excel may say so in a line of its own.
fn beginning(text: &str) -> (usize, u8) {
    let line = text.lines().next().unwrap_or("");
    match line.strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter @ (b',' | b';' | b'\t')]) => {
            (text.find('\n').map_or(text.len(), |end| end + 1), *delimiter)
        }
        _ => (0, csv::delimiter(text)),
    }
}

fn read(source: &Source) -> Contents<'_> {
    let text = &*source.text;
    let (start, delimiter) = beginning(text);
    let table = csv::read(text, start, delimiter);
    let mut reader = Reader {
        text,
        columns: Columns::default(),
        width: 0,
        contents: Contents { faults: table.faults, ..Contents::default() },
    };
    let Some(first) = table.rows.first() else { return reader.contents };
    let Some(columns) = Columns::of(first, text) else { return Contents::default() };
    let rows = if columns.has_header { &table.rows[1..] } else { &table.rows };
    (reader.columns, reader.width) = (columns, first.cells.len());
    let repeated = reader.repeated(rows);
    for row in rows {
        reader.row(row);
    }
    reader.contents.remarks = repeated;
    reader.contents
}

struct Reader<'s> {
    text: &'s str,
    columns: Columns,
    /// How many cells the first row has.
    width: usize,
    contents: Contents<'s>,
}

impl<'s> Reader<'s> {
    fn row(&mut self, row: &Row) {
        self.remark(row);
        let Some(key) = self.key(row) else { return };
        if self.is_faulty(row, key) {
            return;
        }
        let written = key.written(self.text).text;
        let is_source = self.columns.are_sources || self.columns.key.is_none();
        let (key, side) = match is_source {
            true => (Key::from_segments([&*written]), Side::Keyed(written)),
            false => mostly_texts(written),
        };
        let description = self.description(row);
        for (at, locale) in &self.columns.texts {
            let Some(cell) = row.cells.get(*at) else { continue };
            let written = cell.written(self.text);
            if written.text.trim().is_empty() {
                continue;
            }
            for branch in icu::branches(&written.text) {
                let Some((said, spans)) = written.branch(&branch) else { continue };
                if said.trim().is_empty() {
                    continue;
                }
                self.contents.labels.push(Label {
                    key: Some(key.clone()),
                    branch: (!branch.path.is_empty()).then(|| branch.path.into()),
                    locale: locale.clone(),
                    side: side.clone(),
                    description: description.clone(),
                    ..Label::new(said, spans, cell.quoting)
                });
            }
        }
    }

    /// The cell that holds the key of a row: without such a column, its first text.
    fn key(&self, row: &Row) -> Option<Cell> {
        let column = self.columns.key.or(self.columns.texts.first().map(|(at, _)| *at))?;
        row.cells.get(column).copied().filter(|cell| !cell.span.slice(self.text).trim().is_empty())
    }

    /// Whether a row has too many cells, or a key that would multiply the file.
    fn is_faulty(&mut self, row: &Row, key: Cell) -> bool {
        let beyond = row.cells.iter().skip(self.width).find(|cell| !cell.span.is_empty());
        let (span, message, help) = if let Some(cell) = beyond {
            let (has, width) = (row.cells.len(), self.width);
            let message = format!("this row has {has} cells, the first one has {width}");
            (cell.span, message, Some("put a cell that holds the sign between cells in quotes"))
        } else if key.span.slice(self.text).len() > LONGEST_KEY {
            (key.span, "this key is longer than 1 KiB; its row is not read".to_owned(), None)
        } else {
            return false;
        };
        let help = help.map(str::to_owned);
        self.contents.faults.push(Fault { span: Some(span), message, help });
        true
    }

    /// Keeps what a row says to canonym: in a column that describes, or as a comment of its own.
    fn remark(&mut self, row: &Row) {
        let whole =
            Span { start: row.cells[0].span.start, end: row.cells[row.cells.len() - 1].span.end };
        let line = whole.slice(self.text);
        if line.starts_with('#') && line.contains(MENTION) {
            let said = line.trim_end_matches([',', ';', '\t']).into();
            self.contents.comments.push(Comment { text: said, span: whole, about: About::Next });
        }
        let described = self.columns.about.iter().filter_map(|&at| row.cells.get(at));
        for cell in described {
            let (text, span) = (cell.written(self.text).text, cell.span);
            if text.contains(MENTION) {
                let about = About::Entry(whole);
                self.contents.comments.push(Comment { text, span, about });
            }
        }
    }

    fn description(&self, row: &Row) -> Option<Shared<'s>> {
        let cells = self.columns.about.iter().filter_map(|&at| row.cells.get(at));
        let said = cells.map(|cell| cell.written(self.text).text);
        let mut said =
            said.filter(|said| !said.trim().is_empty()).reduce(|all, next| all + "\n" + next)?;
        if said.len() > LONGEST_DESCRIPTION {
            let end = said.floor_char_boundary(LONGEST_DESCRIPTION);
            said.to_mut().truncate(end);
        }
        Some(said.into())
    }

    /// A remark for each key that stood before; not where something else is broken, for then it is most
    /// often both sides of a merge.
    fn repeated(&self, rows: &[Row]) -> Vec<Fault> {
        if !self.contents.faults.is_empty() {
            return Vec::new();
        }
        let mut seen = HashSet::with_capacity(rows.len());
        let keys = rows.iter().filter_map(|row| self.key(row));
        let keys = keys.map(|cell| (cell.written(self.text).text, cell.span));
        let repeated = keys.filter(|(key, _)| !seen.insert(key.clone()));
        let message = |key: &str| {
            format!(
                "the key \"{key}\" stands twice in this file; the second wins when the program runs"
            )
        };
        let fault = |(key, span): (std::borrow::Cow<'_, str>, Span)| Fault {
            span: Some(span),
            message: message(&key),
            help: None,
        };
        repeated.map(fault).collect()
    }
}

fn encode(text: &str, quoting: Quoting) -> Result<String, Unfit> {
    let unfit =
        || Unfit("such a text stands in quotation marks, and this cell has none".to_owned());
    csv::encode(text, quoting).ok_or_else(unfit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_rows_name_locales() {
        for (head, is_told) in [
            ("key,en,de", true),
            ("Key;Description;English (en);German(de_AT)\n", true),
            ("sep=\t\nid\tde\n", true),
            ("en,pl", true),
            ("source,pt_BR", true),
            ("\u{FEFF}keys,zh-Hans", true),
            ("id,name,no", false),
            ("id,is,to", false),
            ("date,price,en", false),
            ("name,age,city", false),
            ("a,b\nkey,en", false),
            ("", false),
        ] {
            assert_eq!(is_catalogue(head.as_bytes()), is_told, "{head}");
        }
    }

    #[test]
    fn a_long_key_is_not_multiplied() {
        let text = format!("key,en,de\n{},a,b\n", "k".repeat(5000));
        let source = Source::from_text("a.csv", text);
        let contents = read(&source);
        assert_eq!((contents.labels.len(), contents.faults.len()), (0, 1));
    }
}
