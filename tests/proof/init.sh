#!/usr/bin/env bash
# Claim: what `canonym init` writes works with the tools it is written for.
#
# In a real repository, with the real pre-commit: the hook's file is valid, the hook refuses a commit that
# brings findings and accepts it once they are mended. The workflow is valid by the schema of GitHub's
# workflows.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch pre-commit check-jsonschema || cannot_run 'pre-commit and check-jsonschema could not be fetched'
command -v git > /dev/null || cannot_run 'there is no git'
bin=$scratch/venv/bin
repository=$scratch/repository
cp -r "$here/../../fixtures/drafts/tallow/product" "$repository"
mkdir "$scratch/bin" && cp "$program" "$scratch/bin/canonym"
export PATH=$scratch/bin:$bin:$PATH HOME=$scratch PRE_COMMIT_HOME=$scratch/pre-commit
export GIT_AUTHOR_NAME=proof GIT_AUTHOR_EMAIL=proof@example.org
export GIT_COMMITTER_NAME=proof GIT_COMMITTER_EMAIL=proof@example.org
cd "$repository"
git init --quiet --initial-branch main

canonym init --hook --workflow
pre-commit validate-config .pre-commit-config.yaml
check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/canonym.yml
pre-commit install > "$scratch/installed"
git add --all
if git commit --quiet --message 'as it is' > "$scratch/said" 2>&1; then
    printf 'the hook let findings pass\n'
    exit 1
fi
grep -q 'warning\[split-name\]  order.cancelled' "$scratch/said"
grep -q '3 warnings' "$scratch/said"

sed -i 's/cancelled: "Voided"/cancelled: "Cancelled"/' config/locales/en.yml
sed -i 's/"Accepted"/"Approved"/' web/src/locales/en.json
sed -i 's/"shipped": "Zugestellt"/"shipped": "Versandt"/' web/src/locales/de.json
git add --all
git commit --quiet --message 'mended'
printf 'a commit with findings was refused, the mended one accepted\n'
