#!/usr/bin/env bash
# Claim: a reader of JUnit XML finds in the junit style a case for each state, and failing are those that
# have a finding at warning or error.
#
# junitparser reads every report; its cases are compared with the findings of the json style.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"

fetch junitparser || cannot_run 'junitparser could not be fetched'
reports junit xml
while read -r number product; do
    "$program" check "$product" -q --fail-on never --output-format "json=$scratch/reports/$number.json"
done < "$scratch/products"
"$python" - "$scratch/reports" << 'PYTHON'
import json, pathlib, sys
from junitparser import Failure, JUnitXml

folder = pathlib.Path(sys.argv[1])
cases = failing = 0
for report in sorted(folder.glob("*.xml")):
    read = JUnitXml.fromfile(str(report))
    found = [case for suite in read for case in suite]
    failed = [case.name for case in found if any(isinstance(it, Failure) for it in case.result)]
    assert found, f"{report.name}: no case"
    names = [(case.classname, case.name) for case in found]
    assert len(names) == len(set(names)), f"{report.name}: a case twice"
    assert (read.tests, read.failures, read.errors) == (len(found), len(failed), 0), report.name
    cases, failing = cases + len(found), failing + len(failed)
    if report.name == "hostile.xml":
        continue
    findings = json.loads(report.with_suffix(".json").read_text(encoding="utf-8"))["findings"]
    told = [it for it in findings if it["level"] != "note"]
    states = {state for it in told for state in it["states"]}
    # What is about no state is a case of its check, called after its file.
    files = {(it["check"], it["marks"][0]["path"]) for it in told if not it["states"]}
    assert len(failed) == len(states) + len(files), f"{report.name}: {failed}, {states}, {files}"
    assert states <= set(failed), f"{report.name}: {states - set(failed)}"
print(f"{cases} cases, {failing} of them fail")
assert failing > 30
PYTHON
