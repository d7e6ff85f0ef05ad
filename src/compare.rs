//! Pairs of names, what is thought of each, and how often that is right where somebody has said what is. Reads
//! and scores text; prints nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::text::fold::look_alike;
use crate::text::likeness::{Lexicon, Rule, Tier, Topic};

/// Two names to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The two names.
    pub names: [String; 2],
    /// Whether people confuse them, where somebody has said so.
    pub label: Option<bool>,
}

/// What is wrong with a table of pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// What.
    pub message: String,
    /// How it would be right.
    pub help: &'static str,
}

const COLUMNS: &str =
    "the first line names the columns: name_a, name_b and perhaps label, with tabs between them";
const LABELS: &str = "a label is 1 for confusable, 0 for not, or empty";

/// The pairs of a table of tab-separated values; columns but `name_a`, `name_b` and `label` are passed over.
///
/// # Errors
/// The first line that cannot be read.
pub fn rows(text: &str) -> Result<Vec<Row>, Wrong> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let wrong =
        |at: usize, message: &str, help| Wrong { line: at + 1, message: message.to_owned(), help };
    let Some((at, header)) = lines.next() else {
        return Err(wrong(0, "there are no pairs", COLUMNS));
    };
    let columns: Vec<&str> = header.split('\t').map(str::trim).collect();
    let column = |name: &str| columns.iter().position(|it| it.eq_ignore_ascii_case(name));
    let (Some(a), Some(b)) = (column("name_a"), column("name_b")) else {
        return Err(wrong(at, "there is no column `name_a` or `name_b`", COLUMNS));
    };
    let label = column("label");
    let mut rows = Vec::new();
    for (at, line) in lines {
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        let field = |column: usize| fields.get(column).copied().unwrap_or("");
        let names = [field(a), field(b)].map(str::to_owned);
        if names.iter().any(String::is_empty) {
            return Err(wrong(at, "a name is missing", "a pair has two names"));
        }
        let label = match label.map_or("", field) {
            "" => None,
            "1" | "true" | "yes" => Some(true),
            "0" | "false" | "no" => Some(false),
            _ => return Err(wrong(at, "this label is neither 1 nor 0", LABELS)),
        };
        rows.push(Row { names, label });
    }
    Ok(rows)
}

/// How much two names would weigh as those of two states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// They have nothing in common that any rule knows.
    None,
    /// Alike by design.
    Silent,
    /// `confusable-names`, as a note.
    Note,
    /// `confusable-names`, as a warning.
    Warning,
    /// `shared-name`: one name.
    Error,
}

impl Grade {
    /// The grade as it is written.
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Silent => "silent",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What is thought of two names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How much they weigh.
    pub grade: Grade,
    /// The rule that says so, as [`Rule::id`] has it; `same-name` and `same-looks` belong to `shared-name`;
    /// `-` if none does.
    pub rule: &'static str,
    /// As people read it.
    pub reason: String,
}

/// What is thought of two names of two states of one system.
pub fn verdict([a, b]: &[String; 2], lexicon: &Lexicon) -> Verdict {
    let same = |rule, reason| Verdict { grade: Grade::Error, rule, reason };
    let names = [lexicon.analyse(a), lexicon.analyse(b)];
    if names[0].fold() == names[1].fold() {
        let reason = "the same name, apart from case, spaces or punctuation".to_owned();
        return same("same-name", reason);
    }
    if look_alike(a, b) {
        return same("same-looks", letters_that_differ(a, b));
    }
    let topic = Topic::of(names.iter());
    let Some(likeness) = lexicon.compare(&names[0], &names[1], &topic) else {
        let reason = "nothing that any rule knows".to_owned();
        return Verdict { grade: Grade::None, rule: "-", reason };
    };
    let grade = match likeness.tier {
        Tier::Silent => Grade::Silent,
        Tier::Note => Grade::Note,
        Tier::Warning => Grade::Warning,
    };
    Verdict { grade, rule: likeness.rule.id(), reason: likeness.reason }
}

/// `written with look-alike characters: U+0410 where the other has A`
fn letters_that_differ(a: &str, b: &str) -> String {
    let differ = a.chars().zip(b.chars()).find(|(a, b)| a != b);
    let shown = |char: char| match char.is_ascii_graphic() {
        true => char.to_string(),
        false => format!("U+{:04X}", u32::from(char)),
    };
    let place = differ.map(|(a, b)| format!(": {} where the other has {}", shown(a), shown(b)));
    format!("written with look-alike characters{}", place.unwrap_or_default())
}

/// How often verdicts are right.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// By grade: how many pairs are confusable, and how many are not.
    grades: BTreeMap<Grade, [usize; 2]>,
    /// The same by rule and grade.
    rules: BTreeMap<(&'static str, Grade), [usize; 2]>,
}

impl Score {
    /// Counts a pair of which somebody has said what is right.
    pub fn add(&mut self, verdict: &Verdict, is_confusable: bool) {
        let at = usize::from(!is_confusable);
        self.grades.entry(verdict.grade).or_default()[at] += 1;
        self.rules.entry((verdict.rule, verdict.grade)).or_default()[at] += 1;
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.grades.is_empty()
    }

    /// Precision, recall and F1 of all pairs that weigh at least so much, each from 0 to 1; `None` where
    /// there is nothing to divide by.
    pub fn at_least(&self, grade: Grade) -> [Option<f64>; 3] {
        let sum = |least: Grade, at: usize| -> usize {
            self.grades.range(least..).map(|(_, counts)| counts[at]).sum()
        };
        let (right, wrong) = (sum(grade, 0), sum(grade, 1));
        let all = sum(Grade::None, 0);
        let f1 = ratio(2 * right, right + wrong + all);
        [ratio(right, right + wrong), ratio(right, all), f1]
    }

    /// The tables, as lines with tabs: what is found at each level, and by which rule.
    pub fn table(&self) -> String {
        let mut table = "level\tprecision\trecall\tf1\n".to_owned();
        for grade in [Grade::Warning, Grade::Note] {
            let cells =
                self.at_least(grade).map(|it| it.map_or("-".to_owned(), |it| format!("{it:.3}")));
            _ = writeln!(table, "{}\t{}", grade.id(), cells.join("\t"));
        }
        table += "\nrule\tlevel\tconfusable\tnot\n";
        let order = |rule: &str| Rule::ALL.iter().position(|it| it.id() == rule);
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|((rule, grade), _)| (rule == &"-", order(rule), *grade));
        for ((rule, grade), [confusable, not]) in rules {
            _ = writeln!(table, "{rule}\t{}\t{confusable}\t{not}", grade.id());
        }
        table
    }
}

#[allow(clippy::cast_precision_loss)] // nobody labels 2^52 pairs
fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
