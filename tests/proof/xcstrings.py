"""Compares what `canonym` says of the .xcstrings files in a folder with what Python's json reads in them.

usage: xcstrings.py FOLDER LABELS.json REPORT.json

A file that is no JSON is compared in one point only: canonym finds fault with it. Ends with 1 if anything
differs.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

SHOWN = 20


def main(folder, labels, report):
    rows = defaultdict(list)
    for row in json.loads(Path(labels).read_text(encoding="utf-8"))["labels"]:
        rows[row["path"]].append(row)
    faulty = set()
    for finding in json.loads(Path(report).read_text(encoding="utf-8"))["findings"]:
        if finding["check"] == "unreadable-file":
            faulty.update(mark["path"] for mark in finding["marks"])
    counts = Counter()
    differences = []
    for path in sorted(folder.rglob("*.xcstrings")):
        name = path.relative_to(folder).as_posix()
        data = path.read_bytes()
        counts["files"] += 1
        try:
            catalogue = json.loads(data, object_pairs_hook=list)
        except ValueError:
            counts["broken"] += 1
            if name not in faulty:
                differences.append(f"{name}: it is no JSON, canonym finds no fault")
            continue
        expected = Counter(labels_of(catalogue))
        found = Counter()
        for row in rows[name]:
            found[row["key"], tag(row["locale"]), row["text"]] += 1
            raw = data[row["start"] : row["end"]].decode()
            if json.loads(f'"{raw}"') != row["text"]:
                differences.append(f"{name}:{row['line']}: the bytes are {raw!r}, the text is {row['text']!r}")
        counts["labels"] += found.total()
        differences += [f"{name}: canonym alone has {it}" for it in found - expected]
        differences += [f"{name}: Python alone has {it}" for it in expected - found]
    for difference in differences[:SHOWN]:
        print(difference)
    print(
        f"{counts['files']} files, {counts['labels']} labels; {counts['broken']} that are no JSON; "
        f"{len(differences)} differences"
    )
    return 1 if differences or not counts["labels"] else 0


def labels_of(catalogue):
    """Key, locale and text of what a catalogue shows; objects are lists of pairs."""
    source = get(catalogue, "sourceLanguage")
    for key, entry in get(catalogue, "strings") or []:
        if not is_object(entry) or get(entry, "extractionState") == "stale":
            continue
        if get(entry, "shouldTranslate") is False:
            continue
        localizations = get(entry, "localizations")
        localizations = localizations if is_object(localizations) else []
        if is_text(key) and source not in [locale for locale, _ in localizations]:
            yield key, source, key
        for locale, localization in localizations:
            # `nirgends` of the fixtures is no locale: that is a fault.
            if not is_object(localization) or not re.fullmatch(r"[a-z]{2,3}([-_]\w+)*", locale):
                continue
            for sub, text, state in texts_of(localization):
                if text.strip() and (state != "new" or locale == source):
                    yield key + sub, tag(locale), text


def texts_of(localization):
    """What follows the key, the text and its state."""
    yield from variants(localization)
    for name, part in get(localization, "substitutions") or []:
        if is_object(part):
            yield from ((f".{name}{sub}", text, state) for sub, text, state in variants(part))


def variants(node):
    unit = get(node, "stringUnit")
    if is_object(unit) and isinstance(get(unit, "value"), str):
        yield "", get(unit, "value"), get(unit, "state")
    texts = get(node, "stringSet")
    for index, text in enumerate(it for it in get(texts, "values") or [] if isinstance(it, str)):
        yield f".{index}", text, get(texts, "state")
    for _, variations in get(node, "variations") or []:
        for _, inner in variations if is_object(variations) else []:
            if is_object(inner):
                yield from variants(inner)


def is_text(key):
    """Whether a key is a source text: a blank beside a letter, or one capitalized word."""
    has_blank = re.search(r"\s", key) and any(char.isalpha() for char in key)
    word = key.rstrip(".…:!?")
    is_word = word.isalpha() and word[:1].isupper() and not any(it.isupper() for it in word[1:])
    return bool(has_blank or is_word)


def get(pairs, key):
    return dict(pairs).get(key) if is_object(pairs) else None


def is_object(value):
    return isinstance(value, list) and all(isinstance(it, tuple) for it in value)


def tag(locale):
    return locale.replace("_", "-")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
