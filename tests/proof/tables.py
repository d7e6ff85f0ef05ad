"""Compares what `canonym labels` says of the tables in a folder with what Python's csv module reads.

usage: tables.py generate FOLDER
       tables.py compare FOLDER LABELS.json

Left out: what is broken on purpose (Python reads on where canonym tells a fault), and files that are no
tables of locales with a column of keys. Ends with 1 if anything differs.
"""

import csv
import io
import json
import random
import sys
from collections import defaultdict
from pathlib import Path

SHOWN = 20
FILES = 400
COMPARED = ["locales", "semicolons", "tabs", "generated"]
ABOUT = ["description", "Shared Comments"]
PARTS = ["a", "Ż", "😀", " ", ".", ",", ";", "\t", '"', '""', "'", "\n", "\r\n", "\\", "#", "{", "x y", "sent"]


def generate(folder):
    """Writes tables of every hard construct, the same ones each time."""
    folder.mkdir()
    for number in range(FILES):
        rng = random.Random(number)
        delimiter = rng.choice(",;\t")
        header = ["key", "description", "en", "de", "pl"][: rng.randint(3, 5)]
        out = io.StringIO(newline="")
        quoting = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
        writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=rng.choice(["\n", "\r\n"]))
        writer.writerow(header)
        for row in range(rng.randint(0, 30)):
            cells = ["".join(rng.choice(PARTS) for _ in range(rng.randint(0, 8))) for _ in header[1:]]
            writer.writerow([f"k{row}.Żx", *cells[: rng.randint(0, len(cells))]])
        ending = "tsv" if delimiter == "\t" else "csv"
        mark = "\ufeff" if rng.random() < 0.2 else ""
        (folder / f"made-{number}.{ending}").write_bytes((mark + out.getvalue()).encode())


def compare(folder, labels):
    rows = defaultdict(list)
    for row in json.loads(Path(labels).read_text(encoding="utf-8"))["labels"]:
        rows[row["path"]].append(row)
    counts = {"files": 0, "texts": 0, "left_out": 0}
    differences = []
    for path in sorted([*folder.rglob("*.csv"), *folder.rglob("*.tsv")]):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[-2] not in COMPARED:
            counts["left_out"] += 1
            continue
        texts = list(read(path))
        counts["files"] += 1
        counts["texts"] += len(texts)
        differences += compare_file(name, path.read_bytes(), texts, rows[name])
    for difference in differences[:SHOWN]:
        print(difference)
    print("{files} files, {texts} texts; {left_out} files left out; ".format(**counts) + f"{len(differences)} differences")
    return 1 if differences or not counts["texts"] else 0


def read(path):
    """The first line, the locale, the key and the text of each cell."""
    text = path.read_bytes().decode("utf-8-sig")
    before = text.startswith("sep=")
    text = text.split("\n", 1)[1] if before else text
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header, until = next(reader), reader.line_num
    for cells in reader:
        first, until = until + 1, reader.line_num
        for column, cell in list(zip(header, cells))[1:]:
            if column and column not in ABOUT and cell.strip() and cells[0].strip():
                yield first + before, reader.line_num + before, column, cells[0], cell


def compare_file(name, data, texts, rows):
    found, rows = [], sorted(rows, key=lambda row: row["start"])[::-1]
    for first, last, column, key, text in texts:
        if not rows:
            return [*found, f"{name}: no label for {key!r}"]
        row = rows.pop()
        at = f"{name}:{row['line']}"
        if ", plural," in text and row["key"] == key and row["text"] in text:
            while rows and rows[-1]["key"] == key and rows[-1]["text"] in text:
                rows.pop()
            continue
        locale = (column.split("(")[-1].rstrip(")")).replace("_", "-")
        if (row["key"], row["text"], row["locale"]) != (key, text, locale):
            found.append(f"{at}: {row['key']!r} {row['text']!r}, the other has {key!r} {locale} {text!r}")
            return found  # one too many or too few moves all that follow
        if not first <= row["line"] <= last:
            found.append(f"{at}: the other has it in lines {first} to {last}")
        start = data[row["start"] - 1 : row["start"]]
        raw = data[row["start"] : row["end"]].decode()
        if (raw.replace('""', '"') if start == b'"' else raw) != text:
            found.append(f"{at}: the bytes are {raw!r}, the text is {text!r}")
    return found + [f"{name}: {row['key']!r} is too much" for row in rows]


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(Path(sys.argv[2]))
    else:
        sys.exit(compare(Path(sys.argv[2]), sys.argv[3]))
