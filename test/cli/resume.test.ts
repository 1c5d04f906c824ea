import type { ChildProcess } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everythingIn, moire, scratch, start } from "./moire.ts";

const { folder, remove } = scratch();
const runsOf = (out: string): string => join(folder, out, "runs.unfinished.jsonl");
/** How many runs lie in a folder. */
const keptIn = (out: string): number =>
  existsSync(runsOf(out)) ? Math.max(0, readFileSync(runsOf(out), "utf8").split("\n").length - 2) : 0;
/** Two arms, 40 runs that take some seconds. */
const compare = (out: string, ...args: string[]): string[] => [
  ...["compare", "iris", "--specs", "arms.json", "--seeds", "20", "--epochs", "30", "--out", out],
  ...args,
];

async function untilKept(runs: number, out: string, child: ChildProcess): Promise<void> {
  while (keptIn(out) < runs && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Waits until a command has kept so many runs, and ends it there. */
async function endAfter(runs: number, out: string, child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  await untilKept(runs, out, child);
  child.kill(signal);
}

/** Leaves a folder with some runs of a study that was killed. */
async function leave(out: string): Promise<void> {
  const { child, ended } = start(folder, compare(out, "--workers", "1"));
  await endAfter(2, out, child, "SIGKILL");
  expect((await ended).code).toBe(null);
  expect(keptIn(out)).toBeLessThan(40);
}

beforeAll(() => {
  const expert = { kind: "linear" };
  const arms = ["quantum", "linear"].map((kind) => ({
    name: kind,
    model: { router: { kind }, experts: [expert, expert] },
  }));
  writeFileSync(join(folder, "arms.json"), JSON.stringify(arms));
});
afterAll(remove);

test("a study that was killed, with a torn line, and then interrupted, ends with the same bytes", async () => {
  const whole = moire(folder, ...compare("whole", "--workers", "2"));
  await leave("cut");
  appendFileSync(runsOf("cut"), '{"task":{"experiment":"iris-min');
  const before = keptIn("cut");
  const again = start(folder, compare("cut", "--workers", "1"));
  await endAfter(before + 2, "cut", again.child, "SIGINT");
  const interrupted = await again.ended;
  const kept = keptIn("cut");
  expect(interrupted).toMatchObject({ code: 130, stdout: "" });
  expect(interrupted.stderr).toContain(`\nResuming: ${before} of 40 runs were there\n`);
  expect(interrupted.stderr).toMatch(
    new RegExp(
      `\nmoire: interrupted, ${kept} of 40 runs are kept in cut.runs.unfinished.jsonl; the same command resumes\n$`,
    ),
  );
  const last = await moire(folder, ...compare("cut", "--workers", "3", "--json"));
  expect(last.stderr).toContain(`\nResuming: ${kept} of 40 runs were there\n`);
  expect((await whole).code).toBe(0);
  expect(last.stdout).toBe(readFileSync(join(folder, "whole/results.json"), "utf8"));
  const files = everythingIn(join(folder, "whole"));
  expect(everythingIn(join(folder, "cut"))).toEqual(files);
  for (const name of files.filter((path) => path.includes("."))) {
    expect(readFileSync(join(folder, "cut", name)).equals(readFileSync(join(folder, "whole", name))), name).toBe(true);
  }
}, 120_000);

test("an interruption while the report is drawn loses no run", async () => {
  const { child, ended } = start(folder, compare("drawn", "--seeds", "2"));
  child.stderr?.on("data", (text: string) => text.includes("Drawing") && child.kill("SIGINT"));
  const { code, stderr } = await ended;
  expect([code, keptIn("drawn")]).toEqual([130, 4]);
  expect(stderr).toContain("4 of 4 runs are kept");
  const again = await moire(folder, ...compare("drawn", "--seeds", "2"));
  expect(again.code).toBe(0);
  expect(again.stderr).toContain("Resuming: 4 of 4 runs were there\n");
  expect(existsSync(runsOf("drawn"))).toBe(false);
}, 120_000);

test("runs of another study are not mixed in: an error says what differs, --fresh discards them", async () => {
  await leave("other");
  const before = readFileSync(runsOf("other"));
  const { code, stdout, stderr } = await moire(folder, ...compare("other", "--seeds", "2", "--epochs", "29"));
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(
    /^moire: other holds \d+ unfinished runs of another study \(study\.\S+: \d+ there, \d+ now\)\. Finish [^\n]+ --fresh to discard them\n$/,
  );
  expect(readFileSync(runsOf("other")).equals(before)).toBe(true);
  const fresh = await moire(folder, ...compare("other", "--seeds", "2", "--epochs", "29", "--fresh"));
  expect(fresh.code).toBe(0);
  expect(fresh.stderr).not.toContain("Resuming");
  expect(existsSync(runsOf("other"))).toBe(false);
}, 120_000);

test("a folder that another command works on is refused until that has ended", async () => {
  const first = start(folder, compare("shared", "--seeds", "500", "--workers", "1"));
  await untilKept(1, "shared", first.child);
  const second = await moire(folder, ...compare("shared", "--fresh"));
  expect([second.code, second.stdout]).toEqual([1, ""]);
  expect(second.stderr).toMatch(
    new RegExp(`^moire: shared is in use by process ${first.child.pid}\\. Wait until it has ended, or [^\n]+\n$`),
  );
  first.child.kill("SIGKILL");
  await first.ended;
  const third = await moire(folder, ...compare("shared", "--seeds", "500"), "--epochs", "29");
  expect(third.stderr).toMatch(/^moire: shared holds \d+ unfinished runs of another study/);
}, 120_000);
