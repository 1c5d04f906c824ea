import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { fail, MoireError } from "../core/errors.ts";
import type { Task, TaskResult } from "../study/run.ts";
import type { Executor } from "../study/study.ts";

/** Sent to a worker: one task and its place among all tasks. */
export interface Job {
  readonly index: number;
  readonly task: unknown;
}

/** Sent back by a worker: the result of a job, or the error that it threw. */
export type Answer =
  | { readonly index: number; readonly result: unknown }
  | {
      readonly index: number;
      readonly failure: { readonly message: string; readonly stack: string; readonly ours: boolean };
    };

export interface ThreadOptions<R> {
  /** The worker's module: it takes a Job as a message and answers with an Answer. */
  readonly file: URL;
  /** Sent to each worker once, at its start. */
  readonly data: unknown;
  /** How many threads at most; never more than there are tasks. */
  readonly count: number;
  readonly signal?: AbortSignal | undefined;
  readonly onDone?: ((index: number, result: R) => void) | undefined;
}

/**
 * Runs tasks on worker threads. An idle worker takes the next task, and each result goes to its task's place: the answer does not
 * depend on the number of threads. An abort stops all threads at once and rejects with the signal's reason. So does an error in
 * any worker, with that error (a MoireError stays one). No thread is alive when the promise settles.
 */
export async function runThreads<T, R>(tasks: readonly T[], options: ThreadOptions<R>): Promise<R[]> {
  const { file, data, signal, onDone } = options;
  signal?.throwIfAborted();
  if (tasks.length === 0) return [];
  const results: R[] = new Array(tasks.length);
  const workers = new Set<Worker>();
  let next = 0;
  let missing = tasks.length;
  let abort = (): void => {};
  try {
    await new Promise<void>((resolve, reject) => {
      abort = () => reject(signal?.reason);
      signal?.addEventListener("abort", abort);
      const send = (worker: Worker): void => {
        const job: Job = { index: next, task: tasks[next] };
        if (next < tasks.length) worker.postMessage(job);
        next++;
      };
      for (let i = Math.min(options.count, tasks.length); i > 0; i--) {
        const worker = new Worker(file, { workerData: data });
        workers.add(worker);
        worker.on("error", reject);
        worker.on("messageerror", reject);
        worker.on("exit", (code) => reject(new Error(`a worker stopped with code ${code} before its work was done`)));
        worker.on("message", (answer: Answer) => {
          if ("failure" in answer) return reject(errorOf(answer.failure));
          const result = answer.result as R;
          results[answer.index] = result;
          missing--;
          try {
            onDone?.(answer.index, result);
            send(worker);
          } catch (error) {
            return reject(error);
          }
          if (missing === 0) resolve();
        });
        send(worker);
      }
    });
    return results;
  } finally {
    signal?.removeEventListener("abort", abort);
    await Promise.all([...workers].map((worker) => worker.terminate()));
  }
}

function errorOf({ message, stack, ours }: { message: string; stack: string; ours: boolean }): Error {
  if (ours) return new MoireError(message);
  const error = new Error(message);
  error.stack = stack;
  return error;
}

/** How many workers a pool has unless told: one for each core that this process may use. */
export function defaultWorkers(): number {
  return availableParallelism();
}

/** Runs a study's tasks on `count` worker threads, which get the table once, at their start. See runThreads. */
export function workerPool(count: number = defaultWorkers()): Executor {
  if (!Number.isInteger(count) || count < 1) fail("workerPool", "a whole number of workers from 1", count);
  return (tasks, { table, signal, onDone }) =>
    runThreads<Task, TaskResult>(tasks, {
      file: new URL("./worker.mjs", import.meta.url),
      data: table,
      count,
      signal,
      onDone,
    });
}
