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

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch polib==1.2.0 &&
    "$python" -m pip download --quiet --disable-pip-version-check --no-deps \
        --only-binary :all: --dest "$scratch" Django==5.2 ||
    cannot_run 'polib or Django could not be fetched'

tree=$scratch/tree
mkdir "$tree"
python3 -m zipfile -e "$scratch"/[Dd]jango-5.2-*.whl "$scratch/wheel"
copy "$scratch/wheel" "$tree/wheel" -name '*.po'
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora" -name '*.po'
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$python" "$here/gettext.py" "$tree" "$scratch/labels.json"
