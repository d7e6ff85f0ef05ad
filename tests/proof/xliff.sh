#!/usr/bin/env bash
# Claim: `canonym labels` reads every unit of XLIFF 1.2 and 2 as translate-toolkit and lxml do, and
# `canonym check` finds fault with those files only that are no XML.
#
# The fixtures and files full of hard texts are read by both, and what they say is compared text by text:
# key, locale, text with its tags, in the order of the file. Exit 77 where translate-toolkit cannot be fetched.
#
#   CANONYM_CORPORA   a folder whose XLIFF files are compared too, if it is set
#   CANONYM           the program; .ci/proof sets it
set -euo pipefail

program=${CANONYM:-target/release/canonym}
if [ ! -f "$program" ]; then
    printf 'there is no file %s\n' "$program" >&2
    exit 1
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Fetches what is compared; fails where there is no network.
fetch() {
    python3 -m venv "$scratch/venv" &&
        "$scratch/venv/bin/pip" install --quiet --disable-pip-version-check translate-toolkit==3.20.4 lxml==6.1.3
}
if ! fetch; then
    printf 'translate-toolkit could not be fetched. The proof did not run.\n' >&2
    exit 77
fi

tree=$scratch/tree
copy() {
    mkdir -p "$2"
    (cd "$1" && find . \( -name "*.xlf" -o -name "*.xliff" \) -type f -print0 | tar -cf - --null -T -) | tar -xf - -C "$2"
}
copy "$here/../../fixtures/formats/xliff" "$tree/fixtures"
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora"
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

python=$scratch/venv/bin/python
"$python" "$here/xliff.py" generate "$tree/generated"
"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$program" check "$tree" --output-format json --fail-on never -q > "$scratch/report.json"
"$python" "$here/xliff.py" compare "$tree" "$scratch/labels.json" "$scratch/report.json"
