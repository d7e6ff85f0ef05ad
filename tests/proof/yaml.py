"""Compares what `canonym labels` says of the YAML files in a folder with what ruamel.yaml reads in them.

usage: yaml.py FOLDER LABELS.json

What names nothing is left out on ruamel.yaml's side too: what it reads as null, a boolean or a number,
empty texts, references, and Ruby's symbols. Messages with ICU choices become several labels and are left
out on both sides. Ends with 1 if anything differs.
"""

import json
import re
import sys
import warnings
from collections import Counter, defaultdict
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

SHOWN = 20
FORMS = ["zero", "one", "two", "few", "many", "other"]
GENDERS = ["male", "female"]
NO_TEXTS = {"null", "bool", "int", "float", "binary"}
CHOICE = re.compile(r"\{[^{}]*,\s*(plural|select|selectordinal)\s*,")


def main(folder, labels):
    rows = defaultdict(list)
    for row in json.loads(Path(labels).read_text(encoding="utf-8"))["labels"]:
        rows[row["path"]].append(row)
    counts = {"files": 0, "labels": 0, "broken": 0, "unclaimed": 0}
    differences = []
    for path in sorted([*folder.rglob("*.yml"), *folder.rglob("*.yaml")]):
        name = path.relative_to(folder).as_posix()
        source = path.read_bytes().decode("utf-8-sig")
        if name.startswith("content/") and not rows[name]:
            counts["unclaimed"] += 1
            continue
        try:
            texts = [text for root in documents(source) for text in Catalogue(root, name)]
        except YAMLError as error:
            counts["broken"] += 1
            print(f"{name}: ruamel.yaml does not read it: {str(error).splitlines()[0]}")
            continue
        counts["files"] += 1
        differences += compare(name, path, source, texts, rows[name], counts)
    for difference in differences[:SHOWN]:
        print(difference)
    if len(differences) > SHOWN:
        print(f"... and {len(differences) - SHOWN} more")
    print(
        "{files} files, {labels} labels; {broken} files that ruamel.yaml does not read and {unclaimed} "
        "that are no catalogues left out; ".format(**counts) + f"{len(differences)} differences"
    )
    return 1 if differences or not counts["labels"] else 0


def documents(source):
    """The documents of a file, as nodes that know their places."""
    yaml = YAML(typ="rt", pure=True)
    warnings.simplefilter("ignore")  # an anchor may stand twice
    return list(yaml.compose_all(source))


def compare(name, path, source, texts, rows, counts):
    """The differences of one file."""
    messages = {key for key, node in texts if CHOICE.search(node.value)}
    texts = [(key, node) for key, node in texts if key not in messages]
    rows = [row for row in rows if (row["key"] or "") not in messages]
    expected = Counter((key, said(node), line(node)) for key, node in texts)
    found = Counter((row["key"] or "", row["text"], row["line"]) for row in rows)
    counts["labels"] += len(rows)
    wrong = [f"{name}: only canonym: {it}" for it in (found - expected).elements()]
    wrong += [f"{name}: only ruamel.yaml: {it}" for it in (expected - found).elements()]
    mark = 3 if path.read_bytes().startswith(b"\xef\xbb\xbf") else 0
    starts = {row["start"] - mark for row in rows}
    bytes_before = Offsets(source)
    for key, node in texts:
        start = bytes_before(begin(node, source))
        if node.style not in ("|", ">") and start not in starts:
            wrong.append(f"{name}: no label begins at byte {start}, where ruamel.yaml has {key}")
    return wrong


def said(node):
    """The text, without the marks that ruamel.yaml leaves where it folded a line; the two escapes that
    JSON writes for one character stand for it."""
    text = node.value.replace("\a", "") if node.style == ">" else node.value
    return text.encode("utf-16", "surrogatepass").decode("utf-16")


def line(node):
    """The line of a text: of a block the first behind its sign."""
    return node.start_mark.line + (2 if node.style in ("|", ">") else 1)


def begin(node, source):
    """Where a text begins, behind its tag, its anchor and its quotation mark."""
    at = re.compile(r"([!&]\S*\s+)*").match(source, node.start_mark.index).end()
    return at + 1 if node.style in ("'", '"') else at


