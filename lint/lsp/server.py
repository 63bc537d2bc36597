"""The server: takes what the editor sends, checks in the background, sends what was found."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from lint.lsp.actions import KINDS, actions
from lint.lsp.checking import Draft, Text, check
from lint.lsp.diagnostics import diagnostics_of
from lint.lsp.hover import hover_at
from lint.lsp.settings import Judges
from lint.version import __version__

if TYPE_CHECKING:
    from pygls.server import ServerErrors

_PAUSE = 0.005
"""Seconds to wait for more, as an input method sends a word in several changes."""
_SETTINGS = ("**/*.{yaml,yml}", "**/pyproject.toml")
_log = logging.getLogger(__name__)


class Server(LanguageServer):
    """Holds the last check of every open draft. One draft is checked at a time, always as it stands by then."""

    def __init__(self, judges: Judges) -> None:
        full = types.TextDocumentSyncKind.Full  # parts of lines would be counted in the library's own way
        super().__init__("jixiao", __version__, text_document_sync_kind=full)
        self.judges = judges
        self._drafts: dict[str, Draft] = {}
        self._wanted: dict[str, int] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._worker = ThreadPoolExecutor(max_workers=1)
        self._said: set[str] = set()

    @property
    def shows_related(self) -> bool:
        """Whether the editor can show places that belong to a diagnostic."""
        document = self.client_capabilities.text_document
        shown = document.publish_diagnostics if document else None
        return bool(shown and shown.related_information)

    @property
    def knows_versions(self) -> bool:
        """Whether edits may name the version of the text that they are for."""
        workspace = self.client_capabilities.workspace
        return bool(workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes)

    @property
    def hover_kind(self) -> types.MarkupKind:
        """Markdown where the editor can show it."""
        document = self.client_capabilities.text_document
        hover = document.hover if document else None
        known = (hover.content_format if hover else None) or []
        return types.MarkupKind.Markdown if types.MarkupKind.Markdown in known else types.MarkupKind.PlainText

    def touch(self, uri: str) -> None:
        """Have a draft checked soon."""
        self._wanted[uri] = self._wanted.get(uri, 0) + 1
        if uri not in self._tasks:
            self._tasks[uri] = asyncio.create_task(self._check_until_settled(uri))

    def touch_all(self) -> None:
        """Have all open drafts checked by settings read anew."""
        self.judges.forget()
        for document in self.workspace.text_documents.values():
            self.touch(document.uri)

    async def settled(self, uri: str) -> Draft | None:
        """The check of a draft as it stands now; None for one that is not open."""
        while (task := self._tasks.get(uri)) is not None:
            await asyncio.shield(task)
        return self._drafts.get(uri)

    def forget(self, uri: str) -> None:
        """Take back what was said of a draft that was closed."""
        self._wanted.pop(uri, None)
        self._drafts.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def _check_until_settled(self, uri: str) -> None:
        try:
            while uri in self._wanted:
                await asyncio.sleep(_PAUSE)
                wanted = self._wanted.get(uri)
                if wanted is None or (source := self._source(uri)) is None:
                    return
                draft, diagnostics = await asyncio.get_running_loop().run_in_executor(self._worker, self._check, source)
                if self._wanted.get(uri) == wanted:  # else it changed while it was checked
                    self._drafts[uri] = draft
                    self._publish(draft, diagnostics)
                    return
        finally:
            del self._tasks[uri]

    def _source(self, uri: str) -> Text | None:
        document = self.workspace.get_text_document(uri)
        if document.version is None:
            return None  # not open: what the library makes up for a file on disk
        return Text(document.uri, document.language_id or "", document.version, document.source)

    def _check(self, source: Text) -> tuple[Draft, list[types.Diagnostic]]:
        encoding = types.PositionEncodingKind(self.workspace.position_encoding or types.PositionEncodingKind.Utf16)
        draft = check(source, self.judges, encoding)
        return draft, diagnostics_of(draft, self.shows_related)

    def _publish(self, draft: Draft, diagnostics: list[types.Diagnostic]) -> None:
        source = draft.source
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(source.uri, diagnostics, version=source.version)
        )
        self._say([draft.problem] if draft.problem else [], types.MessageType.Error)
        crashed = [finding.message for finding in draft.findings if draft.crashes and finding.subject is None]
        self._say(crashed, types.MessageType.Error)
        for trace in draft.crashes:
            _log.error("%s", trace)

    def _say(self, messages: Iterable[str], kind: types.MessageType) -> None:
        """Show messages, each once: a draft is checked at every keystroke."""
        for message in messages:
            if message not in self._said:
                self._said.add(message)
                self.window_show_message(types.ShowMessageParams(kind, f"jixiao：{message}"))

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Show a defect of ours."""
        self._say(
            [f"程序内部出错（{type(error).__name__}: {error}），请把这行信息反馈给维护者"], types.MessageType.Error
        )


def serve(judges: Judges) -> None:
    """Serve the editor on standard input and output until it ends the session."""
    stdout, sys.stdout = sys.stdout, sys.stderr  # whatever prints must not get between the messages
    make_server(judges).start_io(sys.stdin.buffer, stdout.buffer)


def make_server(judges: Judges) -> Server:
    """A server with all its features."""
    server = Server(judges)

    @server.feature(types.INITIALIZED)
    async def _initialized(server: Server, params: types.InitializedParams) -> None:
        await _watch_settings(server)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
        server.touch(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
        server.touch(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _saved(server: Server, params: types.DidSaveTextDocumentParams) -> None:
        server.touch_all()  # not every editor watches files: the settings may have changed

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def _settings_changed(server: Server, params: types.DidChangeWatchedFilesParams) -> None:
        server.touch_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def _configured(server: Server, params: types.DidChangeConfigurationParams) -> None:
        server.touch_all()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
        draft = await server.settled(params.text_document.uri)
        return hover_at(draft, params.position, server.hover_kind) if draft else None

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=KINDS))
    async def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        draft = await server.settled(params.text_document.uri)
        return actions(draft, params, server.knows_versions, server.shows_related) if draft else []

    return server


async def _watch_settings(server: Server) -> None:
    """Ask the editor to tell of changed settings, if it can."""
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace else None
    if not (watched and watched.dynamic_registration):
        return
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(glob) for glob in _SETTINGS])
    wish = types.Registration("jixiao-settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    await server.client_register_capability_async(types.RegistrationParams([wish]))
