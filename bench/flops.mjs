import { planOf } from "moire/quantum";

const sum = (from, to, term) => {
  let total = 0;
  for (let k = from; k < to; k++) total += term(k);
  return total;
};

/**
 * Multiplications and additions on states and their gradients that the normal form (quantum/plan.md) of a workload's circuit needs for one step,
 * forward and gradient by the shared angles. Not counted: sines, cosines, tables of phases, normalising amplitudes, sums over lanes, and the chain rule
 * from a stage's sums to angles. A product of two complex numbers is 6, a product with a sum 8. n wires, N = 2^n amplitudes.
 */
export function flopsOf(circuit, batch) {
  const plan = planOf(circuit);
  const n = plan.numQubits;
  const N = 2 ** n;
  const amplitudes = plan.amplitudes > 0;
  checkPlan(plan, amplitudes);
  const forward = {
    // A 2 x 2 complex matrix, shared, times the real 2-vector (cos, sin) of each wire; then wire after wire doubles the state.
    product: amplitudes ? 0 : 12 * n + sum(1, n, (w) => 6 * 2 ** (w + 1)),
    // One complex product an amplitude; 2 where the amplitude is real.
    phases: sum(0, plan.stages.length, (k) => (amplitudes && k === 0 ? 2 * N : 6 * N)),
    // N / 2 pairs a wire, real and imaginary part: x - t y and y + t x.
    rotations: sum(0, plan.stages.length, (k) => 4 * plan.stages[k].rotations.length * N),
    // |psi|^2; for each wire the differences of pairs, added up, and the sums of pairs for the wire before it.
    measurement: 3 * N + sum(0, n, (w) => 2 * 2 ** w - 1 + (w > 0 ? 2 ** w : 0)),
  };
  const backward = {
    // The observable's diagonal, wire by wire, times the state.
    observable: sum(1, n, (w) => 2 * 2 ** w) + 2 * N,
    // For each wire N / 2 pairs, real and imaginary part: lambda1 psi0 - lambda0 psi1, added up.
    rotationDots: sum(0, plan.stages.length, (k) => 4 * plan.stages[k].rotations.length * N),
    rotations: forward.rotations,
    // lambda times the conjugate phase, 6; where the state before is real, only the imaginary part is needed, 3.
    phases: sum(0, plan.stages.length, (k) => (amplitudes && k === 0 ? 3 * N : 6 * N)),
    // Im(conj(lambda) psi), added to the batch's sum: 4; with a real state 2.
    phaseDots: sum(0, plan.stages.length, (k) => (amplitudes && k === 0 ? 2 * N : 4 * N)),
    // From the last wire on: two complex dot products for the wire's 2-vector, and the state contracted with the wire.
    contraction: amplitudes ? 0 : sum(1, n, (w) => 30 * 2 ** w - 4),
    // For each wire the derivatives by its shared Y and Z rotation, 8 each, and the Y rotation taken back, 12.
    product: amplitudes ? 0 : 28 * n,
  };
  const perSample = [forward, backward].flatMap(Object.values).reduce((total, term) => total + term, 0);
  return { forward, backward, perSample, perStep: perSample * batch };
}

/** The count holds for circuits of the workloads' shape alone. */
function checkPlan({ prefix, stages, last }, amplitudes) {
  const shape = amplitudes ? "" : "Y sample, Z, Y";
  const word = ({ axis, angle }) => `${axis}${angle.sample ? " sample" : ""}`;
  for (const [wire, rotations] of prefix.entries()) {
    const got = rotations.map(word).join(", ");
    if (got !== shape)
      throw new Error(`flops: wire ${wire}: expected rotations "${shape}" before the first CNOT, got "${got}"`);
  }
  const angles = [...stages, last].flatMap(({ phases, rotations }) => [...phases, ...rotations]);
  if (angles.some(({ angle }) => angle.sample))
    throw new Error("flops: expected no angle of the sample after the embedding");
}
