//! The files of a run: each with its format, its locale and the catalogue it belongs to, sorted. Reads
//! paths, and the first bytes of files whose path does not tell enough; knows no labels.

pub mod locale;
mod platform;
mod template;

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use crate::config::{FILE, Project, Settings};
use crate::formats::{self, Claim, Format};
use crate::index::Surface;
use crate::text::fold::sentence_case;
use crate::text::locale::Locale;
use crate::text::path::is_in;
use crate::tree::{Passed, Tree};
use locale::{Candidate, candidates, choose};

/// How many bytes tell whether the content names a locale.
const HEAD: usize = 4096;

/// A file to read.
#[derive(Clone)]
pub struct File {
    /// The path in the tree.
    pub path: String,
    /// The path in the project, composed (NFC): what globs are matched against.
    pub inner: String,
    /// How to read it.
    pub format: &'static Format,
    /// Whether its labels stand in it, or in several locales beside it.
    pub role: Role,
    /// The locale that its path (or `[[catalogue]]`) names.
    pub locale: Option<Locale>,
    /// The path with the locale cut out: equal for the files that hold the same keys.
    pub catalogue: String,
}

/// What a file is to a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A page or template.
    Page,
    /// A file of keys and texts.
    Catalogue,
}

/// The files of a project, and what was passed over.
#[derive(Clone, Default)]
pub struct Walked {
    /// Files to read, by path.
    pub files: Vec<File>,
    /// The folders of projects inside this one, which are run by themselves.
    pub nested: Vec<String>,
    /// Paths that were not read, and why.
    pub passed: Vec<Passed>,
    /// How many files are of no format that is read.
    pub others: usize,
    /// Paths that could not be listed, and why.
    pub failed: Vec<Passed>,
}

/// Lists the files of a project.
pub fn walk(tree: &Tree, project: &Project) -> Walked {
    let listing = tree.list(&project.folder);
    let mut walked = Walked { passed: listing.passed, failed: listing.failed, ..Walked::default() };
    walked.nested = nested(project, &listing.files);
    let mut pending = Vec::new();
    for path in listing.files {
        match offer(project, &walked.nested, path) {
            Offered::Taken(file) => pending.push(file),
            Offered::Passed(passed) => walked.passed.push(passed),
            Offered::OfNoFormat => walked.others += 1,
            Offered::OfAnotherProject => {}
        }
    }
    settle(tree, &pending, &mut walked);
    template::adopt(&mut walked.files);
    walked.files.sort_by(|a, b| a.path.cmp(&b.path));
    walked
}

/// The folders below the project that have a canonym.toml of their own and are not excluded.
fn nested(project: &Project, files: &[String]) -> Vec<String> {
    let folders = files.iter().filter_map(|path| path.strip_suffix(FILE)?.strip_suffix('/'));
    let inner =
        folders.filter(|folder| !project.relative(folder).is_empty() && **folder != project.folder);
    let kept = inner.filter(|folder| {
        !is_excluded(&project.settings, &format!("{}/{FILE}", project.relative(folder)))
    });
    let mut outermost: Vec<String> = Vec::new();
    for folder in kept {
        // One inside another is found by that one. Files are sorted, so the outer one comes first
        // but for names that sort between a folder and what is in it.
        if !outermost.iter().any(|outer| is_in(folder, outer)) {
            outermost.retain(|other| !is_in(other, folder));
            outermost.push(folder.to_owned());
        }
    }
    outermost
}

fn is_excluded(settings: &Settings, inner: &str) -> bool {
    settings.exclude.set.as_ref().is_some_and(|set| is_named(set, inner))
}

fn is_included(settings: &Settings, inner: &str) -> bool {
    settings.include.set.as_ref().is_none_or(|set| is_named(set, inner))
}

/// Whether globs name a path or a folder above it: `["fixtures/"]` and `["fixtures"]` name the folder
/// with all that is in it.
fn is_named(set: &globset::GlobSet, inner: &str) -> bool {
    let mut folders = inner.match_indices('/');
    set.is_match(inner)
        || folders.any(|(at, _)| set.is_match(&inner[..at]) || set.is_match(&inner[..=at]))
}

