#!/usr/bin/env bash
# Claim: the recipes of docs/ci.md for husky, and for husky with lint-staged, work.
#
# With the real programs: a commit that gives a state a second name is refused, the mended one accepted, and
# unstaged edits and untracked files change nothing.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"
. "$here/repository.bash"

product
npm_programs husky lint-staged
husky > "$scratch/said" 2>&1
recipe .husky/pre-commit > .husky/pre-commit
git add --all && git commit --quiet --no-verify --message 'husky'
a_hook_works

recipe .lintstagedrc.mjs > .lintstagedrc.mjs
printf 'npx lint-staged\n' > .husky/pre-commit
git add --all && git commit --quiet --no-verify --message 'lint-staged'
printf 'and with lint-staged:\n'
a_hook_works
