//! The files that `extends` names, each before the file that names it. Knows where they may lie; what
//! they say is read in `glossary`.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::de::DeTable;

use super::{GlossaryFile, decode, settings};
use crate::glossary::builtin;
use crate::glossary::mistake::Mistakes;
use crate::glossary::state::Origin;
use crate::glossary::table::{Placed, Reader, nearest};
use crate::text::path::{is_in, joined};
use crate::text::source::Source;
use crate::tree::{LEAVES, Tree};

const PACK_FIELDS: [&str; 5] = ["source-locale", "extends", "system", "spelling", "thesaurus"];

/// The files that a project's `extends` names, and those that these name.
pub(super) fn files(
    tree: &Tree,
    folder: &str,
    path: &str,
    extends: &[Placed<String>],
    mistakes: &mut Mistakes,
) -> Vec<GlossaryFile> {
    let boundary = tree.repository_of(folder);
    let open = vec![path.to_owned()];
    let mut extending = Extending { tree, boundary, files: Vec::new(), open, mistakes };
    extending.add(folder, extends);
    extending.files
}

/// Packs that are named on the command line and may lie anywhere, each with the builtin packs that it
/// extends: it can name no file, since nobody has named that one.
pub(super) fn named(packs: Vec<(String, Vec<u8>)>) -> Result<Vec<GlossaryFile>, Mistakes> {
    let mut mistakes = Mistakes::default();
    let nowhere = Tree::Memory(BTreeMap::new());
    let (files, open) = (Vec::new(), Vec::new());
    let mut extending =
        Extending { tree: &nowhere, boundary: String::new(), files, open, mistakes: &mut mistakes };
    for (path, bytes) in packs {
        match decode(&path, bytes) {
            Ok(source) => extending.add_pack(path, source),
            Err(wrong) => extending.mistakes.0.extend(wrong.0),
        }
    }
    let files = extending.files;
    if mistakes.has_error() { Err(mistakes.sorted()) } else { Ok(files) }
}

struct Extending<'e> {
    tree: &'e Tree,
    /// The folder that no pack may leave.
    boundary: String,
    files: Vec<GlossaryFile>,
    /// The files whose `extends` are being read, the outermost first.
    open: Vec<String>,
    mistakes: &'e mut Mistakes,
}

impl Extending<'_> {
    fn add(&mut self, folder: &str, extends: &[Placed<String>]) {
        for name in extends {
            match name.value.strip_prefix("builtin:") {
                Some(id) => self.add_builtin(id, name),
                None => self.add_file(folder, name),
            }
        }
    }

    fn add_file(&mut self, folder: &str, name: &Placed<String>) {
        let Some(path) = joined(folder, &name.value).filter(|path| is_in(path, &self.boundary))
        else {
            return self.refuse(name, LEAVES);
        };
        if self.open.contains(&path) {
            let message = format!("`{path}` extends itself");
            return self.mistakes.error(name.at.clone(), message, None);
        }
        if self.has(&path) {
            return; // two packs may share a third
        }
        let bytes = self.tree.read_named(&path, &self.boundary).map_err(|error| error.to_string());
        let source = bytes.and_then(|bytes| {
            decode(&path, bytes).map_err(|mistakes| mistakes.0[0].message.clone())
        });
        match source {
            Ok(source) => self.add_pack(path, source),
            Err(why) => self.refuse(name, &why),
        }
    }

    fn add_pack(&mut self, path: String, source: Arc<Source>) {
        let its = self.extends_of(&source);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        self.open.push(path);
        self.add(&folder, &its);
        self.open.pop();
        self.files.push(GlossaryFile { source, origin: Origin::Pack });
    }

    fn add_builtin(&mut self, id: &str, name: &Placed<String>) {
        let path = format!("builtin:{id}");
        match builtin::ALL.iter().find(|pack| pack.id == id) {
            Some(_) if self.has(&path) => {}
            Some(pack) => {
                let source = Arc::new(Source::from_text(path, pack.text));
                self.files.push(GlossaryFile { source, origin: Origin::Builtin });
            }
            None => {
                let ids: Vec<_> = builtin::ALL.iter().map(|pack| pack.id).collect();
                let help = nearest(id, &ids).map_or_else(
                    || format!("there are: {}", ids.join(", ")),
                    |near| format!("did you mean `builtin:{near}`?"),
                );
                let message = format!("there is no builtin pack `{id}`");
                self.mistakes.error(name.at.clone(), message, Some(help));
            }
        }
    }

    fn has(&self, path: &str) -> bool {
        self.files.iter().any(|file| file.source.path == path)
    }

    fn refuse(&mut self, name: &Placed<String>, why: &str) {
        let message = format!("cannot read `{}`: {why}", name.value);
        let help =
            "a pack lies in the repository of the project; `--pack FILE` names one that does not";
        let help = (why == LEAVES).then(|| help.to_owned());
        self.mistakes.error(name.at.clone(), message, help);
    }

    /// What a pack extends; everything it must not hold is a mistake.
    fn extends_of(&mut self, source: &Arc<Source>) -> Vec<Placed<String>> {
        let (table, errors) = DeTable::parse_recoverable(&source.text);
        let mut reader = Reader { file: Arc::clone(source), mistakes: self.mistakes };
        reader.syntax_errors(&errors);
        let mut extends = Vec::new();
        for (field, value) in table.get_ref() {
            match &**field.get_ref() {
                "extends" => extends = reader.texts(value),
                known if PACK_FIELDS.contains(&known) => {}
                known if settings::FIELDS.contains(&known) => {
                    let message = format!("`{known}` belongs in canonym.toml");
                    let help = "a pack says what states are; canonym.toml says what a project does";
                    reader.error(field.span(), message, Some(help.to_owned()));
                }
                _ => reader.unknown_field(field, "a pack", &PACK_FIELDS),
            }
        }
        extends
    }
}
