#!/usr/bin/env bash
# Claim: of messages that FormatJS and LinguiJS compiled, `canonym labels` reads every text that stands in
# them, joined as a user sees it.
#
# Messages are compiled with the parsers of FormatJS and LinguiJS, their trees are walked in JavaScript, and
# the texts of every branch are compared. Needs node, and the package index of npm: exit 77 without.
#
#   CANONYM           the program; .ci/proof sets it
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")

fetch_parsers() {
    cd "$scratch" && npm install --silent --no-audit --no-fund --prefix "$scratch" \
        @formatjs/icu-messageformat-parser@2.11.4 @lingui/message-utils@5.9.5
}
(fetch_parsers > "$scratch/npm.log" 2>&1) || cannot_run 'the parsers could not be fetched'

cp "$here/json-dialects.mjs" "$scratch"
cd "$scratch"
mkdir -p tree
node json-dialects.mjs compile tree
printf '[system.none]\nkeys = ["none.{state}"]\n' > tree/canonym.toml
"$program" labels tree --output-format json -q > labels.json
node json-dialects.mjs compare tree labels.json
