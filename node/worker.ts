import { parentPort, workerData } from "node:worker_threads";
import { MoireError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Task } from "../study/run.ts";
import { runTask } from "../study/run.ts";
import type { Answer, Job } from "./pool.ts";

/** The thread's side of the pool: trains one task after another and sends back what came of it. */
const port = parentPort;
if (port === null) throw new Error("node/worker runs in a worker thread only; start it through workerPool");
const table = workerData as Dataset | null;

port.on("message", async ({ index, task }: Job) => {
  port.postMessage(await answerTo(index, task as Task));
});

async function answerTo(index: number, task: Task): Promise<Answer> {
  try {
    return { index, result: await runTask(task, table) };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { message, stack = message } = error;
    return { index, failure: { message, stack, ours: error instanceof MoireError } };
  }
}
