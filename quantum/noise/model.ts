import type { ChannelSpec } from "../channels/index.ts";
import type { GateName } from "../gates/index.ts";

/**
 * Where noise goes. "afterGates": after each gate of the circuit (which of them, `gates`, `wires` and `pairs` say), on the gate's wires. "afterEmbedding":
 * where an embedding ends. "betweenLayers": where a layer ends, but for the last one. "beforeMeasurement": at the end. These three go on all wires (or `wires`).
 */
export type Place = "afterGates" | "afterEmbedding" | "betweenLayers" | "beforeMeasurement";
export const PLACES = [
  "afterGates",
  "afterEmbedding",
  "betweenLayers",
  "beforeMeasurement",
] as const satisfies readonly Place[];

/** Two wires. */
export type Pair = readonly [number, number];

/** One channel and where it goes. Plain data. */
export interface NoiseRule {
  readonly channel: ChannelSpec;
  readonly place: Place;
  /** Of "afterGates": the gates it follows. Missing: all with a channel of one wire, which goes on each of a gate's wires; else all gates of two wires. */
  readonly gates?: readonly GateName[];
  /**
   * Missing: all wires. Else only these. Of a channel of two wires pairs: after a gate in either order, at the other places in this order, and there they must be
   * given. A channel of one wire after a gate of several goes on each of the gate's wires that is listed.
   */
  readonly wires?: readonly number[] | readonly Pair[];
  /** Of a channel of one wire with "afterGates": only after gates of two wires on these pairs, in either order. */
  readonly pairs?: readonly Pair[];
}

/** How long things take, in seconds: what a run on a machine costs follows from it. */
export interface GateTimes {
  /** One pulse on one wire; see `nativeGates` for the pulses that a gate takes. */
  readonly oneWire: number;
  readonly twoWires: number;
  readonly readout: number;
  /** Between two shots. */
  readonly reset: number;
}

/** What the machine has: circuits that need more are refused. Plain data. */
export interface Machine {
  /** The number on the machine of each wire's qubit. A circuit must have as many wires. */
  readonly qubits: readonly number[];
  /** Pairs of wires that have gates of two wires, in either order. */
  readonly coupling: readonly Pair[];
}

/** Noise of a machine, or an assumed one: plain data, JSON. */
export interface NoiseModel {
  readonly name: string;
  readonly rules: readonly NoiseRule[];
  readonly times?: GateTimes;
  readonly machine?: Machine;
}
