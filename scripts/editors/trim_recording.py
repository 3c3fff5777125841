#!/usr/bin/env python3
"""Makes a fixture of a recording (see record.py): what the client said in one conversation, without what is of one machine.

    trim_recording.py LOG > tests/lsp/recorded/EDITOR.jsonl

Of the server's messages only the errors stay, as `refused`: what it answers today is for the test that replays the recording.
"""

import json
import sys


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    hello = next(line["message"] for line in lines if line["message"].get("method") == "initialize")
    root = hello["params"]["workspaceFolders"][0]["uri"].removeprefix("file://") if hello["params"].get("workspaceFolders") else hello["params"]["rootUri"].removeprefix("file://")
    root = root.rstrip("/")
    # The server would end with an editor that is not there.
    hello["params"]["processId"] = None
    asked, refused = {}, set()
    for line in lines:
        message = line["message"]
        if line["from"] == "server":
            if "method" in message and "id" in message:
                asked[json.dumps(message["id"])] = message["method"]
            elif "error" in message:
                refused.add(json.dumps(message["id"]))
    for line in lines:
        message = line["message"]
        if line["from"] != "client":
            continue
        if "method" in message:
            entry = {"says": message}
            if "id" in message and json.dumps(message["id"]) in refused:
                entry["refused"] = True
        else:
            entry = {"answers": asked[json.dumps(message["id"])], "with": message.get("result")}
        text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        text = text.replace(root, "{ROOT}")
        print(text)


main()
