"""Compares what `canonym` says of the XLIFF files in a folder with what translate-toolkit and lxml read.

usage: xliff.py generate FOLDER
       xliff.py compare FOLDER LABELS.json REPORT.json

Units of XLIFF 1.2 are read by translate-toolkit, which drops tags that canonym keeps: the tags are compared
with those that expat finds at the same place. Its reader of XLIFF 2 folds blanks and knows no names of units,
so lxml reads those. What names nothing is left out: blank texts, targets that are still to be translated, and
what is not to be. Of a file that is no XML, only that canonym finds fault with it is compared. Of a choice
(`{n, plural, …}`) only its key and that its branches are parts of it. Ends with 1 if anything differs.
"""

import random
import re
import sys
from bisect import bisect
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from lxml import etree
from told import faults_of, hard_texts, rows_of, tell, written
from translate.storage.xliff import xlifffile

OURS = "stands twice|this comment binds|canonym:"
OPEN = ["new", "needs-translation", "initial"]
CHOICE = re.compile(r"\{[^{}]*,\s*(plural|select|selectordinal)\s*,")
SPEAKS = "urn:oasis:names:tc:xliff:document"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def main(folder, labels, report):
    rows, faults = rows_of(labels), faults_of(report, OURS)
    counts = {"files": 0, "units": 0, "labels": 0, "files that both find fault with": 0}
    differences = []
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".xlf", ".xliff")):
        name, data = path.relative_to(folder).as_posix(), path.read_bytes()
        counts["files"] += 1
        try:
            root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
        except etree.XMLSyntaxError:
            counts["files that both find fault with"] += 1
            if not faults[name]:
                differences.append(f"{name}: it is no XML, canonym finds no fault")
            continue
        units = [unit for unit in units_of(root, data) if not is_fixed(unit["element"])]
        of_file = rows.get(name, [])
        counts["units"] += len(units)
        counts["labels"] += len(of_file)
        differences += faults[name]
        differences += compare(name, data, list(expectation(units)), of_file)
    return tell(counts, differences)


def units_of(root, data):
    """The units of a file, in its order."""
    if root.get("version", "").startswith("2"):
        return [unit_of_two(root, unit) for unit in root.iter("{*}unit")]
    return [unit_of_one(unit) for unit in xlifffile.parsestring(data).units]


def unit_of_one(unit):
    """A unit of XLIFF 1.2, as translate-toolkit reads it."""
    element = unit.xmlelement
    target = element.find("{*}target")
    is_open = target is not None and target.get("state") in OPEN
    return {
        "element": element,
        "key": element.get("resname") or element.get("id"),
        "named": element.get("resname"),
        "locale": next(element.iterancestors("{*}file")).get("target-language"),
        "source": unit.source or "",
        "sources": [element.find("{*}source")],
        "target": "" if is_open else unit.target or "",
        "targets": [] if is_open else [target],
    }


def unit_of_two(root, element):
    """A unit of XLIFF 2, as lxml reads it: all its segments, and what stands between them."""
    parts = [part for part in element if etree.QName(part).localname in ("segment", "ignorable")]
    segments = [part for part in parts if part.tag.endswith("segment")]
    is_open = any(part.find("{*}target") is None or part.get("state") in OPEN for part in segments)
    sources = [part.find("{*}source") for part in parts]
    targets = [] if is_open else [part.find("{*}target") for part in parts]
    said = {
        side: "".join(str(node.xpath("string()")) for node in nodes if node is not None)
        for side, nodes in [("source", sources), ("target", targets)]
    }
    return {
        "element": element,
        "key": element.get("name") or element.get("id"),
        "named": element.get("name"),
        "locale": root.get("trgLang"),
        "sources": [node for node in sources if holds_something(node)],
        "targets": [node for node in targets if holds_something(node)],
        **said,
    }


def holds_something(node):
    return node is not None and (len(node) > 0 or bool(node.text))


def says_something(text, nodes):
    """Whether a text, or a tag, stands there."""
    return text.strip() != "" or any(node is not None and node.find("*") is not None for node in nodes)


def is_fixed(element):
    """Whether a unit is not to be translated."""
    return any(it.get("translate") == "no" for it in [element, *element.iterancestors()])


