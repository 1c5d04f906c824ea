import { factorsOf, type LinearAngle } from "../angle.ts";
import type { BitMap } from "../bit-map.ts";
import { outputsOf } from "../engine/engine.ts";
import { checkBytes } from "../engine/memory.ts";
import { sortPhases } from "../engine/stage.ts";
import type { Plan, Primitive, Stage } from "../plan.ts";
import type { Precision } from "./module.ts";

/** Bytes of a block's states, so that a whole circuit runs in the first cache. */
const BLOCK_BYTES = 16384;

/**
 * Room for so many bytes: whole cache lines, and for long arrays some more, so that those of a power of two do not all start in the same place of
 * the cache.
 */
function strideOf(bytes: number): number {
  return Math.ceil(bytes / 64) * 64 + (bytes >= 2048 ? 1088 : 0);
}

/** The words of quantum/kernels/program.ts, in its order. */
export const PROGRAM_WORDS = [
  "numQubits V mostV packed stateOut numParams numInputs startNumbers startStep numShared numSample padded numStages stages lastMap lastInverse",
  "params inputs results cotangent gradParams gradInputs",
  "sharedTerms sampleTerms sharedHalf sharedCos sharedSin sharedCosLanes sharedSinLanes sampleHalf sampleCos sampleSin",
  "sumShared laneShared gradSample",
  "prefixes wires trail products wiresBytes productsBytes lengths",
  "psi stateBytes stateStride lambda back scratch dots mu z table",
].flatMap((line) => line.split(" "));
export const STAGE_WORDS = [
  "table tableAfter baseMap map inverse before after odd hasBefore hasAfter joint numJoint sample numSample",
  "rotations numRotations laneRotations numLaneRotations tangents sums flips",
].flatMap((line) => line.split(" "));

/** Where a circuit's program and its arguments lie in memory: byte offsets. */
export interface ProgramImage {
  /** Of the program record. */
  readonly at: number;
  readonly bytes: number;
  readonly params: number;
  readonly inputs: number;
  readonly results: number;
  readonly cotangent: number;
  readonly gradParams: number;
  readonly gradInputs: number;
  /** Inputs that are the start's amplitudes. */
  readonly startNumbers: number;
  /** Writes everything that stays as it is. */
  write(memory: ArrayBuffer): void;
}

/**
 * Lays a plan out for the kernels. packed: a plan for one sample (not batched) and f64; primitive: what the plan was made for. Nothing is allocated
 * here. Errors: more than 4 GiB.
 */
