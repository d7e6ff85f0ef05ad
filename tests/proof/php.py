"""Compares what `canonym labels` says of the .php files in a folder with what PHP itself reads in them.

usage: php.py generate FOLDER
       php.py compare FOLDER LABELS.json TEXTS.json

TEXTS.json is what php.php printed. Ends with 1 if anything differs.

Left out: files that PHP refuses (canonym reads the rest of them), files that return no array where canonym
finds none either, and of the fixtures those that are about values that must be run, about repeated keys, and
about bytes that are no text.
"""

import json
import random
import sys
from collections import defaultdict
from pathlib import Path

SHOWN = 20
FILES = 400
RUN = ["not-literal", "duplicates", "strings"]
LETTERS = ["a", "Ż", "ó", "😀", " ", "\n    ", "\r\n", "\t", ".", ",", "=>", "[", "]", ")", ";", "//", "#", "/*", "?>", "<?php"]
SINGLE = [*LETTERS, '"', "\\'", "\\\\", "\\n", "\\x", "$a", "{$a}", "\\$", "<<<X"]
DOUBLE = [*LETTERS, "'", '\\"', "\\\\", "\\n", "\\t", "\\e", "\\v", "\\f", "\\r", "\\$a", "$ ", "$5", "{", "}"]
DOUBLE += ["\\q", "\\'", "\\x41", "\\x4", "\\101", "\\7", "\\0612", "\\400", "\\u{17C}", "\\u{1F600}", "\\xC3\\xB3", "\\303\\263"]
LINES = [it for it in [*DOUBLE, '"', '\\"'] if it not in ("\n    ", "\r\n", "\\'")]
BETWEEN = ["", "", "", " ", "\n", "\r\n", " // it's\n", " # \"\n", "/* 'a' => 'b', */", "/**\n * ]\n */"]


def generate(folder):
    """Writes files of every hard construct, the same ones each time."""
    folder.mkdir()
    for number in range(FILES):
        made = Made(random.Random(number))
        before = ["", "\n", "declare(strict_types=1);\n", "use A\\{B, C};\n", "/* return ['a' => 'b']; */\n"]
        after = [";", ";\n", " ?>", ";\nfunction f() { return ['a' => 'b']; }\n"]
        text = f"<?php {made.rng.choice(before)}return {made.array(0)}{made.rng.choice(after)}"
        (folder / f"made-{number}.php").write_bytes(text.encode())


class Made:
    """Writes arrays of literal texts whose keys are all different."""

    def __init__(self, rng):
        self.rng, self.keys = rng, 0

    def array(self, depth):
        short = self.rng.random() < 0.7
        items = [self.item(depth) for _ in range(self.rng.randint(0, 6))]
        items = [f"{self.gap()}{item}{self.gap()}" for item in items]
        end = "," if items and self.rng.random() < 0.5 else ""
        inner = ",".join(items) + end + self.gap()
        return f"[{inner}]" if short else self.rng.choice(["array(", "array (", "Array("]) + f"{inner})"

    def item(self, depth):
        value = self.array(depth + 1) if depth < 3 and self.rng.random() < 0.3 else self.text()
        return self.rng.choice(["", self.key(), self.key(), self.key()]) + value

    def key(self):
        self.keys += 1
        key = self.rng.choice([f"'k{self.keys}ż\\''", f'"\\x6B{self.keys}.\\u{{17C}}"', f"{self.keys * 1000}", f"'k' . '{self.keys}'"])
        return f"{key}{self.gap()}=>{self.gap()}"

    def text(self):
        kind = self.rng.random()
        if kind < 0.1:
            return self.lines()
        if kind < 0.25:
            count, quote = self.rng.randint(2, 3), self.rng.choice([self.single, self.double])
            return f"{self.gap()}.{self.gap()}".join(quote() for _ in range(count))
        return self.single() if kind < 0.6 else self.double()

    def single(self):
        return "'" + self.pick(SINGLE) + "'"

    def double(self):
        return '"' + self.pick(DOUBLE).replace("{$", "{ $") + '"'

    def lines(self):
        is_raw = self.rng.random() < 0.4
        indent = self.rng.choice(["", "  ", "\t"])
        parts = [it for it in SINGLE if "\n" not in it] if is_raw else LINES
        body = "".join(f"{indent}{self.pick(parts)}\n" for _ in range(self.rng.randint(0, 4)))
        body = body if is_raw else body.replace("{$", "{ $")
        first = "'END'" if is_raw else self.rng.choice(["END", '"END"'])
        return f"<<<{first}\n{body}{indent}END"

    def pick(self, parts):
        return "".join(self.rng.choice(parts) for _ in range(self.rng.randint(0, 8)))

    def gap(self):
        return self.rng.choice(BETWEEN)


def compare(folder, labels, printed):
    rows = defaultdict(list)
    for row in json.loads(Path(labels).read_text(encoding="utf-8"))["labels"]:
        rows[row["path"]].append(row)
    texts = json.loads(Path(printed).read_text(encoding="utf-8"))
    counts = {"files": 0, "texts": 0, "labels": 0, "left_out": 0}
    differences = []
    for name in sorted(texts):
        case = name.split("/")[-2]
        if texts[name] is None or case in RUN:
            counts["left_out"] += 1
            continue
        of_file = sorted(rows[name], key=lambda row: row["start"])
        counts["files"] += 1
        counts["texts"] += len(texts[name])
        counts["labels"] += len(of_file)
        differences += compare_file(name, (folder / name).read_bytes(), texts[name], of_file)
    for difference in differences[:SHOWN]:
        print(difference)
    print(
        "{files} files, {texts} texts, {labels} labels; {left_out} files left out; ".format(**counts)
        + f"{len(differences)} differences"
    )
    return 1 if differences or not counts["labels"] else 0


def compare_file(name, data, texts, rows):
    found, rows = [], rows[::-1]
    for key, text in texts:
        if not text.strip():
            continue
        if not rows:
            return [*found, f"{name}: no label for {key!r}"]
        row = rows.pop()
        at = f"{name}:{row['line']}"
        if "|" in text and row["key"] == key and row["text"] != text and row["text"] in text:
            while rows and rows[-1]["key"] == key and rows[-1]["text"] in text:
                rows.pop()
            continue
        if (row["key"], row["text"]) != (key, text):
            found.append(f"{at}: {row['key']!r} {row['text']!r}, PHP has {key!r} {text!r}")
            return found  # one too many or too few moves all that follow
        raw = data[row["start"] : row["end"]].decode()
        is_plain = not any(sign in raw for sign in "\\'\"\n")
        if is_plain and raw != text:
            found.append(f"{at}: the bytes are {raw!r}, the text is {text!r}")
    return found + [f"{name}: {row['key']!r} is too much" for row in rows]


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(Path(sys.argv[2]))
    else:
        sys.exit(compare(Path(sys.argv[2]), sys.argv[3], sys.argv[4]))