struct Pending {
    file: File,
    claim: Claim,
    /// The format whose file it is if its content is not what the first one claims, and its claim.
    next: Option<(&'static Format, Claim)>,
    candidates: Vec<Candidate>,
}

enum Offered {
    Taken(Pending),
    Passed(Passed),
    OfNoFormat,
    /// Told by its own project.
    OfAnotherProject,
}

/// Offers a path to the formats.
fn offer(project: &Project, nested: &[String], path: String) -> Offered {
    let inner: String = project.relative(&path).nfc().collect();
    let pass = |why: &str| Offered::Passed(Passed { path: path.clone(), why: why.to_owned() });
    if nested.iter().any(|folder| is_in(&path, folder)) {
        return Offered::OfAnotherProject;
    }
    if is_excluded(&project.settings, &inner) {
        return pass("excluded by [files]");
    }
    let ruled = rule(&project.settings, &inner);
    let claims = formats::ALL.iter().map(|format| (*format, (format.claims)(&inner)));
    let mut claims = claims.filter(|(_, claim)| *claim != Claim::No);
    let claimed = claims.next();
    let format =
        ruled.as_ref().and_then(|ruled| ruled.format).or(claimed.map(|(format, _)| format));
    let Some(format) = format else { return Offered::OfNoFormat };
    if !is_included(&project.settings, &inner) {
        return pass("not included by [files]");
    }
    let claim = if ruled.is_some() {
        Claim::Catalogue
    } else {
        claimed.map_or(Claim::Catalogue, |(_, claim)| claim)
    };
    let next = if claim == Claim::Content { claims.next() } else { None };
    let candidates = match &ruled {
        Some(ruled) => ruled.candidate.iter().cloned().collect(),
        None if template::is_template(&inner) => Vec::new(),
        None => candidates(&inner, &project.settings),
    };
    let role = role(claim);
    let file = File { path, catalogue: inner.clone(), inner, format, role, locale: None };
    Offered::Taken(Pending { file, claim, next, candidates })
}

fn role(claim: Claim) -> Role {
    if matches!(claim, Claim::Page | Claim::Module) { Role::Page } else { Role::Catalogue }
}

/// What a `[[catalogue]]` says of a path.
struct Ruled {
    format: Option<&'static Format>,
    candidate: Option<Candidate>,
}

fn rule(settings: &Settings, inner: &str) -> Option<Ruled> {
    let (rule, captures) = settings
        .catalogues
        .iter()
        .find_map(|rule| Some((rule, rule.files.captures(inner.as_bytes())?)))?;
    // A part of a path begins and ends beside a slash or a plain character of the glob.
    let written = captures.name("locale").filter(|part| inner.get(part.range()).is_some());
    let named = written.and_then(|part| {
        let part = &inner[part.range()];
        settings.locale_aliases.get(part).cloned().or_else(|| Locale::parse(part))
    });
    let rest = written.map_or_else(
        || inner.to_owned(),
        |part| format!("{}{{}}{}", &inner[..part.start()], &inner[part.end()..]),
    );
    let locale = named.or_else(|| rule.locale.clone());
    let candidate = locale.map(|locale| Candidate { locale, rest, counts_alone: true });
    Some(Ruled { format: rule.format, candidate })
}

/// Decides each file's locale now that all paths are known, and drops files of general languages that
/// are no catalogues.
fn settle(tree: &Tree, pending: &[Pending], walked: &mut Walked) {
    let all = pending.iter().flat_map(|pending| &pending.candidates);
    let certain: HashSet<&str> =
        all.filter(|candidate| candidate.counts_alone).map(|candidate| &*candidate.rest).collect();
    for Pending { file, claim, next, candidates } in pending {
        let (mut file, mut claim) = (file.clone(), *claim);
        if claim == Claim::Content
            && let Some((format, next)) = next
            && !is_catalogue(tree, &file)
        {
            (file.format, file.role, claim) = (format, role(*next), *next);
        }
        if let Some(chosen) = choose(candidates, &certain) {
            file.locale = Some(chosen.locale.clone());
            file.catalogue.clone_from(&chosen.rest);
        }
        // `messages.json` beside `messages_de.json` is the source of that catalogue.
        let is_named = || file.locale.is_some() || certain.contains(&*file.inner);
        match claim {
            Claim::General if !is_named() && !is_catalogue(tree, &file) => {
                let why = "no catalogue: neither its path nor its content names a locale, nor does [[catalogue]]";
                walked.passed.push(Passed { path: file.path, why: why.to_owned() });
            }
            Claim::Content if !is_catalogue(tree, &file) => walked.others += 1,
            Claim::Module if file.locale.is_some() => {
                if is_catalogue(tree, &file) {
                    file.role = Role::Catalogue;
                } else {
                    // `is.ts` and `to.tsx` are modules that happen to be called like a language.
                    file.locale = None;
                    file.catalogue.clone_from(&file.inner);
                }
                walked.files.push(file);
            }
            _ => walked.files.push(file),
        }
    }
}

fn is_catalogue(tree: &Tree, file: &File) -> bool {
    // A file that cannot be read is told where it is read.
    tree.head(&file.path, HEAD).is_ok_and(|head| (file.format.is_catalogue)(&head))
}

/// Words in paths that tell nothing about where a label is shown.
const UNTELLING: [&str; 16] = [
    "{}",
    "index",
    "messages",
    "LC_MESSAGES",
    "locales",
    "_locales",
    "locale",
    "i18n",
    "l10n",
    "lang",
    "langs",
    "strings",
    "translations",
    "Localizable",
    "InfoPlist",
    "src",
];

/// Names of pages that only say which of a thing's pages they are.
const OF_SEVERAL: [&str; 10] =
    ["detail", "details", "edit", "form", "item", "list", "new", "show", "table", "view"];

/// Names of pages that say nothing beside their folder's.
const OF_FOLDER: [&str; 8] =
    ["+layout", "+page", "base", "component", "default", "layout", "main", "page"];

/// Where people meet the labels of a file: what `[surfaces]` says, else its name, or its folder's
/// where that is an index or one locale of many; `None` where these tell nothing.
pub fn surface(file: &File, settings: &Settings) -> Option<Surface> {
    if let Some((_, name)) = settings.surfaces.iter().find(|(glob, _)| glob.is_match(&file.inner)) {
        return Some(Surface { name: name.clone(), is_given: true });
    }
    // What lies above the folder tells more about the repository than about the product.
    let parts = file.catalogue.rsplit('/').map(|part| part.split('.').next().unwrap_or(""));
    let is_variable = |part: &&str| file.role == Role::Page && part.starts_with(['[', '(']);
    let parts = parts.filter(|part| !is_variable(part));
    let tells = |part: &&str| {
        let is_of_page = file.role == Role::Page && OF_FOLDER.contains(part);
        !part.is_empty() && !UNTELLING.contains(part) && !is_of_page
    };
    let mut near = parts.take(2).filter(tells);
    let first = near.next()?;
    let stem = first.trim_start_matches('_');
    let folder = near.next().filter(|_| file.role == Role::Page && OF_SEVERAL.contains(&stem));
    let name = match folder {
        Some(folder) => format!("{} {stem}", sentence_case(folder)),
        None => sentence_case(first),
    };
    Some(Surface { name, is_given: false })
}

#[cfg(all(test, feature = "script"))]
mod tests {
    use super::*;

