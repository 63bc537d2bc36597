// From the JSON report of `jixiao check` to what the Problems panel shows.
import * as path from "node:path";

export interface Place {
  label: string;
  input: number;
  range?: { start: { line: number; columnUtf16: number }; end: { line: number; columnUtf16: number } };
}

export interface Finding {
  code: string;
  severity: Level;
  message: string;
  suggestion: string;
  location: Place;
  state: string;
  related: { message: string; location: Place }[];
}

export interface Report {
  schemaVersion: string;
  complete: boolean;
  exitCode: number;
  inputs: {
    id: number;
    path: string;
    status: "checked" | "partial" | "skipped" | "failed";
    reason?: string;
    projects?: number;
    indicators?: number;
  }[];
  summary: { notes?: string[] };
  findings: Finding[];
}

export type Level = "error" | "warning" | "info";

/** A line of the Problems panel; lines and columns count from 0. */
export interface Problem {
  range: [number, number, number, number];
  message: string;
  level: Level;
  code: string;
}

const UNCHECKED = "未检查";
const WEIGHT: Record<string, Level> = { partial: "warning", skipped: "warning", failed: "error" };

/**
 * The report in what a command printed.
 * @throws Error it is none, or of a version that this extension does not know.
 */
export function parseReport(text: string): Report {
  let report: Report;
  try {
    report = JSON.parse(text) as Report;
  } catch {
    throw new Error("jixiao 的输出不是 JSON，请核对 jixiao.path 指的是不是它");
  }
  if (typeof report?.schemaVersion !== "string" || !report.schemaVersion.startsWith("1.")) {
    throw new Error(`不认识这个版本的报告（${report?.schemaVersion ?? "没有版本"}），请更新扩展`);
  }
  return report;
}

/** The problems of each input, by its absolute path; an input without any has an empty list. */
export function problemsOf(report: Report, cwd: string): Map<string, Problem[]> {
  const found = new Map<string, Problem[]>();
  const lists = new Map<number, Problem[]>();
  for (const input of report.inputs) {
    const name = path.resolve(cwd, input.path);
    const list = found.get(name) ?? [];
    found.set(name, list);
    lists.set(input.id, list);
    if (input.status !== "checked") {
      const what = input.status === "partial" ? "没有全部检查" : "没有检查";
      list.push(note(`${what}：${input.reason ?? "没有说明原因"}`, WEIGHT[input.status] ?? "error"));
    }
  }
  for (const finding of report.findings) {
    if (finding.state === "new") {
      lists.get(finding.location.input)?.push(problemOf(finding));
    }
  }
  return found;
}

function problemOf(finding: Finding): Problem {
  const { location } = finding;
  const parts = [location.range ? finding.message : `${location.label}：${finding.message}`];
  if (finding.suggestion) {
    parts.push(`建议：${finding.suggestion}`);
  }
  parts.push(...finding.related.map((other) => `${other.location.label}：${other.message}`));
  return { range: rangeOf(location), message: parts.join("\n"), level: finding.severity, code: finding.code };
}

function rangeOf({ range }: Place): Problem["range"] {
  if (!range) {
    return [0, 0, 0, 0];
  }
  const { start, end } = range;
  return [start.line - 1, start.columnUtf16 - 1, end.line - 1, end.columnUtf16 - 1];
}

export function note(message: string, level: Level): Problem {
  return { range: [0, 0, 0, 0], message, level, code: UNCHECKED };
}

/** One line for the status bar. */
export function summaryOf(report: Report): string {
  const count = (level: Level) =>
    report.findings.filter((finding) => finding.state === "new" && finding.severity === level).length;
  const sum = (name: "projects" | "indicators") =>
    report.inputs.reduce((total, input) => total + (input[name] ?? 0), 0);
  const levels: [Level, string][] = [["error", "错误"], ["warning", "警告"], ["info", "提示"]];
  const found = levels.filter(([level]) => count(level)).map(([level, name]) => `${count(level)} 个${name}`);
  const read = `${sum("projects")} 个项目、${sum("indicators")} 条指标`;
  return `检查了 ${read}，${found.length ? `发现 ${found.join("、")}` : "没有发现问题"}${
    report.complete ? "" : "；没有全部检查"
  }`;
}
