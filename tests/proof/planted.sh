#!/usr/bin/env bash
# Claim: in a product with known faults, canonym finds each of them and nothing else.
#
# A generator makes product trees of 10,000 labels in all the formats it knows, in English and German, and
# writes down which faults it planted: split, deprecated, shared and confusable names, and in German
# merged and drifted ones. Its --verify compares a report with that list, both ways.
#
#   CANONYM_GEN_TREE   the generator (a Python script); without it there is nothing to prove: exit 77
#   CANONYM            the program; .ci/proof sets it
set -euo pipefail

if [ -z "${CANONYM_GEN_TREE:-}" ]; then
    printf 'CANONYM_GEN_TREE is not set: it names the script that makes the trees. The proof did not run.\n' >&2
    exit 77
fi
generator=$CANONYM_GEN_TREE
program=${CANONYM:-target/release/canonym}
for needed in "$generator" "$program"; do
    if [ ! -f "$needed" ]; then
        printf 'there is no file %s\n' "$needed" >&2
        exit 1
    fi
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

differing=0
for seed in 1 2 3 4 5; do
    out=$scratch/$seed
    python3 "$generator" --labels 10000 --seed "$seed" --locale de --out "$out" > "$scratch/summary"
    "$program" check "$out/tree" --output-format json --level note --fail-on never > "$out/report.json"
    code=0
    said=$(python3 "$generator" --verify "$out/report.json" --out "$out") || code=$?
    printf 'seed %s: %s\n' "$seed" "${said##*$'\n'}"
    if [ "$code" -ne 0 ]; then
        printf '%s\n' "$said" | sed '$d' | sed 's/^/  /'
        differing=$((differing + 1))
    fi
done

if [ "$differing" -gt 0 ]; then
    printf '%s of 5 trees differ from what was planted\n' "$differing"
    exit 1
fi
