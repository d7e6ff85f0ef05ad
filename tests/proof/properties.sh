#!/usr/bin/env bash
# Claim: `canonym labels` reads every entry of .properties files as Java does.
#
# The fixtures, and files that a generator makes of every hard construct, are read by canonym and by
# `java.util.Properties` (PyPI's javaproperties where there is no Java) and compared entry by entry: key,
# text, order, and that the bytes at each place are the text. Exit 77 where neither reader is to be had.
#
#   CANONYM_CORPORA   a folder whose .properties files are compared too, if it is set
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

tree=$scratch/tree
mkdir "$tree"
copy() {
    mkdir "$tree/$2"
    (cd "$1" && find . -name '*.properties' -type f -print0 | tar -cf - --null -T -) | tar -xf - -C "$tree/$2"
}
copy "$here/../../fixtures" fixtures
if [ -n "${CANONYM_CORPORA:-}" ]; then copy "$CANONYM_CORPORA" corpora; fi
python3 "$here/properties.py" generate "$tree/generated"
printf '[system.none]\nkeys = ["none.{state}"]\n[[catalogue]]\nfiles = "**/*.properties"\nformat = "properties"\n' \
    > "$tree/canonym.toml"
find "$tree" -mindepth 2 -name canonym.toml -delete
"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"

ran=0
if command -v java > /dev/null && java -version > /dev/null 2>&1; then
    java "$here/Properties.java" "$tree" > "$scratch/java.json"
    printf 'java.util.Properties: '
    python3 "$here/properties.py" compare "$tree" "$scratch/labels.json" "$scratch/java.json"
    ran=1
fi
fetch() {
    python3 -m venv "$scratch/venv" &&
        "$scratch/venv/bin/pip" install --quiet --disable-pip-version-check javaproperties==0.8.2
}
if fetch; then
    printf 'javaproperties: '
    "$scratch/venv/bin/python" "$here/properties.py" compare "$tree" "$scratch/labels.json"
    ran=1
fi
if [ "$ran" = 0 ]; then
    printf 'there is no Java, and javaproperties could not be fetched. The proof did not run.\n' >&2
    exit 77
fi
