"""Runs the binary over odd macros and over the examples, and gives what each format prints to the readers of that format.

What was read must be what `jsonl` tells. Then each document is broken in small ways, and its reader must refuse it.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter

import macros
from readers import Readers


def main(binary, tools):
    readers = Readers(tools)
    formats = {name: getattr(readers, name) for name in ("sarif", "junit", "checkstyle", "gitlab", "rdjson", "github")}
    examples = os.path.abspath("examples")
    with tempfile.TemporaryDirectory() as odd, tempfile.TemporaryDirectory() as empty:
        macros.write(odd)
        for folder in (odd, examples, empty):
            findings = [json.loads(line) for line in check(binary, folder, "jsonl").splitlines()]
            print(f"{os.path.basename(folder)}: {len(findings)} findings")
            for name, reader in formats.items():
                text = check(binary, folder, name)
                agree(name, reader(text), findings)
            same_fixes(folder, findings, json.loads(check(binary, folder, "sarif")), json.loads(check(binary, folder, "rdjson")))
        sees_differences(binary, odd)
        refused = sum(refuses(name, reader, check(binary, odd, name)) for name, reader in formats.items())
    print(f"{len(formats)} formats are read back; {refused} broken documents are refused")


def check(binary, folder, name):
    """What `check` prints of a folder in a format."""
    hosts = ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR")
    environment = {key: value for key, value in os.environ.items() if key not in hosts}
    run = subprocess.run([binary, "check", "--format", name, "--today", "2027-01-01"], cwd=folder, env=environment, capture_output=True)
    if run.returncode not in (0, 1, 2):
        raise SystemExit(f"{name}: exit {run.returncode}: {run.stderr.decode()}")
    return run.stdout.decode()


def agree(name, read, findings):
    """What was read is what was found, as far as the format tells it."""
    keys = {
        "sarif": lambda path, line, rule: (path, line, rule),
        "junit": lambda path, line, rule: (path.replace("\a", "\ufffd"), line, rule),
        # Its reader takes a backslash for the mark between folders, as on Windows.
        "checkstyle": lambda path, line, rule: (path.replace("\a", "\ufffd").replace("\\", "/"), line),
        "gitlab": lambda path, line, rule: (path, line, rule),
        "rdjson": lambda path, line, rule: (path, line, rule),
        "github": lambda path, line, rule: (path, line),
    }
    place = lambda finding: (finding["path"], finding["range"]["start"]["line"], finding["rule"])
    found = Counter(keys[name](*place(finding)) for finding in findings)
    missing = found - read
    # Annotations are the heaviest of many; the others have all, and what could not be read.
    more = [key for key in read - found if "latin" not in key[0]]
    if more or (missing and name != "github"):
        raise SystemExit(f"{name}: missing {list(missing)[:5]}, too many {more[:5]}")
    print(f"  {name}: {sum(read.values())} read back")


def same_fixes(folder, findings, sarif, rdjson):
    """Applied in the columns of SARIF (characters) and rdjson (bytes), a fix gives the text that its offsets give."""
    results = sarif["runs"][0]["results"]
    diagnostics = [diagnostic for diagnostic in rdjson["diagnostics"] if "range" in diagnostic["location"]]
    tried = 0
    for finding, result, diagnostic in zip(findings, results, diagnostics, strict=True):
        fixes, suggestions = result.get("fixes", []), diagnostic["suggestions"]
        for fix, in_sarif, suggestion in zip(finding["fixes"], fixes, suggestions, strict=True):
            data = open_bytes(folder, finding["path"])
            edits = [(edit["range"]["start"]["offset"], edit["range"]["end"]["offset"], edit["text"].encode()) for edit in fix["edits"]]
            replacements = in_sarif["artifactChanges"][0]["replacements"]
            by_characters = [
                (
                    offset(data, region["startLine"], region["startColumn"], False),
                    offset(data, region["endLine"], region["endColumn"], False),
                    replacement["insertedContent"]["text"].encode(),
                )
                for replacement in replacements
                for region in [replacement["deletedRegion"]]
            ]
            ends = [offset(data, end["line"], end["column"], True) for end in suggestion["range"].values()]
            by_bytes = [(min(ends), max(ends), suggestion["text"].encode())]
            if not applied(data, edits) == applied(data, by_characters) == applied(data, by_bytes):
                raise SystemExit(f"{finding['path']}: {fix['title']} differs")
            tried += 1
    print(f"  {tried} fixes give the same text in all units")


def open_bytes(folder, path):
    # A byte of a name that is not UTF-8 is told as \xe9.
    name = re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes.fromhex(found[1].decode()), os.fsencode(path))
    with open(os.path.join(os.fsencode(folder), name), "rb") as file:
        return file.read()


def offset(data, line, column, in_bytes):
    """The byte of a line and column from 1; lines end at \\r\\n, \\n and \\r."""
    start = 0
    for _ in range(line - 1):
        ends = [end for end in (data.find(b"\n", start), data.find(b"\r", start)) if end >= 0]
        end = min(ends)
        start = end + (2 if data[end : end + 2] == b"\r\n" else 1)
    if in_bytes:
        return start + column - 1
    return start + len(data[start:].decode()[: column - 1].encode())


def applied(data, edits):
    for start, end, text in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        data = data[:start] + text + data[end:]
    return data


def sees_differences(binary, folder):
    """A finding too few, and a column too far, are seen by the comparisons themselves."""
    findings = [json.loads(line) for line in check(binary, folder, "jsonl").splitlines()]
    sarif, rdjson = (json.loads(check(binary, folder, name)) for name in ("sarif", "rdjson"))
    shifted = json.loads(json.dumps(sarif))
    fixed = next(result for result in shifted["runs"][0]["results"] if result.get("fixes"))
    fixed["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]["endColumn"] += 1
    longer = json.loads(json.dumps(rdjson))
    suggestion = next(diagnostic for diagnostic in longer["diagnostics"] if diagnostic.get("suggestions"))["suggestions"][0]
    suggestion["text"] += "x"
    one_less = Counter((finding["path"], finding["range"]["start"]["line"], finding["rule"]) for finding in findings[1:])
    for broken in (
        lambda: same_fixes(folder, findings, shifted, rdjson),
        lambda: same_fixes(folder, findings, sarif, longer),
        lambda: agree("sarif", one_less, findings),
    ):
        try:
            broken()
        except SystemExit:
            continue
        raise SystemExit("a difference that nobody saw")


BROKEN = {
    "sarif": [
        ('"version": "2.1.0"', '"version": "2.2"'),
        ('"startLine":1', '"startLine":0'),
        ('"level":"warning"', '"level":"loud"'),
        ('"ruleId"', '"rule"'),
        ('"uri":"a%20b/100%25.macro"', '"uri":"a b/100%.macro"'),
        ('"endColumn":', '"endColum":'),
        ('"fullDescription"', '"description"'),
    ],
    "junit": [(' name="softspoken"', ' nam="softspoken"'), (' failures="', ' failures="9'), ("</testsuites>", ""), ("&lt;", "<")],
    "checkstyle": [("</checkstyle>", ""), ('severity="warning"', 'severity="loud"'), ("&lt;", "<"), ("&amp;", "&")],
    "gitlab": [('"major"', '"warning"'), ('"description":"', '"description":"" ,"words":"'), ('"begin":1', '"begin":0'), ("\n]", "")],
    "rdjson": [('"WARNING"', '"LOUD"'), ('"message":', '"words":'), ('"line":1', '"line":0'), ('"range":', '"place":'), ("\n]}", "")],
    "github": [("%25", "%"), ("::warning ", "::loud "), ("%3A", ":"), ("%2C", ",")],
}


def refuses(name, reader, text):
    """How many ways of breaking the document its reader sees: all of them."""
    for old, new in BROKEN[name]:
        if old not in text:
            raise SystemExit(f"{name}: nothing to break, {old!r} is not there")
        try:
            reader(text.replace(old, new, 1))
        except Exception:
            continue
        raise SystemExit(f"{name}: {old!r} became {new!r} and nobody saw it")
    return len(BROKEN[name])


if __name__ == "__main__":
    main(*sys.argv[1:])
