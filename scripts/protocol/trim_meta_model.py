#!/usr/bin/env python3
"""Trims the protocol's published meta model to what the conformance check reads.

    scripts/protocol/trim_meta_model.py metaModel.json > tests/lsp/conformance/meta_model.json

The meta model is `_specifications/lsp/3.18/metaModel/metaModel.json` of the repository microsoft/language-server-protocol.
"""

import json
import sys

# What neither the server nor a client of the suite speaks of.
LEFT_OUT = ("notebookDocument/", "callHierarchy/", "typeHierarchy/", "textDocument/prepareCallHierarchy",
            "textDocument/prepareTypeHierarchy", "textDocument/moniker", "textDocument/inlineValue", "textDocument/documentColor",
            "textDocument/colorPresentation", "workspace/inlineValue/")
# Words for readers; tests need none of them.
WORDS = {"documentation", "since", "sinceTags", "deprecated", "proposed", "typeName", "registrationOptions", "partialResult"}


def without_words(node):
    if isinstance(node, dict):
        return {key: without_words(value) for key, value in node.items() if key not in WORDS}
    if isinstance(node, list):
        return [without_words(value) for value in node]
    return node


def names(node):
    """The names of the types that a part of the model refers to."""
    if isinstance(node, dict):
        if node.get("kind") == "reference":
            yield node["name"]
        for value in node.values():
            yield from names(value)
    elif isinstance(node, list):
        for value in node:
            yield from names(value)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        model = without_words(json.load(file))
    kept = {kind: [entry for entry in model[kind] if not entry["method"].startswith(LEFT_OUT)] for kind in ("requests", "notifications")}
    types = {entry["name"]: (kind, entry) for kind in ("structures", "enumerations", "typeAliases") for entry in model[kind]}
    wanted, left = set(), list(names(kept))
    # What is registered later is checked against its options.
    left += ["DidChangeWatchedFilesRegistrationOptions", "ServerCapabilities", "ClientCapabilities"]
    while left:
        name = left.pop()
        if name not in wanted and name in types:
            wanted.add(name)
            left.extend(names(types[name][1]))
    for kind in ("structures", "enumerations", "typeAliases"):
        kept[kind] = [entry for entry in model[kind] if entry["name"] in wanted]
    # One entry a line, so that a newer model shows its differences.
    lines = [f'"{kind}": [\n' + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries) + "\n]" for kind, entries in kept.items()]
    print("{\n" + ",\n".join(lines) + "\n}")


main()
