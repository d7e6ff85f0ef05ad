#!/usr/bin/env bash
# Claim: `canonym labels` reads every text of .stringsdict files as plistlib of Python does, and
# `canonym check` finds fault with those files only that are no XML.
#
# The fixtures and files full of hard texts are read by both, and what they say is compared text by text:
# key and text, in the order of the file.
#
#   CANONYM_CORPORA   a folder whose .stringsdict files are compared too, if it is set
#   CANONYM           the program; .ci/proof sets it
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

tree=$scratch/tree
copy "$here/../../fixtures/formats/stringsdict" "$tree/fixtures" -name '*.stringsdict'
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora" -name '*.stringsdict'
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

python3 "$here/stringsdict.py" generate "$tree/generated"
"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$program" check "$tree" --output-format json --fail-on never -q > "$scratch/report.json"
python3 "$here/stringsdict.py" compare "$tree" "$scratch/labels.json" "$scratch/report.json"
