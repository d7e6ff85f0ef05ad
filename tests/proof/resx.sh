#!/usr/bin/env bash
# Claim: `canonym labels` reads every string of .NET's .resx and .resw files as translate-toolkit does, and
# `canonym check` finds fault with those files only that are no XML.
#
# The fixtures and files full of hard texts are read by both, and what they say is compared entry by entry:
# name, text, line, in the order of the file. Exit 77 where translate-toolkit cannot be fetched.
#
#   CANONYM_CORPORA   a folder whose .resx and .resw files are compared too, if it is set
#   CANONYM           the program; .ci/proof sets it
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch translate-toolkit==3.20.4 lxml==6.1.3 || cannot_run 'translate-toolkit could not be fetched'

tree=$scratch/tree
copy "$here/../../fixtures/formats/resx" "$tree/fixtures" -name '*.res[xw]'
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora" -name '*.res[xw]'
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

"$python" "$here/resx.py" generate "$tree/generated"
"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$program" check "$tree" --output-format json --fail-on never -q > "$scratch/report.json"
"$python" "$here/resx.py" compare "$tree" "$scratch/labels.json" "$scratch/report.json"
