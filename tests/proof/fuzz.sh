#!/usr/bin/env bash
# Claim: no bytes make a reader panic, hang, or say of a place what does not stand there.
#
# libFuzzer feeds each format's target of fuzz/ with its fixtures and what it makes of them. Needs a nightly
# compiler and the crate registry, from which cargo-fuzz is fetched: exit 77 where there is none.
#
#   FUZZ_SECONDS   how long each target runs: 20
#   FUZZ_TARGETS   some targets instead of all
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if ! cargo +nightly --version > /dev/null 2>&1; then
    printf 'there is no nightly compiler\n' >&2
    exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if ! cargo fuzz --version > /dev/null 2>&1; then
    if ! cargo install --quiet --locked --root "$scratch/cargo" cargo-fuzz; then
        printf 'cargo-fuzz could not be installed\n' >&2
        exit 77
    fi
    PATH=$scratch/cargo/bin:$PATH
fi

targets=${FUZZ_TARGETS:-$(cd fuzz/fuzz_targets && printf '%s\n' *.rs | sed 's/\.rs$//')}
for target in $targets; do
    corpus=$scratch/$target
    mkdir -p "$corpus"
    for input in fixtures/formats/"$target"/*/input.*; do
        cp "$input" "$corpus/$(basename "$(dirname "$input")")"
    done
    printf '   %s: %s fixtures\n' "$target" "$(find "$corpus" -type f | wc -l)"
    cargo +nightly fuzz run --release "$target" "$corpus" -- \
        -max_total_time="${FUZZ_SECONDS:-20}" -max_len=8192 -timeout=5 -rss_limit_mb=2048 \
        -print_final_stats=1 > "$scratch/log" 2>&1 || { tail -n 40 "$scratch/log" >&2; exit 1; }
    grep -E 'number_of_executed_units|average_exec_per_sec' "$scratch/log" | sed 's/^/     /'
done
