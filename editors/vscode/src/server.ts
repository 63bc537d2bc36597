// The language server: `jixiao lsp`, started and watched over.
import { type ChildProcess, spawn } from "node:child_process";
import * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { explainExit, type Found } from "./command";
import { environment } from "./run";

const SELECTOR = ["file", "untitled"].flatMap((scheme) => [
  ...["plaintext", "markdown", "csv", "tsv", "html"].map((language) => ({ scheme, language })),
  { scheme, pattern: "**/*.{txt,md,markdown,csv,tsv,html,htm}" },
]);
const MOST_RESTARTS = 3;
const KEPT = 4000;

export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private stderr = "";
  private restarts = 0;
  private stopping = false;

  constructor(
    private readonly find: () => Found,
    private readonly output: vscode.OutputChannel,
  ) {}

  async start(): Promise<void> {
    const found = this.find();
    if ("problem" in found) {
      await this.complain(found.problem);
      return;
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const given = vscode.workspace.getConfiguration("jixiao", folder).get<string[]>("arguments", []);
    this.stopping = false;
    this.output.appendLine(`启动 ${found.command} lsp ${given.join(" ")}`);
    const options: LanguageClientOptions = {
      documentSelector: SELECTOR,
      outputChannel: this.output,
      initializationFailedHandler: () => false,
      errorHandler: { error: () => ({ action: ErrorAction.Continue, handled: true }), closed: () => this.closed() },
    };
    const launch = () => Promise.resolve(this.launch(found.command, ["lsp", ...given], folder?.fsPath));
    this.client = new LanguageClient("jixiao", "绩效检查", launch, options);
    try {
      await this.client.start();
    } catch (error) {
      this.output.appendLine(String(error)); // the reason was shown when the process ended
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const client = this.client;
    this.client = undefined;
    if (client?.isRunning()) {
      await client.stop();
    }
  }

  async restart(): Promise<void> {
    this.restarts = 0;
    await this.stop();
    await this.start();
  }

  dispose(): void {
    void this.stop();
  }

  private launch(command: string, given: string[], cwd: string | undefined): ChildProcess {
    this.stderr = "";
    const shell = /\.(cmd|bat)$/i.test(command);
    const child = spawn(command, given, { cwd, env: environment(), shell, windowsHide: true });
    child.stderr.on("data", (piece: Buffer) => {
      this.stderr = (this.stderr + piece.toString("utf8")).slice(-KEPT);
    });
    child.on("error", (error) => void this.complain(`启动不了 ${command}：${error.message}`));
    child.on("close", (code) => {
      if (code && !this.stopping) {
        void this.complain(explainExit(code, this.stderr));
      }
    });
    return child;
  }

  private closed(): { action: CloseAction; handled: boolean } {
    const failed = !this.client?.isRunning() || this.stopping || this.restarts >= MOST_RESTARTS;
    this.restarts += 1;
    return { action: failed ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true };
  }

  private async complain(message: string): Promise<void> {
    this.output.appendLine(message);
    const settings = "打开设置";
    if ((await vscode.window.showErrorMessage(`绩效检查没有启动：${message}`, settings)) === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "jixiao");
    }
  }
}
