#!/usr/bin/env bash
# Claim: in published packages with real templates and components, what scopes bind are names of states.
#
# Six packages from PyPI and npm, at fixed versions, each with a glossary of ours in packages/, written before
# it was looked at what binds. What is bound by a scope is compared, line by line, with packages/NAME.bound:
# lists that a person has read, every line of which is true, or is marked with "# false".
#
#   CANONYM   the program; .ci/proof sets it
#   BLESS=1   writes the lists
set -euo pipefail
. "$(dirname "$0")/shared.bash"

command -v npm > /dev/null || cannot_run 'npm is missing'
python3 -m venv "$scratch/venv" || cannot_run 'python3 has no venv'

# Unpacks a wheel: NAME PACKAGE==VERSION.
wheel() {
    "$python" -m pip download --quiet --disable-pip-version-check --no-deps --dest "$scratch/dl/$1" "$2" ||
        cannot_run "$2 could not be fetched"
    mkdir -p "$scratch/$1"
    "$python" -m zipfile -e "$scratch/dl/$1"/*.whl "$scratch/$1"
}

# Unpacks a package of npm: NAME PACKAGE@VERSION.
tarball() {
    mkdir -p "$scratch/dl/$1" "$scratch/$1"
    npm pack --silent --pack-destination "$scratch/dl/$1" "$2" > /dev/null || cannot_run "$2 could not be fetched"
    tar -xzf "$scratch/dl/$1"/*.tgz -C "$scratch/$1"
}

# A line a name of the source locale that a scope has bound to a state: its first place, the text, the state.
# Translations follow their source.
bound() {
    "$program" labels --output-format json "$scratch/$1" 2> "$scratch/said" |
        "$python" -c '
import json, sys
told = set()
for label in json.load(sys.stdin)["labels"]:
    name = label["text"], label["state"]
    if label["evidence"] == "scope" and label["locale"] == "en" and name not in told:
        told.add(name)
        print("{path}:{line}\t{text}\t{state}".format(**label).replace("\n", " "))'
}

wheel django Django==5.2.19
wheel pretix pretix==2026.8.0
wheel pretalx pretalx==2025.2.2
wheel wagtail wagtail==8.0.1
tarball medusa @medusajs/dashboard@2.21.2
tarball vendure @vendure/dashboard@3.7.3

failed=0
for name in django pretix pretalx wagtail medusa vendure; do
    cp "$here/packages/$name.toml" "$scratch/$name/canonym.toml"
    bound "$name" > "$scratch/$name.bound"
    list=$here/packages/$name.bound
    if [ "${BLESS:-}" = 1 ]; then cp "$scratch/$name.bound" "$list"; fi
    lines=$(wc -l < "$scratch/$name.bound")
    false=$(grep -c '# false$' "$list" || true)
    if diff <(sed 's/\t# false$//' "$list") "$scratch/$name.bound" > "$scratch/diff"; then
        printf '%s: %s names bound by scopes, %s of them wrongly\n' "$name" "$lines" "$false"
    else
        printf '%s: what is bound has changed\n' "$name"
        sed 's/^/  /' "$scratch/diff"
        failed=1
    fi
done
exit "$failed"
