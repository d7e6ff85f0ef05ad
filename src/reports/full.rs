//! For a person at a terminal: one block a finding, the state as the headline, its names as a table,
//! one excerpt, what decides and what would allow it.

use std::io;

use anstyle::{AnsiColor, Style as Colour};

use super::page::{counted, hidden_notes, width};
use super::{Excerpt, Page, Paths, Style};
use crate::finding::{Accept, Finding, GlossaryLine, Level, NameLine, Role};
use crate::quote::Quotes;
use crate::report::Report;
use crate::text::source::printable;

/// The style.
pub static STYLE: Style = Style {
    id: "full",
    docs: include_str!("full.md"),
    paths: Paths::Here,
    hides_notes: true,
    shows_accepted: false,
    write,
};

type Out<'o> = &'o mut dyn io::Write;

fn write(report: &Report, quotes: &Quotes, page: &Page, out: Out<'_>) -> io::Result<()> {
    for finding in page.shown(&report.findings) {
        headline(finding, page, out)?;
        names(finding, quotes, page, out)?;
        excerpt(finding, quotes, page, out)?;
        advice(finding, page, out)?;
        writeln!(out)?;
    }
    summary(report, page, out)
}

/// The oddest place as it stands in its file, where the place itself is the news: two names that
/// clash are compared in the table.
fn excerpt(finding: &Finding, quotes: &Quotes, page: &Page, out: Out<'_>) -> io::Result<()> {
    let is_about_two = matches!(finding.check, "shared-name" | "confusable-names");
    let odd = finding.marks.iter().find(|mark| mark.role == Role::Odd).filter(|_| !is_about_two);
    let Some((mark, spans)) = odd.and_then(|mark| Some((mark, mark.spans.as_ref()?))) else {
        return Ok(());
    };
    let Some(source) = quotes.source(&mark.path) else { return Ok(()) };
    let excerpt = Excerpt::new(source, spans.first(), page.path(&mark.path), &mark.remark);
    writeln!(out)?;
    for line in excerpt.draw(page).lines() {
        writeln!(out, "    {line}")?;
    }
    writeln!(out)
}

fn headline(finding: &Finding, page: &Page, out: Out<'_>) -> io::Result<()> {
    let colour = match finding.level {
        Level::Error => AnsiColor::Red,
        Level::Warning => AnsiColor::Yellow,
        Level::Note => AnsiColor::Cyan,
    };
    let head = paint(
        page,
        Colour::new().bold().fg_color(Some(colour.into())),
        &format!("{}[{}]", finding.level, finding.check),
    );
    let message = paint(page, Colour::new().bold(), &printable(&finding.message));
    let drafted = if finding.is_drafted { " (drafted)" } else { "" };
    writeln!(out, "{head}{drafted}  {message}")?;
    match &finding.definitions[..] {
        [(_, definition)] if finding.states.len() == 1 => {
            writeln!(out, "    {}", printable(definition))
        }
        _ => writeln!(out, "    {}", printable(&finding.why)),
    }
}

/// The table of names. Paths come last and are never broken: where one would pass the width, all move
/// to lines of their own.
fn names(finding: &Finding, quotes: &Quotes, page: &Page, out: Out<'_>) -> io::Result<()> {
    if finding.names.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let rows: Vec<Row> =
        finding.names.iter().map(|line| row(finding, line, quotes, page)).collect();
    let columns: [usize; 3] =
        std::array::from_fn(|at| rows.iter().map(|row| width(&row.cells[at])).max().unwrap_or(0));
    let is_wide = rows.iter().any(|row| {
        8 + columns.iter().sum::<usize>() + 2 * columns.len() + width(&row.place) > page.width
    });
    for row in &rows {
        let cells: Vec<String> =
            row.cells.iter().zip(columns).map(|(cell, column)| padded(cell, column)).collect();
        let colour = if row.is_odd { AnsiColor::Red } else { AnsiColor::Green };
        let sign = paint(page, Colour::new().fg_color(Some(colour.into())), row.sign);
        let line = format!("      {sign} {}", cells.join("  "));
        match is_wide {
            true => writeln!(out, "{}\n            {}", line.trim_end(), row.place)?,
            false => writeln!(out, "{line}  {}", row.place)?,
        }
    }
    for (id, definition) in finding.definitions.iter().filter(|_| finding.states.len() > 1) {
        writeln!(out, "    {} {}", padded(id, 11), printable(definition))?;
    }
    Ok(())
}

