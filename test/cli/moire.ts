import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Ended, shared } from "./shared.ts";

export type { Ended };

/** The built command line. */
const main = fileURLToPath(new URL("../../dist/cli/main.mjs", import.meta.url));
if (!existsSync(main)) throw new Error(`${main} is missing; these tests run what was built: npm run build`);

/** Starts the command line in a folder; `ended` waits for its end. */
export function start(
  cwd: string,
  args: readonly string[],
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [main, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** Runs the command line to its end, in a process of its own. */
export function alone(cwd: string, ...args: string[]): Promise<Ended> {
  return start(cwd, args).ended;
}

/** Runs the command line to its end, in the process that the runs of a test file share. */
export function moire(cwd: string, ...args: string[]): Promise<Ended> {
  return shared(main, cwd, args);
}

/** A new empty folder, and what removes it. */
export function scratch(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "moire-cli-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** All paths below a folder, sorted; folders too. */
export function everythingIn(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).toSorted();
}

/** A small table with two classes that a curve separates: columns a, b, note, kind. */
export function smallTable(rows = 60): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const a = ((i * 37) % rows) / rows;
    const b = ((i * 23 + 5) % rows) / rows;
    return `${a.toFixed(3)},${b.toFixed(3)},${i},${a * a + b * b < 0.7 ? "inside" : "outside"}`;
  });
  return `a,b,id,kind\n${lines.join("\n")}\n`;
}
