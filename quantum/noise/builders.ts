import { choice, number, type Options, resolve } from "../../core/fields.ts";
import type { ChannelSpec } from "../channels/index.ts";
import { type Gate, type GateName, gates } from "../gates/index.ts";
import { checkNoiseModel } from "./check.ts";
import type { GateTimes, NoiseModel, NoiseRule } from "./model.ts";

export interface NoiseModelOptions {
  /** How results name it; missing: what it is in words. */
  readonly name?: string;
  readonly times?: GateTimes;
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
  const rules: NoiseRule[] = [
    { channel, place: "afterEmbedding" },
    { channel, place: "beforeMeasurement" },
  ];
  return named(rules, `${channel?.kind} after the embedding and before the measurement`, options);
}

/**
 * The channel after every gate, on each of its wires; with `twoWires`, a channel of two wires, this one after gates of two and the other after gates of one alone
 * (gates of three are then refused). Errors: a readout error; a channel with another number of wires.
 */
export function afterEveryGate(
  channel: ChannelSpec,
  { twoWires, ...options }: NoiseModelOptions & { readonly twoWires?: ChannelSpec } = {},
): NoiseModel {
  if (twoWires === undefined)
    return named([{ channel, place: "afterGates" }], `${channel?.kind} after every gate`, options);
  const single = (Object.keys(gates) as GateName[]).filter((name) => (gates[name] as Gate).wires === 1);
  const rules: NoiseRule[] = [
    { channel, place: "afterGates", gates: single },
    { channel: twoWires, place: "afterGates" },
  ];
  return named(rules, `${channel?.kind} and ${twoWires?.kind} after every gate`, options);
}

/** The channel where a layer ends, but for the last one, on all wires. Errors: a channel of two wires, a readout error. */
export function betweenLayers(channel: ChannelSpec, options: NoiseModelOptions = {}): NoiseModel {
  return named([{ channel, place: "betweenLayers" }], `${channel?.kind} between layers`, options);
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
