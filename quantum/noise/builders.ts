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

function named(rules: readonly NoiseRule[], words: string, { name = words, ...rest }: NoiseModelOptions): NoiseModel {
  return checkNoiseModel({ name, rules, ...rest });
}
