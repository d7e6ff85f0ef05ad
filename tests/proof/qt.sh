#!/usr/bin/env bash
# Claim: `canonym labels` reads every message of Qt's .ts files as Qt's own lconvert does, and `canonym check`
# finds fault with those files only that lconvert rejects.
#
# The fixtures and files full of hard texts are read by both, and what they say is compared message by
# message: context, comment, id, source text, translations, in the order of the file. lconvert writes
# gettext's .po, which polib reads. Exit 77 where there is no lconvert (Debian: qttools5-dev-tools), or
# where polib cannot be fetched.
#
#   CANONYM_CORPORA   a folder whose .ts files are compared too, if it is set
#   CANONYM           the program; .ci/proof sets it
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

command -v lconvert > /dev/null || cannot_run 'there is no lconvert here'
fetch polib==1.2.0 || cannot_run 'polib could not be fetched'

tree=$scratch/tree
copy "$here/../../fixtures/formats/qt" "$tree/fixtures" -name '*.ts'
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora" -name '*.ts'
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

"$python" "$here/qt.py" generate "$tree/generated"
"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$program" check "$tree" --output-format json --fail-on never -q > "$scratch/report.json"
"$python" "$here/qt.py" compare "$tree" "$scratch/labels.json" "$scratch/report.json"
