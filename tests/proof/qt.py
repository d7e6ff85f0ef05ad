"""Compares what `canonym` says of the .ts files in a folder with what Qt's lconvert reads in them.

usage: qt.py generate FOLDER
       qt.py compare FOLDER LABELS.json REPORT.json

What names nothing is left out on lconvert's side too: obsolete messages, empty texts, and translations that
are unfinished. Of a file that lconvert rejects, only that canonym finds fault with it is compared; what it
rejects and canonym does not is listed in `is_stricter`. Ends with 1 if anything differs.
"""

import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from told import faults_of, hard_texts, rows_of, tell, written

# lconvert takes the last of two equal messages, and says nothing that matters.
OURS = "stands twice|this comment binds|canonym:"
# Stands between the lengths of a text in what lconvert writes.
BETWEEN = "\u2762"
# Stands for an empty source text.
EMPTY = "\u2400"


def main(folder, labels, report):
    rows, faults = rows_of(labels), faults_of(report, OURS)
    counts = {"files": 0, "messages": 0, "labels": 0, "files that both find fault with": 0, "left out": 0}
    differences = []
    for path in sorted(folder.rglob("*.ts")):
        name = path.relative_to(folder).as_posix()
        text = path.read_text(encoding="utf-8")
        if has_own_rules(text):
            counts["left out"] += 1
            continue
        counts["files"] += 1
        entries = converted(path)
        if entries is None:
            counts["files that both find fault with"] += 1
            if not faults[name]:
                differences.append(f"{name}: lconvert rejects it, canonym finds no fault")
            continue
        of_file = rows.get(name, [])
        counts["messages"] += len(entries)
        counts["labels"] += len(of_file)
        differences += faults[name]
        expected = list(expectation(entries))
        if re.search(r"<message[^>]*>\s*<translation", text):
            # lconvert tells the source text first, wherever it stands.
            expected.sort(key=lambda it: it[1])
            of_file.sort(key=lambda row: row["text"])
        differences += compare(name, path.read_bytes(), expected, of_file)
    return tell(counts, differences)


def has_own_rules(text):
    """Whether lconvert reads a file by rules of its own.

    It rejects comments of XML inside a translation, which its own document type allows; and of two equal
    messages it keeps one.
    """
    text = re.sub(r"<!\[CDATA\[.*?\]\]>", "", text, flags=re.DOTALL)
    inside = re.search(r"<(source|translation|numerusform)\b[^>]*>(?:(?!</\1>).)*?<!--", text, re.DOTALL)
    messages = re.findall(r"<name>.*?</name>|<source>.*?</source>(?:\s*<comment>.*?</comment>)?", text, re.DOTALL)
    seen, context = set(), ""
    for message in messages:
        if message.startswith("<name>"):
            context = message
        elif (context, message) in seen and "id=" not in text:
            return True
        seen.add((context, message))
    return inside is not None


def converted(path):
    """The messages that lconvert reads; `None` where it rejects the file."""
    done = subprocess.run(
        ["lconvert", "-if", "ts", "-i", str(path), "-of", "po", "-o", "-"], capture_output=True, check=False
    )
    if done.returncode != 0:
        return None
    _, _, messages = done.stdout.decode("utf-8").partition("\n\n")
    # polib takes an empty source text for the head of a file, and knows neither `\a` nor a bare CR.
    messages = messages.replace("\r", "\\r")
    messages = re.sub(r'^msgid ""(?=\nmsgstr)', f'msgid "{EMPTY}"', messages, flags=re.MULTILINE)
    messages = re.sub(r"\\(.)", lambda found: "\a" if found.group(1) == "a" else found.group(), messages)
    # Of a text, and not of a file, polib takes U+2028 for the end of a line.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".po") as file:
        file.write(messages)
        file.flush()
        entries = [entry for entry in polib.pofile(file.name) if not entry.obsolete]
    for entry in entries:
        entry.msgid = entry.msgid.replace(EMPTY, "")
    return entries


