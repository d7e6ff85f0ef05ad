//! The lines that add states to a system of the glossary: in the form in which a file writes the states
//! that it has, and below the last of them. Knows how TOML is written; nothing of labels and findings.

use toml_edit::{Document, Item, Table};

use crate::finding::GlossaryLine;
use crate::glossary::Glossary;
use crate::glossary::reader::is_id;
use crate::glossary::state::{Origin, SystemId};
use crate::glossary::table::toml_text;
use crate::text::locale::Locale;
use crate::text::source::Source;

/// A state to add: its id, and what it is called.
type NewState = (String, Option<(Locale, String)>);

/// How states are written, with the byte at which the text ends that new ones go below.
enum Form {
    /// A line each; the text stands before its id: nothing, or `states.`.
    Lines(String, usize),
    /// A table each.
    Tables(usize),
}

/// The lines that would add states to a system, each with what it is called, and where they go: to the
/// most own file that lists states of the system, else to `file`, which names the family. `None` if an
/// id is none, or if no lines could do it, as where all states stand in one inline table.
pub fn lines_to_add(
    glossary: &Glossary,
    system: SystemId,
    file: &Source,
    states: &[(String, Option<(Locale, String)>)],
) -> Option<GlossaryLine> {
    let system = glossary.system(system);
    if !states.iter().all(|(id, _)| is_id(id)) {
        return None;
    }
    let own = system.states.iter().filter(|state| state.origin > Origin::Builtin);
    let listing = own.max_by_key(|state| state.origin).map(|state| &*state.at.file);
    let mut files = listing.into_iter().chain([file]);
    files.find_map(|file| lines_of_file(file, &system.id, states, &glossary.source_locale))
}

/// The lines that would add states to a system in one file that speaks of it.
fn lines_of_file(
    file: &Source,
    system: &str,
    states: &[NewState],
    source: &Locale,
) -> Option<GlossaryLine> {
    let document = Document::parse(&*file.text).ok()?;
    let (text, end) = match form(document.as_table(), system)? {
        Form::Lines(before, end) => (lines(&before, states, source), end),
        Form::Tables(end) => (tables(system, states), end),
    };
    let line = file.position(end.checked_sub(1)? as u32).line;
    adds_them_only(&file.text, (&text, line), system, states).then(|| GlossaryLine {
        text,
        path: file.path.clone(),
        line,
    })
}

fn lines(before: &str, states: &[NewState], source: &Locale) -> String {
    let value = |name: &Option<(Locale, String)>| match name {
        Some((locale, text)) if locale == source => toml_text(text),
        Some((locale, text)) => format!("{{ {locale} = {} }}", toml_text(text)),
        None => "{}".to_owned(),
    };
    let lines = states.iter().map(|(id, name)| format!("{before}{id} = {}", value(name)));
    lines.collect::<Vec<_>>().join("\n")
}

fn tables(system: &str, states: &[NewState]) -> String {
    let tables = states.iter().map(|(id, name)| {
        let term = name.as_ref().map(|(locale, text)| format!("\n{locale} = {}", toml_text(text)));
        format!("[system.{system}.states.{id}]{}", term.unwrap_or_default())
    });
    tables.collect::<Vec<_>>().join("\n")
}

/// The form for new states of a system; `None` if the file says nothing of it, or all in one value.
fn form(root: &Table, id: &str) -> Option<Form> {
    let systems = root.get("system")?.as_table()?;
    let system = systems.get(id)?.as_table()?;
    let path = ["system", id, "states"];
    let Some(states) = system.get("states") else {
        let before = dotted(&path, &[systems, system]);
        return match (system.is_dotted(), system.is_implicit()) {
            (true, _) => Some(Form::Lines(before, table_end(system))),
            // Tables below `system.order` speak of it, and none is its own.
            (false, true) => Some(Form::Tables(table_end(system))),
            (false, false) => Some(Form::Lines(before, system.span()?.end)),
        };
    };
    let states = states.as_table()?;
    let before = dotted(&path, &[systems, system, states]);
    let (of_lines, of_tables): (Vec<_>, Vec<_>) =
        states.iter().map(|(_, state)| state).partition(|state| is_line(state));
    let last = |states: &[&Item]| states.iter().map(|state| end(state)).max();
    match (last(&of_lines), last(&of_tables)) {
        (Some(end), _) => Some(Form::Lines(before, end)),
        (None, Some(end)) => Some(Form::Tables(end)),
        (None, None) => Some(Form::Lines(before, states.span()?.end)),
    }
}

/// What stands before an id on a line: the keys of a path below the last of its tables that no
/// dotted key made.
fn dotted(path: &[&str], tables: &[&Table]) -> String {
    let headed = tables.iter().rposition(|table| !table.is_dotted());
    let keys = path.iter().skip(headed.map_or(0, |at| at + 1));
    keys.flat_map(|key| [key, "."]).collect()
}

/// Whether a state is written as `state = …` or `state.field = …` and has no header.
fn is_line(state: &Item) -> bool {
    state.is_value() || state.as_table().is_some_and(Table::is_dotted)
}

