#!/usr/bin/env bash
# Claim: `canonym labels` reads every entry of .po files as polib does.
#
# Every .po file of Django is read by both, and what they say is compared entry by entry: context, source
# text, plural, translations, in the order of the file, and that the bytes at each place are the text.
# Needs the package index, from which polib and Django are fetched: exit 77 where it cannot be reached.
#
#   CANONYM_CORPORA   a folder whose .po files are compared too, if it is set
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
        "$scratch/venv/bin/pip" install --quiet --disable-pip-version-check polib==1.2.0 &&
        "$scratch/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps \
            --only-binary :all: --dest "$scratch" Django==5.2
}
if ! fetch; then
    printf 'polib or Django could not be fetched. The proof did not run.\n' >&2
    exit 77
fi

tree=$scratch/tree
mkdir "$tree"
python3 -m zipfile -e "$scratch"/[Dd]jango-5.2-*.whl "$scratch/wheel"
copy() {
    (cd "$1" && find . -name '*.po' -type f -print0 | tar -cf - --null -T -) | tar -xf - -C "$2"
}
mkdir "$tree/wheel"
copy "$scratch/wheel" "$tree/wheel"
if [ -n "${CANONYM_CORPORA:-}" ]; then
    mkdir "$tree/corpora"
    copy "$CANONYM_CORPORA" "$tree/corpora"
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$scratch/venv/bin/python" "$here/gettext.py" "$tree" "$scratch/labels.json"
