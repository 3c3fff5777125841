"""A reader for each format: gives what it read as {(path, line, message)}, or raises where the document is broken."""

import json
import os
import subprocess
import tempfile
from collections import Counter
from urllib.parse import unquote

import jsonschema
import junitparser
from diff_cover.git_path import GitPathTool
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver
from lxml import etree
from sarif.loader import load_sarif_file

HERE = os.path.dirname(os.path.abspath(__file__))


class Readers:
    """All of them, with what is installed in the folder `tools`."""

    def __init__(self, tools):
        self.tools = tools
        self.modules = os.path.join(tools, "node_modules")
        schema = os.path.join(self.modules, "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")
        with open(schema, encoding="utf-8") as file:
            checker = jsonschema.FormatChecker()
            assert "uri-reference" in checker.checkers, "URIs would not be looked at"
            self.sarif_schema = jsonschema.Draft4Validator(json.load(file), format_checker=checker)
        self.junit_schema = etree.XMLSchema(etree.parse(os.path.join(tools, "junit-10.xsd")))

    def sarif(self, text):
        log = json.loads(text)
        self.sarif_schema.validate(log)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "report.sarif")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            self.multitool(folder, path)
            records = load_sarif_file(path).get_records()
        return Counter((unquote(record["Location"]), int(record["Line"]), record["Code"]) for record in records)

    def multitool(self, folder, path):
        """Microsoft's validator, with the rules of GitHub's code scanning; notes are of taste."""
        out = os.path.join(folder, "validated.sarif")
        tool = os.path.join(self.modules, "@microsoft/sarif-multitool-linux/Sarif.Multitool")
        command = [tool, "validate", path, "--output", out, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"]
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        run = subprocess.run(command, capture_output=True, text=True, env=environment)
        if not os.path.exists(out):
            raise ValueError(f"the validator did not run: {run.stdout}{run.stderr}")
        with open(out, encoding="utf-8-sig") as file:
            results = json.load(file)["runs"][0].get("results", [])
        heavy = [result for result in results if result.get("level", "warning") != "note"]
        if heavy:
            told = [f"{result['ruleId']}: {result['message']}" for result in heavy[:5]]
            raise ValueError(f"{len(heavy)} mistakes: {told}")

    def junit(self, text):
        self.junit_schema.assertValid(etree.fromstring(text.encode()))
        found = Counter()
        for suite in junitparser.JUnitXml.fromstring(text.encode()):
            cases = list(suite)
            failures = sum(any(isinstance(result, junitparser.Failure) for result in case.result) for case in cases)
            if (suite.tests, suite.failures) != (len(cases), failures):
                raise ValueError(f"{suite.name}: {suite.tests} and {suite.failures} are not what is there")
            if len({case.name for case in cases}) != len(cases):
                raise ValueError(f"{suite.name}: two cases of one name")
            for case in cases:
                told = next(iter([result.text for result in case.result] + [case.system_out or ""]))
                if told.startswith(suite.name + ":"):
                    found[suite.name, int(told[len(suite.name) + 1 :].split(":")[0]), case.name.split(": ")[0]] += 1
        return found

    def checkstyle(self, text):
        etree.fromstring(text.encode())
        # Names as they are, without a look at a repository.
        GitPathTool.relative_path = staticmethod(lambda name: name)
        found = Counter()
        for path, violations in CheckstyleXmlDriver().parse_reports([text]).items():
            for violation in violations:
                severity, message = violation.message.split(": ", 1)
                if severity not in ("error", "warning", "info") or not message:
                    raise ValueError(f"{path}: {violation}")
                found[path, violation.line] += 1
        return found

    def gitlab(self, text):
        """What GitLab's own reader demands of an issue; of those with one fingerprint it keeps one."""
        found, seen = Counter(), set()
        for issue in json.loads(text):
            kinds = {"description": str, "check_name": str, "fingerprint": str, "severity": str, "location": dict}
            for name, kind in kinds.items():
                if not isinstance(issue[name], kind) or not issue[name]:
                    raise ValueError(f"{name} in {issue}")
            if issue["severity"] not in ("info", "minor", "major", "critical", "blocker"):
                raise ValueError(f"severity in {issue}")
            if issue["fingerprint"] in seen:
                raise ValueError(f"{issue['fingerprint']} is there twice")
            seen.add(issue["fingerprint"])
            path, line = issue["location"]["path"], issue["location"]["lines"]["begin"]
            if not isinstance(line, int) or line < 1 or path.startswith(("/", "./")):
                raise ValueError(f"location in {issue}")
            found[path, line, issue["check_name"]] += 1
        return found

    def rdjson(self, text):
        run = self.node("rdformat.js", text)
        if run.returncode:
            raise ValueError(run.stdout or run.stderr)
        found = Counter()
        for diagnostic in json.loads(text)["diagnostics"]:
            location = diagnostic["location"]
            if "range" in location:
                found[location["path"], location["range"]["start"]["line"], diagnostic["code"]["value"]] += 1
        return found

    def github(self, text):
        """Reads commands by the runner's rules; GitHub's library must write the same lines from what was read."""
        lines = [line for line in text.split("\n") if line.startswith("::")]
        commands = [command(line) for line in lines]
        run = self.node("commands.js", json.dumps(commands))
        written = run.stdout.split("\n")[:-1]
        for ours, theirs in zip(lines, written):
            if ours != theirs:
                raise ValueError(f"{ours!r} is not {theirs!r}")
        if len(lines) != len(written):
            raise ValueError(f"{len(lines)} commands, {len(written)} read: {run.stderr}")
        kinds = Counter(name for name, _, _ in commands)
        if set(kinds) - {"error", "warning", "notice"} or any(count > 10 for count in kinds.values()):
            raise ValueError(f"{kinds}")
        return Counter((properties["file"], int(properties.get("line", 1))) for _, properties, _ in commands if "file" in properties)

    def node(self, script, text):
        command = ["node", os.path.join(HERE, script), self.tools]
        return subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8")


def command(line):
    """Name, properties and words of a workflow command."""
    head, words = line[2:].split("::", 1)
    name, _, properties = head.partition(" ")
    pairs = (pair.split("=", 1) for pair in properties.split(",") if pair)
    return name, {key: unescaped(value.replace("%3A", ":").replace("%2C", ",")) for key, value in pairs}, unescaped(words)


def unescaped(text):
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
