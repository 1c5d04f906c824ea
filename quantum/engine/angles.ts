import { sincosInto } from "../../core/math/index.ts";
import type { LinearAngle } from "../angle.ts";
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

interface Source {
  readonly param: boolean;
  readonly index: number;
  readonly scale: number;
}
const sourcesOf = (angle: LinearAngle): readonly Source[] =>
  angle.terms.map(({ from, index, scale }) => ({ param: from === "param", index, scale }));

export function angleTables(plan: Plan, maxBatch: number, maxLanes: number): AngleTables {
  const { sharedAngles, sampleAngles, numInputs } = plan;
  const shared = sharedAngles.map(sourcesOf);
  const sample = sampleAngles.map(sourcesOf);
  const sharedHalf = new Float64Array(shared.length);
  const sampleHalf = new Float64Array(sample.length * maxBatch);
  const tables = {
    sharedCos: new Float64Array(shared.length),
    sharedSin: new Float64Array(shared.length),
    sampleCos: new Float64Array(sampleHalf.length),
    sampleSin: new Float64Array(sampleHalf.length),
    gradShared: new Float64Array(shared.length * maxLanes),
    gradSample: new Float64Array(sample.length * maxLanes),
  };

  const fill = (params: Float64Array, inputs: Float64Array, batch: number): void => {
    for (let k = 0; k < shared.length; k++) {
      let angle = sharedAngles[k]!.constant;
      for (const { index, scale } of shared[k]!) angle += scale * params[index]!;
      sharedHalf[k] = angle / 2;
    }
    for (let k = 0; k < sample.length; k++) {
      const row = k * batch;
      sampleHalf.fill(sampleAngles[k]!.constant / 2, row, row + batch);
      for (const { param, index, scale } of sample[k]!) {
        if (param) for (let s = 0; s < batch; s++) sampleHalf[row + s]! += (scale * params[index]!) / 2;
        else for (let s = 0; s < batch; s++) sampleHalf[row + s]! += (scale * inputs[s * numInputs + index]!) / 2;
      }
    }
    sincosInto(sharedHalf, tables.sharedSin, tables.sharedCos, shared.length);
    sincosInto(sampleHalf, tables.sampleSin, tables.sampleCos, sample.length * batch);
  };

  const spread = (
    sources: readonly Source[],
    grad: Float64Array,
    from: number,
    first: number,
    lanes: number,
    gradParams: Float64Array,
    rowStride: number,
    gradInputs: Float64Array | null,
  ): void => {
    for (const { param, index, scale } of sources) {
      if (param) {
        let at = first * rowStride + index;
        for (let lane = 0; lane < lanes; lane++, at += rowStride) gradParams[at]! += scale * grad[from + lane]!;
      } else if (gradInputs) {
        let at = first * numInputs + index;
        for (let lane = 0; lane < lanes; lane++, at += numInputs) gradInputs[at]! += scale * grad[from + lane]!;
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