def expectation(units):
    """The labels of a file: key, locale, text, pieces, and whether its blanks stand as they are."""
    are_symbols = are_names([unit["source"] for unit in units])
    for unit in units:
        is_kept = next((it.get(SPACE) for it in lineage(unit["element"]) if it.get(SPACE)), "") == "preserve"
        is_symbol = are_symbols and not re.search(r"\s", unit["source"])
        key = (unit["named"] or unit["source"]) if is_symbol else unit["key"]
        if says_something(unit["source"], unit["sources"]) and not is_symbol:
            yield key, "en", unit["source"], len(unit["sources"]), is_kept
        if says_something(unit["target"], unit["targets"]):
            yield key, unit["locale"], unit["target"], len(unit["targets"]), is_kept


def lineage(element):
    return [element, *element.iterancestors()]


def are_names(sources):
    """Whether the source texts of a file are names of a program: canonym's own rule."""
    names = [source for source in sources if not re.search(r"\s", source)]
    joined = [name for name in names if re.search(r"[^\W\d_][._:][^\W\d_]", name)]
    return len(names) >= 2 and len(names) * 3 >= len(sources) * 2 and len(joined) * 2 >= len(sources)


def compare(name, data, expected, rows):
    """The differences of one file."""
    found, rows, contents = [], rows[::-1], Contents(data)
    for key, locale, text, pieces, is_kept in expected:
        if not rows:
            return [*found, f"{name}: no label for {key!r} {text!r}"]
        row = rows.pop()
        at = f"{name}:{row['line']}"
        if (row["key"], row["locale"]) != (key, locale):
            found.append(f"{at}: {row['key']!r} in {row['locale']}, the other has {key!r} in {locale}")
            return found  # one too many or too few moves all that follow
        if CHOICE.search(text):
            said = [row]
            while rows and rows[-1]["key"] == key and rows[-1]["locale"] == locale:
                said.append(rows.pop())
            found += [f"{at}: {it['text']!r} is no part of {text!r}" for it in said if not is_part(it["text"], text)]
            continue
        plain, tagged = contents.of(row["start"], pieces)
        if tagged != row["text"] or (plain != text if is_kept else folded(plain) != folded(text)):
            found.append(f"{at}: {key!r} {row['text']!r} of {tagged!r}, the other has {text!r}")
    return found + [f"{name}: {row['key']!r} {row['text']!r} is too much" for row in rows]


def is_part(text, whole):
    """Whether a text is what is left of another one without the other choices."""
    if "<" in text:
        text = re.sub("<[^>]*>", "", text)
    signs = iter(whole)
    return text != whole and all(sign in signs for sign in text)


def folded(text):
    """The text as XPath normalizes its blanks."""
    return re.sub("[ \t\r\n]+", " ", text).strip(" ")


class Contents:
    """What expat finds in `<source>` and `<target>`: by the byte where it begins, the text without its tags, and
    with them as they stand there."""

    def __init__(self, data):
        self.data, self.open, self.at = data, [], None
        self.plain, self.tagged = "", ""
        self.found, self.sides = {}, {"source": [], "target": []}
        reader = self.reader = expat.ParserCreate("utf-8", "|")
        reader.StartElementHandler, reader.EndElementHandler = self.start, self.end
        reader.CharacterDataHandler = self.characters
        reader.Parse(data, True)

    def start(self, name, _):
        begin = self.reader.CurrentByteIndex
        tag = re.compile(rb"<(\"[^\"]*\"|'[^']*'|[^>\"'])*>").match(self.data, begin)
        is_empty = tag.group().endswith(b"/>")
        self.open.append(is_empty)
        if self.at is not None:
            self.tagged += tag.group().decode("utf-8")
        elif name.rpartition("|")[2] in self.sides and not is_empty:
            self.at, self.depth, self.plain, self.tagged = tag.end(), len(self.open), "", ""
            self.side = self.sides[name.rpartition("|")[2]]

    def characters(self, said):
        self.plain += said
        self.tagged += said

    def end(self, _):
        begin, is_empty = self.reader.CurrentByteIndex, self.open.pop()
        if self.at is None or is_empty:
            return
        if len(self.open) + 1 > self.depth:
            self.tagged += self.data[begin : self.data.index(b">", begin) + 1].decode("utf-8")
            return
        raw = self.data[self.at : begin]
        self.found[self.at] = self.plain, self.tagged
        if raw:
            self.side.append(self.at)
        section = re.fullmatch(rb"\s*<!\[CDATA\[((?:(?!\]\]>).)*)\]\]>\s*", raw, re.DOTALL)
        if section:
            inner = section.group(1).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
            self.found[self.at + section.start(1)] = inner, inner
        self.at = None

    def of(self, start, count):
        """What so many pieces of one side say, of which the first begins there."""
        if count == 1:
            return self.found.get(start, ("", ""))
        side = next((side for side in self.sides.values() if start in side), [])
        pieces = [self.found[at] for at in sorted(side)[bisect(sorted(side), start) - 1 :][:count]]
        return "".join(plain for plain, _ in pieces), "".join(tagged for _, tagged in pieces)


