import { fail } from "../../core/errors.ts";
import { fold, type Key } from "../../core/key.ts";
import { log } from "../../core/math/index.ts";
import { type Circuit, checkCircuit, gateOps } from "../circuit.ts";
import { type EngineName, openCircuit } from "../open.ts";
import { checkSamples, countRows, drawParams, restingInputs } from "./draws.ts";

export interface StateSampling {
  /** One row of inputs, the same for all states. Default: angles 0, and of amplitudes the first alone, so that the ansatz acts on |0..0> as far as the embedding lets it. */
  readonly inputs?: Float64Array;
  readonly engine?: EngineName;
}

export interface Expressibility {
  /** KL divergence of the fidelities' histogram from Haar's, in nats: 0 for random states; (2^n - 1) ln bins where the state never moves. */
  readonly divergence: number;
  /** What the same number of random states would give by chance alone, to first order: (bins that Haar fills - 1) / (2 samples). */
  readonly chance: number;
  /** Shares of the fidelities in equal bins of [0, 1], and Haar's. */
  readonly histogram: readonly number[];
  readonly haar: readonly number[];
}

/**
 * Expressibility: how evenly a circuit's states fill the space of states, by the fidelities F = |<psi(theta)|psi(phi)>|^2 of pairs of independent random parameters (as
 * the circuit's groups start: angles uniform in [0, 2 pi)) against those of Haar-random states, P(F) = (N - 1)(1 - F)^(N - 2), N = 2^n; sum over bins of
 * p ln(p / p_Haar). samples: pairs. Errors: noise; no parameters; another number of inputs. Sim, Johnson, Aspuru-Guzik, arXiv 1905.10876.
 */
export function expressibility(
  circuit: Circuit,
  samples: number,
  key: Key,
  options: StateSampling & { readonly bins?: number } = {},
): Expressibility {
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
export function divergenceFromHaar(counts: readonly number[], numQubits: number): Expressibility {
  const bins = counts.length;
  const samples = counts.reduce((sum, count) => sum + count, 0);
  const power = 2 ** numQubits - 1;
  // Share above F: (1 - F)^(N - 1). Its logarithm too, as it is below the smallest double where N is large and F near 1.
  const logAbove = (k: number): number => power * log(1 - k / bins);
  const haar = counts.map((_, k) => above(power, 1 - k / bins) - above(power, 1 - (k + 1) / bins));
  let divergence = 0;
  counts.forEach((count, k) => {
    if (count === 0) return;
    const share = count / samples;
    const logHaar = haar[k]! > 1e-300 ? log(haar[k]!) : logAbove(k);
    divergence += share * (log(share) - logHaar);
  });
  const filled = haar.filter((share) => share * samples >= 1).length;
  return {
    divergence,
    chance: Math.max(0, filled - 1) / (2 * samples),
    histogram: counts.map((count) => count / samples),
    haar,
  };
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
