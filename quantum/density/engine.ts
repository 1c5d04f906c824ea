import { fail } from "../../core/errors.ts";
import type { LinearAngle } from "../angle.ts";
import type { Circuit } from "../circuit.ts";
import { angleTables } from "../engine/angles.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import type { DensityKernels } from "./kernels.ts";
import { checkQubits, checkRoom, Room } from "./memory.ts";
import { densityPlan } from "./plan.ts";
import { openSamples } from "./samples.ts";
import { chainGradients, type MapStep, runStep, type Step, sharedFrom, stepsOf } from "./steps.ts";
import { sharedValues } from "./values.ts";

/** Makes kernels over so many bytes. */
export interface Backend {
  readonly name: string;
  open(bytes: number): { readonly memory: ArrayBuffer; readonly kernels: DensityKernels };
}

/** Bytes of a block's coordinates, so that it stays in the first cache. */
const BLOCK_BYTES = 16384;

/** Observables that are worth taking back through a step: each costs three passes over a sample's coordinates where the two meet, a chain some nine on what goes through it. */
const STRINGS_PER_STEP = 3;

/**
 * Opens a circuit with noise, exactly, as coordinates Tr(P rho) over all 4^n Pauli words P. forward gives the expectations of `strings`, words as numbers of
 * base 4 (I, X, Y, Z; wire 0's digit the most significant). What is the same for all samples is applied to the observables once for the batch, what differs by sample to
 * the samples' coordinates, and the two meet: see density.md. Errors: more than 4 GiB.
 */
