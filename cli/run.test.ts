import fs, { existsSync, mkdtempSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { writeOutput } from "../node/output.ts";
import { openRunStore } from "../node/run-store.ts";
import { compareSpec } from "../study/specs/compare.ts";
import { tasksOf } from "../study/study.ts";
import { runWithProgress } from "./run.ts";

const study = compareSpec({ generator: { name: "moons", options: {} }, seeds: 2 });
const session = { signal: new AbortController().signal, version: "1.2.3" };

let root = "";
let out = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "moire-run-"));
  out = join(root, "out");
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

function keepOne(): void {
  const store = openRunStore({ folder: out, study, table: null, version: session.version });
  const [task] = tasksOf(study);
  const run = { experiment: task!.experiment.name, arm: task!.arm, seed: 0, metric: 1, trainAccuracy: 1 };
  store.add(task!, {
    run: { ...run, testAccuracy: null, losses: [], load: [1], conditions: [] },
    params: new Float64Array(1),
  });
  store.close();
}

/** The end of a study on a disk that is full by then. */
async function onFullDisk(): Promise<string> {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const { writeFileSync } = fs;
  const deliver = async (): Promise<void> => {
    fs.writeFileSync = () => {
      throw Object.assign(new Error("write"), { code: "ENOSPC" });
    };
    syncBuiltinESMExports();
    try {
      writeOutput(out, { "results.json": "{}" });
    } finally {
      fs.writeFileSync = writeFileSync;
      syncBuiltinESMExports();
    }
  };
  const options = { workers: 1, table: null, out, fresh: false };
  const ended = runWithProgress(study, options, session, { run: async () => null, deliver });
  return ended.then(
    () => "nothing",
    (error: Error) => error.message,
  );
}

test("results that find the disk full after training: the same command goes on from the runs that are kept", async () => {
  keepOne();
  expect(await onFullDisk()).toBe(
    `cannot write to ${out}: the disk is full. Once that is mended, the same command goes on from the runs that are kept`,
  );
  expect(existsSync(join(out, "runs.unfinished.jsonl"))).toBe(true);
});

test("without runs another folder is as good", async () => {
  expect(await onFullDisk()).toBe(`cannot write to ${out}: the disk is full. Choose another folder with --out`);
});