def generate(folder):
    """Writes files full of hard texts, of both versions."""
    folder.mkdir(parents=True)
    for seed in range(20):
        numbers = random.Random(seed)
        texts = iter(hard_texts(seed, 4000))
        kept, locale = numbers.choice(["", ' xml:space="preserve"']), numbers.choice(["pl", "pt-BR", "de"])
        is_two = seed % 2 == 0
        if is_two:
            head = f'<xliff version="2.0" xmlns="{SPEAKS}:2.0" srcLang="en" trgLang="{locale}"{kept}>'
            lines = [head, '<file id="f">', *[two(numbers, texts, at) for at in range(150)], "</file>"]
        else:
            head = f'<xliff version="1.2" xmlns="{SPEAKS}:1.2">'
            file = f'<file original="a" source-language="en" target-language="{locale}"{kept}>'
            lines = [head, file, "<body>", *[one(numbers, texts, at) for at in range(150)], "</body>", "</file>"]
        lines = ['<?xml version="1.0" encoding="utf-8"?>', *lines, "</xliff>"]
        end, ending = numbers.choice(["\n", "\r\n"]), numbers.choice(["xlf", "xliff"])
        (folder / f"hard{seed}.{ending}").write_text(end.join(lines), encoding="utf-8", newline="")


def one(numbers, texts, at):
    """A unit of XLIFF 1.2."""
    attributes = naming(numbers, texts, at, "resname")
    state = numbers.choice(["", "", ' state="new"', ' state="final"', ' state="needs-translation"'])
    parts = [f"<source>{content(numbers, texts)}</source>"]
    if numbers.random() < 0.8:
        parts.append(f"<target{state}>{content(numbers, texts)}</target>")
    if numbers.random() < 0.2:
        other = f"<source>{content(numbers, texts)}</source><target>{content(numbers, texts)}</target>"
        parts.append(f"<alt-trans>{other}</alt-trans>")
    if numbers.random() < 0.2:
        parts.append(f"<note>{written(numbers, next(texts))}</note>")
    unit = f"<trans-unit {attributes}>{''.join(parts)}</trans-unit>"
    return f'<group id="g{at}"{fixed(numbers)}>{unit}</group>' if numbers.random() < 0.1 else unit


def two(numbers, texts, at):
    """A unit of XLIFF 2."""
    parts = []
    for segment in range(numbers.choice([1, 1, 1, 2, 3])):
        state = numbers.choice(["", "", "", ' state="initial"', ' state="translated"'])
        target = f"<target>{content(numbers, texts)}</target>" if numbers.random() < 0.9 else ""
        if segment:
            parts.append("<ignorable><source> </source></ignorable>")
        parts.append(f"<segment{state}><source>{content(numbers, texts, segment)}</source>{target}</segment>")
    if numbers.random() < 0.2:
        parts.insert(0, f"<notes><note>{written(numbers, next(texts))}</note></notes>")
    unit = f"<unit {naming(numbers, texts, at, 'name')}>{''.join(parts)}</unit>"
    return f'<group id="g{at}"{fixed(numbers)}>{unit}</group>' if numbers.random() < 0.1 else unit


def naming(numbers, texts, at, name):
    """The attributes of a unit."""
    said = f"id={quoteattr(f'id.{at}' + numbers.choice(['', next(texts)]))}"
    if numbers.random() < 0.3:
        said += f" {name}={quoteattr(f'name.{at}' + next(texts))}"
    return said + fixed(numbers)


def fixed(numbers):
    return numbers.choice([""] * 9 + [' translate="no"'])


def content(numbers, texts, is_plain=False):
    """What may stand in a text, tags and all."""
    before = written(numbers, next(texts))
    if is_plain or numbers.random() < 0.7:
        return before
    inside = written(numbers, next(texts))
    tags = [f'<g id="1">{inside}</g>', '<x id="1" equiv-text="{{a}}>&lt;b"/>', f"<mrk>{inside}<x id='2'/></mrk>"]
    return before + numbers.choice([*tags, "<!-- & -->"]) + written(numbers, next(texts))


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(Path(sys.argv[2]))
    else:
        sys.exit(main(Path(sys.argv[2]), *sys.argv[3:]))
