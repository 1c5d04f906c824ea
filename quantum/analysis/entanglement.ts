import type { Key } from "../../core/key.ts";
import type { Circuit } from "../circuit.ts";
import { checkOptions } from "./checks.ts";
import { checkSamples } from "./draws.ts";
import { randomStates, type StateSampling } from "./expressibility.ts";

/** The mean of a quantity over random draws, with the standard error of that mean. */
export interface SampledMean {
  readonly mean: number;
  readonly error: number;
}

/**
 * Entangling capability: the Meyer-Wallach measure of a circuit's states, averaged over random parameters as the circuit's groups start. 0: products of wires; 1: every
 * wire alone is fully mixed; random states of N = 2^n have (N - 2) / (N + 1). Errors as `expressibility`. Meyer, Wallach, arXiv quant-ph/0108104; Sim et al.,
 * arXiv 1905.10876.
 */
export function meyerWallach(circuit: Circuit, samples: number, key: Key, options: StateSampling = {}): SampledMean {
  checkOptions(options, "meyerWallach");
  checkSamples(samples, 2, "meyerWallach");
  const states = randomStates(circuit, key, "meyerWallach", options);
  const values = Array.from({ length: samples }, (_, s) => meyerWallachOf(states.draw(s), circuit.numQubits));
  return sampledMean(values);
}

/** Of one state, amplitudes re and im in turn: Q = 2 (1 - mean over wires of Tr rho_w^2) (Brennen, arXiv quant-ph/0305094). */
export function meyerWallachOf(state: Float64Array, numQubits: number): number {
  let purity = 0;
  for (let w = 0; w < numQubits; w++) {
    const bit = 2 ** (numQubits - 1 - w);
    let [p0, p1, re, im] = [0, 0, 0, 0];
    for (let i = 0; i < 2 ** numQubits; i++) {
      if (Math.floor(i / bit) % 2 === 1) continue;
      const [a, b] = [2 * i, 2 * (i + bit)];
      const [ar, ai, br, bi] = [state[a]!, state[a + 1]!, state[b]!, state[b + 1]!];
      p0 += ar * ar + ai * ai;
      p1 += br * br + bi * bi;
      re += ar * br + ai * bi;
      im += ar * bi - ai * br;
    }
    purity += (p0 * p0 + p1 * p1 + 2 * (re * re + im * im)) / numQubits;
  }
  return 2 * (1 - purity);
}

/** Mean and its standard error of two or more independent values. */
export function sampledMean(values: readonly number[]): SampledMean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}
