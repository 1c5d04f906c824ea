import { fail } from "../../core/errors.ts";
import type { Angle } from "../angle.ts";
import { type Circuit, checkCircuit, circuit, type GateOp } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import { zCorrelations } from "../observables/walsh.ts";
import { bestEngine, type EngineName, type EngineOptions, openCircuit } from "../open.ts";
import { type Place, segmentsOf } from "./segments.ts";

/** One block of a metric that is block-diagonal: its parameters, ascending, and their (k, k) entries row by row. */
export interface MetricBlock {
  readonly params: readonly number[];
  readonly metric: Float64Array;
}

/**
 * The Fubini-Study metric Re<di|dj> - <di|psi><psi|dj> of a circuit's state in its parameters, block by block, averaged over the batch: the natural gradient of
 * Stokes, Izaac, Killoran, Carleo, Quantum 4, 269 (2020). A block is a layer of trained gates that commute (segments.ts); entries between layers count as
 * 0. Layers that share a parameter make one block, the sum of theirs. A parameter that no gate has is in no block. Exact, in f64: covariances of the gates'
 * generators.
 * params: (numParams,); inputs: (batch, numInputs). PennyLane's `metric_tensor(approx="block-diag")`, which takes controlled rotations apart first.
 * Errors: arrays that are too short; amplitudes that make no state; more than 18 qubits.
 */
export function metricTensor(
  source: Circuit,
  params: Float64Array,
  inputs: Float64Array,
  batch: number,
  options: Pick<EngineOptions, "engine"> = {},
): readonly MetricBlock[] {
  const { blocks, fill } = openMetric(checkCircuit(source), batch, options.engine);
  for (const [name, array, length] of [
    ["params", params, source.numParams],
    ["inputs", inputs, batch * source.numInputs],
  ] as const) {
    if (!(array instanceof Float64Array && array.length >= length)) {
      fail(`metricTensor: ${name}`, `a Float64Array of at least ${length} numbers`, array);
    }
  }
  fill(params, inputs, batch);
  return blocks;
}

/** A circuit's metric with its working memory: `fill` writes the blocks anew. */
export interface OpenMetric {
  readonly blocks: readonly MetricBlock[];
  fill(params: Float64Array, inputs: Float64Array, batch: number): void;
}

/** A segment opened for a batch, and its strings of Z in one list: whose block's row each belongs to and what its angle is made of. */
interface Part {
  readonly opened: OpenCircuit;
  readonly masks: Uint32Array;
  readonly rows: Uint32Array;
  readonly strings: readonly { readonly factor: number; readonly input: number }[];
  /** Room for each string's weight times the derivative of its angle by the parameter, for one sample. */
  readonly slopes: Float64Array;
  /** (side, side), the block's entries. */
  readonly metric: Float64Array;
  readonly side: number;
}

