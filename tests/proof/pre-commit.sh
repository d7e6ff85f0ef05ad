#!/usr/bin/env bash
# Claim: the hook of .pre-commit-hooks.yaml works with pre-commit.
#
# The manifest is valid. pre-commit builds canonym from the repository as it stands, without anything else
# installed; a commit that gives a state a second name is refused, the mended one accepted, unstaged edits and
# untracked files change nothing, and 3,000 files in one commit are one run. `canonym-all` and
# `canonym-system` run too.
#
#   CANONYM   the program, whose folder says where to build; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"
. "$here/repository.bash"

fetch pre-commit || cannot_run 'pre-commit could not be fetched'
command -v cargo > /dev/null || cannot_run 'there is no cargo'
canonym_repository
product
without_canonym_on_path
export PATH=$scratch/venv/bin:$PATH PRE_COMMIT_HOME=$scratch/pre-commit

pre-commit validate-manifest "$root/.pre-commit-hooks.yaml"
configured canonym
pre-commit validate-config .pre-commit-config.yaml
pre-commit install > "$scratch/said"
start=$SECONDS
pre-commit install-hooks > "$scratch/said" 2>&1 || { cat "$scratch/said"; exit 1; }
printf 'installed by pre-commit itself in %s s\n' $((SECONDS - start))

a_hook_works
many_files

# A commit of what canonym does not read does not start it.
printf 'fn main() {}\n' > main.rs && git add main.rs
git commit --message 'a program' > "$scratch/said" 2>&1
grep -q 'canonym.*Skipped' "$scratch/said"

# In CI: everything, though it is committed.
printf '{\n  "mail": { "sent": "Dispatched", "lost": "Lost" }\n}\n' > mail/en/mail.json
git add --all && git commit --quiet --no-verify --message 'past the hook'
configured canonym-all
if pre-commit run --all-files > "$scratch/said" 2>&1; then
    printf 'canonym-all let a second name pass\n'
    exit 1
fi
grep -q 'split-name.*order.sent' "$scratch/said"
configured canonym-system
PATH=$scratch/bin:$PATH pre-commit run --all-files > "$scratch/said" 2>&1 || { cat "$scratch/said"; exit 1; }
printf 'canonym-all found what is committed; canonym-system found nothing new in the index\n'
