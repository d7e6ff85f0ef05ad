# What the proofs share: the program, a folder that is removed at the end, and how packages are fetched. Each
# sources it; it is no proof itself.

program=${CANONYM:-target/release/canonym}
if [ ! -f "$program" ]; then
    printf 'there is no file %s\n' "$program" >&2
    exit 1
fi
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A build server's environment changes what is written.
unset GITHUB_ACTIONS GITHUB_SERVER_URL GITHUB_REPOSITORY GITHUB_SHA GITHUB_STEP_SUMMARY CI_PROJECT_URL CI_COMMIT_SHA

# Ends the proof as one that could not run.
cannot_run() {
    printf '%s. The proof did not run.\n' "$1" >&2
    exit 77
}

# Installs Python packages beside $python, an interpreter of their own; fails where there is no network.
python=$scratch/venv/bin/python
fetch() {
    python3 -m venv "$scratch/venv" &&
        "$python" -m pip install --quiet --disable-pip-version-check "$@"
}

# Installs npm packages in $scratch/node_modules; fails without node or where there is no network.
fetch_node() {
    command -v node > /dev/null && command -v npm > /dev/null &&
        npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$scratch" "$@" > "$scratch/npm.log" 2>&1
}

# Writes the report of every product of fixtures/projects and fixtures/checks in a style, into
# $scratch/reports, with that of the product that attacks styles: STYLE ENDING. Their products stand, a line
# each, in $scratch/products (but for the last, which is in memory only).
reports() {
    local style=$1 ending=$2 product number=100
    mkdir -p "$scratch/reports"
    : > "$scratch/products"
    for product in "$here"/../../fixtures/projects/*/ "$here"/../../fixtures/checks/*/*/; do
        number=$((number + 1))
        (cd "$product" && printf '%s %s\n' "$number" "$PWD") >> "$scratch/products"
        "$program" check "$product" -q --fail-on never --output-format "$style=$scratch/reports/$number.$ending"
    done
    cp "$here/../../fixtures/styles/report.$style" "$scratch/reports/hostile.$ending"
    printf '%s reports\n' "$((number - 99))"
}

# Copies what `find` finds in a folder, with the folders around it: FROM TO CONDITION...
copy() {
    local from=$1 to=$2
    shift 2
    mkdir -p "$to"
    (cd "$from" && find . \( "$@" \) -type f -print0 | tar -cf - --null -T -) | tar -xf - -C "$to"
}
