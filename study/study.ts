import { fail, MoireError, show } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { bestEngine } from "../quantum/open.ts";
import { checkAblation } from "./ablation/check.ts";
import { effectsOf, hasAblation } from "./ablation/effects.ts";
import { medianRun, runsOf, summarise } from "./aggregate.ts";
import { breakdownsOf } from "./noise/breakdowns.ts";
import { costsOf } from "./noise/costs.ts";
import { checkConditions } from "./noise/scored.ts";
import { shotsNeededOf } from "./noise/shots-needed.ts";
import type { Arm, Experiment, Results, StudySpec } from "./results.ts";
import type { Task, TaskResult } from "./run.ts";
import { runTask, trainingOf } from "./run.ts";
import { showcaseOf } from "./showcase.ts";
import { builtFor, checkSource, checkTrainRows, shapeOf } from "./source.ts";

export interface ExecuteOptions {
  /** The user's table that the tasks refer to, or null: an executor over threads sends it to each thread once. */
  readonly table: Dataset | null;
  /** Aborted when the user has had enough: the executor stops and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** To be called once for each finished task as soon as it is there, in any order. */
  readonly onDone: (index: number, result: TaskResult) => void;
}

/** Runs tasks, in whatever order and place, and returns their results in the order of the tasks. */
export type Executor = (tasks: readonly Task[], options: ExecuteOptions) => Promise<TaskResult[]>;

export interface StudyProgress {
  readonly done: number;
  readonly total: number;
  /** The run that was just finished. */
  readonly experiment: string;
  readonly arm: string;
  readonly seed: number;
}

export interface StudyOptions {
  readonly execute: Executor;
  /** This package's version, for the results file. */
  readonly version: string;
  readonly table?: Dataset | null;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: StudyProgress) => void) | undefined;
}

/**
 * Trains every seed of every arm of a study and aggregates the runs. The results depend on the spec and the table alone, not on how the
 * executor spreads the tasks. Errors: a spec that contradicts itself, a table that is missing or has another shape, a training that diverges.
 */
export async function runStudy(spec: StudySpec, options: StudyOptions): Promise<Results> {
  const { version, table = null, signal } = options;
  const { tasks, finished } = await runTasks(spec, options);
  const runs = finished.map(({ run }) => run);
  const showcases = spec.experiments.flatMap((experiment) =>
    experiment.arms.map((arm) => {
      const { seed } = medianRun(runsOf(runs, experiment.name, arm.name));
      const index = tasks.findIndex((t) => t.experiment === experiment && t.arm === arm.name && t.seed === seed);
      return showcaseOf(tasks[index]!, finished[index]!.params, table);
    }),
  );
  return {
    format: "moire-results-3",
    study: spec,
    versions: { moire: version, engine: bestEngine(), precision: "f64" },
    runs,
    summaries: summarise(spec, runs),
    showcases,
    breakdowns: breakdownsOf(spec, runs),
    costs: costsOf(spec),
    shotsNeeded: await shotsNeededOf(spec, showcases, signal),
    ...(hasAblation(spec) ? { effects: effectsOf(spec, runs) } : {}),
  };
}

/** The tasks of a study and what came of each, in their order. Errors as `runStudy`. */
export async function runTasks(
  spec: StudySpec,
  { execute, table = null, signal, onProgress }: StudyOptions,
): Promise<{ readonly tasks: readonly Task[]; readonly finished: readonly TaskResult[] }> {
  checkSpec(spec, table);
  signal?.throwIfAborted();
  const tasks = tasksOf(spec);
  let done = 0;
  const onDone = (index: number): void => {
    done++;
    const { experiment, arm, seed } = tasks[index]!;
    onProgress?.({ done, total: tasks.length, experiment: experiment.name, arm, seed });
  };
  return { tasks, finished: await executeBySeed(execute, tasks, { table, signal, onDone }) };
}