export function openDensity(
  circuit: Circuit,
  maxBatch: number,
  strings: readonly number[],
  backend: Backend,
): OpenCircuit {
  if (!Number.isInteger(maxBatch) || maxBatch < 1) fail("batch", "a whole number from 1", maxBatch);
  checkQubits(circuit);
  const { numQubits: n, numInputs } = circuit;
  const size = 2 ** (2 * n);
  const outputs = strings.length;
  const width = outputs + (outputs % 2);
  const plan = densityPlan(circuit);
  const room = new Room();
  const { prefix, body, sharedAngles, sampleAngles, placed, grams, gramsLength } = stepsOf(plan, room);
  const own = sharedFrom(plan.body);
  const cut = width <= STRINGS_PER_STEP * (body.length - own) ? own : body.length;
  const tail = body.slice(cut);

  let lanes = 2;
  while (2 * lanes <= maxBatch + 1 && size * 16 * lanes <= BLOCK_BYTES) lanes *= 2;
  const observables = Array.from({ length: tail.length + 1 }, () => room.doubles(size * width));
  const bars = tail.length > 0 ? [room.doubles(size * width), room.doubles(size * width)] : [];
  const numAngles = sampleAngles.length * maxBatch + lanes;
  const [half, cos, sin] = [room.doubles(numAngles), room.doubles(numAngles), room.doubles(numAngles)] as const;
  const samples = openSamples(
    { circuit, prefix, body: body.slice(0, cut), lanes, width, cos, sin, room },
    sampleAngles,
  );
  checkRoom(circuit, room.bytes);

  const { memory: buffer, kernels } = backend.open(room.bytes);
  const memory = new Float64Array(buffer, 0, Math.floor(buffer.byteLength / 8));
  const integers = new Int32Array(buffer);
  const values = sharedValues(sharedAngles, placed);
  const angles = { numParams: circuit.numParams, numInputs, sharedAngles: [], sampleAngles: sampleAngles.map(doubled) };
  const tables = angleTables(angles, maxBatch, lanes, {
    half: memory.subarray(half, half + numAngles),
    cos: memory.subarray(cos, cos + numAngles),
    sin: memory.subarray(sin, sin + numAngles),
    sincos: (count) => kernels.sincos(8 * half, 8 * sin, 8 * cos, count),
  });
  const all: readonly Step[] = [...prefix.flat(), ...body];
  const chains = all.filter((step) => step.kind === "chain");
  const trainedMaps = all.filter((step) => step.kind === "map" && step.sums >= 0) as MapStep[];
  const slope = new Float64Array(12);
  const nowhere = { cos: 0, sin: 0, stride: 0 };
  const run = samples.over(memory, kernels, tables, maxBatch);
  const end = observables.at(-1)!;
  for (const [i, string] of strings.entries()) memory[end + string * width + i] = 1;
  for (const step of all) {
    if (step.kind !== "map") continue;
    step.op.map.images(integers, step.images);
    if (!step.diagonal.trained) step.diagonal.fill(values, memory, step.factors);
  }
  /** Where the samples meet the observables: (4^n, width). */
  const met = { at: observables[0]!, strings: tail.length === 0 ? strings : null };

  /** Derivatives of sum(cotangent out) over samples first..first+count-1; those by shared numbers go to gradParams from `at` on. */
  const backwardRange = (
    first: number,
    count: number,
    batch: number,
    cotangent: Float64Array,
    gradParams: Float64Array,
    at: number,
    rowStride: number,
    gradInputs: Float64Array | null,
  ): void => {
    values.clearGrads();
    memory.fill(0, grams, grams + gramsLength);
    for (const { sums } of trainedMaps) memory.fill(0, sums, sums + size);
    let [bar, other] = bars as [number, number];
    if (tail.length > 0) memory.fill(0, bar, bar + size * width);
    const last = first + count;
    for (let block = Math.floor(first / lanes); block * lanes < last; block++) {
      run.backward(block, first, last, batch, cotangent, outputs, met, tail.length > 0 ? bar : -1);
      run.scatter(block, batch, gradParams, rowStride, gradInputs);
    }
    for (const [k, step] of tail.entries()) {
      const after = observables[k + 1]!;
      if (step.kind === "chain") kernels.gram(after, bar, size * width, step.stride * width, step.gram);
      else if (step.kind === "map" && step.sums >= 0) kernels.mapDots(after, bar, size, width, step.images, step.sums);
      if (k === tail.length - 1) break;
      runStep(kernels, step, bar, other, size, width, false, nowhere);
      [bar, other] = [other, bar];
    }
    for (let k = 0; k < chains.length; k++) chainGradients(chains[k]!, memory, values, slope);
    for (const { diagonal, sums } of trainedMaps) diagonal.backward(values, memory, sums);
    values.scatter(gradParams, at);
  };

  return {
    engine: `${backend.name} density f64`,
    bytes: room.bytes,
    outputs,
    forward(params, inputs, batch, out) {
      values.fill(params);
      for (let k = 0; k < chains.length; k++) chains[k]!.chain.forward(values, memory, chains[k]!.matrix);
      for (const { diagonal, factors } of trainedMaps) diagonal.fill(values, memory, factors);
      for (let k = tail.length - 1; k >= 0; k--) {
        runStep(kernels, tail[k]!, observables[k + 1]!, observables[k]!, size, width, true, nowhere);
      }
      tables.fill(params, inputs, batch);
      run.start(inputs, batch);
      for (let block = 0; block * lanes < batch; block++) run.forward(block, batch, met, out, outputs);
    },
    backward(batch, cotangent, gradParams, rowStride, gradInputs) {
      gradInputs?.fill(0, 0, batch * numInputs);
      if (rowStride === 0) backwardRange(0, batch, batch, cotangent, gradParams, 0, 0, gradInputs);
      else {
        for (let s = 0; s < batch; s++) {
          backwardRange(s, 1, batch, cotangent, gradParams, s * rowStride, rowStride, gradInputs);
        }
      }
    },
  };
}

/** Tables are of half angles; letters turn by whole ones. */
function doubled({ constant, terms }: LinearAngle): LinearAngle {
  return { constant: 2 * constant, terms: terms.map((term) => ({ ...term, scale: 2 * term.scale })) };
}
