#!/usr/bin/env bash
# Claim: the hook of .pre-commit-hooks.yaml works with prek, which reads the same files as pre-commit.
#
# prek builds canonym from the repository as it stands; a commit that gives a state a second name is refused,
# the mended one accepted, unstaged edits and untracked files change nothing, and 3,000 files in one commit are
# one run.
#
#   CANONYM   the program, whose folder says where to build; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"
. "$here/repository.bash"

fetch prek || cannot_run 'prek could not be fetched'
command -v cargo > /dev/null || cannot_run 'there is no cargo'
canonym_repository
product
without_canonym_on_path
export PATH=$scratch/venv/bin:$PATH PREK_HOME=$scratch/prek

prek validate-manifest "$root/.pre-commit-hooks.yaml"
configured canonym
prek validate-config .pre-commit-config.yaml
prek install > "$scratch/said"
start=$SECONDS
prek install-hooks > "$scratch/said" 2>&1 || { cat "$scratch/said"; exit 1; }
printf 'installed by prek itself in %s s\n' $((SECONDS - start))

a_hook_works
many_files