class Offsets:
    """Bytes before a character, asked in rising order or anew."""

    def __init__(self, source):
        self.source = source
        self.at = (0, 0)

    def __call__(self, index):
        chars, count = self.at if self.at[0] <= index else (0, 0)
        count += len(self.source[chars:index].encode())
        self.at = (index, count)
        return count


class Catalogue:
    """The texts of a document, each with its key."""

    def __init__(self, root, path):
        self.root = root
        self.path = path

    def __iter__(self):
        if not isinstance(self.root, (MappingNode, SequenceNode)):
            return
        if isinstance(self.root, MappingNode) and self.has_locales():
            for _, value in members(self.root):
                if isinstance(value, (MappingNode, SequenceNode)):
                    yield from below("", value)
            return
        yield from below("", self.root)

    def has_locales(self):
        """Whether all keys at the top are locales; where the path names one, it must be among them."""
        tags = [re.fullmatch(r"([a-z]{2,3})([-_@][A-Za-z]+)*", key) for key, _ in members(self.root)]
        values = [value for _, value in members(self.root)]
        if not tags or not all(tags) or not any(isinstance(it, MappingNode) for it in values):
            return False
        if not all(isinstance(it, MappingNode) or is_no_text(it) for it in values):
            return False
        stem = Path(self.path).stem if "/locales/" in self.path else "en"
        named = self.path.startswith("content/") or stem.split("-")[0] in [it[1] for it in tags]
        return named


def members(mapping):
    """Keys as they are written and their values, with those that `<<` takes in behind them."""
    own, merged = [], []
    for key, value in mapping.value:
        if isinstance(key, ScalarNode) and key.value == "<<" and not key.style:
            merged += value.value if isinstance(value, SequenceNode) else [value]
        elif isinstance(key, ScalarNode):
            own.append((key.value, value))
    taken = {key for key, _ in own}
    for mapping in merged:
        for key, value in members(mapping) if isinstance(mapping, MappingNode) else []:
            if key not in taken:
                taken.add(key)
                own.append((key, value))
    return own


def below(prefix, node):
    """The texts below a key."""
    if isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from at(prefix + str(index), value, is_member=False)
        return
    found = members(node)
    keys = {key for key, _ in found}
    texts = {key for key, value in found if isinstance(value, ScalarNode) and not is_no_text(value)}
    for key, value in found:
        yield from at(prefix + stem(key, keys, texts), value)


def at(key, node, is_member=True):
    """The texts at a key."""
    if isinstance(node, ScalarNode):
        if not is_no_text(node) and not names_nothing(node):
            yield key, node
    elif isinstance(node, MappingNode) and is_member and is_plural(node):
        for _, value in members(node):
            yield from at(key, value)
    else:
        yield from below(key + "." if key else "", node)


def stem(key, keys, texts):
    """The key without the form at its end."""
    start, _, form = key.rpartition("_")
    if form == "plural" and key in texts and start in keys:
        return start
    siblings = [f"{start}_{other}" for other in [*FORMS[:5], *GENDERS]]
    has_forms = f"{start}_other" in texts and any(it in keys for it in siblings)
    if not start or form not in [*FORMS, *GENDERS] or not has_forms:
        return key
    outer = start.rpartition("_")
    return outer[0] if outer[0] and outer[2] in ["ordinal", *GENDERS] else start


def is_plural(node):
    """Whether a mapping holds nothing but the forms of one text."""
    keys = [key for key, _ in members(node)]
    scalars = all(isinstance(value, ScalarNode) for _, value in node.value)
    return "other" in keys and set(keys) <= set(FORMS) and scalars


def is_no_text(node):
    """Whether ruamel.yaml reads a scalar as null, a boolean or a number."""
    if not isinstance(node, ScalarNode):
        return False
    tag = str(node.tag)
    return tag.removeprefix("tag:yaml.org,2002:") in NO_TEXTS or "ruby/sym" in tag


def names_nothing(node):
    """Whether a text is empty, a reference or a symbol."""
    text = node.value.strip()
    is_symbol = not node.style and re.fullmatch(r':[A-Za-z0-9_.?"]+', node.value)
    is_reference = re.fullmatch(r"(\$t\([^)]*\)|@(\.\w+)?:[^\s(){}]+|\[%key:.*?%\])", text)
    return not text or is_symbol or is_reference


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
