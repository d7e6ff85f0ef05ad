//! Improving a product never turns a build red: under a baseline, and compared with what it was before.

use std::collections::BTreeMap;

use canonym::baseline;
use canonym::config::{FILE, Project};
use canonym::finding::{Finding, Level, Role};
use canonym::lint::{self, Asked, Base, Opened, Run};
use canonym::survey::Progress;
use canonym::tree::Tree;

use crate::product::Product;
use crate::sources::none;

const LOCALES: [&str; 3] = ["en", "de", "fr"];
const SURFACES: [&str; 5] = ["list", "stats", "mail", "badge", "filter"];

/// Names that few states share among them, so that all kinds of trouble arise.
const NAMES: [&str; 8] = [
    "Open",
    "Opened",
    "Active",
    "Activated",
    "Closed",
    "Interviewed",
    "Invitations to interview",
    "Done",
];

/// A random product: what each label says, and what the glossary does.
#[derive(Clone)]
struct Shop {
    terms: Vec<Terms>,
    /// By state, surface and locale.
    names: BTreeMap<(usize, usize, usize), String>,
}

/// The terms of one state, by locale.
#[derive(Clone, Default)]
struct Terms {
    preferred: [Option<String>; 3],
    deprecated: Option<String>,
}

impl Terms {
    /// The line of a glossary for one locale, if something is decided there.
    fn line(&self, locale: usize) -> Option<String> {
        let (term, tag) = (self.preferred[locale].as_ref()?, LOCALES[locale]);
        Some(match self.deprecated.as_ref().filter(|_| locale == 0) {
            Some(gone) => {
                format!("{tag} = {{ preferred = \"{term}\", deprecated = [\"{gone}\"] }}\n")
            }
            None => format!("{tag} = \"{term}\"\n"),
        })
    }
}

/// A small generator of numbers: the same for ever (Knuth's MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }
}

impl Shop {
    fn random(seed: u64) -> Self {
        let mut chance = Chance(seed);
        let states = 4;
        let own = |state: usize, locale: usize| match locale {
            0 => NAMES[state * 2 % NAMES.len()].to_owned(),
            _ => format!("{}{}", NAMES[state * 2 % NAMES.len()], ["", "a", "ique"][locale]),
        };
        let mut shop = Self { terms: vec![Terms::default(); states], names: BTreeMap::new() };
        for state in 0..states {
            for locale in 0..LOCALES.len() {
                if chance.below(2) == 0 {
                    shop.terms[state].preferred[locale] = Some(own(state, locale));
                }
                for surface in 0..SURFACES.len() {
                    let name = match chance.below(6) {
                        0 => own(chance.below(states), locale),
                        1 if locale == 0 => NAMES[chance.below(NAMES.len())].to_owned(),
                        _ => own(state, locale),
                    };
                    shop.names.insert((state, surface, locale), name);
                }
            }
            if shop.terms[state].preferred[0].is_some() && chance.below(2) == 0 {
                shop.terms[state].deprecated = Some(NAMES[state * 2 + 1].to_owned());
            }
        }
        shop
    }

    fn product(&self) -> Product {
        let state = |(number, terms): (usize, &Terms)| {
            let lines = (0..LOCALES.len()).filter_map(|locale| terms.line(locale));
            format!("[system.order.states.s{number}]\n{}", lines.collect::<String>())
        };
        let states: String = self.terms.iter().enumerate().map(state).collect();
        let glossary = format!("[system.order]\nkeys = [\"*.{{state}}\"]\nnouns.en = []\n{states}");
        let catalogue = |locale: usize| {
            let maps = SURFACES.iter().enumerate().map(|(surface, name)| {
                let label = |state| {
                    let text = &self.names.get(&(state, surface, locale))?;
                    Some(format!("\"s{state}\": \"{text}\""))
                };
                let labels: Vec<_> = (0..self.terms.len()).filter_map(label).collect();
                format!("\"{name}\": {{ {} }}", labels.join(",\n"))
            });
            format!("{{ {} }}\n", maps.collect::<Vec<_>>().join(",\n"))
        };
        let files = LOCALES.iter().enumerate();
        let files = files.map(|(at, locale)| (format!("locales/{locale}.json"), catalogue(at)));
        Product::new(files.chain([(FILE.to_owned(), glossary)]))
    }
}

fn tree(product: &Product) -> Tree {
    let files = product.0.iter().map(|(path, text)| (path.clone(), text.as_bytes().to_vec()));
    Tree::Memory(files.collect())
}

fn opened(tree: &Tree) -> Vec<Opened> {
    let (project, warnings) = Project::open(tree, FILE).expect("a right canonym.toml");
    vec![Opened { project, warnings }]
}

