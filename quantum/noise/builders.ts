import { fail } from "../../core/errors.ts";
import { choice, number, type Options, resolve } from "../../core/fields.ts";
import { checkRecord, checkSpec } from "../../core/spec.ts";
import { type Channel, type ChannelSpec, channels } from "../channels/index.ts";
import { type Gate, type GateName, gates } from "../gates/index.ts";
import { checkNoiseModel } from "./check.ts";
import type { GateTimes, NoiseModel, NoiseRule } from "./model.ts";

export interface NoiseModelOptions {
  /** How results name it; missing: what it is in words. */
  readonly name?: string;
  readonly times?: GateTimes;
}

const ON_PAIRS = "Give a rule with pairs of wires to `noiseModel`";

/** Refuses what is no channel, or has another number of wires. */
function checkChannel(value: unknown, wires: 1 | 2, where: string, hint: string): ChannelSpec {
  const example = wires === 1 ? "depolarizing({ p: 0.05 })" : "twoQubitDepolarizing({ p: 0.05 })";
  if (typeof value !== "object" || value === null) fail(where, `a channel such as ${example}`, value);
  const spec = checkSpec(channels, value, where) as ChannelSpec;
  if ((channels[spec.kind] as Channel).wires !== wires) {
    fail(where, `a channel of ${wires === 1 ? "one wire" : "two wires"}, such as ${example}`, spec.kind, hint);
  }
  return spec;
}

/** Refuses options that are none. own: an option that a builder has beside those of all. */
function checkOptions<T extends NoiseModelOptions>(options: T, where: string, ...own: readonly string[]): T {
  checkRecord(options, [...own, "name", "times"], `${where}: options`);
  return options;
}

/** A noise model from its rules. Errors as `checkNoiseModel`. */
export function noiseModel(model: NoiseModel): NoiseModel {
  return checkNoiseModel(model);
}

/**
 * The channel after each embedding and before the measurement, on all wires: the two places of Heddad and Bouanane, arXiv 2512.22296, phase 3b. Errors: a
 * channel of two wires, a readout error.
 */
export function twoPlaces(channel: ChannelSpec, options: NoiseModelOptions = {}): NoiseModel {
  const where = "twoPlaces";
  const { kind } = checkChannel(channel, 1, where, ON_PAIRS);
  const rules: NoiseRule[] = [
    { channel, place: "afterEmbedding" },
    { channel, place: "beforeMeasurement" },
  ];
  return named(rules, `${kind} after the embedding and before the measurement`, checkOptions(options, where));
}

/**
 * The channel after every gate, on each of its wires; with `twoWires`, a channel of two wires, this one after gates of two and the other after gates of one alone
 * (gates of three are then refused). Errors: a readout error; a channel with another number of wires.
 */
export function afterEveryGate(
  channel: ChannelSpec,
  options: NoiseModelOptions & { readonly twoWires?: ChannelSpec } = {},
): NoiseModel {
  const where = "afterEveryGate";
  const hint = "Gates of one wire need one: give the channel of two wires beside it, as `twoWires`";
  const { kind } = checkChannel(channel, 1, where, hint);
  const { twoWires, ...rest } = checkOptions(options, where, "twoWires");
  if (twoWires === undefined) return named([{ channel, place: "afterGates" }], `${kind} after every gate`, rest);
  const instead = "Leave `twoWires` out to have one channel on each wire of every gate";
  const both = checkChannel(twoWires, 2, `${where}: twoWires`, instead);
  const single = (Object.keys(gates) as GateName[]).filter((name) => (gates[name] as Gate).wires === 1);
  const rules: NoiseRule[] = [
    { channel, place: "afterGates", gates: single },
    { channel: twoWires, place: "afterGates" },
  ];
  return named(rules, `${kind} and ${both.kind} after every gate`, rest);
}

/** The channel where a layer ends, but for the last one, on all wires. Errors: a channel of two wires, a readout error. */
export function betweenLayers(channel: ChannelSpec, options: NoiseModelOptions = {}): NoiseModel {
  const where = "betweenLayers";
  const { kind } = checkChannel(channel, 1, where, ON_PAIRS);
  return named([{ channel, place: "betweenLayers" }], `${kind} between layers`, checkOptions(options, where));
}

/** Options of the interference dial. */
export const dialFields = {
  dial: number({ help: "how much interference is taken away: 0 none, 1 all of it", min: 0, max: 1, default: 0 }),
  dialAt: choice(["both", "embedding", "layers"], {
    help: "where: after the embedding, between layers, or both",
    default: "both",
  }),
  dialBy: choice(["dephasing", "depolarizing"], {
    help: "by which channel: dephasing, which removes coherences alone, or depolarizing with the same probability of an error (a control)",
    default: "dephasing",
  }),
};

/**
 * The interference dial: on every wire, after each embedding, between layers or both, dephasing of strength s, which multiplies coherences by 1 - s and leaves
 * populations alone. At 1 paths no longer interfere at these places. With `dialBy` "depolarizing" the control: depolarizing with the error probability of that
 * dephasing, p = s / 2, which shrinks the Bloch vector as much on the average of its three axes (by 1 - 2 s / 3), but populations, too. Options: dial, dialAt
 * "both" | "embedding" | "layers", dialBy "dephasing" | "depolarizing". Errors: an option out of bounds. Schlosshauer, Decoherence (Springer 2007), 2.
 */
export function interferenceDial(options: Options<typeof dialFields>): NoiseModel {
  const { dial, dialAt, dialBy } = resolve(dialFields, options, "interferenceDial");
  const channel: ChannelSpec =
    dialBy === "dephasing" ? { kind: "dephasing", s: dial } : { kind: "depolarizing", p: dial / 2 };
  const places = {
    both: ["afterEmbedding", "betweenLayers"],
    embedding: ["afterEmbedding"],
    layers: ["betweenLayers"],
  } as const;
  const rules = places[dialAt].map((place): NoiseRule => ({ channel, place }));
  const words = {
    both: "after the embedding and between layers",
    embedding: "after the embedding",
    layers: "between layers",
  };
  return named(rules, `${dialBy} ${words[dialAt]}, dial at ${dial}`, {});
}

function named(rules: readonly NoiseRule[], words: string, { name = words, ...rest }: NoiseModelOptions): NoiseModel {
  return checkNoiseModel({ name, rules, ...rest });
}
