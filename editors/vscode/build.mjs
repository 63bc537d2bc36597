// Bundles the extension into out/extension.js; with --tests each test into out/test/, with a stand-in for VS Code.
import { copyFileSync, readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

const common = { bundle: true, platform: "node", target: "node20", format: "cjs", logLevel: "warning" };
const entryPoints = readdirSync("test").filter((name) => name.endsWith(".test.ts"));

if (process.argv.includes("--tests")) {
  rmSync("out/test", { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: entryPoints.map((name) => `test/${name}`),
    outdir: "out/test",
    alias: { vscode: "./test/standin.ts" },
    sourcemap: "inline",
  });
} else {
  copyFileSync("../../LICENSE", "LICENSE");
  await build({ ...common, entryPoints: ["src/extension.ts"], outfile: "out/extension.js", external: ["vscode"], minify: true });
}
