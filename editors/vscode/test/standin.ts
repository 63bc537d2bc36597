// As much of VS Code as the code under test asks for; what it is told is kept for the tests to look at.
type Listener = (file: Uri) => void;

export class Uri {
  private constructor(readonly scheme: string, readonly fsPath: string) {}
  static file(name: string): Uri {
    return new Uri("file", name);
  }
  toString(): string {
    return `${this.scheme}://${this.fsPath}`;
  }
}

export class Range {
  readonly all: number[];
  constructor(...all: number[]) {
    this.all = all;
  }
}

export class Diagnostic {
  source = "";
  code = "";
  constructor(readonly range: Range, readonly message: string, readonly severity: number) {}
}

export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };

export const seen = {
  diagnostics: new Map<string, Diagnostic[]>(),
  errors: [] as string[],
  status: [] as string[],
  watched: [] as string[],
  settings: {} as Record<string, unknown>,
  listeners: { change: [] as Listener[], create: [] as Listener[], remove: [] as Listener[] },
};

export const languages = {
  createDiagnosticCollection: () => ({
    set: (file: Uri, diagnostics: Diagnostic[]) => seen.diagnostics.set(file.fsPath, diagnostics),
    has: (file: Uri) => seen.diagnostics.has(file.fsPath),
    delete: (file: Uri) => seen.diagnostics.delete(file.fsPath),
    clear: () => seen.diagnostics.clear(),
    dispose: () => seen.diagnostics.clear(),
  }),
};

export const workspace = {
  createFileSystemWatcher: (glob: string) => {
    seen.watched.push(glob);
    return {
      onDidChange: (listener: Listener) => seen.listeners.change.push(listener),
      onDidCreate: (listener: Listener) => seen.listeners.create.push(listener),
      onDidDelete: (listener: Listener) => seen.listeners.remove.push(listener),
      dispose: () => undefined,
    };
  },
  getConfiguration: () => ({ get: (name: string, otherwise: unknown) => seen.settings[name] ?? otherwise }),
  getWorkspaceFolder: () => undefined,
  fs: { stat: (file: Uri) => (file.fsPath.includes("没有") ? Promise.reject(new Error("none")) : Promise.resolve({})) },
};

export const window = {
  showErrorMessage: (message: string) => Promise.resolve(void seen.errors.push(message)),
  setStatusBarMessage: (message: string) => void seen.status.push(message),
};
