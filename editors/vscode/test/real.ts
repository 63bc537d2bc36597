// The real `jixiao` of this checkout.
import { existsSync } from "node:fs";
import * as path from "node:path";

export const HERE = path.resolve("test");
const ROOT = path.resolve("../..");
const CANDIDATES = [process.env.JIXIAO ?? "", path.join(ROOT, ".venv/bin/jixiao"), path.join(ROOT, ".venv/Scripts/jixiao.exe")];
export const JIXIAO = CANDIDATES.find((name) => name && existsSync(name)) ?? "";
export const SKIP = JIXIAO ? false : "没有 .venv/bin/jixiao：先运行 make demo";

if (SKIP && process.env.CI) {
  throw new Error(SKIP);
}
