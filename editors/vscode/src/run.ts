// Running `jixiao check` on one file.
import { spawn } from "node:child_process";
import { explainExit } from "./command";
import { parseReport, type Report } from "./report";

const USAGE = 2;

/** Python writes UTF-8 into pipes only where it is told to (Windows). */
export function environment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...env, PYTHONUTF8: "1", PYTHONIOENCODING: "utf-8", NO_COLOR: "1" };
}

/**
 * The report on a file.
 * @throws Error with what to tell the user; an AbortError where the check was called off.
 */
export async function check(
  command: string,
  file: string,
  options: { arguments: readonly string[]; cwd: string; signal?: AbortSignal },
): Promise<Report> {
  const given = ["check", file, "--output-format", "json", ...options.arguments];
  const { code, stdout, stderr } = await run(command, given, options);
  if (code === null || code === USAGE || !stdout.trim()) {
    throw new Error(explainExit(code, stderr));
  }
  return parseReport(stdout);
}

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function run(command: string, given: string[], options: { cwd: string; signal?: AbortSignal }): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const shell = /\.(cmd|bat)$/i.test(command);
    const child = spawn(command, given, {
      cwd: options.cwd,
      signal: options.signal,
      env: environment(),
      shell,
      windowsHide: true,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (piece: Buffer) => out.push(piece));
    child.stderr.on("data", (piece: Buffer) => err.push(piece));
    child.on("error", (error) =>
      reject(error.name === "AbortError" ? error : new Error(`启动不了 ${command}：${error.message}`)),
    );
    child.on("close", (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString("utf8"), stderr: Buffer.concat(err).toString("utf8") }),
    );
  });
}
