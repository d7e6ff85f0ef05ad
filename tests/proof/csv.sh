#!/usr/bin/env bash
# Claim: `canonym labels` reads tables with a column a locale as Python's csv module does.
#
# The fixtures, and files that a generator makes of every hard construct, are read by both and compared
# cell by cell: key, locale, text, line, order, and that the bytes at each place are the text.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

tree=$scratch/tree
mkdir "$tree"
cp -R "$here/../../fixtures/formats/csv" "$tree/fixtures"
python3 "$here/tables.py" generate "$tree/generated" # a script called csv.py would hide the module
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
python3 "$here/tables.py" compare "$tree" "$scratch/labels.json"
