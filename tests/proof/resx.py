"""Compares what `canonym` says of the .resx and .resw files in a folder with what translate-toolkit reads.

usage: resx.py generate FOLDER
       resx.py compare FOLDER LABELS.json REPORT.json

What names nothing is left out on translate-toolkit's side too: what is no string (`type`, `mimetype`), the
designer's own entries (`>>name`), blank values. Of a file that is no XML, only that canonym finds fault with
it is compared. Values with comments of XML inside are left out: translate-toolkit stops there. Ends with 1 if
anything differs.
"""

import random
import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree
from told import faults_of, hard_texts, rows_of, tell, written
from translate.storage.resx import RESXFile

OURS = "stands twice|this comment binds|canonym:"


def main(folder, labels, report):
    rows, faults = rows_of(labels), faults_of(report, OURS)
    counts = {"files": 0, "entries": 0, "labels": 0, "files that both find fault with": 0, "left out": 0}
    differences = []
    for path in sorted(path for path in folder.rglob("*.res[xw]")):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        counts["files"] += 1
        try:
            units = RESXFile.parsestring(data).units
        except etree.XMLSyntaxError:
            counts["files that both find fault with"] += 1
            if not faults[name]:
                differences.append(f"{name}: it is no XML, canonym finds no fault")
            continue
        of_file = rows.get(name, [])
        counts["entries"] += len(units)
        counts["labels"] += len(of_file)
        counts["left out"] += sum(is_cut(unit) for unit in units)
        differences += faults[name]
        differences += compare(name, data, [unit for unit in units if names_something(unit)], of_file)
    return tell(counts, differences)


def names_something(unit):
    """Whether an entry is a text that somebody reads."""
    is_string = unit.xmlelement.get("type", "System.String").startswith("System.String")
    if not is_string or "mimetype" in unit.xmlelement.attrib or unit.getid() is None:
        return False
    return not unit.getid().startswith(">>") and (is_cut(unit) or bool((unit.target or "").strip()))


def is_cut(unit):
    """Whether translate-toolkit reads the beginning of a value only."""
    value = unit.xmlelement.find("value")
    return value is not None and len(value) > 0


def compare(name, data, units, rows):
    """The differences of one file."""
    found = []
    for unit, row in zip(units, rows):
        at = f"{name}:{row['line']}"
        key, text = unit.getid(), unit.target
        if row["key"] != key or not is_cut(unit) and row["text"] != text:
            found.append(f"{at}: {row['key']!r} {row['text']!r}, translate-toolkit has {key!r} {text!r}")
            return found  # one too many or too few moves all that follow
        raw = data[row["start"] : row["end"]]
        if not any(sign in raw for sign in b"&<\r") and raw.decode("utf-8") != row["text"]:
            found.append(f"{at}: the bytes are {raw!r}, the text is {row['text']!r}")
        value = unit.xmlelement.find("value")
        if data[: row["start"]].endswith(b"<value>") and value.sourceline != row["line"]:
            found.append(f"{at}: lxml finds it in line {value.sourceline}")
    if len(units) != len(rows):
        found.append(f"{name}: {len(rows)} labels, translate-toolkit has {len(units)}")
    return found


def generate(folder):
    """Writes files full of hard texts."""
    folder.mkdir(parents=True)
    for seed in range(20):
        numbers = random.Random(seed)
        texts = iter(hard_texts(seed, 2000))
        entries = [entry(numbers, texts, f"n{at}") for at in range(150)]
        lines = ['<?xml version="1.0" encoding="utf-8"?>', "<root>", *entries, "</root>"]
        end, ending = numbers.choice(["\n", "\r\n"]), numbers.choice(["resx", "resw"])
        (folder / f"hard{seed}.pl.{ending}").write_text(end.join(lines), encoding="utf-8", newline="")


def entry(numbers, texts, name):
    """An entry of one kind or another."""
    if numbers.random() < 0.3:
        name += numbers.choice([".Text", ".ToolTip", ": two words"]) + next(texts)
    elif numbers.random() < 0.05:
        name = ">>" + name
    attributes = f"name={quoteattr(name)}" + numbers.choice(["", ' xml:space="preserve"'])
    attributes += numbers.choice([""] * 9 + [' type="System.Int32"', ' mimetype="text/x"', ' type="System.String"'])
    comment = f"<comment>{written(numbers, next(texts))}</comment>"
    parts = [f"<value>{written(numbers, next(texts))}</value>", numbers.choice(["", comment])]
    blank = numbers.choice(["", "\n    "])
    return f"  <data {attributes}>{blank}" + blank.join(numbers.sample(parts, 2)) + "</data>"


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(Path(sys.argv[2]))
    else:
        sys.exit(main(Path(sys.argv[2]), *sys.argv[3:]))
