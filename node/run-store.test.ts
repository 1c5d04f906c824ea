import fs, { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { moons } from "../data/index.ts";
import type { StudySpec } from "../study/results.ts";
import type { Task, TaskResult } from "../study/run.ts";
import { compareSpec } from "../study/specs/compare.ts";
import { type Executor, tasksOf } from "../study/study.ts";
import { openRunStore, type RunStore, type RunStoreOptions, refuseUnfinished, storedExecutor } from "./run-store.ts";

const study: StudySpec = compareSpec({ generator: { name: "moons", options: {} }, seeds: 2 });
const tasks = tasksOf(study).slice(0, 5);

let root = "";
let folder = "";
let file = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "moire-runs-"));
  folder = join(root, "some", "out");
  file = join(folder, "runs.unfinished.jsonl");
});
afterEach(() => rmSync(root, { recursive: true }));

const open = (options: Partial<RunStoreOptions> = {}): RunStore =>
  openRunStore({ folder, study, table: null, version: "1.2.3", ...options });

/** No training gives these: numbers that JSON or a careless copy would lose. */
const odd = [Number.NaN, -0, Number.POSITIVE_INFINITY, Number.MIN_VALUE, 0.1 + 0.2, 1 / 3];
const resultOf = ({ experiment, arm, seed }: Task): TaskResult => ({
  run: {
    ...{ experiment: experiment.name, arm, seed, metric: odd[seed]!, trainAccuracy: 1 / 3, testAccuracy: null },
    ...{ losses: odd, load: [-0, 1], conditions: [null, 0.5] },
  },
  params: new Float64Array([7, ...odd, seed]).subarray(1),
});

/** Leaves a file with runs of the tasks, as a process that ended. */
function leave(some: readonly Task[] = tasks): Buffer {
  const store = open();
  for (const task of some) store.add(task, resultOf(task));
  store.close();
  return readFileSync(file);
}

test("runs come back with every bit, NaN and -0 too", () => {
  leave();
  const store = open();
  expect(store.size).toBe(tasks.length);
  for (const task of tasks) {
    const [found, expected] = [store.find(task)!, resultOf(task)];
    expect(found).toStrictEqual(expected);
    expect(Object.is(found.run.load[0], -0)).toBe(true);
    expect(new Uint8Array(found.params.buffer)).toEqual(new Uint8Array(expected.params.slice().buffer));
  }
  expect(store.find({ ...tasks[0]!, seed: 99 })).toBeUndefined();
  store.close();
});

test("a store without runs leaves nothing behind, one that is removed leaves the folder", () => {
  open().close();
  expect(readdirSync(root)).toEqual([]);
  leave();
  expect(readdirSync(folder).toSorted()).toEqual([".moire-files.json", "runs.unfinished.jsonl"]);
  expect(() => refuseUnfinished(folder)).toThrow(`${folder} holds unfinished runs of a study`);
  const store = open();
  store.remove();
  store.close();
  expect(readdirSync(folder)).toEqual([".moire-files.json"]);
  refuseUnfinished(folder);
});

test("only what is missing is run, and every task is reported once", async () => {
  leave([tasks[1]!, tasks[3]!]);
  const ran: string[] = [];
  const backwards: Executor = async (some, { onDone }) => {
    const results = some.map(resultOf);
    ran.push(...some.map((task) => `${task.arm} ${task.seed}`));
    for (let i = some.length - 1; i >= 0; i--) onDone(i, results[i]!);
    return results;
  };
  const store = open();
  const done: number[] = [];
  const onDone = (i: number, result: TaskResult): void => {
    expect(result).toStrictEqual(resultOf(tasks[i]!));
    done.push(i);
  };
  const results = await storedExecutor(backwards, store)(tasks, { table: null, onDone });
  store.close();
  expect(results).toStrictEqual(tasks.map(resultOf));
  expect(ran).toEqual([0, 2, 4].map((i) => `${tasks[i]!.arm} ${tasks[i]!.seed}`));
  expect(done).toEqual([1, 3, 4, 2, 0]);
  expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(1 + tasks.length);
});

test("a last line that was not finished is cut off, wherever the crash came", () => {
  const whole = leave();
  const last = whole.lastIndexOf("\n", whole.length - 2) + 1;
  const torn: Buffer[] = [];
  for (let size = last; size < whole.length; size += 7) torn.push(whole.subarray(0, size));
  torn.push(whole.subarray(0, whole.length - 1), Buffer.concat([whole.subarray(0, last), Buffer.alloc(50)]));
  torn.push(Buffer.concat([whole.subarray(0, last), Buffer.alloc(50), Buffer.from("\n")]));
  for (const bytes of torn) {
    writeFileSync(file, bytes);
    const store = open();
    expect(store.size).toBe(tasks.length - 1);
    store.add(tasks.at(-1)!, resultOf(tasks.at(-1)!));
    store.close();
    expect(readFileSync(file).equals(whole)).toBe(true);
  }
  for (const size of [0, 1, whole.indexOf("\n")]) {
    writeFileSync(file, whole.subarray(0, size));
    const store = open();
    expect(store.size).toBe(0);
    store.close();
    expect(existsSync(file)).toBe(false);
  }
});

