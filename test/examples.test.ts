import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const run = promisify(execFile);
const examples = readdirSync("examples").filter((file) => file.endsWith(".mjs"));

/** Runs a program from the repository's root, where `moire` means the built package. */
async function output(...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(process.execPath, args, { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout;
}

test("there are examples", () => {
  expect(examples.length).toBeGreaterThan(2);
});

describe.each(examples)("examples/%s", (file) => {
  test("runs and prints numbers that are finite", async () => {
    const printed = await output(`examples/${file}`);
    expect(printed).toMatch(/\d/);
    expect(printed).not.toMatch(/NaN|undefined|Infinity/);
  });
});

test("the two-moons example separates the moons", async () => {
  expect(Number(await output("examples/two-moons.mjs"))).toBeGreaterThan(0.9);
});

test("the README's library example is the two-moons example, word for word", () => {
  const snippet = /```js\n([\s\S]*?)```/.exec(readFileSync("README.md", "utf8"))?.[1];
  expect(readFileSync("examples/two-moons.mjs", "utf8")).toContain(snippet);
});
