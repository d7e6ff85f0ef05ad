#!/usr/bin/env bash
# Claim: on real catalogues that never heard of canonym, a draft finds the families of states and little
# else, and `init` writes a glossary that runs without a mistake.
#
# Redmine (50 locales of Rails) has four families of states: of issues, projects, users and versions. All
# four are drafted and at most one other. Every product's draft is kept and runs.
#
#   CANONYM_CORPORA   a folder with real catalogues, redmine among them; without it: exit 77
#   CANONYM           the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

if [ -z "${CANONYM_CORPORA:-}" ] || [ ! -d "$CANONYM_CORPORA/redmine" ]; then
    cannot_run 'CANONYM_CORPORA is not set, or holds no redmine'
fi
program=$(realpath "$program")

for product in "$CANONYM_CORPORA"/*/; do
    name=$(basename "$product")
    cp -r "$product" "$scratch/$name" && chmod -R u+w "$scratch/$name"
    cd "$scratch/$name"
    if ! "$program" init --quiet 2> "$scratch/said"; then
        grep -q '^error: nothing to draft' "$scratch/said"
        printf '%s: nothing to draft\n' "$name"
        continue
    fi
    "$program" check --fail-on never --level note --output-format json > "$scratch/report.json" 2> "$scratch/said"
    if [ -s "$scratch/said" ] || grep -q '"check": "\(unknown\|idle\)-state"' "$scratch/report.json"; then
        printf '%s: its draft does not run clean\n' "$name"
        cat "$scratch/said"
        exit 1
    fi
    printf '%s: %s systems, %s findings at warning or above\n' "$name" \
        "$(grep -c '^\[system\.[^.]*\]$' canonym.toml)" "$(grep -c '^      "level": "\(warning\|error\)"' "$scratch/report.json" || true)"
done

cd "$scratch/redmine"
for family in 'status_{state}' 'project_status_{state}' 'version_status_{state}' 'default_issue_status_{state}'; do
    if ! grep -qF "\"$family\"" canonym.toml; then
        printf 'redmine: %s is not drafted\n' "$family"
        exit 1
    fi
done
if [ "$(grep -c '^\[system\.' canonym.toml)" -gt 5 ]; then
    printf 'redmine: more than one other family is drafted\n'
    exit 1
fi
