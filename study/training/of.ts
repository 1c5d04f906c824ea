import { fold, keyOf } from "../../core/key.ts";
import { parameterCount, sizeOf } from "../../core/layer.ts";
import { permutation } from "../../core/random.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { RegressionDataset } from "../../data/regression.ts";
import type { RouterKind } from "../../moe/routers/index.ts";
import { routers } from "../../moe/routers/index.ts";
import type { Fitted } from "../../train/model.ts";
import { mixtureOf } from "../../train/model.ts";
import { evaluate, predict } from "../../train/predict.ts";
import { formatLoss, formatShare } from "../figures/format.ts";
import { planeOf } from "../showcase.ts";
import type { ExpertPart, TrainedPoint, TrainingView } from "./view.ts";

type Rows = Dataset | RegressionDataset;

/** Most points that pictures show. */
const POINTS = 600;

export interface TrainingParts {
  readonly title: string;
  readonly fitted: Fitted;
  readonly train: Rows;
  /** Rows held out; null: the training rows are scored, and so it is said. */
  readonly test: Rows | null;
}

/** What pictures and page of one training show, from the trained model and its rows. The same arguments give the same view. */
export function trainingView({ title, fitted, train, test }: TrainingParts): TrainingView {
  const scored = test ?? train;
  const { model, featureNames, history } = fitted;
  const classNames = fitted.task === "classes" ? fitted.classNames : null;
  const results = resultsOf(fitted, scored);
  const { axes, place } = planeOf({ ...scored, featureNames });
  const shown = permutation(fold(keyOf(0), "points"), scored.numSamples).subarray(0, POINTS);
  const points = Array.from(shown, (row): TrainedPoint => {
    const own = results.rows[row]!;
    return { ...own, at: place(scored.x.subarray(row * scored.numFeatures, (row + 1) * scored.numFeatures)) };
  });
  const built = mixtureOf(fitted);
  const kind: RouterKind = routers[model.router.kind];
  const plane = scored.numFeatures === 2 && !built.needsLabels;
  const validation = history.flatMap(({ validationLoss }) => (validationLoss === undefined ? [] : [validationLoss]));
  const trained = built.parameters.reduce((sum, { shape, trainable }) => sum + (trainable ? sizeOf(shape) : 0), 0);
  return {
    title,
    subtitle: `${train.numSamples} rows trained on, ${test === null ? "none held out: scores are of the training rows" : `${test.numSamples} held out and scored`}`,
    classNames,
    targetName: classNames === null ? (fitted as { targetNames?: readonly string[] }).targetNames![0]! : "class",
    curves: [
      { name: "training rows", values: history.map(({ meanLoss }) => meanLoss) },
      ...(validation.length === 0 ? [] : [{ name: "rows held out to stop by", values: validation }]),
    ],
    axes,
    points,
    grid: plane ? (rows) => gridOf(fitted, rows) : null,
    experts: expertsOf(
      results.rows,
      model.experts.map((expert, e) => ({
        name: `${e + 1}: ${expert.kind}`,
        parameters: parameterCount(built.experts[e]!),
      })),
      classNames,
    ),
    notes: [["The router’s scores", kind.functionClass]],
    facts: [
      ["Router", model.router.kind],
      ["Parameters", `${trained} trained of ${parameterCount(built)}, ${parameterCount(built.router)} in the router`],
      ["Gating and aggregation", `${model.gating.kind}, ${model.aggregation.kind}`],
      ["Epochs", String(history.length)],
      ...scoresOf(fitted, train, test),
      ["Loss of the last epoch", formatLoss(history.at(-1)!.meanLoss)],
      [
        "Evenness of the loads",
        `${formatShare(results.evenness)} (1: even, ${formatShare(1 / model.experts.length)}: one expert takes all)`,
      ],
    ],
  };
}

interface Scored {
  readonly rows: readonly Omit<TrainedPoint, "at">[];
  readonly evenness: number;
}

function resultsOf(fitted: Fitted, scored: Rows): Scored {
  const experts = fitted.model.experts.length;
  const { balance } = evaluate(fitted, scored as Dataset) as { balance: { evenness: number } };
  const found = predict(fitted, scored);
  const rows = Array.from({ length: scored.numSamples }, (_, s) => ({
    truth: "y" in scored ? scored.y[s]! : scored.targets[s * scored.numTargets]!,
    predicted: "classes" in found ? found.classes[s]! : found.values[(s * found.values.length) / scored.numSamples]!,
    weights: sharesOf(found.weights.subarray(s * experts, (s + 1) * experts)),
  }));
  return { rows, evenness: balance.evenness };
}

/** Weights over their sum, which is below 1 where a gating keeps probabilities. */
function sharesOf(weights: Float64Array): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return Array.from(weights, (weight) => (sum > 0 ? weight / sum : 0));
}

function gridOf(fitted: Fitted, rows: Float64Array): { shares: Float64Array; weights: Float64Array } {
  const found = predict(fitted, rows);
  return { shares: "probabilities" in found ? found.probabilities : new Float64Array(0), weights: found.weights };
}

function expertsOf(
  rows: Scored["rows"],
  names: readonly { readonly name: string; readonly parameters: number }[],
  classNames: readonly string[] | null,
): ExpertPart[] {
  const mean = (some: Scored["rows"], e: number): number =>
    some.length === 0 ? 0 : some.reduce((sum, { weights }) => sum + weights[e]!, 0) / some.length;
  const first = ({ weights }: Scored["rows"][number]): number => weights.indexOf(Math.max(...weights));
  return names.map((one, e) => {
    const own = rows.filter((row) => first(row) === e);
    const right = own.filter(({ truth, predicted }) => truth === predicted).length;
    const squares = own.reduce((sum, { truth, predicted }) => sum + (truth - predicted) * (truth - predicted), 0);
    return {
      ...one,
      load: mean(rows, e),
      rows: own.length,
      score: own.length === 0 ? null : classNames === null ? Math.sqrt(squares / own.length) : right / own.length,
      byClass: (classNames ?? []).map((_, c) =>
        mean(
          rows.filter(({ truth }) => truth === c),
          e,
        ),
      ),
    };
  });
}

function scoresOf(fitted: Fitted, train: Rows, test: Rows | null): [string, string][] {
  const of = (rows: Rows): [string, string][] => {
    if (fitted.task === "classes") {
      const { accuracy, loss } = evaluate(fitted, rows as Dataset);
      return [
        ["Accuracy", formatShare(accuracy)],
        ["Cross entropy", formatLoss(loss)],
      ];
    }
    const { meanSquared, meanAbsolute, r2 } = evaluate(fitted, rows as RegressionDataset);
    return [
      ["R²", formatShare(r2)],
      ["Root mean squared error", formatLoss(Math.sqrt(meanSquared))],
      ["Mean absolute error", formatLoss(meanAbsolute)],
    ];
  };
  const named = (rows: Rows, where: string): [string, string][] =>
    of(rows).map(([name, value]) => [`${name}, ${where}`, value]);
  return [...(test === null ? [] : named(test, "held out")), ...named(train, "trained on")];
}
