#!/usr/bin/env bash
# Claim: the sarif style is valid SARIF, breaks none of the rules of code scanning, and other tools read it.
#
# Every report is valid by the schema; the official multitool, with its general rules and those of GitHub,
# finds nothing at all in them; sarif-tools counts as many results as the json style has findings, and makes
# its page of them. A result's line hash is the one that GitHub would work out: see the unit tests.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch check-jsonschema sarif-tools || cannot_run 'check-jsonschema and sarif-tools could not be fetched'
fetch_node @microsoft/sarif-multitool@5.7.0 || cannot_run 'the multitool could not be fetched'
tool=$scratch/node_modules/@microsoft/sarif-multitool-linux
[ -f "$tool/Sarif.Multitool" ] || cannot_run 'there is no multitool for this system'
chmod u+x "$tool/Sarif.Multitool" # the package's own script hands its arguments to a shell

reports sarif sarif
cd "$scratch/reports"
"$scratch/venv/bin/check-jsonschema" --schemafile "$tool/sarif-2.1.0.json" ./*.sarif
# It ends with 0 whatever it finds.
"$tool/Sarif.Multitool" validate ./*.sarif --rule-kind 'Sarif;Ghas' --level 'Error;Warning' \
    --log ForceOverwrite -o "$scratch/validated.sarif" > "$scratch/said" || { cat "$scratch/said" && exit 1; }
"$python" - "$scratch/validated.sarif" << 'PYTHON'
import json, sys

run = json.load(open(sys.argv[1], encoding="utf-8"))["runs"][0]
for result in run["results"]:
    place = result["locations"][0]["physicalLocation"]
    print(result["ruleId"], place["artifactLocation"], result["message"])
print(f"the multitool says {len(run['results'])} things")
sys.exit(bool(run["results"]))
PYTHON
grep "^Done. $(find . -name '*.sarif' | wc -l) files scanned" "$scratch/said"

while read -r number product; do
    "$program" check "$product" -q --fail-on never --output-format "json=$scratch/$number.json"
done < "$scratch/products"
"$python" - "$scratch" << 'PYTHON'
import json, pathlib, sys

from sarif import loader

scratch = pathlib.Path(sys.argv[1])
open_ = suppressed = 0
for told in sorted(scratch.glob("[0-9]*.json")):
    report = scratch / "reports" / f"{told.stem}.sarif"
    findings = json.loads(told.read_text(encoding="utf-8"))["findings"]
    results = loader.load_sarif_file(str(report)).get_results()
    kept = [it for it in results if not it.get("suppressions")]
    assert [it["ruleId"] for it in kept] == [it["check"] for it in findings], report
    open_, suppressed = open_ + len(kept), suppressed + len(results) - len(kept)
print(f"sarif-tools reads {open_} findings as the json style has them, and {suppressed} that may stay")
assert open_ > 100 and suppressed > 5
PYTHON
"$scratch/venv/bin/sarif" summary 102.sarif
"$scratch/venv/bin/sarif" html -o "$scratch/page.html" 102.sarif hostile.sarif
grep -q 'split-name' "$scratch/page.html"