/// Where the text of an item ends, with all that is below it.
fn end(item: &Item) -> usize {
    match item {
        Item::Table(table) => table_end(table),
        Item::ArrayOfTables(tables) => tables.iter().map(table_end).max().unwrap_or(0),
        item => item.span().map_or(0, |span| span.end),
    }
}

fn table_end(table: &Table) -> usize {
    let own = table.span().map(|span| span.end);
    table.iter().map(|(_, item)| end(item)).chain(own).max().unwrap_or(0)
}

/// Whether a file with lines put below one of its own (from 1) says what it said before, and has states
/// of a system beside.
fn adds_them_only(
    file: &str,
    (text, line): (&str, u32),
    system: &str,
    states: &[NewState],
) -> bool {
    let mut lines: Vec<&str> = file.lines().collect();
    let before = lines.join("\n");
    lines.insert(line as usize, text);
    let after = lines.join("\n");
    let (Ok(mut before), Ok(mut after)) = (before.parse(), after.parse()) else { return false };
    let is_added = without(&mut after, system, states).is_some();
    // An empty list says as much as none.
    let _ = without(&mut before, system, &[]);
    is_added && after == before
}

/// Takes states of a system away again, and the list of them if nothing is left; `None` if one is
/// missing.
fn without(file: &mut toml::Table, system: &str, states: &[NewState]) -> Option<()> {
    let system = file.get_mut("system")?.get_mut(system)?.as_table_mut()?;
    let listed = system.get_mut("states")?.as_table_mut()?;
    for (id, _) in states {
        listed.remove(id)?;
    }
    if listed.is_empty() {
        system.remove("states");
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What adds `late`, called "Late", and the nameless `lost` to the system `order` of a file.
    fn added(file: &str) -> Option<(String, u32)> {
        let english = Locale::parse("en").unwrap();
        let late = ("late".to_owned(), Some((english.clone(), "Late".to_owned())));
        let states = [late, ("lost".to_owned(), None)];
        let line =
            lines_of_file(&Source::from_text("canonym.toml", file), "order", &states, &english)?;
        Some((line.text, line.line))
    }

    /// Holds that lines that begin with `before` go below a line.
    #[track_caller]
    fn lines_below(file: &str, before: &str, line: u32) {
        let text = format!("{before}late = \"Late\"\n{before}lost = {{}}");
        assert_eq!(added(file), Some((text, line)), "{file}");
    }

    /// Holds that tables go below a line.
    #[track_caller]
    fn tables_below(file: &str, line: u32) {
        let text = "[system.order.states.late]\nen = \"Late\"\n[system.order.states.lost]";
        assert_eq!(added(file), Some((text.to_owned(), line)), "{file}");
    }

    #[test]
    fn below_the_last_line_of_a_state() {
        lines_below("[system.order.states]\nnew = 'New' # now\nold = 'Old'\n\n[a]\nb = 1", "", 3);
        lines_below("[system.order.states]\r\nnew = 'New'\r\n", "", 2);
        lines_below("[system.order.states]\nnew = { in-code = [\n  'a',\n] }\n[a]\n", "", 4);
        lines_below("[system.order.states]\nnew = '''\nNew'''", "", 3);
        lines_below("[system.order.states]\nnew.en = 'New'\nnew.de = 'Neu'\n[a]\n", "", 3);
        lines_below("[system.order.states]\nnew = 'New'\n[system.order.states.old]\n", "", 2);
    }

    #[test]
    fn below_a_header_where_no_state_is_listed() {
        lines_below("[system.order]\ntitle = 'Order'\n[system.order.states]\n[a]\n", "", 3);
        lines_below("a = 1\n[system.order] # ours\ntitle = 'Order'\n", "states.", 2);
        lines_below("[system . 'order']\n", "states.", 1);
    }

    #[test]
    fn dotted_where_states_are() {
        lines_below("[system.order]\nstates.new = 'New'\ntitle = 'Order'\n", "states.", 2);
        lines_below("[system.order]\nstates.new.en = 'New'\ntitle = 'Order'\n", "states.", 2);
        lines_below("[system]\norder.states.new = 'New'\nbill.title = ''\n", "order.states.", 2);
        lines_below("[system]\norder.title = 'Order'\n", "order.states.", 2);
        lines_below("system.order.states.new = 'New'\n[a]\n", "system.order.states.", 1);
        lines_below("system.order.title = 'Order'\n[a]\n", "system.order.states.", 1);
    }

    #[test]
    fn tables_where_states_are() {
        tables_below("[system.order.states.new]\nen = 'New'\n\n[a]\nb = 1\n", 2);
        tables_below("[system.order.states.new.en]\npreferred = [\n'New',\n]\n[a]\n", 4);
        tables_below("[system.order.states]\n[system.order.states.new]\n", 2);
        tables_below("[system.order.nouns]\nen = ['order']\n\n[a]\n", 2);
    }

    #[test]
    fn nothing_where_lines_cannot() {
        let rest = [
            "[system.order]\nstates = { new = 'New' }\n",
            "[system]\norder = { title = 'Order' }\n",
            "[system.order.states]\nlate = 'Late'\n",
            "[system.bill]\n",
            "[system.order\n",
            "",
        ];
        for file in rest {
            assert_eq!(added(file), None, "{file}");
        }
    }
}
