//! The build server that runs the program: what its environment says of the repository, and where it
//! shows it. A build server sets these variables, not the repository; they are checked all the same,
//! since they end up in addresses.

use std::path::PathBuf;

use canonym::reports::Host;

/// GitHub throws a summary away whole if it is larger.
pub const LARGEST_SUMMARY: u64 = 1024 << 10;

/// Whether this is a step of GitHub Actions.
pub fn is_github_actions() -> bool {
    variable("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// The file whose text GitHub Actions shows on the page of a run.
pub fn summary() -> Option<PathBuf> {
    let file = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty());
    file.map(PathBuf::from)
}

/// Where the repository is shown: GitHub, or GitLab.
pub fn of_environment() -> Option<Host> {
    github().or_else(gitlab)
}

fn github() -> Option<Host> {
    let server = variable("GITHUB_SERVER_URL").filter(|url| is_address(url))?;
    let name = variable("GITHUB_REPOSITORY").filter(|name| is_plain(name, "/-_."))?;
    let revision = variable("GITHUB_SHA").filter(|sha| is_plain(sha, ""))?;
    let repository = format!("{}/{name}", server.trim_end_matches('/'));
    let files = format!("{repository}/blob/{revision}/");
    Some(Host { repository, revision, files })
}

fn gitlab() -> Option<Host> {
    let url = variable("CI_PROJECT_URL").filter(|url| is_address(url))?;
    let revision = variable("CI_COMMIT_SHA").filter(|sha| is_plain(sha, ""))?;
    let repository = url.trim_end_matches('/').to_owned();
    let files = format!("{repository}/-/blob/{revision}/");
    Some(Host { repository, revision, files })
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether a text is an address of a web page and nothing else.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && is_plain(rest, "/-_.~:%"))
}

/// Whether a text holds only letters and digits of ASCII, and these signs.
fn is_plain(text: &str, signs: &str) -> bool {
    text.chars().all(|char| char.is_ascii_alphanumeric() || signs.contains(char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_are_addresses() {
        assert!(is_address("https://github.com/acme/shop"));
        assert!(is_address("http://localhost:3000/a_b.c"));
        for text in
            ["", "https://", "javascript:alert(1)", "https://a b", "https://a\n", "https://a)[b](c"]
        {
            assert!(!is_address(text), "{text:?}");
        }
    }
}
