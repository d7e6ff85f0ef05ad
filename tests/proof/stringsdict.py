"""Compares what `canonym` says of the .stringsdict files in a folder with what Python's plistlib reads.

usage: stringsdict.py generate FOLDER
       stringsdict.py compare FOLDER LABELS.json REPORT.json

What names nothing is left out on plistlib's side too: blank texts, a variable alone, what Apple's own keys say,
arrays, and what is too deep. Of a file that is no XML, only that canonym finds fault with it is compared; files
that are XML and no property list are left out, and so are those with a key twice, of which plistlib keeps one.
Ends with 1 if anything differs.
"""

import plistlib
import random
import re
import sys
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from told import faults_of, hard_texts, rows_of, tell, written

FORMAT = "NSStringLocalizedFormatKey"
VARIABLE = re.compile(r"\s*%#@[^@]*@\s*")
DEEPEST = 4


def main(folder, labels, report):
    rows, faults = rows_of(labels), faults_of(report, "this comment binds|canonym:")
    counts = {"files": 0, "texts": 0, "labels": 0, "files that both find fault with": 0, "left out": 0}
    differences = []
    for path in sorted(folder.rglob("*.stringsdict")):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        counts["files"] += 1
        try:
            root = ElementTree.fromstring(data)
        except ElementTree.ParseError:
            counts["files that both find fault with"] += 1
            if not faults[name]:
                differences.append(f"{name}: it is no XML, canonym finds no fault")
            continue
        plist = read(data)
        if plist is None or has_a_key_twice(root):
            counts["left out"] += 1
            continue
        expected, of_file = list(expectation(plist)), rows.get(name, [])
        counts["texts"] += len(expected)
        counts["labels"] += len(of_file)
        differences += faults[name]
        differences += compare(name, data, expected, of_file)
    return tell(counts, differences)


def read(data):
    """What plistlib reads; `None` where it finds no property list."""
    try:
        return plistlib.loads(data, fmt=plistlib.FMT_XML)
    except ValueError:
        return None


def has_a_key_twice(root):
    """Whether plistlib keeps less than stands in a file."""
    for element in root.iter("dict"):
        keys = [key.text for key in element.findall("key")]
        if len(set(keys)) < len(keys):
            return True
    return False


def expectation(plist):
    """The labels of a file: key, and text."""
    for key, value in plist.items():
        for path, text in texts(value, [key]):
            is_format = path[1:] == [FORMAT]
            is_said = len(path) == 1 or is_format or not path[-1].startswith("NS")
            if is_said and text.strip() and not VARIABLE.fullmatch(text):
                yield key, text


def texts(value, path):
    """The texts in a value, each with the keys above it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict) and len(path) < DEEPEST:
        for key, inner in value.items():
            yield from texts(inner, [*path, key])


def compare(name, data, expected, rows):
    """The differences of one file."""
    found = []
    for (key, text), row in zip(expected, rows):
        at = f"{name}:{row['line']}"
        if (row["key"], row["text"]) != (key, text):
            found.append(f"{at}: {row['key']!r} {row['text']!r}, plistlib has {key!r} {text!r}")
            return found  # one too many or too few moves all that follow
        raw = data[row["start"] : row["end"]]
        if not any(sign in raw for sign in b"&<\r") and raw.decode("utf-8") != text:
            found.append(f"{at}: the bytes are {raw!r}, the text is {text!r}")
    if len(expected) != len(rows):
        found.append(f"{name}: {len(rows)} labels, plistlib has {len(expected)}")
    return found


def generate(folder):
    """Writes files full of hard texts."""
    for seed in range(20):
        numbers = random.Random(seed)
        said = iter(hard_texts(seed, 6000))
        lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<plist version="1.0">', "<dict>"]
        lines += [entry(numbers, said, at) for at in range(100)]
        lines += ["</dict>", "</plist>"]
        (folder / f"{seed}.lproj").mkdir(parents=True)
        end = numbers.choice(["\n", "\r\n"])
        file = folder / f"{seed}.lproj" / "Localizable.stringsdict"
        file.write_text(end.join(lines), encoding="utf-8", newline="")


def entry(numbers, said, at):
    """An entry of one kind or another."""
    key = f"k{at}" + numbers.choice(["", ".of", " of "]) + numbers.choice(["", next(said)])
    return pair(numbers, key, value(numbers, said))


def value(numbers, said):
    """What a key stands for."""
    shape = numbers.random()
    if shape < 0.2:
        return text(numbers, said)
    if shape < 0.3:
        rule = numbers.choice(["NSStringVariableWidthRuleType", "NSStringDeviceSpecificRuleType"])
        forms = [pair(numbers, form, text(numbers, said)) for form in ["20", "mac", "other"]]
        return dictionary([pair(numbers, rule, dictionary(forms))])
    if shape < 0.35:
        return numbers.choice(["<array><string>none</string></array>", "<integer>3</integer>", "<true/>", deep(said)])
    names = ["n", "of files", "ż"][: numbers.choice([1, 1, 2, 3])]
    around = next(said) if len(names) > 1 or numbers.random() < 0.3 else numbers.choice(["", " ", "\n"])
    frame = escape(around + " ".join(f"%#@{name}@" for name in names))
    parts = [pair(numbers, FORMAT, f"<string>{frame}</string>")]
    return dictionary(parts + [pair(numbers, name, variable(numbers, said)) for name in names])


def variable(numbers, said):
    """The forms of a number."""
    parts = [
        pair(numbers, "NSStringFormatSpecTypeKey", "<string>NSStringPluralRuleType</string>"),
        pair(numbers, "NSStringFormatValueTypeKey", "<string>d</string>"),
    ]
    forms = numbers.sample(["zero", "one", "two", "few", "many", "other"], 3)
    return dictionary(parts + [pair(numbers, form, text(numbers, said)) for form in forms])


def deep(said):
    """Dictionaries that no .stringsdict has."""
    found = f"<string>{escape(next(said))}</string>"
    for _ in range(6):
        found = dictionary([f"<key>a</key>{found}"])
    return found


def text(numbers, said):
    return numbers.choice([f"<string>{written(numbers, next(said))}</string>"] * 9 + ["<string/>"])


def pair(numbers, key, value):
    comment = numbers.choice([""] * 9 + ["<!-- <key>x</key> & -->"])
    return f"<key>{written(numbers, key)}</key>{comment}{numbers.choice(['', chr(10)])}{value}"


def dictionary(parts):
    return "<dict>" + "\n".join(parts) + "</dict>"


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(Path(sys.argv[2]))
    else:
        sys.exit(main(Path(sys.argv[2]), *sys.argv[3:]))
