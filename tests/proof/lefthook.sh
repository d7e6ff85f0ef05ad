#!/usr/bin/env bash
# Claim: the recipe of docs/ci.md for lefthook works.
#
# With the real lefthook: a commit that gives a state a second name is refused, the mended one accepted, and
# unstaged edits and untracked files change nothing.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"
. "$here/repository.bash"

product
npm_programs lefthook
recipe lefthook.yml > lefthook.yml
lefthook validate > "$scratch/said" 2>&1 || { cat "$scratch/said"; exit 1; }
lefthook install > "$scratch/said" 2>&1
git add --all && git commit --quiet --no-verify --message 'a hook'
a_hook_works
