#!/usr/bin/env python3
"""Stands between an editor and the language server, and writes down what they say to each other.

    record.py LOG SERVER [ARGUMENT...]

LOG gets one JSON object a line: `{"from": "client" or "server", "message": …}`, in the order in which the messages passed.
"""

import json
import os
import subprocess
import sys
import threading


def read(stream):
    """The bytes of the next message, or None at the end."""
    length = None
    while True:
        line = stream.readline()
        if not line:
            return None
        line = line.strip()
        if not line and length is not None:
            return stream.read(length)
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)


def pass_on(source, target, side, write):
    while (body := read(source)) is not None and body:
        # Written down first, so that an answer never stands before its question.
        write(side, body)
        try:
            target.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            target.flush()
        except (BrokenPipeError, ValueError):
            return
    try:
        target.close()
    except (BrokenPipeError, OSError):
        pass


def main():
    log_name, *command = sys.argv[1:]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    lock = threading.Lock()
    with open(log_name, "a", encoding="utf-8") as log:

        def write(side, body):
            with lock:
                log.write(json.dumps({"from": side, "message": json.loads(body)}, ensure_ascii=False) + "\n")
                log.flush()

        source, target = os.fdopen(0, "rb"), os.fdopen(1, "wb", buffering=0)
        answers = threading.Thread(target=pass_on, args=(os.fdopen(server.stdout.fileno(), "rb", closefd=False), target, "server", write))
        answers.start()
        # The editor may go away without a word; the server then ends by itself.
        threading.Thread(target=pass_on, args=(source, server.stdin, "client", write), daemon=True).start()
        code = server.wait()
        answers.join()
    os._exit(code)


main()
