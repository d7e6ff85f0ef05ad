#!/usr/bin/env bash
# Claim: `canonym labels` reads those texts of .xcstrings files, and no other, that a walk over Python's own
# reading of the JSON finds, and `canonym check` finds fault with what is no JSON.
#
# The fixtures are read by both, and what they say is compared text by text: key, locale, text, and
# that the bytes at each place are the text. Needs nothing but Python.
#
#   CANONYM_CORPORA   a folder whose .xcstrings files are compared too, if it is set
#   CANONYM           the program; .ci/proof sets it
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

tree=$scratch/tree
copy "$here/../../fixtures" "$tree/fixtures" -name '*.xcstrings'
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora" -name '*.xcstrings'
fi
printf '[files]\ninclude = ["**"]\n[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$program" check "$tree" --output-format json --fail-on never -q > "$scratch/report.json"
python3 "$here/xcstrings.py" "$tree" "$scratch/labels.json" "$scratch/report.json"
