#!/usr/bin/env bash
# Claim: `canonym labels` reads every text of YAML catalogues as ruamel.yaml does.
#
# The fixtures are read by both, and what they say is compared text by text: key, text, line, and for a text
# that is no block the very place where it begins. Needs the package index, from which ruamel.yaml is
# fetched: exit 77 where it cannot be reached.
#
#   CANONYM_CORPORA   a folder whose .yml and .yaml files are compared too, if it is set
#   CANONYM           the program; .ci/proof sets it
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch ruamel.yaml==0.19.1 || cannot_run 'ruamel.yaml could not be fetched'

# Each fixture twice: named by its path, and by its content if that names locales.
tree=$scratch/tree
mkdir -p "$tree/named/en" "$tree/content"
for input in "$here"/../../fixtures/formats/yaml/*/input.*; do
    case=$(basename "$(dirname "$input")")
    cp "$input" "$tree/named/en/$case.yml"
    cp "$input" "$tree/content/$case.yml"
done
if [ -n "${CANONYM_CORPORA:-}" ]; then
    copy "$CANONYM_CORPORA" "$tree/corpora" -name '*.yml' -o -name '*.yaml'
fi
printf '[system.none]\nkeys = ["none.{state}"]\n' > "$tree/canonym.toml"

"$program" labels "$tree" --output-format json -q > "$scratch/labels.json"
"$python" "$here/yaml.py" "$tree" "$scratch/labels.json"
