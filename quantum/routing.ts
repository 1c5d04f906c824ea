import { fail } from "../core/errors.ts";
import { choice, integer, type Options, resolve, type Values } from "../core/fields.ts";
import { ANSATZE, ansatze } from "./ansatze/index.ts";
import { stronglyEntanglingFields } from "./ansatze/strongly-entangling.ts";
import { type Circuit, circuit, type GateOp, MAX_QUBITS } from "./circuit.ts";
import { angleFields } from "./embeddings/angle.ts";
import { EMBEDDINGS, type Embedded, embeddings } from "./embeddings/index.ts";
import type { Mark } from "./marks.ts";

export const routingFields = {
  ...angleFields,
  ...stronglyEntanglingFields,
  embedding: choice(EMBEDDINGS, {
    help: "how features enter: as angles of rotations, as amplitudes of the start state, or by phases of wires and pairs (iqp, zz)",
    default: "angle",
  }),
  ansatz: choice(ANSATZE, { help: "what is trained after the embedding", default: "stronglyEntangling" }),
  uploads: integer({
    help: "how often embedding and layers alternate, each time with layers of their own: 2 or more is data re-uploading",
    min: 1,
    max: 16,
    default: 1,
  }),
  features: integer({ help: "inputs; 0: as many as the embedding takes", min: 0, max: 2 ** MAX_QUBITS, default: 0 }),
};

/**
 * The paper's circuit: an embedding, then the layers of an ansatz; as often as `uploads` says (data re-uploading, Perez-Salinas et al.,
 * arXiv 1907.02085). Inputs are `qubits` angles, or up to 2^qubits amplitudes (`features` says how many); `axis` and `inputs` are for angles
 * alone, `entanglement` for the strongly entangling ansatz. Parameters: "theta", the ansatz's, upload by upload, then "offset" or "scale", (upload, wire).
 * Errors: an option out of bounds, or one that embedding or ansatz do not have; a number of features that the embedding does not take; amplitudes
 * uploaded more than once.
 */
export function routingCircuit(options: Options<typeof routingFields>): Circuit {
  const values = resolve(routingFields, options, "routingCircuit");
  const { qubits, uploads } = values;
  const embedded = embed(values);
  const { amplitudes, parameters = [] } = embedded;
  if (amplitudes > 0 && uploads > 1) {
    fail(
      "routingCircuit: uploads",
      "1 with amplitudes, which are the start of a circuit",
      uploads,
      "Take another embedding",
    );
  }
  const ansatz = ansatzOps(values);
  const perLayer = ansatzOps({ ...values, layers: 2 }).length - ansatzOps({ ...values, layers: 1 }).length;
  const numTheta = circuit(qubits, ansatz).numParams;
  const numOwn = parameters.reduce((sum, { size }) => sum + size, 0);
  const parts = Array.from({ length: uploads }, (_, k) => [
    ...laterParams(embedded.ops, uploads * numTheta + k * numOwn),
    ...laterParams(ansatz, k * numTheta),
  ]);
  const marks = Array.from({ length: uploads }, (_, k) =>
    marksOf(values, k, embedded.ops.length, perLayer, ansatz.length),
  );
  return circuit(qubits, parts.flat(), {
    amplitudes,
    marks: marks.flat(),
    parameters: [
      { name: "theta", size: uploads * numTheta, start: "angle" },
      ...parameters.map((group) => ({ ...group, size: uploads * group.size })),
    ],
  });
}

/** Where the embedding and the layers of an upload end. What stands behind the last layer belongs to it. */
function marksOf(
  { layers }: RoutingValues,
  upload: number,
  embedding: number,
  perLayer: number,
  ansatz: number,
): Mark[] {
  const first = upload * (embedding + ansatz) + embedding;
  const ends = Array.from({ length: layers }, (_, l) => (l === layers - 1 ? ansatz : (l + 1) * perLayer));
  return [{ part: "embedding", after: first }, ...ends.map((end): Mark => ({ part: "layer", after: first + end }))];
}

/** The same ops with parameters that are numbered from `first` on. */
function laterParams(ops: readonly GateOp[], first: number): GateOp[] {
  return ops.map((given) => ({
    ...given,
    angles: given.angles.map((angle) => {
      if (typeof angle === "number") return angle;
      if (angle.from === "param") return { ...angle, index: angle.index + first };
      return angle.from === "scaledInput" ? { ...angle, param: angle.param + first } : angle;
    }),
  }));
}

type RoutingValues = Values<typeof routingFields>;

function ansatzOps({ ansatz, qubits, layers, entanglement }: RoutingValues): GateOp[] {
  if (ansatz === "stronglyEntangling") return ansatze[ansatz].ops({ qubits, layers, entanglement });
  if (entanglement !== stronglyEntanglingFields.entanglement.default) {
    fail(
      `routingCircuit: entanglement of the ansatz ${ansatz}`,
      `"${stronglyEntanglingFields.entanglement.default}", the default, as its CNOTs are given`,
      entanglement,
    );
  }
  return ansatze[ansatz].ops({ qubits, layers });
}

function embed({ embedding, qubits, axis, inputs, bandwidth, features }: RoutingValues): Embedded {
  if (embedding !== "angle" && inputs !== "fixed") {
    fail(`routingCircuit: inputs of the embedding ${embedding}`, '"fixed"', inputs, "Only angles have other inputs");
  }
  switch (embedding) {
    case "amplitude":
      if (bandwidth !== 1) {
        const hint = "Rows are normalised, so that a factor has no effect";
        fail("routingCircuit: bandwidth of the embedding amplitude", "1", bandwidth, hint);
      }
      return embeddings.amplitude.embed({ qubits, features });
    case "angle":
    case "iqp":
    case "zz":
      if (features !== 0 && features !== qubits) {
        fail("routingCircuit: features", `${qubits}, one for each qubit`, features);
      }
      return embedding === "angle"
        ? embeddings.angle.embed({ qubits, axis, inputs, bandwidth })
        : embeddings[embedding].embed({ qubits, bandwidth });
    default:
      return embedding satisfies never;
  }
}
