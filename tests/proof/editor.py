"""Asks a language server for TOML, as an editor does, about a canonym.toml: what it says of a field under the
cursor, and which fields it offers.

    editor.py TOMBI FILE
"""

import json
import subprocess
import sys

ASKED = [  # what, line, column, a word that the answer must have
    ("hover", "keys", "`{state}` is any spelling of a state"),
    ("hover", "definition", "reports quote it"),
    ("hover", "split-name", "one state has several names"),
    ("completion", "# of a system", "nouns"),
    ("completion", "# of levels", "confusable-names"),
]


def main(server, path):
    text = open(path, encoding="utf-8").read()
    lines = text.splitlines()
    process = subprocess.Popen(
        [server, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    number = 0

    def send(**message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        process.stdin.flush()

    def receive():
        length = 0
        while line := process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(process.stdout.read(length))

    def ask(method, params):
        nonlocal number
        number += 1
        send(id=number, method=method, params=params)
        while True:
            message = receive()
            if message.get("id") == number and "method" not in message:
                return message["result"]
            if "id" in message:  # the server asks the editor: nothing is set
                send(id=message["id"], result=None)

    ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    send(method="initialized", params={})
    uri = f"file://{path}"
    document = {"uri": uri, "languageId": "toml", "version": 1, "text": text}
    send(method="textDocument/didOpen", params={"textDocument": document})
    for what, word, expected in ASKED:
        line = next(index for index, line in enumerate(lines) if word in line)
        # Fields are offered on the empty line below the comment.
        position = {"line": line + 1, "character": 0}
        if what == "hover":
            position = {"line": line, "character": lines[line].index(word) + 1}
        params = {"textDocument": {"uri": uri}, "position": position}
        answer = json.dumps(ask(f"textDocument/{what}", params), ensure_ascii=False)
        assert expected in answer, f"{what} of {word}: {answer[:400]}"
    process.kill()
    print(f"a language server answered {len(ASKED)} questions from the schema")


main(*sys.argv[1:])
