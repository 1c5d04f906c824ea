import { fail } from "../core/errors.ts";
import type { Key } from "../core/key.ts";
import type { Layer } from "../core/layer.ts";
import { uniformInto } from "../core/random.ts";
import { checkStarts } from "./channels/strengths.ts";
import type { Circuit } from "./circuit.ts";
import { checkCircuit, isNoisy } from "./circuit.ts";
import { type OpenMetric, openMetric } from "./metric/metric.ts";
import { solveBlocks } from "./metric/natural-gradient.ts";
import type { MitigationSpec } from "./mitigation/index.ts";
import { openMitigated } from "./mitigation/open.ts";
import { type NoiseModel, withNoise } from "./noise/index.ts";
import { measurementOf } from "./observables/measure.ts";
import type { EngineOptions } from "./open.ts";

export interface CircuitLayerOptions extends EngineOptions {
  /** Noise to put into the circuit. Default null: none. */
  readonly noise?: NoiseModel | null;
  /** What is done against noise. Default []. */
  readonly mitigation?: readonly MitigationSpec[];
  /** False keeps the start values (a frozen circuit). Default true. */
  readonly trained?: boolean;
}

/**
 * A circuit as a layer: inputs are the circuit's inputs (radians, or amplitudes), outputs what is measured: <Z> of each wire, or `measure`. Its
 * parameters are the circuit's groups, by default one array "theta" drawn uniformly from [0, 2 pi); those that are strengths of channels must start
 * from a number in the strength's range. A circuit of your own, from JSON, comes through `checkCircuit`. Its natural gradient is by the metric of
 * `metricTensor`, and for circuits without noise and shots alone. Errors: no circuit; a strength that starts from an angle or out of its range; a
 * measure that does not fit it; noise that finds no place in it.
 */
export function circuitLayer(source: Circuit, options: CircuitLayerOptions = {}): Layer {
  const circuit = checkCircuit(source);
  checkStarts(circuit);
  const { trained = true, noise = null, mitigation = [], ...engineOptions } = options;
  const { shots = 0, trajectories = 0 } = engineOptions;
  // What does not fit is said at once, not when the layer is opened.
  const noisy = noise === null ? circuit : withNoise(circuit, noise);
  if (trajectories > 0 && !isNoisy(noisy))
    fail("trajectories", "0 without noise, as the state alone is exact", trajectories);
  const ideal = noisy.ops.every((one) => "gate" in one) && mitigation.length === 0 && shots === 0 && trajectories === 0;
  return {
    inputs: circuit.numInputs,
    sampled: shots > 0 || trajectories > 0,
    outputs: measurementOf(engineOptions.measure ?? "z", circuit.numQubits).outputs,
    parameters: circuit.parameters.map(({ name, size, start }) => ({
      name,
      shape: [size],
      trainable: trained,
      init(key: Key, out: Float64Array): void {
        if (start === "angle") uniformInto(key, 0, 2 * Math.PI, out);
        else out.fill(start);
      },
    })),
    open(maxBatch) {
      const opened = openMitigated(circuit, noise, maxBatch, mitigation, engineOptions);
      let metric: OpenMetric | null = null;
      return {
        forward: (params, x, batch, out) => opened.forward(params, x, batch, out),
        backward: (_params, _x, batch, gradOut, gradParams, rowStride, gradX) =>
          opened.backward(batch, gradOut, gradParams, rowStride, gradX),
        naturalGradient(params, x, batch, grads, damping) {
          if (!trained) return;
          if (!ideal) {
            const hint = "Take another optimiser";
            fail("natural gradient", "a circuit without noise and shots, whose state has a metric", "one with", hint);
          }
          // Memory of its own, which only this training needs.
          metric ??= openMetric(circuit, maxBatch, engineOptions.engine);
          metric.fill(params, x, batch);
          solveBlocks(metric.blocks, damping, grads);
        },
        ...(opened.useKey && { useKey: opened.useKey }),
      };
    },
  };
}
