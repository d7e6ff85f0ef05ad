"""Compares what `canonym` says of the .strings files in a folder with what openstep-plist reads in them.

usage: strings.py FOLDER LABELS.json REPORT.json

openstep-plist is a port of the reader that Apple's programs use. It ends at the first mistake: of a file
that it rejects, or that holds what is no text, only that canonym finds fault with it is compared. Compiled
property lists and those in XML count as such. Ends with 1 if anything differs.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import openstep_plist

SHOWN = 20


def main(folder, labels, report):
    rows = defaultdict(list)
    for row in json.loads(Path(labels).read_text(encoding="utf-8"))["labels"]:
        rows[row["path"]].append(row)
    faults = faults_of(json.loads(Path(report).read_text(encoding="utf-8")))
    counts = {"files": 0, "labels": 0, "rejected": 0, "compiled": 0}
    differences = []
    for path in sorted(folder.rglob("*.strings")):
        name = path.relative_to(folder).as_posix()
        counts["files"] += 1
        counts["labels"] += len(rows[name])
        data = path.read_bytes()
        counts["compiled"] += data.startswith(b"bplist")
        texts = read(data)
        if texts is None or ends_early(data, texts, faults[name]):
            counts["rejected"] += 1
            if not faults[name]:
                differences.append(f"{name}: openstep-plist rejects it, canonym finds no fault")
            continue
        differences += [f"{name}: {message}" for message, _ in faults[name]]
        differences += compare(name, data, texts, rows[name])
    for difference in differences[:SHOWN]:
        print(difference)
    if len(differences) > SHOWN:
        print(f"... and {len(differences) - SHOWN} more")
    print(
        "{files} files, {labels} labels; {rejected} files that both find fault with, {compiled} of them "
        "compiled; ".format(**counts) + f"{len(differences)} differences"
    )
    return 1 if differences or not counts["labels"] else 0


def faults_of(report):
    """What `check` could not read, by path: what is wrong, and where. What no reader minds is left out."""
    faults = defaultdict(list)
    for finding in report["findings"]:
        message = finding["message"]
        is_mistake = not re.search("stands twice|this comment binds|canonym:", message)
        if finding["check"] == "unreadable-file" and is_mistake:
            for mark in finding["marks"]:
                faults[mark["path"]].append((message, mark["start"]))
    return faults


def ends_early(data, texts, faults):
    """Whether openstep-plist stopped without a word where canonym finds a fault: at what is no key."""
    if not faults:
        return False
    first = min(start for _, start in faults)
    return read(data[:first]) == texts


def read(data):
    """The texts by their keys; `None` where the file is rejected, or holds what is no text."""
    text = decoded(data)
    if text is None or text.lstrip().startswith("<"):
        return None
    try:
        texts = openstep_plist.loads(as_meant(text), use_numbers=False)
    except openstep_plist.ParseError:
        return None
    return texts if all(isinstance(it, str) for it in texts.values()) else None


def decoded(data):
    """The text of a file; `None` for a compiled one."""
    if data.startswith(b"bplist"):
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode(unmarked(data))


def unmarked(data):
    return "utf-16-le" if data[1:2] == b"\0" else "utf-8-sig"


def as_meant(text):
    r"""The text with the escapes rewritten that canonym reads otherwise.

    Apple reads `\u` as a plain u, canonym as `\U`, which people mean. The port, unlike what it is a port
    of, reads a single octal digit as the sign that follows it.
    """

    def escape(found):
        sign = found.group(1)
        is_digit = re.fullmatch("[0-7]", sign)
        return "\\" + ("U" if sign == "u" else f"00{sign}" if is_digit else sign)

    return re.sub(r"\\([0-7]{2,3}|.)", escape, text, flags=re.DOTALL)


def compare(name, data, texts, rows):
    """The differences of one file."""
    found = []
    said = {}
    for row in rows:
        said[row["key"]] = row["text"]
        raw = data[row["start"] : row["end"]]
        marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        charset = "utf-16-le" if data[:2] == b"\xff\xfe" else "utf-16-be" if marked else unmarked(data)
        quote = '"' if '"' not in re.sub(r"\\.", "", raw.decode(charset)) else "'"
        text = openstep_plist.loads(f"a={quote}{as_meant(raw.decode(charset))}{quote};")["a"]
        if well_formed(text) != row["text"]:
            found.append(f"{name}:{row['line']}: the bytes are {raw!r}, the text is {row['text']!r}")
    # An empty text names nothing.
    expected = {key: well_formed(text) for key, text in texts.items() if text.strip()}
    for key in expected.keys() | said.keys():
        if expected.get(key) != said.get(key):
            found.append(f"{name}: {key!r}: {said.get(key)!r}, openstep-plist has {expected.get(key)!r}")
    return found


def well_formed(text):
    """The text with U+FFFD for half a surrogate pair."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
