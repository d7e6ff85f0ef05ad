#!/usr/bin/env bash
# Claim: `canonym labels` reads every entry of .strings files as a port of Apple's own reader does, and
# `canonym check` finds fault with those files only that the port rejects.
#
# The fixtures are read by both, and what they say is compared entry by entry: key, text, and that the bytes
# at each place are the text. Needs the package index, from which openstep-plist is fetched: exit 77 where
# it cannot be reached.
#
#   CANONYM_CORPORA   a folder whose .strings files are compared too, if it is set
#   CANONYM           the program; .ci/proof sets it
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch --only-binary :all: openstep-plist==0.5.2 || cannot_run 'openstep-plist could not be fetched'

tree=$scratch/tree
# Where a path names a locale, a fault is told: each case gets a folder of German texts.
for case in "$here"/../../fixtures/formats/strings/*/; do
    copy "$case" "$tree/fixtures/$(basename "$case")/de.lproj" -name '*.strings'
done
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora" -name '*.strings'
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$program" check "$tree" --output-format json --fail-on never -q > "$scratch/report.json"
"$python" "$here/strings.py" "$tree" "$scratch/labels.json" "$scratch/report.json"
