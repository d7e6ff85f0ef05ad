#!/usr/bin/env bash
# Claim: the schema that `canonym config schema` writes works with the tools that editors use.
#
# It is a schema by the metaschema. taplo (Even Better TOML) and check-jsonschema find nothing wrong with any
# canonym.toml of the fixtures and any pack, with the schema named on the command line and in a `#:schema`
# line, and both refuse wrong files. Tombi's language server explains and completes fields from it.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch taplo tombi check-jsonschema || cannot_run 'taplo, tombi and check-jsonschema could not be fetched'
root=$(cd "$here/../.." && pwd)
bin=$scratch/venv/bin
schema=$scratch/canonym.schema.json
"$program" config schema > "$schema"
taplo() { "$bin/taplo" lint --no-auto-config "$@" > "$scratch/said" 2>&1; }

"$bin/check-jsonschema" --check-metaschema "$schema"

find "$root/fixtures" "$root/rules" -name '*.toml' ! -name canonym-baseline.toml -type f > "$scratch/files"
mapfile -t files < "$scratch/files"
"$bin/check-jsonschema" --schemafile "$schema" "${files[@]}"
if ! taplo --schema "file://$schema" "${files[@]}"; then
    cat "$scratch/said"
    exit 1
fi
printf '%s files are right to both\n' "${#files[@]}"

# Whether one of the three lets a canonym.toml through that names its schema in its first line.
program=$(realpath "$program")
mkdir "$scratch/one" && cd "$scratch/one"
lets_through() {
    {
        printf '#:schema ../canonym.schema.json\n'
        tr '|' '\n' <<< "$2"
    } > canonym.toml
    case $1 in
        check-jsonschema) "$bin/check-jsonschema" --schemafile "$schema" canonym.toml > "$scratch/said" 2>&1 ;;
        taplo) taplo canonym.toml ;;
        canonym) "$program" check > "$scratch/said" 2>&1 ;;
    esac
}

right='[system.order]|keys = ["order.{state}"]|[system.order.states]|sent = { en = "Sent", de = "Gesendet" }'
for reader in check-jsonschema taplo canonym; do
    if ! lets_through "$reader" "$right"; then
        printf '%s refuses what is right\n' "$reader"
        cat "$scratch/said"
        exit 1
    fi
done

number=0
while IFS= read -r wrong; do # `|` stands for a line end
    for reader in check-jsonschema taplo canonym; do
        if lets_through "$reader" "$wrong"; then
            printf '%s lets through: %s\n' "$reader" "$wrong"
            exit 1
        fi
    done
    number=$((number + 1))
done <<'END'
sytem = {}
source-locale = 1
extends = ["builtin:shops"]
[system.Order]
[system.order]|keys = ["order.sent"]
[system.order]|key = ["order.{state}"]
[system.order]|within = "web/**"
[system.order.states]|sent = { definitio = "It has left." }
[system.order.states]|sent = { key = "order.sent" }
[system.order.states]|sent = { en = { prefered = "Sent" } }
[system.order.states]|sent = { en = { deprecated = { text = "a", match = "all" } } }
[system.order.states]|sent = ["Sent", "Shipped"]
[levels]|split-name = "info"
[levels]|split-names = "note"
[levels]|split-name = { frames = "note" }
[[catalogue]]|files = "lang/{locale}.txt"|format = "ini"
[[waiver]]|states = ["order.sent"]
[[waiver]]|reason = "all may stay"
END
printf '%s wrong files are wrong to both, and to canonym\n' "$number"

mkdir "$scratch/editor" && cd "$scratch/editor"
printf '[schema]\ncatalog = { paths = [] }\n' > tombi.toml
cat > canonym.toml <<'END'
#:schema ../canonym.schema.json
[system.order]
keys = ["order.{state}"]
# of a system

[system.order.states]
shipped = { en = "Shipped", definition = "The parcel has left." }

[levels]
split-name = "note"
# of levels

END
"$bin/tombi" lint --offline canonym.toml
"$python" "$here/editor.py" "$bin/tombi" "$PWD/canonym.toml"
