import { fail } from "../core/errors.ts";
import { type Layer, type OpenLayer, useKeys } from "../core/layer.ts";
import { prefixed } from "../core/parameters.ts";
import { partViews } from "./views.ts";

/**
 * Layers one after the other: `sequential([["hidden", linear(2, 16)], ["relu", relu(16)], ["readout", linear(16, 2)]])`. Each layer's name
 * goes before the names of its parameters: `hidden.weight`. Errors: no layers, names that repeat, sizes that do not fit together.
 */
export function sequential(parts: readonly (readonly [name: string, layer: Layer])[]): Layer {
  if (parts.length === 0) fail("sequential", "at least one layer", 0);
  const names = parts.map(([name]) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail("sequential", "names that differ", twice);
  const layers = parts.map(([, layer]) => layer);
  for (let i = 1; i < layers.length; i++) {
    const given = layers[i - 1]!.outputs;
    if (layers[i]!.inputs !== given) fail(`sequential: ${names[i]}`, `${given} inputs`, layers[i]!.inputs);
  }
  return {
    inputs: layers[0]!.inputs,
    outputs: layers[layers.length - 1]!.outputs,
    parameters: parts.flatMap(([name, layer]) => prefixed(name, layer.parameters)),
    sampled: layers.some(({ sampled }) => sampled === true),
    open: (maxBatch) => openSequential(layers, maxBatch),
  };
}

function openSequential(layers: readonly Layer[], maxBatch: number): OpenLayer {
  const opened = layers.map((layer) => layer.open(maxBatch));
  const views = partViews(layers);
  const last = layers.length - 1;
  // between[i], gradBetween[i]: (maxBatch, outputs of layer i), what layer i hands to layer i + 1 and its derivative.
  const between = layers.slice(0, last).map((layer) => new Float64Array(maxBatch * layer.outputs));
  const gradBetween = between.map((values) => new Float64Array(values.length));
  return {
    forward(params, x, batch, out) {
      const parts = views.params(params);
      for (let i = 0; i <= last; i++) {
        opened[i]!.forward(parts[i]!, i === 0 ? x : between[i - 1]!, batch, i === last ? out : between[i]!);
      }
    },
    backward(params, x, batch, gradOut, gradParams, rowStride, gradX) {
      const parts = views.params(params);
      const grads = views.grads(gradParams);
      for (let i = last; i >= 0; i--) {
        opened[i]!.backward(
          parts[i]!,
          i === 0 ? x : between[i - 1]!,
          batch,
          i === last ? gradOut : gradBetween[i]!,
          grads[i]!,
          rowStride,
          i === 0 ? gradX : gradBetween[i - 1]!,
        );
      }
    },
    naturalGradient(params, x, batch, gradParams, damping) {
      const parts = views.params(params);
      const grads = views.grads(gradParams);
      for (let i = 0; i <= last; i++) {
        opened[i]!.naturalGradient?.(parts[i]!, i === 0 ? x : between[i - 1]!, batch, grads[i]!, damping);
      }
    },
    useKey: (key) => useKeys(opened, key),
  };
}
