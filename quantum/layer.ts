import { type Options, resolve } from "../core/fields.ts";
import type { Key } from "../core/key.ts";
import type { Layer } from "../core/layer.ts";
import { uniformInto } from "../core/random.ts";
import { stronglyEntangling, stronglyEntanglingFields } from "./ansatze/strongly-entangling.ts";
import { type Circuit, circuit } from "./circuit.ts";
import { angleEmbedding, angleFields } from "./embeddings/angle.ts";
import { type EngineOptions, openCircuit } from "./open.ts";

/**
 * A circuit as a layer: inputs are the circuit's inputs (radians), outputs <Z> of each wire. Its parameters are one array, "theta", drawn
 * uniformly from [0, 2 pi) as PennyLane's TorchLayer does. trained: false keeps the start values (a frozen circuit).
 */
export function circuitLayer(source: Circuit, options: EngineOptions & { readonly trained?: boolean } = {}): Layer {
  const { numQubits, numInputs, numParams } = source;
  const { trained = true, ...engineOptions } = options;
  return {
    inputs: numInputs,
    outputs: numQubits,
    parameters: [
      {
        name: "theta",
        shape: [numParams],
        trainable: trained,
        init: (key: Key, out: Float64Array): void => uniformInto(key, 0, 2 * Math.PI, out),
      },
    ],
    open(maxBatch) {
      const opened = openCircuit(source, maxBatch, engineOptions);
      return {
        forward: (params, x, batch, out) => opened.forward(params, x, batch, out),
        backward: (_params, _x, batch, gradOut, gradParams, rowStride, gradX) =>
          opened.backward(batch, gradOut, gradParams, rowStride, gradX),
      };
    },
  };
}

export const routingFields = { ...angleFields, ...stronglyEntanglingFields };

/** The paper's circuit: angle embedding, then strongly entangling layers. */
export function routingCircuit(options: Options<typeof routingFields>): Circuit {
  const { qubits, axis, layers, entanglement } = resolve(routingFields, options, "routingCircuit");
  return circuit(qubits, [
    ...angleEmbedding({ qubits, axis }),
    ...stronglyEntangling({ qubits, layers, entanglement }),
  ]);
}
