import assert from "node:assert/strict";
import { test } from "node:test";
import { explainExit, findCommand, type Surroundings } from "../src/command";

function around(files: string[], changes: Partial<Surroundings> = {}): Surroundings {
  const base = { setting: "", folder: "/w", platform: "linux" as const, env: { PATH: "/usr/bin:/opt/bin" }, home: "/home/a" };
  return { ...base, ...changes, isFile: (name) => files.includes(name) };
}

test("the workspace's .venv comes before the PATH", () => {
  assert.deepEqual(findCommand(around(["/w/.venv/bin/jixiao", "/opt/bin/jixiao"])), { command: "/w/.venv/bin/jixiao" });
  assert.deepEqual(findCommand(around(["/opt/bin/jixiao"])), { command: "/opt/bin/jixiao" });
  assert.deepEqual(findCommand(around(["/opt/bin/jixiao"], { folder: undefined })), { command: "/opt/bin/jixiao" });
});

test("the setting decides, and is not silently passed over", () => {
  const files = ["/w/tools/jixiao", "/home/a/jixiao", "/opt/bin/jixiao"];
  assert.deepEqual(findCommand(around(files, { setting: "${workspaceFolder}/tools/jixiao" })), { command: "/w/tools/jixiao" });
  assert.deepEqual(findCommand(around(files, { setting: " ~/jixiao " })), { command: "/home/a/jixiao" });
  assert.deepEqual(findCommand(around(files, { setting: "/else/jixiao" })), {
    problem: "设置 jixiao.path 里的“/else/jixiao”不是文件，请改成 jixiao 命令的位置，或者清空这项设置",
  });
});

test("on Windows: Scripts, ; and .exe", () => {
  const windows = { platform: "win32" as const, folder: "D:\\预算", env: { Path: "C:\\bin;C:\\py" } };
  const own = "D:\\预算\\.venv\\Scripts\\jixiao.exe";
  assert.deepEqual(findCommand(around([own], windows)), { command: own });
  assert.deepEqual(findCommand(around(["C:\\py\\jixiao.exe"], windows)), { command: "C:\\py\\jixiao.exe" });
  assert.deepEqual(findCommand(around(["C:\\py\\jixiao.exe"], { ...windows, setting: "C:\\py\\jixiao" })), {
    command: "C:\\py\\jixiao.exe",
  });
});

test("where there is none, what to install is said", () => {
  const found = findCommand(around([]));
  assert.ok("problem" in found && found.problem.includes("pip install 'jixiao-lint[lsp]'"));
});

test("what ended badly is explained by its own line", () => {
  assert.equal(explainExit(2, "某条警告\njixiao: 缺少编辑器用的部件\n"), "缺少编辑器用的部件");
  assert.equal(explainExit(1, "Traceback\r\nImportError: x\r\n"), "ImportError: x");
  assert.equal(explainExit(9, ""), "jixiao 没有说明原因就结束了（退出码 9）");
  assert.equal(explainExit(null, ""), "jixiao 被中断了");
});
