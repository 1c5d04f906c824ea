import { fail, MoireError } from "../../core/errors.ts";
import { sincosInto } from "../../core/math/index.ts";
import { type Angle, factorsOf, type LinearAngle, radians } from "../angle.ts";
import type { Channel, Transfer } from "../channels/channel.ts";
import { checkValues } from "../channels/strengths.ts";
import { isTrained } from "./chain.ts";

/** Numbers that the whole batch shares: cosines and sines of angles, channels by their strengths, and the derivatives by them. */
export interface SharedValues {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  readonly gradAngles: Float64Array;
  /** Of each channel: its transfer, its derivatives by strengths where any is a parameter, and where the loss's derivatives by strengths go. */
  readonly transfers: readonly Transfer[];
  readonly slopes: readonly (readonly Transfer[])[];
  readonly gradStrengths: readonly Float64Array[];
  /** Refuses strengths that are none: the parameters' values are known here only. */
  fill(params: Float64Array): void;
  clearGrads(): void;
  /** Adds the derivatives to gradParams from offset `at` on. Errors: a derivative by a strength that does not exist. */
  scatter(gradParams: Float64Array, at: number): void;
}

export interface PlacedChannel {
  readonly name: string;
  readonly channel: Channel;
  readonly strengths: readonly Angle[];
}

const NONE = new Float64Array(0);

export function sharedValues(angles: readonly LinearAngle[], placed: readonly PlacedChannel[]): SharedValues {
  const sources = angles.map(({ terms }) => terms.map(factorsOf));
  const turns = new Float64Array(angles.length);
  const fixed = placed.map(({ strengths }) =>
    strengths.map((strength) => (typeof strength === "number" ? strength : 0)),
  );
  const trained = placed.map(isTrained);
  const trainedSlots = placed.map((_, k) => k).filter((k) => trained[k]);
  /** Strengths where the channel's slope is infinite: at the end of a range. */
  const steep: Steep[] = [];
  const values: SharedValues & { readonly transfers: Transfer[]; readonly slopes: (readonly Transfer[])[] } = {
    cos: new Float64Array(angles.length),
    sin: new Float64Array(angles.length),
    gradAngles: new Float64Array(angles.length),
    transfers: placed.map(({ channel }, k) => (trained[k] ? NONE : channel.transfer(fixed[k]!))),
    slopes: placed.map(() => []),
    gradStrengths: placed.map(({ strengths }) => new Float64Array(strengths.length)),
    fill(params) {
      for (let k = 0; k < angles.length; k++) {
        let angle = angles[k]!.constant;
        const own = sources[k]!;
        for (let j = 0; j < own.length; j++) angle += own[j]!.scale * params[own[j]!.param]!;
        turns[k] = angle;
      }
      sincosInto(turns, values.sin, values.cos, angles.length);
      steep.length = 0;
      for (const k of trainedSlots) {
        const { name, channel, strengths } = placed[k]!;
        const now = strengths.map((strength) => radians(strength, params, NONE));
        checkNow(name, channel, now);
        values.transfers[k] = channel.transfer(now);
        values.slopes[k] = channel.slopes(now);
        for (const [j, slope] of values.slopes[k]!.entries()) {
          const strength = strengths[j]!;
          if (typeof strength !== "number" && slope.includes(-Infinity)) {
            steep.push({
              slot: k,
              strength: j,
              param: strength.index,
              name,
              field: Object.keys(channel.fields)[j]!,
              value: now[j]!,
            });
          }
        }
      }
    },
    clearGrads() {
      values.gradAngles.fill(0);
      for (const k of trainedSlots) values.gradStrengths[k]!.fill(0);
    },
    scatter(gradParams, at) {
      if (steep.length > 0) checkSteep(steep, values.gradStrengths);
      for (let k = 0; k < angles.length; k++) {
        const grad = values.gradAngles[k]!;
        const own = sources[k]!;
        for (let j = 0; j < own.length; j++) gradParams[at + own[j]!.param]! += own[j]!.scale * grad;
      }
      for (const k of trainedSlots) {
        for (const [j, strength] of placed[k]!.strengths.entries()) {
          if (typeof strength === "number") continue;
          const { param, scale } = factorsOf(strength);
          gradParams[at + param]! += scale * values.gradStrengths[k]![j]!;
        }
      }
    },
  };
  return values;
}

interface Steep {
  readonly slot: number;
  readonly strength: number;
  readonly param: number;
  readonly name: string;
  readonly field: string;
  readonly value: number;
}

/**
 * Refuses derivatives by sqrt(1 - gamma) at gamma = 1. They exist where nothing that is measured sees the root, and then are what the other entries give. Two roots of one
 * parameter may be seen together, as 1 - gamma, where neither is seen alone; that is not told apart here.
 */
function checkSteep(steep: readonly Steep[], grads: readonly Float64Array[]): void {
  for (const { slot, strength, param, name, field, value } of steep) {
    const shared = steep.some((other) => other.param === param && (other.slot !== slot || other.strength !== strength));
    const grad = grads[slot]![strength]!;
    if (!shared && Math.abs(grad) < Infinity) continue;
    // What is no number comes from inputs or angles that are none.
    if (Number.isNaN(grad)) continue;
    fail(
      `backward: channel ${name}: ${field}`,
      shared
        ? `a value below ${value} where one parameter is the strength of several channels`
        : "a value where the derivative is finite",
      value,
      "The slope is infinite here. Keep the strength below: start lower, or take a smaller learning rate",
    );
  }
}

function checkNow(name: string, channel: Channel, strengths: readonly number[]): void {
  const where = `forward: channel ${name}`;
  if (!strengths.every(Number.isFinite)) fail(where, "strengths that are finite numbers", strengths);
  try {
    checkValues(channel, strengths, where);
  } catch (error) {
    if (!(error instanceof MoireError)) throw error;
    throw new MoireError(
      `${error.message}. A strength is a parameter here, and this value is out of its range. In a training take a smaller learning rate, start it from a number well inside (parameters: [{ name, size, start }]), or keep it constant`,
    );
  }
}
