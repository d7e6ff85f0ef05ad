"""Compares what `canonym` says of Android's resources in a folder with what aapt2 compiles them to.

usage: android.py generate FOLDER
       android.py compare FOLDER LABELS.json REPORT.json

Which entries there are, and which are not to be translated, is read by Python's own reader of XML; their
texts by aapt2, which drops tags that canonym keeps. What names nothing is left out: references, blank texts,
`translatable="false"`. Ends with 1 if anything differs.

Where aapt2 is left alone, since canonym reads what people mean:
- it rejects an apostrophe without a backslash, and escapes like `\\u12x`;
- it takes each text that begins with `?` for the name of an attribute, blanks and all;
- this version makes nothing of a character that is written as two escapes, `\\ud83d\\ude00`.
"""

import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from told import faults_of, hard_texts, rows_of, tell, written

KINDS = {"string": "string", "item": "string", "plurals": "plurals", "string-array": "array", "array": "array"}
# Begins a character that is written as two escapes.
HALF = rb"\ud8"
QUANTITIES = "zero|one|two|few|many|other"
STYLED = r"(?:\(styled string\) )"
TEXT = re.compile(rf'({STYLED})?"(.*)"(?: [^" ]+:\d+,\d+)*', re.DOTALL)
ITEM = re.compile(rf'{STYLED}?".*?"(?: [^" ]+:\d+,\d+)*(?=, |\Z)|[^"(, ][^,]*', re.DOTALL)


def main(folder, labels, report):
    rows, faults = rows_of(labels), faults_of(report, "this comment binds|canonym:")
    counts = {"files": 0, "labels": 0, "files that both find fault with": 0, "left out": 0}
    differences = []
    for path in sorted(folder.rglob("values*/*.xml")):
        name = path.relative_to(folder).as_posix()
        values, refusal = compiled(path)
        if re.search("unescaped apostrophe|invalid unicode escape", refusal):
            counts["left out"] += 1
            continue
        counts["files"] += 1
        if refusal:
            counts["files that both find fault with"] += 1
            if not faults[name]:
                differences.append(f"{name}: canonym finds no fault, aapt2 does: {refusal}")
            continue
        of_file = rows.get(name, [])
        counts["labels"] += len(of_file)
        differences += faults[name]
        differences += compare(name, path.read_bytes(), list(expectation(path, values)), of_file)
    return tell(counts, differences)


def compiled(path):
    """The values of each resource as aapt2 prints them, with what stands below each; else why there are none."""
    with tempfile.TemporaryDirectory() as scratch:
        done = run("aapt2", "compile", str(path), "-o", scratch)
        if done.returncode != 0:
            return {}, done.stderr.decode("utf-8").strip().splitlines()[0]
        dump = run("aapt2", "dump", "apc", str(next(Path(scratch).iterdir()))).stdout.decode("utf-8")
    values = {}
    for entry in re.split(r"^ {6}resource 0x[0-9a-f]+ ", dump, flags=re.MULTILINE)[1:]:
        resource, _, said = re.sub(r"^ {4}type [^\n]*\n\Z", "", entry, flags=re.MULTILINE).partition("\n")
        value = rf"^ {{8}}\([^)\n]*\) (.*?) src={re.escape(str(path))}:(\d+)\n((?: {{10}}.*?\n)?)(?= {{8}}\(|\Z)"
        found = re.findall(value, said, re.MULTILINE | re.DOTALL)
        values[resource] = [(value, below) for value, _, below in sorted(found, key=lambda it: int(it[1]))]
    return values, ""


def run(*command):
    return subprocess.run(command, capture_output=True, check=False)


def expectation(path, values):
    """The texts of a file, each as its key and what aapt2 prints."""
    for element in ElementTree.parse(path).getroot():
        name, kind = element.get("name"), KINDS.get(element.tag)
        if kind is None or element.tag == "item" and element.get("type") != "string":
            continue
        value, below = values[f"{kind}/{name}"].pop(0)
        if element.get("translatable") == "false":
            continue
        if kind == "string":
            printed = [(name, value.replace("\n" + " " * 8, "\n"))]
        elif kind == "plurals":
            forms = rf"^ {{10}}({QUANTITIES})=(.*?)\n(?= {{10}}(?:{QUANTITIES})=|\Z)"
            forms = dict(re.findall(forms, below, re.MULTILINE | re.DOTALL))
            printed = [(name, forms[item.get("quantity")].replace("\n" + " " * 10, "\n")) for item in element]
        else:
            inside = re.sub(r", \n {11}", ", ", below.strip()[1:-1]).replace("\n" + " " * 10, "\n")
            printed = [(f"{name}.{at}", item) for at, item in enumerate(ITEM.findall(inside))]
            assert len(printed) == len(element), (path, name, below)
        for key, value in printed:
            if is_text(value):
                yield key, re.sub(r'^\?attr/(.* .*)', r'"?\1"', value)


