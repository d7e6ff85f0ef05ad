# What the proofs of hooks share: a product in a git repository of its own, commits that must be refused or
# accepted, and the repository of canonym as a host fetches it. Sourced after shared.bash.

command -v git > /dev/null || cannot_run 'there is no git'
root=$(cd "$here/../.." && pwd)
program=$(realpath "$program")
mkdir "$scratch/bin" && cp "$program" "$scratch/bin/canonym"
path_of_whoever_runs_this=$PATH
# Cargo and rustup are those of whoever runs this; nothing else of that home is used.
export CARGO_HOME=${CARGO_HOME:-$HOME/.cargo} RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup}
export PATH=$scratch/bin:$PATH HOME=$scratch
export GIT_AUTHOR_NAME=proof GIT_AUTHOR_EMAIL=proof@example.org
export GIT_COMMITTER_NAME=proof GIT_COMMITTER_EMAIL=proof@example.org
export GIT_CONFIG_NOSYSTEM=1

# A product in a repository: two files that call one state by one name. Leaves the shell in it.
product() {
    mkdir -p "$scratch/product/locales" && cd "$scratch/product"
    git init --quiet --initial-branch main
    printf '[system.order]\nkeys = ["status.{state}", "mail.{state}"]\n' > canonym.toml
    printf '{\n  "status": { "sent": "Sent", "lost": "Lost" }\n}\n' > locales/en.json
    mkdir -p mail/en && printf '{\n  "mail": { "sent": "Sent", "lost": "Lost" }\n}\n' > mail/en/mail.json
    git add --all && git commit --quiet --no-verify --message 'one name'
}

# Commits what is staged and wants it refused, by canonym and for this: REGEX.
refused() {
    if git commit --quiet --message 'to be refused' > "$scratch/said" 2>&1; then
        printf 'the commit was let through, which should have said %s:\n' "$1"
        cat "$scratch/said"
        exit 1
    fi
    if ! grep -q -- "$1" "$scratch/said"; then
        printf 'the commit was refused, but not for %s:\n' "$1"
        cat "$scratch/said"
        exit 1
    fi
}

# Commits what is staged and wants it accepted, after a run of the hook.
accepted() {
    if ! git commit --quiet --message 'to be accepted' > "$scratch/said" 2>&1; then
        printf 'the commit was refused:\n'
        cat "$scratch/said"
        exit 1
    fi
}

# What any hook must do. The hook is installed already.
a_hook_works() {
    printf '{\n  "mail": { "sent": "Dispatched", "lost": "Lost" }\n}\n' > mail/en/mail.json
    git add --all
    refused 'split-name.*order.sent'
    printf '{\n  "mail": { "sent": "Sent", "lost": "Gone astray" }\n}\n' > mail/en/mail.json
    refused 'order.sent' # the disk is mended, the index is not
    git checkout --quiet HEAD -- mail/en/mail.json
    printf '{\n  "mail": { "sent": "Sent", "lost": "Lost" },\n  "more": "More"\n}\n' > mail/en/mail.json
    git add --all
    accepted
    printf 'a commit with two names was refused, the mended one accepted\n'

    # Neither an unstaged edit nor an untracked file is part of a commit.
    printf '{\n  "status": { "sent": "Away", "lost": "Lost" }\n}\n' > locales/en.json
    mkdir -p scrap/en && printf '{\n  "mail": { "sent": "Gone" }\n}\n' > scrap/en/mail.json
    printf '{\n  "mail": { "sent": "Sent", "lost": "Lost" }\n}\n' > mail/en/mail.json
    git add mail
    accepted
    git checkout --quiet -- locales
    rm -r scrap
    printf 'unstaged edits and untracked files changed nothing\n'
}

# 3,000 files in one commit, and the first and the last of them have two names for one state.
many_files() {
    mkdir -p many/en
    for number in $(seq 1 3000); do
        printf '{\n  "a page with a rather long name for a key, number %s": "Page"\n}\n' "$number" \
            > "many/en/a-page-with-a-rather-long-name-so-that-lists-of-files-are-cut-$number.json"
    done
    printf '{ "status": { "packed": "Packed" } }\n' > many/en/0-first.json
    printf '{ "mail": { "packed": "Boxed" } }\n' > many/en/z-last.json
    git add --all
    refused 'split-name.*order.packed'
    grep -c 'read [0-9]* files' "$scratch/said" > "$scratch/runs"
    if [ "$(cat "$scratch/runs")" != 1 ] || ! grep -q 'read 300[0-9] files' "$scratch/said"; then
        printf 'this was not one run over 3,000 files:\n'
        cat "$scratch/said"
        exit 1
    fi
    printf '{ "mail": { "packed": "Packed" } }\n' > many/en/z-last.json
    git add --all
    accepted
    printf '3,000 files were one run, which saw a pair split over the first and the last\n'
}

# The repository of canonym as hosts fetch it: what git tracks here, as it stands now, with a tag.
canonym_repository() {
    mkdir "$scratch/canonym"
    git -C "$root" ls-files -z --cached --others --exclude-standard |
        (cd "$root" && tar -cf - --null --ignore-failed-read -T - 2> /dev/null) | tar -xf - -C "$scratch/canonym"
    git -C "$scratch/canonym" init --quiet --initial-branch main
    git -C "$scratch/canonym" add --all
    git -C "$scratch/canonym" commit --quiet --message 'as it stands'
    git -C "$scratch/canonym" tag v0.0.0
    # Where the host builds, what was built for another proof is of use.
    CARGO_TARGET_DIR=$(dirname "$(dirname "$program")")/hooks
    export CARGO_TARGET_DIR
}

# A .pre-commit-config.yaml that uses a hook of that repository: ID.
configured() {
    printf 'repos:\n  - repo: %s\n    rev: v0.0.0\n    hooks:\n      - id: %s\n' "$scratch/canonym" "$1" \
        > .pre-commit-config.yaml
    git add .pre-commit-config.yaml && git commit --quiet --no-verify --message 'a hook'
}

# Takes our own `canonym` from PATH, so that a host must use the one that it built.
without_canonym_on_path() {
    export PATH=$path_of_whoever_runs_this
    if command -v canonym > /dev/null; then cannot_run 'another canonym is on PATH'; fi
}

# A recipe of docs/ci.md: the block below the line that names the file.
recipe() {
    awk -v file="$1" '
        index($0, "`" file "`") { named = 1; next }
        named && /^```/ { if (inside) exit; inside = 1; next }
        inside { print }' "$root/docs/ci.md"
}

# A folder of npm's beside the product, with these programs on PATH: PACKAGE...
npm_programs() {
    command -v npm > /dev/null || cannot_run 'there is no npm'
    printf '{ "private": true }\n' > package.json
    printf 'node_modules/\n' > .gitignore
    npm install --silent --no-audit --no-fund --save-dev "$@" > "$scratch/said" 2>&1 ||
        cannot_run "$* could not be fetched"
    export PATH=$PWD/node_modules/.bin:$PATH
    git add --all && git commit --quiet --no-verify --message 'programs of npm'
}
