import { multinomialInto } from "../../core/binomial.ts";
import { fail } from "../../core/errors.ts";
import { fold, type Key, keyOf } from "../../core/key.ts";
import { log } from "../../core/math/index.ts";
import { stream } from "../../core/random.ts";
import { quantile } from "../../core/statistics/index.ts";
import { type Circuit, checkCircuit, gateOps } from "../circuit.ts";
import { type EngineName, openCircuit } from "../open.ts";
import { checkOptions } from "./checks.ts";
import { checkSamples, countRows, drawParams, restingInputs } from "./draws.ts";

export interface StateSampling {
  /** One row of inputs, the same for all states. Default: angles 0, and of amplitudes the first alone, so that the ansatz acts on |0..0> as far as the embedding lets it. */
  readonly inputs?: Float64Array;
  readonly engine?: EngineName;
}

export interface Expressibility {
  /** KL divergence of the fidelities' histogram from Haar's, in nats: 0 for random states; (2^n - 1) ln bins where the state never moves. */
  readonly divergence: number;
  /** The mean divergence of as many pairs of Haar-random states: what chance alone gives. */
  readonly chance: number;
  /** What one in a thousand such sets of random states exceeds: above it a circuit's states are spread less evenly. */
  readonly limit: number;
  /** Shares of the fidelities in equal bins of [0, 1], and Haar's. */
  readonly histogram: readonly number[];
  readonly haar: readonly number[];
}

/** Sets of random fidelities that chance is measured by. */
const SETS = 5000;
const CHANCE_KEY = keyOf(1905);

/**
 * Expressibility: how evenly a circuit's states fill the space of states, by the fidelities F = |<psi(theta)|psi(phi)>|^2 of pairs of independent random parameters (as
 * the circuit's groups start: angles uniform in [0, 2 pi)) against those of Haar-random states, P(F) = (N - 1)(1 - F)^(N - 2), N = 2^n; sum over bins of
 * p ln(p / p_Haar). samples: pairs. What chance gives follows from 5,000 sets of fidelities drawn by Haar's law, by a key of their own, so that it is the same for all
 * circuits of a size. Of wide circuits nearly all of Haar's fidelities lie in the first bin: what is spread over it can then not be told from random states. Errors: noise;
 * no parameters; another number of inputs. Sim, Johnson, Aspuru-Guzik, arXiv 1905.10876.
 */
export function expressibility(
  circuit: Circuit,
  samples: number,
  key: Key,
  options: StateSampling & { readonly bins?: number } = {},
): Expressibility {
  checkOptions(options, "expressibility");
  const { bins = 75, ...sampling } = options;
  if (!Number.isInteger(bins) || bins < 2 || bins > 10000)
    fail("expressibility: bins", "a whole number from 2 to 10000", bins);
  checkSamples(samples, 1, "expressibility");
  const counts = new Array<number>(bins).fill(0);
  const states = randomStates(circuit, key, "expressibility", sampling);
  const first = new Float64Array(states.width);
  for (let s = 0; s < samples; s++) {
    first.set(states.draw(2 * s));
    const second = states.draw(2 * s + 1);
    let [re, im] = [0, 0];
    for (let k = 0; k < first.length; k += 2) {
      re += first[k]! * second[k]! + first[k + 1]! * second[k + 1]!;
      im += first[k]! * second[k + 1]! - first[k + 1]! * second[k]!;
    }
    counts[Math.min(bins - 1, Math.floor((re * re + im * im) * bins))]!++;
  }
  return divergenceFromHaar(counts, circuit.numQubits);
}

/** The same of counted fidelities in equal bins. */
export function divergenceFromHaar(counts: ArrayLike<number>, numQubits: number): Expressibility {
  const bins = counts.length;
  const power = 2 ** numQubits - 1;
  const haar = Float64Array.from(counts, (_, k) => above(power, 1 - k / bins) - above(power, 1 - (k + 1) / bins));
  // Share above F: (1 - F)^(N - 1). Its logarithm where it is below the smallest double, as N is large and F near 1.
  const logs = haar.map((share, k) => (share > 1e-300 ? log(share) : power * log(1 - k / bins)));
  const observed = Float64Array.from(counts);
  const samples = observed.reduce((sum, count) => sum + count, 0);
  const random = stream(fold(CHANCE_KEY, numQubits, bins, samples));
  const drawn = new Float64Array(bins);
  const byChance = new Float64Array(SETS);
  for (let s = 0; s < SETS; s++) {
    multinomialInto(random, samples, haar, drawn);
    byChance[s] = divergenceOf(drawn, samples, logs);
  }
  return {
    divergence: divergenceOf(observed, samples, logs),
    chance: byChance.reduce((sum, value) => sum + value / SETS, 0),
    limit: quantile(byChance, 0.999),
    histogram: Array.from(observed, (count) => count / samples),
    haar: Array.from(haar),
  };
}

/** Sum of p ln(p / q) over bins, p = counts / samples: from 0 on, but for rounding. */
function divergenceOf(counts: Float64Array, samples: number, logs: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < counts.length; k++) {
    const share = counts[k]! / samples;
    if (share > 0) sum += share * (log(share) - logs[k]!);
  }
  return Math.max(0, sum);
}

/** base^power, for a whole power, by squaring. */
function above(power: number, base: number): number {
  let [product, square] = [1, base];
  for (let rest = power; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) product *= square;
    square *= square;
  }
  return product;
}

/** A circuit's states at random parameters: draw s follows from the key and s alone, and is overwritten by the next one. */
export function randomStates(
  given: Circuit,
  key: Key,
  where: string,
  { inputs, engine }: StateSampling,
): { readonly width: number; draw(sample: number): Float64Array } {
  const circuit = checkCircuit(given);
  gateOps(circuit, `${where}: the circuit's states`);
  if (circuit.numParams === 0) fail(where, "a circuit with parameters, as random ones are drawn", 0);
  const row = inputs ?? restingInputs(circuit);
  if (countRows(circuit, row, where) !== 1) fail(`${where}: inputs`, `one row of ${circuit.numInputs} inputs`, row);
  const opened = openCircuit(circuit, 1, { measure: "state", ...(engine && { engine }) });
  const state = new Float64Array(opened.outputs);
  return {
    width: state.length,
    draw(sample) {
      opened.forward(drawParams(circuit, fold(key, sample)), row, 1, state);
      return state;
    },
  };
}
