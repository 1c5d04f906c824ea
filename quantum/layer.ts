import { fail } from "../core/errors.ts";
import { choice, integer, type Options, resolve, type Values } from "../core/fields.ts";
import type { Key } from "../core/key.ts";
import type { Layer } from "../core/layer.ts";
import { uniformInto } from "../core/random.ts";
import { stronglyEntangling, stronglyEntanglingFields } from "./ansatze/strongly-entangling.ts";
import { type Circuit, circuit, MAX_QUBITS, type Op } from "./circuit.ts";
import { angleFields } from "./embeddings/angle.ts";
import { EMBEDDINGS, type Embedded, embeddings } from "./embeddings/index.ts";
import { type EngineOptions, openCircuit } from "./open.ts";

/**
 * A circuit as a layer: inputs are the circuit's inputs (radians, or amplitudes), outputs <Z> of each wire. Its parameters are one array, "theta", drawn
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

export const routingFields = {
  ...angleFields,
  ...stronglyEntanglingFields,
  embedding: choice(EMBEDDINGS, {
    help: "how features enter: as angles of rotations, as amplitudes of the start state, or by phases of wires and pairs (iqp, zz)",
    default: "angle",
  }),
  uploads: integer({
    help: "how often embedding and layers alternate, each time with layers of their own: 2 or more is data re-uploading",
    min: 1,
    max: 16,
    default: 1,
  }),
  features: integer({ help: "inputs; 0: as many as the embedding takes", min: 0, max: 2 ** MAX_QUBITS, default: 0 }),
};

/**
 * The paper's circuit: an embedding, then strongly entangling layers; as often as `uploads` says (data re-uploading, Perez-Salinas et al.,
 * arXiv 1907.02085). Inputs are `qubits` angles, or up to 2^qubits amplitudes (`features` says how many); `axis` is for angles alone.
 * Errors: an option out of bounds; a number of features that the embedding does not take; amplitudes uploaded more than once.
 */
export function routingCircuit(options: Options<typeof routingFields>): Circuit {
  const values = resolve(routingFields, options, "routingCircuit");
  const { qubits, layers, entanglement, uploads } = values;
  const { ops, amplitudes } = embed(values);
  if (amplitudes > 0 && uploads > 1) {
    fail(
      "routingCircuit: uploads",
      "1 with amplitudes, which are the start of a circuit",
      uploads,
      "Take another embedding",
    );
  }
  const ansatz = stronglyEntangling({ qubits, layers, entanglement });
  const numAngles = 3 * layers * qubits;
  const parts = Array.from({ length: uploads }, (_, k) => [...ops, ...laterParams(ansatz, k * numAngles)]);
  return circuit(qubits, parts.flat(), { amplitudes });
}

/** The same ops with parameters that are numbered from `first` on. */
function laterParams(ops: readonly Op[], first: number): Op[] {
  return ops.map((given) => ({
    ...given,
    angles: given.angles.map((angle) =>
      typeof angle !== "number" && angle.from === "param" ? { ...angle, index: angle.index + first } : angle,
    ),
  }));
}

function embed({ embedding, qubits, axis, features }: Values<typeof routingFields>): Embedded {
  switch (embedding) {
    case "amplitude":
      return embeddings.amplitude.embed({ qubits, features });
    case "angle":
    case "iqp":
    case "zz":
      if (features !== 0 && features !== qubits) {
        fail("routingCircuit: features", `${qubits}, one for each qubit`, features);
      }
      return embedding === "angle" ? embeddings.angle.embed({ qubits, axis }) : embeddings[embedding].embed({ qubits });
    default:
      return embedding satisfies never;
  }
}
