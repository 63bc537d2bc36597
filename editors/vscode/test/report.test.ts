import assert from "node:assert/strict";
import { test } from "node:test";
import { parseReport, problemsOf, summaryOf, type Finding, type Report } from "../src/report";

function finding(changes: Partial<Finding>): Finding {
  const location = { label: "表3 第5行 第4列", input: 0 };
  const base = { code: "WZ005", severity: "error" as const, message: "默认的零", suggestion: "填写“≥N%”", state: "new" };
  return { ...base, related: [], location, ...changes };
}

function report(changes: Partial<Report>): Report {
  const inputs = [{ id: 0, path: "甲.docx", status: "checked" as const, projects: 1, indicators: 6 }];
  return { schemaVersion: "1.0", complete: true, exitCode: 0, summary: {}, inputs, findings: [], ...changes };
}

test("a finding in a table tells its place in the message", () => {
  const problems = problemsOf(report({ findings: [finding({})] }), "/w");
  assert.deepEqual([...problems], [
    [
      "/w/甲.docx",
      [{ range: [0, 0, 0, 0], message: "表3 第5行 第4列：默认的零\n建议：填写“≥N%”", level: "error", code: "WZ005" }],
    ],
  ]);
});

test("a finding in text stands at its range, counted from 0 in units of UTF-16", () => {
  const range = { start: { line: 3, columnUtf16: 5 }, end: { line: 3, columnUtf16: 9 } };
  const found = finding({ location: { label: "第 3 行", input: 0, range }, suggestion: "" });
  assert.deepEqual(problemsOf(report({ findings: [found] }), "/w").get("/w/甲.docx"), [
    { range: [2, 4, 2, 8], message: "默认的零", level: "error", code: "WZ005" },
  ]);
});

test("related places are lines of the message", () => {
  const related = [{ message: "与这一行相同", location: { label: "表1 第9行 第3列", input: 0 } }];
  const [problem] = problemsOf(report({ findings: [finding({ related, suggestion: "" })] }), "/w").get("/w/甲.docx") ?? [];
  assert.equal(problem?.message, "表3 第5行 第4列：默认的零\n表1 第9行 第3列：与这一行相同");
});

test("what was not checked is a problem too", () => {
  const inputs = [
    { id: 0, path: "/a/甲.pdf", status: "failed" as const, reason: "扫描件" },
    { id: 1, path: "乙.xlsx", status: "partial" as const, reason: "表头没有认全" },
    { id: 2, path: "丙.doc", status: "skipped" as const },
  ];
  const problems = problemsOf(report({ inputs, complete: false }), "/w");
  assert.deepEqual(
    [...problems].map(([name, list]) => [name, ...list.map((one) => [one.level, one.message, one.code])]),
    [
      ["/a/甲.pdf", ["error", "没有检查：扫描件", "未检查"]],
      ["/w/乙.xlsx", ["warning", "没有全部检查：表头没有认全", "未检查"]],
      ["/w/丙.doc", ["warning", "没有检查：没有说明原因", "未检查"]],
    ],
  );
});

test("known and suppressed findings are not shown; a file without problems is told so", () => {
  const findings = [finding({ state: "baselined" }), finding({ state: "suppressed" })];
  assert.deepEqual(problemsOf(report({ findings }), "/w").get("/w/甲.docx"), []);
  assert.equal(summaryOf(report({ findings })), "检查了 1 个项目、6 条指标，没有发现问题");
  assert.equal(
    summaryOf(report({ findings: [finding({}), finding({ severity: "info" })], complete: false })),
    "检查了 1 个项目、6 条指标，发现 1 个错误、1 个提示；没有全部检查",
  );
});

test("what is no report is refused", () => {
  assert.throws(() => parseReport("用法: …"), /不是 JSON/);
  assert.throws(() => parseReport('{"schemaVersion": "2.0"}'), /不认识这个版本的报告（2\.0）/);
  assert.throws(() => parseReport("{}"), /没有版本/);
});
