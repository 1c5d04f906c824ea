import type { Dataset } from "../data/dataset.ts";
import { workerPool } from "../node/pool.ts";
import type { Results, StudySpec } from "../study/results.ts";
import { runStudy } from "../study/study.ts";
import type { Session } from "./command.ts";
import { openProgress } from "./progress.ts";

export interface RunOptions {
  readonly workers: number;
  /** The table, where the study is on one. */
  readonly table: Dataset | null;
}

/** Trains all runs of a study on worker threads and shows the progress on standard error. */
export async function runWithProgress(spec: StudySpec, options: RunOptions, session: Session): Promise<Results> {
  const { workers, table } = options;
  const { signal, version } = session;
  const { experiments, seeds } = spec;
  const labels = new Map(experiments.flatMap(({ arms }) => arms.map(({ name, label }) => [name, label] as const)));
  const arms = experiments.reduce((sum, experiment) => sum + experiment.arms.length, 0);
  const threads = `${workers} worker thread${workers === 1 ? "" : "s"}`;
  process.stderr.write(`${spec.title}\n${arms} arms x ${seeds} seeds = ${arms * seeds} runs on ${threads}\n`);
  const progress = openProgress(process.stderr);
  progress.update(0, arms * seeds, "");
  try {
    return await runStudy(spec, {
      execute: workerPool(workers),
      signal,
      version,
      table,
      onProgress: ({ done, total, arm }) => progress.update(done, total, labels.get(arm) ?? arm),
    });
  } finally {
    progress.stop();
  }
}
