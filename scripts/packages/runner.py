"""Runs what a host would run, from the file that it reads; prints and ends as its commands do.

    runner.py action FILE NAME=VALUE...    the steps of a composite action, with these inputs
    runner.py last-step FILE NAME=VALUE... the last of them alone
    runner.py gitlab FILE OUT NAME=VALUE...    the job of a GitLab template; writes it to OUT as it is after its inputs were filled in
    runner.py blocks PAGE FOLDER           writes the blocks of a page that say "In `FILE`:" before them to those files

Whatever of the notation is not known here is an error, so that nothing is passed over.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

from ruamel.yaml import YAML

yaml = YAML(typ="safe")
yaml.default_flow_style = False


def filled(text, pattern, inputs):
    def value(match):
        if match[1] not in inputs:
            raise SystemExit(f"no value for {match[0]}")
        return inputs[match[1]]

    return re.sub(pattern, value, text)


def inputs_of(declared, given):
    inputs = {name: str((about or {}).get("default", "")) for name, about in declared.items()}
    for argument in given:
        name, _, value = argument.partition("=")
        if name not in inputs:
            raise SystemExit(f"there is no input {name}")
        inputs[name] = value
    return inputs


def last_step(file, *given):
    return action(file, *given, only_last=True)


def action(file, *given, only_last=False):
    about = yaml.load(file)
    inputs = inputs_of(about["inputs"], given)
    if about["runs"]["using"] != "composite":
        raise SystemExit("not a composite action")
    for step in about["runs"]["steps"][-1 if only_last else 0 :]:
        unknown = set(step) - {"name", "shell", "env", "run"}
        if unknown or step["shell"] != "bash" or "${{" in step["run"]:
            raise SystemExit(f"a step that this cannot run, or that puts an input into its commands: {step}")
        environment = {name: filled(text, r"\$\{\{ inputs\.([\w-]+) \}\}", inputs) for name, text in step["env"].items()}
        with tempfile.NamedTemporaryFile("w", suffix=".sh") as script:
            script.write(step["run"])
            script.flush()
            shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script.name]
            status = subprocess.call(shell, env=os.environ | environment | {"GITHUB_ACTION_PATH": str(file.resolve().parent)})
        if status:
            return status
    return 0


def expanded(text, variables):
    return re.sub(r"\$(\w+)", lambda match: variables.get(match[1], ""), text)


def gitlab(file, out, *given):
    header, job = (part for part in file.read_text().split("\n---\n"))
    inputs = inputs_of(yaml.load(header)["spec"]["inputs"], given)
    # GitLab fills in values, not text: a value can end no line.
    def fill(value):
        if isinstance(value, dict):
            return {name: fill(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [fill(inner) for inner in value]
        return filled(value, r"\$\[\[ inputs\.([\w-]+) \]\]", inputs) if isinstance(value, str) else value

    jobs = yaml.load(job)
    for part in ("before_script", "script"):
        if any("$[[" in line for line in jobs["softspoken"][part]):
            raise SystemExit("an input in a command")
    jobs = fill(jobs)
    with open(out, "w") as target:
        yaml.dump(jobs, target)
    job = jobs["softspoken"]
    variables = {name: expanded(text, os.environ) for name, text in job["variables"].items()}
    commands = "\n".join(["set -eo pipefail", *job["before_script"], *job["script"]])
    return subprocess.call(["bash", "--noprofile", "--norc", "-c", commands], env=os.environ | variables)


def blocks(page, folder):
    for name, text in re.findall(r"In `([^`]+)`:\n\n```yaml\n(.*?)```", page.read_text(), re.DOTALL):
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        print(path)
    return 0


if __name__ == "__main__":
    command, file, *rest = sys.argv[1:]
    sys.exit({"action": action, "last-step": last_step, "gitlab": gitlab, "blocks": blocks}[command](pathlib.Path(file), *rest))
