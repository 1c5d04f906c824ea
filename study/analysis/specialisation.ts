import { fail } from "../../core/errors.ts";
import { log } from "../../core/math/index.ts";
import { layoutOf } from "../../core/parameters.ts";
import type { Dataset } from "../../data/dataset.ts";
import { balance, buildMixture, type MixtureSpec, softmaxGating, uniformRouter } from "../../moe/index.ts";
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
  /** Accuracy of this expert alone, with the shared experts and the aggregation's layer but without others: on its rows, null where it has none, and on all. */
  readonly own: number | null;
  readonly all: number;
}

/** Counts who is chosen for which class, and what that says. weights: (rows, experts); labels: (rows,). Errors: lengths that do not fit, no rows. */
export function choiceInformation(
  weights: Float64Array,
  labels: ArrayLike<number>,
  experts: number,
  classes: number,
): ChoiceInformation {
  const rows = labels.length;
  if (rows === 0 || weights.length !== rows * experts) fail("specialisation", `${rows} x ${experts} weights`, weights);
  const counts = Array.from({ length: experts }, () => new Array<number>(classes).fill(0));
  for (let s = 0; s < rows; s++) counts[chosenBy(weights, s, experts)]![labels[s]!]!++;
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

/** The model with one of its experts alone. */
function alone(fitted: Classifier, expert: number): Classifier {
  const { model, featureNames, params } = fitted;
  const whole = shaped(fitted, model);
  const single: MixtureSpec = {
    ...model,
    router: uniformRouter(),
    experts: [model.experts[expert]!],
    gating: softmaxGating(),
    balancing: [],
  };
  const wanted = layoutOf(shaped(fitted, single)).slices;
  const given = layoutOf(whole).slices;
  const own = Object.values(wanted).map(({ name }) => given[name.replace(/^experts\.0\./, `experts.${expert}.`)]!);
  const parts = own.flatMap(({ offset, length }) => Array.from(params.subarray(offset, offset + length)));
  return { ...fitted, featureNames, model: single, params: Float64Array.from(parts) };
}

function shaped({ featureNames, classNames, loss }: Classifier, model: MixtureSpec) {
  const outputs = loss.kind === "binary" ? 1 : classNames.length;
  return buildMixture(model, { features: featureNames.length, outputs }).parameters;
}
