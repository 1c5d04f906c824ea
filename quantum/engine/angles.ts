import { sincosInto } from "../../core/math/index.ts";
import { type Factors, factorsOf, type LinearAngle } from "../angle.ts";
import type { Plan } from "../plan.ts";

/**
 * Sines and cosines of half of every angle of a plan, and where derivatives by the angles are collected.
 * Shared angles: (slot,). Angles of the sample: (slot, batch), one row a slot. Derivatives: (slot, lane) for one block of the batch.
 */
export interface AngleTables {
  readonly sharedCos: Float64Array;
  readonly sharedSin: Float64Array;
  readonly sampleCos: Float64Array;
  readonly sampleSin: Float64Array;
  readonly gradShared: Float64Array;
  readonly gradSample: Float64Array;
  fill(params: Float64Array, inputs: Float64Array, batch: number): void;
  /** Adds the block's derivatives (samples first..first+lanes-1) to parameters and inputs by the chain rule of each sum. */
  scatter(
    first: number,
    lanes: number,
    gradParams: Float64Array,
    rowStride: number,
    gradInputs: Float64Array | null,
  ): void;
}

const sourcesOf = (angle: LinearAngle): readonly Factors[] => angle.terms.map(factorsOf);

type Angles = Pick<Plan, "sharedAngles" | "sampleAngles" | "numParams" | "numInputs">;

/** Where the angles of samples lie, (slot, batch) each, and what makes cosines and sines of so many of them. */
export interface SampleRoom {
  readonly half: Float64Array;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  sincos(count: number): void;
}

export function angleTables(plan: Angles, maxBatch: number, maxLanes: number, room?: SampleRoom): AngleTables {
  const { sharedAngles, sampleAngles, numInputs } = plan;
  const shared = sharedAngles.map(sourcesOf);
  const sample = sampleAngles.map(sourcesOf);
  const sharedHalf = new Float64Array(shared.length);
  const sampleHalf = room?.half ?? new Float64Array(sample.length * maxBatch);
  const tables = {
    sharedCos: new Float64Array(shared.length),
    sharedSin: new Float64Array(shared.length),
    sampleCos: room?.cos ?? new Float64Array(sampleHalf.length),
    sampleSin: room?.sin ?? new Float64Array(sampleHalf.length),
    gradShared: new Float64Array(shared.length * maxLanes),
    gradSample: new Float64Array(sample.length * maxLanes),
  };

  // What products need for their derivatives.
  const products = sample.some((sources) =>
    sources.some(({ param, input, other }) => input >= 0 && (param >= 0 || other >= 0)),
  );
  const lastParams = new Float64Array(products ? plan.numParams : 0);
  const lastInputs = new Float64Array(products ? maxBatch * numInputs : 0);

  const fill = (params: Float64Array, inputs: Float64Array, batch: number): void => {
    for (let i = 0; i < lastParams.length; i++) lastParams[i] = params[i]!;
    if (products) for (let i = 0; i < batch * numInputs; i++) lastInputs[i] = inputs[i]!;
    for (let k = 0; k < shared.length; k++) {
      let angle = sharedAngles[k]!.constant;
      for (const { param, scale } of shared[k]!) angle += scale * params[param]!;
      sharedHalf[k] = angle / 2;
    }
    for (let k = 0; k < sample.length; k++) {
      const row = k * batch;
      sampleHalf.fill(sampleAngles[k]!.constant / 2, row, row + batch);
      for (const { param, input, other, scale } of sample[k]!) {
        const factor = param < 0 ? scale : scale * params[param]!;
        for (let s = 0; s < batch; s++) {
          let turn = input < 0 ? factor : factor * inputs[s * numInputs + input]!;
          if (other >= 0) turn *= inputs[s * numInputs + other]!;
          sampleHalf[row + s]! += turn / 2;
        }
      }
    }
    sincosInto(sharedHalf, tables.sharedSin, tables.sharedCos, shared.length);
    if (room) room.sincos(sample.length * batch);
    else sincosInto(sampleHalf, tables.sampleSin, tables.sampleCos, sample.length * batch);
  };

  const spread = (
    sources: readonly Factors[],
    grad: Float64Array,
    from: number,
    first: number,
    lanes: number,
    gradParams: Float64Array,
    rowStride: number,
    gradInputs: Float64Array | null,
  ): void => {
    for (const { param, input, other, scale } of sources) {
      for (let lane = 0; lane < lanes; lane++) {
        const slope = scale * grad[from + lane]!;
        const at = (first + lane) * numInputs;
        if (param >= 0) {
          gradParams[(first + lane) * rowStride + param]! += input < 0 ? slope : slope * lastInputs[at + input]!;
        }
        if (input < 0 || !gradInputs) continue;
        const factor = param < 0 ? slope : slope * lastParams[param]!;
        gradInputs[at + input]! += other < 0 ? factor : factor * lastInputs[at + other]!;
        if (other >= 0) gradInputs[at + other]! += factor * lastInputs[at + input]!;
      }
    }
  };

  const scatter: AngleTables["scatter"] = (first, lanes, gradParams, rowStride, gradInputs) => {
    const { gradShared, gradSample } = tables;
    for (let k = 0; k < shared.length; k++) {
      spread(shared[k]!, gradShared, k * lanes, first, lanes, gradParams, rowStride, gradInputs);
    }
    for (let k = 0; k < sample.length; k++) {
      spread(sample[k]!, gradSample, k * lanes, first, lanes, gradParams, rowStride, gradInputs);
    }
  };

  return { ...tables, fill, scatter };
}
