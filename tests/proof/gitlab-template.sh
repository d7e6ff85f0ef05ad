#!/usr/bin/env bash
# Claim: templates/canonym.yml is a valid template of GitLab CI, and its script does what the template says.
#
# Both of its documents are valid by GitLab's schema. The script, run as a runner runs it, writes a Code Quality
# report of everything and fails for what a merge request brings.
#
#   CANONYM   the program; .ci/proof sets it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/shared.bash"
. "$here/repository.bash"

command -v jq > /dev/null || cannot_run 'there is no jq'
fetch check-jsonschema pyyaml || cannot_run 'check-jsonschema could not be fetched'
"$python" - "$root/templates/canonym.yml" "$scratch" << 'END'
import sys, yaml
head, job = open(sys.argv[1], encoding="utf-8").read().split("\n---\n")
open(f"{sys.argv[2]}/head.yml", "w", encoding="utf-8").write(head)
open(f"{sys.argv[2]}/job.yml", "w", encoding="utf-8").write(job)
inputs = yaml.safe_load(head)["spec"]["inputs"]
said = yaml.safe_load(job)["canonym"]
for name in inputs:
    assert f"$[[ inputs.{name} ]]" in job, f"nothing uses the input {name}"
assert "$[[" not in "\n".join(said["script"]), "an input is text of the script"
open(f"{sys.argv[2]}/script.sh", "w", encoding="utf-8").write("\n".join(said["script"]) + "\n")
END
"$scratch/venv/bin/check-jsonschema" --builtin-schema vendor.gitlab-ci "$scratch/head.yml" "$scratch/job.yml"

product
printf '{\n  "mail": { "sent": "Sent", "lost": "Gone astray" }\n}\n' > mail/en/mail.json
git commit --quiet --all --message 'two names, long ago'
base=$(git rev-parse HEAD)
export CI_PROJECT_DIR=$PWD CANONYM_FOLDER=. CANONYM_FAIL_ON=warning CANONYM_REPOSITORY=none CANONYM_REVISION=none
job() { # VARIABLE=VALUE...
    code=0
    env "$@" sh -e "$scratch/script.sh" > "$scratch/said" 2>&1 || code=$?
    quality=$(jq '[.[] | select(.severity != "info")] | length' gl-code-quality-report.json)
    "$python" -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' canonym-junit.xml
}
is() { # SENTENCE CODE QUALITY
    if [ "$code" != "$2" ] || [ "$quality" != "$3" ]; then
        printf '%s: ended with %s, %s in the Code Quality report\n' "$1" "$code" "$quality"
        cat "$scratch/said"
        exit 1
    fi
}
job CI_COMMIT_BRANCH=main
is 'the default branch has one finding' 1 1
job CI_MERGE_REQUEST_DIFF_BASE_SHA="$base"
is 'a merge request that brings nothing passes, and reports what there is' 0 1
printf '{\n  "mail": { "sent": "Dispatched", "lost": "Gone astray" }\n}\n' > mail/en/mail.json
job CI_MERGE_REQUEST_DIFF_BASE_SHA="$base"
is 'a merge request that brings one fails' 1 2
printf 'a merge request fails for what it brings; Code Quality has everything\n'
