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
        "$scratch/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: \
            openstep-plist==0.5.2
}
if ! fetch; then
    printf 'openstep-plist could not be fetched. The proof did not run.\n' >&2
    exit 77
fi

tree=$scratch/tree
copy() {
    mkdir -p "$2"
    (cd "$1" && find . -name '*.strings' -type f -print0 | tar -cf - --null -T -) | tar -xf - -C "$2"
}
# Where a path names a locale, a fault is told: each case gets a folder of German texts.
for case in "$here"/../../fixtures/formats/strings/*/; do
    copy "$case" "$tree/fixtures/$(basename "$case")/de.lproj"
done
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora"
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$program" check "$tree" --output-format json --fail-on never -q > "$scratch/report.json"
"$scratch/venv/bin/python" "$here/strings.py" "$tree" "$scratch/labels.json" "$scratch/report.json"
