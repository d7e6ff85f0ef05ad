#!/usr/bin/env bash
# Claim: the gitlab style has the shape of a Code Quality report, its fingerprints differ, its paths exist.
#
# GitLab publishes no schema: the one here is what its documentation asks for, and nothing more.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch check-jsonschema || cannot_run 'check-jsonschema could not be fetched'
cat > "$scratch/schema.json" << 'JSON'
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "array",
  "items": {
    "type": "object",
    "additionalProperties": false,
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
      "description": { "type": "string", "minLength": 1, "pattern": "^[^\\n]*$" },
      "check_name": { "type": "string", "minLength": 1 },
      "fingerprint": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
      "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
      "location": {
        "type": "object",
        "additionalProperties": false,
        "required": ["path", "lines"],
        "properties": {
          "path": { "type": "string", "pattern": "^(?!\\./|/).+" },
          "lines": {
            "type": "object",
            "additionalProperties": false,
            "required": ["begin"],
            "properties": { "begin": { "type": "integer", "minimum": 1 }, "end": { "type": "integer", "minimum": 1 } }
          }
        }
      }
    }
  }
}
JSON
reports gitlab json
"$scratch/venv/bin/check-jsonschema" --schemafile "$scratch/schema.json" "$scratch"/reports/*.json
"$python" - "$scratch/reports" "$here/../.." << 'PYTHON'
import json, pathlib, sys

reports, repository = map(pathlib.Path, sys.argv[1:])
entries = 0
for report in sorted(reports.iterdir()):
    found = json.loads(report.read_text(encoding="utf-8"))
    fingerprints = [entry["fingerprint"] for entry in found]
    assert len(fingerprints) == len(set(fingerprints)), f"{report.name}: a fingerprint twice"
    entries += len(found)
    for entry in found if report.name != "hostile.json" else []:
        path = repository / entry["location"]["path"]
        assert path.exists(), f"{report.name}: there is no {path}"
        lines = entry["location"]["lines"]
        assert lines["begin"] <= lines["end"], entry
print(f"{entries} entries, no fingerprint twice in a report, every path exists")
assert entries > 50
PYTHON
