//! Against git: `--staged` reads the index and nothing else, `--since` tells what a change brings.

use std::process::Command;

use super::{GLOSSARY, shop};
use crate::program::{Ended, Scratch, canonym, ended};

const STAGED: [&str; 3] = ["check", "--staged", "--output-format=concise"];

/// A product in a repository of git.
struct Repository(Scratch);

impl Repository {
    /// One with everything committed.
    fn of(product: Scratch) -> Self {
        let repository = Self::without_commit(product);
        repository.commit();
        repository
    }

    fn without_commit(product: Scratch) -> Self {
        let repository = Self(product);
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    fn git(&self, args: &[&str]) {
        let mut git = Command::new("git");
        // What a person has set must not decide, nor the hook that runs the tests.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            git.env_remove(name);
        }
        for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"] {
            git.env(name, "test").env(name.replace("AUTHOR", "COMMITTER"), "test");
        }
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let done = git.args(args).current_dir(self.0.path("")).output().expect("git starts");
        assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "--all", "--force"]);
        self.git(&["commit", "--quiet", "--message=next", "--no-verify"]);
    }

    fn stage(&self, path: &str, text: &str) {
        self.0.write(path, text);
        self.git(&["add", path]);
    }

    fn staged(&self) -> Ended {
        self.0.run(&STAGED)
    }

    fn is_staged_clean(&self) {
        let ended = self.staged().with_code(0);
        assert_eq!(ended.out, "", "{}", ended.shown());
    }
}

fn catalogue(shipped: &str, mail: &str) -> String {
    format!(
        "{{\n  \"order\": {{ \"shipped\": \"{shipped}\" }},\n  \"mail\": {{ \"order_shipped\": \"{mail}\" }}\n}}\n"
    )
}

/// Only what the index adds to HEAD is told, whatever lies on disk.
#[test]
fn staged_reads_the_index() {
    let repository = Repository::of(shop("Dispatched"));
    repository.is_staged_clean();
    // Neither edits that are not staged nor files that git does not know.
    repository.0.write("web/en.json", catalogue("Dispatched", "Gone"));
    repository.0.write("web/en/other.json", catalogue("Away", "Away"));
    repository.0.write("canonym.toml", "no TOML");
    repository.is_staged_clean();
    repository.git(&["add", "web/en.json"]);
    repository.0.write("web/en.json", catalogue("Shipped", "Shipped"));
    let told = repository.staged().with_code(1);
    assert_eq!(
        told.out,
        "web/en.json:3:31: error[split-name] order.shipped: one state, three names: \"Gone\" here, the glossary prefers \"Shipped\"\n"
    );
    repository.git(&["add", "web/en.json"]);
    repository.is_staged_clean();
}

/// What stood at HEAD stays untold when files move, get other names or another order, or break no more
/// than they did.
#[test]
fn moves_and_order_bring_nothing() {
    let product = shop("Dispatched");
    product.write("web/locales/en/mail.json", catalogue("Away", "Gone"));
    product.write("web/locales/en/broken.json", "{ \"order\": { \"shipped\": \"Left\"");
    let repository = Repository::of(product);
    repository.git(&["mv", "web", "site"]);
    repository.is_staged_clean();
    repository.git(&["mv", "site/locales/en/mail.json", "site/locales/en/letters.json"]);
    repository.git(&["mv", "site/locales/en/broken.json", "site/locales/en/half.json"]);
    repository.is_staged_clean();
    let turned =
        "{\n\n\"mail\": { \"order_shipped\": \"Gone\" }, \"order\": { \"shipped\": \"Away\" } }";
    repository.stage("site/locales/en/letters.json", turned);
    repository.is_staged_clean();
    let ended = repository.0.run(&["check", "--since", "HEAD", "--level=note"]).with_code(0);
    assert!(ended.out.contains("older than this change (HEAD)"), "{}", ended.out);
    // A second file that is broken in the same way is new.
    repository.stage("site/locales/en/quarter.json", "{ \"order\": { \"shipped\": \"Left\"");
    assert!(repository.staged().with_code(1).out.contains("quarter.json"));
}

/// A broken file that only moved is known by itself, and excuses no other that is broken alike.
#[test]
fn a_move_excuses_one_file() {
    let broken = "{ \"order\": { \"shipped\": \"Left\"";
    let product = shop("Shipped");
    product.write("web/locales/en/broken.json", broken);
    let repository = Repository::of(product);
    repository.git(&["mv", "web", "site"]);
    repository.stage("site/locales/en/other.json", broken);
    let told = repository.staged().with_code(1).out;
    assert!(told.contains("other.json") && !told.contains("broken.json"), "{told}");
    // Nor does a wrong label excuse one of the same key and name in another file.
    assert!(told.contains("error[split-name]"), "{told}");
    let all = repository.0.run(&["--since", "HEAD"]).with_code(1).out;
    assert!(all.contains(" 2 older than this change (HEAD)"), "{all}");
}

