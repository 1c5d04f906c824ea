import { fail, MoireError, show } from "../core/errors.ts";
import { checkMixture } from "../moe/mixture.ts";
import { checkAblation } from "./ablation/check.ts";
import { effectsOf, hasAblation } from "./ablation/effects.ts";
import { medianRun, runsOf, summarise } from "./aggregate.ts";
import { differing, memberAt } from "./differing.ts";
import { breakdownsOf } from "./noise/breakdowns.ts";
import { costsOf, secondsOf } from "./noise/costs.ts";
import { checkConditions, hasConditions, isScored } from "./noise/scored.ts";
import { SHARES, shotCases } from "./noise/shots-needed.ts";
import type { Arm, Experiment, Results, Run, Showcase, StudySpec } from "./results.ts";
import { trainingOf } from "./run.ts";
import { checkSource, checkTrainRows, parametersOf } from "./source.ts";

const WHERE = "results file";

/**
 * Checks what holds between the parts of a results file: each arm has one run per seed, one summary and one showcase; lists have the lengths
 * that the spec asks for; accuracies are the runs' own; summaries are what the runs give. Errors name the experiment and the arm.
 */
export function checkComplete(file: Results): void {
  const { study, runs, summaries, showcases } = file;
  checkUnique("experiments", study.experiments);
  let arms = 0;
  for (const experiment of study.experiments) {
    checkExperiment(experiment);
    arms += experiment.arms.length;
    for (const arm of experiment.arms) checkArm(experiment, arm, file);
  }
  if (runs.length !== arms * study.seeds) fail(WHERE, `${arms} arms x ${study.seeds} seeds of runs`, runs.length);
  if (summaries.length !== arms) fail(WHERE, `a summary for each of ${arms} arms`, summaries.length);
  if (showcases.length !== arms) fail(WHERE, `a showcase for each of ${arms} arms`, showcases.length);
  checkSummaries(file);
  checkFollow("breakdowns", breakdownsOf(study, runs), file.breakdowns);
  checkFollow("costs", costsOf(study), file.costs);
  checkFollow("effects", hasAblation(study) ? effectsOf(study, runs) : undefined, file.effects);
  checkShotsNeeded(file);
}

function checkUnique(what: string, named: readonly { readonly name: string }[]): void {
  const names = named.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail(WHERE, `${what} with names that differ`, twice);
}

/** Checks what holds between the parts of a study's spec, whose shape is known to be right. */
export function checkStudyParts({ experiments }: StudySpec): void {
  checkUnique("experiments", experiments);
  for (const experiment of experiments) {
    checkExperiment(experiment);
    for (const arm of experiment.arms) {
      checkMixture(arm.model);
      trainingOf(experiment, arm);
    }
  }
}

function checkExperiment(experiment: Experiment): void {
  const { name, reference, arms, data, testRows, metric, redraw } = experiment;
  checkUnique(`arms of ${name}`, arms);
  if (!arms.some((one) => one.name === reference)) fail(WHERE, `an arm named ${reference} in ${name}`, "none");
  checkSource(data, redraw, `${WHERE}: data of ${name}`);
  if (testRows >= data.samples) fail(WHERE, `fewer held-out rows than the ${data.samples} of ${name}`, testRows);
  if (metric.kind === "testAccuracy" && testRows === 0) fail(WHERE, `held-out rows in ${name}`, testRows);
  checkTrainRows(experiment, `${WHERE}: ${name}`);
  checkConditions(experiment, `${WHERE}: conditions of ${name}`);
  checkAblation(experiment, `${WHERE}: ${name}`);
}

function checkArm(experiment: Experiment, arm: Arm, { study, runs, summaries, showcases }: Results): void {
  const of = `of arm ${arm.name} of ${experiment.name}`;
  checkMixture(arm.model);
  const { epochs, earlyStopping } = trainingOf(experiment, arm);
  const { metric } = experiment;
  if (metric.kind === "lossSum" && metric.epoch >= epochs) {
    fail(WHERE, `an epoch ${of} before ${epochs} for the loss`, metric.epoch);
  }
  const mine = <T extends { readonly experiment: string; readonly arm: string }>(rows: readonly T[]): T[] =>
    rows.filter((row) => row.experiment === experiment.name && row.arm === arm.name);
  const need = (part: string, found: number, expected: number): void => {
    if (found !== expected) fail(WHERE, `${part} ${of} to be ${expected}`, found);
  };
  const own = runsOf(runs, experiment.name, arm.name);
  need("runs", own.length, study.seeds);
  need("summaries", mine(summaries).length, 1);
  need("showcases", mine(showcases).length, 1);
  own.forEach((run, seed) => {
    if (run.seed !== seed) fail(WHERE, `one run ${of} for each seed from 0 to ${study.seeds - 1}`, run.seed);
    const trained = run.losses.length;
    if (earlyStopping === null || trained < 1 || trained > epochs) need("losses in each run", trained, epochs);
    need("loads in each run", run.load.length, arm.model.experts.length);
    checkMetric(experiment, run, of);
    checkRate(experiment, run, of);
    checkMeasures(arm, run, of);
    checkScores(experiment, arm, run, of);
  });
  need("loss bands", mine(summaries)[0]!.lossBand.length, Math.max(...own.map(({ losses }) => losses.length)));
  const showcase = mine(showcases)[0]!;
  need("parameters", showcase.params.length, parametersOf(experiment, arm).total);
  need("the showcase's seed", showcase.seed, medianRun(own).seed);
  checkShowcase(experiment, arm, showcase, need);
}

