import { fail } from "../core/errors.ts";
import { type Layer, type OpenLayer, useKeys } from "../core/layer.ts";
import { prefixed } from "../core/parameters.ts";
import { partViews } from "./views.ts";

/**
 * Layers side by side on the same inputs: the outputs of each one after the other, in one row. Each layer's name goes before the names of its parameters:
 * `first.weight`. Errors: no layers, names that repeat, other numbers of inputs.
 */
export function parallel(parts: readonly (readonly [name: string, layer: Layer])[]): Layer {
  if (parts.length === 0) fail("parallel", "at least one layer", 0);
  const names = parts.map(([name]) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail("parallel", "names that differ", twice);
  const layers = parts.map(([, layer]) => layer);
  const { inputs } = layers[0]!;
  layers.forEach((layer, i) => {
    if (layer.inputs !== inputs) fail(`parallel: ${names[i]}`, `${inputs} inputs`, layer.inputs);
  });
  return {
    inputs,
    outputs: layers.reduce((sum, { outputs }) => sum + outputs, 0),
    parameters: parts.flatMap(([name, layer]) => prefixed(name, layer.parameters)),
    sampled: layers.some(({ sampled }) => sampled === true),
    open: (maxBatch) => openParallel(layers, maxBatch),
  };
}

function openParallel(layers: readonly Layer[], maxBatch: number): OpenLayer {
  const opened = layers.map((layer) => layer.open(maxBatch));
  const views = partViews(layers);
  const width = layers.reduce((sum, { outputs }) => sum + outputs, 0);
  const { inputs } = layers[0]!;
  const own = layers.map(({ outputs }) => new Float64Array(maxBatch * outputs));
  const partX = new Float64Array(maxBatch * inputs);
  return {
    forward(params, x, batch, out) {
      const parts = views.params(params);
      for (let i = 0, first = 0; i < layers.length; first += layers[i++]!.outputs) {
        const { outputs } = layers[i]!;
        opened[i]!.forward(parts[i]!, x, batch, own[i]!);
        for (let s = 0; s < batch; s++) {
          for (let k = 0; k < outputs; k++) out[s * width + first + k] = own[i]![s * outputs + k]!;
        }
      }
    },
    backward(params, x, batch, gradOut, gradParams, rowStride, gradX) {
      const parts = views.params(params);
      const grads = views.grads(gradParams);
      gradX?.fill(0, 0, batch * inputs);
      for (let i = 0, first = 0; i < layers.length; first += layers[i++]!.outputs) {
        const { outputs } = layers[i]!;
        for (let s = 0; s < batch; s++) {
          for (let k = 0; k < outputs; k++) own[i]![s * outputs + k] = gradOut[s * width + first + k]!;
        }
        const into = gradX === null ? null : partX;
        opened[i]!.backward(parts[i]!, x, batch, own[i]!, grads[i]!, rowStride, into);
        if (gradX !== null) for (let k = 0; k < batch * inputs; k++) gradX[k]! += partX[k]!;
      }
    },
    naturalGradient(params, x, batch, gradParams, damping) {
      const parts = views.params(params);
      const grads = views.grads(gradParams);
      for (let i = 0; i < layers.length; i++) {
        opened[i]!.naturalGradient?.(parts[i]!, x, batch, grads[i]!, damping);
      }
    },
    useKey: (key) => useKeys(opened, key),
  };
}
