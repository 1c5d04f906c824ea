import { MoireError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { WriteError } from "../node/output.ts";
import { workerPool } from "../node/pool.ts";
import { openRunStore, type RunStore, storedExecutor } from "../node/run-store.ts";
import type { StudySpec } from "../study/results.ts";
import type { StudyOptions } from "../study/study.ts";
import type { Session } from "./command.ts";
import { Interrupted } from "./interrupt.ts";
import { openProgress } from "./progress.ts";

export interface RunOptions {
  readonly workers: number;
  /** The table, where the study is on one. */
  readonly table: Dataset | null;
  /** The folder that `deliver` writes: until then it keeps the finished runs. */
  readonly out: string;
  /** Discard the unfinished runs that lie there. */
  readonly fresh: boolean;
}

export interface Work<R> {
  /** Has the runs of the study trained, with what it is given: `runStudy`. */
  readonly run: (options: StudyOptions) => Promise<R>;
  /** Writes the output folder. */
  readonly deliver: (results: R) => Promise<void>;
}

/**
 * Has all runs of a study trained on worker threads, shows the progress on standard error, and has the results delivered. Finished runs are kept
 * in the output folder until `deliver` is done: however the process ends before, the same call goes on where it was.
 */
export async function runWithProgress<R>(
  spec: StudySpec,
  options: RunOptions,
  session: Session,
  { run, deliver }: Work<R>,
): Promise<void> {
  const { out, table, fresh } = options;
  const store = openRunStore({ folder: out, study: spec, table, version: session.version, fresh });
  try {
    await deliver(await withProgress(spec, options, session, store, run));
    store.remove();
  } catch (error) {
    if (store.size === 0) throw error;
    const kept = `${store.size} of ${totalOf(spec)} runs are kept in ${store.file}; the same command resumes`;
    if (error instanceof Interrupted) throw new Interrupted(error.exitCode, kept);
    process.stderr.write(`${kept}\n`);
    if (!(error instanceof WriteError)) throw error;
    // Another folder would have all runs trained again.
    throw new MoireError(`${error.refusal}. Once that is mended, the same command goes on from the runs that are kept`);
  } finally {
    store.close();
  }
}

async function withProgress<R>(
  spec: StudySpec,
  { workers, table }: RunOptions,
  { signal, version }: Session,
  store: RunStore,
  run: Work<R>["run"],
): Promise<R> {
  const { experiments, seeds } = spec;
  const labels = new Map(experiments.flatMap(({ arms }) => arms.map(({ name, label }) => [name, label] as const)));
  const total = totalOf(spec);
  const threads = `${workers} worker thread${workers === 1 ? "" : "s"}`;
  const kept = store.size;
  process.stderr.write(`${spec.title}\n${total / seeds} arms x ${seeds} seeds = ${total} runs on ${threads}\n`);
  if (kept > 0) process.stderr.write(`Resuming: ${kept} of ${total} runs were there\n`);
  const progress = openProgress(process.stderr);
  progress.update(kept, total, "");
  try {
    return await run({
      execute: storedExecutor(workerPool(workers), store),
      signal,
      version,
      table,
      onProgress: ({ done, arm }) => {
        if (done > kept) progress.update(done, total, labels.get(arm) ?? arm);
      },
    });
  } finally {
    progress.stop();
  }
}

function totalOf({ experiments, seeds }: StudySpec): number {
  return experiments.reduce((sum, { arms }) => sum + arms.length, 0) * seeds;
}
