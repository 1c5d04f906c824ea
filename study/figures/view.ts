import { fail } from "../../core/errors.ts";
import type { Effect } from "../ablation/records.ts";
import { isMixture } from "../family.ts";
import type { Breakdown, DecisionCost, ShotsNeeded } from "../noise/records.ts";
import type { Arm, ArmSummary, Difference, Experiment, Results, Run, Showcase } from "../results.ts";
import { higherIsBetter } from "./format.ts";

/** One arm with all that the results file says about it. */
export interface ArmView {
  readonly arm: Arm;
  readonly summary: ArmSummary;
  /** By seed. */
  readonly runs: readonly Run[];
  readonly showcase: Showcase;
}

/** One experiment with its arms in the order of the spec. */
export interface ExperimentView {
  readonly experiment: Experiment;
  readonly arms: readonly ArmView[];
  readonly reference: ArmView;
  readonly seeds: number;
  /** What the arms are to be called: routers where their models differ in nothing else. */
  readonly noun: "router" | "model";
  /** Of studies of noise; else these three are empty. */
  readonly breakdowns: readonly Breakdown[];
  readonly costs: readonly DecisionCost[];
  readonly shotsNeeded: readonly ShotsNeeded[];
  /** Of studies that move switches; else empty. */
  readonly effects: readonly Effect[];
}

/** Joins the lists of a results file by experiment and arm. Errors: an arm without runs, summary or showcase; a reference that is no arm. */
export function viewsOf(results: Results): ExperimentView[] {
  return results.study.experiments.map((experiment) => {
    const arms = experiment.arms.map((arm): ArmView => {
      const of = <T extends { readonly experiment: string; readonly arm: string }>(rows: readonly T[]): T[] =>
        rows.filter((row) => row.experiment === experiment.name && row.arm === arm.name);
      const runs = of(results.runs).sort((a, b) => a.seed - b.seed);
      const summary = of(results.summaries)[0];
      const showcase = of(results.showcases)[0];
      if (runs.length === 0 || summary === undefined || showcase === undefined) {
        fail("results", `runs, a summary and a showcase of arm ${arm.name} of ${experiment.name}`, "none");
      }
      return { arm, summary, runs, showcase };
    });
    const reference = arms.find(({ arm }) => arm.name === experiment.reference);
    if (reference === undefined) fail("results", `an arm named ${experiment.reference} in ${experiment.name}`, "none");
    const own = <T extends { readonly experiment: string }>(rows: readonly T[]): T[] =>
      rows.filter((row) => row.experiment === experiment.name);
    return {
      experiment,
      arms,
      reference,
      seeds: results.study.seeds,
      noun: nounOf(experiment.arms),
      breakdowns: own(results.breakdowns),
      costs: own(results.costs),
      shotsNeeded: own(results.shotsNeeded),
      effects: own(results.effects ?? []),
    };
  });
}

/** Whether trained models are scored under other noise than their own: pictures for a few arms then give way to those made for noise. */
export function isCrossed({ experiment }: Pick<ExperimentView, "experiment">): boolean {
  return experiment.conditions.length > 0 && experiment.ablation === undefined;
}

/** Whether arms are values of switches: pictures and tables are then of axes. */
export function isAblation({ experiment }: Pick<ExperimentView, "experiment">): boolean {
  return experiment.ablation !== undefined;
}

function nounOf(arms: readonly Arm[]): ExperimentView["noun"] {
  const [first, ...others] = arms.map(({ model }) => JSON.stringify({ ...model, router: null }));
  return others.every((other) => other === first) && arms.every(({ model }) => isMixture(model)) ? "router" : "model";
}

/** The heading of a column of arms. */
export function nounHead({ noun }: Pick<ExperimentView, "noun">): "Router" | "Model" {
  return noun === "router" ? "Router" : "Model";
}

/** The size of what the arms differ in: the router's parameters, or the whole model's. */
export function sizeOf({ noun }: Pick<ExperimentView, "noun">, { summary }: ArmView): number {
  return noun === "router" ? summary.routerParameters : summary.totalParameters;
}

/** The arms from best to worst mean; equal ones keep the order of the spec. */
export function byMean({ experiment, arms }: ExperimentView): ArmView[] {
  const sign = higherIsBetter(experiment) ? -1 : 1;
  return [...arms].sort((a, b) => sign * (a.summary.mean - b.summary.mean));
}

/** The accuracy of the run that an arm's pictures show: on held-out rows where there are any. */
export function shownAccuracy({ runs, showcase }: ArmView): number {
  const run = runs.find(({ seed }) => seed === showcase.seed);
  if (run === undefined) fail("results", `a run of the seed that the pictures of ${showcase.arm} show`, showcase.seed);
  return run.testAccuracy ?? run.trainAccuracy;
}

/** Whether several runs all gave one value: their spread was not seen, so an interval of no width must not be shown as evidence. */
export function allEqual({ runs, min, max }: Pick<ArmSummary, "runs" | "min" | "max">): boolean {
  return runs > 1 && min === max;
}

/** The same for the differences to the reference in each seed. */
export function sameDifference({ interval: [low, high] }: Pick<Difference, "interval">): boolean {
  // Closer than any count of rows can bring them: a sum's last bits.
  return high - low < 1e-9;
}

/** Whether decision boundaries can be drawn: the inputs are a plane. */
export function isPlane(showcase: Showcase): boolean {
  return showcase.scaler.shift.length === 2;
}

/** The arms that route: with a single expert there is nothing to show of who gets what. */
export function routed({ arms }: ExperimentView): ArmView[] {
  return arms.filter(({ summary }) => summary.load.length > 1);
}
