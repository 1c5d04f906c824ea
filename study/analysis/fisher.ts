import { fail } from "../../core/errors.ts";
import { fold, type Key } from "../../core/key.ts";
import type { OpenLayer, ParameterSpec } from "../../core/layer.ts";
import { parameterCount, sizeOf } from "../../core/layer.ts";
import { initialise } from "../../core/parameters.ts";
import { softmaxInPlace } from "../../nn/index.ts";
import { checkNumbers } from "../../quantum/analysis/checks.ts";

/** A classifier, for its Fisher information: what a layer or a mixture opens as. */
export interface Scorer {
  readonly inputs: number;
  readonly outputs: number;
  readonly parameters: readonly ParameterSpec[];
  open(maxBatch: number): Pick<OpenLayer, "forward" | "backward">;
}

const WHERE = "Fisher information";

/** Most trained parameters: a matrix has the square of them, and its determinant takes a third of their cube. */
export const MOST_PARAMETERS = 300;

/**
 * Opens a model whose outputs are logits of classes (a single one: of the second of two, the first's being 0), or scores of experts, for its Fisher information on some
 * rows: F(theta) = mean over rows of J^T (diag p - p p^T) J, with p the softmax and J the derivative of the logits by the trained parameters. It is the mean of the outer
 * product of the gradient of log p(y | x) over y as the model itself draws it, exactly, so no label is needed. x: (rows, inputs). Returns a function from a
 * parameter vector to F, (d, d). Errors: no rows, or a part of one; more than 300 trained parameters; none; parameters of another number; numbers that are not finite.
 */
export function openFisher(model: Scorer, x: Float64Array): (params: Float64Array) => Float64Array {
  const rows = x instanceof Float64Array ? x.length / model.inputs : 0;
  if (!Number.isInteger(rows) || rows < 1) fail(`${WHERE}: rows`, `one or more rows of ${model.inputs} inputs`, x);
  checkNumbers(x, `${WHERE}: rows`);
  const width = parameterCount(model);
  const trained = trainedPlaces(model.parameters);
  const d = trained.length;
  if (d < 1 || d > MOST_PARAMETERS) fail(WHERE, `1 to ${MOST_PARAMETERS} trained parameters`, d);
  const { outputs } = model;
  const opened = model.open(rows);
  const logits = new Float64Array(rows * outputs);
  const cotangent = new Float64Array(rows * outputs);
  const grads = new Float64Array(rows * width);
  const jacobians = Array.from({ length: outputs }, () => new Float64Array(rows * d));
  return (params) => {
    checkNumbers(params, `${WHERE}: params`, width);
    opened.forward(params, x, rows, logits);
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < cotangent.length; i++) cotangent[i] = i % outputs === o ? 1 : 0;
      grads.fill(0);
      opened.backward(params, x, rows, cotangent, grads, width, null);
      for (let s = 0; s < rows; s++)
        for (let k = 0; k < d; k++) jacobians[o]![s * d + k] = grads[s * width + trained[k]!]!;
    }
    return fisherOf(sharesOf(logits, rows, outputs), jacobians, rows, d);
  };
}

/** Fisher matrices at `draws` points, one or more, drawn as the model's parameters start. Errors: those of `openFisher`. */
export function fishersAt(model: Scorer, x: Float64Array, draws: number, key: Key): Float64Array[] {
  if (!Number.isInteger(draws) || draws < 1) fail(`${WHERE}: draws`, "a whole number from 1", draws);
  const at = openFisher(model, x);
  return Array.from({ length: draws }, (_, k) => at(initialise(model.parameters, fold(key, k))));
}

/** Where the trained parameters lie in the flat vector. */
export function trainedPlaces(parameters: readonly ParameterSpec[]): number[] {
  let at = 0;
  return parameters.flatMap(({ shape, trainable }) => {
    const first = at;
    at += sizeOf(shape);
    return trainable ? Array.from({ length: at - first }, (_, i) => first + i) : [];
  });
}

/** (rows, classes): softmax; of one output the probabilities of both classes. */
function sharesOf(logits: Float64Array, rows: number, outputs: number): Float64Array {
  if (outputs > 1) {
    const shares = logits.slice();
    softmaxInPlace(shares, rows, outputs);
    return shares;
  }
  const shares = Float64Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 1 ? logits[(i - 1) / 2]! : 0));
  softmaxInPlace(shares, rows, 2);
  return shares;
}

function fisherOf(shares: Float64Array, jacobians: readonly Float64Array[], rows: number, d: number): Float64Array {
  const fisher = new Float64Array(d * d);
  const outputs = jacobians.length;
  const classes = shares.length / rows;
  const vector = new Float64Array(d);
  for (let s = 0; s < rows; s++) {
    // Sum over classes of p (J_c - mean of J)^T (J_c - mean of J): a sum of squares, so that no eigenvalue is negative.
    for (let c = 0; c < classes; c++) {
      const p = shares[s * classes + c]! / rows;
      if (p === 0) continue;
      vector.fill(0);
      for (let o = 0; o < outputs; o++) {
        const share = shares[s * classes + (outputs === 1 ? 1 : o)]!;
        const weight = ((outputs === 1 ? c === 1 : c === o) ? 1 : 0) - share;
        for (let k = 0; k < d; k++) vector[k]! += weight * jacobians[o]![s * d + k]!;
      }
      for (let i = 0; i < d; i++) {
        const part = p * vector[i]!;
        if (part === 0) continue;
        for (let j = 0; j <= i; j++) fisher[i * d + j]! += part * vector[j]!;
      }
    }
  }
  for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) fisher[j * d + i] = fisher[i * d + j]!;
  return fisher;
}
