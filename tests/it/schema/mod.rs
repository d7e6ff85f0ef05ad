//! The schema that `canonym config schema` writes says of a canonym.toml what the readers say of it.

mod judge;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use canonym::baseline;
use canonym::config::{self, FILE, Project};
use canonym::glossary::builtin;
use canonym::glossary::mistake::Mistakes;
use canonym::text::difference::Difference;
use canonym::tree::Tree;
use canonym::{checks, formats};
use serde_json::Value;
use walkdir::WalkDir;

use crate::program::Scratch;
use crate::sources::none;
use judge::Schema;

/// A table of canonym.toml with a field that no table has, and where the schema speaks of that table.
const TABLES: [(&str, &str); 11] = [
    ("zzzzzzzz = 1", ""),
    ("[files]\nzzzzzzzz = 1", "/properties/files"),
    ("[locales]\nzzzzzzzz = 1", "/properties/locales"),
    ("[thesaurus]\nzzzzzzzz = 1", "/properties/thesaurus"),
    ("[templates]\nzzzzzzzz = 1", "/properties/templates"),
    ("[[catalogue]]\nfiles = \"a\"\nzzzzzzzz = 1", "/definitions/catalogue"),
    ("[[waiver]]\nreason = \"a\"\nstates = \"a.b\"\nzzzzzzzz = 1", "/definitions/waiver"),
    ("[system.a]\nzzzzzzzz = 1", "/definitions/system"),
    ("[system.a]\nwithin = { zzzzzzzz = 1 }", "/definitions/place"),
    ("[system.a]\nkeys = { keys = \"{state}\", zzzzzzzz = 1 }", "/definitions/conjunction"),
    ("[system.a.states.b]\nzzzzzzzz = 1", "/definitions/state"),
];

/// The same of terms.
const TERMS: [(&str, &str); 2] = [
    ("[system.a.states.b]\nen = { zzzzzzzz = \"1\" }", "/definitions/statuses"),
    ("[system.a.states.b]\nen = { text = \"a\", zzzzzzzz = 1 }", "/definitions/term-table"),
];

/// Files that are wrong, one mistake each.
const WRONG: [&str; 47] = [
    "sytem = {}",
    "source-locale = 1",
    "source-locale = \"English\"",
    "extends = [\"builtin:shops\"]",
    "extends = [\"/etc/passwd\"]",
    "extends = true",
    "system = []",
    "[system.Order]",
    "[system.order]\nkey = []",
    "[system.order]\nkeys = [\"order.sent\"]",
    "[system.order]\nkeys = [\"{state}.{state}\"]",
    "[system.order]\nkeys = [\"a.***.{state}\"]",
    "[system.order]\nkeys = [{ files = [\"a\"] }]",
    "[system.order]\nkeys = 1",
    "[system.order]\ntexts = [\"a\"]",
    "[system.order]\ntitle = [\"a\"]",
    "[system.order]\nwithin = \"web/**\"",
    "[system.order]\nwithin = { paths = [\"a\"] }",
    "[system.order]\nnouns = { English = [\"order\"] }",
    "[system.order]\nnouns = { en = 1 }",
    "[system.order]\nstates = [\"sent\"]",
    "[system.order.states]\nSent = \"Sent\"",
    "[system.order.states]\nsent = \" \"",
    "[system.order.states]\nsent = 1",
    "[system.order.states]\nsent = [\"Sent\", \"Shipped\"]",
    "[system.order.states]\nsent = { definitio = \"a\" }",
    "[system.order.states]\nsent = { key = \"a\" }",
    "[system.order.states]\nsent = { xx = \"Sent\" }",
    "[system.order.states]\nsent = { en = 1 }",
    "[system.order.states]\nsent = { en = [\"\"] }",
    "[system.order.states]\nsent = { en = { prefered = \"Sent\" } }",
    "[system.order.states]\nsent = { en = { preferred = [\"Sent\", \"Shipped\"] } }",
    "[system.order.states]\nsent = { en = { admitted = [{ forms = [\"a\"] }] } }",
    "[system.order.states]\nsent = { en = { deprecated = { text = \"a\", match = \"all\" } } }",
    "[system.order.states]\nsent = { en = { text = \"a\", form = \"b\" } }",
    "[system.order.states]\nsent = { replaces = \"yes\" }",
    "[spelling]\nen = \"au\"",
    "[spelling]\nde = \"us\"",
    "[files]\nignore = [\"a\"]",
    "[locales]\naliases = { jp = \"Japanese\" }",
    "[surfaces]\n\"web/**\" = 1",
    "[levels]\nsplit-names = \"note\"",
    "[levels]\nsplit-name = \"info\"",
    "[levels]\nsplit-name = { frames = \"note\" }",
    "[[catalogue]]\nlocale = \"en\"",
    "[[catalogue]]\nfiles = \"a\"\nformat = \"ini\"",
    "[[waiver]]\nreason = \"a\"",
];

