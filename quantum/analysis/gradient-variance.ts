import { fail } from "../../core/errors.ts";
import { fold, type Key } from "../../core/key.ts";
import { uniformInto } from "../../core/random.ts";
import { type Circuit, checkCircuit } from "../circuit.ts";
import type { Observable } from "../observables/observable.ts";
import { type EngineName, openCircuit } from "../open.ts";
import { checkOptions } from "./checks.ts";
import { checkSamples, countRows, drawParams } from "./draws.ts";

export interface GradientOptions {
  /** Default: "Z0", of one wire, as a router's expectations are. */
  readonly observable?: Observable | string;
  /** Rows of inputs, which samples take in turn; for a circuit that has inputs. Default: each sample draws its own, uniform in [0, 2 pi). */
  readonly inputs?: Float64Array;
  readonly engine?: EngineName;
}

export interface GradientVariance {
  /** Mean over the circuit's parameters of the variances below. */
  readonly mean: number;
  /** Its standard error, by the spread over draws. */
  readonly error: number;
  /** The largest of them. */
  readonly largest: number;
  /** Of each parameter: variance over random parameters and inputs, about the mean of the draws and over their number less 1, of the derivative of the observable's expectation by it. */
  readonly perParameter: readonly number[];
}

/**
 * How steep a circuit's landscape is at random parameters (as its groups start): the variance of d<O> / d theta_k over draws of all parameters and inputs. Where it falls
 * as 2^-n with the number of wires, so do gradients: a barren plateau. By an angle that one rotation takes, once and at full size, the mean of the derivative is 0; by
 * one of a controlled rotation, or that is scaled or fixed, it need not be, and the variance is about it. Exact derivatives, with noise of the noisy circuit. samples:
 * draws, 3 or more. Errors: inputs that are not finite; those of `openCircuit`. McClean et al., arXiv 1803.11173.
 */
export function gradientVariance(
  given: Circuit,
  samples: number,
  key: Key,
  options: GradientOptions = {},
): GradientVariance {
  const circuit = checkCircuit(given);
  checkOptions(options, "gradientVariance");
  checkSamples(samples, 3, "gradientVariance");
  const { observable = "Z0", inputs, engine } = options;
  const { numParams, numInputs } = circuit;
  const rows = inputs === undefined ? 0 : countRows(circuit, inputs, "gradientVariance");
  const opened = openCircuit(circuit, 1, { measure: [observable], ...(engine && { engine }) });
  const one = Float64Array.of(1);
  const means = new Float64Array(numParams);
  const squares = new Float64Array(numParams);
  const grads = new Float64Array(numParams);
  let [total, ofTotals] = [0, 0];
  for (let s = 0; s < samples; s++) {
    const own = fold(key, s);
    const at = (s % Math.max(1, rows)) * numInputs;
    const row = inputs === undefined ? drawInputs(circuit, own) : inputs.subarray(at, at + numInputs);
    opened.forward(drawParams(circuit, own), row, 1, new Float64Array(1));
    grads.fill(0);
    opened.backward(1, one, grads, 0, null);
    let part = 0;
    for (let k = 0; k < numParams; k++) {
      const off = grads[k]! - means[k]!;
      means[k]! += off / (s + 1);
      const term = off * (grads[k]! - means[k]!);
      squares[k]! += term;
      part += term / numParams;
    }
    total += part;
    ofTotals += part * part;
  }
  const perParameter = Array.from(squares, (sum) => sum / (samples - 1));
  // After the first, which adds 0, each draw adds a number whose mean is the variance, and which hardly correlates with the others (Welford, Technometrics 4, 419 (1962)).
  const count = samples - 1;
  const spread = Math.max(0, ofTotals - (total * total) / count);
  return {
    mean: total / count,
    error: Math.sqrt(spread / (count - 1) / count),
    largest: Math.max(0, ...perParameter),
    perParameter,
  };
}

/** One row uniform in [0, 2 pi). */
function drawInputs({ numInputs }: Circuit, key: Key): Float64Array {
  const row = new Float64Array(numInputs);
  uniformInto(fold(key, "inputs"), 0, 2 * Math.PI, row);
  return row;
}

/** One cell of a table of gradients. */
export interface GradientCell {
  readonly qubits: number;
  readonly layers: number;
  readonly variance: GradientVariance;
}

/**
 * The same for circuits of several sizes, which `circuitOf` makes: for each number of qubits and each of layers a cell. Each cell draws from a key of its own. Errors: no
 * lists of sizes; those of `gradientVariance` and of `circuitOf`.
 */
export function gradientVarianceTable(
  circuitOf: (qubits: number, layers: number) => Circuit,
  sizes: { readonly qubits: readonly number[]; readonly layers: readonly number[] },
  samples: number,
  key: Key,
  options: Omit<GradientOptions, "inputs"> = {},
): GradientCell[] {
  if (!Array.isArray(sizes?.qubits) || !Array.isArray(sizes.layers)) {
    fail("gradientVarianceTable: sizes", "lists of qubits and of layers", sizes);
  }
  return sizes.qubits.flatMap((qubits) =>
    sizes.layers.map((layers) => ({
      qubits,
      layers,
      variance: gradientVariance(circuitOf(qubits, layers), samples, fold(key, qubits, layers), options),
    })),
  );
}