def is_text(value):
    """Whether aapt2 prints a text, or in an array a number, and not a reference."""
    found = TEXT.fullmatch(value)
    return found.group(2).strip() != "" if found else re.match(r"[@(]|\?\S*$", value) is None


def compare(name, data, expected, rows):
    """The differences of one file."""
    found = []
    for (key, value), row in zip(expected, rows):
        is_halved = HALF in data[row["start"] : row["end"]].lower()
        if row["key"] != key or not is_halved and not says(value, row["text"]):
            found.append(f"{name}:{row['line']}: {row['key']!r} {row['text']!r}, aapt2 has {key!r} {value!r}")
            return found  # one too many or too few moves all that follow
    if len(expected) != len(rows):
        found.append(f"{name}: {len(rows)} labels, aapt2 has {len(expected)}")
    return found


def says(value, text):
    """Whether aapt2 prints a text. Where it has dropped tags, the blanks beside them count as one."""
    found = TEXT.fullmatch(value)
    if not found:
        return value in (text, text.lower())
    return text == found.group(2) or without_tags(text) == without_tags(found.group(2))


def without_tags(text):
    return re.sub(" +", " ", re.sub(r"</?[A-Za-z][^<>]*>", "", text)).strip()


def generate(folder):
    """Writes files full of hard texts."""
    for seed in range(20):
        numbers = random.Random(seed)
        texts = iter(hard_texts(seed, 4000))

        def text(quote='"', numbers=numbers, texts=texts):
            return content(numbers, texts, quote)

        lines = ['<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">']
        lines += [entry(numbers, text, f"n{at}") for at in range(100)]
        lines.append("</resources>")
        (folder / f"hard{seed}" / "values-pl").mkdir(parents=True)
        end = numbers.choice(["\n", "\r\n"])
        file = folder / f"hard{seed}" / "values-pl" / "strings.xml"
        file.write_text(end.join(lines), encoding="utf-8", newline="")


def entry(numbers, text, name):
    """A string, a plural or an array."""
    shape, dull = numbers.random(), ' translatable="false"' if numbers.random() < 0.1 else ""
    if shape < 0.2:
        items = "".join(f'<item quantity="{quantity}">{text()}</item>' for quantity in ["one", "few", "other"])
        return f'<plurals name="{name}"{dull}>{items}</plurals>'
    if shape < 0.3:
        # What aapt2 prints of an array is plain only where no text looks like the end of one.
        items = "".join(f"<item>{re.sub('&quot;|&#34;|&#x22;|,', '', text(''))}</item>" for _ in range(7))
        return f'<string-array name="{name}"{dull}>{items}</string-array>'
    return f'<string name="{name}"{dull}>{text()}</string>'


def content(numbers, texts, quote):
    """What may stand in an element, tags and all."""
    inside = escaped(numbers, next(texts), quote)
    if numbers.random() < 0.25:
        before, after = escaped(numbers, next(texts), quote), escaped(numbers, next(texts), quote)
        tag = numbers.choice(["b", "i", 'xliff:g id="x"', "annotation"])
        middle = f"<{tag}>{written(numbers, inside)}</{tag.split()[0]}>"
        return written(numbers, before) + middle + written(numbers, after)
    return written(numbers, inside)


def escaped(numbers, text, quote):
    """A text with Android's escapes, where it would be rejected without."""
    text = re.sub(r"^\?", r"\\?", text.strip()).replace("'", r"\'")
    return re.sub('"', lambda _: numbers.choice([quote, "\\" + quote]) if quote else "", text)


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(Path(sys.argv[2]))
    else:
        sys.exit(main(Path(sys.argv[2]), *sys.argv[3:]))