/// More of them: waivers, in which much must be right.
const WRONG_WAIVERS: [&str; 5] = [
    "states = \"a.b\"",
    "states = \"a.b\"\nreason = \" \"",
    "check = \"split-names\"\nreason = \"a\"",
    "check = \"split-name.frames\"\nreason = \"a\"",
    "check = \"split-name\"\nreason = \"a\"\nuntil = \"next year\"",
];

/// The readers and the schema know the same fields.
#[test]
fn each_table_has_the_fields_that_its_reader_knows() {
    let schema = Schema::new(&config::schema());
    let mut wrong = Vec::new();
    for (toml, pointer) in TABLES.into_iter().chain(TERMS) {
        let mut known = fields_that_a_reader_tells(toml);
        if pointer == "/definitions/system" {
            assert!(known.remove("texts"), "the reader knows it to say where it belongs");
        }
        let described = schema.at(pointer)["properties"].as_object();
        let described: BTreeSet<_> = described.expect("a table").keys().cloned().collect();
        if described != known {
            wrong.push(format!("{pointer}: the schema has {described:?}, the reader {known:?}"));
        }
    }
    none(&wrong);
}

/// What the tests and the packs have as glossaries is right by the schema.
#[test]
fn what_the_reader_reads_the_schema_lets_through() {
    let schema = Schema::new(&config::schema());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = ["fixtures", "rules"].map(|folder| WalkDir::new(root.join(folder)));
    let files = files.into_iter().flatten().map(|entry| entry.expect("readable").into_path());
    let is_glossary = |path: &PathBuf| !path.ends_with(baseline::FILE);
    let files = files.filter(|path| path.extension().is_some_and(|it| it == "toml"));
    let files = files.filter(is_glossary);
    let mut wrong = Vec::new();
    let mut number = 0;
    for path in files {
        let text = fs::read_to_string(&path).expect("a fixture is readable");
        number += 1;
        let complaint = schema.complaint(&value(&text));
        wrong.extend(complaint.map(|complaint| format!("{}: {complaint}", path.display())));
    }
    assert!(number > 200, "there are {number} files");
    none(&wrong);
}

/// Each check, kind, format, pack and level is known to both.
#[test]
fn what_stands_on_the_shelves_is_known() {
    let schema = Schema::new(&config::schema());
    let mut files = Vec::new();
    for (check, level) in checks::ALL.iter().zip(["error", "warning", "note", "off"].iter().cycle())
    {
        files.push(format!("[levels]\n{} = \"{level}\"", check.id));
        let kinds = Difference::ALL.map(Difference::id);
        files.extend(kinds.map(|kind| format!("[levels]\n{}.{kind} = \"{level}\"", check.id)));
        files.extend(kinds.map(|kind| {
            format!(
                "[[waiver]]\ncheck = \"{}.{kind}\"\nreason = \"a\"\nuntil = 2027-01-31",
                check.id
            )
        }));
    }
    files.push("[levels]\n\"split-name.frame\" = \"off\"".to_owned());
    let formats = formats::ALL.iter();
    files.extend(formats.map(|it| format!("[[catalogue]]\nfiles = \"a\"\nformat = \"{}\"", it.id)));
    files.extend(builtin::ALL.iter().map(|it| format!("extends = \"builtin:{}\"", it.id)));
    let mut wrong = Vec::new();
    for file in files {
        assert_eq!(errors(&file), Vec::<String>::new(), "{file}");
        wrong.extend(schema.complaint(&value(&file)).map(|it| format!("{file}\n{it}")));
    }
    none(&wrong);
}

