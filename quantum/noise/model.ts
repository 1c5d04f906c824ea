import type { ChannelSpec } from "../channels/index.ts";
import type { GateName } from "../gates/index.ts";

/**
 * Where noise goes. "afterGates": after each gate of the circuit (which of them, `gates` and `wires` say), on the gate's wires. "afterEmbedding",
 * "betweenLayers": at the circuit's marks, on all wires (or `wires`). "beforeMeasurement": at the end, on all wires (or `wires`).
 */
export type Place = "afterGates" | "afterEmbedding" | "betweenLayers" | "beforeMeasurement";
export const PLACES = [
  "afterGates",
  "afterEmbedding",
  "betweenLayers",
  "beforeMeasurement",
] as const satisfies readonly Place[];

/** One channel and where it goes. Plain data. */
export interface NoiseRule {
  readonly channel: ChannelSpec;
  readonly place: Place;
  /** Of "afterGates": the gates it follows; missing: all whose number of wires suits it. */
  readonly gates?: readonly GateName[];
  /**
   * Missing: all wires. Else only these; of a channel of two wires pairs, in either order. A channel of one wire after a gate of several goes on each of the gate's
   * wires that is listed.
   */
  readonly wires?: readonly number[] | readonly (readonly [number, number])[];
}

/** How long things take, in seconds: what a run on a machine costs follows from it. */
export interface GateTimes {
  readonly oneWire: number;
  readonly twoWires: number;
  readonly readout: number;
  /** Between two shots. */
  readonly reset: number;
}

/** Noise of a machine, or an assumed one: plain data, JSON. */
export interface NoiseModel {
  readonly name: string;
  readonly rules: readonly NoiseRule[];
  readonly times?: GateTimes;
}
