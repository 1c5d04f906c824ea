import type { LinearAngle } from "../angle.ts";
import { type OpenStage, samplePhaseGradients, sharedPhaseGradients } from "../engine/stage.ts";
import type { AngleRef, Plan } from "../plan.ts";
import type { Layout } from "./layout.ts";
import type { Sink } from "./prefix.ts";

type Floats = Float64Array | Float32Array;

/** Collects what the kernels leave behind, and applies the chain rule from angles to parameters and inputs. */
export interface Gradients {
  clear(): void;
  sink(byLane: boolean): Sink;
  /** Derivatives by a stage's phases from the sums by lane. byLane: shared phases too, else they join the stage's sums. */
  phases(stage: number, block: number, byLane: boolean): void;
  /** Adds the block's derivatives by shared angles, a row for each sample. */
  rows(first: number, count: number, gradParams: Float64Array, rowStride: number): void;
  /** Adds the batch's derivatives by shared angles. */
  sums(gradParams: Float64Array): void;
  /** Adds derivatives by angles that differ by sample. */
  samples(batch: number, gradParams: Float64Array, rowStride: number, gradInputs: Float64Array | null): void;
}

export function openGradients(
  plan: Plan,
  stages: readonly OpenStage[],
  layout: Layout,
  view: (at: number, length: number) => Floats,
  padded: number,
): Gradients {
  const { lanes, V } = layout;
  const { numInputs, sharedAngles, sampleAngles } = plan;
  const size = 2 ** plan.numQubits;
  const width = lanes / V;
  const angleSums = view(layout.angleSums, sharedAngles.length * width);
  const angleLanes = view(layout.gradLanes, sharedAngles.length * lanes);
  const sampleLanes = view(layout.gradSample, sampleAngles.length * padded);
  const element = sampleLanes.BYTES_PER_ELEMENT;
  const phaseSums = stages.map((_, k) => view(layout.phaseSums(k), size * width));
  const wLanes = view(layout.wLanes, size * lanes);
  const w = new Float64Array(2 * size * lanes);
  // Derivatives by phases, which the kernels do not sum over basis states: (slot,) or (slot, lane).
  const phaseShared = new Float64Array(sharedAngles.length);
  const phaseLanes = new Float64Array(sharedAngles.length * lanes);
  const phaseSample = new Float64Array(sampleAngles.length * lanes);

  const byLaneSink: Sink = {
    at: ({ sample, slot }, block) =>
      sample ? layout.gradSample + (slot * padded + block * lanes) * element : layout.gradLanes + slot * 16 * V,
    step: () => 16,
  };
  const sumSink: Sink = {
    at: (angle: AngleRef, block) => (angle.sample ? byLaneSink.at(angle, block) : layout.angleSums + 16 * angle.slot),
    step: ({ sample }) => (sample ? 16 : 0),
  };
  const spread = ({ terms }: LinearAngle, value: number, row: number, gradParams: Float64Array): void => {
    for (const { from, index, scale } of terms) if (from === "param") gradParams[row + index]! += scale * value;
  };

  return {
    clear(): void {
      angleSums.fill(0);
      angleLanes.fill(0);
      sampleLanes.fill(0);
      phaseLanes.fill(0);
      phaseShared.fill(0);
      for (const sums of phaseSums) sums.fill(0);
    },
    sink: (byLane) => (byLane ? byLaneSink : sumSink),
    phases(stage, block, byLane): void {
      w.set(wLanes);
      if (byLane) sharedPhaseGradients(stages[stage]!, phaseLanes, lanes, w);
      else {
        const sums = phaseSums[stage]!;
        for (let i = 0; i < size; i++)
          for (let s = 0; s < lanes; s++) sums[i * width + (s % width)]! += w[i * lanes + s]!;
      }
      samplePhaseGradients(stages[stage]!, phaseSample, lanes, w);
      // The kernels' rows hold twice the derivative.
      for (const { angle } of stages[stage]!.sample) {
        const row = angle.slot * padded + block * lanes;
        for (let s = 0; s < lanes; s++) sampleLanes[row + s] = 2 * phaseSample[angle.slot * lanes + s]!;
      }
    },
    rows(first, count, gradParams, rowStride): void {
      for (const [slot, angle] of sharedAngles.entries()) {
        for (let s = 0; s < count; s++) {
          const k = slot * lanes + s;
          spread(angle, angleLanes[k]! / 2 + phaseLanes[k]!, (first + s) * rowStride, gradParams);
        }
      }
      angleLanes.fill(0);
      phaseLanes.fill(0);
    },
    sums(gradParams): void {
      for (const [k, stage] of stages.entries()) {
        const sums = phaseSums[k]!;
        for (let i = 0; i < size; i++) {
          let sum = 0;
          for (let lane = 0; lane < width; lane++) sum += sums[i * width + lane]!;
          w[i] = sum;
        }
        sharedPhaseGradients(stage, phaseShared, 1, w);
      }
      for (const [slot, angle] of sharedAngles.entries()) {
        let sum = 0;
        for (let lane = 0; lane < width; lane++) sum += angleSums[slot * width + lane]!;
        spread(angle, sum / 2 + phaseShared[slot]!, 0, gradParams);
      }
    },
    samples(batch, gradParams, rowStride, gradInputs): void {
      for (const [slot, { terms }] of sampleAngles.entries()) {
        for (const { from, index, scale } of terms) {
          const out = from === "param" ? gradParams : gradInputs;
          if (!out) continue;
          const stride = from === "param" ? rowStride : numInputs;
          for (let s = 0; s < batch; s++) out[s * stride + index]! += (scale * sampleLanes[slot * padded + s]!) / 2;
        }
      }
    },
  };
}
