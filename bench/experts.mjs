import { fold, initialise, keyOf, uniformInto } from "moire/core";
import { buildMixture, circuitExpert, linearRouter, mixture, mlpExpert, topKGating } from "moire/moe";
import { interleaved } from "./measure.mjs";

const FEATURES = 8;
const BATCH = 256;
const KS = [1, 2, 4, 8, 16, 32, 64];
const EXPERTS = [4, 8, 16, 32, 64];
const KINDS = {
  "circuit, 4 qubits": circuitExpert({ layers: 2, qubits: 4 }),
  "MLP, 64 hidden": mlpExpert({ hidden: 64 }),
};

/** Forward and gradient of one batch by a mixture of `experts` experts, each sample going to k of them. */
function caseOf(kind, experts, k) {
  const model = mixture({
    router: linearRouter(),
    experts: Array.from({ length: experts }, () => KINDS[kind]),
    gating: topKGating({ k, weights: k === 1 ? "probabilities" : "renormalised" }),
  });
  const built = buildMixture(model, { features: FEATURES, outputs: 2 });
  const key = fold(keyOf(64), kind, experts);
  const params = initialise(built.parameters, key);
  const x = new Float64Array(BATCH * FEATURES);
  uniformInto(fold(key, "x"), 0, Math.PI, x);
  const cotangent = new Float64Array(BATCH * 2).fill(0.5);
  const out = new Float64Array(BATCH * 2);
  const grads = new Float64Array(params.length);
  const open = built.open(BATCH);
  return {
    name: `${kind}: ${k} of ${experts}`,
    kind,
    experts,
    k,
    run() {
      open.forward(params, x, BATCH, out);
      grads.fill(0);
      open.backward(params, x, BATCH, cotangent, grads, 0, null);
    },
  };
}

/** How a step's time grows with k at 64 experts, and with the number of experts at k = 2. */
export async function expertRows(options) {
  const cases = Object.keys(KINDS).flatMap((kind) => [
    ...KS.map((k) => ({ ...caseOf(kind, 64, k), axis: "k" })),
    ...EXPERTS.map((experts) => ({ ...caseOf(kind, experts, 2), axis: "experts" })),
  ]);
  const times = await interleaved(cases, options);
  return cases.map(({ kind, experts, k, axis }, i) => ({
    kind,
    experts,
    k,
    axis,
    microseconds: times[i].median * 1e6,
    fastestMicroseconds: times[i].fastest * 1e6,
  }));
}
