import { expect, test } from "vitest";
import { MoireError } from "../core/errors.ts";
import { runThreads } from "./pool.ts";

/** A worker made of a few lines: `answer` may use `index`, `task`, `data` and `post`. */
function worker(answer: string): URL {
  const code = `import { parentPort, workerData as data } from "node:worker_threads";
    const post = (answer) => parentPort.postMessage(answer);
    parentPort.on("message", async ({ index, task }) => { ${answer} });`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

const slowFirst = worker(`
  await new Promise((done) => setTimeout(done, index === 0 ? 60 : 1));
  post({ index, result: task * data });`);

test("results lie in the order of the tasks, for any number of threads", async () => {
  const tasks = [1, 2, 3, 4, 5, 6, 7];
  for (const count of [1, 2, 20]) {
    const done: number[] = [];
    const onDone = (index: number): number => done.push(index);
    const results = await runThreads<number, number>(tasks, { file: slowFirst, data: 10, count, onDone });
    expect(results).toEqual([10, 20, 30, 40, 50, 60, 70]);
    expect(done.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    if (count === 2) expect(done.at(-1)).toBe(0);
  }
});

test("no tasks: no threads and no results", async () => {
  expect(await runThreads([], { file: new URL("data:text/javascript,throw 1"), data: null, count: 2 })).toEqual([]);
});

test("an error that Moire throws on purpose arrives as such, another one with its own stack", async () => {
  const ours = worker(`post({ index, failure: { message: "loss: is NaN", stack: "", ours: true } });`);
  const fromOurs = runThreads([1, 2], { file: ours, data: null, count: 2 });
  await expect(fromOurs).rejects.toThrow(new MoireError("loss: is NaN"));
  await expect(fromOurs).rejects.toBeInstanceOf(MoireError);
  const other = worker(
    `post({ index, failure: { message: "x is undefined", stack: "at router.ts:3", ours: false } });`,
  );
  await expect(runThreads([1], { file: other, data: null, count: 1 })).rejects.toMatchObject({
    name: "Error",
    message: "x is undefined",
    stack: "at router.ts:3",
  });
});

test("a worker that throws, stops or cannot start ends the run with its error", async () => {
  const run = (file: URL): Promise<unknown> => runThreads([1, 2, 3], { file, data: null, count: 2 });
  await expect(run(worker(`throw new Error("out of luck");`))).rejects.toThrow("out of luck");
  await expect(run(worker(`process.exit(7);`))).rejects.toThrow("a worker stopped with code 7");
  await expect(run(new URL("./no-such-worker.mjs", import.meta.url))).rejects.toThrow("no-such-worker");
});

test("an abort stops threads that would never end, and rejects with its reason", async () => {
  const controller = new AbortController();
  const forever = worker(`post({ index, result: 1 }); if (index > 0) for (;;);`);
  const running = runThreads([1, 2, 3, 4], {
    file: forever,
    data: null,
    count: 2,
    signal: controller.signal,
    onDone: (index) => index === 1 && controller.abort(new Error("enough")),
  });
  await expect(running).rejects.toThrow("enough");
  await expect(runThreads([1], { file: forever, data: null, count: 1, signal: controller.signal })).rejects.toThrow(
    "enough",
  );
});

test("an error in onDone ends the run with that error", async () => {
  const onDone = (): void => {
    throw new Error("display is gone");
  };
  await expect(runThreads([1, 2], { file: slowFirst, data: 1, count: 2, onDone })).rejects.toThrow("display is gone");
});
