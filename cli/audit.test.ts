import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { audit } from "./audit.ts";
import { valuesOf } from "./options.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "moire-audit-"));
  writeFileSync(join(root, "runs.csv"), "arm,seed,accuracy\na,0,91\na,1,92\nb,0,89\nb,1,90\n");
  writeFileSync(join(root, "claims.json"), "[]");
});
afterEach(() => rmSync(root, { recursive: true }));

async function saidTo(given: Readonly<Record<string, unknown>>, word = "moons"): Promise<string> {
  const values = valuesOf(audit.fields, { out: join(root, "out"), ...given });
  const session = { signal: new AbortController().signal, version: "1.2.3" };
  return audit.run(values as Parameters<typeof audit.run>[0], word, session).then(
    () => "nothing",
    (error: Error) => error.message,
  );
}

test.each([
  ["--target", { target: "kind" }],
  ["--router", { router: "quantum:layers=2" }],
  ["--seeds", { seeds: 3 }],
  ["--test", { test: 0.5 }],
  ["--epochs", { epochs: 3 }],
  ["--batch-size", { batchSize: 3 }],
  ["--experts", { experts: 3 }],
  ["--threshold", { threshold: 0.5 }],
  ["--noise", { noise: 0.1 }],
  ["--curves", { curves: "off" }],
  ["--quick", { quick: true }],
  ["--fresh", { fresh: true }],
  ["--workers", { workers: 255 }],
])("%s does nothing with --runs, so it is refused", async (flag, given) => {
  const [value] = Object.values(given);
  expect(await saidTo({ ...given, runs: join(root, "runs.csv") })).toBe(
    `${flag}: expected none with --runs, as nothing is trained, got ${JSON.stringify(value)}`,
  );
  expect(readdirSync(root)).not.toContain("out");
});

test("flags of rows, claims and ignored columns are refused where they do nothing", async () => {
  const [runs, claims] = [join(root, "runs.csv"), join(root, "claims.json")];
  expect(await saidTo({ trainRows: 70 })).toBe("--train-rows: expected --runs beside it, got 70");
  expect(await saidTo({ testRows: 30 })).toBe("--test-rows: expected --runs beside it, got 30");
  const own = "expected none with --claims, as each claim says its own";
  expect(await saidTo({ claims, effect: 0.02 })).toBe(`--effect: ${own}, got 0.02`);
  expect(await saidTo({ claims, threshold: 0.9 })).toBe(`--threshold: ${own}, got 0.9`);
  expect(await saidTo({ claims, runs, effect: 2 })).toBe(`--effect: ${own}, got 2`);
  for (const ignore of ["arm", "seed"]) {
    expect(await saidTo({ runs, ignore })).toContain("runs runs.csv: ignore: expected columns besides arm and seed");
  }
});
