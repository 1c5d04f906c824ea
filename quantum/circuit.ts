import { fail, lookUp } from "../core/errors.ts";
import type { Angle } from "./angle.ts";
import { checkAngle, factorsOf, MAX_INDICES } from "./angle.ts";
import type { Channel, ChannelName } from "./channels/index.ts";
import { channels } from "./channels/index.ts";
import { checkStrength } from "./channels/strengths.ts";
import type { Gate, GateName } from "./gates/index.ts";
import { anglesOf, gates } from "./gates/index.ts";
import { checkMarks, type Mark } from "./marks.ts";

/** A gate applied to wires. Plain data. */
export interface GateOp {
  readonly gate: GateName;
  readonly wires: readonly number[];
  readonly angles: readonly Angle[];
}

/** Noise: a channel applied to wires. Its strengths are numbers or parameters, in the order of the channel's fields. Plain data. */
export interface ChannelOp {
  readonly channel: ChannelName;
  readonly wires: readonly number[];
  readonly strengths: readonly Angle[];
}

export type Op = GateOp | ChannelOp;

/** Parameters that lie one after the other, under one name, and what they start from. Plain data. */
export interface ParameterGroup {
  readonly name: string;
  readonly size: number;
  /** "angle": drawn uniformly from [0, 2 pi), as PennyLane's TorchLayer does. A number: this, each of them. */
  readonly start: "angle" | number;
}

/** An immutable list of ops, with the number of parameters and inputs that their angles name. Plain data. */
export interface Circuit {
  readonly numQubits: number;
  readonly numParams: number;
  readonly numInputs: number;
  /** 0: the circuit starts in |0..0>. Else its first inputs are so many amplitudes of its first state. */
  readonly amplitudes: number;
  /** False: an amplitude is one input. True: two, its real and its imaginary part. */
  readonly complex: boolean;
  /** All parameters in groups, in order of their numbers. */
  readonly parameters: readonly ParameterGroup[];
  readonly ops: readonly Op[];
  /** Where its parts end, in order. */
  readonly marks: readonly Mark[];
}

/** What may be said of a circuit beside its ops. */
export interface CircuitOptions {
  readonly numInputs?: number;
  readonly amplitudes?: number;
  readonly complex?: boolean;
  readonly parameters?: readonly ParameterGroup[];
  readonly marks?: readonly Mark[];
}

/** Most qubits that a circuit may have; what fits in memory is checked when it is opened for a batch. */
export const MAX_QUBITS = 24;

/** Applies a gate: `op("Rot", [0], [param(0), param(1), 0.5])`. Checks the name, the wires' number and the angles. */
export function op(gate: GateName, wires: readonly number[], angles: readonly Angle[] = []): GateOp {
  const found = lookUp<Gate>(gates, gate, "gate");
  const numWires = found.wires;
  const numAngles = anglesOf(found);
  if (!Array.isArray(wires)) fail(`gate ${gate}`, "a list of wires", wires);
  if (!Array.isArray(angles)) fail(`gate ${gate}`, "a list of angles", angles);
  if (wires.length !== numWires) fail(`gate ${gate}`, `${numWires} wires`, wires.length);
  if (angles.length !== numAngles) fail(`gate ${gate}`, `${numAngles} angles`, angles.length);
  for (const angle of angles) checkAngle(angle, `gate ${gate}`);
  return { gate, wires: [...wires], angles: [...angles] };
}

/**
 * Applies a channel: `channel("depolarizing", [0], [0.05])`. Strengths that are parameters, `param(3)`, have derivatives like angles; their values are
 * checked when the circuit runs. Errors: an unknown name, another number of wires or strengths, strengths out of bounds, inputs as strengths.
 */
export function channel(name: ChannelName, wires: readonly number[], strengths: readonly Angle[]): ChannelOp {
  const found = lookUp<Channel>(channels, name, "channel");
  const where = `channel ${name}`;
  if (!Array.isArray(wires)) fail(where, "a list of wires", wires);
  if (!Array.isArray(strengths)) fail(where, "a list of strengths", strengths);
  if (wires.length !== found.wires) fail(where, `${found.wires} wires`, wires.length);
  const names = Object.keys(found.fields);
  if (strengths.length !== names.length) {
    fail(where, `${names.length} strengths: ${names.join(", ")}`, strengths.length);
  }
  checkStrength(found, strengths, where);
  return { channel: name, wires: [...wires], strengths: [...strengths] };
}