function checkMetric({ metric: { kind }, testRows }: Experiment, run: Run, of: string): void {
  const held = testRows > 0;
  if ((run.testAccuracy !== null) !== held) {
    fail(WHERE, `${held ? "a" : "no"} test accuracy in seed ${run.seed} ${of}`, run.testAccuracy);
  }
  if (kind === "lossSum") return;
  if (run.metric !== run[kind]) fail(WHERE, `the metric in seed ${run.seed} ${of} to be its ${kind}`, run.metric);
}

function checkRate({ tuning }: Experiment, { learningRate, seed }: Run, of: string): void {
  if (tuning === undefined && learningRate === undefined) return;
  if (learningRate !== undefined && tuning?.learningRates.includes(learningRate)) return;
  const due = tuning === undefined ? "no learning rate" : `a learning rate of ${tuning.learningRates.join(", ")}`;
  fail(WHERE, `${due} in seed ${seed} ${of}`, learningRate);
}

function checkMeasures({ measures = [] }: Arm, run: Run, of: string): void {
  const found = Object.keys(run.measures ?? {});
  if (found.length === measures.length && measures.every((name) => found.includes(name))) return;
  fail(WHERE, `measures ${measures.join(", ") || "(none)"} in seed ${run.seed} ${of}`, found);
}

function checkScores(experiment: Experiment, arm: Arm, { conditions, seed }: Run, of: string): void {
  const due = hasConditions(experiment, arm) ? experiment.conditions : [];
  if (conditions.length !== due.length) {
    fail(WHERE, `accuracies under ${due.length} conditions in seed ${seed} ${of}`, conditions.length);
  }
  due.forEach((condition, i) => {
    const scored = isScored(arm, condition);
    if ((conditions[i] !== null) === scored) return;
    fail(WHERE, `${scored ? "an" : "no"} accuracy under ${condition.name} in seed ${seed} ${of}`, conditions[i]);
  });
}

type Need = (part: string, found: number, expected: number) => void;

function checkShowcase(experiment: Experiment, arm: Arm, { scaler, points }: Showcase, need: Need): void {
  const { features, classes } = experiment.data;
  need("shifts of the scaler", scaler.shift.length, features.length);
  need("factors of the scaler", scaler.factor.length, features.length);
  for (const { label, predicted, weights } of points) {
    need("weights of each point", weights.length, arm.model.experts.length);
    const highest = Math.max(label, predicted);
    if (highest >= classes.length) {
      fail(WHERE, `classes of the points of arm ${arm.name} of ${experiment.name} below ${classes.length}`, highest);
    }
  }
}

/** The summaries follow from the runs, so those in the file must be these to the last digit. */
function checkSummaries({ study, runs, summaries }: Results): void {
  for (const expected of summarise(study, runs)) {
    const { experiment, arm } = expected;
    const found = summaries.find((one) => one.experiment === experiment && one.arm === arm);
    const path = differing(expected, found);
    if (path === null) continue;
    const [due, got] = [expected, found].map((one) => show(memberAt(one, path)));
    throw new MoireError(
      `${WHERE}: the summary of arm ${arm} of ${experiment} does not follow from its runs: ${path.join(".")} is ${got}, the runs give ${due}. The file was altered, or another version of moire made it; run the study again`,
    );
  }
}

/** The same for lists of numbers that follow from the spec and the runs. */
function checkFollow(what: string, expected: unknown, found: unknown): void {
  const path = differing(expected, found);
  if (path === null) return;
  const [due, got] = [expected, found].map((list) => show(memberAt(list, path)));
  throw new MoireError(
    `${WHERE}: ${what} do not follow from the spec and the runs: ${[what, ...path].join(".")} is ${got}, they give ${due}. The file was altered, or another version of moire made it; run the study again`,
  );
}

/** Counts of shots are estimates from rows that the file does not hold, but which there are, and what they cost, follows from the spec. */
function checkShotsNeeded({ study, shotsNeeded }: Results): void {
  const expected = shotCases(study).flatMap(({ experiment, arm, condition: { p } }) =>
    SHARES.map((share) => ({ experiment, arm, p, share })),
  );
  const due = expected.map(({ experiment, arm, p, share }, i) => {
    const { shots = null } = shotsNeeded[i] ?? {};
    const seconds = shots === null ? null : secondsOf(experiment, arm, shots);
    return { experiment: experiment.name, arm: arm.name, p, share, shots, seconds };
  });
  checkFollow("shotsNeeded", due, shotsNeeded);
}