    /// The format, the role and the locale of each file.
    fn walked(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().chain(&[(FILE, "")]);
        let files = files.map(|&(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let tree = Tree::Memory(files.collect());
        let (project, _) = Project::open(&tree, FILE).expect("no settings are right settings");
        let shown = |file: File| {
            let locale = file.locale.map_or("-".to_owned(), |locale| locale.to_string());
            format!("{} {} {:?} {locale}", file.path, file.format.id, file.role)
        };
        walk(&tree, &project).files.into_iter().map(shown).collect()
    }

    #[test]
    fn one_ending_of_two_languages() {
        let qt = "<!DOCTYPE TS>\n<TS version=\"2.1\" language=\"de\"><context></context></TS>";
        assert_eq!(
            walked(&[
                ("app_de.ts", qt),
                ("b.ts", "const a = 1;"),
                ("locales/de.ts", "export default {};")
            ]),
            [
                "app_de.ts qt Catalogue de",
                "b.ts script Page -",
                "locales/de.ts script Catalogue de"
            ]
        );
    }

    #[test]
    fn modules_called_like_a_language_are_pages() {
        assert_eq!(
            walked(&[
                ("lib/is.js", "export function isA() {}"),
                ("lib/de.js", "module.exports = { a: 'Ja' }")
            ]),
            ["lib/de.js script Catalogue de", "lib/is.js script Page -"]
        );
    }
}
