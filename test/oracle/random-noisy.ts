import { fold, type Key } from "../../core/key.ts";
import { type RandomStream, stream } from "../../core/random.ts";
import { type Angle, param } from "../../quantum/angle.ts";
import { type Channel, type ChannelName, channels } from "../../quantum/channels/index.ts";
import { type ChannelOp, type Circuit, channel, circuit } from "../../quantum/circuit.ts";
import { randomCircuit, uniforms } from "./random-circuit.ts";

/** Angles are parameters 0 to 7, as those of `randomCircuit`; strengths are parameters 8 to 11. */
const ANGLES = 8;
const STRENGTHS = 4;

/** Where the circuit starts; see `circuit`. */
interface Start {
  readonly amplitudes?: number;
  readonly complex?: boolean;
}

/**
 * Any gates and channels on any wires, readout errors on some wires at the end. Strengths are constants or parameters 8 to 11, scaled so that all channels are
 * legal wherever these are in [0.05, 0.2]: see `noisyParams`.
 */
export function randomNoisyCircuit(
  key: Key,
  numQubits: number,
  numOps: number,
  { amplitudes = 0, complex = false }: Start = {},
): Circuit {
  const gates = randomCircuit(fold(key, "gates"), numQubits, numOps, amplitudes, complex);
  const random = stream(fold(key, "noise"));
  const names = (Object.keys(channels) as ChannelName[]).filter((name) => {
    const { wires, form } = channels[name] as Channel;
    return wires <= numQubits && form !== "readout";
  });
  const ops = gates.ops.map((gate) => {
    if (random.uniform() < 0.5) return gate;
    const name = names[random.integer(names.length)]!;
    const free = Array.from({ length: numQubits }, (_, w) => w);
    const wires = Array.from({ length: channels[name].wires }, () => free.splice(random.integer(free.length), 1)[0]!);
    return channel(name, wires, strengthsOf(name, random));
  });
  const readouts: ChannelOp[] = [];
  for (let wire = 0; wire < numQubits; wire++) {
    if (random.uniform() < 0.5) readouts.push(channel("readoutError", [wire], strengthsOf("readoutError", random)));
  }
  return circuit(numQubits, [...ops, ...readouts], { numInputs: gates.numInputs, amplitudes, complex });
}

/** Parameters for such a circuit: angles in [-3, 3), strengths in [0.05, 0.2). */
export function noisyParams(key: Key, { numParams }: Circuit): Float64Array {
  const out = uniforms(fold(key, "angles"), ANGLES + STRENGTHS, -3, 3);
  out.set(uniforms(fold(key, "strengths"), STRENGTHS, 0.05, 0.2), ANGLES);
  return out.slice(0, numParams);
}

function strengthsOf(name: ChannelName, random: RandomStream): Angle[] {
  const index = (): number => ANGLES + random.integer(STRENGTHS);
  /** A constant up to `most`, or a parameter that stays below it. */
  const upTo = (most: number): Angle =>
    random.integer(2) === 0 ? most * random.uniform() : param(index(), most * 5 * (0.2 + 0.8 * random.uniform()));
  if (name === "thermalRelaxation") {
    const [t1, t2] = times(random, index);
    return [t1!, t2!, upTo(0.4), upTo(0.3)];
  }
  const { fields, form }: Channel = channels[name];
  const count = Object.keys(fields).length;
  if (form === "unitary")
    return [random.integer(2) === 0 ? random.uniform() - 0.5 : param(random.integer(ANGLES), 0.7)];
  // Together at most 1, where there are several.
  return Array.from({ length: count }, () => upTo(Math.min(0.3, 0.9 / count)));
}

/** T1 and T2 <= 2 T1: constants, one parameter with two scales (T2 = 1.5 T1), or parameters of their own (T1 0.5 to 2, T2 0.2 to 0.8). */
function times(random: RandomStream, index: () => number): Angle[] {
  const kind = random.integer(3);
  const t1 = 0.5 + random.uniform();
  if (kind === 0) return [t1, t1 * (0.3 + 1.6 * random.uniform())];
  const first = index();
  return kind === 1 ? [param(first, 8), param(first, 12)] : [param(first, 10), param(index(), 4)];
}
