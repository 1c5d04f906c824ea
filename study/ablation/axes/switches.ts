import { ANSATZE, ENTANGLEMENTS } from "../../../quantum/index.ts";
import { type Base, switched, varied, wiresOf, withOwn } from "./axis.ts";

/** Axes that are one option of the router each. */

const notAngles = ({ subject: { embedding } }: Base): string | null =>
  embedding === "angle" ? null : `the embedding ${embedding} has no such option`;

const amplitudes = ({ subject: { embedding } }: Base): string | null =>
  embedding === "amplitude" ? "amplitudes are the start of a circuit, once, and are normalised" : null;

export const entanglement = switched({
  title: "Entanglement",
  help: "CNOTs of each layer: none, linear, ring, all",
  scale: "rows",
  unit: "",
  meaning:
    "Which CNOTs end each layer. Without any, each expectation value depends on one wire alone, so that the router's scores are sums of functions of one input each; with two wires linear and all are the same circuit.",
  obstacle: (base) => {
    const { ansatz } = base.subject;
    if (ansatz !== "stronglyEntangling") return `the ansatz ${ansatz} has CNOTs of its own`;
    return wiresOf(base) < 2 ? "one wire has nothing to be entangled with" : null;
  },
  points: ({ subject }) => ENTANGLEMENTS.map((value) => ({ value, router: varied(subject, { entanglement: value }) })),
});

export const axis = switched({
  title: "Axis of the embedding",
  help: "axis of the embedding's rotations: X, Y, Z (Z is a null control)",
  scale: "rows",
  unit: "",
  meaning:
    "The axis about which inputs turn |0>. Z is a null control: it turns |0> about its own axis, so that the first upload is lost and, with one upload, every row gets the same expectation values and the experts constant weights, whatever the angles.",
  obstacle: notAngles,
  points: ({ subject }) =>
    (["X", "Y", "Z"] as const).map((value) => ({
      value: value === "Z" && subject.uploads === 1 ? "Z (null control)" : value,
      router: varied(subject, { axis: value }),
    })),
});

export const bandwidth = switched({
  title: "Bandwidth",
  help: "factor of every input before it becomes an angle: .1 to 8",
  scale: "log",
  unit: "bandwidth (logarithmic scale)",
  meaning:
    "Every input is multiplied by it before it becomes an angle. Small ones leave the circuit nearly linear in the inputs, large ones let it oscillate several times over the range of the data.",
  obstacle: amplitudes,
  points: ({ subject }) =>
    withOwn([0.1, 0.25, 0.5, 1, 2, 4, 8], subject.bandwidth).map((value) => ({
      value,
      router: varied(subject, { bandwidth: value }),
    })),
});

export const inputs = switched({
  title: "Trained inputs",
  help: "the angle of an input: fixed, with a trained offset, with a trained scale",
  scale: "rows",
  unit: "",
  meaning:
    "The angle that an input x becomes: x times the bandwidth (fixed), that plus a trained number of each wire (offset), or x times a trained number of each wire, from the bandwidth on (scale).",
  obstacle: notAngles,
  points: ({ subject }) =>
    (["fixed", "offset", "scale"] as const).map((value) => ({ value, router: varied(subject, { inputs: value }) })),
});

export const uploads = switched({
  title: "Uploads",
  help: "how often embedding and layers alternate: 1 to 4",
  scale: "linear",
  unit: "uploads, each with layers of its own",
  meaning:
    "How often embedding and layers alternate. With R uploads the router has frequencies up to R in each input, and R times the angles.",
  obstacle: amplitudes,
  points: ({ subject }) =>
    withOwn([1, 2, 3, 4], subject.uploads).map((value) => ({ value, router: varied(subject, { uploads: value }) })),
});

export const layers = switched({
  title: "Layers",
  help: "layers after the embedding: 1 to 8",
  scale: "linear",
  unit: "layers",
  meaning:
    "Layers of rotations and CNOTs. More of them add angles, not functions: with one upload the class stays products of 1, cosine and sine of each input.",
  points: ({ subject }) =>
    withOwn([1, 2, 3, 4, 6, 8], subject.layers).map((value) => ({ value, router: varied(subject, { layers: value }) })),
});

const MOST_WIRES = 6;

export const qubits = switched({
  title: "Qubits",
  help: "wires: 1 to 6, with a learned map of the inputs where they are not as many as the features",
  scale: "linear",
  unit: "qubits",
  meaning:
    "Wires, and so inputs of the circuit and expectation values. Where their number is not that of the features, a learned linear map goes before the circuit: such points have parameters and freedom that the base router has not.",
  points: (base) =>
    withOwn(
      Array.from({ length: MOST_WIRES }, (_, i) => i + 1),
      wiresOf(base),
    ).map((value) => ({ value, router: varied(base.subject, { qubits: value }) })),
});

export const embedding = switched({
  title: "Embedding",
  help: "how inputs enter: angles, or phases of wires and pairs (iqp, zz)",
  scale: "rows",
  unit: "",
  meaning:
    "How inputs enter the circuit: as angles of rotations, or as phases of wires and of pairs of wires (iqp, zz), which brings in products of two inputs. Amplitudes are left out: they normalise each row, and refuse rows of zeros.",
  obstacle: ({ subject }) => {
    if (subject.embedding === "amplitude") return "amplitudes take another number of wires";
    return subject.inputs === "fixed" ? null : "trained inputs are for angles alone";
  },
  points: ({ subject }) =>
    (["angle", "iqp", "zz"] as const).map((value) => ({ value, router: varied(subject, { embedding: value }) })),
});

export const ansatz = switched({
  title: "Ansatz",
  help: "what is trained after the embedding: strongly entangling, basic entangler, hardware-efficient layers",
  scale: "rows",
  unit: "",
  meaning: "Which rotations and CNOTs a layer has. The ansatze differ in their number of angles, too.",
  obstacle: ({ subject: { entanglement: chosen } }) =>
    chosen === "ring" ? null : `only strongly entangling layers have the entanglement ${chosen}`,
  points: ({ subject }) => ANSATZE.map((value) => ({ value, router: varied(subject, { ansatz: value }) })),
});