/// What the reader refuses the schema refuses.
#[test]
fn both_complain_of_wrong_files() {
    let schema = Schema::new(&config::schema());
    let waivers = WRONG_WAIVERS.map(|fields| format!("[[waiver]]\n{fields}"));
    let mut wrong = Vec::new();
    for file in WRONG.map(str::to_owned).into_iter().chain(waivers) {
        if errors(&file).is_empty() {
            wrong.push(format!("the reader lets through\n{file}"));
        }
        if schema.complaint(&value(&file)).is_none() {
            wrong.push(format!("the schema lets through\n{file}"));
        }
    }
    none(&wrong);
}

/// A field is a locale to both, or to neither.
#[test]
fn both_know_the_same_locales() {
    let schema = Schema::new(&config::schema());
    let (tags, words) = (
        ["en", "pt-BR", "pt_BR", "pt-rBR", "b+sr+Latn", "sr@latin", "de_DE.UTF-8", "iw", "EN-us"],
        ["xx", "qq-DE", "english", "e", "en-", "en--US", "en US", "de-DEU", "pt-B", "en/US"],
    );
    for (tag, is_locale) in
        tags.map(|tag| (tag, true)).into_iter().chain(words.map(|it| (it, false)))
    {
        let file = format!("[system.a.states.b]\n\"{tag}\" = \"Sent\"");
        assert_eq!(errors(&file).is_empty(), is_locale, "the reader, of {tag}");
        assert_eq!(schema.complaint(&value(&file)).is_none(), is_locale, "the schema, of {tag}");
    }
    // A language of three letters is known by the run; an editor that does not know it stays silent.
    let file = "[system.a.states.b]\nfil = \"Naipadala\"";
    assert_eq!(schema.complaint(&value(file)), None);
}

/// The command writes it, and what it writes is JSON with every mark filled in.
#[test]
fn the_command_writes_it() {
    let said = Scratch::empty().run(&["config", "schema"]).with_code(0);
    assert_eq!(said.out, config::schema());
    assert_eq!(said.err, "");
    for mark in
        ["{each", "{checks}", "{formats}", "{packs}", "{levels}", "{a ", "{any", "{locale tag"]
    {
        assert!(!said.out.contains(mark), "{mark} stands in the schema");
    }
}

/// The fields that a reader lists where it meets one that it does not know.
fn fields_that_a_reader_tells(toml: &str) -> BTreeSet<String> {
    let mistakes = mistakes(toml).0.into_iter().filter_map(|mistake| mistake.help);
    let lists: Vec<_> = mistakes.filter(|help| help.contains(" has: ")).collect();
    let [list] = &lists[..] else { panic!("{toml}\ntells {lists:?}") };
    let (_, fields) = list.split_once(" has: ").expect("it was found");
    fields.split(", ").map(str::to_owned).collect()
}

/// The messages of what the reader refuses a canonym.toml for.
fn errors(toml: &str) -> Vec<String> {
    let mistakes = mistakes(toml);
    if !mistakes.has_error() {
        return Vec::new();
    }
    mistakes.0.into_iter().map(|mistake| mistake.message).collect()
}

fn mistakes(toml: &str) -> Mistakes {
    let files = [(FILE.to_owned(), toml.as_bytes().to_vec())];
    match Project::open(&Tree::Memory(files.into()), FILE) {
        Err(mistakes) => mistakes,
        Ok((project, _)) => match project.glossary(&|_| false) {
            Ok((_, mistakes)) | Err(mistakes) => mistakes,
        },
    }
}

/// A file as editors hand it to a schema: days are texts.
fn value(toml: &str) -> Value {
    fn json(value: &toml::Value) -> Value {
        match value {
            toml::Value::String(text) => text.as_str().into(),
            toml::Value::Integer(number) => (*number).into(),
            toml::Value::Float(number) => (*number).into(),
            toml::Value::Boolean(flag) => (*flag).into(),
            toml::Value::Datetime(day) => day.to_string().into(),
            toml::Value::Array(list) => list.iter().map(json).collect(),
            toml::Value::Table(table) => {
                table.iter().map(|(field, value)| (field.clone(), json(value))).collect()
            }
        }
    }
    let table: toml::Table = toml.parse().unwrap_or_else(|error| panic!("{error}\n{toml}"));
    json(&toml::Value::Table(table))
}
