import { layoutOf } from "../../core/parameters.ts";
import { circuitFor } from "../../moe/circuit.ts";
import { hasDevice } from "../../moe/device.ts";
import type { MixtureSpec } from "../../moe/index.ts";
import type { Router } from "../../moe/routers/index.ts";
import { linear } from "../../nn/index.ts";
import { type Circuit, withNoise } from "../../quantum/index.ts";
import type { NoiseModel } from "../../quantum/noise/index.ts";

/** The circuit in a router, with what is needed to run it on rows. */
export interface RouterCircuit {
  /** As the router runs it, with its noise. */
  readonly circuit: Circuit;
  /** Without any noise; null where noise is part of the circuit itself. */
  readonly ideal: Circuit | null;
  /** Of the router's first circuit, from the router's parameters. */
  params(router: Float64Array): Float64Array;
  /** What the circuit sees of scaled rows (rows, features): (rows, numInputs). */
  inputs(router: Float64Array, x: Float64Array, rows: number): Float64Array;
  /** Circuits of the same kind; null for a circuit of the user's own. */
  readonly sizes: CircuitSizes | null;
  /** Layers, where it is made of such: those of all uploads together. */
  readonly layers: number | null;
}

/** The same circuit with other numbers of qubits and layers, without noise and with as many uploads. */
export interface CircuitSizes {
  /** Numbers of layers, those of all uploads together: 1, 2, 4 and 8 for one upload; for more multiples of their number. */
  readonly layers: readonly number[];
  of(qubits: number, layers: number): Circuit;
}

/** The circuit of a router of the kinds quantum, randomCircuit (the first of its circuits) and ownCircuit; null for others. */
export function routerCircuit({ router: spec }: MixtureSpec, router: Router): RouterCircuit | null {
  const features = router.inputs;
  switch (spec.kind) {
    case "quantum":
    case "randomCircuit": {
      const options = { ...spec, circuit: "trained" as const };
      const clean = { ...options, dial: 0 };
      return {
        ...placed(router, noisy(circuitFor(options, features), spec.noise)),
        ideal: circuitFor(clean, features),
        sizes: {
          layers: depthsOf(spec.uploads),
          of: (qubits, layers) => circuitFor({ ...clean, qubits, layers: layers / spec.uploads }, features),
        },
        layers: spec.layers * spec.uploads,
      };
    }
    case "ownCircuit": {
      const pure = spec.circuit.ops.every((one) => "gate" in one);
      return {
        ...placed(router, noisy(spec.circuit, spec.noise)),
        ideal: pure ? spec.circuit : null,
        sizes: null,
        layers: null,
      };
    }
    default:
      return null;
  }
}

/** Up to 8 layers in all, and at least two depths, so that many uploads do not take minutes. */
function depthsOf(uploads: number): number[] {
  return [1, 2, 4, 8].map((each) => each * uploads).filter((layers, i) => i < 2 || layers <= 8);
}

function noisy(circuit: Circuit, noise: NoiseModel | null): Circuit {
  return noise === null ? circuit : withNoise(circuit, noise);
}

function placed(router: Router, circuit: Circuit): Pick<RouterCircuit, "circuit" | "params" | "inputs"> {
  const { inputs: features } = router;
  const slices = Object.values(layoutOf(router.parameters).slices);
  const first = slices.find(({ name }) => name.startsWith("circuit"))?.offset ?? 0;
  const map = slices.find(({ name }) => name === "inputMap.weight")?.offset;
  return {
    circuit,
    params: (own) => own.slice(first, first + circuit.numParams),
    inputs(own, x, rows) {
      if (map === undefined) return x;
      const out = new Float64Array(rows * circuit.numInputs);
      const size = (features + 1) * circuit.numInputs;
      linear(features, circuit.numInputs)
        .open(rows)
        .forward(own.subarray(map, map + size), x, rows, out);
      return out;
    },
  };
}

/** The same mixture with exact expectations: noise stays, shots, trajectories and mitigation go. */
export function exactly(model: MixtureSpec): MixtureSpec {
  const exact = <T extends object>(part: T): T =>
    hasDevice(part) ? { ...part, shots: 0, trajectories: 0, mitigation: [] } : part;
  return {
    ...model,
    router: exact(model.router),
    experts: model.experts.map(exact),
    shared: model.shared.map(exact),
  };
}

/** Whether any circuit of a mixture is sampled, or mitigated. */
export function isSampled({ router, experts, shared }: MixtureSpec): boolean {
  return [router, ...experts, ...shared].some(
    (part) => hasDevice(part) && (part.shots > 0 || part.trajectories > 0 || part.mitigation.length > 0),
  );
}
