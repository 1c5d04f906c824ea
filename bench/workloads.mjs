// What the benchmarks run: the same numbers for Moire and for every peer. All of it follows from fixed keys.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fold, initialise, keyOf, permutation, uniformInto } from "moire/core";
import { applyScaler, dataset, fitScaler, moons, parseTable } from "moire/data";
import {
  buildMixture,
  circuitExpert,
  headAggregation,
  linearExpert,
  linearRouter,
  mixture,
  quantumRouter,
} from "moire/moe";
import {
  afterEveryGate,
  amplitudeDamping,
  circuit,
  depolarizing,
  routingCircuit,
  stronglyEntangling,
  twoPlaces,
  withNoise,
} from "moire/quantum";

const root = keyOf(2512);

const uniforms = (key, count, low, high) => {
  const out = new Float64Array(count);
  uniformInto(key, low, high, out);
  return out;
};

/**
 * A circuit on a batch, forward and gradient by its angles. params: (layers, qubits, 3) angles of strongly entangling layers, as PennyLane
 * orders them; inputs: (batch, qubits) angles of RX, or (batch, 2^qubits) amplitudes, not yet normalised; cotangent: (batch, qubits), the
 * derivative of the loss by each <Z>; noise: the channel that follows every gate on each of its wires, or null.
 */
export function workload(name, { qubits, layers, batch, embedding = "angle", noise = null }) {
  const key = fold(root, name);
  const amplitudes = embedding === "amplitude" ? 2 ** qubits : 0;
  const numInputs = amplitudes || qubits;
  return {
    name,
    qubits,
    layers,
    batch,
    embedding,
    noise,
    numInputs,
    params: uniforms(fold(key, "params"), layers * qubits * 3, 0, 2 * Math.PI),
    inputs: uniforms(fold(key, "inputs"), batch * numInputs, amplitudes ? -1 : 0, amplitudes ? 1 : Math.PI),
    cotangent: uniforms(fold(key, "cotangent"), batch * qubits, -1, 1),
  };
}

/** The circuit of a workload, for `openCircuit`. */
export function circuitOf({ qubits, layers, embedding, noise }) {
  const clean =
    embedding === "amplitude"
      ? circuit(qubits, stronglyEntangling({ qubits, layers }), { amplitudes: 2 ** qubits })
      : routingCircuit({ qubits, layers });
  return noise === null ? clean : withNoise(clean, afterEveryGate(noise));
}

export const workloads = () => [
  workload("W1", { qubits: 2, layers: 3, batch: 32 }),
  workload("W2", { qubits: 4, layers: 2, batch: 32, embedding: "amplitude" }),
  workload("W3", { qubits: 8, layers: 4, batch: 64 }),
  workload("W4", { qubits: 12, layers: 4, batch: 32 }),
  workload("W5", { qubits: 20, layers: 4, batch: 1 }),
];

const noisy = (prefix, noise) =>
  [2, 4, 6].map((qubits) => workload(`${prefix}${qubits}`, { qubits, layers: 3, batch: 32, noise }));

/** The circuit of the router of arXiv 2512.22296 with noise after every gate: depolarizing, which the peers run too. */
export const noisyWorkloads = () => noisy("N", depolarizing({ p: 0.05 }));

/** As `noisyWorkloads`, with a channel that is not diagonal in the Pauli basis. */
export const dampedWorkloads = () => noisy("D", amplitudeDamping({ gamma: 0.05 }));

/** Phase 2 of arXiv 2512.22296: Two Moons, a quantum router, two linear experts, 50 epochs of 16 steps. */
function phase2() {
  const model = mixture({ router: quantumRouter({ layers: 3 }), experts: [linearExpert(), linearExpert()] });
  return training("phase 2", model, moons({ samples: 500, noise: 0.1, key: 42 }), "minmax", 50, 0.1);
}

const DIGITS = fileURLToPath(new URL("../samples/mnist-0-1-4x4.csv", import.meta.url));

/**
 * Phase 1 of arXiv 2512.22296 at its full size, 12,665 rows and 8 epochs: a linear router, three experts that are circuits of 4 qubits on
 * amplitudes, and a linear head. The 2,128 digits of the sample are repeated until there are 12,665 rows.
 */
function phase1() {
  const digits = parseTable(readFileSync(DIGITS, "utf8"), { name: "MNIST 0 and 1", target: "digit" });
  const rows = 12665;
  const { numFeatures, numSamples, featureNames, classNames } = digits;
  const x = Float64Array.from({ length: rows * numFeatures }, (_, k) => digits.x[k % (numSamples * numFeatures)]);
  const y = Int32Array.from({ length: rows }, (_, s) => digits.y[s % numSamples]);
  const expert = circuitExpert({ qubits: 4, layers: 2, embedding: "amplitude", readout: "none" });
  const model = mixture({
    router: linearRouter(),
    experts: [expert, expert, expert],
    aggregation: headAggregation({ width: 4 }),
  });
  // Rows of length 1, as the notebook has them.
  for (let s = 0; s < rows; s++) {
    const row = x.subarray(s * numFeatures, (s + 1) * numFeatures);
    const norm = Math.sqrt(row.reduce((sum, v) => sum + v * v, 0));
    for (let f = 0; f < numFeatures; f++) row[f] /= norm;
  }
  const data = dataset({ name: digits.name, x, y, featureNames, classNames });
  return training("phase 1, MNIST", model, data, "none", 8, 0.01);
}

/** Phase 3b of arXiv 2512.22296: as phase 2, but 1000 moons, 20 epochs of 32 steps, and depolarizing noise at two places. */
export function phase3b() {
  const router = quantumRouter({ layers: 3, noise: twoPlaces(depolarizing({ p: 0.05 })) });
  const model = mixture({ router, experts: [linearExpert(), linearExpert()] });
  return training("phase 3b", model, moons({ samples: 1000, noise: 0.1, key: 42 }), "minmax", 20, 0.05);
}

/**
 * A whole training: the model, its data, and what `fit` draws from key 0, so that peers can do the same steps: x (rows, features) scaled,
 * y (rows,), the start of every parameter by name, and each epoch's order of rows.
 */
function training(name, model, data, scaling, epochs, learningRate) {
  const batch = 32;
  const key = keyOf(0);
  const { x, y, numSamples, numFeatures, numClasses } = applyScaler(fitScaler(scaling, data), data);
  const { parameters } = buildMixture(model, { features: numFeatures, outputs: numClasses });
  const start = initialise(parameters, fold(key, "init"));
  const orders = Array.from({ length: epochs }, (_, epoch) => permutation(fold(key, "shuffle", epoch), numSamples));
  const fitOptions = { epochs, batchSize: batch, learningRate, scaling, key: 0 };
  return { name, model, data, fitOptions, batch, learningRate, x, y, parameters, start, orders };
}

export const trainings = () => [phase2(), phase1()];
