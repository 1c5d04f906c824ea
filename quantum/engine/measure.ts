/** The block's states (2^n, re/im, lane) into out, one row (2^n, re/im) a sample. */
export function putStates(
  psi: Float64Array,
  from: number,
  v: number,
  size: number,
  out: Float64Array,
  first: number,
): void {
  for (let lane = 0; lane < v; lane++) {
    const row = (first + lane) * 2 * size;
    for (let k = 0; k < 2 * size; k++) out[row + k] = psi[from + k * v + lane]!;
  }
}

/** The way back: rows (2^n, re/im) of samples into lambda (2^n, re/im, lane). */
export function takeStates(
  cotangent: Float64Array,
  first: number,
  v: number,
  size: number,
  lambda: Float64Array,
): void {
  for (let lane = 0; lane < v; lane++) {
    const row = (first + lane) * 2 * size;
    for (let k = 0; k < 2 * size; k++) lambda[k * v + lane] = cotangent[row + k]!;
  }
}

/** <Z> of every wire into out (row of sample first + lane, numQubits). f: the last permutation. scratch: (2^n, lane). */
export function measure(
  f: Uint32Array,
  psi: Float64Array,
  from: number,
  v: number,
  numQubits: number,
  scratch: Float64Array,
  out: Float64Array,
  first: number,
): void {
  for (let i = 0; i < f.length; i++) {
    const p = from + i * 2 * v;
    const q = f[i]! * v;
    for (let lane = 0; lane < v; lane++) {
      const re = psi[p + lane]!;
      const im = psi[p + v + lane]!;
      scratch[q + lane] = re * re + im * im;
    }
  }
  // Halving tree: the last wire's difference, then sum it away.
  for (let wire = numQubits - 1; wire >= 0; wire--) {
    const pairs = 1 << wire;
    for (let lane = 0; lane < v; lane++) {
      let z = 0;
      for (let i = 0; i < pairs; i++) {
        const zero = scratch[2 * i * v + lane]!;
        const one = scratch[(2 * i + 1) * v + lane]!;
        z += zero - one;
        scratch[i * v + lane] = zero + one;
      }
      out[(first + lane) * numQubits + wire] = z;
    }
  }
}

/** lambda = 2 (sum_w cotangent_w Z_w) psi, in the frame before the last permutation. scratch: (2^n, lane). */
export function measureBackward(
  f: Uint32Array,
  psi: Float64Array,
  from: number,
  v: number,
  numQubits: number,
  scratch: Float64Array,
  cotangent: Float64Array,
  first: number,
  lambda: Float64Array,
): void {
  scratch.fill(0, 0, v);
  for (let wire = 0; wire < numQubits; wire++) {
    for (let i = (1 << wire) - 1; i >= 0; i--) {
      for (let lane = 0; lane < v; lane++) {
        const g = cotangent[(first + lane) * numQubits + wire]!;
        const sum = scratch[i * v + lane]!;
        scratch[2 * i * v + lane] = sum + g;
        scratch[(2 * i + 1) * v + lane] = sum - g;
      }
    }
  }
  for (let i = 0; i < f.length; i++) {
    const p = i * 2 * v;
    const q = f[i]! * v;
    for (let lane = 0; lane < v; lane++) {
      const factor = 2 * scratch[q + lane]!;
      lambda[p + lane] = factor * psi[from + p + lane]!;
      lambda[p + v + lane] = factor * psi[from + p + v + lane]!;
    }
  }
}
