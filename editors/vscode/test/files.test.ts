// Real checks of a real Word file, shown in a stand-in for VS Code.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";
import * as vscode from "vscode";
import type { Found } from "../src/command";
import { Files } from "../src/files";
import { HERE, JIXIAO, SKIP } from "./real";
import { seen } from "./standin";

const folder = mkdtempSync(path.join(tmpdir(), "绩效-"));
const draft = vscode.Uri.file(path.join(folder, "草稿 一.docx"));
let found: Found = { command: JIXIAO };
let files: Files;

function shown(file: vscode.Uri): [number, string, string][] {
  const diagnostics = seen.diagnostics.get(file.fsPath) ?? [];
  return diagnostics.map((one) => [one.severity, one.code, one.message.split("\n")[0] ?? ""]);
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries += 1) {
    assert.ok(tries < 600, "waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

before(() => {
  copyFileSync(path.join(HERE, "草稿.docx"), draft.fsPath);
  files = new Files(() => found, () => undefined);
});
after(() => files.dispose());

const EXPECTED = [
  [1, "XG009", "表1 第6行 第2列：绩效目标里的“12条”没有指标承载"],
  [2, "BD003", "表1 第8行 第5列：“1800平方米以上”应当把“以上”写成“≥”"],
  [0, "WZ005", "表1 第9行 第5列：指标值“≥0”是默认的零，任何结果都算完成"],
  [0, "SD007", "表1 第10行 第5列：指标值“≥12027年10月底”错乱：年份多出一位，多半是默认的数字和年份连写了"],
  [0, "SD003", "表1 第12行 第5列：“道路事故发生率”越低越好，目标值“≥20%”的符号方向反了"],
];

test("the findings of a Word file, with table, row and column", { skip: SKIP }, async () => {
  await files.check(draft);
  assert.deepEqual(shown(draft), EXPECTED);
  assert.deepEqual(seen.status, ["草稿 一.docx：检查了 1 个项目、6 条指标，发现 3 个错误、1 个警告、1 个提示"]);
});

test("it is checked again when it is saved, with the arguments of the settings", { skip: SKIP }, async () => {
  seen.settings = { arguments: ["--select", "WZ005"] };
  seen.listeners.change.forEach((listener) => listener(draft as never));
  await until(() => shown(draft).length === 1);
  assert.deepEqual(shown(draft), [EXPECTED[2]]);
  seen.settings = {};
});

test("a file that was never checked is left alone, and so are temporary files", async () => {
  const other = vscode.Uri.file(path.join(folder, "~$草稿 一.docx"));
  seen.diagnostics.set(other.fsPath, []);
  for (const file of [other, vscode.Uri.file(path.join(folder, "别的.xlsx"))]) {
    seen.listeners.change.forEach((listener) => listener(file as never));
  }
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.deepEqual([seen.diagnostics.get(other.fsPath), seen.diagnostics.size], [[], SKIP ? 1 : 2]);
});

test("a file that cannot be read says so", { skip: SKIP }, async () => {
  const broken = vscode.Uri.file(path.join(folder, "坏.docx"));
  writeFileSync(broken.fsPath, readFileSync(path.join(HERE, "草稿.docx")).subarray(0, 5000));
  await files.check(broken);
  const [problem] = shown(broken);
  assert.deepEqual([problem?.[0], problem?.[1]], [0, "未检查"]);
  assert.match(problem?.[2] ?? "", /^没有检查：.+/);
});

test("a wrong option is shown, and the file does not look clean", { skip: SKIP }, async () => {
  seen.settings = { arguments: ["--select", "WZ0055"] };
  await files.check(draft);
  assert.deepEqual(shown(draft), [[0, "未检查", "没有检查：没有规则“WZ0055”，是不是想写“WZ005”？"]]);
  assert.equal(seen.errors.at(-1), "绩效检查：没有规则“WZ0055”，是不是想写“WZ005”？");
  seen.settings = {};
});

test("without the command the file is marked as not checked", async () => {
  found = { problem: "没有找到 jixiao 命令" };
  await files.check(draft);
  assert.deepEqual(shown(draft), [[0, "未检查", "没有检查：没有找到 jixiao 命令"]]);
  found = { command: path.join(folder, "没有") };
  await files.check(draft);
  assert.match(shown(draft)[0]?.[2] ?? "", /^没有检查：启动不了 /);
});

test("a deleted file has no findings any more", async () => {
  const gone = vscode.Uri.file(path.join(folder, "没有.docx"));
  seen.diagnostics.set(gone.fsPath, []);
  seen.listeners.remove.forEach((listener) => listener(gone as never));
  await until(() => !seen.diagnostics.has(gone.fsPath));
});
