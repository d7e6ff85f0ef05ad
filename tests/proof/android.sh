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

program=${CANONYM:-target/release/canonym}
if [ ! -f "$program" ]; then
    printf 'there is no file %s\n' "$program" >&2
    exit 1
fi
if ! command -v aapt2 > /dev/null; then
    printf 'there is no aapt2 here. The proof did not run.\n' >&2
    exit 77
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

tree=$scratch/tree
# aapt2 reads resources in folders of their kind only.
for case in "$here"/../../fixtures/formats/android/*/; do
    mkdir -p "$tree/fixtures/$(basename "$case")/values"
    cp "$case/input.xml" "$tree/fixtures/$(basename "$case")/values/strings.xml"
done
if [ -n "${CANONYM_CORPORA:-}" ]; then
    mkdir "$tree/corpora"
    (cd "$CANONYM_CORPORA" && find . -path '*/values*/*.xml' -type f -print0 | tar -cf - --null -T -) |
        tar -xf - -C "$tree/corpora"
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

python3 "$here/android.py" generate "$tree/generated"
"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$program" check "$tree" --output-format json --fail-on never -q > "$scratch/report.json"
python3 "$here/android.py" compare "$tree" "$scratch/labels.json" "$scratch/report.json"