test("a damaged line in the middle is an error that names it and stays as it is, until --fresh", () => {
  const whole = leave();
  const starts = [0, ...[...whole.keys()].filter((i) => whole[i] === 10).map((i) => i + 1)];
  for (const line of [2, 3, 5]) {
    for (const at of [5, 60, 200, starts[line]! - starts[line - 1]! - 4]) {
      const bytes = Buffer.from(whole);
      bytes[starts[line - 1]! + at]! ^= 1;
      writeFileSync(file, bytes);
      expect(() => open()).toThrow(`${file}: line ${line} is damaged. Delete that line`);
      expect(readFileSync(file).equals(bytes)).toBe(true);
    }
  }
  const lines = whole.toString().split("\n");
  writeFileSync(file, lines.toSpliced(2, 1).join("\n"));
  const store = open();
  expect(store.size).toBe(tasks.length - 1);
  store.close();
  writeFileSync(file, ["x", ...lines.slice(1)].join("\n"));
  expect(() => open()).toThrow(/line 1 is damaged, so its runs cannot be used\. Give --fresh/);
  const fresh = open({ fresh: true });
  expect(fresh.size).toBe(0);
  fresh.close();
});

test("runs of another study, version or table are refused with what differs, and left as they are", () => {
  const before = leave();
  const [first, ...others] = study.experiments;
  const arms = first!.arms.map((arm) => (arm.name === "linear" ? { ...arm, scaling: "none" as const } : arm));
  for (const [options, said] of [
    [{ version: "1.2.4" }, 'moire: "1.2.3" there, "1.2.4" now'],
    [{ study: { ...study, seeds: 3 } }, "study.seeds: 2 there, 3 now"],
    [
      { study: { ...study, experiments: others } },
      `study.experiments: ${others.length + 1} there, ${others.length} now`,
    ],
    [
      { study: { ...study, experiments: [{ ...first!, arms }, ...others] } },
      `study.experiments.${first!.name}.arms.linear.scaling: "minmax" there, "none" now`,
    ],
    [{ table: moons({ key: 1 }) }, "the contents of the table differ"],
  ] as const) {
    expect(() => open(options)).toThrow(
      `${folder} holds 5 unfinished runs of another study (${said}). Finish them with the command that began them, choose another folder with --out, or give --fresh to discard them`,
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  }
  const store = open({ version: "1.2.4", fresh: true });
  expect(store.size).toBe(0);
  store.close();
});

test("a table with one other number is another table", () => {
  const { x, ...rest } = moons({ key: 1, samples: 20 });
  const store = open({ table: { x, ...rest } });
  store.add(tasks[0]!, resultOf(tasks[0]!));
  store.close();
  const other = x.slice();
  other[3]! += 1e-9;
  expect(() => open({ table: { ...rest, x: other } })).toThrow("the contents of the table differ");
  open({ table: { ...rest, x: x.slice() } }).close();
});

test("one store at a time has the folder", () => {
  const store = open();
  expect(() => open({ fresh: true })).toThrow(/is in use by this process/);
  store.add(tasks[0]!, resultOf(tasks[0]!));
  store.close();
  expect(open().size).toBe(1);
});

test("a full disk is said, and the runs before it stay", () => {
  const store = open();
  store.add(tasks[0]!, resultOf(tasks[0]!));
  const { appendFileSync } = fs;
  fs.appendFileSync = (to, data) => {
    appendFileSync(to, (data as Buffer).subarray(0, 20));
    throw Object.assign(new Error("write"), { code: "ENOSPC" });
  };
  syncBuiltinESMExports();
  try {
    expect(() => store.add(tasks[1]!, resultOf(tasks[1]!))).toThrow(
      `cannot write to ${file}: the disk is full. The finished runs (1) are kept; mend that, then give the same command again`,
    );
    const full = join(root, "full");
    expect(() => open({ folder: full })).toThrow(/^cannot write to .*: the disk is full\. Choose another folder/);
    expect(existsSync(full)).toBe(false);
  } finally {
    fs.appendFileSync = appendFileSync;
    syncBuiltinESMExports();
  }
  store.add(tasks[2]!, resultOf(tasks[2]!));
  store.close();
  const again = open();
  expect([0, 1, 2].map((i) => again.find(tasks[i]!) !== undefined)).toEqual([true, false, true]);
  again.close();
});

test("a folder in the place of the file is refused in plain words, and not removed", () => {
  leave();
  rmSync(file);
  mkdirSync(file);
  for (const fresh of [false, true]) {
    expect(() => open({ fresh })).toThrow(
      `cannot write to ${file}: a folder is where a file should be. Choose another`,
    );
    expect(readdirSync(folder).toSorted()).toEqual([".moire-files.json", "runs.unfinished.jsonl"]);
  }
});

test("a folder of somebody else is refused and left as it was", () => {
  writeFileSync(join(root, "thesis.txt"), "mine");
  expect(() => open({ folder: root })).toThrow(/already holds thesis\.txt, which Moire did not write/);
  expect(readdirSync(root)).toEqual(["thesis.txt"]);
});
