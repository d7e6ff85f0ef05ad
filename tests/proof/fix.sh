#!/usr/bin/env bash
# Claim: whatever happens to `canonym check --fix`, no file is lost and none is half written.
#
# A product of 600 catalogues with 24,000 labels is mended while the program is killed (kill -9) at 60 moments,
# while the disk is full, where files are read-only, and by eight runs at once. After each, every file has
# either the bytes from before or those of an undisturbed run, and one more run completes the work.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

"${PYTHON:-python3}" - "$scratch/before" << 'PYTHON'
import json, pathlib, sys
root = pathlib.Path(sys.argv[1])
root.mkdir()
(root / "canonym.toml").write_text('[system.order]\nkeys = ["**.order_status.{state}"]\n'
    '[system.order.states]\npaid = "Paid"\nshipped = "Shipped"\n')
for number in range(600):
    folder = root / f"app{number}" / "en"
    folder.mkdir(parents=True)
    labels = {f"key{at}": f"Label {at} of {number} – « é »" for at in range(38)}
    labels["order_status"] = {"paid": "Payed", "shipped": "Sent"}
    (folder / "shop.json").write_text(json.dumps(labels, indent=2, ensure_ascii=False) + "\n")
PYTHON

cp -r "$scratch/before" "$scratch/after"
(cd "$scratch/after" && "$program" check --fix > /dev/null 2>&1) || true
cmp --silent "$scratch/before/app7/en/shop.json" "$scratch/after/app7/en/shop.json" && exit 1

# Says how many files are mended in a folder; every other must be as it was, and nothing may be added but what
# a killed run had not put in its place yet.
state() {
    "${PYTHON:-python3}" - "$scratch/before" "$scratch/after" "$1" << 'PYTHON'
import pathlib, sys
before, after, now = map(pathlib.Path, sys.argv[1:])
files = [path.relative_to(before) for path in sorted(before.rglob("*")) if path.is_file()]
mended = 0
for path in files:
    was, should, is_ = [(root / path).read_bytes() for root in (before, after, now)]
    if is_ != was and is_ != should:
        sys.exit(f"{path} is neither what it was nor what it should be")
    mended += is_ != was
more = [path for path in now.rglob("*") if path.is_file() and path.relative_to(now) not in set(files)]
if any(not path.name.startswith(".") for path in more):
    sys.exit(f"there are files more: {more}")
print(mended, len(more))
PYTHON
}

completes() {
    (cd "$1" && "$program" check --fix > /dev/null 2>&1) || true
    read -r mended _ < <(state "$1")
    [ "$mended" -eq 600 ] || { printf '%s of 600 files are mended in the end\n' "$mended"; exit 1; }
}

partly=0
for moment in $(seq 1 60); do
    rm -rf "$scratch/now" && cp -r "$scratch/before" "$scratch/now"
    (cd "$scratch/now" && exec "$program" check --fix > /dev/null 2>&1) &
    run=$!
    "${PYTHON:-python3}" -c "import time; time.sleep($moment * 0.012)"
    kill -9 "$run" 2> /dev/null || true
    wait "$run" 2> /dev/null || true
    read -r mended _ < <(state "$scratch/now")
    if [ "$mended" -gt 0 ] && [ "$mended" -lt 600 ]; then partly=$((partly + 1)); fi
    if [ $((moment % 10)) -eq 0 ]; then completes "$scratch/now"; fi
done
printf 'killed at 60 moments, %s of them in the middle: every file was whole\n' "$partly"
[ "$partly" -gt 0 ] || { printf 'none of them was in the middle: nothing is shown\n'; exit 1; }

rm -rf "$scratch/now" && cp -r "$scratch/before" "$scratch/now"
for _ in $(seq 1 8); do (cd "$scratch/now" && "$program" check --fix > /dev/null 2>&1) & done
wait
read -r mended more < <(state "$scratch/now")
[ "$mended" -eq 600 ] && [ "$more" -eq 0 ]
printf 'eight runs at once: 600 files mended, nothing left beside them\n'

rm -rf "$scratch/now" && cp -r "$scratch/before" "$scratch/now"
chmod a-w "$scratch"/now/app1*/en/shop.json
code=0
(cd "$scratch/now" && "$program" check --fix > /dev/null 2> "$scratch/said") || code=$?
read -r mended more < <(state "$scratch/now")
refused=$(grep -c 'error: cannot mend app1[0-9]*/en/shop.json: the file is read-only' "$scratch/said")
[ "$code" -eq 2 ] && [ $((mended + refused)) -eq 600 ] && [ "$more" -eq 0 ]
printf '%s files were read-only: each was named and left as it was, the others were mended\n' "$refused"

# A disk of its own that is full: as root, or as root of a user namespace.
disk() {
    mount -t tmpfs -o size=6m none "$scratch/disk"
    cp -r "$scratch/before/." "$scratch/disk/"
    head --bytes=6m /dev/zero > "$scratch/disk/.filler" 2> /dev/null || true
    code=0
    (cd "$scratch/disk" && "$program" check --fix > /dev/null 2> "$scratch/said") || code=$?
    [ "$code" -eq 2 ] && grep -q 'error: cannot mend .*No space left' "$scratch/said"
    rm "$scratch/disk/.filler"
    read -r mended more < <(state "$scratch/disk")
    printf 'on a full disk %s of 600 files were mended, the others stand as they were\n' "$mended"
    completes "$scratch/disk"
    umount "$scratch/disk"
}
mkdir "$scratch/disk"
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs none "$scratch/disk" 2> /dev/null; then
    umount "$scratch/disk"
    disk
elif unshare --user --map-root-user --mount true 2> /dev/null; then
    export -f disk state completes
    export scratch program
    unshare --user --map-root-user --mount bash -euo pipefail -c disk
else
    cannot_run 'a disk of its own cannot be mounted here; all but the full disk was shown'
fi
