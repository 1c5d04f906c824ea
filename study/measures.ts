import { fail } from "../core/errors.ts";
import { layoutOf, viewOf } from "../core/parameters.ts";
import type { Dataset } from "../data/dataset.ts";
import { applyScaler } from "../data/scalers.ts";
import { circuitFor } from "../moe/circuit.ts";
import { linear } from "../nn/index.ts";
import { centred, rbfKernel } from "../quantum/analysis/gram.ts";
import { quantumKernel } from "../quantum/analysis/kernel.ts";
import type { Classifier } from "../train/model.ts";
import { mixtureOf } from "../train/model.ts";
import type { Arm } from "./results.ts";

/** What can be measured of a trained model on the scored rows, besides its accuracy. */
const measures = { kernelGain } satisfies Record<string, (model: Classifier, rows: Dataset) => number>;

export type MeasureName = keyof typeof measures;
export const MEASURES = Object.keys(measures) as readonly MeasureName[];

/** Rows whose kernels are compared: the first of those scored. */
const KERNEL_ROWS = 200;

/** The measures of an arm by name. Errors: one that its model has not. */
export function measuresOf(arm: Arm, fitted: Classifier, rows: Dataset): Partial<Record<MeasureName, number>> {
  return Object.fromEntries((arm.measures ?? []).map((name) => [name, measures[name](fitted, rows)]));
}

/**
 * Dimensions that the kernel of a quantum router uses on some 200 rows less those of a Gaussian kernel on the same rows. Dimensions: the participation ratio of the centred Gram
 * matrix; the quantum kernel is the fidelity of the circuit's states, the Gaussian one has the median distance of the scaled rows, of those that differ, as its width. A kernel
 * that is the same for all rows has none. Errors: a router that is not quantum.
 */
function kernelGain(fitted: Classifier, { numFeatures, ...rows }: Dataset): number {
  const { router } = fitted.model;
  if (router.kind !== "quantum") fail("kernelGain", "a quantum router", router.kind);
  const x = applyScaler(fitted.scaler, { numFeatures, ...rows }).x.subarray(0, KERNEL_ROWS * numFeatures);
  const circuit = circuitFor(router, numFeatures);
  const layout = layoutOf(mixtureOf(fitted).parameters);
  const part = (name: string): Float64Array => viewOf(layout, fitted.params, `router.${name}`);
  const params = new Float64Array(circuit.numParams);
  let at = 0;
  for (const { name, size } of circuit.parameters) {
    params.set(part(`circuit.${name}`), at);
    at += size;
  }
  const inputs = circuit.numInputs === numFeatures ? x : mapped(x, numFeatures, circuit.numInputs, part);
  return participation(quantumKernel(circuit, inputs, { params })) - participation(rbfKernel(x, numFeatures));
}

/** (sum of eigenvalues)^2 / sum of their squares of the centred Gram matrix: its trace and its entries tell, so that no eigenvalue need be found. */
function participation(gram: Float64Array): number {
  const matrix = centred(gram);
  const side = Math.round(Math.sqrt(matrix.length));
  let [trace, squares] = [0, 0];
  for (let k = 0; k < matrix.length; k++) squares += matrix[k]! * matrix[k]!;
  for (let i = 0; i < side; i++) trace += matrix[i * side + i]!;
  // What centring leaves of a constant is rounding.
  const size = gram.reduce((sum, value) => sum + value * value, 0);
  return squares > 1e-24 * size ? (trace * trace) / squares : 0;
}

/** The rows behind the router's learned map to the circuit's inputs. */
function mapped(x: Float64Array, features: number, inputs: number, part: (name: string) => Float64Array): Float64Array {
  const batch = x.length / features;
  const layer = linear(features, inputs);
  const params = Float64Array.from(layer.parameters.flatMap(({ name }) => [...part(`inputMap.${name}`)]));
  const out = new Float64Array(batch * inputs);
  layer.open(batch).forward(params, x, batch, out);
  return out;
}
