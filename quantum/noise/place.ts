import { fail } from "../../core/errors.ts";
import { checkRecord } from "../../core/spec.ts";
import { type Angle, param } from "../angle.ts";
import { type Channel, channels } from "../channels/index.ts";
import { type ChannelOp, type Circuit, checkCircuit, circuit, type Op, type ParameterGroup } from "../circuit.ts";
import type { Mark } from "../marks.ts";
import { channelOf, checkNoiseModel } from "./check.ts";
import { checkOnMachine } from "./machine.ts";
import type { NoiseModel, NoiseRule, Pair, Place } from "./model.ts";

export interface PlacingOptions {
  /**
   * "fixed": strengths are the numbers of the model. "parameters": those of each rule that places something are new parameters of the circuit behind its own, in
   * groups of one such as "noise0_p" that start from the model's numbers, so that backward gives derivatives by them. Default "fixed".
   */
  readonly strengths?: "fixed" | "parameters";
}

/**
 * The circuit with the channels of a noise model at their places. Rules go in order; noise after a gate or at a mark stands behind channels that the circuit
 * has there already, and no channel follows a channel. Marks stay: noise after the embedding stands behind its mark. Readout errors come last. Gates that the
 * circuit lacks are no error, as a machine has more than a circuit uses. Errors: no circuit or model; wires that the circuit lacks; places at marks that it
 * lacks (a circuit of one layer has nothing between layers, which is none); a gate of three wires where a channel of two must follow all gates; a second
 * readout error on a wire; what the model's machine lacks.
 */
export function withNoise(source: Circuit, model: NoiseModel, options: PlacingOptions = {}): Circuit {
  const given = checkCircuit(source);
  const checked = checkNoiseModel(model);
  const { strengths = "fixed" } = checkRecord(options, ["strengths"], "withNoise: options");
  if (strengths !== "fixed" && strengths !== "parameters") {
    fail("withNoise: strengths", '"fixed" or "parameters"', strengths);
  }
  checkOnMachine(given, checked);
  const { parameters, numParams, numInputs, amplitudes, complex } = given;
  const named = nextNumber(parameters);
  const groups: ParameterGroup[] = [];
  const places = checked.rules.map((rule, r) => {
    const where = `noise model ${JSON.stringify(checked.name)}: rules[${r}] (${rule.channel.kind})`;
    checkPlace(rule, given, where);
    return placer(rule, where, (values, fields) => {
      if (strengths === "fixed") return values;
      const first = numParams + groups.length;
      fields.forEach((field, k) => {
        groups.push({ name: `noise${named + r}_${field}`, size: 1, start: values[k]! });
      });
      return fields.map((_, k) => param(first + k));
    });
  });
  const { ops, marks } = placed(given, places);
  return circuit(given.numQubits, ops, {
    numInputs,
    amplitudes,
    complex,
    marks,
    parameters: [...parameters, ...groups],
  });
}

/** The ops of one rule on these groups of wires. Its strengths are made when the first of them is placed. */
interface Placer {
  readonly rule: NoiseRule;
  readonly where: string;
  readonly isReadout: boolean;
  on(wires: readonly (readonly number[])[]): ChannelOp[];
}

function placer(
  rule: NoiseRule,
  where: string,
  strengthsOf: (values: readonly number[], fields: readonly string[]) => readonly Angle[],
): Placer {
  const [channel, values] = channelOf(rule.channel);
  let strengths: readonly Angle[] | null = null;
  return {
    rule,
    where,
    isReadout: channel.form === "readout",
    on: (all) =>
      all.map((wires) => {
        strengths ??= strengthsOf(values, Object.keys(channel.fields));
        return { channel: rule.channel.kind, wires, strengths };
      }),
  };
}

