"""What proofs of formats share: what canonym says of a folder, and how differences are told."""

import json
import random
import re
from collections import defaultdict
from pathlib import Path

SHOWN = 20
HARD = [
    "Żółć", "é", "e\u0301", "😀", "完成", "תודה", "\u00a0", "\u2028", " ", "  ", "\n", "\n    ", "\r", "\r\n", "\t", "%1$s", "{0}",
    "it's", '"quoted"', "&", "&amp;", "<b>x</b>", "a < b", "]]", ">", "\\", "\\n", "\\u00e9", "@", "?", "#", "%n",
    "...", "…", "one", "two words", "Stan:", ".", "|", "~", "\u200f", "\ufeff", "<!-- x -->", "&#380;",
]  # fmt: skip


def rows_of(labels):
    """The labels of each path, in the order of the file."""
    rows = defaultdict(list)
    for row in json.loads(Path(labels).read_text(encoding="utf-8"))["labels"]:
        rows[row["path"]].append(row)
    return {path: sorted(of_file, key=lambda row: row["start"]) for path, of_file in rows.items()}


def faults_of(report, ours):
    """What `check` could not read, by path, but for what only canonym minds."""
    faults = defaultdict(list)
    for finding in json.loads(Path(report).read_text(encoding="utf-8"))["findings"]:
        if finding["check"] == "unreadable-file" and not re.search(ours, finding["message"]):
            for mark in finding["marks"]:
                faults[mark["path"]].append(f"{mark['path']}:{mark['line']}: {finding['message']}")
    return faults


def hard_texts(seed, count):
    """Texts that are hard to read, the same for the same seed."""
    numbers = random.Random(seed)
    return ["".join(numbers.choices(HARD, k=numbers.randint(1, 6))) for _ in range(count)]


def written(numbers, text):
    """A text as XML may write it: each sign as it stands, as a reference, or all in a section."""
    if "]]>" not in text and numbers.random() < 0.15:
        return f"<![CDATA[{text}]]>"
    named = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}
    pieces = []
    for sign in text:
        if sign in "&<" or sign in named and numbers.random() < 0.5:
            pieces.append(named[sign])
        elif sign == ">" or numbers.random() < 0.04:
            pieces.append(numbers.choice([f"&#{ord(sign)};", f"&#x{ord(sign):X};"]))
        else:
            pieces.append(sign)
    return "".join(pieces)


def tell(counts, differences):
    """Prints what was compared. The exit code of the proof."""
    for difference in differences[:SHOWN]:
        print(difference)
    if len(differences) > SHOWN:
        print(f"... and {len(differences) - SHOWN} more")
    said = ", ".join(f"{number} {what}" for what, number in counts.items())
    print(f"{said}; {len(differences)} differences")
    return 1 if differences or not counts["labels"] else 0