/** The name of an op's gate or channel, and its angles or strengths. */
export function nameOf(given: Op): string {
  return "gate" in given ? given.gate : given.channel;
}
export function valuesOf(given: Op): readonly Angle[] {
  return "gate" in given ? given.angles : given.strengths;
}

/**
 * A circuit from its ops. Inputs and parameters are counted from the highest index named; `numInputs` may be given
 * when a circuit does not use all inputs of a sample. `amplitudes`: the circuit starts not in |0..0> but in the state whose amplitudes
 * are the first so many inputs (real, at most 2^numQubits, padded with zeros, normalised), PennyLane's AmplitudeEmbedding; with `complex` the first twice
 * so many, real and imaginary part of each in turn, as a state is put out.
 * `parameters`: names and start values of the parameters; default all "theta", angles.
 * Errors: wires outside 0..numQubits-1 or named twice in one op; more amplitudes than basis states; groups that are not all parameters.
 */
export function circuit(numQubits: number, ops: readonly Op[], options: CircuitOptions = {}): Circuit {
  if (!Number.isInteger(numQubits) || numQubits < 1 || numQubits > MAX_QUBITS) {
    fail("circuit", `a number of qubits from 1 to ${MAX_QUBITS}`, numQubits);
  }
  if (!Array.isArray(ops)) fail("circuit", "a list of ops", ops, "Make each with `op`");
  if (typeof options !== "object" || options === null) fail("circuit", "options", options);
  const counts = { param: 0, input: 0 };
  // Not `map`, which leaves holes of the list unchecked.
  const checked = Array.from(ops as readonly unknown[], (given, at) => {
    checkKeys(given, `circuit: ops[${at}]`);
    if ("channel" in given) {
      const { channel: name, wires, strengths } = given as ChannelOp;
      return channel(name, wires, strengths);
    }
    const { gate, wires, angles } = given as GateOp;
    return op(gate, wires, angles);
  });
  const read = new Set<number>();
  for (const given of checked) {
    const { wires } = given;
    const where = "gate" in given ? `gate ${given.gate}` : `channel ${given.channel}`;
    for (const wire of wires) {
      if (!Number.isInteger(wire) || wire < 0 || wire >= numQubits)
        fail(where, `wires from 0 to ${numQubits - 1}`, wire);
      if (read.has(wire)) fail(where, "no op after a wire's readout error, which belongs to the measurement", wire);
    }
    if (new Set(wires).size !== wires.length) fail(where, "wires that differ", wires);
    if ("channel" in given && (channels[given.channel] as Channel).form === "readout") read.add(wires[0]!);
    for (const angle of valuesOf(given)) {
      if (typeof angle === "number") continue;
      const { param, input, other } = factorsOf(angle);
      counts.param = Math.max(counts.param, param + 1);
      counts.input = Math.max(counts.input, input + 1, other + 1);
    }
  }
  const { amplitudes = 0, complex = false } = options;
  if (!Number.isInteger(amplitudes) || amplitudes < 0 || amplitudes > 2 ** numQubits) {
    fail("circuit", `at most ${2 ** numQubits} amplitudes, as ${numQubits} qubits have`, amplitudes);
  }
  if (typeof complex !== "boolean") fail("circuit: complex", "true or false", complex);
  if (complex && amplitudes === 0) fail("circuit: complex", "false without amplitudes", complex);
  counts.input = Math.max(counts.input, complex ? 2 * amplitudes : amplitudes);
  const numInputs = options.numInputs ?? counts.input;
  if (!Number.isInteger(numInputs) || numInputs < counts.input || numInputs > MAX_INDICES) {
    fail(
      "circuit",
      `at least ${counts.input} inputs, as its angles and amplitudes need, and at most ${MAX_INDICES}`,
      numInputs,
    );
  }
  const numParams = counts.param;
  const parameters = checkGroups(options.parameters ?? [{ name: "theta", size: numParams, start: "angle" }], numParams);
  const marks = checkMarks(options.marks ?? [], checked.length);
  return { numQubits, numParams, numInputs, amplitudes, complex, parameters, ops: checked, marks };
}

