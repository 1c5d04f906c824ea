import type { LinearAngle } from "../angle.ts";
import type { Circuit } from "../circuit.ts";
import type { AngleTables } from "../engine/angles.ts";
import type { DensityKernels } from "./kernels.ts";
import type { Room } from "./memory.ts";
import { openStart } from "./start.ts";
import { type BlockAngles, runStep, type Step, type Steps } from "./steps.ts";

interface Parts {
  readonly circuit: Circuit;
  readonly prefix: Steps["prefix"];
  /** The steps that the samples' coordinates go through. */
  readonly body: readonly Step[];
  readonly lanes: number;
  /** Observables, an even number. */
  readonly width: number;
  /** Cosines and sines of the samples' angles, (slot, batch). Lanes beyond the batch read on into others'. */
  readonly cos: number;
  readonly sin: number;
  readonly room: Room;
}

/** Observables where the samples meet them; `strings` where they are still single words, to be read off. */
export interface Met {
  readonly at: number;
  readonly strings: readonly number[] | null;
}

/** The samples' side of the engine, a block of lanes at a time: one block is in memory, and made again when another is wanted. */
export interface SamplesRun {
  /** After the tables were filled. inputs: (batch, numInputs). */
  start(inputs: Float64Array, batch: number): void;
  forward(block: number, batch: number, met: Met, out: Float64Array, outputs: number): void;
  /**
   * cotangent: (batch, outputs), of samples first..last-1. Adds derivatives by shared steps to their sums, by observables to bar (4^n, width) unless it is
   * -1.
   */
  backward(
    block: number,
    first: number,
    last: number,
    batch: number,
    cotangent: Float64Array,
    outputs: number,
    met: Met,
    bar: number,
  ): void;
  /** The last backward's derivatives by angles that differ by sample and by amplitudes, to what they are made of. */
  scatter(
    block: number,
    batch: number,
    gradParams: Float64Array,
    rowStride: number,
    gradInputs: Float64Array | null,
  ): void;
}

