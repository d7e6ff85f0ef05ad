"""Compares what `canonym labels` says of the .properties files in a folder with what another reader does.

usage: properties.py generate FOLDER
       properties.py compare FOLDER LABELS.json [ENTRIES.json]

ENTRIES.json is what Properties.java printed; without it javaproperties reads the files. What names
nothing is left out on that side too: empty values and mere references. Ends with 1 if anything differs.

Left out: files with marks of a merge (canonym reads both sides, others take the marks for entries), files
that the other reader refuses (canonym reads the rest of them), and damaged UTF-8 (which canonym does not
take for Latin-1).
"""

import json
import random
import re
import sys
from collections import defaultdict
from pathlib import Path

SHOWN = 20
FILES = 400
REFERENCE = re.compile(r"\s*((\$\{[\w.-]+\}|\{[\w-]*\.[\w.-]*\})\s*)+")
CHOICE = re.compile(r"\{[^{}]*,\s*(choice|plural|select|selectordinal)\s*,")
PARTS = [
    *["a", "Ab", "sent", ".", "é", "ß", " ", "  ", "\t", "\f", "=", ":", "#", "!", "\n", "\n", "\n", "\r\n"],
    *["\r", "\n\n", "\\", "\\\n", "\\\n  \t", "\\\r\n ", "\\\r", "\\\\", "\\=", "\\ ", "\\:", "\\#", "\\n"],
    *["\\t", "\\r", "\\f", "\\z", "\\é", "\\u017c", "\\u00E9", "\\ud83d\\ude00", "\\ud83d", "\\ude00", "''"],
    *["{0}", "${a.b}", "x = y", "\nkey = value\n", "# note\n", "\n! note \\\n"],
]
# What javaproperties reads otherwise than Java: escapes that go on in the next line, and comments behind
# a line that goes on and on which nothing stands.
CUT = ["\n\\\n# note\n", "\\u01\\\n  7c", "\\ud83d\\\n\\ude00"]
BEHIND_NOTHING = re.compile(r"(^|[\r\n])[ \t\f]*(\\(\r\n|\r|\n)[ \t\f]*)+[#!]")


def generate(folder):
    """Writes files of every hard construct, the same ones each time; half of them in Latin-1."""
    folder.mkdir()
    for number in range(FILES):
        rng = random.Random(number)
        is_latin = number % 2 == 1
        parts = PARTS if is_latin else [*PARTS, "ż", "😀", "\\😀", *(CUT if number % 4 == 0 else [])]
        text = "".join(rng.choice(parts) for _ in range(rng.randint(1, 200)))
        name = f"{'cut' if number % 4 == 0 else 'made'}-{number}.properties"
        (folder / name).write_bytes(text.encode("latin-1" if is_latin else "utf-8"))


def compare(folder, labels, printed):
    rows = defaultdict(list)
    for row in json.loads(Path(labels).read_text(encoding="utf-8"))["labels"]:
        rows[row["path"]].append(row)
    known = json.loads(Path(printed).read_text(encoding="ascii")) if printed else None
    counts = {"files": 0, "entries": 0, "labels": 0, "left_out": 0}
    differences = []
    for path in sorted(folder.rglob("*.properties")):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in name.split("/")):
            continue
        text, charset = decode(path.read_bytes())
        is_javas = not known and (name.startswith("generated/cut-") or BEHIND_NOTHING.search(text))
        entries = known[name] if known else read(text)
        if "<<<<<<< " in text or charset is None or entries is None or is_javas:
            counts["left_out"] += 1
            continue
        of_file = sorted(rows[name], key=lambda row: row["start"])
        counts["files"] += 1
        counts["entries"] += len(entries)
        counts["labels"] += len(of_file)
        differences += compare_file(name, path.read_bytes(), charset, entries, of_file)
    for difference in differences[:SHOWN]:
        print(difference)
    print(
        "{files} files, {entries} entries, {labels} labels; {left_out} files left out; ".format(**counts)
        + f"{len(differences)} differences"
    )
    return 1 if differences or not counts["labels"] else 0


def decode(data):
    """The text of a file, and its charset; none for damaged UTF-8."""
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        valid = data.decode("utf-8", errors="ignore")
        broken = len(data) - len(valid.encode())
        valid = sum(ord(char) > 127 for char in valid)
        return data.decode("cp1252", errors="replace"), None if valid > broken else "cp1252"


def read(text):
    import javaproperties
    from io import StringIO

    try:
        parsed = list(javaproperties.parse(StringIO(text, newline="")))
    except javaproperties.InvalidUEscapeError:
        return None
    return [(it.key, it.value) for it in parsed if hasattr(it, "key")]


def compare_file(name, data, charset, entries, rows):
    found, rows = [], rows[::-1]
    for key, value in entries:
        key, value = whole(key), whole(value)
        if not value.strip() or REFERENCE.fullmatch(value):
            continue
        if not rows:
            return [*found, f"{name}: no label for {key!r}"]
        row = rows.pop()
        at = f"{name}:{row['line']}"
        if CHOICE.search(value) and row["key"] == key and is_branch(row, value):
            while rows and rows[-1]["key"] == key and is_branch(rows[-1], value):
                rows.pop()
            continue
        if (row["key"], row["text"]) != (key, value):
            found.append(f"{at}: {row['key']!r} {row['text']!r}, the other has {key!r} {value!r}")
            return found  # one too many or too few moves all that follow
        raw = data[row["start"] : row["end"]].decode(charset)
        if unescape(raw) != value:
            found.append(f"{at}: the bytes are {raw!r}, the text is {value!r}")
    return found + [f"{name}: {row['key']!r} is too much" for row in rows]


def is_branch(row, value):
    """Whether the text of a label is what is left of a value without the other choices."""
    chars = iter(value)
    return row["text"] != value and all(char in chars for char in row["text"])


def whole(text):
    """The text with half surrogate pairs replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def unescape(raw):
    """The text of bytes that stand in a value."""
    raw = re.sub(r"(?<!\\)((?:\\\\)*)(?:\\(?:\r\n|\r|\n)[ \t\f]*)+", r"\1", raw)
    letters = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}

    def escape(match):
        code, char = match.groups()
        return chr(int(code, 16)) if code else letters.get(char, char)

    return whole(re.sub(r"(?s)\\(?:u([0-9a-fA-F]{4})|(.))", escape, raw))


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(Path(sys.argv[2]))
    else:
        sys.exit(compare(Path(sys.argv[2]), sys.argv[3], sys.argv[4] if len(sys.argv) > 4 else None))
