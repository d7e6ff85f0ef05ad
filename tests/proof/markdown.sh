#!/usr/bin/env bash
# Claim: in the markdown style, as GitHub's own parser reads it, no text of a product becomes markup, a link,
# a mention or a cell.
#
# cmark-gfm, GitHub's parser, turns every report into HTML. It holds no tag but those of the report; each row
# has four cells, and the last one is the place; links lead to the code host; outside code no text is a
# mention, a reference or an address.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch cmarkgfm || cannot_run 'cmarkgfm could not be fetched'
export GITHUB_SERVER_URL=https://github.com GITHUB_REPOSITORY=acme/shop GITHUB_SHA=4f1c4f1c4f1c4f1c4f1c4f1c4f1c4f1c4f1c4f1c
reports markdown md
"$python" - "$scratch/reports" << 'PYTHON'
import pathlib, re, sys
from html.parser import HTMLParser

from cmarkgfm import cmark, github_flavored_markdown_to_html

HOST = "https://github.com/acme/shop/blob/"
TAGS = {"h3", "p", "table", "thead", "tbody", "tr", "th", "td", "strong", "code", "a", "ul", "li", "pre", "details", "summary"}
REFERENCES = re.compile(r"@\w|#\d|\bGH-\d|://|\bwww\.|:\w+:|\$\w")


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.rows, self.comments = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        attrs = dict(attrs)
        if tag not in TAGS:
            self.wrong.append(f"a tag: {tag}")
        if set(attrs) - ({"href"} if tag == "a" else {"lang"} if tag == "pre" else set()):
            self.wrong.append(f"attributes: {tag} {attrs}")
        if tag == "a" and not attrs["href"].startswith(HOST):
            self.wrong.append(f"a link: {attrs['href']}")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append(set())
        elif self.rows and ("td" in self.open):
            self.rows[-1][-1].add(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            self.wrong.append(f"a tag is not closed before {tag}")

    def handle_comment(self, data):
        self.comments.append(data)

    def handle_data(self, data):
        if not {"code", "a"} & set(self.open) and REFERENCES.search(data):
            self.wrong.append(f"a reference: {data!r}")


rows = wrong = 0
for report in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    text = report.read_text(encoding="utf-8")
    page = Page()
    page.feed(github_flavored_markdown_to_html(text, cmark.Options.CMARK_OPT_UNSAFE))
    page.wrong += [] if page.comments == [" canonym:report "] else [f"comments: {page.comments}"]
    for row in page.rows[1:]:
        rows += 1
        if len(row) != 4 or not row[3] & {"a", "code"}:
            page.wrong.append(f"a row: {row}")
    lines = sum(line.startswith("| ") for line in text.splitlines())
    if lines != len(page.rows):
        page.wrong.append(f"{lines} lines of the table, {len(page.rows)} rows")
    for said in page.wrong:
        wrong += 1
        print(f"{report.name}: {said}")
print(f"{rows} rows, {wrong} things wrong")
sys.exit(wrong > 0 or rows < 50)
PYTHON
