// Finding the command `jixiao`.
import * as path from "node:path";

export interface Surroundings {
  /** What the setting says; empty where it says nothing. */
  setting: string;
  /** The workspace folder of the file, if it lies in one. */
  folder?: string;
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  home: string;
  isFile(name: string): boolean;
}

export type Found = { command: string } | { problem: string };

/** The command by the setting, else in the workspace's .venv, else on the PATH. */
export function findCommand(around: Surroundings): Found {
  const { setting, folder, platform, env } = around;
  const windows = platform === "win32";
  const join = windows ? path.win32.join : path.posix.join;
  if (setting.trim()) {
    const named = expand(setting.trim(), around);
    const found = [named, ...(windows ? [`${named}.exe`] : [])].find(around.isFile);
    return found
      ? { command: found }
      : { problem: `设置 jixiao.path 里的“${setting}”不是文件，请改成 jixiao 命令的位置，或者清空这项设置` };
  }
  const names = windows ? ["jixiao.exe", "jixiao.cmd", "jixiao.bat"] : ["jixiao"];
  const own = folder ? [join(folder, ".venv", windows ? "Scripts" : "bin")] : [];
  const onPath = (env.PATH ?? env.Path ?? "").split(windows ? ";" : ":").filter(Boolean);
  for (const place of [...own, ...onPath]) {
    for (const name of names) {
      const candidate = join(place, name);
      if (around.isFile(candidate)) {
        return { command: candidate };
      }
    }
  }
  return {
    problem:
      "没有找到 jixiao 命令：工作区的 .venv 和 PATH 里都没有。请先安装（pip install 'jixiao-lint[lsp]'），" +
      "或者在设置 jixiao.path 里写上它的位置",
  };
}

function expand(setting: string, around: Surroundings): string {
  const text = setting.replace(/\$\{workspaceFolder\}/g, around.folder ?? "");
  return text.replace(/^~(?=[\\/])/, around.home);
}

/** What to say of a server or a check that ended with an exit code; its last line on stderr tells the reason. */
export function explainExit(code: number | null, stderr: string): string {
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim());
  const said = [...lines].reverse().find((line) => line.startsWith("jixiao: ")) ?? lines.at(-1);
  if (said) {
    return said.replace(/^jixiao: /, "");
  }
  return code === null ? "jixiao 被中断了" : `jixiao 没有说明原因就结束了（退出码 ${code}）`;
}