function placed(given: Circuit, places: readonly Placer[]): { ops: Op[]; marks: Mark[] } {
  const { ops, marks, numQubits } = given;
  const at = (place: Place): ChannelOp[] =>
    places.flatMap((one) => (one.rule.place === place && !one.isReadout ? one.on(wiresOf(one.rule, numQubits)) : []));
  const lastLayer = marks.findLastIndex(({ part }) => part === "layer");
  const out: Op[] = [];
  const kept: Mark[] = [];
  const readouts: ChannelOp[] = [];
  // Noise of the last gate or mark, which waits until the channels that stand there have gone by.
  let waiting: readonly ChannelOp[] = [];
  const go = (): void => {
    out.push(...waiting);
    waiting = [];
  };
  for (let i = 0; i <= ops.length; i++) {
    marks.forEach(({ part, after }, m) => {
      if (after !== i) return;
      go();
      kept.push({ part, after: out.length });
      waiting = part === "embedding" ? at("afterEmbedding") : m < lastLayer ? at("betweenLayers") : [];
    });
    const op = ops[i];
    if (op === undefined) continue;
    if ("gate" in op) {
      go();
      out.push(op);
      waiting = places.flatMap((one) =>
        one.rule.place === "afterGates" ? one.on(wiresAfter(one.rule, op.gate, op.wires, one.where)) : [],
      );
    } else if (isReadout(op)) readouts.push(op);
    else out.push(op);
  }
  go();
  out.push(...at("beforeMeasurement"));
  for (const one of places.filter((place) => place.isReadout)) {
    for (const op of one.on(wiresOf(one.rule, numQubits))) {
      if (readouts.some(({ wires }) => wires[0] === op.wires[0])) {
        fail(one.where, "one readout error on each wire", `another on wire ${op.wires[0]}`, "Leave one of them out");
      }
      readouts.push(op);
    }
  }
  return { ops: [...out, ...readouts], marks: kept };
}

function isReadout(op: ChannelOp): boolean {
  return (channels[op.channel] as Channel).form === "readout";
}

/** Where a rule goes that does not follow gates. */
function wiresOf({ wires }: NoiseRule, numQubits: number): readonly (readonly number[])[] {
  const all: readonly (number | Pair)[] = wires ?? Array.from({ length: numQubits }, (_, wire) => wire);
  return all.map((one) => (typeof one === "number" ? [one] : one));
}

/** Where a rule goes after a gate. */
function wiresAfter(rule: NoiseRule, gate: string, on: readonly number[], where: string): (readonly number[])[] {
  const names: readonly string[] | undefined = rule.gates;
  if (names !== undefined && !names.includes(gate)) return [];
  const [channel] = channelOf(rule.channel);
  if (channel.wires === 2) {
    if (on.length > 2) {
      fail(where, "gates of one or two wires", gate, "Say in `gates` which ones it follows, or decompose this one");
    }
    if (on.length < 2) return [];
    return rule.wires === undefined || hasPair(rule.wires as readonly Pair[], on) ? [on] : [];
  }
  if (rule.pairs !== undefined && !(on.length === 2 && hasPair(rule.pairs, on))) return [];
  const chosen = rule.wires as readonly number[] | undefined;
  return on.filter((wire) => chosen?.includes(wire) ?? true).map((wire) => [wire]);
}

function hasPair(pairs: readonly Pair[], [a, b]: readonly number[]): boolean {
  return pairs.some(([c, d]) => (a === c && b === d) || (a === d && b === c));
}

/** Refuses a rule that this circuit has no place for. */
function checkPlace({ place, wires = [], pairs = [] }: NoiseRule, { numQubits, marks }: Circuit, where: string): void {
  const beyond = [...wires, ...pairs].flat().find((wire) => wire >= numQubits);
  if (beyond !== undefined) fail(`${where}: wires`, `wires of the circuit, 0 to ${numQubits - 1}`, beyond);
  const part = place === "afterEmbedding" ? "embedding" : place === "betweenLayers" ? "layer" : null;
  if (part !== null && !marks.some((mark) => mark.part === part)) {
    fail(
      `${where}: place`,
      `a place that the circuit has; it has no marks of the ${part}`,
      place,
      "`routingCircuit` sets marks; give others in the options of `circuit`",
    );
  }
}

/** The first number that no group "noise0_..." has, so that noise can be placed on a circuit that has some. */
function nextNumber(groups: readonly ParameterGroup[]): number {
  const taken = groups.flatMap(({ name }) => {
    const found = /^noise(\d+)_/.exec(name);
    return found === null ? [] : [Number(found[1]) + 1];
  });
  return Math.max(0, ...taken);
}
