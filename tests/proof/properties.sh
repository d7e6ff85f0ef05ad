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

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

tree=$scratch/tree
copy "$here/../../fixtures" "$tree/fixtures" -name '*.properties'
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora" -name '*.properties'
fi
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
if fetch javaproperties==0.8.2; then
    printf 'javaproperties: '
    "$python" "$here/properties.py" compare "$tree" "$scratch/labels.json"
    ran=1
fi
[ "$ran" = 1 ] || cannot_run 'there is no Java, and javaproperties could not be fetched'
