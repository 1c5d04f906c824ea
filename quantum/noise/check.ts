import { fail, lookUp } from "../../core/errors.ts";
import { checkRecord, checkSpec } from "../../core/spec.ts";
import { type Channel, type ChannelSpec, channels } from "../channels/index.ts";
import { checkValues } from "../channels/strengths.ts";
import { MAX_QUBITS } from "../circuit.ts";
import { type Gate, type GateName, gates } from "../gates/index.ts";
import type { GateTimes, Machine, NoiseModel, NoiseRule, Pair } from "./model.ts";
import { PLACES } from "./model.ts";

/**
 * Checks a noise model that came as unknown data, such as parsed JSON. Errors: an unknown name or key, strengths that are none; readout errors elsewhere than
 * "beforeMeasurement"; a channel of two wires after gates of one or three, or at another place without `wires`; lists that are empty or name something twice.
 */
export function checkNoiseModel(value: unknown): NoiseModel {
  const { name, rules, times, machine } = checkRecord(value, ["name", "rules", "times", "machine"], "noise model");
  if (typeof name !== "string" || name === "") fail("noise model: name", "text that is not empty", name);
  const where = `noise model ${JSON.stringify(name)}`;
  if (!Array.isArray(rules)) fail(`${where}: rules`, "a list of rules", rules);
  return {
    name,
    rules: Array.from(rules as readonly unknown[], (rule, r) => checkRule(rule, `${where}: rules[${r}]`)),
    ...(times === undefined ? {} : { times: checkTimes(times, `${where}: times`) }),
    ...(machine === undefined ? {} : { machine: checkMachine(machine, `${where}: machine`) }),
  };
}

/** The record of a spec's channel, and its strengths in the order of the fields. */
export function channelOf(spec: ChannelSpec): readonly [Channel, readonly number[]] {
  const found: Channel = channels[spec.kind];
  const strengths = spec as unknown as Readonly<Record<string, number>>;
  return [found, Object.keys(found.fields).map((name) => strengths[name]!)];
}

function checkRule(value: unknown, where: string): NoiseRule {
  const rule = checkRecord(value, ["channel", "place", "gates", "wires", "pairs"], where);
  const spec = checkSpec(channels, rule.channel, `${where}: channel`) as ChannelSpec;
  const [channel, strengths] = channelOf(spec);
  checkValues(channel, strengths, `${where}: channel ${spec.kind}`);
  const place = PLACES.find((name) => name === rule.place);
  if (place === undefined) fail(`${where}: place`, `one of ${PLACES.join(", ")}`, rule.place);
  if (channel.form === "readout" && place !== "beforeMeasurement") {
    fail(`${where}: place of ${spec.kind}`, '"beforeMeasurement", as it is an error of the measurement', place);
  }
  for (const key of ["gates", "pairs"]) {
    if (rule[key] !== undefined && place !== "afterGates") {
      fail(`${where}: ${key}`, 'none, as only "afterGates" has them', place, 'Leave them out, or take "afterGates"');
    }
  }
  if (rule.pairs !== undefined && channel.wires === 2) {
    fail(`${where}: pairs`, "none with a channel of two wires", spec.kind, "Give its pairs as `wires`");
  }
  if (channel.wires === 2 && place !== "afterGates" && rule.wires === undefined) {
    fail(`${where}: wires`, `pairs of wires, as ${spec.kind} has two and ${place} names none`, rule.wires);
  }
  const wires =
    channel.wires === 2 ? checkPairs(rule.wires, `${where}: wires`) : checkWires(rule.wires, `${where}: wires`);
  const names = checkGates(rule.gates, spec.kind, channel.wires, rule.pairs !== undefined, `${where}: gates`);
  const pairs = checkPairs(rule.pairs, `${where}: pairs`);
  return {
    channel: spec,
    place,
    ...(names === null ? {} : { gates: names }),
    ...(wires === null ? {} : { wires }),
    ...(pairs === null ? {} : { pairs }),
  };
}