struct Row {
    sign: &'static str,
    is_odd: bool,
    cells: [String; 3],
    place: String,
}

fn row(finding: &Finding, line: &NameLine, quotes: &Quotes, page: &Page) -> Row {
    let mark = &finding.marks[line.mark];
    let at = quotes.locate(mark).start;
    let locale =
        if finding.locale.is_none() { format!("{}: ", line.locale) } else { String::new() };
    let times =
        if page.is_unicode { format!("{}×", line.count) } else { format!("x{}", line.count) };
    let meaning = match &line.aside {
        Some(aside) => format!("{locale}{}", printable(aside)),
        None => surfaces(&line.surfaces),
    };
    Row {
        sign: match (line.is_odd, page.is_unicode) {
            (true, true) => "✗",
            (true, false) => "x",
            // Neither right nor to be mended.
            (false, _) if mark.permitted.is_some() || finding.check == "shared-name" => " ",
            (false, true) => "✓",
            (false, false) => "+",
        },
        is_odd: line.is_odd,
        cells: [shortened(&printable(&line.name)), times, meaning],
        place: format!(
            "{}:{}:{}{}",
            page.path(&mark.path),
            at.line,
            at.column,
            copies(mark.copies.len())
        ),
    }
}

/// How many other files repeat a label.
pub fn copies(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => " and 1 copy".to_owned(),
        count => format!(" and {count} copies"),
    }
}

fn surfaces(surfaces: &[String]) -> String {
    let shown: Vec<_> = surfaces.iter().take(3).map(|surface| printable(surface)).collect();
    let more = surfaces.len().saturating_sub(3);
    let more = if more > 0 { format!(", {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// A name that fits a table; the excerpt and the other styles have all of it.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 40;
    match name.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}...", &name[..at]),
        None => name.to_owned(),
    }
}

fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

fn advice(finding: &Finding, page: &Page, out: Out<'_>) -> io::Result<()> {
    let mut line = |word: &str, text: &str| {
        let word = paint(page, Colour::new().dimmed(), &padded(word, 12));
        writeln!(out, "    {word}{text}")
    };
    if let Some(GlossaryLine { text, path, line: at }) = &finding.preferred {
        line("preferred", &format!("\"{}\", {}:{at}", printable(text), page.path(path)))?;
    } else {
        line("mend", &printable(&finding.help))?;
    }
    if finding.mends() > 0 {
        let command = padded(&format!("{} check --fix", page.program), 38);
        line(
            "mend",
            &format!("{command}   changes {}, no keys", counted(finding.mends(), "label")),
        )?;
    }
    if let Some(accept) = &finding.accept {
        let (word, place, lines) = accepting(accept, page);
        for (at, text) in lines.lines().enumerate() {
            let (word, place) = if at == 0 { (word, &*place) } else { ("", "") };
            let text = format!("{}   {place}", padded(&printable(text), 38));
            line(word, text.trim_end())?;
        }
    }
    if finding.mirrored > 0 {
        line(
            "mirrored",
            &format!(
                "the same split stands in {}: mend the source first",
                counted(finding.mirrored, "other locale")
            ),
        )?;
    }
    if let Some(state) = &finding.ended_by {
        line("also", &format!("mending {state} above ends this one too"))?;
    }
    Ok(())
}

/// What would accept a finding: the word before it, where it goes, and its lines.
fn accepting<'a>(accept: &'a Accept, page: &Page) -> (&'static str, String, &'a str) {
    let (Accept::Allow(line) | Accept::Add(line) | Accept::Waive(line)) = accept;
    let path = page.path(&line.path);
    match accept {
        Accept::Allow(_) => ("or allow", format!("at {path}:{}", line.line), &line.text),
        Accept::Add(_) => ("add", format!("below {path}:{}", line.line), &line.text),
        Accept::Waive(_) => ("or waive", format!("# at the end of {path}"), &line.text),
    }
}

