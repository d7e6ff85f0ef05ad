# What the proofs share: the program, a folder that is removed at the end, and how packages are fetched. Each
# sources it; it is no proof itself.

program=${CANONYM:-target/release/canonym}
if [ ! -f "$program" ]; then
    printf 'there is no file %s\n' "$program" >&2
    exit 1
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

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

# Copies what `find` finds in a folder, with the folders around it: FROM TO CONDITION...
copy() {
    local from=$1 to=$2
    shift 2
    mkdir -p "$to"
    (cd "$from" && find . \( "$@" \) -type f -print0 | tar -cf - --null -T -) | tar -xf - -C "$to"
}