/// A product with a baseline of all that is wrong with it.
fn with_baseline(product: &Product) -> Product {
    let tree = tree(product);
    let standing = lint::standing(&tree, opened(&tree), &Asked::default(), &Progress::default())
        .expect("right");
    let mut product = product.clone();
    product.0.insert(baseline::FILE.to_owned(), standing[0].created("for now", false));
    product
}

/// What a person is told that fails a run, under a baseline.
fn told(product: &Product) -> Vec<String> {
    failing(&product.check())
}

/// What fails a run that is compared with another product.
fn told_since(product: &Product, before: &Product) -> Vec<String> {
    let (now, then) = (tree(product), tree(before));
    let base = Base { projects: Some(opened(&then)), tree: then, revision: "HEAD".to_owned() };
    let run = lint::check_since(&now, opened(&now), base, &Asked::default(), &Progress::default());
    failing(&run.expect("right"))
}

fn failing(run: &Run) -> Vec<String> {
    let findings = run.report.findings.iter().filter(|finding| finding.level > Level::Note);
    let odd = |finding: &Finding| {
        let odd = finding.marks.iter().filter(|mark| mark.role == Role::Odd);
        odd.map(|mark| format!("{}: {:?} {:?}", mark.path, mark.key, mark.name)).collect::<Vec<_>>()
    };
    findings.map(|it| format!("{} {} {:?}", it.check, it.message, odd(it))).collect()
}

/// What each label that is wrong should say: the preferred term, else what most labels of its state and
/// source name say.
fn mends(shop: &Shop) -> Vec<(String, Shop)> {
    let run = shop.product().check();
    let mut mends = Vec::new();
    for finding in &run.report.findings {
        if !matches!(finding.check, "split-name" | "deprecated-term" | "shared-name") {
            continue;
        }
        for mark in finding.marks.iter().filter(|mark| mark.role == Role::Odd) {
            let (surface, state) =
                mark.key.as_ref().and_then(|key| key.split_once(".s")).expect("surface.state");
            let at = |of: &[&str], what: &str| of.iter().position(|it| *it == what).expect("known");
            let locale = mark.locale.as_ref().expect("a label has one").to_string();
            let locale = at(&LOCALES, &locale);
            let (surface, state): (_, usize) =
                (at(&SURFACES, surface), state.parse().expect("a number"));
            let most = finding.names.iter().find(|it| !it.is_odd).map(|it| it.name.clone());
            let most = most.filter(|_| finding.check == "split-name");
            let right = shop.terms[state].preferred[locale].clone().or(most);
            let Some(right) = right.filter(|right| *right != mark.name) else { continue };
            let mut mended = shop.clone();
            mended.names.insert((state, surface, locale), right.clone());
            mends.push((
                format!("{:?} of {} to {right:?}", mark.name, mark.key.as_ref().expect("a key")),
                mended,
            ));
        }
    }
    mends
}

/// Says what fails of a product under the baseline of another, and compared with it.
fn compare(what: &str, shop: &Shop, changed: &Shop, wrong: &mut Vec<String>) {
    let before = shop.product();
    let held = with_baseline(&before);
    let after = changed.product();
    let mut under = after.clone();
    under.0.insert(baseline::FILE.to_owned(), held.0[baseline::FILE].clone());
    // As the baseline is, and when what is mended was taken out of it.
    let tree = tree(&under);
    let standing = lint::standing(&tree, opened(&tree), &Asked::default(), &Progress::default());
    let standing = &standing.expect("right")[0];
    let base = standing.project.baseline.as_ref().expect("it was put there");
    let mut updated = after.clone();
    updated.0.insert(baseline::FILE.to_owned(), standing.updated(base, None, false));
    let ways = [
        ("under the baseline", told(&under)),
        ("under the updated baseline", told(&updated)),
        ("since", told_since(&after, &before)),
    ];
    for (how, told) in ways.into_iter().filter(|(_, told)| !told.is_empty()) {
        wrong.push(format!("{what}, {how}:\n      {}", told.join("\n      ")));
    }
}

/// Mending any one place, though other labels are measured by it.
#[test]
fn mending_turns_nothing_red() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for seed in 0..80 {
        let shop = Shop::random(seed);
        assert_eq!(told(&with_baseline(&shop.product())), [""; 0], "the baseline holds all of it");
        for (what, mended) in mends(&shop) {
            count += 1;
            compare(&format!("{seed}: {what}"), &shop, &mended, &mut wrong);
        }
    }
    assert!(count > 100, "{count}");
    none(&wrong);
}

