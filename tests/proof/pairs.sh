#!/usr/bin/env bash
# Claim: of pairs of names that people have labelled, what canonym warns of is right in 95 of 100 cases, and
# warnings and notes together are right in 90 and find 80 of 100.
#
#   CANONYM_PAIRS   a table with tabs between the columns name_a, name_b and label; without it: exit 77
#   CANONYM         the program; .ci/proof sets it
set -euo pipefail

if [ -z "${CANONYM_PAIRS:-}" ]; then
    printf 'CANONYM_PAIRS names no table of labelled pairs. The proof did not run.\n' >&2
    exit 77
fi
program=$(realpath "${CANONYM:-target/release/canonym}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

table=$(realpath "$CANONYM_PAIRS")
(cd "$scratch" && "$program" compare --pairs "$table") | sed -n '/^level\t/,$p' | tee "$scratch/score"
awk -F'\t' '
    $1 == "warning" && NF == 4 { seen++; if ($2 < 0.95) { print "too many false warnings"; bad = 1 } }
    $1 == "note" && NF == 4 { seen++; if ($2 < 0.90 || $3 < 0.80) { print "too much is wrong or missed"; bad = 1 } }
    END { exit bad || seen != 2 }
' "$scratch/score" >&2
