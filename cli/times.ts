import { cpus } from "node:os";
import { quantile } from "../core/statistics/index.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Experiment, StudySpec } from "../study/results.ts";
import { runTask } from "../study/run.ts";
import type { ArmTime, Times } from "../study/times.ts";
import { breathe } from "./interrupt.ts";

/** After a first run that no clock watches, as it compiles. */
const REPEATS = 3;

/**
 * Measures one run of every arm that the paper printed a time of, for as many epochs, on this thread with nothing beside it. Null where there is no such
 * arm. Wall-clock time is no result: it goes into a file of its own.
 */
export async function timesOf(
  { name, key, experiments }: StudySpec,
  table: Dataset | null,
  signal: AbortSignal,
): Promise<Times | null> {
  const runs: ArmTime[] = [];
  for (const experiment of experiments) {
    for (const { name: arm, printedTime } of experiment.arms) {
      if (printedTime === undefined) continue;
      const { epochs } = printedTime;
      const timed: Experiment = { ...experiment, epochs };
      const seconds: number[] = [];
      for (let repeat = 0; repeat <= REPEATS; repeat++) {
        await breathe(signal);
        const start = performance.now();
        await runTask({ experiment: timed, arm, seed: 0, key }, table, signal);
        if (repeat > 0) seconds.push((performance.now() - start) / 1000);
      }
      const rows = experiment.data.samples - experiment.testRows;
      runs.push({ experiment: experiment.name, arm, rows, epochs, seconds: quantile(seconds, 0.5), repeats: REPEATS });
    }
  }
  if (runs.length === 0) return null;
  return { format: "moire-times-1", study: name, machine: machineName(), runs };
}

/** What times were measured on. */
export function machineName(): string {
  return `${cpus()[0]?.model.trim() || "unknown processor"}, Node ${process.versions.node}`;
}
