// The extension: text drafts through the language server, other files through the command.
import { statSync } from "node:fs";
import { homedir } from "node:os";
import * as vscode from "vscode";
import { findCommand, type Found } from "./command";
import { Files, SUFFIXES } from "./files";
import { Server } from "./server";

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("绩效检查");
  const files = new Files(find, (line) => output.appendLine(line));
  const server = new Server(() => find(vscode.workspace.workspaceFolders?.[0]?.uri), output);
  context.subscriptions.push(
    output,
    files,
    server,
    vscode.commands.registerCommand("jixiao.checkFile", (file?: vscode.Uri) => checkFile(files, file)),
    vscode.commands.registerCommand("jixiao.clear", () => files.clear()),
    vscode.commands.registerCommand("jixiao.restart", () => server.restart()),
    vscode.commands.registerCommand("jixiao.showLog", () => output.show()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("jixiao.path") || change.affectsConfiguration("jixiao.arguments")) {
        void server.restart();
      }
    }),
  );
  await server.start();
}

function find(file?: vscode.Uri): Found {
  const folder = file ? vscode.workspace.getWorkspaceFolder(file) : undefined;
  return findCommand({
    setting: vscode.workspace.getConfiguration("jixiao", file).get("path", ""),
    folder: (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri.fsPath,
    platform: process.platform,
    env: process.env,
    home: homedir(),
    isFile: (name) => statSync(name, { throwIfNoEntry: false })?.isFile() ?? false,
  });
}

async function checkFile(files: Files, file?: vscode.Uri): Promise<void> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const active = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
  const wanted = file ?? active;
  if (wanted?.scheme !== "file") {
    void vscode.window.showWarningMessage("请在资源管理器里选一个 Word、Excel 或 PDF 文件，再点“检查这个文件”");
    return;
  }
  if (!SUFFIXES.some((suffix) => wanted.fsPath.toLowerCase().endsWith(`.${suffix}`))) {
    void vscode.window.showInformationMessage("文字、Markdown、CSV、网页草稿打开就检查，不用这个命令");
    return;
  }
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: "绩效检查" },
    () => files.check(wanted),
  );
}
