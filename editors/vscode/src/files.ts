// Files that are no text: checked as they are saved, their findings shown in the Problems panel.
import * as path from "node:path";
import * as vscode from "vscode";
import { type Found } from "./command";
import { note, problemsOf, summaryOf, type Problem } from "./report";
import { check } from "./run";

export const SUFFIXES = ["docx", "docm", "doc", "wps", "xlsx", "xlsm", "xls", "et", "ods", "pdf", "rtf", "odt", "mht", "mhtml"];
const TEMPORARY = /^(~\$|\.~|~wrl|\.)/i;
const QUIET = 500;
const LEVELS = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

export class Files implements vscode.Disposable {
  private readonly shown = vscode.languages.createDiagnosticCollection("jixiao");
  private readonly running = new Map<string, AbortController>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly watcher: vscode.FileSystemWatcher;

  constructor(
    private readonly find: (file: vscode.Uri) => Found,
    private readonly log: (line: string) => void,
  ) {
    this.watcher = vscode.workspace.createFileSystemWatcher(`**/*.{${SUFFIXES.join(",")}}`);
    this.watcher.onDidChange((file) => this.changed(file));
    this.watcher.onDidCreate((file) => this.changed(file)); // Word replaces the file when it saves
    this.watcher.onDidDelete((file) => this.forget(file));
  }

  /** Check a file and show what was found, also that it could not be checked. */
  async check(file: vscode.Uri): Promise<void> {
    const found = this.find(file);
    if ("problem" in found) {
      this.show(file, [note(`没有检查：${found.problem}`, "error")]);
      void vscode.window.showErrorMessage(found.problem);
      return;
    }
    this.running.get(file.fsPath)?.abort();
    const stop = new AbortController();
    this.running.set(file.fsPath, stop);
    try {
      const options = vscode.workspace.getConfiguration("jixiao", file).get<string[]>("arguments", []);
      const cwd = vscode.workspace.getWorkspaceFolder(file)?.uri.fsPath ?? path.dirname(file.fsPath);
      const report = await check(found.command, file.fsPath, { arguments: options, cwd, signal: stop.signal });
      for (const [name, problems] of problemsOf(report, cwd)) {
        this.show(vscode.Uri.file(name), problems);
      }
      const line = `${path.basename(file.fsPath)}：${summaryOf(report)}`;
      this.log(line);
      vscode.window.setStatusBarMessage(line, 10_000);
    } catch (error) {
      if (stop.signal.aborted) {
        return; // a newer check of the same file is under way
      }
      const message = error instanceof Error ? error.message : String(error);
      this.log(message);
      this.show(file, [note(`没有检查：${message}`, "error")]);
      void vscode.window.showErrorMessage(`绩效检查：${message}`);
    } finally {
      if (this.running.get(file.fsPath) === stop) {
        this.running.delete(file.fsPath);
      }
    }
  }

  /** Take back all that was said. */
  clear(): void {
    this.shown.clear();
  }

  dispose(): void {
    this.running.forEach((stop) => stop.abort());
    this.waiting.forEach(clearTimeout);
    this.watcher.dispose();
    this.shown.dispose();
  }

  private changed(file: vscode.Uri): void {
    const wanted = vscode.workspace.getConfiguration("jixiao", file).get("checkOnSave", true);
    if (!wanted || TEMPORARY.test(path.basename(file.fsPath)) || !this.shown.has(file)) {
      return;
    }
    clearTimeout(this.waiting.get(file.fsPath));
    const later = setTimeout(() => {
      this.waiting.delete(file.fsPath);
      void this.check(file);
    }, QUIET);
    this.waiting.set(file.fsPath, later);
  }

  private forget(file: vscode.Uri): void {
    this.running.get(file.fsPath)?.abort();
    clearTimeout(this.waiting.get(file.fsPath));
    this.waiting.delete(file.fsPath);
    // Kept for a moment: a program that saves may delete the file first.
    setTimeout(() => {
      void vscode.workspace.fs.stat(file).then(undefined, () => this.shown.delete(file));
    }, QUIET);
  }

  private show(file: vscode.Uri, problems: readonly Problem[]): void {
    this.shown.set(file, problems.map(diagnosticOf));
  }
}

function diagnosticOf(problem: Problem): vscode.Diagnostic {
  const made = new vscode.Diagnostic(new vscode.Range(...problem.range), problem.message, LEVELS[problem.level]);
  made.source = "jixiao";
  made.code = problem.code;
  return made;
}