export function programOf(
  plan: Plan,
  maxBatch: number,
  precision: Precision,
  packed: boolean,
  primitive: Primitive,
): ProgramImage {
  const { numQubits: n, numParams, numInputs, amplitudes, complex, sharedAngles, sampleAngles } = plan;
  const element = precision === "f64" ? 8 : 4;
  const width = 16 / element;
  const size = 2 ** n;
  let V = 1;
  while (2 * V * width <= maxBatch && size * 32 * 2 * V <= BLOCK_BYTES) V *= 2;
  const numBlocks = Math.ceil(maxBatch / (V * width));
  const padded = numBlocks * V * width;
  const numLow = 2 ** (n >> 1);
  const numHigh = size / numLow;
  const rowBytes = packed ? 16 : 32 * V;
  const stateBytes = size * rowBytes;
  const writes: ((memory: DataView) => void)[] = [];

  let end = 4096;
  const take = (bytes: number): number => {
    const at = end;
    end += strideOf(bytes);
    return at;
  };
  /** Room for whole numbers, which are written once. */
  const words = (values: ArrayLike<number>): number => {
    const at = take(4 * values.length);
    writes.push((memory) => {
      for (let k = 0; k < values.length; k++) memory.setUint32(at + 4 * k, values[k]!, true);
    });
    return at;
  };
  const terms = (angles: readonly LinearAngle[]): number => {
    const at = take(angles.reduce((bytes, angle) => bytes + 24 * (1 + angle.terms.length), 0));
    writes.push((memory) => {
      let k = at;
      const put = (value: number, ...whole: readonly number[]): void => {
        memory.setFloat64(k, value, true);
        for (const [j, word] of whole.entries()) memory.setUint32(k + 8 + 4 * j, word, true);
        k += 24;
      };
      for (const angle of angles) {
        put(angle.constant, angle.terms.length);
        for (const term of angle.terms) {
          const { param, input, other, scale } = factorsOf(term);
          put(scale, param + 1, input + 1, other + 1);
        }
      }
    });
    return at;
  };
  const record = (names: readonly string[], values: Readonly<Record<string, number>>): number[] =>
    names.map((name) => {
      const value = values[name];
      if (value === undefined) throw new Error(`program: no ${name}`);
      return value;
    });

  /** Bytes for all 2^n basis states, or packed for the two parts of their indices. */
  const perState = (bytes: number): number => take((packed ? numHigh + numLow : size) * bytes);
  /** f(i) for all i; packed f(a, 0) for the high parts a, then f(0, b) ^ f(0, 0) for the low parts b. */
  const mapWords = (map: BitMap): number => {
    if (!packed) return words(map.table());
    const high = Array.from({ length: numHigh }, (_, a) => map.at(a * numLow));
    return words([...high, ...Array.from({ length: numLow }, (_, b) => map.at(b) ^ map.at(0))]);
  };

  const stageRecord = (stage: Stage): number[] => {
    const { before, after, joint, sample } = sortPhases(stage);
    const rotations = stage.rotations
      .map(({ wire, angle }) => ({ bit: n - 1 - wire, angle }))
      .sort((a, b) => a.bit - b.bit);
    const shared = rotations.filter(({ angle }) => !angle.sample);
    const lanes = rotations.filter(({ angle }) => angle.sample);
    const bits = Array.from({ length: n }, (_, bit) => bit);
    return record(STAGE_WORDS, {
      table: perState(2 * element),
      tableAfter: perState(2 * element),
      baseMap: mapWords(stage.map),
      map: packed ? 0 : take(size * 4),
      inverse: packed ? mapWords(stage.map.inverse()) : take(size * 4),
      before: words(before.map((angle) => (angle ? angle.slot + 1 : 0))),
      after: words(bits.map((bit) => (after.find((term) => term.bit === bit)?.angle.slot ?? -1) + 1)),
      odd: words(bits.map((bit) => (after.find((term) => term.bit === bit)?.odd ? 1 : 0))),
      hasBefore: before.some((angle) => angle !== null) ? 1 : 0,
      hasAfter: after.length > 0 ? 1 : 0,
      joint: words(joint.flatMap(({ angle, mask }) => [angle.slot, mask])),
      numJoint: joint.length,
      sample: words(sample.flatMap(({ angle, mask }) => [angle.slot, mask])),
      numSample: sample.length,
      rotations: words(shared.flatMap(({ angle, bit }) => [angle.slot, bit, rowBytes * 2 ** bit])),
      numRotations: shared.length,
      laneRotations: words(lanes.flatMap(({ angle, bit }) => [angle.slot, bit])),
      numLaneRotations: lanes.length,
      tangents: take(shared.length * element),
      sums: perState(16),
      flips: 0,
    });
  };
  const prefixRecord = (rotations: Plan["prefix"][number]): number => {
    const [first, ...others] = rotations;
    const simple = first?.axis === "Y" && first.angle.sample && others.every(({ angle }) => !angle.sample);
    const own = first?.angle.sample && sampleAngles[first.angle.slot]!.terms.some((term) => factorsOf(term).param >= 0);
    return words([
      rotations.length,
      simple ? 1 : 0,
      take(simple ? 64 * rotations.length : 0),
      take(simple ? 128 : 0),
      own ? 1 : 0,
      ...rotations.flatMap(({ axis, angle }) => [axis === "Z" ? 1 : 0, angle.sample ? 1 : 0, angle.slot]),
    ]);
  };

  const wiresBytes = n * 64 * V;
  const productsBytes = packed ? (numHigh + numLow) * 32 : Math.max(0, size - 4) * 32 * V;
  const sampleBytes = sampleAngles.length * padded * element;
  const longest = Math.max(0, ...plan.prefix.map(({ length }) => length));
  const io = {
    params: take(numParams * 8),
    inputs: take(maxBatch * numInputs * 8),
    results: take(maxBatch * outputsOf(primitive, n) * 8),
    cotangent: take(maxBatch * outputsOf(primitive, n) * 8),
    gradParams: take(maxBatch * numParams * 8),
    gradInputs: take(maxBatch * numInputs * 8),
  };
  const lists = {
    stages: words(plan.stages.flatMap(stageRecord)),
    lastMap: mapWords(plan.last.map),
    lastInverse: mapWords(plan.last.map.inverse()),
    sharedTerms: terms(sharedAngles),
    sampleTerms: terms(sampleAngles),
    prefixes: words(plan.prefix.map(prefixRecord)),
  };
  const startNumbers = complex ? 2 * amplitudes : amplitudes;
  const at = words(
    record(PROGRAM_WORDS, {
      ...{
        numQubits: n,
        V,
        mostV: V,
        packed: packed ? 1 : 0,
        stateOut: primitive === "state" ? 1 : 0,
        numParams,
        numInputs,
      },
      ...{ startNumbers, startStep: complex ? rowBytes / 2 : rowBytes },
      ...{ numShared: sharedAngles.length, numSample: sampleAngles.length, padded, numStages: plan.stages.length },
      ...io,
      ...lists,
      sharedHalf: take(sharedAngles.length * 8 + 8),
      sharedCos: take(sharedAngles.length * 8 + 8),
      sharedSin: take(sharedAngles.length * 8 + 8),
      sharedCosLanes: take(sharedAngles.length * 16),
      sharedSinLanes: take(sharedAngles.length * 16),
      sampleHalf: take(padded * 24),
      sampleCos: take(sampleBytes),
      sampleSin: take(sampleBytes),
      sumShared: take(sharedAngles.length * 16),
      laneShared: take(sharedAngles.length * 16 * V),
      gradSample: take(sampleBytes),
      ...{ wiresBytes, productsBytes },
      wires: take(amplitudes ? 0 : numBlocks * wiresBytes),
      trail: take(64 * V * (longest + 1)),
      products: take(amplitudes ? 0 : numBlocks * productsBytes),
      lengths: take(padded * 8),
      psi: take(numBlocks * (plan.stages.length + 1) * strideOf(stateBytes)),
      ...{ stateBytes, stateStride: strideOf(stateBytes) },
      lambda: take(stateBytes),
      back: take(stateBytes),
      scratch: perState(16 * V),
      dots: packed ? 0 : take(size * 16 * V),
      mu: take(128 * V),
      z: take(n * 16 * V),
      table: packed ? 0 : take(size * 32),
    }),
  );
  checkBytes(plan, maxBatch, end);
  return {
    at,
    bytes: end,
    ...io,
    startNumbers,
    write(memory) {
      const view = new DataView(memory);
      for (const write of writes) write(view);
    },
  };
}
