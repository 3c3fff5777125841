"""Macros whose names and texts mean something to formats."""

import os

# Each holds the words of a finding.
NAMES = [
    "a b/100%.macro",
    "a,b:c.macro",
    "caf\u00e9 \U0001f600.macro",
    "pipe|*bold*.macro",
    "two\nlines.macro",
    "tab\tbell\a.macro",
    "x<y>&'\".macro",
    "::error file=x::y.macro",
]

TEXTS = {
    "empty.macro": "",
    "calm.macro": "I am on it.\n",
    "windows.macro": "Hi,\r\n\r\n\U0001f600\u00e9 Please calm down. \U0001f600 You are wrong about that.\r\n",
    "mark.macro": "\ufeffPlease calm down.",
    "returns.macro": "Hi,\r\rPlease calm\rdown.",
    "path.macro": "{% if order.late %}\n\U0001f600 Please calm down.\n{% endif %}\n",
    "open.macro": "\U0001f600 {% if order.late %}I am on it.\n",
    "meta.macro": "---\ntitel: Angry\n---\nHi {{ customer.first_name }\n",
    "user.macro": "Please {% render 'snippets/x y' %}\n",
    "snippets/x y.macro": "{% # for everyone %}\ncalm down.\n",
    "link.macro": "Please calm [down](1) now. {{ '{0}' }} Please calm down.\n",
}


def write(folder):
    """Writes all of them below `folder`."""
    texts = {name: "Please calm\x1b down \anow.\nPlease calm down.\n" for name in NAMES} | TEXTS
    for name, text in texts.items():
        put(folder, name, text.encode())
    put(folder, "latin.macro", b"Caf\xe9 calm.\n")
    # A name that is not UTF-8, where the file system takes one.
    try:
        put(folder, b"caf\xe9.macro", b"Please calm down.\n")
    except OSError:
        pass


def put(folder, name, data):
    path = os.path.join(os.fsencode(folder), os.fsencode(name))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
