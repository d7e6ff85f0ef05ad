#!/usr/bin/env bash
# Claim: `canonym labels` reads every text of Android's resources as aapt2 compiles it, and `canonym check`
# finds fault with those files only that aapt2 rejects.
#
# The fixtures and files full of hard texts are read by both, and what they say is compared text by text:
# name, quantity, index, text, in the order of the file. Exit 77 where there is no aapt2 (Debian: aapt).
#
#   CANONYM_CORPORA   a folder whose resources are compared too, if it is set
#   CANONYM           the program; .ci/proof sets it
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

command -v aapt2 > /dev/null || cannot_run 'there is no aapt2 here'

tree=$scratch/tree
# aapt2 reads resources in folders of their kind only.
for case in "$here"/../../fixtures/formats/android/*/; do
    mkdir -p "$tree/fixtures/$(basename "$case")/values"
    cp "$case/input.xml" "$tree/fixtures/$(basename "$case")/values/strings.xml"
done
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora" -path '*/values*/*.xml'
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

python3 "$here/android.py" generate "$tree/generated"
"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$program" check "$tree" --output-format json --fail-on never -q > "$scratch/report.json"
python3 "$here/android.py" compare "$tree" "$scratch/labels.json" "$scratch/report.json"
