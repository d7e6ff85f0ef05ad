#!/usr/bin/env bash
# Claim: a baseline turns an old product green, improving the product keeps it so, and one wrong label does not.
#
# A product of 10,000 labels in English and German with four hundred findings: split names, withdrawn terms and
# translations that give two states one name. After `canonym baseline create` it is green, and stays so when
# any one of the wrong places is mended, when a right label is added, when a file is moved, when a JSON is
# sorted, when a translation is synced. One wrong label turns it red, and only that is named. The same holds for
# `--since HEAD` in a repository, without a baseline.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

command -v git > /dev/null || cannot_run 'there is no git'
"${PYTHON:-python3}" "$here/baseline.py" "$(realpath "$program")" "$scratch"
