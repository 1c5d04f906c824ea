import { fail, MoireError } from "../../core/errors.ts";
import { integer, number, type Options, resolve } from "../../core/fields.ts";
import { type Circuit, checkCircuit } from "../circuit.ts";
import { checkNoiseModel } from "./check.ts";
import { checkOnMachine } from "./machine.ts";
import type { NoiseModel } from "./model.ts";
import { nativeGates } from "./native.ts";

const costFields = {
  shots: integer({ help: "shots of each circuit", min: 1, max: Number.MAX_SAFE_INTEGER }),
  circuits: integer({
    help: "circuits that a decision takes: 1 where all wires are measured together, more with error mitigation",
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    default: 1,
  }),
};

/** What a decision takes. Times in seconds. */
export interface DecisionCost {
  readonly shots: number;
  readonly circuits: number;
  /** Pulses on one wire and native gates of two wires on the longest path through the circuit. */
  readonly pulses: number;
  readonly twoWires: number;
  /** How long that path takes. */
  readonly path: number;
  readonly readout: number;
  readonly reset: number;
  /** path + readout + reset */
  readonly perShot: number;
  /** shots x circuits x perShot */
  readonly total: number;
}

/**
 * What one decision costs on a machine, one sample through the circuit: gates wait for the wires they need, take what `nativeGates` says times the model's
 * times, and the longest path through them, a readout and a reset make a shot. Noise takes no time. Options: shots; circuits 1. Queues, compilation and
 * loading are not in it. Errors: a model without times; amplitudes as start, whose preparation is not made of gates here; what the model's machine lacks.
 */
export function decisionCost(source: Circuit, model: NoiseModel, options: Options<typeof costFields>): DecisionCost {
  const circuit = checkCircuit(source);
  const checked = checkNoiseModel(model);
  const { shots, circuits } = resolve(costFields, options, "decisionCost");
  const { times, name } = checked;
  if (times === undefined)
    throw new MoireError(`decisionCost: the noise model ${JSON.stringify(name)} has no times; give it some`);
  if (circuit.amplitudes > 0) {
    fail("decisionCost", "a circuit of gates alone", `${circuit.amplitudes} amplitudes`, "Take another embedding");
  }
  checkOnMachine(circuit, checked);
  const start = { pulses: 0, twoWires: 0, path: 0 };
  const ends = new Array<typeof start>(circuit.numQubits).fill(start);
  const later = (a: typeof start, b: typeof start) => (b.path > a.path ? b : a);
  for (const op of circuit.ops) {
    if (!("gate" in op)) continue;
    const native = nativeGates[op.gate];
    const before = op.wires.map((wire) => ends[wire]!).reduce(later);
    const pulses = before.pulses + native.pulses;
    const twoWires = before.twoWires + native.twoWires;
    const end = { pulses, twoWires, path: pulses * times.oneWire + twoWires * times.twoWires };
    for (const wire of op.wires) ends[wire] = end;
  }
  const { readout, reset } = times;
  const longest = ends.reduce(later);
  const perShot = longest.path + readout + reset;
  return { shots, circuits, ...longest, readout, reset, perShot, total: shots * circuits * perShot };
}

const shotsFields = {
  signal: number({ help: "the expectation without noise", min: -1, max: 1 }),
  deviation: number({ help: "largest standard error of the expectation", min: 0, above: true, max: Infinity }),
  contraction: number({
    help: "what noise leaves of the expectation, as a factor, which is divided out again",
    min: 0,
    above: true,
    max: 1,
    default: 1,
  }),
};

/**
 * The fewest shots with which an expectation's standard error is at most `deviation`. A shot of a Pauli word gives +1 or -1, so that the mean of S has
 * Var = (1 - z^2)/S about z (Nielsen & Chuang 2.2.5). Under noise that leaves c z of z (`contraction` c), the estimate is divided by c to hold
 * the signal, and its variance is (1 - c^2 z^2) / (c^2 S). Options: signal, -1 to 1; deviation, above 0, finite; contraction 1.
 */
export function shotsFor(options: Options<typeof shotsFields>): number {
  if (options?.deviation === Infinity) fail("shotsFor: deviation", "a finite number above 0", options.deviation);
  const { signal, deviation, contraction } = resolve(shotsFields, options, "shotsFor");
  const seen = contraction * signal;
  const margin = contraction * deviation;
  // Where the quotient is a whole number but for rounding, that number.
  const shots = Math.ceil(((1 - seen * seen) / (margin * margin)) * (1 - 1e-14));
  if (!Number.isSafeInteger(shots))
    fail("shotsFor: deviation", "a margin that a countable number of shots reaches", deviation);
  return Math.max(1, shots);
}
