import { fail } from "../../core/errors.ts";
import { log } from "../../core/math/index.ts";
import { layoutOf } from "../../core/parameters.ts";
import type { Dataset } from "../../data/dataset.ts";
import { balance, buildMixture, linearRouter, type MixtureSpec, softmaxGating } from "../../moe/index.ts";
import type { Classifier } from "../../train/model.ts";
import { predict } from "../../train/predict.ts";

/** What the choice of an expert says about the label. */
export interface ChoiceInformation {
  /** counts[expert][class]: rows of which the expert has the largest weight, the first of several. */
  readonly counts: readonly (readonly number[])[];
  /** Mutual information of the expert with the largest weight and the label, nats. */
  readonly information: number;
  /** The same over the geometric mean of both entropies: 0 to 1; 0 where either has none. Strehl, Ghosh, JMLR 3, 583 (2002). */
  readonly normalised: number;
  /** What so many rows would give by chance alone, to first order: (experts chosen - 1) (classes - 1) / (2 rows). Miller, 1955. */
  readonly chance: number;
}

export interface Specialisation extends ChoiceInformation {
  /** Mean share of each expert in a row's weights. */
  readonly load: readonly number[];
  /** exp(entropy of the load) / experts. */
  readonly evenness: number;
  /** Mean entropy of a row's weights, nats: 0, one expert has all of it; log experts, all alike. */
  readonly sampleEntropy: number;
  readonly experts: readonly ExpertScore[];
}

export interface ExpertScore {
  readonly kind: string;
  /** Rows of which it has the largest weight. */
  readonly rows: number;
  /** Accuracy where this expert has all the weight of every row, and shared experts and aggregation stay: on its rows, null where it has none, and on all. */
  readonly own: number | null;
  readonly all: number;
}

/**
 * Counts who is chosen for which class, and what that says. weights: (rows, experts), from 0 on; labels: (rows,), from 0 to classes - 1. Errors: lengths that do not fit, no
 * rows; weights that are no such numbers; labels that are no classes.
 */
export function choiceInformation(
  weights: Float64Array,
  labels: ArrayLike<number>,
  experts: number,
  classes: number,
): ChoiceInformation {
  const where = "choiceInformation";
  if (!Number.isInteger(experts) || experts < 1) fail(`${where}: experts`, "a whole number from 1", experts);
  if (!Number.isInteger(classes) || classes < 1) fail(`${where}: classes`, "a whole number from 1", classes);
  if (typeof labels !== "object" || labels === null || !(labels.length > 0)) {
    fail(`${where}: labels`, "one or more labels", labels);
  }
  const rows = labels.length;
  if (!(weights instanceof Float64Array) || weights.length !== rows * experts) {
    fail(`${where}: weights`, `a Float64Array of ${rows} x ${experts} numbers`, weights);
  }
  const odd = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (odd >= 0) fail(`${where}: weights[${odd}]`, "a finite number from 0", weights[odd]);
  const counts = Array.from({ length: experts }, () => new Array<number>(classes).fill(0));
  for (let s = 0; s < rows; s++) {
    const label = labels[s]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      fail(`${where}: labels[${s}]`, `a class from 0 to ${classes - 1}`, label);
    }
    counts[chosenBy(weights, s, experts)]![label]!++;
  }
  const byExpert = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const byClass = counts[0]!.map((_, c) => counts.reduce((sum, row) => sum + row[c]!, 0));
  const [ofExpert, ofClass] = [entropy(byExpert, rows), entropy(byClass, rows)];
  // Never negative but for rounding.
  const information = Math.max(0, ofExpert + ofClass - entropy(counts.flat(), rows));
  const used = (list: readonly number[]): number => list.filter((count) => count > 0).length;
  return {
    counts,
    information,
    normalised: ofExpert > 0 && ofClass > 0 ? Math.min(1, information / Math.sqrt(ofExpert * ofClass)) : 0,
    chance: ((used(byExpert) - 1) * (used(byClass) - 1)) / (2 * rows),
  };
}

/** The expert with the largest weight of a row, the first of several. */
function chosenBy(weights: Float64Array, row: number, experts: number): number {
  let best = 0;
  for (let e = 1; e < experts; e++) if (weights[row * experts + e]! > weights[row * experts + best]!) best = e;
  return best;
}

function entropy(counts: readonly number[], total: number): number {
  return counts.reduce((sum, count) => (count > 0 ? sum - (count / total) * log(count / total) : sum), 0);
}

/**
 * How the experts of a trained classifier share the work: loads, what the chosen expert says about the label, and how good each expert is alone, on the rows that go to
 * it and on all. An expert that is better on its own rows than on all is a specialist; one that is good on all does not need the router. Errors: as `predict`.
 */
export function specialisation(fitted: Classifier, data: Dataset): Specialisation {
  const { experts: kinds } = fitted.model;
  const { weights } = predict(fitted, data);
  const { load, evenness, sampleEntropy } = balance(weights, data.y, kinds.length, data.numClasses);
  const experts = kinds.map(({ kind }, e): ExpertScore => {
    const { classes } = predict(alone(fitted, e), data);
    let [rows, own, all] = [0, 0, 0];
    for (let s = 0; s < data.numSamples; s++) {
      const right = classes[s] === data.y[s] ? 1 : 0;
      all += right;
      if (chosenBy(weights, s, kinds.length) !== e) continue;
      rows++;
      own += right;
    }
    return { kind, rows, own: rows === 0 ? null : own / rows, all: all / data.numSamples };
  });
  return {
    ...choiceInformation(weights, data.y, kinds.length, data.numClasses),
    load,
    evenness,
    sampleEntropy,
    experts,
  };
}

/** A score so far above 0 that its softmax is 1, and that of the others 0, exactly. */
const CERTAIN = 1000;

/**
 * The model with a router that gives one of its experts all the weight of every row. All experts stay in it, as aggregations of states have a register whose size goes by their
 * number.
 */
function alone(fitted: Classifier, expert: number): Classifier {
  const model: MixtureSpec = {
    ...fitted.model,
    router: linearRouter(),
    gating: softmaxGating(),
    balancing: [],
  };
  const given = layoutOf(shaped(fitted, fitted.model)).slices;
  const wanted = layoutOf(shaped(fitted, model));
  const params = new Float64Array(wanted.length);
  for (const { name, offset } of Object.values(wanted.slices)) {
    if (name === "router.bias") params[offset + expert] = CERTAIN;
    if (name.startsWith("router.")) continue;
    const own = given[name]!;
    params.set(fitted.params.subarray(own.offset, own.offset + own.length), offset);
  }
  return { ...fitted, model, params };
}

function shaped({ featureNames, classNames, loss }: Classifier, model: MixtureSpec) {
  const outputs = loss.kind === "binary" ? 1 : classNames.length;
  return buildMixture(model, { features: featureNames.length, outputs }).parameters;
}