/** Has the arms of a seed run one after another, as they share its rows, and gives the results in the order of the tasks. */
async function executeBySeed(
  execute: Executor,
  tasks: readonly Task[],
  options: ExecuteOptions,
): Promise<TaskResult[]> {
  const places = new Map<Experiment, number>();
  for (const { experiment } of tasks) if (!places.has(experiment)) places.set(experiment, places.size);
  const rank = (i: number): number => places.get(tasks[i]!.experiment)!;
  const order = tasks.map((_, i) => i).sort((a, b) => rank(a) - rank(b) || tasks[a]!.seed - tasks[b]!.seed || a - b);
  const onDone = (done: number, result: TaskResult): void => options.onDone(order[done]!, result);
  const results = await execute(
    order.map((i) => tasks[i]!),
    { ...options, onDone },
  );
  const placed: TaskResult[] = new Array(tasks.length);
  order.forEach((i, at) => {
    placed[i] = results[at]!;
  });
  return placed;
}

/** Every seed of every arm of every experiment. */
export function tasksOf({ experiments, seeds, key }: StudySpec): Task[] {
  return experiments.flatMap((experiment) =>
    experiment.arms.flatMap(({ name }) =>
      Array.from({ length: seeds }, (_, seed): Task => ({ experiment, arm: name, seed, key })),
    ),
  );
}

/** Runs tasks one after another in this thread, and lets the page or process breathe between two. */
export const inlineExecutor: Executor = async (tasks, { table, signal, onDone }) => {
  const results: TaskResult[] = [];
  for (const [index, task] of tasks.entries()) {
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const result = await runTask(task, table, signal);
    results.push(result);
    onDone(index, result);
  }
  return results;
};

function checkSpec({ experiments, seeds, name }: StudySpec, table: Dataset | null): void {
  if (!Number.isInteger(seeds) || seeds < 1) fail(`study ${name}`, "at least one seed", seeds);
  if (experiments.length === 0) fail(`study ${name}`, "at least one experiment", 0);
  checkUnique(`study ${name}`, experiments);
  for (const experiment of experiments) checkExperiment(experiment, table);
}

function checkExperiment(experiment: Experiment, table: Dataset | null): void {
  const { arms, data, testRows, metric } = experiment;
  const where = `experiment ${experiment.name}`;
  checkUnique(where, arms);
  if (!arms.some((arm) => arm.name === experiment.reference))
    fail(where, "an arm that is the reference", experiment.reference);
  if (!Number.isInteger(testRows) || testRows < 0 || testRows >= data.samples) {
    fail(where, `held-out rows from 0 to ${data.samples - 1}`, testRows);
  }
  if (metric.kind === "testAccuracy" && testRows === 0) fail(where, "held-out rows, as the metric is taken on them", 0);
  checkTrainRows(experiment, where);
  checkArms(experiment, where);
  checkConditions(experiment, where);
  checkAblation(experiment, where);
  checkSource(data, experiment.redraw, `${where}: data`);
  if (data.kind !== "table") return;
  if (table === null) fail(where, `the table ${show(data.name)}`, table, "Pass it as `table`");
  const shape = shapeOf(table);
  if (shape.samples !== data.samples) fail(where, `a table of ${data.samples} samples`, shape.samples);
  for (const side of ["features", "classes"] as const) {
    if (shape[side].length !== data[side].length) {
      fail(where, `a table of ${data[side].length} ${side}`, shape[side].length);
    }
    const other = data[side].findIndex((one, i) => shape[side][i] !== one);
    if (other >= 0) fail(where, `${side} of the table with the name ${show(data[side][other])}`, shape[side][other]);
  }
}

function checkUnique(where: string, named: readonly { readonly name: string }[]): void {
  const names = named.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail(where, "names that differ", twice);
}

function checkArms(experiment: Experiment, where: string): void {
  const { arms, metric } = experiment;
  for (const arm of arms) {
    const { epochs } = trainingOf(experiment, arm);
    if (metric.kind === "lossSum" && metric.epoch >= epochs) {
      fail(where, `an epoch before ${epochs} for the loss`, metric.epoch);
    }
    if (namedError(arm, where, () => builtFor(experiment, arm)).needsLabels) {
      fail(`${where}, arm ${arm.name}`, "a model that needs no labels to predict", "a router that reads them");
    }
  }
}

/** Errors of a model name the arm that has it, before any run is started. */
function namedError<T>({ name }: Arm, where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${where}, arm ${name}: ${error.message}`) : error;
  }
}