def expectation(entries):
    """The labels of a file: key, and text."""
    for entry in entries:
        context, comment = parts_of(entry.msgctxt or "")
        named = re.search(r"^ts-id (.*)$", entry.comment or "", re.MULTILINE)
        key = named.group(1) if named else ".".join(filter(None, [context, comment]))
        if entry.msgid.strip():
            yield key or None, entry.msgid
        elif not entry.msgid and not named:
            continue
        if entry.fuzzy:
            continue
        forms = [entry.msgstr_plural[at] for at in sorted(entry.msgstr_plural)] or [entry.msgstr]
        for form in forms:
            for text in form.split(BETWEEN):
                if text.strip():
                    yield key or None, text


def parts_of(context):
    """The context and the comment that lconvert has joined."""
    parts = [re.sub("~(.)", r"\1", part) for part in re.findall(r"((?:~.|[^|~])*)(?:\||$)", context)]
    return parts[0], parts[1] if len(parts) > 1 else ""


def compare(name, data, expected, rows):
    """The differences of one file."""
    found = []
    for (key, text), row in zip(expected, rows):
        at = f"{name}:{row['line']}"
        said = with_bytes(row["text"])
        if (row["key"], said) != (key, text):
            found.append(f"{at}: {row['key']!r} {said!r}, lconvert has {key!r} {text!r}")
            return found  # one too many or too few moves all that follow
        raw = data[row["start"] : row["end"]].decode("utf-8")
        if not re.search("[&<\r]", raw) and raw != row["text"]:
            found.append(f"{at}: the bytes are {raw!r}, the text is {row['text']!r}")
    if len(expected) != len(rows):
        found.append(f"{name}: {len(rows)} labels, lconvert has {len(expected)}")
    return found


def with_bytes(text):
    """The text with the characters that `<byte>` stands for, which canonym keeps as it is written."""
    return re.sub('<byte value="x([0-9a-f]+)"/>', lambda found: chr(int(found.group(1), 16)), text)


def generate(folder):
    """Writes files full of hard texts."""
    folder.mkdir(parents=True)
    for seed in range(20):
        numbers = random.Random(seed)
        texts = iter(hard_texts(seed, 2000))

        def text(tag, numbers=numbers, texts=texts):
            return f"<{tag}>{written(numbers, next(texts))}</{tag}>"

        lines = ["<?xml version='1.0' encoding='utf-8'?>", "<!DOCTYPE TS>", '<TS version="2.1" language="pl_PL">']
        for context in range(8):
            lines += ["<context>", f"<name>C{context}</name>"]
            for at in range(20):
                lines.append(message(numbers, text, f"{context}.{at}"))
            lines += ["</context>"]
        lines.append("</TS>")
        end = numbers.choice(["\n", "\r\n"])
        (folder / f"hard{seed}_pl.ts").write_text(end.join(lines), encoding="utf-8", newline="")


def message(numbers, text, number):
    """A message of one kind or another."""
    attributes, kind = "", numbers.choice(["", "", "", ' type="unfinished"', ' type="vanished"', ' type="obsolete"'])
    if numbers.random() < 0.2:
        attributes += f' id="id.{number}&amp;"'
    parts = [text("source"), f"<comment>{number} ~|&lt;</comment>"]
    forms = "".join(text("numerusform") for _ in range(3))
    lengths = "".join(text("lengthvariant") for _ in range(2))
    shape = numbers.random()
    if shape < 0.2:
        attributes += ' numerus="yes"'
        parts.append(f"<translation{kind}>{forms}</translation>")
    elif shape < 0.4:
        parts.append(f'<translation{kind} variants="yes">{lengths}</translation>')
    else:
        parts.append(text("translation").replace("<translation>", f"<translation{kind}>", 1))
    if numbers.random() < 0.3:
        parts.insert(numbers.randint(1, 2), text("extracomment"))
    return f"<message{attributes}>{''.join(parts)}</message>"


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate(Path(sys.argv[2]))
    else:
        sys.exit(main(Path(sys.argv[2]), *sys.argv[3:]))
