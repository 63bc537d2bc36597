// The real server, spoken to by the library that VS Code itself uses.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import {
  CodeActionRequest,
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type PublishDiagnosticsParams,
} from "vscode-languageserver-protocol/node";
import { environment } from "../src/run";
import { JIXIAO, SKIP } from "./real";

const TEXT = "项目名称\t𠮷祥校舍维修\r\n一级指标\t二级指标\t三级指标\t指标值\r\n产出指标\t数量指标\t维修面积😀\t1200平方米以上\r\n";

test("a draft is opened, diagnosed and fixed", { skip: SKIP }, async () => {
  const server = spawn(JIXIAO, ["lsp", "--stdio"], { env: environment() });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.onRequest(RegistrationRequest.type, () => undefined);
  const published = new Promise<PublishDiagnosticsParams>((resolve) =>
    connection.onNotification(PublishDiagnosticsNotification.type, resolve),
  );
  connection.listen();
  const capabilities = { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } };
  await connection.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri: null, capabilities });
  await connection.sendNotification(InitializedNotification.type, {});
  const uri = "untitled:Untitled-1";
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: "plaintext", version: 1, text: TEXT },
  });
  const { diagnostics } = await published;
  const found = diagnostics.find((one) => one.code === "BD003");
  assert.ok(found);
  assert.deepEqual(found.range, { start: { line: 2, character: 17 }, end: { line: 2, character: 26 } });
  const actions = await connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: found.range,
    context: { diagnostics: [found], only: ["quickfix"] },
  });
  const [first] = actions ?? [];
  assert.ok(first && "edit" in first);
  assert.deepEqual(first.edit?.changes, { [uri]: [{ range: found.range, newText: "≥1200平方米" }] });
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  const code = await new Promise((resolve) => server.on("close", resolve));
  assert.equal(code, 0);
});
