import { fail } from "../../core/errors.ts";
import { fold, type Key, keyOf } from "../../core/key.ts";
import { parameterCount } from "../../core/layer.ts";
import { differenceOf, type FitError } from "../../quantum/fourier/index.ts";
import { buildMixture, type MixtureShape } from "../mixture.ts";
import type { Modelled } from "./twin-of.ts";

/** Rows as the models see them. */
export interface TwinRows {
  /** (N, features), scaled. */
  readonly x: Float64Array;
  /** (N,) of classes; null of a regression. */
  readonly y: Int32Array | null;
}

/** A mixture and its twin on the same rows. */
export interface TwinComparison {
  readonly rows: number;
  readonly parameters: { readonly original: number; readonly twin: number };
  /** Parameters of the router alone. */
  readonly routerParameters: { readonly original: number; readonly twin: number };
  /** Share of rows whose class is right; null of a regression. */
  readonly accuracy: { readonly original: number; readonly twin: number } | null;
  /** Share of rows for which both say the same class; null of a regression. */
  readonly agreement: number | null;
  /** Differences of the mixtures' outputs and of the experts' weights. */
  readonly outputs: FitError;
  readonly weights: FitError;
}

export interface CompareOptions {
  /** What circuits that are sampled draw from, in both mixtures alike. */
  readonly key?: Key;
}

/** Rows handled at once: bounds the memory. */
const CHUNK = 64;

/**
 * Compares a mixture with its twin, as at prediction: accuracy, parameters, and how far apart they are. Times are the caller's to measure. shape: numbers of features and
 * outputs. Errors: rows that do not fit; a router that reads labels.
 */
export function compareTwin(
  original: Modelled,
  twin: Modelled,
  shape: MixtureShape,
  { x, y }: TwinRows,
  { key = keyOf(0) }: CompareOptions = {},
): TwinComparison {
  const rows = x.length / shape.features;
  if (!Number.isInteger(rows) || rows < 1) fail("compareTwin: x", `rows of ${shape.features} features`, x);
  if (y !== null && y.length !== rows) fail("compareTwin: y", `${rows} labels, one for each row`, y);
  const [a, b] = [original, twin].map((one) => predicted(one, shape, x, rows, key)) as [Predicted, Predicted];
  const right = ({ classes }: Predicted, labels: Int32Array): number => share(classes, labels);
  return {
    rows,
    parameters: { original: a.parameters, twin: b.parameters },
    routerParameters: { original: a.routerParameters, twin: b.routerParameters },
    accuracy: y === null ? null : { original: right(a, y), twin: right(b, y) },
    agreement: y === null ? null : share(a.classes, b.classes),
    outputs: differenceOf(a.outputs, b.outputs, rows),
    weights: differenceOf(a.weights, b.weights, rows),
  };
}

const share = (a: Int32Array, b: Int32Array): number => a.filter((value, i) => value === b[i]).length / a.length;

type Predicted = ReturnType<typeof predicted>;

function predicted({ model, params }: Modelled, shape: MixtureShape, x: Float64Array, rows: number, key: Key) {
  const mixture = buildMixture(model, shape);
  if (mixture.needsLabels) fail("compareTwin", "routers that need no labels", model.router.kind);
  const numExperts = mixture.experts.length;
  const opened = mixture.open(Math.min(CHUNK, rows));
  const outputs = new Float64Array(rows * shape.outputs);
  const weights = new Float64Array(rows * numExperts);
  for (let first = 0; first < rows; first += CHUNK) {
    const batch = Math.min(CHUNK, rows - first);
    const draws = mixture.sampled ? fold(key, "comparison", first) : null;
    const out = outputs.subarray(first * shape.outputs);
    opened.predict(params, x.subarray(first * shape.features), batch, out, null, draws);
    weights.set(opened.weights.subarray(0, batch * numExperts), first * numExperts);
  }
  const classes = Int32Array.from({ length: rows }, (_, s) => {
    const row = outputs.subarray(s * shape.outputs, (s + 1) * shape.outputs);
    // A single output is the logit of the second of two classes.
    return row.length === 1 ? Number(row[0]! > 0) : row.indexOf(Math.max(...row));
  });
  return {
    outputs,
    weights,
    classes,
    parameters: parameterCount(mixture),
    routerParameters: parameterCount(mixture.router),
  };
}
