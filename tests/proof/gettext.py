"""Compares what `canonym labels` says of the .po files in a folder with what polib reads in them.

usage: gettext.py FOLDER LABELS.json

What names nothing is left out on polib's side too: the header, obsolete entries, empty texts, and the
translations of fuzzy entries. Ends with 1 if anything differs.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import polib

SHOWN = 20


def main(folder, labels):
    rows = defaultdict(list)
    for row in json.loads(Path(labels).read_text(encoding="utf-8"))["labels"]:
        rows[row["path"]].append(row)
    counts = {"files": 0, "entries": 0, "labels": 0, "hidden": 0, "unread": 0}
    differences = []
    for path in sorted(folder.rglob("*.po")):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in name.split("/")):
            counts["hidden"] += 1
            continue
        try:
            entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
        except (OSError, UnicodeDecodeError) as error:
            counts["unread"] += 1
            print(f"{name}: polib does not read it: {error}")
            continue
        of_file = sorted(rows[name], key=lambda row: row["start"])
        counts["files"] += 1
        counts["entries"] += len(entries)
        counts["labels"] += len(of_file)
        differences += compare(name, path, entries, of_file)
    for difference in differences[:SHOWN]:
        print(difference)
    if len(differences) > SHOWN:
        print(f"... and {len(differences) - SHOWN} more")
    print(
        "{files} files, {entries} entries, {labels} labels; {hidden} files in hidden folders and "
        "{unread} that polib does not read left out; ".format(**counts)
        + f"{len(differences)} differences"
    )
    return 1 if differences or not counts["entries"] else 0


def compare(name, path, entries, rows):
    """The differences of one file."""
    data = path.read_bytes()
    encoding = polib.detect_encoding(str(path))
    expected = list(expectation(entries))
    found = []
    for (line, until, context, source, text), row in zip(expected, rows):
        at = f"{name}:{row['line']}"
        if not says(row, context, source, text):
            found.append(f"{at}: {row['key']!r} {row['text']!r}, polib has {context!r} {text!r}")
            return found  # one too many or too few moves all that follow
        if not line <= row["line"] < until:
            found.append(f"{at}: polib has it in lines {line} to {until - 1}")
        raw = data[row["start"] : row["end"]].decode(encoding, errors="replace")
        if inside_quotes(raw) != row["text"]:
            found.append(f"{at}: the bytes are {raw!r}, the text is {row['text']!r}")
    if len(expected) != len(rows):
        found.append(f"{name}: {len(rows)} labels, polib has {len(expected)}")
    return found


def expectation(entries):
    """The labels of a file: the lines of their entry, its context and source text, and the text."""
    symbols = are_symbols([entry.msgid for entry in entries])
    for entry, following in zip(entries, [*entries[1:], None]):
        if not entry.msgid:
            continue
        forms = list(entry.msgstr_plural.values()) or [entry.msgstr]
        is_symbol = symbols and is_name(entry.msgid)
        sources = [] if is_symbol else [entry.msgid, entry.msgid_plural]
        context = entry.msgctxt
        if is_symbol:
            context = ".".join(filter(None, [entry.msgctxt, entry.msgid]))
        until = following.linenum if following else sys.maxsize
        for text in sources + ([] if entry.fuzzy else forms):
            if text and text.strip():
                yield entry.linenum, until, context, entry.msgid, text


def says(row, context, source, text):
    """Whether a label is a text of polib's, where a context may be cut out of the source text."""
    key = row["key"]
    if key == context:
        return row["text"] == text
    if context is not None or key is None:
        return False
    starts = [start for start in (f"{key}|", f"_: {key}\n") if source.startswith(start)]
    return any(row["text"] in (text, source[len(start) :]) for start in starts if text)


def are_symbols(ids):
    """Whether the source texts of a file are names of a program, but for a few texts."""
    ids = [text for text in ids if text]
    names = [text for text in ids if is_name(text)]
    joined = [text for text in names if re.search(r"[^\W\d_][._:][^\W\d_]", text)]
    return len(names) >= 2 and len(names) * 3 >= len(ids) * 2 and len(joined) * 2 >= len(ids)


def is_name(text):
    """Whether a source text may be a name of a program."""
    return not re.search(r"\s", text)


def inside_quotes(raw):
    """The text of bytes that begin and end inside quotes."""
    pieces = re.findall(r'((?:[^"\\]|\\.)*)(?:"[^"]*"|$)', raw)
    return "".join(polib.unescape(piece) for piece in pieces)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