/** Takes room for the samples; `over` then runs them in the memory that was made. */
export function openSamples(parts: Parts, sampleAngles: readonly LinearAngle[]) {
  const { circuit, prefix, body, lanes, width, cos, sin, room } = parts;
  const { numQubits: n, amplitudes } = circuit;
  const size = 2 ** (2 * n);
  const numAngles = sampleAngles.length;
  const wires = prefix.map((steps) => Array.from({ length: steps.length + 1 }, () => room.doubles(4 * lanes)));
  // The product of wires 0..w; that of all is the first state, that of wire 0 its own vector.
  const states = Array.from({ length: body.length + 1 }, (_, k) =>
    n === 1 && k === 0 && amplitudes === 0 ? wires[0]!.at(-1)! : room.doubles(size * lanes),
  );
  const products = wires.map((own, w) =>
    w === 0 ? own.at(-1)! : w === n - 1 ? states[0]! : room.doubles(2 ** (2 * w + 2) * lanes),
  );
  const lambdas = [room.doubles(size * lanes), room.doubles(size * lanes)] as const;
  const mus = [room.doubles(4 * lanes), room.doubles(4 * lanes)] as const;
  const slopes = room.doubles(numAngles * lanes);
  const rows = room.doubles(width * lanes);
  const [restCos, restSin] = [room.doubles(numAngles * lanes), room.doubles(numAngles * lanes)] as const;

  const everyLane = Array.from({ length: lanes }, (_, lane) => lane);
  /** Whether all angles of a block's lane are numbers. */
  const allFinite = (memory: Float64Array, { cos, stride }: BlockAngles, lane: number): boolean => {
    for (let slot = 0; slot < numAngles; slot++) if (Number.isNaN(memory[cos + slot * stride + lane]!)) return false;
    return true;
  };

  /**
   * A block's angles with 0 in the lanes outside from..to-1 that have one which is no number; null where there are none. Sums over lanes take others times 0, which is 0
   * for numbers alone.
   */
  const withoutOthers = (memory: Float64Array, given: BlockAngles, from: number, to: number): BlockAngles | null => {
    const spoils = (lane: number): boolean => (lane < from || lane >= to) && !allFinite(memory, given, lane);
    if (!everyLane.some(spoils)) return null;
    for (const lane of everyLane) {
      const out = spoils(lane);
      for (let slot = 0; slot < numAngles; slot++) {
        memory[restCos + slot * lanes + lane] = out ? 1 : memory[given.cos + slot * given.stride + lane]!;
        memory[restSin + slot * lanes + lane] = out ? 0 : memory[given.sin + slot * given.stride + lane]!;
      }
    }
    return { cos: restCos, sin: restSin, stride: lanes };
  };

  const over = (memory: Float64Array, k: DensityKernels, tables: AngleTables, maxBatch: number): SamplesRun => {
    const start = amplitudes > 0 ? openStart(circuit) : null;
    for (const [own] of wires) {
      memory.fill(1, own!, own! + lanes);
      memory.fill(1, own! + 3 * lanes, own! + 4 * lanes);
    }
    start?.allocate(maxBatch);
    let current = -1;
    let stride = 0;
    /** The block that was looked through last, and whether all its angles are numbers. */
    let seen = -1;
    let healthy = true;
    const anglesOf = (block: number): BlockAngles => ({ cos: cos + block * lanes, sin: sin + block * lanes, stride });

    const fill = (block: number, batch: number, angles: BlockAngles): void => {
      if (start) start.coordinates(memory, states[0]!, lanes, block * lanes, Math.min(lanes, batch - block * lanes));
      else {
        for (const [w, steps] of prefix.entries()) {
          for (const [i, step] of steps.entries())
            runStep(k, step, wires[w]![i]!, wires[w]![i + 1]!, 4, lanes, false, angles);
        }
        for (let w = 1; w < n; w++) k.extend(products[w - 1]!, 2 ** (2 * w), wires[w]!.at(-1)!, products[w]!, lanes);
      }
      for (const [i, step] of body.entries()) runStep(k, step, states[i]!, states[i + 1]!, size, lanes, false, angles);
    };

    /** Takes lambda back through steps; the arrays before and after them are kept. Gives the place of what is left. */
    const takeBack = (
      steps: readonly Step[],
      kept: readonly number[],
      count: number,
      at: number,
      spare: number,
      angles: BlockAngles,
    ): number => {
      let lambda = at;
      let other = spare;
      for (let i = steps.length - 1; i >= 0; i--) {
        const step = steps[i]!;
        if (step.kind === "chain") {
          k.gram(lambda, kept[i]!, count * lanes, step.stride * lanes, step.gram);
        } else if (step.kind === "turn") {
          const { stride, p, q, slot } = step;
          k.turnDots(lambda, kept[i + 1]!, count * lanes, stride * lanes, lanes, p, q, slopes + slot * lanes);
        } else if (step.sums >= 0) k.mapDots(lambda, kept[i]!, count, lanes, step.images, step.sums);
        runStep(k, step, lambda, other, count, lanes, true, angles);
        [lambda, other] = [other, lambda];
      }
      return lambda;
    };

    return {
      start(inputs, batch) {
        current = -1;
        seen = -1;
        stride = batch;
        start?.states(inputs, batch);
      },
      forward(block, batch, { at, strings }, out, outputs) {
        if (current !== block) fill(block, batch, anglesOf(block));
        current = block;
        const r = states.at(-1)!;
        if (strings === null) k.contract(at, width, r, size, lanes, rows);
        const first = block * lanes;
        const count = Math.min(lanes, batch - first);
        for (let i = 0; i < outputs; i++) {
          const from = strings === null ? rows + i * lanes : r + strings[i]! * lanes;
          for (let s = 0; s < count; s++) out[(first + s) * outputs + i] = memory[from + s]!;
        }
      },
      backward(block, first, last, batch, cotangent, outputs, { at, strings }, bar) {
        const from = block * lanes;
        let angles = anglesOf(block);
        let others: BlockAngles | null = null;
        if (first > from || last < from + lanes) {
          if (seen !== block) healthy = everyLane.every((lane) => allFinite(memory, angles, lane));
          seen = block;
          if (!healthy) others = withoutOthers(memory, angles, first - from, last - from);
        }
        if (others !== null) angles = others;
        if (others !== null || current !== block) fill(block, batch, angles);
        // What others were left out of is not the block as given.
        current = others === null ? block : -1;
        memory.fill(0, slopes, slopes + numAngles * lanes);
        memory.fill(0, rows, rows + width * lanes);
        for (let s = Math.max(first, from); s < Math.min(last, from + lanes); s++) {
          for (let i = 0; i < outputs; i++) memory[rows + i * lanes + s - from] = cotangent[s * outputs + i]!;
        }
        const [lambda, other] = lambdas;
        if (strings === null) k.spread(at, width, rows, size, lanes, lambda);
        else {
          memory.fill(0, lambda, lambda + size * lanes);
          for (const [i, string] of strings.entries()) {
            for (let s = 0; s < lanes; s++) memory[lambda + string * lanes + s]! += memory[rows + i * lanes + s]!;
          }
        }
        if (bar >= 0) k.collect(rows, states.at(-1)!, size, lanes, bar, width);
        let left = takeBack(body, states, size, lambda, other, angles);
        if (start) {
          start.backward(memory, left, lanes, from, Math.min(lanes, batch - from));
          return;
        }
        for (let w = n - 1; w > 0; w--) {
          const next = left === lambda ? other : lambda;
          k.shrink(left, 2 ** (2 * w), wires[w]!.at(-1)!, products[w - 1]!, next, mus[0], lanes);
          takeBack(prefix[w]!, wires[w]!, 4, mus[0], mus[1], angles);
          left = next;
        }
        takeBack(prefix[0]!, wires[0]!, 4, left, mus[0], angles);
      },
      scatter(block, batch, gradParams, rowStride, gradInputs) {
        const first = block * lanes;
        const count = Math.min(lanes, batch - first);
        for (let slot = 0; slot < numAngles; slot++) {
          // Tables are of doubled angles.
          for (let s = 0; s < count; s++) tables.gradSample[slot * count + s] = memory[slopes + slot * lanes + s]! / 2;
        }
        tables.scatter(first, count, gradParams, rowStride, gradInputs);
        if (start && gradInputs) start.scatter(first, count, gradInputs);
      },
    };
  };
  return { over };
}
