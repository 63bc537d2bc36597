"""An editor, as far as the server can tell: JSON-RPC with `jixiao lsp` over its standard input and output."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds after which a silent server has failed."""
CAPABILITIES: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "workspace": {
        "workspaceEdit": {"documentChanges": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
}

Message = dict[str, Any]


class Client:
    """One session with a server of its own process."""

    def __init__(self, arguments: Sequence[str] = (), cwd: Path | None = None, **capabilities: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "lint", "lsp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=cwd,
        )
        self.inbox: queue.Queue[Message | None] = queue.Queue()
        self.kept: list[Message] = []
        self.number = 0
        self.versions: dict[str, int] = {}
        threading.Thread(target=self._read, daemon=True).start()
        params = {"processId": None, "rootUri": None, "capabilities": {**CAPABILITIES, **capabilities}}
        self.server: Message = self.request("initialize", params)
        self.notify("initialized", {})

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while head := stream.readline():
            size = 0
            while head.strip():
                name, _, value = head.partition(b":")
                size = int(value) if name.lower() == b"content-length" else size
                head = stream.readline()
            self.inbox.put(json.loads(stream.read(size)))
        self.inbox.put(None)

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def request(self, method: str, params: Any) -> Any:
        self.number += 1
        number = self.number
        self._send({"id": number, "method": method, "params": params})
        answer = self.wait(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer["error"]
        return answer.get("result")

    def wait(self, wanted: Any) -> Message:
        """The first message that is wanted; others are kept for later, and requests of the server are granted."""
        for message in self.kept:
            if wanted(message):
                self.kept.remove(message)
                return message
        while True:
            received = self.inbox.get(timeout=PATIENCE)
            assert received is not None, "the server has ended"
            if "method" in received and "id" in received:
                self._send({"id": received["id"], "result": None})
            if wanted(received):
                return received
            self.kept.append(received)

    def open(self, uri: str, text: str, language: str = "plaintext") -> list[Message]:
        """Open a draft; its diagnostics."""
        self.versions[uri] = 1
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return self.diagnostics(uri)

    def change(self, uri: str, text: str) -> int:
        """Put another text into a draft; its version from now on."""
        self.versions[uri] += 1
        document = {"uri": uri, "version": self.versions[uri]}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        return self.versions[uri]

    def diagnostics(self, uri: str) -> list[Message]:
        """What the server says of a draft as it stands now."""
        version = self.versions.get(uri)

        def about(message: Message) -> bool:
            params = message.get("params") or {}
            published = message.get("method") == "textDocument/publishDiagnostics"
            return published and params["uri"] == uri and params.get("version") == version

        found: list[Message] = self.wait(about)["params"]["diagnostics"]
        return found

    def close(self, uri: str) -> None:
        self.versions.pop(uri)
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def actions(self, uri: str, where: Message, only: Sequence[str] = ()) -> list[Message]:
        """The code actions on a range."""
        context = {"diagnostics": [], **({"only": list(only)} if only else {})}
        params = {"textDocument": {"uri": uri}, "range": where, "context": context}
        found: list[Message] = self.request("textDocument/codeAction", params)
        return found

    def hover(self, uri: str, position: Message) -> Message | None:
        found: Message | None = self.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": position})
        return found

    def end(self) -> int:
        """End the session as an editor does; the exit code of the server."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(PATIENCE)
