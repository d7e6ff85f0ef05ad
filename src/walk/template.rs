//! Which catalogue a template of gettext (`.pot`) belongs to: that of the `.po` files made from it. Reads
//! paths only, by the layouts in use.

use std::collections::{BTreeSet, HashMap};

use super::File;

/// Whether a path is that of a template, which is in no locale whatever its name looks like.
pub(super) fn is_template(path: &str) -> bool {
    stem(path).is_some()
}

/// Gives each template the catalogue of its translations, where they are in the tree.
pub(super) fn adopt(files: &mut [File]) {
    let translated = files.iter().filter(|file| file.locale.is_some());
    let translated: BTreeSet<_> = translated.map(|file| file.catalogue.clone()).collect();
    let mut by_name: HashMap<&str, Vec<&String>> = HashMap::new();
    for catalogue in &translated {
        let (_, name) = catalogue.rsplit_once('/').unwrap_or(("", catalogue));
        by_name.entry(name).or_default().push(catalogue);
    }
    let mut in_folder: HashMap<String, usize> = HashMap::new();
    for (folder, _) in files.iter().filter_map(|file| stem(&file.inner)) {
        *in_folder.entry(folder.to_owned()).or_default() += 1;
    }
    for file in files.iter_mut().filter(|file| file.locale.is_none()) {
        let Some((folder, name)) = stem(&file.inner) else { continue };
        let is_only = in_folder.get(folder) == Some(&1);
        let mut homes = homes(folder, name, is_only).into_iter();
        let home = homes.find(|home| translated.contains(home));
        if let Some(home) = home.or_else(|| only_below(folder, name, &by_name)) {
            file.catalogue = home;
        }
    }
}

/// The one catalogue of this name below a folder: `translations/{}/LC_MESSAGES/messages.po` of
/// `messages.pot`.
fn only_below(folder: &str, name: &str, by_name: &HashMap<&str, Vec<&String>>) -> Option<String> {
    let below = by_name.get(&*format!("{name}.po"))?;
    let mut below = below.iter().filter(|path| path.starts_with(folder));
    let only = below.next()?;
    below.next().is_none().then(|| (*only).clone())
}

/// The folder of a template, with its `/`, and its name without ending.
fn stem(path: &str) -> Option<(&str, &str)> {
    let start = path.rfind('/').map_or(0, |at| at + 1);
    let (name, ending) = path[start..].rsplit_once('.')?;
    ending.eq_ignore_ascii_case("pot").then_some((&path[..start], name))
}

/// The catalogues that may be made from a template, the likeliest first.
fn homes(folder: &str, name: &str, is_only: bool) -> Vec<String> {
    // `locale/templates/LC_MESSAGES/shop.pot` stands for `locale/shop.pot`.
    let outer = folder.strip_suffix("LC_MESSAGES/").unwrap_or(folder);
    let outer = outer.strip_suffix("templates/").unwrap_or(outer);
    let mut homes = Vec::new();
    for base in [folder, outer] {
        homes.push(format!("{base}{name}.po")); // `shop-de.po`, `shop.de.po`
        homes.push(format!("{base}{{}}/LC_MESSAGES/{name}.po"));
        homes.push(format!("{base}{{}}/{name}.po"));
        homes.push(format!("{base}{name}/{{}}.po"));
    }
    // `locale/en/LC_MESSAGES/shop.pot` stands where a translation would.
    let ends = folder.match_indices('/').map(|(end, _)| end);
    let in_place_of_locale = ends.map(|end| {
        let start = folder[..end].rfind('/').map_or(0, |at| at + 1);
        format!("{}{{}}{}{name}.po", &folder[..start], &folder[end..])
    });
    homes.extend(in_place_of_locale.collect::<Vec<_>>().into_iter().rev());
    if is_only {
        homes.push(format!("{folder}{{}}.po"));
        homes.push(format!("{outer}{{}}.po"));
    }
    homes
}

#[cfg(test)]
mod tests {
    use super::super::walk;
    use crate::config::{FILE, Project};
    use crate::tree::Tree;

    /// The catalogue of the first path among all; `None` where it has a locale.
    fn catalogue(paths: &[&str]) -> Option<String> {
        let files = paths.iter().chain(&[FILE]);
        let tree = Tree::Memory(files.map(|path| ((*path).to_owned(), Vec::new())).collect());
        let (project, _) = Project::open(&tree, FILE).expect("no settings are right settings");
        let walked = walk(&tree, &project);
        let file = walked.files.into_iter().find(|file| file.path == paths[0])?;
        file.locale.is_none().then_some(file.catalogue)
    }

    #[test]
    fn layouts_in_use() {
        for (template, translation, shared) in [
            ("po/shop.pot", "po/de.po", "po/{}.po"),
            ("shop.pot", "de.po", "{}.po"),
            ("po/my.pot", "po/de.po", "po/{}.po"),
            ("locale/shop.pot", "locale/de/LC_MESSAGES/shop.po", "locale/{}/LC_MESSAGES/shop.po"),
            ("locale/shop.pot", "locale/de/shop.po", "locale/{}/shop.po"),
            (
                "locale/templates/LC_MESSAGES/shop.pot",
                "locale/de/LC_MESSAGES/shop.po",
                "locale/{}/LC_MESSAGES/shop.po",
            ),
            (
                "locale/templates/shop.pot",
                "locale/de/LC_MESSAGES/shop.po",
                "locale/{}/LC_MESSAGES/shop.po",
            ),
            (
                "locale/en/LC_MESSAGES/shop.pot",
                "locale/de/LC_MESSAGES/shop.po",
                "locale/{}/LC_MESSAGES/shop.po",
            ),
            ("languages/shop.pot", "languages/shop-de_DE.po", "languages/shop.po"),
            ("po/shop.pot", "po/shop.de.po", "po/shop.po"),
            ("po/shop.pot", "po/shop/de.po", "po/shop/{}.po"),
            (
                "messages.pot",
                "translations/de/LC_MESSAGES/messages.po",
                "translations/{}/LC_MESSAGES/messages.po",
            ),
            ("i18n/shop.pot", "i18n/texts/de/shop.po", "i18n/texts/{}/shop.po"),
        ] {
            assert_eq!(catalogue(&[template, translation]), Some(shared.to_owned()), "{template}");
        }
    }

    #[test]
    fn templates_alone() {
        for paths in [
            &["po/shop.pot"][..],
            &["po/shop.pot", "po/other.pot", "po/de.po"],
            &["po/shop.pot", "i18n/de.po"],
            &["po/shop.pot", "po/other-de.po"],
            &["po/shop.pot", "i18n/de/shop.po"],
            &["po/shop.pot", "po/a/de/shop.po", "po/b/de/shop.po"],
        ] {
            assert_eq!(catalogue(paths), Some("po/shop.pot".to_owned()), "{paths:?}");
        }
    }
}