/// What was found, and what was looked at.
fn summary(report: &Report, page: &Page, out: Out<'_>) -> io::Result<()> {
    let tallies = &report.tallies;
    let (errors, warnings, notes) =
        (report.count(Level::Error), report.count(Level::Warning), report.count(Level::Note));
    let dot = if page.is_unicode { "·" } else { "-" };
    let hidden = if page.least > Level::Note && notes > 0 {
        format!(" {dot} {}", hidden_notes(notes))
    } else {
        String::new()
    };
    let locales = counted(tallies.locales.len(), "locale");
    if errors + warnings == 0 && report.asked == 0 {
        return writeln!(
            out,
            "nothing was read: `{} check -v` tells what was passed over and why",
            page.program
        );
    }
    if errors + warnings == 0 && tallies.usages == 0 {
        return writeln!(
            out,
            "nothing to judge: none of {} in {} names a state of the glossary{hidden}",
            counted(tallies.labels, "label"),
            counted(tallies.files, "file"),
        );
    }
    if errors + warnings == 0 {
        let clear =
            paint(page, Colour::new().bold().fg_color(Some(AnsiColor::Green.into())), "all clear");
        let older = report.since.as_ref().map_or(0, |since| since.older);
        let may_stay = tallies.accepted + older;
        let is_plain = notes == 0 && may_stay == 0 && report.only.is_empty();
        let each = if is_plain { ", one name each" } else { "" };
        let only = match report.only.is_empty() {
            true => String::new(),
            false => format!(" in {}", report.only.join(", ")),
        };
        let accepted = permitted(report, dot);
        let notes = if page.least == Level::Note && notes > 0 {
            format!(" {dot} {}", counted(notes, "note"))
        } else {
            hidden
        };
        let labels = counted(tallies.labels, "label");
        return writeln!(
            out,
            "{clear}{only}: {}{each} {dot} {labels} in {locales}{accepted}{notes}",
            counted(tallies.states, "state")
        );
    }
    let shown = [
        (errors, "error"),
        (warnings, "warning"),
        (if hidden.is_empty() { notes } else { 0 }, "note"),
    ];
    let counts: Vec<_> = shown
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(*count, word))
        .collect();
    let mends = match report.mends() {
        0 => String::new(),
        count => format!(" {dot} {} can be mended with --fix", counted(count, "label")),
    };
    writeln!(out, "{}{mends}{}{hidden}", counts.join(", "), permitted(report, dot))?;
    writeln!(
        out,
        "read {}, {}, {} of them {} {}{}",
        counted(tallies.files, "file"),
        counted(tallies.labels, "label"),
        tallies.usages,
        if tallies.usages == 1 { "names" } else { "name" },
        counted(tallies.states, "state"),
        locales_met(&tallies.locales, dot),
    )
}

/// How much is not told because it may stay, each number behind a dot.
fn permitted(report: &Report, dot: &str) -> String {
    let tallies = &report.tallies;
    let waived = tallies.accepted - tallies.baselined;
    let older = report.since.as_ref();
    let of_base = older.map(|since| {
        let revision = printable(&since.revision);
        (since.older, format!("older than this change ({revision})"))
    });
    let all = [(waived, "waived".to_owned()), (tallies.baselined, "in the baseline".to_owned())];
    let told = all.into_iter().chain(of_base).filter(|(count, _)| *count > 0);
    told.map(|(count, words)| format!(" {dot} {count} {words}")).collect::<Vec<_>>().concat()
}

/// The locales behind a dot, the first of many by name; nothing where no label was met.
fn locales_met(locales: &[String], dot: &str) -> String {
    const NAMED: usize = 12;
    match (locales.len(), locales.len().saturating_sub(NAMED)) {
        (0, _) => String::new(),
        (_, 0 | 1) => format!(" {dot} {}", locales.join(", ")),
        (_, more) => format!(" {dot} {} and {more} more locales", locales[..NAMED].join(", ")),
    }
}

/// Text in a colour, where the page has colour.
fn paint(page: &Page, colour: Colour, text: &str) -> String {
    if page.has_colour { format!("{colour}{text}{colour:#}") } else { text.to_owned() }
}
