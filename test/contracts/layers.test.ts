import { describe } from "vitest";
import type { Layer } from "../../core/layer.ts";
import { linear, relu, sequential, trigonometric } from "../../nn/index.ts";
import { circuitLayer, routingCircuit } from "../../quantum/index.ts";
import { layerContract } from "./layer-contract.ts";

const layers: Record<string, Layer> = {
  "linear 1 to 1": linear(1, 1),
  "linear 2 to 3": linear(2, 3),
  "linear 5 to 2": linear(5, 2),
  "relu of 4": relu(4),
  "trigonometric of 1": trigonometric(1),
  "trigonometric of 2": trigonometric(2),
  "trigonometric of 3": trigonometric(3, "all"),
  "cosine of 1": trigonometric(1, "cosine"),
  "cosine of 4": trigonometric(4, "cosine"),
  "sequential of one": sequential([["only", linear(3, 2)]]),
  "sequential of four": sequential([
    ["first", linear(3, 4)],
    ["relu", relu(4)],
    ["products", sequential([["inner", trigonometric(4, "cosine")]])],
    ["last", linear(15, 2)],
  ]),
  "circuit of 2 wires": circuitLayer(routingCircuit({ qubits: 2, layers: 2, axis: "X", entanglement: "ring" })),
  "circuit of 3 wires": circuitLayer(routingCircuit({ qubits: 3, layers: 1, axis: "Y", entanglement: "all" })),
  "circuit of 2 wires on 3 amplitudes": circuitLayer(
    routingCircuit({ qubits: 2, layers: 2, embedding: "amplitude", features: 3 }),
  ),
};

describe.each(Object.keys(layers))("%s", (name) => {
  layerContract(layers[name]!);
});
