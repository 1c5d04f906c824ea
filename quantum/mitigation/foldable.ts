import { fail } from "../../core/errors.ts";
import { type Circuit, type GateOp, gateOps } from "../circuit.ts";
import { type NoiseModel, type NoiseRule, withNoise } from "../noise/index.ts";
import { inverseOf } from "./folding.ts";

const EXPECTED = "noise after gates or at marks, which folding repeats";
const NOTHING = "There is nothing to extrapolate: leave zeroNoise out";

/**
 * Refuses noise that folding to these scales does not repeat as often as they say: no model, or one with none that it repeats at all; noise at marks at scales that are
 * not odd; noise that follows a gate and not the gate that undoes it. Noise before the measurement stays once beside other noise, which is then extrapolated alone.
 */
export function checkFoldable(circuit: Circuit, noise: NoiseModel | null, scales: readonly number[]): void {
  if (noise === null) fail("zeroNoise", EXPECTED, "no noise model", NOTHING);
  const { name } = noise;
  const where = `zeroNoise: noise model ${JSON.stringify(name)}`;
  // What the circuit has no place for is said with the rule's number.
  withNoise(circuit, noise);
  for (const rule of noise.rules) checkInverses(circuit, rule, where);
  const placed = noise.rules.filter(
    (rule) => withNoise(circuit, { name, rules: [rule] }).ops.length > circuit.ops.length,
  );
  const repeated = placed.filter(({ place }) => place !== "beforeMeasurement");
  if (repeated.length === 0) {
    const once = [...new Set(placed.map(({ channel, place }) => `${channel.kind} ${place}`))].join(", ");
    const hint = placed.some(({ channel }) => channel.kind === "readoutError")
      ? "Leave zeroNoise out; readoutInversion undoes readout errors"
      : NOTHING;
    fail(where, EXPECTED, once || "none in this circuit", hint);
  }
  const even = scales.find((scale) => scale % 2 !== 1);
  for (const { channel, place } of repeated) {
    if (place === "afterGates" || even === undefined) continue;
    fail(
      `${where}: ${channel.kind} ${place}`,
      "scales that are odd whole numbers, as at others noise at marks is not repeated as often as gates",
      scales,
      "Take scales such as [1, 3, 5], or put the noise after gates",
    );
  }
}

/** Noise by a gate's name grows with folding only where it follows the gate that undoes it as well. */
function checkInverses(circuit: Circuit, { gates, wires, channel }: NoiseRule, where: string): void {
  if (gates === undefined) return;
  for (const given of gateOps(circuit, "zeroNoise")) {
    if (wires !== undefined && !wires.flat().some((wire) => given.wires.includes(wire))) continue;
    const lone = inverseOf(given).find(({ gate }) => gates.includes(gate) !== gates.includes(given.gate));
    if (lone === undefined) continue;
    const names = gates.includes(given.gate) ? [given.gate, lone.gate] : [lone.gate, given.gate];
    fail(
      `${where}: ${channel.kind}`,
      `noise that follows ${given.gate} and ${lone.gate}, which undoes it, alike`,
      `it after ${names[0]} alone`,
      insteadOf(given, lone) ?? `Add ${names[1]} to the rule's gates`,
    );
  }
}

/** What to write for a gate that a gate of another name undoes, where that one is undone by its own name: RX for SX. As a rule's channel may be for one of both alone. */
function insteadOf(given: GateOp, inverse: GateOp): string | null {
  const [same, ...more] = inverseOf(inverse);
  if (same === undefined || more.length > 0 || same.gate !== inverse.gate) return null;
  const { gate, wires, angles } = same;
  const written = `op("${gate}", [${wires.join(", ")}], [${angles.join(", ")}])`;
  return `Write ${given.gate} as ${written}, the same but for a global phase`;
}