/// Before the first commit all of it is new.
#[test]
fn the_first_commit() {
    let repository = Repository::without_commit(shop("Dispatched"));
    let told = repository.staged().with_code(2).err;
    assert!(told.contains("index has no canonym.toml") && told.contains("git add"), "{told}");
    repository.git(&["add", "."]);
    assert!(repository.staged().with_code(1).out.contains("error[split-name]"));
}

/// `--since` compares the files on disk with any revision.
#[test]
fn since_a_revision() {
    let repository = Repository::of(shop("Shipped"));
    repository.git(&["tag", "v1"]);
    repository.0.write("web/en.json", catalogue("Shipped", "Gone"));
    repository.commit();
    repository.0.write("web/en.json", catalogue("Shipped", "Away"));
    let since =
        |revision: &str| repository.0.run(&["--since", revision, "--output-format=concise"]);
    assert!(since("v1").with_code(1).out.contains("\"Away\""));
    assert!(since("HEAD").with_code(1).out.contains("\"Away\""));
    repository.0.write("web/en.json", catalogue("Shipped", "Gone"));
    assert_eq!(since("HEAD").with_code(0).out, "");
    assert_eq!(since("main").with_code(0).out, "");
    assert!(since("HEAD^").with_code(1).out.contains("\"Gone\""));
    let all = repository.0.run(&["--since", "HEAD"]).with_code(0).out;
    assert!(all.contains("1 older than this change (HEAD)"), "{all}");
}

/// A base that cannot be had is an error, and no text is an option of git's.
#[test]
fn a_base_that_is_not_there() {
    let repository = Repository::of(shop("Shipped"));
    for revision in ["nowhere", "--output=stolen", "HEAD:web", "", "\u{1b}[31m"] {
        let told = repository.0.run(&[&format!("--since={revision}")]).with_code(2).err;
        assert!(told.starts_with("error: there is no revision `"), "{told}");
        assert!(!told.contains('\u{1b}'), "{told:?}");
    }
    assert!(!repository.0.path("stolen").exists());
    for flag in ["--staged", "--since=HEAD"] {
        let told = shop("Shipped").run(&["check", flag]).with_code(2).err;
        assert!(told.contains("no repository of git"), "{told}");
    }
}

/// A glossary that was broken at HEAD judges nothing: what is found counts as new, and that is said.
#[test]
fn a_broken_base() {
    let product = shop("Dispatched");
    product.write("canonym.toml", "system = 1");
    let repository = Repository::of(product);
    repository.stage("canonym.toml", GLOSSARY);
    let ended = repository.staged().with_code(1);
    assert!(ended.err.contains("the glossary has errors at HEAD"), "{}", ended.err);
    assert!(ended.out.contains("\"Dispatched\" here"), "{}", ended.out);
}

