#!/usr/bin/env bash
# Claim: the rdjson style has the shape of the Reviewdog Diagnostic Format, and its ranges are those of the
# bytes in the files.
#
# The schema is written from reviewdog's proto/rdf/reviewdog.proto, with no field more than it has. Every
# range is turned into byte offsets by reading the file, and compared with those of the json style, which
# come from another part of the program.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch check-jsonschema || cannot_run 'check-jsonschema could not be fetched'
cat > "$scratch/schema.json" << 'JSON'
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$ref": "#/$defs/DiagnosticResult",
  "$defs": {
    "DiagnosticResult": {
      "type": "object", "additionalProperties": false, "required": ["diagnostics"],
      "properties": {
        "diagnostics": { "type": "array", "items": { "$ref": "#/$defs/Diagnostic" } },
        "source": { "$ref": "#/$defs/Source" }, "severity": { "$ref": "#/$defs/Severity" }
      }
    },
    "Diagnostic": {
      "type": "object", "additionalProperties": false, "required": ["message", "location"],
      "properties": {
        "message": { "type": "string", "minLength": 1 }, "location": { "$ref": "#/$defs/Location" },
        "severity": { "$ref": "#/$defs/Severity" }, "source": { "$ref": "#/$defs/Source" },
        "code": { "$ref": "#/$defs/Code" }, "original_output": { "type": "string" },
        "suggestions": { "type": "array", "items": { "$ref": "#/$defs/Suggestion" } },
        "related_locations": { "type": "array", "items": { "$ref": "#/$defs/RelatedLocation" } }
      }
    },
    "Severity": { "enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"] },
    "Location": {
      "type": "object", "additionalProperties": false, "required": ["path"],
      "properties": { "path": { "type": "string", "minLength": 1 }, "range": { "$ref": "#/$defs/Range" } }
    },
    "Range": {
      "type": "object", "additionalProperties": false, "required": ["start"],
      "properties": { "start": { "$ref": "#/$defs/Position" }, "end": { "$ref": "#/$defs/Position" } }
    },
    "Position": {
      "type": "object", "additionalProperties": false, "required": ["line"],
      "properties": { "line": { "type": "integer", "minimum": 1 }, "column": { "type": "integer", "minimum": 1 } }
    },
    "Suggestion": {
      "type": "object", "additionalProperties": false, "required": ["range", "text"],
      "properties": { "range": { "$ref": "#/$defs/Range" }, "text": { "type": "string" } }
    },
    "RelatedLocation": {
      "type": "object", "additionalProperties": false, "required": ["message", "location"],
      "properties": { "message": { "type": "string", "minLength": 1 }, "location": { "$ref": "#/$defs/Location" } }
    },
    "Source": {
      "type": "object", "additionalProperties": false, "required": ["name"],
      "properties": { "name": { "type": "string" }, "url": { "type": "string" } }
    },
    "Code": {
      "type": "object", "additionalProperties": false, "required": ["value"],
      "properties": { "value": { "type": "string" }, "url": { "type": "string" } }
    }
  }
}
JSON
reports rdjson rd.json
"$scratch/venv/bin/check-jsonschema" --schemafile "$scratch/schema.json" "$scratch"/reports/*.rd.json
while read -r number product; do
    "$program" check "$product" -q --fail-on never --output-format "json=$scratch/reports/$number.json"
done < "$scratch/products"
"$python" - "$scratch" "$here/../.." << 'PYTHON'
import json, pathlib, sys

scratch, repository = map(pathlib.Path, sys.argv[1:])
compared = 0


def offset(bytes_, position):
    """The offset of a line and a column in bytes, as reviewdog counts them."""
    lines = bytes_.split(b"\n")
    before = sum(len(line) + 1 for line in lines[: position["line"] - 1])
    return before + position["column"] - 1


for line in (scratch / "products").read_text().splitlines():
    number = line.split()[0]
    diagnostics = json.loads((scratch / f"reports/{number}.rd.json").read_text(encoding="utf-8"))["diagnostics"]
    findings = json.loads((scratch / f"reports/{number}.json").read_text(encoding="utf-8"))["findings"]
    marks = [mark for finding in findings for mark in finding["marks"] if mark["role"] == "odd"]
    assert len(diagnostics) == len(marks), line
    for diagnostic, mark in zip(diagnostics, marks):
        location = diagnostic["location"]
        bytes_ = (repository / location["path"]).read_bytes()
        if "range" not in location or bytes_[:2] in (b"\xff\xfe", b"\xfe\xff"):
            continue
        mark_bytes = 3 if bytes_.startswith(b"\xef\xbb\xbf") else 0
        bytes_ = bytes_[mark_bytes:]
        try:
            bytes_.decode("utf-8")
        except UnicodeDecodeError:
            continue  # columns are those of the text as UTF-8
        start, end = (offset(bytes_, location["range"][at]) + mark_bytes for at in ("start", "end"))
        assert (start, end) == (mark["start"], mark["end"]), f"{line}: {location} {mark}"
        compared += 1
print(f"{compared} ranges are those of the json style")
assert compared > 100
PYTHON
