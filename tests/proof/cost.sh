#!/usr/bin/env bash
# Claim: what docs/ci.md says of the cost can be measured by anyone.
#
# Measures what a newcomer and a committer wait for, and prints it: from a clone to the first finding, the
# installation of the hook, a run of it on a small and on a large product. It fails if a command fails, never by
# time.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"
. "$here/repository.bash"

fetch pre-commit || cannot_run 'pre-commit could not be fetched'
command -v cargo > /dev/null || cannot_run 'there is no cargo'
canonym_repository
unset CARGO_TARGET_DIR # from nothing, as a newcomer builds

timed() { # WHAT COMMAND...
    local what=$1 start=$EPOCHREALTIME code=0
    shift
    "$@" > "$scratch/said" 2>&1 || code=$?
    local end=$EPOCHREALTIME
    if [ "$code" -gt "${most:-0}" ]; then
        cat "$scratch/said"
        exit 1
    fi
    local milliseconds=$(((${end/./} - ${start/./}) / 1000))
    printf '  %8s.%03d s  %s\n' $((milliseconds / 1000)) $((milliseconds % 1000)) "$what"
}
fastest() { # of five: WHAT COMMAND...
    local what=$1 best='' line
    shift
    for _ in 1 2 3 4 5; do
        line=$(timed "$what" "$@")
        if [ -z "$best" ] || [[ $line < $best ]]; then best=$line; fi
    done
    printf '%s\n' "$best"
}

printf 'on %s cores\nfrom a clone to the first finding\n' "$(nproc)"
cd "$scratch"
timed 'git clone (from this disk)' git clone --quiet "file://$scratch/canonym" clone
cd clone
timed 'cargo install --path . (crates fetched where they are not at hand)' \
    cargo install --quiet --locked --path . --root "$scratch/installed"
most=1 fastest 'canonym check fixtures/projects/freelance' \
    "$scratch/installed/bin/canonym" check fixtures/projects/freelance
fastest 'canonym demo' "$scratch/installed/bin/canonym" demo

printf 'the hook, with pre-commit\n'
export PATH=$scratch/venv/bin:$PATH PRE_COMMIT_HOME=$scratch/pre-commit
product
configured canonym
timed 'pre-commit install --install-hooks' pre-commit install --install-hooks
printf '{\n  "mail": { "sent": "Sent", "lost": "Lost" },\n  "more": "More"\n}\n' > mail/en/mail.json
git add --all
fastest 'pre-commit run, 2 catalogues' pre-commit run
fastest 'canonym check --staged, without pre-commit' canonym check --staged
git commit --quiet --no-verify --message 'small'

# 40 locales, 75 catalogues each, 40 labels each: 3,000 files with 120,000 labels.
for locale in en de fr es it pt nl sv da nb fi pl cs sk sl hr sr bg ro hu el tr ru uk lt lv et ga mt is ja ko zh th vi id ms hi bn ta; do
    mkdir -p "large/$locale"
    for number in $(seq 75); do
        awk -v number="$number" 'BEGIN {
            print "{"
            for (i = 1; i < 40; i++) printf "  \"page_%s.text_%s\": \"Some words that are shown\",\n", number, i
            print "  \"status\": { \"sent\": \"Sent\" }\n}" }' > "large/$locale/page-$number.json"
    done
done
git add --all && git commit --quiet --no-verify --message 'large'
printf '{ "status": { "lost": "Lost" } }\n' > large/en/page-76.json
git add --all
fastest 'pre-commit run, 3,000 catalogues with 120,000 labels' pre-commit run
fastest 'canonym check --staged, without pre-commit' canonym check --staged
fastest 'canonym check' canonym check
