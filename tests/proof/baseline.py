"""Makes the product of baseline.sh, and changes it in every way that is to stay green, and in one that is not."""
import json
import os
import pathlib
import random
import subprocess
import sys

program, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
root = scratch / "product"
chance = random.Random(6)
SYSTEMS, STATES, PLACES, FILES, FILLER = 20, 20, 5, 100, 30


def word():
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(5)).capitalize()


taken = set()


def name():
    """A name that no other begins like."""
    while (new := word())[:4] in taken:
        pass
    taken.add(new[:4])
    return new


right = {}  # by system, state and locale
withdrawn = {}
labels = {locale: {} for locale in ("en", "de")}  # by file and key
where = {}  # the file of a place
for system in range(SYSTEMS):
    for state in range(STATES):
        for locale in labels:
            right[system, state, locale] = name()
        if state < 3:
            withdrawn[system, state] = name()
        for place in range(PLACES):
            file = (system * 7 + state * 3 + place * 19) % FILES
            where[system, state, place] = file
            for locale in labels:
                key = f"place{place}.s{system}_status.state{state}"
                labels[locale].setdefault(file, {})[key] = right[system, state, locale]
for file in range(FILES):
    for locale in labels:
        for filler in range(FILLER):
            labels[locale].setdefault(file, {})[f"text{filler}"] = f"{word()} {word()} {word()}."


def key(system, state, place):
    return f"place{place}.s{system}_status.state{state}"


wrong = []  # places to mend, with their locale
for system in range(SYSTEMS):
    for state in range(STATES):
        kind = state % 3
        if state < 3:
            wrong.append((system, state, 1, "en", withdrawn[system, state]))
        elif kind == 2:
            other = (state + 3) % STATES
            wrong.append((system, state, 2, "de", right[system, other, "de"]))
        else:
            wrong.append((system, state, state % PLACES, "en", name()))
for system, state, place, locale, text in wrong:
    labels[locale][where[system, state, place]][key(system, state, place)] = text


def nested(flat):
    tree = {}
    for path, text in flat.items():
        *folders, leaf = path.split(".")
        at = tree
        for folder in folders:
            at = at.setdefault(folder, {})
        at[leaf] = text
    return tree


def path(file, locale):
    return root / f"area{file % 9}" / f"part{file}.{locale}.json"


def text(file, locale, sort=False):
    return json.dumps(nested(labels[locale][file]), indent=2, ensure_ascii=False, sort_keys=sort) + "\n"


def write(file, locale, **how):
    at = path(file, locale)
    at.parent.mkdir(parents=True, exist_ok=True)
    at.write_text(text(file, locale, **how))


def states(system):
    for state in range(STATES):
        en = json.dumps(right[system, state, "en"])
        if (system, state) in withdrawn:
            en = f'{{ preferred = {en}, deprecated = ["{withdrawn[system, state]}"] }}'
        yield f'state{state} = {{ en = {en}, de = "{right[system, state, "de"]}" }}'


glossary = []
for system in range(SYSTEMS):
    glossary += [f"[system.s{system}]", f'keys = ["*.s{system}_status.{{state}}"]', "nouns.en = []", "nouns.de = []"]
    glossary += [f"[system.s{system}.states]", *states(system)]
root.mkdir()
(root / "canonym.toml").write_text("\n".join(glossary) + "\n")
for file in range(FILES):
    for locale in labels:
        write(file, locale)

runs = 0


def check(*more):
    global runs
    runs += 1
    command = [program, "check", "--output-format", "json", "--level", "warning", *more]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(done.stdout)


def git(*command):
    env = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    env |= {"GIT_CONFIG_GLOBAL": "/dev/null"}
    who = ["-c", "user.name=proof", "-c", "user.email=proof@example.org"]
    subprocess.run(["git", *who, *command], cwd=root, env=env, check=True, capture_output=True)


code, report = check()
findings = len(report["findings"])
print(f'{report["tallies"]["labels"]} labels, {findings} findings: exit code {code}')
assert code == 1 and findings >= 400 and report["tallies"]["labels"] >= 10_000

