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

program=${CANONYM:-target/release/canonym}
if [ ! -f "$program" ]; then
    printf 'there is no file %s\n' "$program" >&2
    exit 1
fi
if ! command -v lconvert > /dev/null; then
    printf 'there is no lconvert here. The proof did not run.\n' >&2
    exit 77
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Fetches what is compared; fails where there is no network.
fetch() {
    python3 -m venv "$scratch/venv" &&
        "$scratch/venv/bin/pip" install --quiet --disable-pip-version-check polib==1.2.0
}
if ! fetch; then
    printf 'polib could not be fetched. The proof did not run.\n' >&2
    exit 77
fi

tree=$scratch/tree
copy() {
    mkdir -p "$2"
    (cd "$1" && find . -name '*.ts' -type f -print0 | tar -cf - --null -T -) | tar -xf - -C "$2"
}
copy "$here/../../fixtures/formats/qt" "$tree/fixtures"
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora"
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

python=$scratch/venv/bin/python
"$python" "$here/qt.py" generate "$tree/generated"
"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$program" check "$tree" --output-format json --fail-on never -q > "$scratch/report.json"
"$python" "$here/qt.py" compare "$tree" "$scratch/labels.json" "$scratch/report.json"