export function openMetric(source: Circuit, maxBatch: number, engine: EngineName = bestEngine()): OpenMetric {
  const { numQubits, numInputs, amplitudes, complex } = source;
  const size = 2 ** numQubits;
  const width = 2 * size;
  const segments = segmentsOf(source);
  const paramsOf = (places: readonly Place[]): number[] => places.map(({ factors }) => factors.param);
  const blocks = blocksOf(segments.map(({ places }) => paramsOf(places)));
  const parts = segments.map(({ ops, places, toZ }, k): Part => {
    // Each segment starts from the state that the one before it gave: its first inputs.
    const before = segments[k - 1];
    const part = before
      ? circuit(numQubits, [...before.back, ...laterInputs(ops, width), ...toZ], {
          numInputs: width + numInputs,
          amplitudes: size,
          complex: true,
        })
      : circuit(numQubits, [...ops, ...toZ], { numInputs, amplitudes, complex });
    const { params, metric } = blocks.find((block) => block.params.includes(paramsOf(places)[0]!))!;
    const strings = places.flatMap(({ factors: { param, input, scale }, generator }) =>
      generator.map(([weight, mask]) => ({ mask, row: params.indexOf(param), factor: weight * scale, input })),
    );
    return {
      opened: openCircuit(part, maxBatch, { engine, measure: "state" }),
      masks: Uint32Array.from(strings, ({ mask }) => mask),
      rows: Uint32Array.from(strings, ({ row }) => row),
      strings,
      slopes: new Float64Array(strings.length),
      metric,
      side: params.length,
    };
  });
  const states = new Float64Array(maxBatch * width);
  const joined = new Float64Array(segments.length > 1 ? maxBatch * (width + numInputs) : 0);
  const correlations = new Float64Array(size);
  return {
    blocks,
    fill(params, inputs, batch) {
      for (const { metric } of blocks) metric.fill(0);
      for (const [k, part] of parts.entries()) {
        if (k > 0) joinRows(states, width, inputs, numInputs, batch, joined);
        part.opened.forward(params, k === 0 ? inputs : joined, batch, states);
        for (let s = 0; s < batch; s++) {
          zCorrelations(states, s * width, size, correlations);
          addCovariances(part, correlations, inputs, s * numInputs, 1 / batch);
        }
      }
    },
  };
}

/** Adds weight times <Gi Gj> - <Gi><Gj> of one sample, whose inputs stand from `row` on. correlations: <Z..Z> by mask. */
function addCovariances(
  { masks, rows, strings, slopes, metric, side }: Part,
  correlations: Float64Array,
  inputs: Float64Array,
  row: number,
  weight: number,
): void {
  for (let i = 0; i < slopes.length; i++) {
    const { factor, input } = strings[i]!;
    slopes[i] = input < 0 ? factor : factor * inputs[row + input]!;
  }
  for (let i = 0; i < slopes.length; i++) {
    const mask = masks[i]!;
    const mean = correlations[mask]!;
    const slope = weight * slopes[i]!;
    for (let j = 0; j <= i; j++) {
      const entry = slope * slopes[j]! * (correlations[mask ^ masks[j]!]! - mean * correlations[masks[j]!]!);
      metric[rows[i]! * side + rows[j]!]! += entry;
      if (j < i) metric[rows[j]! * side + rows[i]!]! += entry;
    }
  }
}

function joinRows(
  states: Float64Array,
  width: number,
  inputs: Float64Array,
  numInputs: number,
  batch: number,
  rows: Float64Array,
): void {
  for (let s = 0; s < batch; s++) {
    const to = s * (width + numInputs);
    for (let i = 0; i < width; i++) rows[to + i] = states[s * width + i]!;
    for (let i = 0; i < numInputs; i++) rows[to + width + i] = inputs[s * numInputs + i]!;
  }
}

/** The same ops with inputs that are numbered from `first` on. */
function laterInputs(ops: readonly GateOp[], first: number): GateOp[] {
  return ops.map((given) => ({
    ...given,
    angles: given.angles.map((angle): Angle => {
      if (typeof angle === "number" || angle.from === "param") return angle;
      const moved = { ...angle, index: angle.index + first };
      return moved.from === "inputProduct" ? { ...moved, other: moved.other + first } : moved;
    }),
  }));
}

/** Layers' parameters, joined where they share one, and room for the entries of each. */
function blocksOf(layers: readonly (readonly number[])[]): MetricBlock[] {
  let sets: Set<number>[] = [];
  for (const params of layers) {
    const joined = new Set(params);
    sets = sets.filter((other) => {
      const apart = params.every((param) => !other.has(param));
      if (!apart) for (const param of other) joined.add(param);
      return apart;
    });
    sets.push(joined);
  }
  return sets
    .map((set) => [...set].sort((a, b) => a - b))
    .sort((a, b) => a[0]! - b[0]!)
    .map((params) => ({ params, metric: new Float64Array(params.length * params.length) }));
}