const GATE_KEYS = ["gate", "wires", "angles"];
const CHANNEL_KEYS = ["channel", "wires", "strengths"];

/** Refuses what is neither a gate nor a channel on wires, or both, or more. */
function checkKeys(given: unknown, where: string): asserts given is object {
  const made = "an op made by `op` or `channel`";
  if (typeof given !== "object" || given === null) fail(where, made, given);
  const keys = Object.keys(given);
  const isChannel = "channel" in given;
  if (!isChannel && !("gate" in given)) {
    const hint = 'Noise is put on wires by `channel`: channel("depolarizing", [0], [0.05])';
    fail(where, made, given, keys.includes("kind") ? hint : "");
  }
  if (isChannel && "gate" in given) fail(where, "a gate or a channel, not both", given, "Make two ops of them");
  const allowed = isChannel ? CHANNEL_KEYS : GATE_KEYS;
  const other = keys.find((key) => !allowed.includes(key));
  if (other !== undefined) fail(where, `no other keys than ${allowed.join(", ")}`, other);
}

/** A circuit's ops where all are gates. Errors: a channel, by name; `where` says what has no use for noise. */
export function gateOps({ ops }: Circuit, where: string): GateOp[] {
  return ops.map((given) =>
    "gate" in given ? given : fail(where, "a circuit of gates alone, without noise", `channel ${given.channel}`),
  );
}

/** Whether a circuit has channels that a state alone cannot go through: all but unitary errors. */
export function isNoisy({ ops }: Circuit): boolean {
  return ops.some((given) => "channel" in given && (channels[given.channel] as Channel).form !== "unitary");
}

function checkGroups(groups: unknown, numParams: number): ParameterGroup[] {
  const where = "circuit: parameters";
  if (!Array.isArray(groups)) fail(where, "a list of groups", groups);
  const checked = Array.from(groups as readonly unknown[], (group): ParameterGroup => {
    const { name, size, start } = (group ?? {}) as ParameterGroup;
    if (typeof name !== "string" || !/^[a-z]\w*$/i.test(name)) fail(where, "names of letters and digits", name);
    if (!Number.isInteger(size) || size < 0) fail(`${where}: ${name}`, "a size that is a whole number from 0", size);
    if (start !== "angle" && !Number.isFinite(start)) fail(`${where}: ${name}`, 'the start "angle" or a number', start);
    return { name, size, start };
  });
  if (new Set(checked.map(({ name }) => name)).size !== checked.length) fail(where, "names that differ", checked);
  const total = checked.reduce((sum, { size }) => sum + size, 0);
  if (total !== numParams) fail(where, `groups of ${numParams} parameters together, as the angles name`, total);
  return checked;
}

const KEYS = ["numQubits", "numParams", "numInputs", "amplitudes", "complex", "parameters", "ops", "marks"];

/**
 * Checks a circuit that came as unknown data, such as parsed JSON: numQubits and ops must be there, the rest is what `circuit` makes of its options.
 * Errors as `circuit` and `op`; a numParams other than what its angles name; a key that no circuit has.
 */
export function checkCircuit(value: unknown): Circuit {
  if (typeof value !== "object" || value === null) fail("circuit", "a circuit made by `circuit`", value);
  const unknown = Object.keys(value).find((name) => !KEYS.includes(name));
  if (unknown !== undefined) fail("circuit", `the keys ${KEYS.join(", ")}`, unknown);
  const { numQubits, numParams, ops, ...options } = value as Circuit;
  const checked = circuit(numQubits, ops, options);
  if (numParams !== undefined && numParams !== checked.numParams)
    fail("circuit: numParams", `${checked.numParams}, as its angles name`, numParams);
  return checked;
}