git("init", "--quiet")
git("add", ".")
git("commit", "--quiet", "--message", "as it is")
subprocess.run([program, "baseline", "create"], cwd=root, check=True, capture_output=True)
code, report = check()
assert code == 0 and not report["findings"], "the baseline holds all of it"
baseline = root / "canonym-baseline.toml"
kept = baseline.read_text()


def is_green(what):
    """Under the baseline; and since HEAD, without it."""
    code, report = check()
    assert code == 0, (what, report["findings"][:2])
    baseline.rename(scratch / "aside")
    code, report = check("--since", "HEAD")
    (scratch / "aside").rename(baseline)
    assert code == 0, (what, "since HEAD", report["findings"][:2])


for system, state, place, locale, text_ in wrong:
    file = where[system, state, place]
    labels[locale][file][key(system, state, place)] = right[system, state, locale]
    write(file, locale)
    is_green(f"mended: {key(system, state, place)} in {locale}")
    labels[locale][file][key(system, state, place)] = text_
    write(file, locale)
print(f"{len(wrong)} places mended, one at a time: green")

for _ in range(100):
    system, state, file = chance.randrange(SYSTEMS), chance.randrange(STATES), chance.randrange(FILES)
    for locale in labels:
        labels[locale][file][f"more.s{system}_status.state{state}"] = right[system, state, locale]
        write(file, locale)
    is_green("a right label more")
    for locale in labels:
        del labels[locale][file][f"more.s{system}_status.state{state}"]
        write(file, locale)
print("100 right labels added, one at a time, in both locales: green")

for file in range(FILES):
    moved = root / "elsewhere" / f"part{file}"
    moved.mkdir(parents=True)
    for locale in labels:
        path(file, locale).rename(moved / f"renamed.{locale}.json")
    is_green(f"moved: {file}")
    for locale in labels:
        (moved / f"renamed.{locale}.json").rename(path(file, locale))
print(f"{FILES} catalogues moved and renamed, one at a time: green")

for file in range(FILES):
    for locale in labels:
        write(file, locale, sort=True)
    is_green(f"sorted: {file}")
print(f"{FILES} catalogues sorted, one after the other, until all were: green")

for file in range(FILES):
    # A translator's tool writes the file anew: other texts of prose, the same names.
    for filler in range(FILLER):
        labels["de"][file][f"text{filler}"] = f"{word()} {word()}."
    write(file, "de")
    is_green(f"synced: {file}")
print(f"{FILES} translations synced: green")

for number in range(100):
    system, state, place = chance.randrange(SYSTEMS), chance.randrange(3, STATES), chance.randrange(PLACES)
    file, at = where[system, state, place], key(system, state, place)
    if labels["en"][file][at] != right[system, state, "en"]:
        continue
    labels["en"][file][at] = "Zzyzx"
    write(file, "en")
    for more in ((), ("--since", "HEAD")):
        code, report = check(*more)
        odd = [mark for it in report["findings"] for mark in it["marks"] if mark["role"] == "odd"]
        assert code == 1 and len(report["findings"]) == 1, report["findings"]
        assert [(mark["key"], mark["text"]) for mark in odd] == [(at, "Zzyzx")], odd
    labels["en"][file][at] = right[system, state, "en"]
    write(file, "en")
print("wrong labels, one at a time: red, and nothing else was named")

for system, state, place, locale, _ in wrong:
    file = where[system, state, place]
    labels[locale][file][key(system, state, place)] = right[system, state, locale]
    write(file, locale)
    if state == STATES - 1:
        subprocess.run([program, "baseline", "update"], cwd=root, check=True, capture_output=True)
        before, kept = kept, baseline.read_text()
        assert len(kept) < len(before) and set(kept.splitlines()) <= set(before.splitlines())
        code, report = check("--strict")
        assert code == 0, report["findings"][:2]
assert "fingerprint" not in kept
print(f"all mended, system by system, each followed by an update: green to the end ({runs} runs)")
