#!/usr/bin/env bash
# Claim: `canonym labels` reads the texts of PHP arrays as PHP does.
#
# The fixtures, and files that a generator makes of every hard construct, are read by canonym and run by
# PHP, and compared text by text: key path, text, order, and that the bytes at each place are the text.
# Only files of this repository are run. Exit 77 where there is no PHP.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

command -v php > /dev/null || cannot_run 'there is no PHP'

tree=$scratch/tree
mkdir "$tree"
cp -R "$here/../../fixtures/formats/php" "$tree/fixtures"
python3 "$here/php.py" generate "$tree/generated"
printf '[system.none]\nkeys = ["none.{state}"]\n[[catalogue]]\nfiles = "**/*.php"\nformat = "php"\n' \
    > "$tree/canonym.toml"

"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
php "$here/php.php" "$tree" > "$scratch/texts.json"
python3 "$here/php.py" compare "$tree" "$scratch/labels.json" "$scratch/texts.json"
