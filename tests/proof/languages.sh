#!/usr/bin/env bash
# Claim: in a product whose English is consistent, natural translations into fifty languages earn no
# warning of split-name. Languages inflect, and a state of a file is named otherwise than one of a user;
# that is a note at most.
#
# The product is Redmine's catalogue in 50 languages, turned from YAML into JSON. Three of its states have
# one name each in English: closed, locked and active, over 13 entries.
#
#   CANONYM_CORPORA   the folder with redmine/config/locales/*.yml; without it the proof cannot run: exit 77
#   CANONYM           the program; .ci/proof sets it
set -euo pipefail

locales=${CANONYM_CORPORA:-}/redmine/config/locales
if [ ! -d "$locales" ]; then
    printf 'CANONYM_CORPORA names no folder with redmine/config/locales. The proof did not run.\n' >&2
    exit 77
fi
program=${CANONYM:-target/release/canonym}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

python3 -m venv "$scratch/venv"
if ! "$scratch/venv/bin/pip" install --quiet pyyaml; then
    printf 'pip cannot install pyyaml here. The proof did not run.\n' >&2
    exit 77
fi
mkdir -p "$scratch/product/locales"
"$scratch/venv/bin/python" - "$locales" "$scratch/product/locales" << 'PYTHON'
import json, pathlib, sys, yaml
source, target = map(pathlib.Path, sys.argv[1:])
for path in sorted(source.glob("*.yml")):
    catalogue = yaml.safe_load(path.read_text(encoding="utf-8"))
    text = json.dumps(catalogue, ensure_ascii=False, indent=1, default=str)
    (target / f"{path.stem}.json").write_text(text, encoding="utf-8")
PYTHON
cat > "$scratch/product/canonym.toml" << 'TOML'
[system.work.states]
closed = { en = "Closed", keys = ["label_closed_issues*", "label_x_closed_issues_abbr", "*_status_closed", "field_closed_on"] }
locked = { en = "Locked", keys = ["label_board_locked", "status_locked", "version_status_locked"] }
active = { en = "Active", keys = ["status_active", "project_status_active", "field_active"] }
TOML

"$program" check "$scratch/product" --output-format json --level note --fail-on never > "$scratch/report.json"
python3 - "$scratch/report.json" << 'PYTHON'
import json, sys
report = json.load(open(sys.argv[1]))
tallies = report["tallies"]
splits = [finding for finding in report["findings"] if finding["check"] == "split-name"]
loud = [finding for finding in splits if finding["level"] != "note"]
print(f"{tallies['files']} files, {tallies['usages']} labels of 3 states: {len(splits)} notes of split-name, {len(loud)} above")
for finding in loud:
    print(f"  {finding['level']}: {finding['message']}")
sys.exit(bool(loud) or tallies["files"] < 50 or tallies["usages"] < 500)
PYTHON