/// Adding a label that says what it should: the preferred term of its state in every locale.
#[test]
fn a_right_label_turns_nothing_red() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for seed in 0..30 {
        let mut shop = Shop::random(seed);
        let full = shop.clone();
        for state in 0..shop.terms.len() {
            // Without one surface before, and with it after.
            shop.names.retain(|(of, surface, _), _| !(*of == state && *surface == 0));
            let mut more = shop.clone();
            for locale in 0..LOCALES.len() {
                let said = full.names[&(state, 1, locale)].clone();
                let right = shop.terms[state].preferred[locale].clone().unwrap_or(said);
                more.names.insert((state, 0, locale), right);
            }
            if shop.terms[state].preferred.iter().all(Option::is_some) {
                count += 1;
                compare(&format!("{seed}: s{state}"), &shop, &more, &mut wrong);
            }
            shop = full.clone();
        }
    }
    assert!(count > 5, "{count}");
    none(&wrong);
}

/// A wrong label is told, by its name and no other.
#[test]
fn a_wrong_label_is_told() {
    let mut count = 0;
    for seed in 0..30 {
        let shop = Shop::random(seed);
        let held = with_baseline(&shop.product());
        for state in 0..shop.terms.len() {
            if shop.terms[state].preferred[0].is_none() {
                continue;
            }
            let mut wrong = shop.clone();
            wrong.names.insert((state, 0, 0), "Zipped".to_owned());
            let mut product = wrong.product();
            let place =
                format!("[\"locales/en.json: Some(\\\"list.s{state}\\\") \\\"Zipped\\\"\"]");
            for told in [told_since(&product, &shop.product()), {
                product.0.insert(baseline::FILE.to_owned(), held.0[baseline::FILE].clone());
                told(&product)
            }] {
                count += 1;
                assert_eq!(told.len(), 1, "{seed}: s{state}: {told:#?}");
                assert!(told[0].starts_with("split-name") && told[0].ends_with(&place), "{told:?}");
            }
        }
    }
    assert!(count > 20, "{count}");
}

/// A label that is given the name of another state is told, however much else may stay.
#[test]
fn a_borrowed_name_is_told() {
    let (mut count, mut missed) = (0, Vec::new());
    for seed in 0..60 {
        let shop = Shop::random(seed);
        let held = with_baseline(&shop.product());
        for state in 0..shop.terms.len() {
            let other = (state + 1) % shop.terms.len();
            let (Some(own), Some(theirs)) =
                (&shop.terms[state].preferred[0], &shop.terms[other].preferred[0])
            else {
                continue;
            };
            let mut wrong = shop.clone();
            if wrong.names[&(state, 0, 0)] != *own {
                continue;
            }
            // A name that two states share may be known by itself, wherever it stands.
            let known = format!("check = \"shared-name\", locale = \"en\", name = \"{theirs}\"");
            if held.0[baseline::FILE].contains(&known) {
                continue;
            }
            wrong.names.insert((state, 0, 0), theirs.clone());
            let mut product = wrong.product();
            let since = told_since(&product, &shop.product());
            product.0.insert(baseline::FILE.to_owned(), held.0[baseline::FILE].clone());
            for (how, told) in [("since", since), ("baseline", told(&product))] {
                count += 1;
                let place = format!("Some(\\\"list.s{state}\\\")");
                if !told.iter().any(|it| it.contains(&place)) {
                    missed.push(format!("{seed} {how}: s{state} {own} {theirs} {told:?}"));
                }
            }
        }
    }
    assert!(count > 20, "{count}");
    none(&missed);
}

/// A wrong translation is told where the glossary has a term for it, unless the source names of its state
/// are undecided themselves.
#[test]
fn a_wrong_translation_is_told() {
    let mut count = 0;
    for seed in 0..60 {
        let shop = Shop::random(seed);
        let held = with_baseline(&shop.product());
        for state in 0..shop.terms.len() {
            let right = [0, 1].map(|locale| shop.terms[state].preferred[locale].as_ref());
            let said = [0, 1].map(|locale| shop.names.get(&(state, 0, locale)));
            if right.contains(&None) || right != said {
                continue;
            }
            let mut wrong = shop.clone();
            wrong.names.insert((state, 0, 1), "Zipped".to_owned());
            let mut product = wrong.product();
            let since = told_since(&product, &shop.product());
            product.0.insert(baseline::FILE.to_owned(), held.0[baseline::FILE].clone());
            for told in [since, told(&product)] {
                count += 1;
                let is_told = told.iter().any(|it| it.contains("Zipped"));
                assert!(is_told, "{seed}: s{state}: {told:#?}");
            }
        }
    }
    assert!(count > 20, "{count}");
}