function checkGates(
  value: unknown,
  kind: string,
  numWires: number,
  onPairs: boolean,
  where: string,
): GateName[] | null {
  if (value === undefined) return null;
  const names = checkList(value, "names of gates", where, NO_LIMIT, (name) => {
    if (typeof name !== "string") fail(where, `one of ${Object.keys(gates).join(", ")}`, name);
    const { wires } = lookUp<Gate>(gates, name, where);
    if (numWires === 2 && wires !== 2) fail(where, `gates of two wires, as the channel ${kind} has two`, name);
    if (onPairs && wires !== 2) fail(where, "gates of two wires, as `pairs` are given", name);
    return name as GateName;
  });
  return names;
}

const isWire = (wire: unknown): wire is number =>
  typeof wire === "number" && Number.isInteger(wire) && wire >= 0 && wire < MAX_QUBITS;

function checkWires(value: unknown, where: string): number[] | null {
  if (value === undefined) return null;
  return checkList(value, "wires", where, NO_LIMIT, (wire) =>
    isWire(wire) ? wire : fail(where, `wires from 0 to ${MAX_QUBITS - 1}`, wire, "Pairs are for channels of two wires"),
  );
}

function checkPairs(value: unknown, where: string): Pair[] | null {
  return value === undefined ? null : pairsOf(value, where, NO_LIMIT);
}

function pairsOf(value: unknown, where: string, hint: string): Pair[] {
  return checkList(value, "pairs of wires", where, hint, (pair) => {
    const [a, b] = Array.isArray(pair) && pair.length === 2 ? (pair as unknown[]) : [];
    if (!isWire(a) || !isWire(b) || a === b) {
      fail(where, `pairs of two different wires from 0 to ${MAX_QUBITS - 1}`, pair, "Write a pair as [0, 1]");
    }
    return [a, b] as const;
  });
}

const NO_LIMIT = "Leave it out where there is no limit";

/** A list that is not empty and names nothing twice. hint: what to do about one that is none or empty. */
function checkList<T>(value: unknown, what: string, where: string, hint: string, check: (item: unknown) => T): T[] {
  if (!Array.isArray(value) || value.length === 0) fail(where, `a list of ${what} that is not empty`, value, hint);
  const checked = Array.from(value as readonly unknown[], check);
  const twice = checked.find((item, k) => checked.findIndex((other) => String(other) === String(item)) !== k);
  if (twice !== undefined) fail(where, `${what} that differ`, twice, "Name each once");
  return checked;
}

const TIMES = ["oneWire", "twoWires", "readout", "reset"] as const;

function checkTimes(value: unknown, where: string): GateTimes {
  const given = checkRecord(value, TIMES, where);
  for (const name of TIMES) {
    const time = given[name];
    if (typeof time !== "number" || !(time >= 0 && time < Infinity)) {
      fail(`${where}: ${name}`, "seconds, finite and from 0", time);
    }
  }
  const { oneWire, twoWires, readout, reset } = given as unknown as GateTimes;
  return { oneWire, twoWires, readout, reset };
}

function checkMachine(value: unknown, where: string): Machine {
  const { qubits, coupling } = checkRecord(value, ["qubits", "coupling"], where);
  const sits = "Say which of the machine's qubits each wire sits on, such as [3, 4] for wires 0 and 1";
  const numbers = checkList(qubits, "numbers of qubits", `${where}: qubits`, sits, (qubit) =>
    Number.isInteger(qubit) && (qubit as number) >= 0
      ? (qubit as number)
      : fail(`${where}: qubits`, "whole numbers from 0", qubit, sits),
  );
  // A machine may have no gate of two wires on these qubits.
  const none = Array.isArray(coupling) && coupling.length === 0;
  const pairs = none ? [] : pairsOf(coupling, `${where}: coupling`, "Give [] where no wires are coupled");
  const beyond = pairs.flat().find((wire) => wire >= numbers.length);
  if (beyond !== undefined) {
    const hint = "Pairs are of the circuit's wires, the places in `qubits`, not of the machine's qubits";
    fail(`${where}: coupling`, `wires below ${numbers.length}, as many as it has qubits`, beyond, hint);
  }
  return { qubits: numbers, coupling: pairs };
}