/// The index is listed as the disk is: without what is hidden or ignored, without links.
#[test]
fn the_index_is_listed_as_the_disk_is() {
    let product = shop("Shipped");
    product.write(".gitignore", "/old/\n*.bak.json\n");
    product.write("web/.gitignore", "tmp\n!kept.bak.json\n");
    let paths = ["old/en.json", "web/en/a.bak.json", "web/en/kept.bak.json", "web/en/tmp/x.json"];
    for path in paths.into_iter().chain([".hidden/en.json", "web/.h/en.json", "é/en.json"]) {
        product.write(path, catalogue("Gone", "Gone"));
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("en", product.path("web/link")).expect("links can be made");
    let repository = Repository::of(product);
    let on_disk = repository.0.run(&["-v", "--output-format=json"]);
    repository.git(&["rm", "--quiet", "--cached", "-r", "."]);
    repository.git(&["commit", "--quiet", "--message=nothing", "--no-verify"]);
    repository.git(&["add", "--all", "--force"]);
    let in_index = repository.0.run(&["check", "--staged", "-v", "--output-format=json"]);
    assert_eq!(on_disk.out, in_index.out);
    assert!(on_disk.out.contains("kept.bak.json") && !on_disk.out.contains("a.bak.json"));
    let passed = |told: &str| told.lines().filter(|it| it.contains("link")).count();
    assert_eq!(passed(&on_disk.err), passed(&in_index.err), "{}\n{}", on_disk.err, in_index.err);
}

/// A glossary and a baseline may be links, inside the repository only.
#[cfg(unix)]
#[test]
fn links_in_the_index() {
    use std::os::unix::fs::symlink;
    let product = shop("Sent");
    product.run(&["baseline", "create"]).with_code(0);
    product.write("config/note", "");
    for file in ["canonym.toml", "canonym-baseline.toml"] {
        let real = format!("config/our-{file}");
        std::fs::rename(product.path(file), product.path(&real)).expect("it can be moved");
        symlink(&real, product.path(file)).expect("links can be made");
    }
    let repository = Repository::without_commit(product);
    repository.git(&["add", "."]);
    repository.is_staged_clean();
    repository.commit();
    repository.0.run(&["--since", "HEAD"]).with_code(0);
    for target in ["../elsewhere.toml", "/etc/passwd", "canonym.toml"] {
        std::fs::remove_file(repository.0.path("canonym.toml")).expect("it is there");
        symlink(target, repository.0.path("canonym.toml")).expect("links can be made");
        repository.git(&["add", "."]);
        let told = repository.staged().with_code(2).err;
        let expected = ["it lies outside the repository", "links lead in a circle"];
        assert!(expected.iter().any(|it| told.contains(it)), "{told}");
    }
}

/// What lies in a submodule is told by that one's own runs.
#[test]
fn submodules() {
    let inner = Repository::of(shop("Sent"));
    let outer = Repository::of(shop("Shipped"));
    let from = inner.0.path("");
    let from = from.to_str().expect("UTF-8");
    outer.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", from, "lib"]);
    std::fs::remove_file(outer.0.path("lib/canonym.toml")).expect("it is there");
    outer.commit();
    outer.is_staged_clean();
    assert_eq!(outer.0.run(&["--since", "HEAD"]).with_code(0).err, "");
    outer.0.write("web/en.json", catalogue("Shipped", "Gone"));
    outer.0.run(&["--since", "HEAD"]).with_code(1);
}

/// A crafted index, whose file is a folder, is refused and holds nothing up.
#[test]
fn an_index_of_no_files() {
    let repository = Repository::of(shop("Shipped"));
    for at in 0..3000 {
        repository.0.write(&format!("many/{at}"), "");
    }
    repository.commit();
    let mut git = Command::new("git");
    let tree = git.args(["rev-parse", "HEAD:many"]).current_dir(repository.0.path(""));
    let tree = String::from_utf8(tree.output().expect("git starts").stdout).expect("ASCII");
    let entry = format!("100644,{},x/en.json", tree.trim());
    repository.git(&["update-index", "--add", "--cacheinfo", &entry]);
    let told = repository.staged().with_code(1).out;
    assert!(told.contains("x/en.json:1:1: warning[unreadable-file]"), "{told}");
}

/// Projects are found in the index, from a folder, by a path, and where one lies in the other.
#[test]
fn projects_of_the_index() {
    let product = shop("Shipped");
    product.write("apps/shop/canonym.toml", GLOSSARY);
    product.write("apps/shop/en.json", catalogue("Shipped", "Shipped"));
    let repository = Repository::of(product);
    repository.stage("apps/shop/en.json", &catalogue("Gone", "Shipped"));
    let code = |folder: &str, args: &[&str]| {
        let ended = repository.0.run_in(folder, &[&STAGED[..], args].concat());
        (ended.code, ended.out.lines().count())
    };
    assert_eq!(code("", &[]), (1, 1));
    assert_eq!(code("apps", &[]), (1, 1));
    assert_eq!(code("apps/shop", &[]), (1, 1));
    assert_eq!(code("", &["apps/shop/en.json"]), (1, 1));
    assert_eq!(code("web", &["."]), (0, 0));
    let absolute = repository.0.path("apps");
    assert_eq!(code("web", &[absolute.to_str().expect("UTF-8")]), (1, 1));
    repository.git(&["rm", "--quiet", "--cached", "canonym.toml"]);
    std::fs::remove_file(repository.0.path("canonym.toml")).expect("it is there");
    assert_eq!(code("", &[]), (1, 1));
}

/// A hook's git says which index is committed; another repository's is not believed.
#[test]
fn the_index_that_is_committed() {
    let repository = Repository::of(shop("Shipped"));
    repository.git(&["read-tree", "--index-output=.git/other", "HEAD"]);
    repository.stage("web/en.json", &catalogue("Gone", "Shipped"));
    let with = |name: &str, value: &std::path::Path| {
        let mut command = canonym(&repository.0.path(""));
        ended(command.args(STAGED).env(name, value)).code
    };
    assert_eq!(with("GIT_INDEX_FILE", ".git/other".as_ref()), 0);
    assert_eq!(with("GIT_INDEX_FILE", ".git/index".as_ref()), 1);
    let other = Repository::of(shop("Shipped"));
    assert_eq!(with("GIT_DIR", &other.0.path(".git")), 1);
    // A link leads to the same repository.
    #[cfg(unix)]
    {
        let link = repository.0.path("link");
        std::os::unix::fs::symlink(repository.0.path(".git"), &link).expect("links can be made");
        let mut command = canonym(&repository.0.path(""));
        command.args(STAGED).env("GIT_DIR", &link).env("GIT_INDEX_FILE", ".git/other");
        assert_eq!(ended(&mut command).code, 0);
    }
}
